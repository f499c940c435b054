import type { IdentifiedFinding } from '../../domain/budget/budget-command.js';
import {
  cellOf,
  type BudgetFigures,
  type LineState,
  type RecordedPrint,
} from '../../domain/budget/budget-figures.js';
import type { BudgetForm, TableForm } from '../../domain/tables/budget-form.js';
import { ANSWERED_FORM } from '../../domain/tables/forms.js';
import { KINDS_OF_SCHEDULE, showsLine } from '../../domain/tables/table-kind.js';
import { parseBudgetId, type BudgetId } from '../../domain/values/budget-id.js';
import { lineKey, parseLineKey, type LineKey, type LineName } from '../../domain/values/line.js';
import { fromSigned, toFen } from '../../domain/values/money.js';
import type { StatedChange } from '../narrative/narrative.js';
import { identified } from '../findings.js';
import { lineFinder, repeatedLines } from '../stated-lines.js';
import { isProjectClaim, moneyAsCorrected } from '../targets/project-facts.js';
import type { PrintedCell, PrintedRow, PrintedTable } from '../printed.js';
import { checkLines, tableOfLines, type OriginalLine } from './check-lines.js';
import { checkPrint } from './check.js';
import { MergedLines } from './merge-lines.js';

/**
 * The findings about a budget as it is recorded, originals as corrected. Where a document was recorded, its print is checked
 * as the document was, with the corrections of its cells and lines, and with lines that it lacks; otherwise the lines are.
 * Corrections of amendments are checked by themselves: they have to balance as amendments do.
 */
export const checkFigures = (
  budget: BudgetId,
  figures: BudgetFigures,
): readonly IdentifiedFinding[] => {
  const { lines, print } = figures;
  if (print === null) return checkLines(budget, figures.kept(asCorrected));
  // The relations of tables that were read by their headings are not known well enough to judge them.
  if (print.tables.some(({ form }) => form === 'country')) return [];
  const isCorrected = [...lines.values()].some((state) => state.amendmentsCorrected !== 0n);
  return [
    ...checkRecordedPrint(budget, lines, print),
    ...(isCorrected ? checkLines(budget, figures.kept(correctionsOfAmendments)) : []),
  ];
};

const asCorrected = () =>
  new MergedLines<LineState>(({ name, corrected, amendmentsCorrected }) => ({
    name,
    original: corrected + amendmentsCorrected,
  }));

const correctionsOfAmendments = () =>
  new MergedLines<LineState>(({ name, amendmentsCorrected }) => ({
    name,
    original: amendmentsCorrected,
  }));

const checkRecordedPrint = (
  budget: BudgetId,
  lines: ReadonlyMap<LineKey, LineState>,
  print: RecordedPrint,
): readonly IdentifiedFinding[] => {
  const { fiscalYear, scope } = parseBudgetId(budget);
  const form = ANSWERED_FORM;
  const printed = print.tables.map((table) => recordedTable(table, print));
  const { found, amounts, repeats } = amountsAsCorrected(form, printed, print, lines);
  const others = [...lines].flatMap(([key, { name, corrected }]): readonly OriginalLine[] =>
    found.has(key) || corrected === 0n
      ? []
      : [{ line: parseLineKey(key), name, original: corrected }],
  );
  const claims = print.claims
    .filter((claim) => !isProjectClaim(claim))
    .map((claim) => ({ ...claim, amount: toFen(claim.amount) }));
  const shares = print.shares.map(({ part, whole, ...share }) => ({
    ...share,
    part: toFen(part),
    whole: toFen(whole),
  }));
  const narrative = {
    claims,
    changes: print.changes.map(inFen),
    shares,
    absences: print.absences,
    projects: moneyAsCorrected(print.projects, lines),
  };
  const findings = [amounts, ...(repeats.size > 0 ? [new Map([...amounts, ...repeats])] : [])].map(
    (each) =>
      checkPrint(
        withOthers(withAmounts(printed, each), form, fiscalYear, others),
        form,
        { scope, fiscalYear },
        narrative,
      ),
  );
  // A correction does not say whether other cells print the same figure wrongly too: what contradicts less is taken.
  const fewest = findings.reduce((least, each) => (each.length < least.length ? each : least));
  return identified({ document: print.document }, fewest);
};

