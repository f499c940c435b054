import { createHash } from 'node:crypto';
import { Refusal } from '../domain/errors.js';
import type { Finding } from '../domain/events/finding.js';
import type { BudgetForm, TableForm } from '../domain/tables/budget-form.js';
import { formOf, type FormName } from '../domain/tables/forms.js';
import { APPROPRIATED_FUNDS, type TableKind } from '../domain/tables/table-kind.js';
import { FURTHER_KINDS } from '../domain/values/further-kind.js';
import { isOneOf } from '../domain/values/line.js';
import { fold } from '../text/fold.js';
import { legible, UNREADABLE } from '../text/legible.js';
import { type DocumentLine, isBlankLine, printedText, textLine } from './document-line.js';
import { finding, lineInWords, placeOf, quote } from './findings.js';
import { missingTable, type PrintedDocument, type PrintedTable } from './printed.js';
import type { SheetTab } from './readers/office/read-xlsx.js';
import { readerOf, type Reader, type ReadLines } from './readers/reader-of.js';
import { textTypeOf } from './readers/text-lines.js';
import {
  furtherAmong,
  printsUnit,
  isOfAnotherForm,
  isTextOfAnotherForm,
  readByHeadings,
} from './by-headings/read-by-headings.js';
import { withUnitsOfHeadings } from './by-headings/cell-units.js';
import { kindsOfTitles, sectionsOf, type Section } from './by-headings/sections.js';
import { codeFindings } from './tables/rows/code-findings.js';
import { proveCodes } from './tables/rows/prove-codes.js';
import { markDisplaced } from './tables/columns/displaced-figures.js';
import { expectedThreePublic, expectedTotals } from './tables/columns/expected-totals.js';
import { type PlacedTable, placeRows } from './tables/columns/place-rows.js';
import { correctUnits } from './tables/columns/unit-confused.js';
import { findTitles, type TitleLine } from './tables/region/titles.js';
import type { UnplacedTable } from './tables/lines/table-rows.js';
import { printTable, repeatedFinding } from './tables/print-table.js';
import { identify } from './tables/region/identity.js';
import { refuseOtherKinds } from './tables/region/other-kinds.js';
import { joinColumns } from './tables/region/continued-columns.js';
import { unitOfLine } from './tables/lines/line-kinds.js';
import { unitsInWords } from './tables/lines/units-of-headings.js';
import { asMeant } from './units/as-meant.js';
import { linesWithFigures } from './unread-figures.js';
import { pagesOfTable, type Region, regionsOf } from './tables/region/regions.js';
import { readTable, unitsOf, withUnits } from './tables/rows/read-table.js';

/** What the caller knows of the document. */
export interface ReadOptions {
  /** The file's name, for sentences. */
  readonly file?: string | null;
}

/**
 * Reads a published budget as it is printed, from a file of any kind that {@link readerOf} has a reader for. Whatever
 * else is odd about the document becomes a finding.
 *
 * @throws {Refusal} document-unreadable, document-too-large, document-too-costly: as {@link readerOf} and its reader;
 *   document-too-large: a longer line than a document has; document-of-another-kind: it is no budget of one department or unit, or has no figure; document-year-unclear,
 *   document-agency-unclear: it does not say which year or whose budget it is
 */
