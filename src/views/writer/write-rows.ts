import { bit, SHARED_COLUMNS_MAX, type Shape } from './shapes.js';
import type { SqlValue, ViewsTransaction } from '../views-database.js';

/** Rows of which it pays to look for columns with one value in all of them. */
const SHARING_ROWS_MIN = 8;
/** Sets of shared columns that one shape has statements for. */
const SHARINGS_MAX = 8;

/** Writes rows of one shape, whose values lie one row after another. Updates are rows too, one a call. */
export const writeRows = async (
  tx: ViewsTransaction,
  shape: Shape,
  values: readonly SqlValue[],
): Promise<void> => {
  const width = shape.columns.length;
  let rows = shape.kind === 'update' ? 1 : tx.dialect.rowsMax;
  while (rows * width > tx.dialect.valuesMax) rows /= 2;
  for (let at = 0; at < values.length; at += rows * width) {
    // The rest goes in powers of two, so that few statements serve every number of rows.
    while (at + rows * width > values.length) rows /= 2;
    const done = write(tx, shape, rows, values.slice(at, at + rows * width));
    // A promise for each call costs more than a row: SQLite gives none.
    if (done !== undefined) await done;
  }
};

/** One call. Binding a value costs about as much as storing it, so what all rows share is bound once. */
const write = (
  tx: ViewsTransaction,
  shape: Shape,
  rows: number,
  values: readonly SqlValue[],
): Promise<void> | void => {
  const shared = rows < SHARING_ROWS_MIN ? 0 : sharing(shape, values);
  if (shared === 0) return tx.run(shape.sql(rows, 0), values);
  const width = shape.columns.length;
  const [sharedValues, others]: [SqlValue[], SqlValue[]] = [[], []];
  for (let i = 0; i < width; i++) if (shared & bit(i)) sharedValues.push(values[i]!);
  for (let at = 0; at < values.length; at += width)
    for (let i = 0; i < width; i++) if (!(shared & bit(i))) others.push(values[at + i]!);
  return tx.run(shape.sql(rows, shared), others, sharedValues);
};

/** The columns that have one value in all rows, as far as there may be a statement for this set of them. */
const sharing = ({ columns, sharings }: Shape, values: readonly SqlValue[]): number => {
  const width = columns.length;
  let same = 0;
  for (let i = 0; i < width && i < SHARED_COLUMNS_MAX; i++) {
    let at = i + width;
    while (at < values.length && values[at] === values[i]) at += width;
    if (at >= values.length) same |= bit(i);
  }
  if (sharings.includes(same)) return same;
  if (sharings.length < SHARINGS_MAX) {
    sharings.push(same);
    return same;
  }
  return sharings.reduce(
    (best, each) => ((each & ~same) === 0 && size(each) > size(best) ? each : best),
    0,
  );
};

const size = (set: number): number => {
  let n = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) n++;
  return n;
};
