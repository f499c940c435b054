import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refusal } from '../../domain/errors.js';
import type { TableRow } from '../../domain/events/budget.events.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import type { LineKey } from '../../domain/values/line.js';
import { fromFen, type Yuan } from '../../domain/values/money.js';
import { EventLog } from '../../log/event-log.js';
import { Views } from '../../views/views-database.js';
import type { AsOfWithLegs } from '../as-of/as-of.js';
import type { ResolvedAsOf } from '../as-of/as-of.answer.js';
import type { TrailEntry } from '../reports/trail.answer.js';
import { trailEntries } from '../reports/trail.query.js';
import { figure, linesBelow, meaningsIn, TableOf, TableOfHandler } from './table.query.js';

/** What a cell of a table is made of. */
export interface ShownCell {
  /** The number of its table here. */
  readonly table: number;
  /** Its row, as the table words it. */
  readonly row: Pick<TableRow, 'code' | 'name' | 'side'>;
  /** In yuan; null for a blank. */
  readonly amount: Yuan | null;
  /** Its print in the newest document, with the place of it, and the corrections of it; empty where no document prints it. */
  readonly entries: readonly TrailEntry[];
  /** The lines that it adds up. */
  readonly lines: readonly LineKey[];
  readonly asOf: ResolvedAsOf;
}

/** What a cell is made of: `table` as for {@link TableOf}, `row` is one of {@link rowNames}, `column` the key of a column. */
export class CellOf extends Query<ShownCell> {
  constructor(
    readonly budget: BudgetId,
    readonly cell: {
      readonly table: number | string;
      readonly row: string;
      readonly column: string;
    },
    readonly asOf: AsOfWithLegs = {},
  ) {
    super();
  }
}

/** The row of a table, or of one of its sides, that sums all others. */
export const TOTAL_ROW = 'total';

/**
 * What the rows of a table are asked for by, in their order: the side, and the code or, where a row has none, its name. Of equal
 * ones the second ends in `~2`.
 */
export const rowNames = (
  rows: readonly { readonly code: string | null; readonly name: string; readonly side?: string }[],
): readonly string[] => {
  const seen = new Map<string, number>();
  return rows.map(({ code, name, side }) => {
    const own = side ? `${side}/${code ?? name}` : (code ?? name);
    const repeat = (seen.get(own) ?? 0) + 1;
    seen.set(own, repeat);
    return repeat === 1 ? own : `${own}~${repeat}`;
  });
};

/** The rows of a table by their {@link rowNames}; its total by {@link TOTAL_ROW}, after the side in a table of two sides. Of several totals the first counts. */
export const rowsByName = <Row extends TableRow>(all: readonly Row[]): ReadonlyMap<string, Row> => {
  const rows = all.filter(({ total }) => !total);
  const names = rowNames(rows);
  const sums = all.filter(({ total }) => total).toReversed();
  return new Map([
    ...sums.map((row) => [[row.side, TOTAL_ROW].filter(Boolean).join('/'), row] as const),
    ...rows.map((row, i) => [names[i]!, row] as const),
  ]);
};

/**
 * Finds the print of a cell in the views, and what it says in the log.
 *
 * @throws {Refusal} `not-found`: the budget is not opened, or the table has no such row or column then;
 *   `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(CellOf)
export class CellOfHandler implements IQueryHandler<CellOf> {
  constructor(
    private readonly tables: TableOfHandler,
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ budget, cell, asOf }: CellOf): Promise<ShownCell> {
    const shown = await this.tables.shown(new TableOf(budget, cell.table, asOf, { rebuild: true }));
    const { layout, bounds, figures, lines } = shown;
    const row = rowsByName(layout.rows).get(cell.row);
    if (row === undefined || !layout.columns.includes(cell.column))
      throw new Refusal(
        'not-found',
        `Table ${cell.table} of ${budget} has no cell ${cell.row}, ${cell.column} then.`,
      );
    const meaning = meaningsIn(shown).get(row)!;
    const fen = figure(shown, row, cell.column, meaning);
    const isBelow = shown.content && linesBelow(shown.content, row, cell.column, meaning);
    const { table } = layout;
    return {
      table,
      row,
      amount: fen === null ? null : fromFen(fen),
      entries:
        figures === null
          ? []
          : await this.printOf(budget, figures.document, bounds.position, {
              table,
              row: row.row,
              column: cell.column,
            }),
      lines: isBelow === null ? [] : lines.flatMap(({ key, line }) => (isBelow(line) ? [key] : [])),
      asOf: bounds.asOf,
    };
  }

  /** The event that prints a cell, and those that correct it. */
  private async printOf(
    budget: BudgetId,
    document: string,
    position: bigint,
    cell: { readonly table: number; readonly row: number; readonly column: string },
  ): Promise<readonly TrailEntry[]> {
    const positions = await Promise.all(
      (['printed_cells', 'cell_corrections'] as const).map((table) =>
        this.views.db
          .selectFrom(table)
          .select('position')
          .where('budget', '=', budget)
          .where('document', '=', document)
          .where('table_no', '=', BigInt(cell.table))
          .where('row_no', '=', BigInt(cell.row))
          .where('column_key', '=', cell.column)
          .where('position', '<=', position)
          .execute(),
      ),
    );
    const found = positions.flat().map((each) => each.position);
    if (found.length === 0) return [];
    const rows = await this.views.db
      .selectFrom('audit_trail')
      .selectAll()
      .where('budget', '=', budget)
      .where('position', 'in', found)
      .orderBy('position')
      .execute();
    const entries = await Promise.all(rows.map((row) => trailEntries(this.log, budget, [row])));
    return entries.flat().map(({ entry }) => entry);
  }
}
