import { Refusal } from '../../../domain/errors.js';
import type { BudgetForm, TableForm } from '../../../domain/tables/budget-form.js';
import type { Unit } from '../../../domain/values/money.js';
import { fold } from '../../../text/fold.js';
import {
  type DocumentLine,
  inUnits,
  isBlank,
  isBlankLine,
  isSeparator,
  isTooLong,
  loneText,
  printedText,
  textsOf,
  wordsOf,
} from '../../document-line.js';
import { lineInWords } from '../../findings.js';
import { looksNumeric } from '../../printed-amount.js';
import { type Header, readHeader } from '../lines/header.js';
import {
  headerKeys,
  isHeaderLine,
  isMostlyHeader,
  mayBeHeader,
  namesTotal,
} from '../lines/header-words.js';
import {
  agencyOfLine,
  isColumnNumbers,
  isNote,
  isNothing,
  isPageMark,
  isProse,
  unitOfLine,
} from '../lines/line-kinds.js';
import { codedRows, listOf } from '../lines/coded-rows.js';
import { oneRow } from '../lines/one-row.js';
import type { LineContent, LineRow, UnplacedRow, UnplacedTable } from '../lines/table-rows.js';
import { unitsByColumn, unitsInWords } from '../lines/units-of-headings.js';
import { twoSidedRows } from '../lines/two-sided-rows.js';
import type { Region } from '../region/regions.js';
import { linesWithFigures } from '../../unread-figures.js';
import { headerFindings, strayFindings, titleFindings } from './layout-findings.js';
import { unitOf } from './table-unit.js';

/** The whole classification has some two thousand codes. */
const TABLE_ROWS_MAX = 20_000;
const NOTE_LINES_MAX = 4;
/** Text extraction may break a header over a dozen lines, never over a page. */
const HEAD_LINES_MAX = 24;
const HEADING_CHARS_MAX = 30;

/** A table whose figures have no columns yet, and how far into the document it reaches. */
export interface TableReading {
  readonly table: UnplacedTable;
  /** Per region, the index after the last line that it took. */
  readonly ends: readonly number[];
}

/**
 * Reads one table of the form over all the pages that carry its title.
 *
 * @throws {Refusal} document-too-large: more rows than any table has
 */
export const readTable = (
  lines: readonly DocumentLine[],
  regions: readonly Region[],
  budgetForm: BudgetForm,
  form: TableForm,
): TableReading => {
  const readings: RegionReading[] = [];
  let known: Header | null = null;
  for (const { from, to } of regions) {
    const reading = new RegionReader(budgetForm, form, known, from).read(lines, from, to);
    readings.push(reading);
    known = reading.headers.at(-1) ?? known;
  }
  const { title } = regions[0]!;
  const titleLine = lines[title.first]!;
  const all = readings.flatMap((reading) => reading.rows);
  if (all.length > TABLE_ROWS_MAX)
    throw new Refusal(
      'document-too-large',
      `Table ${form.table} on ${lineInWords(titleLine)} has ${all.length} rows, more than the ${TABLE_ROWS_MAX} that a table may have: split the document.`,
      { table: form.table, rows: all.length, rowsMax: TABLE_ROWS_MAX },
    );
  const rows = all.filter((row) => !isPlaceholder(row));
  const headers = readings.flatMap((reading) => reading.headers);
  const ends = readings.map(({ end }) => end);
  const unit = unitOf(
    lines,
    regions.map(({ from }, i) => ({ from, to: ends[i]! })),
    titleLine,
    form,
  );
  const unexpected = readings.flatMap((reading) => reading.unexpected);
  const notes = new Set(readings.flatMap(({ note }) => note ?? []));
  return {
    table: {
      form,
      title: title.text || null,
      titleLine,
      unit: unit.unit,
      unitLine: unit.line,
      headers,
      rows,
      note: notes.size === 0 ? null : [...notes].join(''),
      noteLine: readings.find(({ noteLine }) => noteLine !== null)?.noteLine ?? null,
      unread: linesWithFigures(unexpected),
      findings: [
        ...titleFindings(
          form,
          regions.map((region) => region.title),
          lines,
        ),
        ...unit.findings,
        ...headerFindings(form, titleLine, headers, rows.length > 0),
        ...strayFindings(
          form,
          lines,
          unexpected,
          readings.flatMap(({ trailing }) => trailing),
        ),
      ],
    },
    ends,
  };
};

