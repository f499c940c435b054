import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BudgetId } from '../../domain/values/budget-id.js';
import type { TableRow } from '../../domain/events/budget.events.js';
import { parseBudgetId } from '../../domain/values/budget-id.js';
import { fiscalYearStart } from '../../domain/values/civil-date.js';
import { exactInUnit, inUnit, type Unit } from '../../domain/values/money.js';
import { EventLog } from '../../log/event-log.js';
import { preparedQuery } from '../../views/prepared-query.js';
import { refuseStopped } from '../../views/stopped-budgets.js';
import { isFurther, tableLayouts, type RecordedLayout } from '../../views/table-layouts.js';
import { Views } from '../../views/views-database.js';
import { SHOWN_UNITS, type BudgetForm, type TableForm } from '../../domain/tables/budget-form.js';
import { isOneOf } from '../../domain/values/line.js';
import { layoutOfLines, withRowsOfLines } from '../../domain/tables/lines-layout.js';
import { Refusal } from '../../domain/errors.js';
import { ANSWERED_FORM, printedTableNumber, TABLES } from '../../domain/tables/forms.js';
import { rowMeanings, type RowMeaning } from '../../domain/tables/row-meaning.js';
import { showsLine, wholeOf } from '../../domain/tables/table-kind.js';
import { keptRead, resolveAsOf, type AsOfWithLegs, type Bounds } from '../as-of/as-of.js';
import { amendedBy, linesAsOf, type LineAsOf } from '../as-of/lines-as-of.js';
import type { Cells, PrintedTableAnswer, TableAnswer } from './table.answer.js';

/**
 * One of the tables at a point in time: by its number here, as its document numbers it (公开07表), or a further table by its kind too. `rebuild`:
 * calculated from the lines where the document lacks the table; a further table is of no lines.
 */
export class TableOf extends Query<TableAnswer> {
  constructor(
    readonly budget: BudgetId,
    readonly table: number | string,
    readonly asOf: AsOfWithLegs = {},
    readonly options: {
      readonly unit?: Unit | undefined;
      readonly rebuild?: boolean | undefined;
    } = {},
  ) {
    super();
  }
}

/** What a document prints of one table, in fen, by row and column. A recorded document never changes, so that this may be cached. */
interface PrintedFigures {
  readonly document: string;
  readonly layout: RecordedLayout;
  readonly cells: ReadonlyMap<string, bigint>;
  /** Position of the document's last figure. */
  readonly end: bigint;
}

/** A document of a budget. */
interface DocumentRow {
  readonly document: string;
  readonly position: bigint;
}

/** A corrected cell. Corrections of claims change the cells that are shown, and no balance. */
interface CorrectionRow extends DocumentRow {
  readonly table_no: bigint;
  readonly row_no: bigint;
  readonly column_key: string;
  /** Null: the cell is blank. */
  readonly amount: bigint | null;
}

const documents = preparedQuery((db, values: { readonly budget: string }) =>
  db
    .selectFrom('documents')
    .select(['document', 'position'])
    .where('budget', '=', values.budget)
    .orderBy('position'),
);

const corrections = preparedQuery((db, values: { readonly budget: string }) =>
  db
    .selectFrom('cell_corrections')
    .select(['document', 'position', 'table_no', 'row_no', 'column_key', 'amount'])
    .where('budget', '=', values.budget)
    .orderBy('position'),
);

/** The newest document within the bounds, and the corrections of cells within them, oldest first. */
export const documentWithin = async (
  views: Views,
  bounds: Bounds,
): Promise<{
  readonly document: DocumentRow | undefined;
  readonly corrected: readonly CorrectionRow[];
}> => {
  const { budget, position } = bounds;
  const isWithin = (row: DocumentRow): boolean => row.position <= position;
  const [recorded, corrected] = await keptRead(views, bounds, 'documents', async () => {
    const value = await Promise.all([
      documents(views.db, { budget }),
      corrections(views.db, { budget }),
    ]);
    return { value, size: value[0].length + value[1].length };
  });
  return { document: recorded.findLast(isWithin), corrected: corrected.filter(isWithin) };
};

/** Tables of documents in the cache. */
const PRINTED_TABLES_MAX = 2_000;

/**
 * Answers a table as it was printed, with what has changed since, or rebuilds it from the lines.
 *
 * @throws {Refusal} `not-found`: the budget is not opened, or its document prints no table of that number or kind, or several of the kind; `position-beyond-log`: the log has not reached the
 *   position.
 */
@QueryHandler(TableOf)
export class TableOfHandler implements IQueryHandler<TableOf> {
  private readonly printed = new Map<string, PrintedFigures>();

  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute(query: TableOf): Promise<TableAnswer> {
    const shown = await this.shown(query);
    return { budget: query.budget, ...render(shown), asOf: shown.bounds.asOf };
  }

