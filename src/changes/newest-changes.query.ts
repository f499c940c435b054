import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { seen } from '../access/access.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import { agencyStream, budgetStream, parseBudgetId } from '../domain/values/budget-id.js';
import { findOrdinal } from '../ledger/find-ordinal.js';
import { refuseFutureQuestion } from '../ledger/refuse-future-question.js';
import { decode } from '../log/envelope.js';
import { EventLog, type EventPage } from '../log/event-log.js';
import { tokenOf, type Token } from '../log/token.js';
import { Views } from '../views/views-database.js';
import { changeOf, type Change } from './change.js';
import { matcher, refuseUnknown, type ChangeFilter } from './filter.js';
import { NamesInLog } from './names-in-log.js';

/** The newest changes of a filter. */
export interface NewestChanges {
  /** The newest first. */
  readonly changes: readonly Change[];
  /** Up to where the log was read. */
  readonly position: bigint;
  /** The token of that: what follows comes after it. */
  readonly upTo: Token;
  /** Whether these are all that match up to there. */
  readonly areAll: boolean;
}

/** The newest changes of a filter up to a position of the log, or to its end: `count` of them, fewer where they lie far back. */
export class NewestChangesOf extends Query<NewestChanges> {
  constructor(
    readonly filter: ChangeFilter,
    readonly count: number,
    readonly position?: bigint,
  ) {
    super();
  }
}

/**
 * Reads the log backward: only the streams of the budgets and agencies that the filter or the reach of the caller leaves, the one that
 * changed last first.
 *
 * @throws {Refusal} `not-found`: the filter names a budget that is not opened, or an agency that is not registered;
 *   `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(NewestChangesOf)
export class NewestChangesOfHandler implements IQueryHandler<NewestChangesOf> {
  /** How many events are looked at for the newest that match, in all streams together. */
  protected readonly most: number = 20_000;

  constructor(
    private readonly log: EventLog,
    private readonly views: Views,
    private readonly names: NamesInLog,
  ) {}

  async execute({ filter, count, position }: NewestChangesOf): Promise<NewestChanges> {
    const { log, views } = this;
    await refuseFutureQuestion(views, log, { position });
    await refuseUnknown(log, { ...filter, within: seen() });
    const { epoch } = await log.identity();
    const upTo = position ?? (await log.head());
    const isMatch = matcher({ ...filter, within: seen() });
    const matches = (event: RecordedEvent) => event.position <= upTo && isMatch(event);
    const parts = (await this.partsOf(filter, upTo)) ?? [{ newest: upTo }];
    let found: readonly RecordedEvent[] = [];
    let looked = 0;
    let areAll = true;
    for (const { stream, newest } of parts) {
      const least = found[count - 1]?.position;
      // What follows is older than what is shown, or nobody waits for it.
      if (looked === this.most || (least !== undefined && least > newest)) {
        areAll = false;
        break;
      }
      const read = stream
        ? log.readStream(stream, { direction: 'backward' })
        : log.readAll({ after: upTo + 1n, direction: 'backward' });
      const part = await newestIn(read, matches, {
        count,
        most: this.most - looked,
      });
      looked += part.looked;
      areAll &&= part.isEnd;
      found = [...found, ...part.events].toSorted((one, other) =>
        one.position < other.position ? 1 : -1,
      );
    }
    const newest = found.slice(0, count);
    const sequences = await this.sequencesOf(newest);
    const changes: Change[] = [];
    for (const event of newest) {
      const sequence = sequences.get(event.position)!;
      changes.push(changeOf({ ...event, sequence }, await this.names.at(event, epoch)));
    }
    return {
      changes,
      position: upTo,
      upTo: tokenOf(epoch, upTo),
      areAll: areAll && found.length <= count,
    };
  }

  /** The sequences of events in the log, by their positions. */
  private async sequencesOf(
    events: readonly RecordedEvent[],
  ): Promise<ReadonlyMap<bigint, number>> {
    const budgets = [...new Set(events.flatMap(({ budget }) => budget ?? []))];
    const rows =
      budgets.length === 0
        ? []
        : await this.views.db
            .selectFrom('audit_trail')
            .select(['position', 'sequence'])
            .where('budget', 'in', budgets)
            .where(
              'position',
              'in',
              events.map(({ position }) => position),
            )
            .execute();
    const sequences = new Map(rows.map((row) => [row.position, Number(row.sequence)]));
    // The views have no event of an agency, and may be behind.
    for (const { position } of events)
      if (!sequences.has(position))
        sequences.set(position, (await findOrdinal(this.log, this.views, position)).sequence);
    return sequences;
  }

  /** The streams whose events may match, each with the position of its last event, the newest first; undefined where all may. */
  private async partsOf(
    { budget, agency, year }: ChangeFilter,
    head: bigint,
  ): Promise<readonly Part[] | undefined> {
    if (budget !== undefined)
      return budget.map((each) => ({ stream: budgetStream(each), newest: head }));
    if (agency === undefined && year === undefined && (seen()?.isEverything ?? true))
      return undefined;
    const { db } = this.views;
    let ofBudgets = db.selectFrom('budgets').select(({ selectFrom }) => [
      'budget',
      selectFrom('audit_trail')
        .whereRef('audit_trail.budget', '=', 'budgets.budget')
        .select(({ fn }) => fn.max('position').as('newest'))
        .as('newest'),
    ]);
    let ofAgencies = db
      .selectFrom('agencies')
      .select(({ fn }) => ['agency', fn.max('position').as('newest')])
      .groupBy('agency');
    if (agency !== undefined) {
      ofBudgets = ofBudgets.where('agency', 'in', agency);
      ofAgencies = ofAgencies.where('agency', 'in', agency);
    }
    if (year !== undefined) ofBudgets = ofBudgets.where('fiscal_year', 'in', year.map(BigInt));
    const budgets = await ofBudgets.execute();
    // What an agency records of itself is of no year.
    const agencies = year === undefined ? await ofAgencies.execute() : [];
    return [
      ...budgets.map((row) => ({
        stream: budgetStream(parseBudgetId(row.budget).id),
        newest: row.newest ?? 0n,
      })),
      ...agencies.map((row) => ({ stream: agencyStream(row.agency), newest: row.newest })),
    ].toSorted((one, other) => (one.newest < other.newest ? 1 : -1));
  }
}

/** A stream of the log, or all of it, and the position of its last event. */
interface Part {
  readonly stream?: string;
  readonly newest: bigint;
}

/** The newest `count` events that match, of the newest `most`; how many were looked at, and whether these are all. */
const newestIn = async (
  pages: AsyncIterable<EventPage>,
  matches: (event: RecordedEvent) => boolean,
  { count, most }: { readonly count: number; readonly most: number },
): Promise<{
  readonly events: readonly RecordedEvent[];
  readonly looked: number;
  readonly isEnd: boolean;
}> => {
  const events: RecordedEvent[] = [];
  let looked = 0;
  for await (const page of pages)
    for (const stored of page) {
      if (events.length === count || looked === most) return { events, looked, isEnd: false };
      looked += 1;
      const event = decode(stored);
      if (matches(event)) events.push(event);
    }
  return { events, looked, isEnd: true };
};
