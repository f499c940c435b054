import { costOf } from '../../../domain/classification/cost.js';
import { COSTS, ECONOMIC_ITEM } from '../../../domain/values/line.js';
import type { PlacedRow, PlacedFigure } from '../lines/table-rows.js';

/**
 * Finds the figures of basic expenditure by economic class that are printed under both 人员经费 and 公用经费: the one in the column that its class never
 * uses is displaced, when the sums of the columns do not hold with it. Marks those cells and returns them.
 */
export const markDisplaced = (
  rows: readonly PlacedRow[],
): readonly { readonly at: number; readonly figure: PlacedFigure }[] => {
  const repeated = rows.flatMap((row, at) => {
    const figure = repeatedIn(row);
    return figure ? [{ at, figure }] : [];
  });
  const disproved = COSTS.filter((column) => !holds(rows, column));
  const displaced = repeated.filter(({ figure }) =>
    disproved.some((column) => column === figure.column),
  );
  for (const { figure } of displaced) figure.displaced = true;
  return displaced;
};

const fenIn = ({ figures }: PlacedRow, column: string): bigint | undefined => {
  const reading = figures.find((figure) => figure.column === column)?.reading;
  return reading?.kind === 'amount' ? reading.amount : undefined;
};

/** The cell in the column that the row's class never uses, when all three figures are one. */
const repeatedIn = (row: PlacedRow): PlacedFigure | undefined => {
  if (!row.code || row.total) return undefined;
  const total = fenIn(row, 'total');
  if (total === undefined || total === 0n) return undefined;
  if (COSTS.some((column) => fenIn(row, column) !== total)) return undefined;
  const wrong = costOf(row.code) === 'public' ? 'personnel' : 'public';
  return row.figures.find(({ column }) => column === wrong);
};

/** Whether the items' figures, as printed, sum to the total row's. */
const holds = (rows: readonly PlacedRow[], column: string): boolean => {
  const total = rows.findLast((row) => row.total);
  const target = total && fenIn(total, column);
  if (target === undefined) return false;
  const items = rows.filter(({ code }) => code !== null && ECONOMIC_ITEM.test(code));
  return items.reduce((sum, row) => sum + (fenIn(row, column) ?? 0n), 0n) === target;
};
