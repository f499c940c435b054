import { Turns } from '../concurrency/turns.js';
import { Refusal } from '../domain/errors.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import { OrdinalCounter } from '../log/envelope.js';
import type { EventLog, EventPage, StoredEvent } from '../log/event-log.js';
import { FOLLOWED_PAGE_EVENTS } from '../log/log-tail.js';
import type { Leaves } from '../proof/tree/leaves.js';
import type { Prover } from '../proof/prover.js';
import type { Views } from '../views/views-database.js';
import type { Change } from './change.js';
import { isFiltered, matcher, type ChangeFilter } from './filter.js';
import { findOrdinal } from '../ledger/find-ordinal.js';
import type { NamesInLog } from './names-in-log.js';
import { sharedPage, SharedChange, type SharedPage } from './shared-changes.js';

/** A page of the history takes milliseconds, and many readers may read it at the same time. */
const histories = new Turns();

/** Where a stream of changes begins, what it contains, and when it ends. */
export interface ChangesOptions {
  readonly log: EventLog;
  readonly views: Views;
  readonly names: NamesInLog;
  /** The hashes of events in the tree over the log; undefined where it cannot be used. */
  readonly leaves: Leaves | undefined;
  /** Exclusive; 0n for the whole history. */
  readonly after: bigint;
  readonly filter: ChangeFilter;
  /** The last sequence of the stream; without it the stream ends as `follow` says. */
  readonly to?: number | undefined;
  /** True to wait for new changes after the history; false to end at the head of the log. */
  readonly follow: boolean;
  readonly signal: AbortSignal;
}

/** How far a reader is: it knows of every event up to here. */
export interface Reached {
  readonly position: bigint;
  readonly sequence: number;
}

/** Events that were read together: those that match, and up to where all have been checked. */
export interface ChangesPage extends Reached {
  /** Empty when no event of the page matches. */
  readonly changes: readonly SharedChange[];
}

/**
 * Says of each change of one reader how many events lie between it and the frame before it, so that the reader knows that
 * none is missing. Streams without a filter skip nothing and do not say it.
 */
export class SkippedEvents {
  private readonly isSaid: boolean;

  /** @param last the sequence after which the stream begins */
  constructor(
    filter: ChangeFilter,
    private last: number,
  ) {
    this.isSaid = isFiltered(filter);
  }

  /** The reader has everything up to this sequence: with each checkpoint. */
  passed(sequence: number): void {
    this.last = sequence;
  }

  /** The number for the next change of the reader; undefined where it is not said. */
  before({ sequence }: { readonly sequence: number }): number | undefined {
    const skipped = sequence - this.last - 1;
    this.last = sequence;
    return this.isSaid ? skipped : undefined;
  }

  /** The change as the reader gets it. */
  counted(change: Change): Change {
    const skipped = this.before(change);
    return skipped === undefined ? change : { ...change, skipped };
  }

  /** How many events the reader has heard nothing of, when all up to a sequence were checked. */
  since(sequence: number): number {
    return sequence - this.last;
  }
}

/** A stream of changes that begins. */
export interface OpenedChanges {
  /** Where it begins. */
  readonly start: Reached;
  /**
   * Gives the changes page by page in log order, history and then new ones, so that nothing is missing, repeated or out of order
   * between them. A page that is taken with a promise is the last one until that resolves. Resolves at the end of the stream: the
   * signal ends it too.
   */
  readonly read: (take: (page: ChangesPage) => Promise<void> | undefined) => Promise<void>;
}