  /** What a table is made of. */
  async shown({ budget, table: called, asOf, options }: TableOf): Promise<ShownTable> {
    const bounds = await resolveAsOf(this.views, this.log, budget, asOf);
    const form = ANSWERED_FORM;
    const isNine = typeof called === 'number' && called <= TABLES;
    const table = isNine ? called : await this.printedAs(String(called), bounds);
    const content = table > TABLES ? null : form.table(table);
    const printed = await this.figures(bounds, table);
    // A further table shows no lines; all of them tell whether the budget was changed.
    const lines = await linesAsOf(this.views, bounds, content?.schedules, {
      printed: printed?.end,
    });
    const answer = (
      layout: RecordedLayout,
      state: TableAnswer['state'],
      figures: PrintedFigures | null,
    ): ShownTable => ({
      budget,
      bounds,
      form,
      content,
      layout,
      state,
      figures,
      lines,
      unit: options.unit,
    });
    const { fiscalYear } = parseBudgetId(budget);
    // A published budget is in force from 1 January: before that day the table has no rows.
    if (printed && bounds.effective !== null && bounds.effective < fiscalYearStart(fiscalYear))
      return answer({ ...printed.layout, rows: [] }, printed.layout.state, null);
    if (content === null) return answer(printed!.layout, printed!.layout.state, printed);
    if (printed?.layout.state === 'read') {
      const later = lines.filter(({ position }) => position > printed.end);
      const { layout } = printed;
      if (later.length === 0) return answer(layout, 'read', printed);
      const meanings = meaningsIn({ form, content, layout, figures: printed, lines });
      const hasMoney = (row: TableRow) =>
        layout.columns.some((column) => printedAt(printed, row, column));
      const withRows = withRowsOfLines(content, layout, later, meanings, hasMoney);
      return answer(withRows, 'read', printed);
    }
    const shown = lines.filter(
      ({ line }) => content.codeOf(line) !== null || content.levels.length === 0,
    );
    const byHand = printed === null || shown.some(({ position }) => position > printed.end);
    const empty = printed?.layout ?? layoutOfLines(form, content, fiscalYear, []);
    if ((!byHand && !options.rebuild) || shown.length === 0)
      return answer({ ...empty, rows: [] }, printed?.layout.state ?? 'missing', null);
    const layout = layoutOfLines(form, content, fiscalYear, shown);
    return answer(layout, byHand ? 'read' : 'rebuilt', null);
  }

  /** The number here of the table that the newest document numbers so, or of its one further table of that kind. */
  private async printedAs(called: string, bounds: Bounds): Promise<number> {
    const { budget } = bounds;
    const { document } = await documentWithin(this.views, bounds);
    const printed = document
      ? await tableLayouts(this.views, { budget, position: document.position })
      : [];
    const [found, ...others] = printed.filter(
      (layout) => isFurther(layout) && layout.kind === called,
    );
    if (found && others.length > 0)
      throw new Refusal(
        'not-found',
        `The document of ${budget} has several tables of the kind ${called}: ask for one of them by its number, ${[found, ...others].map(({ table }) => table).join(', ')}.`,
      );
    const wanted = printedTableNumber(called);
    const table =
      found ??
      printed.find(({ number }) => number !== undefined && printedTableNumber(number) === wanted) ??
      printed.find(
        (layout) =>
          layout.table === wanted &&
          // Documents in the form of the answers print its numbers, or none.
          (isFurther(layout) || printed.every(({ number }) => number === undefined)),
      );
    if (table) return table.table;
    throw new Refusal(
      'not-found',
      `The document of ${budget} has no table ${called} among those that are recorded: a table is asked for with its number in the document, with 1 to ${TABLES}, or with its kind, such as general.`,
    );
  }

  /** The table as a document prints it, with later corrections; null when there is no document. */
  private async figures(bounds: Bounds, table: number): Promise<PrintedFigures | null> {
    const { document, corrected } = await documentWithin(this.views, bounds);
    if (!document) return null;
    const figures = await this.asPrinted(bounds.budget, document, table);
    const own = corrected.filter(
      (each) => each.document === document.document && Number(each.table_no) === table,
    );
    if (own.length === 0) return figures;
    const cells = new Map(figures.cells);
    for (const { row_no, column_key, amount } of own)
      if (amount === null) cells.delete(`${row_no} ${column_key}`);
      else cells.set(`${row_no} ${column_key}`, amount);
    return { ...figures, cells };
  }

