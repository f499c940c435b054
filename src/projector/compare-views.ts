import { existsSync } from 'node:fs';
import type { Projection } from '../../projections/projection.js';
import { projections } from '../../projections/index.js';
import type { Config } from '../config/config.js';
import { Refusal } from '../domain/errors.js';
import type { EventLog } from '../log/event-log.js';
import { openViews } from '../views/open-views.js';
import { quoted } from '../views/sql-dialect.js';
import type { SqlValue, Views, ViewsTransaction } from '../views/views-database.js';
import type { OnProgress } from './progress.js';
import { Projector } from './projector.js';

/** Differences that are named one by one in a table; of further ones only the number is. */
const NAMED_MAX = 20;
const PAGE_ROWS = 1_000;

/** Whether the views are what the log says: a sentence for each cell that is not, or why they were not compared. */
export interface ComparedViews {
  readonly problems: readonly string[];
  readonly notCompared: string | null;
}

/**
 * Builds every view again from the log, in memory, and compares it row by row with what an engine keeps. Changes no view.
 *
 * @param onProgress hears how far the views are built
 * @throws {Refusal} `log-unavailable`, `log-corrupt`: the log cannot be read.
 */
export const compareKeptViews = async (
  log: EventLog,
  engine: Config['views'],
  onProgress: OnProgress = () => {},
): Promise<ComparedViews> => {
  if (engine.kind === 'sqlite' && !existsSync(engine.file))
    return { problems: [], notCompared: 'The views were not compared: there are none.' };
  let views: Views;
  try {
    views = await openViews(engine, () => {});
  } catch (error) {
    // A copy that may only be read, or a server that is away: the log is verified all the same.
    if (!(error instanceof Refusal)) throw error;
    return { problems: [], notCompared: `The views were not compared: ${error.message}` };
  }
  try {
    return await compareViews(log, views, onProgress);
  } finally {
    await views.close();
  }
};

const compareViews = async (
  log: EventLog,
  views: Views,
  onProgress: OnProgress,
): Promise<ComparedViews> => {
  const head = await log.head();
  const live = new Projector(log, views, projections);
  const behind = (await live.hasOwnViews())
    ? (await live.status()).filter(
        ({ state, lag, stopped }) => state !== 'live' || lag > 0 || stopped.length > 0,
      )
    : projections;
  if (behind.length > 0)
    return {
      problems: [],
      notCompared: `The views were not compared: ${behind.map(({ name }) => name).join(', ')} cannot be, because they do not contain the whole log.`,
    };
  const rebuilt = await openViews({ kind: 'sqlite', file: ':memory:' }, () => {});
  try {
    await new Projector(log, rebuilt, projections).catchUp(onProgress);
    const problems: string[] = [];
    for (const { tables } of projections)
      for (const [name, table] of Object.entries(tables))
        problems.push(...(await differences(name, table, rebuilt, views)));
    // A service that follows the log may have changed some tables after others were read.
    if (problems.length > 0 && (await log.head()) !== head)
      return {
        problems: [],
        notCompared:
          'The views were not compared: events were recorded meanwhile. Repeat it while nothing is recorded.',
      };
    return { problems, notCompared: null };
  } finally {
    await rebuilt.close();
  }
};

type Table = Projection['tables'][string];
type Row = readonly SqlValue[];

/** Both sides are read in the order of their keys, so that only a page of each is in memory. */
const differences = async (
  name: string,
  table: Table,
  rebuilt: Views,
  kept: Views,
): Promise<readonly string[]> => {
  const columns = Object.keys(table.columns);
  const primaryKeyOf = (row: Row): Row =>
    table.primaryKey.map((column) => row[columns.indexOf(column)]!);
  const found: string[] = [];
  let more = 0;
  const report = (sentence: string): void => {
    if (found.length < NAMED_MAX) found.push(sentence);
    else more += 1;
  };
  await rebuilt.transaction((ours) =>
    kept.transaction(async (theirs) => {
      const [expected, actual] = [ours, theirs].map((tx) => rowsByKey(tx, name, table));
      let [due, row] = [await next(expected!), await next(actual!)];
      while (due !== undefined || row !== undefined) {
        const order =
          due === undefined
            ? 1
            : row === undefined
              ? -1
              : compareKeys(primaryKeyOf(due), primaryKeyOf(row));
        if (order < 0) report(`The view ${name} lacks the row (${primaryKeyOf(due!).join(', ')}).`);
        else if (order > 0)
          report(
            `The view ${name} has a row (${primaryKeyOf(row!).join(', ')}) that no event explains.`,
          );
        else
          for (const [i, column] of columns.entries())
            if (!isSame(row![i]!, due![i]!))
              report(
                `The view ${name} has "${String(row![i])}" in ${column} of (${primaryKeyOf(row!).join(', ')}), and the log says "${String(due![i])}".`,
              );
        if (order <= 0) due = await next(expected!);
        if (order >= 0) row = await next(actual!);
      }
    }),
  );
  return more === 0 ? found : [...found, `The view ${name} differs in ${more} more places.`];
};

const next = async (rows: AsyncIterator<Row>): Promise<Row | undefined> => {
  const { done, value } = await rows.next();
  return done === true ? undefined : value;
};

async function* rowsByKey(
  tx: ViewsTransaction,
  name: string,
  { columns, primaryKey }: Table,
): AsyncGenerator<Row, void> {
  const list = Object.keys(columns).map(quoted).join(', ');
  const order = primaryKey.map(
    (column) => quoted(column) + (columns[column] === 'text' ? tx.dialect.byteOrder : ''),
  );
  const sql = `SELECT ${list} FROM ${quoted(name)} ORDER BY ${order.join(', ')}`;
  for await (const page of tx.pages(sql, PAGE_ROWS)) yield* page;
}

/** The order of keys in every engine: numbers by their size, texts by their bytes. */
const compareKeys = (one: Row, other: Row): number => {
  for (const [i, a] of one.entries()) {
    const b = other[i]!;
    const order =
      typeof a === 'string' && typeof b === 'string'
        ? Buffer.compare(Buffer.from(a), Buffer.from(b))
        : Number(BigInt(String(a)) - BigInt(String(b)));
    if (order !== 0) return order;
  }
  return 0;
};

/** Engines have other types for one value, but NULL is no text. */
const isSame = (a: SqlValue, b: SqlValue): boolean =>
  a === null || b === null ? a === b : String(a) === String(b);
