import type { Projection } from '../../projections/projection.js';
import { projections } from '../../projections/index.js';
import type { EventLog } from '../log/event-log.js';
import { openViews } from '../views/open-views.js';
import type { SqlValue, Views } from '../views/views-database.js';
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
 * Builds every view again from the log, in memory, and compares it row by row with what is kept. Writes nothing.
 *
 * @param onProgress hears how far the views are built
 */
export const compareViews = async (
  log: EventLog,
  views: Views,
  onProgress: OnProgress = () => {},
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

const differences = async (
  name: string,
  table: Table,
  rebuilt: Views,
  kept: Views,
): Promise<readonly string[]> => {
  const columns = Object.keys(table.columns);
  const keys = table.primaryKey.map((column) => columns.indexOf(column));
  const keyOf = (row: readonly SqlValue[]): string => keys.map((i) => String(row[i])).join(', ');
  const expected = new Map<string, readonly SqlValue[]>();
  await eachRow(rebuilt, name, columns, (row) => expected.set(keyOf(row), row));
  const found: string[] = [];
  await eachRow(kept, name, columns, (row) => {
    const key = keyOf(row);
    const other = expected.get(key);
    expected.delete(key);
    if (other === undefined)
      found.push(`The view ${name} has a row (${key}) that no event explains.`);
    else
      for (const [i, column] of columns.entries())
        if (!isSame(row[i]!, other[i]!))
          found.push(
            `The view ${name} has "${String(row[i])}" in ${column} of (${key}), and the log says "${String(other[i])}".`,
          );
  });
  for (const key of expected.keys()) found.push(`The view ${name} lacks the row (${key}).`);
  return found.length <= NAMED_MAX
    ? found
    : [
        ...found.slice(0, NAMED_MAX),
        `The view ${name} differs in ${found.length - NAMED_MAX} more places.`,
      ];
};

/** Engines have other types for one value, but NULL is no text. */
const isSame = (a: SqlValue, b: SqlValue): boolean =>
  a === null || b === null ? a === b : String(a) === String(b);

const eachRow = (
  views: Views,
  name: string,
  columns: readonly string[],
  take: (row: readonly SqlValue[]) => void,
): Promise<void> =>
  views.transaction(async (tx) => {
    const list = columns.map((column) => `"${column}"`).join(', ');
    for await (const page of tx.pages(`SELECT ${list} FROM "${name}"`, PAGE_ROWS))
      for (const row of page) take(row);
  });
