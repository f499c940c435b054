import type { Projection, RowValues, Statement } from '../../../projections/projection.js';
import { namesTable } from './generation-tables.js';
import { instantOf } from './instants.js';
import { NameNumbers } from './name-numbers.js';
import {
  bit,
  SHARED_COLUMNS_MAX,
  Shapes,
  StatementRefused,
  type Addends,
  type Column,
  type Shape,
} from './shapes.js';
import type { SqlDialect } from '../sql-dialect.js';
import type { SqlValue, ViewsTransaction } from '../views-database.js';

/**
 * A value as every engine stores it. PostgreSQL stores no NUL, which logs of earlier versions may hold: every view shows U+FFFD in
 * its place.
 */
export const stored = <Value>(value: Value): Value | string =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;

/** The number of rows from which on it is worth searching for columns with the same value in all rows. */
const SHARING_ROWS_MIN = 8;
/** The number of sets of shared columns per shape. */
const SHARINGS_MAX = 8;

type Value = string | number | bigint | null;

/** Called before rows of a table are searched by other columns than the first one of the key, to create indexes. */
export type OnSearch = (tx: ViewsTransaction, table: string) => Promise<void>;

/**
 * Collects the statements of one generation of a projection and writes them in as few calls as possible. Statements of
 * one table take effect in the order in which they were added; tables do not wait for each other.
 */
export class StatementWriter {
  readonly #tables = new Map<string, TableWriter>();
  readonly #names: NameNumbers;

  constructor(
    projection: Pick<Projection, 'name' | 'tables'>,
    physicalName: (table: string) => string,
    dialect: SqlDialect,
    private readonly onSearch: OnSearch,
  ) {
    this.#names = new NameNumbers(physicalName(namesTable(projection)));
    for (const [name, table] of Object.entries(projection.tables))
      this.#tables.set(
        name,
        new TableWriter(
          name,
          new Shapes(name, table, physicalName(name), dialect),
          dialect.keepsShort,
        ),
      );
  }

  get pending(): boolean {
    for (const { batches } of this.#tables.values()) if (batches.length > 0) return true;
    return false;
  }

  /** @throws {StatementRefused} the tables cannot accept it; then call {@link discard}, as part of it may be collected. */
  add(statement: Statement): void {
    if ('insert' in statement) this.#table(statement.insert).insert(statement.row);
    else if ('upsert' in statement) this.#table(statement.upsert).upsert(statement);
    else this.#table(statement.update).update(statement);
  }

  async flush(tx: ViewsTransaction): Promise<void> {
    for (const [name, table] of this.#tables) {
      if (table.batches.length === 0) continue;
      const { batches } = table;
      table.batches = [];
      for (const { shape, values } of batches) {
        if (tx.dialect.keepsShort) await this.#numberNames(tx, shape, values);
        if (shape.searches) await this.onSearch(tx, name);
        await writeRows(tx, shape, values);
      }
    }
  }

  /** Forgets what was added since the last flush. */
  discard(): void {
    for (const table of this.#tables.values()) table.batches = [];
    this.#names.forget();
  }

  /** Puts the number of each name in its place among the values of rows. */
  async #numberNames(
    tx: ViewsTransaction,
    { columns, names }: Shape,
    values: Value[],
  ): Promise<void> {
    for (const column of names)
      for (let at = column; at < values.length; at += columns.length) {
        const name = values[at];
        if (typeof name !== 'string') continue;
        const number = this.#names.of(tx, name);
        values[at] = number instanceof Promise ? await number : number;
      }
  }

  #table(name: string): TableWriter {
    const table = this.#tables.get(name);
    if (table === undefined) throw new StatementRefused(`this projection has no table ${name}`);
    return table;
  }
}

/** Consecutive statements of one shape, with their values row after row. */
interface Batch {
  readonly shape: Shape;
  readonly values: Value[];
  /** For upserts, the index in `values` of the row of a key: a second upsert of this key changes that row. */
  readonly rowOfKey: Map<string, number>;
}

/**
 * Collects the rows of one table. This is the inner loop of every rebuild: it tries the shape of the last statement first
 * and allocates nothing but the values.
 */
class TableWriter {
  batches: Batch[] = [];

  constructor(
    private readonly name: string,
    private readonly shapes: Shapes,
    private readonly keepsShort: boolean,
  ) {}

