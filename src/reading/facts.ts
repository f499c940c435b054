import { createHash } from 'node:crypto';
import type { ClaimRecorded, PrintedTableLayout, Source } from '../domain/events/budget.events.js';
import type { DocumentFacts, IdentifiedFinding, PrintedLine } from '../domain/budget/budget.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import type { Finding } from '../domain/events/finding.js';
import {
  CATEGORIES,
  COSTS,
  ECONOMIC_ITEM,
  EXPENDITURES,
  FUNCTION_ITEM,
  isOneOf,
  lineKey,
  SOURCES,
  type Fund,
  type LineName,
  type Schedule,
} from '../domain/values/line.js';
import type { Narrative } from './narrative/read-narrative.js';
import { claimOf, projectFigures } from './targets/project-facts.js';
import type { PrintedCell, PrintedDocument, PrintedRow, PrintedTable } from './printed.js';

/** What becomes of a printed document: its leaves are lines, every other figure is a claim, and all keep their place. */
export const factsOf = (
  document: PrintedDocument,
  narrative: Narrative,
  findings: readonly Finding[],
  { file, publishedOn }: { readonly file: string | null; readonly publishedOn: CivilDate | null },
): DocumentFacts => {
  const lines = new Map<string, PrintedLine>();
  const claims: ClaimRecorded['data'][] = [];
  const leafOf = leafFinder(document);
  for (const table of document.tables)
    for (const row of table.rows)
      for (const [column, cell] of Object.entries(row.cells)) {
        const source = sourceOf(document, table, row, column, cell);
        const line = cell.displaced ? null : leafOf(table, row, column);
        // The same leaf twice in one document is one line; the second print is a claim like any other.
        if (line && !lines.has(lineKey(line)))
          lines.set(lineKey(line), { line, name: row.name, amount: cell.amount, source });
        else
          claims.push({
            subject: subjectOf(row),
            name: row.name,
            section: null,
            amount: cell.amount,
            source,
          });
      }
  for (const each of narrative.projects) {
    const { own, other } = projectFigures(each);
    for (const line of own)
      if (lines.has(lineKey(line.line))) claims.push(claimOf(each, 'year', line));
      else lines.set(lineKey(line.line), line);
    claims.push(...other);
  }
  return {
    fiscalYear: document.fiscalYear,
    registered: {
      document: document.sha256,
      file,
      title: document.title,
      mediaType: document.mediaType,
      agencyName: document.agencyName,
      publishedOn,
      tables: document.tables.map(layoutOf),
      ...(narrative.projects.length > 0
        ? { projects: narrative.projects.map(({ targets }) => targets) }
        : {}),
      ...(narrative.assets.length > 0 ? { assets: narrative.assets } : {}),
    },
    lines: [...lines.values()],
    claims: [...claims, ...narrative.claims],
    changes: narrative.changes,
    findings: identified({ document: document.sha256 }, findings),
    complete: completeSchedules(document),
  };
};

/**
 * Gives each finding the id that the same document and rule give again: a hash of what it is about. The lines that were
 * entered into a budget without a document are known by the budget.
 */
export const identified = (
  of: { readonly document: string } | { readonly budget: string },
  findings: readonly Finding[],
): readonly IdentifiedFinding[] => {
  const document = 'document' in of ? of.document : null;
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, table, section, subject, column } = finding;
    const about = JSON.stringify([of, rule, table, section, subject, column]);
    const repeat = seen.get(about) ?? 0;
    seen.set(about, repeat + 1);
    const id = createHash('sha256').update(`${about} ${repeat}`).digest('hex').slice(0, 16);
    return { finding: id, document, ...finding };
  });
};

type LeafOf = (table: PrintedTable, row: PrintedRow, column: string) => LineName | null;