/** The changes after a position. */
export const openChanges = async (options: ChangesOptions): Promise<OpenedChanges> => {
  const { log, views, leaves, after, to = Infinity, follow, signal } = options;
  const { epoch } = await log.identity();
  const ordinals = new OrdinalCounter(await findOrdinal(log, views, after));
  const start = { position: after, sequence: ordinals.current.sequence };
  const last = leaves && (await lastUpTo(log, after));
  const leafBefore = last && leaves!.of(last, start.sequence);
  const changes = new ReadChanges(options, ordinals, epoch, leafBefore);
  return {
    start,
    read: async (take) => {
      const taken = (made: ChangesPage): Promise<void> | undefined => {
        const pending = take(made);
        changes.passed();
        return pending;
      };
      const takePage = (page: EventPage): Promise<void> | undefined => {
        const made = changes.of(page);
        return made instanceof Promise ? made.then(taken) : taken(made);
      };
      const pages =
        follow && to === Infinity
          ? log.follow(after, signal, takePage)
          : log.readAll({ after, pageEvents: FOLLOWED_PAGE_EVENTS });
      for await (const page of pages) {
        await takePage(page);
        if (signal.aborted || ordinals.current.sequence >= to) return;
        // There is more, which this reader reads alone.
        if (page.length === FOLLOWED_PAGE_EVENTS) await histories.next();
      }
    },
  };
};

/** The changes of one reader, page by page. */
class ReadChanges {
  private readonly matches: (event: RecordedEvent) => boolean;
  /** The page that was read last, until it has been given. */
  private last: { readonly shared: SharedPage; readonly sequence: number } | undefined;

  /** @param leafBefore the hash of the event before the next page, where it is said */
  constructor(
    private readonly options: ChangesOptions,
    private readonly ordinals: OrdinalCounter,
    private readonly epoch: number,
    private leafBefore: string | undefined,
  ) {
    this.matches = matcher(options.filter);
  }

  /** Those of the next page: at once where nothing has to be read, as nearly always at the end of the log. */
  of(page: EventPage): ChangesPage | Promise<ChangesPage> {
    return this.from(page, 0, []);
  }

  /** The changes from a place of the page, after those before it. */
  private from(
    page: EventPage,
    first: number,
    changes: SharedChange[],
  ): ChangesPage | Promise<ChangesPage> {
    const { ordinals } = this;
    const { leaves, to = Infinity } = this.options;
    const shared = sharedPage(page, leaves !== undefined);
    let place = first;
    for (; place < page.length && ordinals.current.sequence < to; place += 1) {
      // Every event is counted, also those that do not match: the sequence counts all events of the log.
      const known = shared.events[place];
      if (known) ordinals.next(known.recordedAt);
      const event = known ?? (shared.events[place] = ordinals.decode(page[place]!));
      if (!this.matches(event)) continue;
      const made = shared.change(place, () => this.make(event, page, place));
      if (made instanceof Promise)
        return made.then((change) => this.from(page, place + 1, [...changes, change]));
      changes.push(made);
    }
    const { sequence } = ordinals.current;
    if (place === page.length) this.last = { shared, sequence };
    const position = page[place - 1]?.position ?? this.options.after;
    return { changes, position, sequence };
  }

  /** The page has been given: what the next one needs does not delay it. */
  passed(): void {
    const { last, options } = this;
    if (options.leaves && last)
      this.leafBefore = last.shared.leafOfLast(options.leaves, last.sequence);
    this.last = undefined;
  }

  private make(
    event: RecordedEvent,
    page: EventPage,
    place: number,
  ): SharedChange | Promise<SharedChange> {
    const { leaves, names } = this.options;
    const stored = page[place]!;
    const prevHash =
      leaves && place > 0 ? leaves.of(page[place - 1]!, event.sequence - 1) : this.leafBefore;
    const known = names.at(event, this.epoch);
    return known instanceof Promise
      ? known.then((each) => new SharedChange(event, stored, each, prevHash))
      : new SharedChange(event, stored, known, prevHash);
  }
}

/** The hashes of events in the tree; undefined where the tree cannot be used: the changes are given nevertheless. */
export const leavesOf = (prover: Prover, epoch: number): Leaves | undefined => {
  try {
    return prover.leaves(epoch);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
};

/** The last event of the log up to a position. */
const lastUpTo = async (log: EventLog, position: bigint): Promise<StoredEvent | undefined> => {
  if (position === 0n) return undefined;
  // A page of large documents takes longer than all else that a reader needs to begin.
  const read = { after: position + 1n, direction: 'backward', pageEvents: 1 } as const;
  for await (const [last] of log.readAll(read)) return last;
  return undefined;
};
