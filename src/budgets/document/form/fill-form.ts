import { fold } from '../../../text/fold.js';
import { Refusal } from '../../../domain/errors.js';
import { ANSWERED_FORM } from '../../../domain/tables/forms.js';
import { agencyOf } from '../../../reading/tables/lines/line-kinds.js';
import {
  asOfWords,
  isAsOf,
  layoutOf,
  spread,
  type LaidCell,
  type LaidDocument,
  type LaidRow,
  type LaidTable,
} from '../layout.js';
import { tablesIn, type FormTable } from './form-table.js';
import type { Content } from './sheet-xml.js';
import { Workbook, type Sheet } from './workbook.js';
import type { PrintedBudget } from '../document.answer.js';

/** A workbook that was filled in. */
export interface FilledForm {
  readonly bytes: Uint8Array;
  /** The sheets that still have placeholders, for a person to complete. */
  readonly left: readonly string[];
}

/**
 * Fills a bureau's Excel form: each table goes below its title and headings, rows that the form lacks are added, and its
 * styles, widths and formulas stay.
 *
 * @throws {Refusal} `document-of-another-kind`: it has none of the tables; `form-lacks-place`: it has no place for one of the
 * figures, so that none is dropped in silence; and those of {@link Workbook}.
 */
export const fillForm = (bytes: Uint8Array, file: string, answer: PrintedBudget): FilledForm => {
  const book = new Workbook(bytes, file);
  // A form has places for the nine tables alone.
  const { further: _, adjustments: __, ...nine } = answer;
  const document = layoutOf(nine);
  const form = ANSWERED_FORM;
  const found = book.sheets.flatMap((sheet) => tablesIn(sheet, form));
  if (found.length === 0)
    throw new Refusal(
      'document-of-another-kind',
      `${file} has none of the nine tables of a budget: give the form with their titles and headings.`,
    );
  const filling = new Filling(book, answer, document, file);
  filling.checkPlaces(found);
  filling.texts(found);
  // From the bottom, so that an added row moves no table that is not filled yet.
  for (const table of found.toReversed()) filling.fill(table);
  return { bytes: book.toBytes(), left: filling.left };
};

class Filling {
  readonly left: string[] = [];

  constructor(
    private readonly book: Workbook,
    private readonly answer: PrintedBudget,
    private readonly document: LaidDocument,
    private readonly file: string,
  ) {}

  /** Refuses a form that lacks a place for a figure, before anything is filled in. */
  checkPlaces(found: readonly FormTable[]): void {
    for (const table of this.document.tables) {
      const places = found.filter((each) => each.table === table.table);
      const [place, again] = places;
      if (again)
        throw this.lacks(`has table ${table.table} twice, so it is not clear which to fill`);
      for (const row of table.rows)
        for (const [i, { text }] of spread(row).entries()) {
          const column = table.columns[i]!;
          if (text === '' || column.kind !== 'amount') continue;
          if (!place || place.columnOf(column) === null)
            throw this.lacks(
              `has no place for ${text} in the column ${headingOver(table, i)} of table ${table.table}, ${table.title}`,
            );
        }
    }
  }

  fill(place: FormTable): void {
    const table = this.document.tables.find((each) => each.table === place.table);
    if (!table) return this.note(place, `账本中没有表${place.table}，这里不填。`);
    const oneRow = place.shape === 'one-row';
    const rows = oneRow ? table.rows : table.rows.filter(({ total }) => !total);
    const total = table.rows.find((row) => row.total);
    const room = oneRow ? 1 : (place.total ?? place.body) - place.body;
    const more = Math.max(0, rows.length - room);
    if (more > 0) this.makeRoom(place, place.body + room, more);
    const end = place.body + Math.max(room, rows.length);
    for (let row = place.body; row < end; row++)
      this.row(place, table, row, rows[row - place.body] ?? null);
    if (total) this.row(place, table, end, total, place.total === null);
    if (table.note !== null) this.note(place, table.note);
  }

  private makeRoom(place: FormTable, before: number, count: number): void {
    if (this.book.sheets.some(({ xml }) => xml.hasFormulas))
      throw this.lacks(
        `has formulas and ${count} rows too few for table ${place.table}; formulas are not moved: add the rows in the form`,
      );
    this.book.insertRows(place.sheet, before, count);
  }