/** The line that a cell is the leaf of; null for every cell that another one, or a sum, already says. */
const leafFinder = (document: PrintedDocument): LeafOf => {
  const tableOf = (number: number) => document.tables.find(({ table }) => table === number);
  const funds = FUND_TABLES.filter(({ table }) => tableOf(table)?.state === 'read');
  const inFundTable = new Set(
    funds.flatMap(({ table }) =>
      tableOf(table)!.rows.flatMap(({ code, cells }) =>
        Object.keys(cells).map((column) => `${code}/${column}`),
      ),
    ),
  );
  // What T3 prints beside the fund tables is spent from the unit's own revenue, when it has any.
  const ownRevenue = hasOwnRevenue(tableOf(2));
  return (table, row, column) => {
    if (row.total) return null;
    switch (table.table) {
      case 2:
        return isFunctionItem(row) && isOneOf(SOURCES, column)
          ? { schedule: 'revenue', function: row.code, source: column }
          : null;
      case 3: {
        if (
          !isFunctionItem(row) ||
          !isOneOf(EXPENDITURES, column) ||
          inFundTable.has(`${row.code}/${column}`)
        )
          return null;
        const fund: Fund | null = funds.length === 0 ? 'general' : ownRevenue ? 'unit-funds' : null;
        return fund && { schedule: 'expenditure', fund, function: row.code, expenditure: column };
      }
      case 5:
      case 6:
      case 7: {
        const { fund } = FUND_TABLES.find((each) => each.table === table.table)!;
        return isFunctionItem(row) && isOneOf(EXPENDITURES, column)
          ? { schedule: 'expenditure', fund, function: row.code, expenditure: column }
          : null;
      }
      case 8:
        return economicLeaf(row, column);
      case 9:
        return isOneOf(CATEGORIES, column) ? { schedule: 'three-public', category: column } : null;
      default:
        return null;
    }
  };
};

const FUND_TABLES: readonly { readonly table: number; readonly fund: Fund }[] = [
  { table: 5, fund: 'general' },
  { table: 6, fund: 'government-fund' },
  { table: 7, fund: 'state-capital' },
];

const isFunctionItem = (row: PrintedRow): row is PrintedRow & { code: string } =>
  row.code !== null && FUNCTION_ITEM.test(row.code);

const hasOwnRevenue = (revenue: PrintedTable | undefined): boolean =>
  (revenue?.rows ?? []).some(({ cells }) =>
    Object.entries(cells).some(
      ([column, { amount }]) =>
        column !== 'total' && column !== 'fiscal-appropriation' && amount !== '0.00',
    ),
  );

/** 301 and 303 are 人员经费, all else 公用经费: the cost of a row that prints its total alone. */
const economicLeaf = (row: PrintedRow, column: string): LineName | null => {
  if (row.code === null || !ECONOMIC_ITEM.test(row.code)) return null;
  if (isOneOf(COSTS, column)) return { schedule: 'economic', economic: row.code, cost: column };
  const split = COSTS.some((cost) => row.cells[cost] && !row.cells[cost].displaced);
  if (column !== 'total' || split) return null;
  const cost = row.code.startsWith('301') || row.code.startsWith('303') ? 'personnel' : 'public';
  return { schedule: 'economic', economic: row.code, cost };
};

const subjectOf = (row: PrintedRow): string => row.code ?? row.name;

const sourceOf = (
  document: PrintedDocument,
  table: PrintedTable,
  row: PrintedRow,
  column: string,
  { place }: PrintedCell,
): Source => ({
  document: document.sha256,
  table: table.table,
  page: place.page,
  line: place.line,
  row: row.row,
  column,
  text: place.text,
  unit: table.unit ?? (table.table === 9 ? '万元' : '元'),
  ...(row.printedCode !== null && row.printedCode !== row.code ? { code: row.printedCode } : {}),
});

const layoutOf = ({
  table,
  state,
  title,
  unit,
  columns,
  rows,
  note,
}: PrintedTable): PrintedTableLayout => ({
  table,
  state,
  title,
  unit,
  columns,
  rows: rows.map(({ row, code, name, side, total }) => ({
    row,
    code,
    name,
    ...(side ? { side } : {}),
    ...(total ? { total } : {}),
  })),
  note,
});

const TABLES_OF: readonly (readonly [Schedule, readonly number[]])[] = [
  ['revenue', [2]],
  ['expenditure', [5, 6, 7]],
  ['economic', [8]],
  ['three-public', [9]],
];

const completeSchedules = (document: PrintedDocument): ReadonlySet<Schedule> => {
  const present = new Set(
    document.tables.filter(({ state }) => state !== 'missing').map(({ table }) => table),
  );
  return new Set(
    TABLES_OF.filter(([, tables]) => tables.every((table) => present.has(table))).map(
      ([schedule]) => schedule,
    ),
  );
};
