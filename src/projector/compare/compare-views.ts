import { isDeepStrictEqual } from 'node:util';
import { isText, type Projection, type ViewTable } from '../../../projections/projection.js';
import { projections } from '../../../projections/index.js';
import type { Config } from '../../config/config.js';
import { budgetOfStream } from '../../domain/values/budget-id.js';
import { decode } from '../../log/envelope.js';
import type { EventLog } from '../../log/event-log.js';
import { quoted } from '../../views/sql-dialect.js';
import type { Views, ViewsTransaction } from '../../views/views-database.js';
import { compareTexts, Differences, rowOrder, type Row } from './differences.js';
import { FoldedViews } from './folded-views.js';
import { withKeptViews } from './kept-views.js';
import { Projector } from '../projector.js';
import type { ProjectionStatus } from '../status.js';
import { StreamOrdinals } from './stream-ordinals.js';

/** So many events are folded at least, before what they explain is compared: one read of a table costs as much as some rows. */
const RANGE_EVENTS = 1_000;
const PAGE_ROWS = 1_000;

/** Whether the views are what the log says: a sentence for each cell that is not, or why they were not compared. */
export interface ComparedViews {
  readonly problems: readonly string[];
  readonly notCompared: string | null;
}

/**
 * Folds every stream of the log with the projections, and compares the rows with those that an engine keeps. Changes no view. Keeps the
 * rows of some budgets at a time in memory, and those of the few tables that are of no budget.
 *
 * @param onProgress hears how many events are folded and compared
 * @throws {Refusal} `log-unavailable`, `log-corrupt`: the log cannot be read.
 */
export const compareKeptViews = async (
  log: EventLog,
  engine: Config['views'],
  onProgress: (events: number) => void = () => {},
): Promise<ComparedViews> => {
  const compared = await withKeptViews(engine, (views) => compareViews(log, views, onProgress));
  return typeof compared === 'string' ? { problems: [], notCompared: compared } : compared;
};

/** Compares views that are open, see {@link compareKeptViews}. */
export const compareViews = async (
  log: EventLog,
  views: Views,
  onProgress: (events: number) => void = () => {},
  rangeEvents = RANGE_EVENTS,
): Promise<ComparedViews> => {
  const live = new Projector(log, views, projections);
  if (await live.hasViewsOfUnknownEpoch())
    return { problems: [OF_UNKNOWN_EPOCH], notCompared: null };
  const statuses = (await live.hasOwnViews()) ? await live.status() : undefined;
  const unfit =
    statuses?.filter(({ state, stopped }) => state === 'rebuilding' || stopped.length > 0) ??
    projections;
  if (unfit.length > 0)
    return {
      problems: [],
      notCompared: `The views were not compared: ${unfit.map(({ name }) => name).join(', ')} cannot be, because they are being built or have stopped budgets.`,
    };
  // A view that is behind is what the log says up to there.
  const reached = reachedBy(statuses!);
  const problems = await new Comparison(log, views, reached).run(onProgress, rangeEvents);
  // A service that follows the log may have changed some tables after others were read.
  if (problems.length > 0 && !isDeepStrictEqual(reachedBy(await live.status()), reached))
    return {
      problems: [],
      notCompared:
        'The views were not compared: events were recorded meanwhile. Repeat it while nothing is recorded.',
    };
  return { problems, notCompared: null };
};

const OF_UNKNOWN_EPOCH =
  'The views are of an epoch of which the log does not say where it ended: the log was replaced, or its epoch changed, by something else than a restore or an import.';

const reachedBy = (statuses: readonly ProjectionStatus[]): ReadonlyMap<string, bigint> =>
  new Map(statuses.map(({ name, position }) => [name, position]));

/** Some budgets, which follow each other in the order of their ids, with all rows that may be kept beside and between them. */
interface Range {
  readonly streams: readonly string[];
  /** The last budget of the range before; undefined for the first range. */
  readonly after: string | undefined;
  /** The last budget; undefined for the last range, which has no end. */
  readonly last: string | undefined;
}

/** One table of the views, and what is wrong in it. */
interface Compared {
  readonly name: string;
  readonly table: ViewTable;
  /** The columns by which its rows are in order: first the budget, where it has one. */
  readonly order: readonly string[];
  readonly differences: Differences;
}