export const readDocument = async (
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<PrintedDocument> => {
  const file = options.file ?? 'The document';
  const { mediaType, read } = await readerOf(bytes, file);
  return documentOf({ ...(await read(bytes, file)), mediaType, bytes }, file);
};

/**
 * A paragraph has some thousands of characters. Matching a pattern on one line cannot be interrupted, so without this limit
 * a single line could exhaust the memory of its process and end it.
 */
const LINE_CHARS_MAX = 100_000;

const checkLineLengths = (lines: readonly DocumentLine[], file: string): void => {
  const endless = lines.find((line) => printedText(line).length > LINE_CHARS_MAX);
  if (!endless) return;
  const { length } = printedText(endless);
  throw new Refusal(
    'document-too-large',
    `Line ${endless.line} of ${file} has ${length} characters, more than the ${LINE_CHARS_MAX} that a line may have: save the document anew with its lines and paragraphs.`,
    { line: endless.line, characters: length, charactersMax: LINE_CHARS_MAX },
  );
};

/** A sheet whose tab has a table's title and whose rows have none begins with that title. */
const withTitlesOfTabs = (
  lines: readonly DocumentLine[],
  sheets: readonly SheetTab[],
  hasTitle: (lines: readonly DocumentLine[]) => boolean,
): readonly DocumentLine[] => {
  if (sheets.length === 0) return lines;
  const own = new Map(sheets.map(({ page }) => [page, [] as DocumentLine[]]));
  for (const line of lines) own.get(line.page!)!.push(line);
  return sheets.flatMap(({ page, name }) => {
    const tab = textLine({ page, line: 1 }, name);
    const rows = own.get(page)!;
    return !hasTitle(rows) && hasTitle([tab]) ? [tab, ...rows] : rows;
  });
};

/** The form that documents are read in: the only one so far. */
const FORM: FormName = 'shanghai';

/** What a reader made of a file, and the file itself. */
export interface ReadFile extends ReadLines, Pick<Reader, 'mediaType'> {
  readonly bytes: Uint8Array;
}

/** Reads the tables and the narrative out of a document's lines. */
export const documentOf = (read: ReadFile, file: string): PrintedDocument =>
  asMeant((inTableUnit) => documentIn(read, file, inTableUnit));

/** The document; the figures of the tables of some numbers all in the unit of their table. */
const documentIn = (
  { bytes, mediaType, hidden = [], unseen = [], sheets = [], pages, lines: inFile }: ReadFile,
  file: string,
  inTableUnit: ReadonlySet<number>,
): PrintedDocument => {
  checkLineLengths(inFile, file);
  const read = joinColumns(inFile);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const byHeadings = (
    lines: readonly DocumentLine[],
    sections: readonly Section[],
  ): PrintedDocument => {
    const { identity, tables, further, findings, taken } = readByHeadings(
      lines,
      sections,
      file,
      inTableUnit,
    );
    return {
      sha256,
      mediaType,
      ...(pages !== undefined && { pages }),
      ...identity,
      form: 'country',
      tables,
      ...(further.length > 0 && { further }),
      narrative: lines.filter((line, i) => !taken[i] && !isBlankLine(line)),
      findings: [
        ...brokenCharacters(lines),
        ...hiddenSheets(hidden.map(legible)),
        ...hiddenCells(unseen.map(legible)),
        ...read.findings,
        ...findings,
      ],
    };
  };
  const form = formOf({ form: FORM });
  const titled = withTitlesOfTabs(read.lines, sheets, (each) => kindsOfTitles(each).length > 0);
  const sections = sectionsOf(titled);
  if (isOfAnotherForm(sections)) return byHeadings(titled, sections);
  const lines = withTitlesOfTabs(read.lines, sheets, (each) => findTitles(each, form).length > 0);
  if (isTextOfAnotherForm(read.lines)) throw noCells(file);
  const { regions, contents } = regionsOf(lines, findTitles(lines, form), form);
  refuseOtherKinds(lines, regions, file);
  if (regions.length === 0) throw noTables(contents.length > 0, file);
  const { findings, ...identity } = identify(lines, regions, file);
  const { tables, taken, ...reading } = tablesOf(form, lines, regions, contents, inTableUnit);
  if (!tables.some(({ rows }) => rows.length > 0))
    throw new Refusal(
      'document-of-another-kind',
      `${file} has the tables of a budget and no figure in any of them: fill the form in, or give the published document.`,
    );
  const beyond = beyondTheForm(sections, new Set(lines.filter((_, i) => taken[i])));
  const others = new Set(beyond.flatMap(rowsWithFigures));
  const all = beyond.length > 0 ? sections.map(withUnitsOfHeadings) : [];
  // The unit of the table before it is no proof of the unit of one that prints none.
  const [known, unknown] = [true, false].map((isKnown) =>
    all.filter((each, i) => beyond.includes(sections[i]!) && printsUnit(each) === isKnown),
  ) as [Section[], Section[]];
  const further = furtherAmong(all, new Set(known), inTableUnit);
  return {
    sha256,
    mediaType:
      mediaType === 'text/plain' ? textTypeOf(lines.filter((_, i) => taken[i])) : mediaType,
    ...(pages !== undefined && { pages }),
    ...identity,
    form: FORM,
    tables,
    ...(further.tables.length > 0 && { further: further.tables }),
    // The figures of a table are no sentence.
    narrative: lines.filter((line, i) => !taken[i] && !isBlankLine(line) && !others.has(line)),
    findings: [
      ...brokenCharacters(lines),
      ...hiddenSheets(hidden.map(legible)),
      ...hiddenCells(unseen.map(legible)),
      ...read.findings,
      ...findings,
      ...reading.findings,
      ...further.findings,
      ...unreadTables([...further.unread, ...unknown]),
    ],
  };
};

/** Tables of money that the form has not. Of a kind that is not known, those that print a unit. */
const beyondTheForm = (
  sections: readonly Section[],
  read: ReadonlySet<DocumentLine>,
): readonly Section[] =>
  sections.filter(
    (section) =>
      isOneOf(FURTHER_KINDS, section.kind) &&
      (section.kind !== 'other' || section.texts.some((line) => unitOfLine(line) !== undefined)) &&
      !section.pages.flat().some((row) => read.has(row)) &&
      rowsWithFigures(section).length > 0,
  );

const rowsWithFigures = ({ pages }: Section): readonly DocumentLine[] =>
  linesWithFigures(pages.flat());

/** `LAYOUT`, a warning: the tables that the form has not, and that cannot be read as one table of money each. */
const unreadTables = (others: readonly Section[]): readonly Finding[] => {
  const titles = [...new Set(others.map(({ title }) => title))];
  return others.length === 0
    ? []
    : [
        finding(
          'LAYOUT',
          'warning',
          `The document prints tables that its form has not, and their figures are not recorded: ${titles.map(quote).join(', ')}.`,
          others.map(({ titleLine }) => placeOf(titleLine, null)),
          { printed: titles.join(', ') },
        ),
      ];
};

/** The table of basic expenditure first: its totals help to place the figures of the others. */
const PLACING_ORDER: readonly TableKind[] = [
  'basic-economic',
  'revenue-expenditure',
  'appropriation',
  'revenue',
  ...APPROPRIATED_FUNDS,
  'expenditure',
  'three-public',
];

interface ReadTables {
  /** All tables of the form, in its order. */
  readonly tables: readonly PrintedTable[];
  readonly findings: readonly Finding[];
  /** Per line of the document: whether a table took it. */
  readonly taken: readonly boolean[];
}

/** Reads the tables of a form: rows, then codes, then columns. */
const tablesOf = (
  form: BudgetForm,
  lines: readonly DocumentLine[],
  regions: readonly Region[],
  contents: readonly TitleLine[],
  inTableUnit: ReadonlySet<number>,
): ReadTables => {
  const taken = lines.map(() => false);
  const unplaced: UnplacedTable[] = [];
  const repeats: Finding[] = [];
  const unsure: Finding[] = [];
  const unread = new Map<TableForm, Finding>();
  for (const table of form.tables) {
    const { pages, again } = pagesOfTable(regions, table.table);
    if (pages.length === 0) continue;
    if (dividesBasic(lines, pages[0]!, table)) {
      unread.set(table, notRead(lines[pages[0]!.title.first]!, table));
      for (const { title, to } of pages) taken.fill(true, title.first, to);
      continue;
    }
    const read = readTable(lines, pages, form, table);
    const areInTableUnit = inTableUnit.has(table.table);
    unplaced.push(withUnits(read.table, areInTableUnit));
    if (!areInTableUnit) unsure.push(...unsureUnits(read.table));
    for (const [i, { title }] of pages.entries()) taken.fill(true, title.first, read.ends[i]);
    repeats.push(...again.map(({ title }) => printedAgain(title, lines)));
  }
  const proof = proveCodes(unplaced);
  const narrative = narrativeOf(lines, taken);
  const tables = correctUnits(unplaced, expectedThreePublic(unplaced, narrative));
  const placed = new Map<TableKind, PlacedTable>();
  for (const kind of PLACING_ORDER) {
    const table = tables.find((each) => each.form.kind === kind);
    if (!table) continue;
    const expected = expectedTotals(form, table, placed, narrative);
    placed.set(kind, placeRows(table, expected));
  }
  const printed = form.tables.map((own) => {
    const table = tables.find((each) => each.form === own);
    const figures = placed.get(own.kind);
    const other = unread.get(own);
    if (other) return { table: missingTable(own.table), findings: [other] };
    if (!table || !figures) return missing(own, lines, contents);
    const displaced = own.kind === 'basic-economic' ? markDisplaced(figures.rows) : [];
    const result = printTable(table, figures);
    const repeated = repeatedFinding(table, figures.rows, displaced);
    return { table: result.table, findings: [...result.findings, ...repeated] };
  });
  return {
    tables: printed.map(({ table }) => table),
    findings: [
      ...printed.flatMap(({ findings }) => findings),
      ...codeFindings(tables, proof, form),
      ...repeats,
      ...unsure,
    ],
    taken,
  };
};

/**
 * `UNIT`, an error: the headings of some columns print another unit than the table, and no cells are kept that tell which columns these are.
 */
const unsureUnits = ({ form, unit, headers }: UnplacedTable): readonly Finding[] => {
  const unsure = headers.filter(
    (header) =>
      !header.cells &&
      unitsOf(header)(null) === undefined &&
      unitsInWords(header.lines).some((each) => each !== unit),
  );
  if (unsure.length === 0) return [];
  const lines = unsure.flatMap((header) => header.lines);
  const others = [...new Set(unitsInWords(lines))].filter((each) => each !== unit).join(', ');
  return [
    finding(
      'UNIT',
      'error',
      `Table ${form.table} is in ${unit} and prints ${others} in the headings of some columns, and the file keeps no cells that tell which: all its figures are read in ${unit}.`,
      lines.map((line) => placeOf(line, form.table)),
      { table: form.table, subject: '单位', printed: others, expected: unit },
    ),
  ];
};

const NARRATIVE_CHARS_MAX = 200_000;

/** The text outside the tables as one folded string: its sentences are broken over lines. */
const narrativeOf = (lines: readonly DocumentLine[], taken: readonly boolean[]): string => {
  let text = '';
  for (const [i, line] of lines.entries()) {
    const own = taken[i] ? '' : printedText(line);
    if (text.length + own.length <= NARRATIVE_CHARS_MAX) text += own;
  }
  return fold(text);
};

const printedAgain = (title: TitleLine, lines: readonly DocumentLine[]): Finding => {
  const at = lines[title.first]!;
  return finding(
    'LAYOUT',
    'error',
    `Table ${title.table} is printed again on ${lineInWords(at)}, after other tables; only the first is read.`,
    [placeOf(at, title.table)],
    { table: title.table, subject: title.text },
  );
};

const FIGURE = /\d[.,]\d/;
/** So many lines at most are above the rows of a table. */
const HEAD_LINES_MAX = 12;

/** Whether the lines above a table's rows divide basic expenditure as its form does not, so that figures would stand under wrong headings. */
const dividesBasic = (
  lines: readonly DocumentLine[],
  { from, to }: Region,
  { columns, headings }: TableForm,
): boolean => {
  if (!columns.includes('basic') || 'personnel' in headings) return false;
  let head = '';
  for (let i = from; i < Math.min(to, from + HEAD_LINES_MAX); i++) {
    const text = printedText(lines[i]!);
    if (FIGURE.test(text)) break;
    head += text;
  }
  return [/人员(?:支出|经费)/, /公用(?:支出|经费)/].every((words) => words.test(fold(head)));
};

const notRead = (at: DocumentLine, { table, titles: [usual = ''] }: TableForm): Finding =>
  finding(
    'LAYOUT',
    'error',
    `Table ${table} divides 基本支出 into 人员经费 and 公用经费 under headings that its form does not have: it is not read, so that no figure stands under a wrong heading.`,
    [placeOf(at, table)],
    { table, subject: usual },
  );

const missing = (
  { table: number, titles: [usual = ''] }: TableForm,
  lines: readonly DocumentLine[],
  contents: readonly TitleLine[],
): { table: PrintedTable; findings: readonly Finding[] } => {
  const listed = contents.find(({ table }) => table === number);
  return {
    table: missingTable(number),
    findings: [
      finding(
        'TABLE-PRESENT',
        'error',
        listed
          ? `Table ${number}, ${quote(listed.text)}, is in the list of contents and not in the document.`
          : `Table ${number}, ${quote(usual)}, is neither in the document nor in its list of contents.`,
        listed ? [placeOf(lines[listed.first]!, number)] : [],
        { table: number, subject: listed?.text ?? usual, expected: listed?.text ?? usual },
      ),
    ],
  };
};

const noCells = (file: string): Refusal =>
  new Refusal(
    'document-of-another-kind',
    `${file} has tables in the form of another place and keeps no cells of them, so that it cannot be told which figure stands under which heading: give it as PDF, XLSX, DOCX or CSV.`,
  );

const noTables = (listed: boolean, file: string): Refusal =>
  new Refusal(
    'document-of-another-kind',
    `${file} ${listed ? 'lists the tables of a budget and prints none of them' : 'has none of the nine tables of a published budget'}: give a published budget (部门预算 or 单位预算) with its tables.`,
  );

const brokenCharacters = (lines: readonly DocumentLine[]): readonly Finding[] => {
  const broken = lines.filter((line) => printedText(line).includes(UNREADABLE));
  if (broken.length === 0) return [];
  const count = broken.reduce((n, line) => n + printedText(line).split(UNREADABLE).length - 1, 0);
  return [
    finding(
      'LAYOUT',
      'warning',
      `${count} characters of the document are broken and shown as "${UNREADABLE}".`,
      broken
        .slice(0, BROKEN_LINES_MAX)
        .map((line) => placeOf(line, null, { text: printedText(line).trim().slice(0, 200) })),
    ),
  ];
};

/** So many lines with broken characters are named. */
const BROKEN_LINES_MAX = 100;

/** Hidden sheets are no part of what was published: a finding names them, and they are not read. */
const hiddenSheets = (names: readonly string[]): readonly Finding[] =>
  names.length === 0
    ? []
    : [
        finding(
          'LAYOUT',
          'info',
          `Sheets that are hidden were not read: ${names.map(quote).join(', ')}; show them in the file if they belong to the budget.`,
          [],
          { printed: names.join(', ') },
        ),
      ];

/** So many hidden rows and columns are named. */
const UNSEEN_MAX = 50;

/** Hidden rows and columns may be those of a filter: they are read, and a finding names them. */
const hiddenCells = (places: readonly string[]): readonly Finding[] =>
  places.length === 0
    ? []
    : [
        finding(
          'LAYOUT',
          'info',
          `Rows and columns that are hidden in their sheets were read as all others: ${places.slice(0, UNSEEN_MAX).map(quote).join(', ')}; delete them in the file if they do not belong to the budget.`,
          [],
          { printed: places.slice(0, UNSEEN_MAX).join(', ') },
        ),
      ];