  insert(row: RowValues): void {
    const last = this.#last('insert');
    const isSame = last !== undefined && ends(last, 0, row) === last.columns.length;
    const { shape, values } = this.#batch(isSame ? last : this.shapes.insert(row));
    for (const column of shape.columns) values.push(this.#fits(column, row[column.name]));
  }

  upsert({ key, set = NONE, add = NONE }: Upsert): void {
    const last = this.#last('upsert');
    const isSame =
      last !== undefined &&
      ends(last, 0, key) === last.second &&
      ends(last, last.second, set) === last.third &&
      ends(last, last.third, add) === last.columns.length;
    const { shape, values, rowOfKey } = this.#batch(
      isSame ? last : this.shapes.upsert(key, set, add),
    );
    const { columns, second, third } = shape;

    let rowKey = '';
    for (let i = 0; i < second; i++) {
      const part = String(this.#fits(columns[i]!, key[columns[i]!.name]));
      // With its length, so that different keys give different texts.
      rowKey = second === 1 ? part : `${rowKey}${part.length}:${part}`;
    }
    const known = rowOfKey.get(rowKey);
    const start = known ?? values.length;
    if (known === undefined) {
      rowOfKey.set(rowKey, start);
      for (let i = 0; i < second; i++) values.push(this.#fits(columns[i]!, key[columns[i]!.name]));
    }
    for (let i = second; i < third; i++)
      values[start + i] = this.#fits(columns[i]!, set[columns[i]!.name]);
    for (let i = third; i < columns.length; i++) {
      const addend = this.#addend(columns[i]!, add);
      values[start + i] =
        known === undefined
          ? addend
          : BigInt(values[start + i] as bigint | number) + BigInt(addend);
    }
  }

  update({ where, set = NONE, add = NONE }: Update): void {
    const { shape, values } = this.#batch(this.shapes.update(where, set, add));
    const { columns, second, third } = shape;
    // A number would be bound as a float, and the sum would be inexact.
    for (let i = 0; i < second; i++) values.push(BigInt(this.#addend(columns[i]!, add)));
    for (let i = second; i < third; i++)
      values.push(this.#fits(columns[i]!, set[columns[i]!.name]));
    for (let i = third; i < columns.length; i++)
      values.push(this.#fits(columns[i]!, where[columns[i]!.name]));
  }

  #last(kind: Shape['kind']): Shape | undefined {
    const shape = this.batches.at(-1)?.shape;
    return shape?.kind === kind ? shape : undefined;
  }

  #batch(shape: Shape): Batch {
    const last = this.batches.at(-1);
    if (last?.shape === shape) return last;
    const batch: Batch = { shape, values: [], rowOfKey: new Map() };
    this.batches.push(batch);
    return batch;
  }

  #addend(column: Column, add: Addends): bigint | number {
    const addend = this.#fits(column, add[column.name]);
    if (typeof addend === 'bigint' || typeof addend === 'number') return addend;
    throw new StatementRefused(`nothing can be added to ${this.name}.${column.name} but a number`);
  }

  /** Checks a value against the column's type, the same way for every engine. */
  #fits(column: Column, value: unknown): Value {
    if (column.text && typeof value === 'string')
      return this.keepsShort && column.type === 'instant'
        ? instantOf(stored(value))
        : stored(value);
    if (!column.text && typeof value === 'bigint') return value;
    if (value === null && column.nullable) return null;
    if (!column.text && typeof value === 'number' && Number.isSafeInteger(value)) return value;
    throw new StatementRefused(
      `${this.name}.${column.name} is ${column.text ? 'text' : 'a whole number'}${column.nullable ? ' or null' : ''}, not ${shown(value)}`,
    );
  }
}

type Upsert = Extract<Statement, { upsert: string }>;
type Update = Extract<Statement, { update: string }>;

const NONE = {};

/** The index after a record's names, if these are the shape's columns from `from` on; otherwise -1. */
const ends = ({ columns }: Shape, from: number, record: RowValues | Addends): number => {
  let i = from;
  for (const name in record) if (columns[i++]?.name !== name) return -1;
  return i;
};

const shown = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : String(value);

/** Writes rows of one shape. `values` has one row after another; updates are written one per call. */
const writeRows = async (
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
