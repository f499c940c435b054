import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { seen } from '../access/access.js';
import { agencyStream, budgetStream, parseBudgetId } from '../domain/values/budget-id.js';
import { decode } from '../log/envelope.js';
import { EventLog, type EventPage } from '../log/event-log.js';
import { tokenOf, type Token } from '../log/token.js';
import { Views } from '../views/views-database.js';
import { matcher, type ChangeFilter } from './filter.js';

/** Where the newest changes of a filter begin. */
export interface NewestChanges {
  /** The token that they come after. */
  readonly after: Token;
  /** Whether these are all that match by now. */
  readonly areAll: boolean;
}

/** Where the newest changes of a filter begin: `count` of them, fewer where they lie far back. */
export class NewestChangesOf extends Query<NewestChanges> {
  constructor(
    readonly filter: ChangeFilter,
    readonly count: number,
  ) {
    super();
  }
}

/** Reads the log backward: only the streams of the budgets and agencies that the filter or the reach of the caller leaves. */
@QueryHandler(NewestChangesOf)
export class NewestChangesOfHandler implements IQueryHandler<NewestChangesOf> {
  /** How many events are looked at for the newest that match, of each stream and of the log. */
  protected readonly most: number = 20_000;

  constructor(
    private readonly log: EventLog,
    private readonly views: Views,
  ) {}

  async execute({ filter, count }: NewestChangesOf): Promise<NewestChanges> {
    const { log } = this;
    const { epoch } = await log.identity();
    const head = await log.head();
    const matches = matcher({ ...filter, within: seen() });
    const streams = await this.streamsOf(filter);
    const reads = streams?.map((stream) => log.readStream(stream, { direction: 'backward' })) ?? [
      log.readAll({ direction: 'backward' }),
    ];
    const found: bigint[] = [];
    let areAll = true;
    for (const read of reads) {
      const { positions, isEnd } = await newestIn(read, (stored) => matches(decode(stored)), {
        count,
        most: this.most,
      });
      found.push(...positions);
      areAll &&= isEnd;
    }
    const newest = found.toSorted((a, b) => (a < b ? 1 : -1));
    const first = newest.slice(0, count).at(-1);
    return {
      after: tokenOf(epoch, first === undefined ? head : await this.before(first)),
      areAll: areAll && newest.length <= count,
    };
  }

  /** The streams whose events may match; undefined where all may. */
  private async streamsOf({
    budget,
    agency,
    year,
  }: ChangeFilter): Promise<readonly string[] | undefined> {
    if (budget !== undefined) return budget.map(budgetStream);
    if (agency === undefined && year === undefined && (seen()?.isEverything ?? true))
      return undefined;
    let budgets = this.views.db.selectFrom('budgets').select('budget');
    if (agency !== undefined) budgets = budgets.where('agency', 'in', agency);
    if (year !== undefined) budgets = budgets.where('fiscal_year', 'in', year.map(BigInt));
    const rows = await budgets.execute();
    // What an agency records of itself is of no year.
    const agencies = year === undefined ? (agency ?? (await this.agenciesSeen())) : [];
    return [
      ...agencies.map(agencyStream),
      ...rows.map(({ budget: of }) => budgetStream(parseBudgetId(of).id)),
    ];
  }

  private async agenciesSeen(): Promise<readonly string[]> {
    const rows = await this.views.db.selectFrom('agencies').select('agency').distinct().execute();
    return rows.map(({ agency }) => agency);
  }

  /** The position of the event before another one; 0n before the first. */
  private async before(position: bigint): Promise<bigint> {
    for await (const [last] of this.log.readAll({ after: position, direction: 'backward' }))
      return last!.position;
    return 0n;
  }
}

/** The positions of the newest `count` events that match, of the newest `most`, and whether all events were looked at. */
const newestIn = async (
  pages: AsyncIterable<EventPage>,
  matches: (stored: EventPage[number]) => boolean,
  { count, most }: { readonly count: number; readonly most: number },
): Promise<{ readonly positions: readonly bigint[]; readonly isEnd: boolean }> => {
  const positions: bigint[] = [];
  let looked = 0;
  for await (const page of pages)
    for (const stored of page) {
      if (positions.length === count || looked === most) return { positions, isEnd: false };
      looked += 1;
      if (matches(stored)) positions.push(stored.position);
    }
  return { positions, isEnd: true };
};