  /** Writes a row into a row of the form; null makes that row blank. A total keeps the form's own label. */
  private row(
    place: FormTable,
    { columns }: LaidTable,
    at: number,
    row: LaidRow | null,
    labelled = row?.total !== true,
  ): void {
    const cells = row && spread(row);
    for (const [i, column] of columns.entries()) {
      const cell = place.columnOf(column);
      if (cell === null || (!labelled && column.kind !== 'amount')) continue;
      place.sheet.xml.set(at, cell, cells ? contentOf(cells[i]!) : null);
    }
    if (row !== null) return;
    for (let cell = 0; cell < place.width; cell++) place.sheet.xml.set(at, cell, null);
  }

  /** Writes a note below the table, where forms have their notes. */
  private note({ sheet, total, body }: FormTable, text: string): void {
    for (let row = body; total !== null && row < total; row++)
      for (const [column] of (sheet.texts[row] ?? []).entries()) sheet.xml.set(row, column, null);
    sheet.xml.set((total ?? body) + 1, 0, { text });
  }

  /** Writes the year, the agency, the unit and the sentences. */
  texts(found: readonly FormTable[]): void {
    const { fiscalYear, agencyName } = this.answer;
    const formYear = found.find(({ year }) => year !== null)?.year ?? fiscalYear;
    const dated = (text: string) =>
      text.replace(/(?<!\d)(\d{4})(?=\s*年)/g, (year) =>
        year === String(formYear)
          ? String(fiscalYear)
          : year === String(formYear - 1)
            ? String(fiscalYear - 1)
            : year,
      );
    this.book.replaceTexts(dated);
    for (const { table, sheet, title, unit } of found) {
      sheet.xml.set(title.row, title.column, { text: dated(title.text) });
      const own = this.document.tables.find((each) => each.table === table);
      if (unit && own && fold(unit.text) !== fold(own.unit))
        sheet.xml.set(unit.row, unit.column, { text: own.unit });
    }
    for (const sheet of this.book.sheets) {
      this.labels(sheet, agencyName, dated);
      if (this.sentences(sheet)) continue;
      if (sheet.texts.flat().some((text) => PLACEHOLDER.test(text) && !ownAgency(text)))
        this.left.push(sheet.name.trim());
    }
  }

  private labels({ texts, xml }: Sheet, agency: string, dated: (text: string) => string): void {
    for (const [row, cells] of texts.entries())
      for (const [column, text] of cells.entries()) {
        const label = ownAgency(text);
        if (label) xml.set(row, column, { text: `${label}：${agency}` });
        else if (isAsOf(text)) xml.set(row, column, { text: asOfWords(this.answer) });
        else if (dated(text) !== text && !xml.isShared(row, column))
          xml.set(row, column, { text: dated(text) });
      }
  }

  /** Writes the sentences, a paragraph in each row, if this is their sheet. */
  private sentences({ texts, xml }: Sheet): boolean {
    const filled = texts.flatMap((cells, row) =>
      cells.flatMap((text, column) => (text.trim() === '' ? [] : [{ row, column, text }])),
    );
    const [heading, first] = filled;
    if (!heading || !first || !/^\d{4}年(?:部门|单位)预算编制说明$/.test(fold(heading.text)))
      return false;
    for (const { row, column } of filled.slice(1)) xml.set(row, column, null);
    const { sections, absent } = this.document;
    const lines = [...sections.flatMap((each) => [each.heading, ...each.paragraphs]), ...absent];
    for (const [i, text] of lines.entries()) {
      xml.free(first.row + i, first.row);
      xml.set(first.row + i, first.column, { text });
    }
    return true;
  }

  private lacks(what: string): Refusal {
    return new Refusal('form-lacks-place', `${this.file} ${what}; nothing was filled in.`);
  }
}

/** 编制部门： is above each table, 预算主管部门： on the cover. */
const AGENCY_LABELS = ['预算主管部门', '预算单位', '编制部门', '编制单位'] as const;
const ownAgency = (text: string): string | undefined => {
  const label = agencyOf(text)?.label;
  return AGENCY_LABELS.find((each) => each === label);
};
const PLACEHOLDER = /XX|xx|x,xxx/;

const contentOf = ({ text, kind }: LaidCell): Content =>
  text === '' ? null : kind === 'amount' ? { amount: text } : { text };

const headingOver = ({ header }: LaidTable, column: number): string =>
  header.findLast((cell) => cell.column === column)?.text ?? '';
