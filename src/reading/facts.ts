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
  EXPENDITURES,
  lineKey,
  SCHEDULES,
  type Fund,
  type LineName,
  type Schedule,
} from '../domain/values/line.js';
import { fromFen, signedFen, type Fen } from '../domain/values/money.js';
import type { Narrative, StatedChange } from './narrative/narrative.js';
import { legible } from '../text/legible.js';
import { linesTotal } from './lines-total.js';
import { decimalsOf, halfOf, USUAL_PLACES } from './rounding.js';
import { claimOf, projectFigures, recordedTargets } from './targets/project-facts.js';
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
  {
    file,
    publishedOn,
    bytes,
  }: {
    readonly file: string | null;
    readonly publishedOn: CivilDate | null;
    /** How many bytes the file has. */
    readonly bytes?: number;
  },
): DocumentFacts => {
  const lines = new Map<string, PrintedLine>();
  const claims: PrintedClaim[] = [];
  const form = formOf(document);
  const lineOf = lineFinder(form, document.tables);
  const repeated = form.byHeadings ? repeatedLines(document.tables, lineOf) : new Set<string>();
  for (const table of document.tables)
    for (const row of table.rows)
      for (const [column, cell] of Object.entries(row.cells)) {
        const source = cellSource(document, table, row, column, cell);
        const stated = cell.displaced ? null : lineOf(table, row, column);
        // A leaf that is printed twice is one line; the second print is a claim.
        const known = stated && lines.get(lineKey(stated.line));
        const isRepeated = stated !== null && repeated.has(lineKey(stated.line));
        const isLine = stated !== null && !known;
        if (isLine) lines.set(lineKey(stated.line), { ...stated, name: row.name, source });
        // Elsewhere an item may have a row for each body: its money is their sum.
        else if (known && isRepeated)
          lines.set(lineKey(stated.line), { ...known, amount: known.amount + stated.amount });
        // A cell of which a line is only a part is a claim beside it.
        if (!isLine || isRepeated || stated.amount !== cell.amount)
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
      file: file === null ? null : legible(file),
      title: document.title,
      mediaType: document.mediaType,
      ...(bytes !== undefined && { bytes }),
      ...(document.pages !== undefined && { pages: document.pages }),
      agencyName: document.agencyName,
      publishedOn,
      tables: document.tables.map((table) => tableLayout(document, table)),
      ...(narrative.projects.length > 0
        ? { projects: narrative.projects.map(recordedTargets) }
        : {}),
      ...(narrative.assets.length > 0 ? { assets: narrative.assets } : {}),
    },
    lines: [...lines.values()],
    claims: [...claims, ...narrative.claims].map(recordedClaim),
    changes: narrative.changes.map(recordedChange),
    findings: identified({ document: document.sha256 }, [
      ...findings,
      ...linesTotal(document, [...lines.values()], findings),
    ]),
    complete: completeSchedules(document),
  };
};

/** The lines that several cells of a table state parts of: an item with a row for each body, or each 政府 class. */
const repeatedLines = (
  tables: readonly PrintedTable[],
  lineOf: LineOfCell,
): ReadonlySet<string> => {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const table of tables)
    for (const row of table.rows)
      for (const column of Object.keys(row.cells)) {
        const stated = lineOf(table, row, column);
        if (!stated) continue;
        const key = lineKey(stated.line);
        (seen.has(key) ? repeated : seen).add(key);
      }
  return repeated;
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

/** A line with the amount that a cell states of it, in fen: all that the cell prints, or the part that no other cell states. */
interface StatedLine {
  readonly line: LineName;
  readonly amount: Fen;
}

type LineOfCell = (table: PrintedTable, row: PrintedRow, column: string) => StatedLine | null;

/** The line that a cell states; null for a cell whose figure is a sum, or is stated by other cells. */
export const lineFinder = (form: BudgetForm, tables: readonly PrintedTable[]): LineOfCell => {
  const restAt = restFinder(form, tables);
  return (table, row, column) => {
    const cell = row.cells[column];
    if (row.total || !cell) return null;
    const { kind, lineAt } = form.table(table.table);
    if (kind === 'expenditure') return restAt(row, column);
    const isCost = kind === 'basic-economic' && !form.byHeadings;
    const line = lineAt(row.code, isCost ? costColumn(row, column) : column);
    return line && { line, amount: cell.amount };
  };
};

/**
 * What the table of all expenditure prints beyond the tables of the appropriated funds. It is paid from the unit's own
 * revenue, when it has any (单位资金; Budget Law art. 4: all revenue and expenditure is in the budget), so that the lines of
 * expenditure add up to that table. Of an item that a fund pays for too, such a part is a line where the item's own revenue
 * proves it. Otherwise there is none, and a finding says so: `PART-GT-WHOLE` where the funds spend more than all, `SUM-GROUP` or `SPLIT`
 * where a cell is misprinted, and `LINES-TOTAL` where no other has the difference.
 */
