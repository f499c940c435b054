import { isText, type ColumnType, type ViewTable } from '../../projections/projection.js';

/** The differences between the engines in hand-written SQL. */
export interface SqlDialect {
  /** The n-th parameter of a statement, from 1. */
  readonly placeholder: (n: number) => string;
  /** The n-th of the values that a statement may use several times, from 1. They precede the others. */
  readonly shared: (n: number) => string;
  readonly columnType: Readonly<Record<ColumnType, string>>;
  /** Whether a name stands once in a table of its own, and rows have its number; and whether an instant is a number of milliseconds. */
  readonly keepsShort: boolean;
  /** What follows the column list of a CREATE TABLE. */
  readonly tableOptions: (table: ViewTable) => string;
  /** The collation that orders text by its bytes. */
  readonly byteOrder: string;
  /** Rows per call, a power of two. More rows save little, and each size needs a prepared statement. */
  readonly rowsMax: number;
  /** The largest number of values in one call. */
  readonly valuesMax: number;
  /** SQL that makes the engine itself hide rows from callers; `stream` is the SQL of what a row is about. None where it cannot. */
  readonly limitRows: (table: string, stream: string) => readonly string[];
  /** SQL that updates the planner's statistics of a new table; null where it is not needed. */
  readonly analyse: ((table: string) => string) | null;
}

/** A quoted identifier, so that reserved words such as "order" can be names. Names never come from a caller. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The SQL of SQLite. */
export const sqliteDialect: SqlDialect = {
  placeholder: () => '?',
  shared: (n) => `@s${n}`,
  // ANY keeps an instant that was written in another way as it is.
  columnType: {
    text: 'TEXT',
    name: 'INTEGER',
    instant: 'ANY',
    integer: 'INTEGER',
    bigint: 'INTEGER',
  },
  keepsShort: true,
  // STRICT refuses a fraction in a column of fen. Without a rowid the primary key is the only tree, and the rows of one
  // budget are neighbours; but a search in it reads the whole of each row that it passes. A single integer key is the rowid
  // itself.
  tableOptions: ({ columns, primaryKey, hasLargeRows }) =>
    hasLargeRows || (primaryKey.length === 1 && !isText(columns[primaryKey[0]!]!))
      ? ' STRICT'
      : ' STRICT, WITHOUT ROWID',
  byteOrder: '',
  rowsMax: 64,
  valuesMax: 32_766,
  limitRows: () => [],
  analyse: null,
};

/** Orders text by its bytes, as SQLite does, independently of the database's locale. */
export const BYTE_ORDER = 'COLLATE "C"';

/** The setting of a connection to PostgreSQL that holds what its caller sees: `LIKE` patterns of streams with blanks between them. */
export const SEES = 'ledger.sees';
/** The pattern of every stream. */
export const EVERYTHING = '%';
const SEES_SQL = `current_setting('${SEES}', true)`;

/** The SQL of PostgreSQL. */
export const postgresDialect: SqlDialect = {
  placeholder: (n) => `$${n}`,
  shared: (n) => `$${n}`,
  // One size of integers, as in SQLite, so that a value that fits on one engine fits on all.
  columnType: {
    text: `TEXT ${BYTE_ORDER}`,
    name: `TEXT ${BYTE_ORDER}`,
    instant: `TEXT ${BYTE_ORDER}`,
    integer: 'BIGINT',
    bigint: 'BIGINT',
  },
  keepsShort: false,
  tableOptions: () => '',
  byteOrder: ` ${BYTE_ORDER}`,
  rowsMax: 256,
  valuesMax: 65_535,
  limitRows: (table, stream) => [
    `ALTER TABLE ${quoted(table)} ENABLE ROW LEVEL SECURITY`,
    // Also for the owner of the table, as which the service connects.
    `ALTER TABLE ${quoted(table)} FORCE ROW LEVEL SECURITY`,
    // The setting is asked for once a query, and not once a row. Where it is not set, nothing is seen.
    `CREATE POLICY seen ON ${quoted(table)} USING ((SELECT ${SEES_SQL}) = '${EVERYTHING}' OR (${stream}) LIKE ANY (string_to_array((SELECT ${SEES_SQL}), ' ')))`,
  ],
  analyse: (table) => `ANALYZE ${quoted(table)}`,
};