  private async asPrinted(
    budget: BudgetId,
    document: DocumentRow,
    table: number,
  ): Promise<PrintedFigures> {
    const key = `${budget} ${document.position} ${document.document} ${table}`;
    const known = this.printed.get(key);
    if (known) return known;
    const layouts = await tableLayouts(this.views, { budget, position: document.position });
    const rows = await this.views.db
      .selectFrom('printed_cells')
      .select(['table_no', 'row_no', 'column_key', 'amount', 'position'])
      .where('budget', '=', budget)
      .where('document', '=', document.document)
      .execute();
    const layout = layouts.find((each) => each.table === table)!;
    const figures: PrintedFigures = {
      document: document.document,
      layout,
      cells: new Map(
        rows
          .filter(({ table_no }) => Number(table_no) === table)
          .map(({ row_no, column_key, amount }) => [`${row_no} ${column_key}`, amount]),
      ),
      end: rows.reduce((end, row) => (row.position > end ? row.position : end), document.position),
    };
    // A view that stopped within the document has a part of its cells.
    await refuseStopped(this.views, budget);
    if (this.printed.size >= PRINTED_TABLES_MAX)
      this.printed.delete(this.printed.keys().next().value!);
    this.printed.set(key, figures);
    return figures;
  }
}

/** A table as its document prints it, whatever the budget says since. `cells`: in fen, by row and column. */
export const answerAsPrinted = (
  layout: RecordedLayout,
  cells: ReadonlyMap<string, bigint>,
): PrintedTableAnswer =>
  render({
    form: ANSWERED_FORM,
    content: isFurther(layout) ? null : ANSWERED_FORM.table(layout.table),
    layout,
    state: layout.state,
    figures: { cells, end: 0n },
    lines: [],
    unit: undefined,
  });

/** A table with what its cells are made of: printed figures, and lines. */
export interface ShownTable {
  readonly budget: BudgetId;
  readonly bounds: Bounds;
  readonly form: BudgetForm;
  /** Null for a further table, which shows none of the lines; its layout has a title and a unit. */
  readonly content: TableForm | null;
  readonly layout: RecordedLayout;
  readonly state: TableAnswer['state'];
  readonly figures: PrintedFigures | null;
  readonly lines: readonly LineAsOf[];
  readonly unit: Unit | undefined;
}

/** The part of a shown table that its answer is made of. */
interface Rendered extends Pick<
  ShownTable,
  'form' | 'content' | 'layout' | 'state' | 'lines' | 'unit'
> {
  readonly figures: Pick<PrintedFigures, 'cells' | 'end'> | null;
}

const render = ({
  form,
  content,
  layout,
  state,
  figures,
  lines,
  unit,
}: Rendered): PrintedTableAnswer => {
  const shownIn = unit ?? layout.unit ?? content!.unit;
  const show = (fen: bigint | null) =>
    fen === null
      ? null
      : isOneOf(SHOWN_UNITS, shownIn)
        ? inUnit(fen, shownIn)
        : exactInUnit(fen, shownIn);
  const meanings = meaningsIn({ form, content, layout, figures, lines });
  const possible = content === null ? () => [] : linesByRow(content, lines);
  const cellsOf = (row: TableRow): Cells => {
    const cells: Record<string, string | null> = {};
    const meaning = meanings.get(row)!;
    const printed = { content, figures, lines: possible(meaning) };
    for (const column of layout.columns)
      cells[column] = show(figure(printed, row, column, meaning));
    return cells;
  };
  const blank = Object.fromEntries(layout.columns.map((column) => [column, null]));
  const totalOf = (side?: string) => {
    const row = layout.rows.find((each) => each.total && each.side === side);
    return row ? cellsOf(row) : blank;
  };
  const totalTexts = layout.rows.find(({ total }) => total)?.texts;
  return {
    table: layout.table,
    kind: isFurther(layout) ? layout.kind : content!.kind,
    form: layout.form ?? 'shanghai',
    number: layout.number ?? null,
    title: layout.title ?? content!.titles[0]!,
    unit: shownIn,
    state,
    columns: layout.columns,
    ...(isFurther(layout) && { textColumns: layout.textColumns }),
    rows: layout.rows
      .filter(({ total }) => !total)
      .map((row) => ({
        code: row.code,
        name: row.name,
        ...(row.side ? { side: row.side } : {}),
        ...(row.texts ? { texts: row.texts } : {}),
        cells: cellsOf(row),
      })),
    totals:
      content?.shape === 'two-sided'
        ? { revenue: totalOf('revenue'), expenditure: totalOf('expenditure') }
        : totalOf(),
    ...(totalTexts && { totalTexts }),
    ...(content === null &&
      lines.some(({ amended, entered }) => amended || entered !== 0n) && { changedSince: true }),
  };
};