const restFinder = (
  form: BudgetForm,
  tables: readonly PrintedTable[],
): ((row: PrintedRow, column: string) => StatedLine | null) => {
  const ofKind = (kind: TableKind) => {
    const number = form.ofKind(kind)?.table;
    return tables.find(({ table }) => table === number);
  };
  const funds = APPROPRIATED_FUNDS.flatMap((kind) => ofKind(kind) ?? []).filter(
    ({ state }) => state === 'read',
  );
  const expenditure = ofKind('expenditure');
  const revenue = ofKind('revenue');
  const ofAll = cellsByItem(form, expenditure ? [expenditure] : []);
  const ofFunds = cellsByItem(form, funds);
  const fund: Fund | null =
    funds.length === 0 ? 'general' : hasOwnRevenue(revenue) ? 'unit-funds' : null;
  const restOf = (code: string, column: string): Fen => {
    const all = ofAll.get(`${code}/${column}`);
    const parts = ofFunds.get(`${code}/${column}`);
    if (!all || !parts) return (all?.amount ?? 0n) - (parts?.amount ?? 0n);
    const rest = all.amount - parts.amount;
    const slack = all.slack + parts.slack;
    return -slack <= rest && rest <= slack ? 0n : rest;
  };
  const isProved = (code: string): boolean => {
    const rests = EXPENDITURES.map((each) => restOf(code, each));
    const isOnce = EXPENDITURES.every((each) => (ofAll.get(`${code}/${each}`)?.cells ?? 1) === 1);
    // In 万元 each of the figures is rounded by itself.
    const slack = form.byHeadings ? halfOf(revenue?.unit ?? '元', USUAL_PLACES) * 3n : 0n;
    return (
      isOnce &&
      rests.every((rest) => rest >= 0n) &&
      sum(rests) <= ownRevenueOf(revenue, code) + slack
    );
  };
  return (row, column) => {
    const line = TABLE_CONTENTS.general.lineAt(row.code, column);
    if (fund === null || line?.schedule !== 'expenditure') return null;
    const code = line.function;
    if (!ofFunds.has(`${code}/${column}`))
      return { line: { ...line, fund }, amount: row.cells[column]!.amount };
    const amount = restOf(code, column);
    return amount > 0n && isProved(code) ? { line: { ...line, fund }, amount } : null;
  };
};

/** The cells of an item's column, in all tables together. */
interface ItemCells {
  amount: Fen;
  /** How far rounding may have moved the amount. */
  slack: Fen;
  cells: number;
}

const cellsByItem = (
  form: BudgetForm,
  tables: readonly PrintedTable[],
): ReadonlyMap<string, ItemCells> => {
  const items = new Map<string, ItemCells>();
  for (const table of tables)
    for (const { code, cells, total } of table.rows)
      for (const [column, { amount, place, displaced }] of Object.entries(cells)) {
        if (total || displaced) continue;
        const key = `${code}/${column}`;
        const unit = table.unit ?? form.table(table.table).unit;
        const slack = halfOf(unit, Math.max(USUAL_PLACES, decimalsOf(place.text)));
        const known = items.get(key) ?? { amount: 0n, slack: 0n, cells: 0 };
        items.set(key, {
          amount: known.amount + amount,
          slack: known.slack + slack,
          cells: known.cells + 1,
        });
      }
  return items;
};

const hasOwnRevenue = (revenue: PrintedTable | undefined): boolean =>
  (revenue?.rows ?? []).some((row) => ownCells(row).some(({ amount }) => amount !== 0n));

/** What a table of revenue prints for an item beside the appropriation; of the whole, where it has no row of the item. */
const ownRevenueOf = (revenue: PrintedTable | undefined, code: string): Fen => {
  const rows = revenue?.rows ?? [];
  const ofCode = rows.filter((row) => row.code === code && !row.total);
  const whole = rows.filter(({ total }) => total);
  const cells = (ofCode.length > 0 ? ofCode : whole).flatMap(ownCells);
  return sum(cells.map(({ amount }) => amount));
};

const ownCells = ({ cells }: PrintedRow): readonly PrintedCell[] =>
  Object.entries(cells).flatMap(([column, cell]) =>
    column === 'total' || column === 'fiscal-appropriation' ? [] : [cell],
  );

const sum = (amounts: readonly Fen[]): Fen => amounts.reduce((fen, amount) => fen + amount, 0n);

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

const tableLayout = (
  { form }: PrintedDocument,
  { table, number, state, title, unit, columns, rows, note }: PrintedTable,
): PrintedTableLayout => ({
  table,
  ...(form === 'country' ? { form } : {}),
  ...(number === undefined ? {} : { number }),
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
