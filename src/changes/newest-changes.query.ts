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

/**
 * Reads the log backward: only the streams of the budgets and agencies that the filter or the reach of the caller leaves, the one that
 * changed last first.
 */
@QueryHandler(NewestChangesOf)
export class NewestChangesOfHandler implements IQueryHandler<NewestChangesOf> {
  /** How many events are looked at for the newest that match, in all streams together. */
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
    const parts = (await this.partsOf(filter, head)) ?? [{ newest: head }];
    let found: readonly bigint[] = [];
    let looked = 0;
    let areAll = true;
    for (const { stream, newest } of parts) {
      const least = found[count - 1];
      // What follows is older than what is shown, or nobody waits for it.
      if (looked === this.most || (least !== undefined && least > newest)) {
        areAll = false;
        break;
      }
      const read = stream
        ? log.readStream(stream, { direction: 'backward' })
        : log.readAll({ direction: 'backward' });
      const part = await newestIn(read, (stored) => matches(decode(stored)), {
        count,
        most: this.most - looked,
      });
      looked += part.looked;
      areAll &&= part.isEnd;
      found = [...found, ...part.positions].toSorted((one, other) => (one < other ? 1 : -1));
    }
    const first = found.slice(0, count).at(-1);
    return {
      after: tokenOf(epoch, first === undefined ? head : await this.before(first)),
      areAll: areAll && found.length <= count,
    };
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

  /** The position of the event before another one; 0n before the first. */
  private async before(position: bigint): Promise<bigint> {
    for await (const [last] of this.log.readAll({
      after: position,
      direction: 'backward',
      pageEvents: 1,
    }))
      return last!.position;
    return 0n;
  }
}

/** A stream of the log, or all of it, and the position of its last event. */
interface Part {
  readonly stream?: string;
  readonly newest: bigint;
}

/** The positions of the newest `count` events that match, of the newest `most`; how many were looked at, and whether these are all. */
const newestIn = async (
  pages: AsyncIterable<EventPage>,
  matches: (stored: EventPage[number]) => boolean,
  { count, most }: { readonly count: number; readonly most: number },
): Promise<{
  readonly positions: readonly bigint[];
  readonly looked: number;
  readonly isEnd: boolean;
}> => {
  const positions: bigint[] = [];
  let looked = 0;
  for await (const page of pages)
    for (const stored of page) {
      if (positions.length === count || looked === most) return { positions, looked, isEnd: false };
      looked += 1;
      if (matches(stored)) positions.push(stored.position);
    }
  return { positions, looked, isEnd: true };
};
