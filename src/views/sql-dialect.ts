import type { ViewTable } from '../../projections/projection.js';

/** The differences between the engines in hand-written SQL. */
export interface SqlDialect {
  /** The n-th parameter of a statement, from 1. */
  readonly placeholder: (n: number) => string;
  /** The n-th of the values that a statement may use several times, from 1. They precede the others. */
  readonly shared: (n: number) => string;
  readonly columnType: Readonly<Record<'text' | 'integer' | 'bigint', string>>;
  /** What follows the column list of a CREATE TABLE. */
  readonly tableOptions: (table: ViewTable) => string;
  /** The collation that orders text by its bytes. */
  readonly byteOrder: string;
  /** Rows per call, a power of two. More rows save little, and each size needs a prepared statement. */
  readonly rowsMax: number;
  /** The largest number of values in one call. */
  readonly valuesMax: number;
  /** SQL that updates the planner's statistics of a new table; null where it is not needed. */
  readonly analyse: ((table: string) => string) | null;
}

/** A quoted identifier, so that reserved words such as "order" can be names. Names never come from a caller. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The SQL of SQLite. */
export const sqliteDialect: SqlDialect = {
  placeholder: () => '?',
  shared: (n) => `@s${n}`,
  columnType: { text: 'TEXT', integer: 'INTEGER', bigint: 'INTEGER' },
  // STRICT refuses a fraction in a column of fen. Without a rowid the primary key is the only tree, and the rows of one
  // budget are neighbours. A single integer key is the rowid itself.
  tableOptions: ({ columns, primaryKey }) =>
    primaryKey.length === 1 && columns[primaryKey[0]!] !== 'text'
      ? ' STRICT'
      : ' STRICT, WITHOUT ROWID',
  byteOrder: '',
  rowsMax: 64,
  valuesMax: 32_766,
  analyse: null,
};

/** Orders text by its bytes, as SQLite does, independently of the database's locale. */
export const BYTE_ORDER = 'COLLATE "C"';

/** The SQL of PostgreSQL. */
export const postgresDialect: SqlDialect = {
  placeholder: (n) => `$${n}`,
  shared: (n) => `$${n}`,
  // One size of integers, as in SQLite, so that a value that fits on one engine fits on all.
  columnType: { text: `TEXT ${BYTE_ORDER}`, integer: 'BIGINT', bigint: 'BIGINT' },
  tableOptions: () => '',
  byteOrder: ` ${BYTE_ORDER}`,
  rowsMax: 256,
  valuesMax: 65_535,
  analyse: (table) => `ANALYZE ${quoted(table)}`,
};
