import { bit, SHARED_COLUMNS_MAX, type Shape } from './shapes.js';
import type { SqlValue, ViewsTransaction } from '../views-database.js';

/** The number of rows from which on it is worth searching for columns with the same value in all rows. */
const SHARING_ROWS_MIN = 8;
/** The number of sets of shared columns per shape. */
const SHARINGS_MAX = 8;

/** Writes rows of one shape. `values` has one row after another; updates are written one per call. */
export const writeRows = async (
  tx: ViewsTransaction,
  shape: Shape,
  values: readonly SqlValue[],
): Promise<void> => {
  const width = shape.columns.length;
  let rows = shape.kind === 'update' ? 1 : tx.dialect.rowsMax;
  while (rows * width > tx.dialect.valuesMax) rows /= 2;
  for (let at = 0; at < values.length; at += rows * width) {
    // The rest is written in powers of two, so that few prepared statements are needed.
    while (at + rows * width > values.length) rows /= 2;
    const done = write(tx, shape, rows, values.slice(at, at + rows * width));
    // SQLite returns no promise, because one per call costs more than a row.
    if (done !== undefined) await done;
  }
};

/** One call. Binding a value costs about as much as storing it, so values that all rows share are bound once. */
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

/** The columns with the same value in all rows, as a bit set, limited to sets with a statement. */
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