/** A row of a form that was left blank: without a name, a code or a figure. */
const isPlaceholder = (row: UnplacedRow): boolean =>
  row.name === '' && row.printedCode === null && hasNoFigure(row);

const hasNoFigure = ({ parts }: UnplacedRow): boolean =>
  parts.every(({ text }) => isBlank(fold(text)));

const NOTHING = '无';

/** What the lines of one region hold. */
interface RegionReading {
  readonly rows: readonly UnplacedRow[];
  readonly headers: readonly Header[];
  readonly note: string | null;
  readonly noteLine: DocumentLine | null;
  /** Lines within the table that are not part of it. */
  readonly unexpected: readonly DocumentLine[];
  /** Index after the last line that the table takes; what follows is narrative. */
  readonly end: number;
  /** Lines with words after a row's figures, where none should be. */
  readonly trailing: readonly DocumentLine[];
}

/** Reads the lines of a region, one after another, until the table ends. */
class RegionReader {
  private readonly rows: UnplacedRow[] = [];
  private readonly headers: Header[] = [];
  private readonly unexpected: DocumentLine[] = [];
  private readonly trailing: DocumentLine[] = [];
  private header: Header | null;
  /** Lines of a header not yet complete; null once rows have begun. */
  private head: DocumentLine[] | null = [];
  /** Lines that belong to the narrative, unless the table continues after them. */
  private pending: DocumentLine[] = [];
  private proseSeen = false;
  private note = '';
  private noteLine: DocumentLine | null = null;
  private noteOpen = 0;
  private closed = false;
  private end: number;

  constructor(
    private readonly budgetForm: BudgetForm,
    private readonly form: TableForm,
    known: Header | null,
    from: number,
  ) {
    this.header = known;
    this.end = from;
  }

  read(lines: readonly DocumentLine[], from: number, to: number): RegionReading {
    for (let i = from; i < to; i++) {
      const line = lines[i]!;
      if (isBlankLine(line)) continue;
      const taken = this.take(line);
      if (taken === 'stop') break;
      if (taken === 'yes') this.end = i + 1;
    }
    this.finishHead();
    this.keepRowLike(lines);
    return {
      rows: this.rows,
      headers: this.headers,
      note: this.note === '' ? null : this.note,
      noteLine: this.noteLine,
      unexpected: this.unexpected,
      end: this.end,
      trailing: this.trailing,
    };
  }

  private take(line: DocumentLine): 'yes' | 'no' | 'stop' {
    if (isTooLong(line)) return this.takeOther(line);
    if (line.cells && (isSeparator(textsOf(line)) || textsOf(line).every(isBlank)))
      return this.pending.length > 0 ? 'no' : 'yes';
    if (isColumnNumbers(line) || (this.form.shape !== 'one-row' && isPageMark(line)))
      return this.pending.length > 0 ? 'no' : 'yes';
    if (this.pending.length === 0) {
      if (this.noteOpen > 0 && this.continueNote(line)) return 'yes';
      // Unit and agency are printed above a table: after the total they belong to another table, whose title is lost.
      if (isUnitOrAgencyLine(line)) return this.closed ? 'stop' : 'yes';
      if (isNote(line)) return this.openNote(line, loneText(line) ?? '');
      if (isNothing(line) && this.rows.every(hasNoFigure)) return this.openNote(line, NOTHING);
      if (this.takeHeader(line)) return 'yes';
    } else if (this.headerGoesOn(line)) {
      this.flushPending();
      if (this.takeHeader(line)) return 'yes';
    }
    return this.takeRows(line);
  }

  private openNote(line: DocumentLine, text: string): 'yes' {
    this.note += text;
    this.noteLine ??= line;
    this.noteOpen = fold(text).endsWith('。') || text === NOTHING ? 0 : NOTE_LINES_MAX;
    return 'yes';
  }

  /** A note continues over lines up to its full stop, or up to a line of another kind. */
  private continueNote(line: DocumentLine): boolean {
    const text = loneText(line) ?? '';
    const folded = fold(text);
    if (!/[,。表据]/.test(folded) || isProse(folded)) {
      this.noteOpen = 0;
      return false;
    }
    this.note += text;
    this.noteOpen = folded.endsWith('。') ? 0 : this.noteOpen - 1;
    return true;
  }