/** A stated change as events keep it, with amounts to calculate with. */
const inFen = ({
  base,
  current,
  delta,
  ...change
}: RecordedPrint['changes'][number]): StatedChange => ({
  ...change,
  base: { ...base, amount: base.amount === null ? null : toFen(base.amount) },
  current: current === null ? null : toFen(current),
  delta: delta === null ? null : fromSigned(delta),
});

/** A table of a document as events keep it, as printed. */
const recordedTable = (
  { table, rows, ...layout }: RecordedPrint['tables'][number],
  { cells, displaced }: RecordedPrint,
): PrintedTable => ({
  ...layout,
  table,
  rows: rows.map((row): PrintedRow => {
    const own: Record<string, PrintedCell> = {};
    let printedCode = row.code;
    for (const column of layout.columns) {
      const key = cellOf(table, row.row, column);
      const figure = cells.get(key);
      if (!figure) continue;
      const { source, printed } = figure;
      printedCode = source.code ?? printedCode;
      own[column] = {
        amount: printed,
        place: {
          table,
          page: source.page,
          line: source.line,
          row: row.row,
          column,
          text: source.text,
        },
        ...(displaced.has(key) ? { displaced: true } : {}),
      };
    }
    return { ...row, printedCode, cells: own };
  }),
});

/** A corrected figure, in fen. */
interface Moved {
  readonly from: bigint;
  readonly to: bigint;
}

type Amounts = ReadonlyMap<PrintedCell, bigint>;

/** What corrections make of the cells of a document. */
interface AmountsAsCorrected {
  /** The lines that its cells state. */
  readonly found: ReadonlySet<LineKey>;
  /** The amounts of the cells that state lines, and of those that were corrected themselves. */
  readonly amounts: Amounts;
  /** Other cells that print a corrected figure once more, such as 合计 of a row with one amount: that figure as corrected. */
  readonly repeats: Amounts;
}

const amountsAsCorrected = (
  form: BudgetForm,
  tables: readonly PrintedTable[],
  print: RecordedPrint,
  lines: ReadonlyMap<LineKey, LineState>,
): AmountsAsCorrected => {
  const lineOf = lineFinder(form, tables);
  const repeated = repeatedLines(form, tables, lineOf);
  const found = new Set<LineKey>();
  const amounts = new Map<PrintedCell, bigint>();
  const repeats = new Map<PrintedCell, bigint>();
  const moved = new Map<LineKey, Moved>();
  const ofRows = new Map<PrintedRow, Moved>();
  for (const { table, row, column, cell } of cellsIn(tables)) {
    const own = print.cells.get(cellOf(table.table, row.row, column))!.corrected;
    if (own !== cell.amount) {
      amounts.set(cell, own);
      ofRows.set(row, { from: cell.amount, to: own });
    }
    const stated = cell.displaced ? null : lineOf(table, row, column);
    const key = stated && lineKey(stated.line);
    // A leaf that is printed twice is one line; the second print is a claim.
    if (stated === null || key === null || found.has(key)) continue;
    found.add(key);
    // A line that is a part of what the cell prints moves the cell by what it moved itself.
    const sum = repeated.get(key)?.cells.reduce((all, { amount }) => all + amount, 0n);
    // Earlier versions recorded the first of several cells as the whole line.
    const isFirst = lines.get(key)?.original === stated.amount;
    const printed = sum === undefined || isFirst ? stated.amount : sum;
    const to = cell.amount + ((lines.get(key)?.corrected ?? printed) - printed);
    if (to !== cell.amount || own === cell.amount) amounts.set(cell, to);
    if (to !== cell.amount) moved.set(key, { from: cell.amount, to });
  }
  const figures = new Set([...moved.values(), ...ofRows.values()].map(({ from }) => from));
  if (figures.size === 0) return { found, amounts, repeats };
  const all = [...lines.keys()].map((key) => ({ key, line: parseLineKey(key) }));
  for (const { table, row, column, cell } of cellsIn(tables)) {
    // Of a zero, no other cell is the same figure.
    if (amounts.has(cell) || cell.amount === 0n || !figures.has(cell.amount)) continue;
    const below = all.filter(({ line }) => isBelow(form.table(table.table), row, column, line));
    const change = (below.length === 1 ? moved.get(below[0]!.key) : undefined) ?? ofRows.get(row);
    if (change?.from === cell.amount) repeats.set(cell, change.to);
  }
  return { found, amounts, repeats };
};