const printedAt = (
  figures: Pick<PrintedFigures, 'cells'> | null,
  { row }: TableRow,
  column: string,
): bigint | null => figures?.cells.get(`${row} ${column}`) ?? null;

/** What the rows of a table stand for; none of a further table's. */
export const meaningsIn = ({
  form,
  content,
  layout,
  figures,
  lines,
}: Pick<Rendered, 'form' | 'content' | 'layout' | 'figures' | 'lines'>): ReadonlyMap<
  TableRow,
  RowMeaning
> => {
  if (content === null || isFurther(layout))
    return new Map(layout.rows.map((row) => [row, { is: 'nothing' }]));
  const total = layout.rows.find((row) => row.total);
  return rowMeanings(
    form,
    content,
    layout,
    lines,
    (row) =>
      total !== undefined &&
      printedAt(figures, total, 'total') !== null &&
      layout.columns.every(
        (column) => printedAt(figures, row, column) === printedAt(figures, total, column),
      ),
  );
};

/**
 * One cell, in fen: the printed amount, and what later events changed below it; the sum of the lines where nothing is printed.
 * Null for a blank, where the lines do not have the detail, and where a blank row would say a sum again.
 */
export const figure = (
  { content, figures, lines }: Pick<Rendered, 'content' | 'figures' | 'lines'>,
  row: TableRow,
  column: string,
  meaning: RowMeaning,
): bigint | null => {
  const own = printedAt(figures, row, column);
  if (content === null) return own;
  const isBelow = linesBelow(content, row, column, meaning);
  // Loops make nothing that is thrown away: a table of 2,000 lines has thousands of cells, most of one line or none.
  let touched = figures === null;
  let isEmpty = true;
  let adjusted = 0n;
  for (const leaf of isBelow === null ? NO_LINES : lines) {
    if (!isBelow!(leaf.line)) continue;
    isEmpty = false;
    touched ||= leaf.amended || leaf.position > figures!.end;
    adjusted += leaf.adjusted;
  }
  if (!touched) return own;
  if (isEmpty || (row.side !== 'revenue' && content.finerThanLines.includes(column))) return null;
  if (own === null) return 'sum' in meaning ? null : adjusted;
  const sumOf = (amount: (leaf: LineAsOf) => bigint) =>
    lines.reduce((fen, leaf) => (isBelow!(leaf.line) ? fen + amount(leaf) : fen), 0n);
  const corrections = sumOf((leaf) => leaf.corrections);
  const amendments = sumOf(amendedBy);
  // A figure that the corrections of its lines make right is not wrong itself, or was corrected too.
  const isRight = corrections !== 0n && own === adjusted - amendments;
  return own + amendments + (isRight ? 0n : corrections + sumOf((leaf) => leaf.entered));
};

const NO_LINES: readonly LineAsOf[] = [];

/** The lines that a row may show: not each row looks at every line, since a budget may have thousands of both. */
const linesByRow = (
  { codeOf }: TableForm,
  lines: readonly LineAsOf[],
): ((meaning: RowMeaning) => readonly LineAsOf[]) => {
  /** The lines by the first digits of their codes, for each number of digits that a row has. */
  const byDigits = new Map<number, ReadonlyMap<string, readonly LineAsOf[]>>();
  return (meaning) => {
    if (meaning.is === 'nothing') return [];
    if (meaning.is !== 'code') return lines;
    const { code } = meaning;
    let known = byDigits.get(code.length);
    if (known === undefined) {
      known = Map.groupBy(lines, ({ line }) => codeOf(line)?.slice(0, code.length) ?? '');
      byDigits.set(code.length, known);
    }
    return known.get(code) ?? [];
  };
};

/** The lines that a cell is the sum of; where lines do not have the detail, those of the column that it is a part of. */
export const linesBelow = (
  content: TableForm,
  { side }: TableRow,
  column: string,
  meaning: RowMeaning,
): ((line: LineAsOf['line']) => boolean) | null => {
  if (meaning.is === 'nothing') return null;
  if (side === 'revenue') {
    if (column !== 'total' || meaning.is === 'code') return null;
    return meaning.is === 'whole' ? content.countsAsRevenue : meaning.of;
  }
  const shownColumn = content.finerThanLines.includes(column) ? wholeOf(content, column) : column;
  return (line) => {
    const code = content.codeOf(line);
    if (content.levels.length > 0 && code === null) return false;
    if (meaning.is === 'code' && !code!.startsWith(meaning.code)) return false;
    if (meaning.is === 'lines' && !meaning.of(line)) return false;
    return showsLine(content, shownColumn, line);
  };
};
