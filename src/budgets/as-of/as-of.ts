import { seen } from '../../access/access.js';
import { POSITION_MAX, type AsOf } from '../../domain/values/as-of.js';
import type { LineMovement } from '../../domain/budget/movement.js';
import { noSuchBudget, type BudgetId } from '../../domain/values/budget-id.js';
import type { CivilDate, Instant } from '../../domain/values/civil-date.js';
import { refuseFutureQuestion } from '../../ledger/refuse-future-question.js';
import type { EventLog } from '../../log/event-log.js';
import { shownViews } from '../../views/kept-reads.js';
import { preparedQuery } from '../../views/prepared-query.js';
import { refuseStopped, refuseStoppedNow } from '../../views/stopped-budgets.js';
import type { Views } from '../../views/views-database.js';
import type { ResolvedAsOf } from './as-of.answer.js';

/** A question, or one as if these legs were recorded too, which a dry run asks. */
export interface AsOfWithLegs extends AsOf {
  readonly legs?: readonly LineMovement[] | undefined;
}

/** What counts in an answer: the events of a budget up to a position, and what is in force on a day. */
export interface Bounds {
  readonly budget: BudgetId;
  /** Version of the budget at the bound; -1 before its first event. */
  readonly version: number;
  readonly position: bigint;
  /** The latest effective day that counts; null when all count. */
  readonly effective: CivilDate | null;
  readonly legs: readonly LineMovement[];
  readonly asOf: ResolvedAsOf;
  /** Another text after each event of the budget, and for other views: what was read with it may be kept. */
  readonly stamp: string;
}

/** The latest instant. */
export const LAST_INSTANT = '9999-12-31T23:59:59.999Z' as Instant;

/** The budget's last event within bounds, if any. */
const lastEvent = preparedQuery(
  (db, values: { readonly budget: string; readonly position: bigint; readonly recorded: string }) =>
    db
      .selectFrom('audit_trail')
      .select(['position', 'recorded_at', 'version'])
      .where('budget', '=', values.budget)
      .where('position', '<=', values.position)
      .where('recorded_at', '<=', values.recorded)
      .orderBy('position', 'desc')
      .limit(1),
);

/**
 * Resolves a question about one budget.
 *
 * @throws {Refusal} `not-found`: there is no such budget; `position-beyond-log`, `as-of-in-future`: as {@link refuseFutureQuestion};
 *   `budget-stopped`: a view of it is incomplete.
 */
export const resolveAsOf = async (
  views: Views,
  log: EventLog,
  budget: BudgetId,
  asOf: AsOfWithLegs,
): Promise<Bounds> => {
  await refuseFutureQuestion(views, log, asOf);
  const { last, newest, stamp } = await eventsOf(views, budget, asOf);
  if (!newest) throw noSuchBudget(budget);
  return boundsOf(budget, asOf, last, stamp);
};

/**
 * What counts of a budget; null where nothing of it is recorded within the bounds.
 *
 * @throws {Refusal} `budget-stopped`: a view of it is incomplete.
 */
export const boundsWithin = async (
  views: Views,
  budget: BudgetId,
  asOf: AsOfWithLegs,
): Promise<Bounds | null> => {
  const { last, stamp } = await eventsOf(views, budget, asOf);
  return last ? boundsOf(budget, asOf, last, stamp) : null;
};

/**
 * The last event of a budget within the bounds, the newest of all, and the stamp of what the views hold of the budget.
 *
 * @throws {Refusal} `budget-stopped`: a view of it is incomplete.
 */
const eventsOf = async (views: Views, budget: BudgetId, { position, recorded }: AsOfWithLegs) => {
  const isBounded = position !== undefined || recorded !== undefined;
  // In parallel: on a database server each query is a round trip.
  const [shown, [newest], within] = await Promise.all([
    views.once(shownViews),
    newestEvent(views, budget),
    isBounded
      ? lastEvent(views.db, {
          budget,
          position: position ?? POSITION_MAX,
          recorded: recorded ?? LAST_INSTANT,
        })
      : null,
    refuseStopped(views, budget),
  ]);
  return {
    newest,
    last: within === null ? newest : within[0],
    stamp: `${views.resets} ${shown} ${newest?.position}`,
  };
};

/** The budget's newest event, if any. It is read again after a commit to the views, where the engine knows of commits. */
const newestEvent = async (views: Views, budget: BudgetId) => {
  const { commits } = views;
  const reach = seen();
  const isKept = commits !== undefined && (reach === undefined || reach.has(budget));
  const name = `${budget} newest event`;
  const known = isKept ? views.kept.find(name, commits) : undefined;
  if (known !== undefined) return known as Awaited<ReturnType<typeof lastEvent>>;
  const found = await lastEvent(views.db, {
    budget,
    position: POSITION_MAX,
    recorded: LAST_INSTANT,
  });
  if (isKept && found.length > 0) views.kept.keep(name, commits, found, found.length);
  return found;
};

/**
 * What was read of a budget, kept until it has another event.
 *
 * @param what names what `read` reads, with everything that it depends on beside the budget and its newest event
 * @param read gives what was read, and of how many rows
 * @throws {Refusal} `budget-stopped`: a view of it is incomplete, so that what was read may be a part.
 */
export const keptRead = async <T>(
  views: Views,
  { budget, stamp }: Pick<Bounds, 'budget' | 'stamp'>,
  what: string,
  read: () => Promise<{ readonly value: T; readonly size: number }>,
): Promise<T> => {
  const name = `${budget} ${what}`;
  const known = views.kept.find(name, stamp);
  if (known !== undefined) return known as T;
  const { value, size } = await read();
  // It may have stopped since the question was resolved.
  await refuseStoppedNow(views, budget);
  views.kept.keep(name, stamp, value, size);
  return value;
};

const boundsOf = (
  budget: BudgetId,
  { effective, legs = [] }: AsOfWithLegs,
  last:
    | { readonly position: bigint; readonly recorded_at: string; readonly version: bigint }
    | undefined,
  stamp: string,
): Bounds => ({
  budget,
  version: last ? Number(last.version) : -1,
  position: last?.position ?? 0n,
  effective: effective ?? null,
  legs,
  asOf: {
    effective: effective ?? null,
    recorded: last?.recorded_at ?? null,
    position: String(last?.position ?? 0n),
  },
  stamp,
});