  private takeHeader(line: DocumentLine): boolean {
    if (this.closed && this.form.shape === 'one-row') return false;
    if (!isHeaderLine(line, this.form)) return this.takeNearHeader(line);
    const lone = fold(loneText(line) ?? '');
    if (this.form.shape === 'coded' && lone === this.budgetForm.totals.all && this.headNamesTotal())
      return false;
    if (this.head === null) {
      // The end of a broken label may be a word of the header too; a repeated header names the total or has more words.
      if (!namesTotal(line, this.form) && (loneText(line)?.length ?? Infinity) < 4) return false;
      // After the total only the table's own header may be repeated, or that of its other half; any other belongs to another table.
      if (
        this.closed &&
        !this.isOwnHeader(line) &&
        !this.lacksHalf() &&
        !this.completesHeader(line)
      )
        return false;
      this.head = [];
    }
    if (this.head.length < HEAD_LINES_MAX) this.head.push(line);
    return true;
  }

  /** A header line with one misprint. */
  private takeNearHeader(line: DocumentLine): boolean {
    if (!this.head || this.head.length >= HEAD_LINES_MAX) return false;
    if (wordsOf(line).some(isFigure) || !isMostlyHeader(line, this.form)) return false;
    this.head.push(line);
    return true;
  }

  /** Whether a line continues the header after lines that are not part of it. */
  private headerGoesOn(line: DocumentLine): boolean {
    if (this.proseSeen || this.closed || !isHeaderLine(line, this.form)) return false;
    return namesTotal(line, this.form) || (this.head !== null && wordsOf(line).length > 1);
  }

  private isOwnHeader(line: DocumentLine): boolean {
    const keys = headerKeys(line).join('|');
    return this.headers.some(({ lines }) =>
      lines.some((own) => headerKeys(own).join('|') === keys),
    );
  }

  /** Whether a line has the headings alone that the header lacks: of columns without figures, which stand on a page of their own. */
  private completesHeader(line: DocumentLine): boolean {
    const missing = this.form.shape === 'two-sided' ? (this.headers.at(-1)?.missing ?? []) : [];
    const columns = missing.length === 0 ? [] : (readHeader([line], this.form)?.columns ?? []);
    return columns.length > 0 && columns.every((column) => missing.includes(column));
  }

  /** Whether only one half of a two-sided table has its total: the other is printed below it, or on the next page. */
  private lacksHalf(): boolean {
    const totals = this.rows.filter(({ total }) => total);
    return this.form.shape === 'two-sided' && new Set(totals.map(({ side }) => side)).size === 1;
  }

  private headNamesTotal(): boolean {
    const head = this.head ?? this.headers.at(-1)?.lines ?? [];
    return head.length === 0
      ? this.header !== null
      : head.some((line) => namesTotal(line, this.form));
  }

  private takeRows(line: DocumentLine): 'yes' | 'no' | 'stop' {
    const header =
      (this.head && this.head.length > 0 ? readHeader(this.head, this.form) : null) ?? this.header;
    const found = this.contentOf(line, header);
    if (found.kind === 'rest') complete(found, line);
    if (found.kind === 'none' || isSentence(line)) return this.takeOther(line);
    if (found.kind === 'rest') return this.pending.length > 0 ? this.takeOther(line) : 'yes';
    if (this.closed && !found.rows.every(({ parts }) => parts.length > 0))
      return this.takeOther(line);
    if (this.form.shape === 'one-row' && this.closed) return this.takeOther(line);
    if (this.pending.length > 0) {
      if ((this.closed || this.proseSeen) && !found.rows.some((row) => this.isSureRow(row)))
        return this.takeOther(line);
      this.flushPending();
    }
    this.finishHead();
    const text = printedText(line).trim();
    // Rows know their header by identity: the first row has that of the rows after it.
    const place = { line, text, figuresLine: line, header: this.header };
    this.rows.push(...found.rows.map((row) => ({ ...row, ...place })));
    if (found.trailing) this.trailing.push(line);
    if (found.rows.some(({ total }) => total) || this.form.shape === 'one-row') this.closed = true;
    return 'yes';
  }

  private contentOf(line: DocumentLine, header: Header | null): LineContent {
    switch (this.form.shape) {
      case 'coded':
        return codedRows(line, this.form, header?.labels[0], this.rows.at(-1));
      case 'two-sided':
        return twoSidedRows(line, this.budgetForm, header?.labels[1], this.rows);
      case 'one-row':
        return oneRow(line, this.form);
    }
  }

