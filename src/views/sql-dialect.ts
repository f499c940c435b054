import type { ViewTable } from '../../projections/projection.js';

/** What differs between the engines in the SQL that is written by hand. */
export interface SqlDialect {
  /** The n-th parameter of a statement, from 1. */
  readonly placeholder: (n: number) => string;
  /** The n-th of the values that a statement may name several times, from 1. They come before the others. */
  readonly shared: (n: number) => string;
  readonly columnType: Readonly<Record<'text' | 'integer' | 'bigint', string>>;
  /** What follows the column list of a CREATE TABLE. */
  readonly tableOptions: (table: ViewTable) => string;
  /** Orders text by its bytes, as every engine can. */
  readonly byteOrder: string;
  /** Rows of one call, a power of two. More save little, and every size is one more prepared statement to keep. */
  readonly rowsMax: number;
  /** Values that one call can bind. */
  readonly valuesMax: number;
  /** Tells the planner of a table that was just filled; null where it needs no telling. */
  readonly analyse: ((table: string) => string) | null;
}

/** A name in SQL. Names are ours, never a caller's; quoting keeps words such as "order" usable. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const sqliteDialect: SqlDialect = {
  placeholder: () => '?',
  shared: (n) => `@s${n}`,
  columnType: { text: 'TEXT', integer: 'INTEGER', bigint: 'INTEGER' },
  // STRICT refuses a fraction in a column of fen. Without a rowid the key is the table: one tree to write instead of two,
  // and the rows of one budget lie together. A single integer key is the rowid itself, which is better still.
  tableOptions: ({ columns, primaryKey }) =>
    primaryKey.length === 1 && columns[primaryKey[0]!] !== 'text'
      ? ' STRICT'
      : ' STRICT, WITHOUT ROWID',
  byteOrder: '',
  rowsMax: 64,
  valuesMax: 32_766,
  analyse: null,
};

/** Text is ordered by its bytes whatever the database's own language, as SQLite orders it. */
export const BYTE_ORDER = 'COLLATE "C"';

export const postgresDialect: SqlDialect = {
  placeholder: (n) => `$${n}`,
  shared: (n) => `$${n}`,
  // SQLite has one size of integers, so there is one size here: what fits into a view fits on every engine.
  columnType: { text: `TEXT ${BYTE_ORDER}`, integer: 'BIGINT', bigint: 'BIGINT' },
  tableOptions: () => '',
  byteOrder: ` ${BYTE_ORDER}`,
  rowsMax: 256,
  valuesMax: 65_535,
  analyse: (table) => `ANALYZE ${quoted(table)}`,
};