const withAmounts = (tables: readonly PrintedTable[], amounts: Amounts): readonly PrintedTable[] =>
  tables.map((table) => ({
    ...table,
    rows: table.rows.map((row) => ({
      ...row,
      cells: Object.fromEntries(
        Object.entries(row.cells).map(([column, cell]) => [
          column,
          { ...cell, amount: amounts.get(cell) ?? cell.amount },
        ]),
      ),
    })),
  }));

const cellsIn = function* (tables: readonly PrintedTable[]) {
  for (const table of tables)
    for (const row of table.rows)
      for (const [column, cell] of Object.entries(row.cells)) yield { table, row, column, cell };
};

/** Whether a cell counts a line. Rows of revenue that are no total have no code to tell by. */
const isBelow = (
  form: TableForm,
  { code, side, total }: PrintedRow,
  column: string,
  line: LineName,
): boolean => {
  if (side === 'revenue') return total === true && form.countsAsRevenue(line);
  if (side === 'expenditure' && line.schedule !== 'expenditure') return false;
  return (
    showsLine(form, column, line) && (code === null || form.codeOf(line)?.startsWith(code) === true)
  );
};

const STATING = new Set(Object.values(KINDS_OF_SCHEDULE).flat());

/** Adds the lines that the document does not print to the tables that would state them. */
const withOthers = (
  tables: readonly PrintedTable[],
  form: BudgetForm,
  fiscalYear: number,
  others: readonly OriginalLine[],
): readonly PrintedTable[] => {
  if (others.length === 0) return tables;
  const known = new Map(tables.map((table) => [table.table, table]));
  return form.tables.flatMap((tableForm): readonly PrintedTable[] => {
    const table = known.get(tableForm.table);
    const own = STATING.has(tableForm.kind)
      ? others.filter(({ line }) => tableForm.columnOf(line) !== null)
      : [];
    if (own.length === 0) return table ? [table] : [];
    return [
      table?.state === 'read'
        ? withRows(table, tableForm, own)
        : tableOfLines(form, tableForm, fiscalYear, own),
    ];
  });
};

const withRows = (
  table: PrintedTable,
  form: TableForm,
  others: readonly OriginalLine[],
): PrintedTable => {
  const rows = [...table.rows];
  for (const { line, name, original: amount } of others) {
    const [code, column] = [form.codeOf(line), form.columnOf(line)!];
    const text = '';
    const cell = {
      amount,
      place: { table: table.table, page: null, line: null, row: null, column, text },
    };
    const at = rows.findIndex((row) => row.code === code && !row.total && !(column in row.cells));
    const row = rows[at];
    if (row) rows[at] = { ...row, cells: { ...row.cells, [column]: cell } };
    else
      rows.push({
        row: -1 - rows.length,
        code,
        printedCode: code,
        name,
        cells: { [column]: cell },
      });
  }
  const added = others.map(({ line }) => form.columnOf(line)!);
  return { ...table, rows, columns: [...new Set([...table.columns, ...added])] };
};