  /** Whether a row is certainly this table's, so that the table continues after a sentence within it. */
  private isSureRow({ parts, total, code, name }: LineRow): boolean {
    if (!parts.some(({ text }) => looksNumeric(text))) return false;
    switch (this.form.shape) {
      case 'coded':
        return total || (code !== null && listOf(this.form).isNamed(code, name));
      case 'two-sided':
        return total || code !== null || this.budgetForm.isRevenueLabel(name);
      case 'one-row':
        return false;
    }
  }

  private takeOther(line: DocumentLine): 'yes' | 'no' | 'stop' {
    const prose = isSentence(line);
    if (
      this.head !== null &&
      this.head.length < HEAD_LINES_MAX &&
      this.pending.length === 0 &&
      !prose &&
      mayBeHeader(line) &&
      fold(textsOf(line).join('')).length <= HEADING_CHARS_MAX &&
      !wordsOf(line).some(isFigure)
    ) {
      this.head.push(line);
      return 'yes';
    }
    // Figures below a total that has none stand in the table all the same.
    if (this.closed && !prose && isRowLike(line) && this.rows.every(hasNoFigure)) {
      this.unexpected.push(line);
      return 'yes';
    }
    if (this.closed || (prose && this.form.shape === 'one-row')) return 'stop';
    this.proseSeen ||= prose;
    this.pending.push(line);
    return 'no';
  }

  /** Lines with several figures right after a table that has no total yet are rows of it that cannot be read. */
  private keepRowLike(lines: readonly DocumentLine[]): void {
    if (this.closed) return;
    const prose = this.pending.findIndex(isSentence);
    const before = prose === -1 ? this.pending : this.pending.slice(0, prose);
    const last = before.findLastIndex(isRowLike);
    if (last === -1) return;
    this.unexpected.push(...before.slice(0, last + 1));
    this.end = Math.max(this.end, lines.indexOf(before[last]!) + 1);
  }

  /** The table continues, so the lines between belong to it. */
  private flushPending(): void {
    this.unexpected.push(...this.pending);
    this.pending = [];
    this.proseSeen = false;
  }

  private finishHead(): void {
    if (this.head && this.head.length > 0) {
      const header = readHeader(this.head, this.form);
      if (header) {
        this.header = header;
        this.headers.push(header);
      } else this.unexpected.push(...this.head.filter((line) => !isHeaderLine(line, this.form)));
    }
    this.head = null;
  }
}

/** Adds the rest of a row to it. */
const complete = (
  { of, whole: { name, code, parts } }: LineContent & { readonly kind: 'rest' },
  line: DocumentLine,
): void => {
  Object.assign(of, { name, code, text: `${of.text} ${printedText(line).trim()}` });
  if (parts.length > 0) Object.assign(of, { parts, figuresLine: line });
};

/** A figure, and not the year that headers have. */
const isFigure = (word: string): boolean => looksNumeric(word) && !/^20\d{2}$/.test(word);

/** A sentence or a heading of the narrative. Figures are ignored: their commas are no marks of a sentence. */
const isSentence = (line: DocumentLine): boolean => {
  if (isTooLong(line)) return true;
  const words = (loneText(line) ?? '').split(/\s+/).filter((word) => !looksNumeric(word));
  return isProse(fold(words.join('')));
};

/** Whether a line has several figures, as a row has. */
const isRowLike = (line: DocumentLine): boolean =>
  wordsOf(line).filter((word) => looksNumeric(word) && /[.,]\d/.test(word)).length >= 2;

/** 编制部门：…, 单位：元, and the 元 that is broken off it. */
const isUnitOrAgencyLine = (line: DocumentLine): boolean =>
  unitOfLine(line) !== undefined ||
  agencyOfLine(line) !== undefined ||
  /^(?:亿|百?万|千)?元\)?$/.test(fold(loneText(line) ?? ''));

/** A table whose figures have the units of their headings, or are all in the table's. */
export const withUnits = (table: UnplacedTable, areInTableUnit: boolean): UnplacedTable => ({
  ...table,
  rows: table.rows.map((row) => {
    const units = row.header ? unitsOf(row.header) : () => undefined;
    return { ...row, parts: inUnits(row.parts, areInTableUnit ? 'table' : units) };
  }),
});

/** The units that the headings of a header print; of one without cells the one that each of them prints. */
export const unitsOf = ({
  lines,
  cells,
  columns,
}: Header): ((column: number | null) => Unit | undefined) => {
  if (cells) return unitsByColumn(lines.filter((line) => line.cells !== null));
  const units = unitsInWords(lines);
  const isOfAll = units.length >= columns.length && new Set(units).size === 1;
  return () => (isOfAll ? units[0] : undefined);
};
