import { fold } from '../../text/fold.js';
import type { Finding } from '../../domain/events/finding.js';
import type { DocumentLine } from '../document-line.js';
import type { PrintedTable } from '../printed.js';
import { SHANGHAI } from '../../domain/tables/shanghai.js';
import { APPROPRIATED_FUNDS, type TableKind } from '../../domain/tables/table-kind.js';
import { codeFindings } from './codes/code-findings.js';
import { markDisplaced } from './columns/displaced-figures.js';
import { expectedTotals, expectedThreePublic } from './columns/expected-totals.js';
import { placeRows } from './columns/place-rows.js';
import { printTable, repeatedFinding } from './print-table.js';
import { proveCodes } from './codes/prove-codes.js';
import type { PlacedRow, UnplacedTable } from './rows/table-rows.js';
import { readTable } from './rows/read-table.js';
import { pagesOfTable, type Region } from './region/regions.js';
import { finding, lineInWords, placeOf, quote } from '../findings.js';
import type { TitleLine } from './form/titles.js';
import { correctUnits } from './columns/unit-confused.js';

export interface ReadTables {
  /** Always nine, T1 to T9 in order. */
  readonly tables: readonly PrintedTable[];
  readonly findings: readonly Finding[];
  /** Per line of the document: whether a table took it. */
  readonly taken: readonly boolean[];
}

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

/** Reads the nine tables of a document: rows, then codes, then columns. */
export const readTables = (
  lines: readonly DocumentLine[],
  regions: readonly Region[],
  contents: readonly TitleLine[],
): ReadTables => {
  const taken = lines.map(() => false);
  const raw = new Map<number, UnplacedTable>();
  const repeats: Finding[] = [];
  for (const { table } of SHANGHAI.tables) {
    const { pages, again } = pagesOfTable(regions, table);
    if (pages.length === 0) continue;
    const read = readTable(lines, pages);
    raw.set(table, read.table);
    for (const [i, { title }] of pages.entries()) taken.fill(true, title.first, read.ends[i]);
    repeats.push(...again.map(({ title }) => printedAgain(title, lines)));
  }
  const proof = proveCodes([...raw.values()]);
  const narrativeText = narrativeOf(lines, taken);
  const tables = correctUnits(
    [...raw.values()],
    expectedThreePublic([...raw.values()], narrativeText),
  );
  for (const table of tables) raw.set(table.form.table, table);
  const placed = new Map<TableKind, readonly PlacedRow[]>();
  for (const kind of PLACING_ORDER) {
    const form = SHANGHAI.ofKind(kind);
    const table = form && raw.get(form.table);
    if (!table) continue;
    placed.set(kind, placeRows(table, expectedTotals(kind, table.rows, placed, narrativeText)));
  }
  const printed = SHANGHAI.tables.map(({ table: number, kind, titles }) => {
    const table = raw.get(number);
    if (!table) return missing(number, titles[0]!, lines, contents);
    const rows = placed.get(kind)!;
    const displaced = kind === 'basic-economic' ? markDisplaced(rows) : [];
    const { table: result, findings } = printTable(table, rows);
    return { table: result, findings: [...findings, ...repeatedFinding(table, rows, displaced)] };
  });
  return {
    tables: printed.map(({ table }) => table),
    findings: [
      ...printed.flatMap(({ findings }) => findings),
      ...codeFindings(tables, proof),
      ...repeats,
    ],
    taken,
  };
};

const NARRATIVE_CHARS_MAX = 200_000;

/** The text outside the tables as one folded string: its sentences are broken over lines. */
const narrativeOf = (lines: readonly DocumentLine[], taken: readonly boolean[]): string => {
  let text = '';
  for (const [i, line] of lines.entries())
    if (!taken[i] && text.length + line.text.length <= NARRATIVE_CHARS_MAX) text += line.text;
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

const missing = (
  number: number,
  usual: string,
  lines: readonly DocumentLine[],
  contents: readonly TitleLine[],
): { table: PrintedTable; findings: readonly Finding[] } => {
  const listed = contents.find(({ table }) => table === number);
  return {
    table: {
      table: number,
      state: 'missing',
      title: null,
      unit: null,
      columns: [],
      rows: [],
      note: null,
    },
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
