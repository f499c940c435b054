import { createHash } from 'node:crypto';
import {
  isText,
  typeOf,
  type Projection,
  type ViewTable,
} from '../../../projections/projection.js';
import { streamOfRow } from '../reach-filter.js';
import { quoted, type SqlDialect } from '../sql-dialect.js';
import type { SqlValue, ViewsTransaction } from '../views-database.js';
import { instantSql } from './instants.js';

const DIGEST_PAGE_ROWS = 1000;

/** The name of a generation's table. Queries use the plain name, which is an SQL view of the live generation's table. */
export const physicalName = (table: string, generation: bigint): string =>
  `${table}__${generation}`;

type Tables = Pick<Projection, 'name' | 'tables'>;

/** The table with the names that rows of a projection's tables have the numbers of, where an engine keeps them so. */
export const namesTable = ({ name }: Tables): string => `names_of_${name.replaceAll('-', '_')}`;

const hasNames = ({ columns }: ViewTable): boolean =>
  Object.values(columns).some((type) => typeOf(type) === 'name');

/** The tables that a generation of a projection may have. */
export const tablesIn = (projection: Tables): readonly string[] => [
  ...Object.keys(projection.tables),
  ...(Object.values(projection.tables).some(hasNames) ? [namesTable(projection)] : []),
];

/** A hash of the tables' definitions: projections with the same fingerprint can use the same tables. */
export const fingerprint = ({ tables }: Projection): string =>
  createHash('sha256')
    .update(
      JSON.stringify(
        Object.entries(tables).map(([name, table]) => [name, columnsOf(table), streamOfRow(name)]),
      ),
    )
    .digest('hex')
    .slice(0, 16);

const columnsOf = ({ columns, primaryKey, indexes, hasLargeRows }: ViewTable): unknown => [
  Object.entries(columns),
  primaryKey,
  indexes ?? [],
  ...(hasLargeRows ? ['large rows'] : []),
];

/** Creates the tables of a generation, empty and without their secondary indexes. Queries do not see them yet. */
export const createTables = async (
  tx: ViewsTransaction,
  projection: Tables,
  generation: bigint,
): Promise<void> => {
  const { tables } = projection;
  if (tx.dialect.keepsShort && Object.values(tables).some(hasNames))
    await tx.run(
      `CREATE TABLE ${quoted(physicalName(namesTable(projection), generation))} (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT`,
    );
  for (const [name, table] of Object.entries(tables)) {
    const physical = physicalName(name, generation);
    await tx.run(createSql(tx, physical, table));
    await limitRows(tx, physical, name);
  }
};

/** Lets the engine hide rows from callers who may not see them, where it can. `name` is that of {@link streamOfRow}. */
export const limitRows = async (
  tx: ViewsTransaction,
  table: string,
  name: string,
): Promise<void> => {
  const stream = streamOfRow(name);
  if (stream !== null) for (const sql of tx.dialect.limitRows(table, stream)) await tx.run(sql);
};

/** Creates missing indexes. Creating them after a load is faster than updating them for each row. */
export const createIndexes = async (
  tx: ViewsTransaction,
  name: string,
  { indexes = [] }: ViewTable,
  generation: bigint,
): Promise<void> => {
  const table = physicalName(name, generation);
  for (const columns of indexes)
    await tx.run(
      `CREATE INDEX IF NOT EXISTS ${quoted(`${table}__${columns.join('_')}`)} ON ${quoted(table)} (${columns.map(quoted).join(', ')})`,
    );
};

/** Updates the planner's statistics of a table before it is queried. */
export const analyse = async (
  tx: ViewsTransaction,
  name: string,
  generation: bigint,
): Promise<void> => {
  const sql = tx.dialect.analyse?.(physicalName(name, generation));
  if (sql !== undefined) await tx.run(sql);
};

/** Makes queries read this generation. */
export const showTables = async (
  tx: ViewsTransaction,
  projection: Projection,
  generation: bigint,
): Promise<void> => {
  for (const name of Object.keys(projection.tables)) {
    await tx.run(`DROP VIEW IF EXISTS ${quoted(name)}`);
    await tx.run(
      `CREATE VIEW ${quoted(name)} AS ${rowsSql(tx.dialect, projection, name, generation)}`,
    );
  }
};

/**
 * The query for the rows of a generation's table as they were written. A name is joined from the left: what no query asks for is then not
 * looked up, and a condition on it is a search for its number first.
 */
const rowsSql = (
  { keepsShort }: SqlDialect,
  projection: Tables,
  name: string,
  generation: bigint,
): string => {
  const names = quoted(physicalName(namesTable(projection), generation));
  const joins: string[] = [];
  const columns = Object.entries(projection.tables[name]!.columns).map(([column, type]) => {
    const kept = `t.${quoted(column)}`;
    if (keepsShort && typeOf(type) === 'instant') return `${instantSql(kept)} AS ${quoted(column)}`;
    if (!keepsShort || typeOf(type) !== 'name') return kept;
    const alias = `n${joins.length + 1}`;
    joins.push(` LEFT JOIN ${names} AS ${alias} ON ${alias}.number = ${kept}`);
    return `${alias}.name AS ${quoted(column)}`;
  });
  return `SELECT ${columns.join(', ')} FROM ${quoted(physicalName(name, generation))} AS t${joins.join('')}`;
};

/** Removes the SQL views of these tables. */
export const hideTables = async (tx: ViewsTransaction, names: readonly string[]): Promise<void> => {
  for (const name of names) await tx.run(`DROP VIEW IF EXISTS ${quoted(name)}`);
};

/** Removes the tables of a generation, as far as they exist. */
export const dropTables = async (
  tx: ViewsTransaction,
  names: readonly string[],
  generation: bigint,
): Promise<void> => {
  for (const name of names)
    await tx.run(`DROP TABLE IF EXISTS ${quoted(physicalName(name, generation))}`);
};

/** The number of rows of a table and a digest of them in key order: equal tables have equal digests. */
export const digestOf = async (
  tx: ViewsTransaction,
  projection: Tables,
  name: string,
  generation: bigint,
): Promise<{ rows: number; digest: string }> => {
  const hash = createHash('sha256');
  const { columns, primaryKey } = projection.tables[name]!;
  const order = primaryKey.map((column) =>
    isText(columns[column]!) ? quoted(column) + tx.dialect.byteOrder : quoted(column),
  );
  const sql = `${rowsSql(tx.dialect, projection, name, generation)} ORDER BY ${order.join(', ')}`;
  let rows = 0;
  for await (const page of tx.pages(sql, DIGEST_PAGE_ROWS)) {
    rows += page.length;
    hash.update(JSON.stringify(page, bigintAsText));
  }
  return { rows, digest: hash.digest('hex') };
};

/** A column has one type, so that a number cannot be confused with a text of the same digits. */
const bigintAsText = (_key: string, value: SqlValue): unknown =>
  typeof value === 'bigint' ? String(value) : value;

const createSql = ({ dialect }: ViewsTransaction, physical: string, table: ViewTable): string => {
  const columns = Object.entries(table.columns).map(([name, type]) => {
    // An upsert that adds to some columns creates rows whose other sums start at 0.
    const rest = type.endsWith('?') ? '' : isText(type) ? ' NOT NULL' : ' NOT NULL DEFAULT 0';
    return `${quoted(name)} ${dialect.columnType[typeOf(type)]}${rest}`;
  });
  const key = `PRIMARY KEY (${table.primaryKey.map(quoted).join(', ')})`;
  return `CREATE TABLE ${quoted(physical)} (${[...columns, key].join(', ')})${dialect.tableOptions(table)}`;
};
