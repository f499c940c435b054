import { createHash } from 'node:crypto';
import type {
  ClaimRecorded,
  PrintedTableLayout,
  Source,
  YearOverYearChangeRecorded,
} from '../domain/events/budget.events.js';
import type {
  DocumentFacts,
  IdentifiedFinding,
  PrintedLine,
} from '../domain/budget/budget-command.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import type { Finding } from '../domain/events/finding.js';
import { costOf } from '../domain/classification/cost.js';
import type { BudgetForm } from '../domain/tables/budget-form.js';
import { formOf } from '../domain/tables/forms.js';
import {
  APPROPRIATED_FUNDS,
  KINDS_OF_SCHEDULE,
  TABLE_CONTENTS,
  type TableKind,
} from '../domain/tables/table-kind.js';
import {
  COSTS,
  lineKey,
  SCHEDULES,
  type Fund,
  type LineName,
  type Schedule,
} from '../domain/values/line.js';
import { fromFen, signedFen } from '../domain/values/money.js';
import type { Narrative, StatedChange } from './narrative/narrative.js';
import { claimOf, projectFigures } from './targets/project-facts.js';
import type {
  PrintedCell,
  PrintedClaim,
  PrintedDocument,
  PrintedRow,
  PrintedTable,
} from './printed.js';

/** What is recorded of a printed document: its leaf cells are lines, every other figure is a claim, and each keeps its place. */
export const factsOf = (
  document: PrintedDocument,
  narrative: Narrative,
  findings: readonly Finding[],
  { file, publishedOn }: { readonly file: string | null; readonly publishedOn: CivilDate | null },
): DocumentFacts => {
  const lines = new Map<string, PrintedLine>();
  const claims: PrintedClaim[] = [];
  const lineOf = lineFinder(formOf(document), document.tables);
  for (const table of document.tables)
    for (const row of table.rows)
      for (const [column, cell] of Object.entries(row.cells)) {
        const source = cellSource(document, table, row, column, cell);
        const line = cell.displaced ? null : lineOf(table, row, column);
        // A leaf that is printed twice is one line; the second print is a claim.
        if (line && !lines.has(lineKey(line)))
          lines.set(lineKey(line), { line, name: row.name, amount: cell.amount, source });
        else
          claims.push({
            subject: rowSubject(row),
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
      tables: document.tables.map(tableLayout),
      ...(narrative.projects.length > 0
        ? { projects: narrative.projects.map(({ targets }) => targets) }
        : {}),
      ...(narrative.assets.length > 0 ? { assets: narrative.assets } : {}),
    },
    lines: [...lines.values()],
    claims: [...claims, ...narrative.claims].map(recordedClaim),
    changes: narrative.changes.map(recordedChange),
    findings: identified({ document: document.sha256 }, findings),
    complete: completeSchedules(document),
  };
};

const recordedClaim = (claim: PrintedClaim): ClaimRecorded['data'] => ({
  ...claim,
  amount: fromFen(claim.amount),
});

const recordedChange = (change: StatedChange): YearOverYearChangeRecorded['data'] => {
  const { base, current, delta } = change;
  return {
    ...change,
    base: { ...base, amount: base.amount === null ? null : fromFen(base.amount) },
    current: current === null ? null : fromFen(current),
    delta: delta === null ? null : signedFen(delta),
  };
};

/**
 * Gives each finding its id, a hash of the document, the rule and the subject, so that the same finding has the same id every
 * time. For lines that were entered without a document the budget takes its place.
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

type LineOfCell = (table: PrintedTable, row: PrintedRow, column: string) => LineName | null;

/** The line that a cell states; null for a cell whose figure is a sum, or is stated by another cell. */
export const lineFinder = (form: BudgetForm, tables: readonly PrintedTable[]): LineOfCell => {
  const ofKind = (kind: TableKind) => {
    const number = form.ofKind(kind)?.table;
    return tables.find(({ table }) => table === number);
  };
  const funds = APPROPRIATED_FUNDS.map(ofKind).filter((table) => table?.state === 'read');
  const inFundTable = new Set(
    funds.flatMap((table) =>
      table!.rows.flatMap(({ code, cells }) =>
        Object.keys(cells).map((column) => `${code}/${column}`),
      ),
    ),
  );
  // What is spent beside the appropriated funds comes from the unit's own revenue, when it has any.
  const ownRevenue = hasOwnRevenue(ofKind('revenue'));
  const restFund: Fund | null = funds.length === 0 ? 'general' : ownRevenue ? 'unit-funds' : null;
  return (table, row, column) => {
    if (row.total) return null;
    const { kind, lineAt } = form.table(table.table);
    switch (kind) {
      case 'expenditure': {
        const line = TABLE_CONTENTS.general.lineAt(row.code, column);
        return restFund &&
          line?.schedule === 'expenditure' &&
          !inFundTable.has(`${row.code}/${column}`)
          ? { ...line, fund: restFund }
          : null;
      }
      case 'basic-economic':
        return lineAt(row.code, costColumn(row, column));
      default:
        return lineAt(row.code, column);
    }
  };
};

const hasOwnRevenue = (revenue: PrintedTable | undefined): boolean =>
  (revenue?.rows ?? []).some(({ cells }) =>
    Object.entries(cells).some(
      ([column, { amount }]) =>
        column !== 'total' && column !== 'fiscal-appropriation' && amount !== 0n,
    ),
  );

/** The cost column that a cell counts in: in a row that prints its total alone, that of its class. */
const costColumn = ({ code, cells }: PrintedRow, column: string): string => {
  const split = COSTS.some((cost) => cells[cost] && !cells[cost].displaced);
  return column === 'total' && code !== null && !split ? costOf(code) : column;
};

const rowSubject = (row: PrintedRow): string => row.code ?? row.name;

const cellSource = (
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
  unit: table.unit ?? formOf(document).table(table.table).unit,
  ...(row.printedCode !== null && row.printedCode !== row.code ? { code: row.printedCode } : {}),
});

const tableLayout = ({
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

/** The schedules of which the document has every table, so that a line it lacks is no longer budgeted. */
const completeSchedules = (document: PrintedDocument): ReadonlySet<Schedule> => {
  const form = formOf(document);
  const present = new Set(
    document.tables
      .filter(({ state }) => state !== 'missing')
      .map(({ table }) => form.table(table).kind),
  );
  return new Set(
    SCHEDULES.filter((schedule) => KINDS_OF_SCHEDULE[schedule]?.every((kind) => present.has(kind))),
  );
};