class Comparison {
  readonly #streams = new StreamOrdinals();
  readonly #folded: FoldedViews;
  readonly #tables = projections.flatMap(({ tables }) => Object.entries(tables).map(compared));
  #done = 0;

  constructor(
    private readonly log: EventLog,
    private readonly kept: Views,
    reached: ReadonlyMap<string, bigint>,
  ) {
    this.#folded = new FoldedViews(projections, reached);
  }

  async run(onProgress: (events: number) => void, rangeEvents: number): Promise<readonly string[]> {
    await this.#foldOthers();
    const ofBudgets = this.#tables.filter(({ table }) => 'budget' in table.columns);
    for (const range of rangesOf(this.#streams, rangeEvents)) {
      for (const stream of range.streams) await this.#foldStream(stream);
      await this.#compare(ofBudgets, range);
      onProgress(this.#done);
    }
    await this.#compare(this.#tables.filter((each) => !ofBudgets.includes(each)));
    return this.#tables.flatMap(({ differences }) => differences.sentences());
  }

  /** Streams of agencies and others that are no budget's may concern each other's rows, and are folded in the order of the log. */
  async #foldOthers(): Promise<void> {
    for await (const page of this.log.readAll())
      for (const stored of page) {
        const ordinal = this.#streams.add(stored);
        if (budgetOfStream(stored.stream) !== null) continue;
        this.#folded.fold(decode(stored, ordinal));
        this.#done += 1;
      }
  }

  async #foldStream(stream: string): Promise<void> {
    let n = 0;
    for await (const page of this.log.readStream(stream))
      for (const stored of page) {
        const ordinal = this.#streams.of(stream, n);
        if (ordinal === undefined) return;
        this.#folded.fold(decode(stored, ordinal));
        n += 1;
        this.#done += 1;
      }
  }

  /** Compares all rows of tables, or those of a range of budgets, and forgets them. */
  async #compare(tables: readonly Compared[], range?: Range): Promise<void> {
    await this.kept.transaction(async (tx) => {
      for (const { name, table, order, differences } of tables) {
        const due: Row[] = this.#folded.take(name).sort(rowOrder(table, order));
        await differences.compare(due, keptRows(tx, name, table, order, range), order);
      }
    });
  }
}

const compared = ([name, table]: readonly [string, Projection['tables'][string]]): Compared => ({
  name,
  table,
  order:
    'budget' in table.columns ? [...new Set(['budget', ...table.primaryKey])] : table.primaryKey,
  differences: new Differences(name, table),
});

function* rangesOf(ordinals: StreamOrdinals, rangeEvents: number): Generator<Range, void> {
  const budgets = [...ordinals.streams()]
    .map((each) => ({ ...each, budget: budgetOfStream(each.stream) }))
    .filter(({ budget }) => budget !== null)
    .sort((a, b) => compareTexts(a.budget!, b.budget!));
  let [streams, events, after]: [string[], number, string | undefined] = [[], 0, undefined];
  for (const { stream, budget, ...each } of budgets) {
    streams.push(stream);
    events += each.events;
    if (events < rangeEvents) continue;
    yield { streams, after, last: budget! };
    [streams, events, after] = [[], 0, budget!];
  }
  yield { streams, after, last: undefined };
}

/** The kept rows of a table in order: of a range of budgets at once, and a whole table in pages. */
async function* keptRows(
  tx: ViewsTransaction,
  name: string,
  { columns }: ViewTable,
  order: readonly string[],
  range?: Range,
): AsyncGenerator<readonly Row[], void> {
  const text = (column: string): string =>
    quoted(column) + (isText(columns[column]!) ? tx.dialect.byteOrder : '');
  const values: string[] = [];
  const bounds: string[] = [];
  for (const [sign, budget] of [
    ['>', range?.after],
    ['<=', range?.last],
  ] as const)
    if (budget !== undefined)
      bounds.push(`${text('budget')} ${sign} ${tx.dialect.placeholder(values.push(budget))}`);
  const sql = [
    `SELECT ${Object.keys(columns).map(quoted).join(', ')} FROM ${quoted(name)}`,
    ...(bounds.length === 0 ? [] : [`WHERE ${bounds.join(' AND ')}`]),
    `ORDER BY ${order.map(text).join(', ')}`,
  ].join(' ');
  if (range === undefined) yield* tx.pages(sql, PAGE_ROWS);
  else yield await tx.rows(sql, values);
}
