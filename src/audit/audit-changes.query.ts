import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ClaimCell } from '../domain/events/budget.events.js';
import { authority } from '../domain/events/authority.js';
import { actorKey } from '../domain/values/actor.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import { fromFen, signedFen } from '../domain/values/money.js';
import { refuseFutureQuestion } from '../ledger/refuse-future-question.js';
import { shanghaiDate, shanghaiDayStart } from '../ledger/shanghai.js';
import { EventLog } from '../log/event-log.js';
import {
  PAGE_ENTRIES_MAX,
  pageOf,
  placeIn,
  type Page,
  type PageRequest,
} from '../validation/page.js';
import { refuseUnreadable, stoppedBudgets, stoppedMark } from '../views/stopped-budgets.js';
import { daysBetween } from './days.js';
import type { ViewsSchema } from '../views/schema.js';
import { Views } from '../views/views-database.js';
import type { ChangeEntry } from './audit.answer.js';
import type { ChangeKind } from '../domain/events/change-kinds.js';

/** The filter of an audit query; an absent field does not restrict it. */
export interface AuditFilter {
  readonly budget?: string | undefined;
  /** Those of several budgets. */
  readonly budgets?: readonly string[] | undefined;
  /** The person who proposed or recorded the change. */
  readonly person?: string | undefined;
  /** A line key, or one of the codes in it. */
  readonly line?: string | undefined;
  /** Those of several lines, by their keys. */
  readonly lines?: readonly string[] | undefined;
  readonly kind?: string | undefined;
  /** 文号, in any notation. */
  readonly number?: string | undefined;
  /** Bounds of the recording day in Shanghai, both inclusive. */
  readonly from?: CivilDate | undefined;
  readonly until?: CivilDate | undefined;
  /** Only changes that were recorded more than this many days after they took effect. */
  readonly lateDays?: number | undefined;
  /** Only what was recorded up to this position of the log. The register only grows: the answer is the same for ever. */
  readonly position?: bigint | undefined;
}

/** The matching changes after publication, in log order, with one entry per leg. */
export class AuditChanges extends Query<Page<ChangeEntry>> {
  constructor(
    readonly filter: AuditFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

/** The position of the newest change that matches, late or not; 0 where there is none. */
export class NewestAuditChange extends Query<bigint> {
  constructor(readonly filter: AuditFilter = {}) {
    super();
  }
}

/** How many changes match, each once however many lines it moves, by budget; a budget without any is absent. */
export class CountAuditChanges extends Query<ReadonlyMap<string, number>> {
  constructor(readonly filter: AuditFilter = {}) {
    super();
  }
}

/**
 * Reads the changes from the `change_register` view. Over all budgets, those of a stopped budget are marked.
 *
 * @throws {Refusal} `not-found`: the filter names a budget that is not opened; `budget-stopped`: a view of it is
 *   incomplete; `malformed`: `after` is not the `next` of an earlier part; `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(AuditChanges)
export class AuditChangesHandler implements IQueryHandler<AuditChanges> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ filter, page }: AuditChanges): Promise<Page<ChangeEntry>> {
    await refuseUnanswerable(this.views, this.log, filter);
    const stopped = await stoppedBudgets(this.views);
    const { items, next } = pageOf(await this.found(filter, page), page, cursorOf);
    return {
      items: items.map(({ entry }) => ({ ...entry, ...stoppedMark(stopped, entry.budget) })),
      next,
    };
  }

  /** The entries of the part, and one more where there is one. */
  private async found(filter: AuditFilter, { limit, after }: PageRequest): Promise<FoundEntry[]> {
    const found: FoundEntry[] = [];
    for (let place = after; ;) {
      const rows = await this.matching(filter, place, limit === undefined ? undefined : BATCH_ROWS);
      found.push(...rows.filter((row) => isLateEnough(row, filter)).map(entryOf));
      if (limit === undefined || rows.length < BATCH_ROWS || found.length > limit) return found;
      place = cursorOf(entryOf(rows.at(-1)!));
    }
  }

  private matching(
    filter: AuditFilter,
    after: string | undefined,
    rows: number | undefined,
  ): Promise<readonly RegisterRow[]> {
    let query = matchingRows(this.views, filter).orderBy('position').orderBy('leg');
    if (after !== undefined) {
      const [position, leg] = placeIn(after, /^(\d{1,18})-(\d{1,9})$/, '42-0').map(BigInt);
      query = query.where(({ or, and, eb }) =>
        or([
          eb('position', '>', position!),
          and([eb('position', '=', position!), eb('leg', '>', leg!)]),
        ]),
      );
    }
    return (rows === undefined ? query : query.limit(rows)).execute();
  }
}

/**
 * Reads it from the `change_register` view.
 *
 * @throws {Refusal} `not-found`, `budget-stopped`, `position-beyond-log`: as {@link AuditChangesHandler}.
 */
@QueryHandler(NewestAuditChange)
export class NewestAuditChangeHandler implements IQueryHandler<NewestAuditChange> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ filter }: NewestAuditChange): Promise<bigint> {
    await refuseUnanswerable(this.views, this.log, filter);
    const newest = await matchingRows(this.views, filter)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    return newest?.position ?? 0n;
  }
}

/**
 * Counts them in the `change_register` view.
 *
 * @throws {Refusal} `not-found`, `budget-stopped`, `position-beyond-log`: as {@link AuditChangesHandler}.
 */
@QueryHandler(CountAuditChanges)
export class CountAuditChangesHandler implements IQueryHandler<CountAuditChanges> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ filter }: CountAuditChanges): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    if (filter.budgets?.length === 0) return counts;
    await refuseUnanswerable(this.views, this.log, filter);
    // What was recorded together is late together: the rows do not grow with its changes.
    const days = ['budget', 'effective_on', 'recorded_at'] as const;
    // An inner query, so that nothing is looked up that is not asked for.
    const changes = matchingRows(this.views, filter)
      .clearSelect()
      .select([...days, 'position'])
      .distinct()
      .as('changes');
    const rows = await this.views.db
      .selectFrom(changes)
      .select(days)
      .select(({ fn }) => fn.countAll<bigint>().as('changes'))
      .groupBy(days)
      .execute();
    for (const row of rows.filter((each) => isLateEnough(each, filter)))
      counts.set(row.budget, (counts.get(row.budget) ?? 0) + Number(row.changes));
    return counts;
  }
}

const refuseUnanswerable = async (
  views: Views,
  log: EventLog,
  { budget, position }: AuditFilter,
): Promise<void> => {
  await refuseFutureQuestion(views, log, { position });
  // A typing error in the name of the budget must not give an empty list.
  if (budget !== undefined) await refuseUnreadable(views, budget);
};

/** The rows of the register that match, late or not. */
const matchingRows = (
  { db }: Views,
  { budget, budgets, person, line, lines, kind, number, from, until, position }: AuditFilter,
) => {
  let query = db.selectFrom('change_register').select(SHOWN);
  if (position !== undefined) query = query.where('position', '<=', position);
  if (budget !== undefined) query = query.where('budget', '=', budget);
  if (budgets !== undefined) query = query.where('budget', 'in', budgets);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (person !== undefined)
    query = query.where(({ or, eb }) =>
      or([eb('actor_key', '=', actorKey(person)), eb('proposer_key', '=', actorKey(person))]),
    );
  if (line !== undefined) query = query.where(line.includes('/') ? 'line' : 'code', '=', line);
  if (lines !== undefined) query = query.where('line', 'in', lines);
  if (number !== undefined) {
    const { normalised } = authority(number);
    query =
      normalised === null
        ? query.where('number', '=', number)
        : query.where('normalised', '=', normalised);
  }
  if (from !== undefined) query = query.where('recorded_at', '>=', shanghaiDayStart(from));
  if (until !== undefined) query = query.where('recorded_at', '<', shanghaiDayStart(until, 1));
  return query;
};

/** The columns of an entry; others are for searches. */
const SHOWN = [
  'position',
  'leg',
  'budget',
  'id',
  'type',
  'kind',
  'amendment',
  'line',
  'claim',
  'before',
  'delta',
  'after',
  'effective_on',
  'approved_on',
  'recorded_at',
  'proposed_by',
  'actor',
  'number',
  'reason',
  'after_close',
] as const satisfies readonly (keyof ViewsSchema['change_register'])[];

type RegisterRow = Pick<ViewsSchema['change_register'], (typeof SHOWN)[number]>;
type Days = Pick<RegisterRow, 'effective_on' | 'recorded_at'>;

const daysLateOf = ({ effective_on, recorded_at }: Days): number =>
  daysBetween(effective_on, shanghaiDate(recorded_at));

const isLateEnough = (row: Days, { lateDays }: AuditFilter): boolean =>
  lateDays === undefined || daysLateOf(row) > lateDays;

/** An entry with its place among the legs of its event. */
interface FoundEntry {
  readonly entry: ChangeEntry;
  readonly leg: bigint;
}

/** The rows that are read at a time: of the late changes not every row counts. */
const BATCH_ROWS = PAGE_ENTRIES_MAX + 1;

const cursorOf = ({ entry, leg }: FoundEntry): string => `${entry.position}-${leg}`;

const entryOf = (row: RegisterRow): FoundEntry => ({
  leg: row.leg,
  entry: {
    position: String(row.position),
    id: row.id,
    budget: row.budget,
    type: row.type,
    kind: row.kind as ChangeKind,
    amendment: row.amendment,
    line: row.line,
    ...(row.claim === null ? {} : { claim: JSON.parse(row.claim) as ClaimCell }),
    before: row.before === null ? null : fromFen(row.before),
    delta: signedFen(row.delta),
    after: row.after === null ? null : fromFen(row.after),
    effectiveOn: row.effective_on,
    approvedOn: row.approved_on,
    recordedAt: row.recorded_at,
    daysLate: daysLateOf(row),
    proposedBy: row.proposed_by,
    actor: row.actor,
    number: row.number,
    reason: row.reason,
    afterClose: row.after_close === 1n,
  },
});
