import type { StoredEvent } from '../event-log.js';
import { errorKind } from './errors.js';
import { isMarker, type AllRange } from './grpc-calls.js';

/** The reads that the search needs. */
export interface HeadReads {
  /** Events of the ledger. */
  readonly ours: (range: AllRange) => Promise<readonly StoredEvent[]>;
  /** The position of the server's last event, of any stream. */
  readonly end: () => Promise<bigint>;
}

/** A finished search: up to `end`, where the server ends, the ledger's last event is at `last`; 0n when there is none. */
export interface Searched {
  readonly end: bigint;
  readonly last: bigint;
}

/** When there are more new events than this, the last one is searched backwards from the end. */
const SEARCH_EVENTS = 100;

/**
 * Finds the position of the ledger's last event. The server has to scan all events for that, which may be many on a server
 * with other applications: so each search begins where the last one ended.
 */
export class Head {
  private searched: Searched | undefined;

  constructor(private readonly reads: HeadReads) {}

  /** `origin` is the position of an event before all events of the ledger. */
  async find(origin: bigint): Promise<Searched> {
    const end = await this.reads.end();
    // The server was restored from a backup and ends earlier.
    if (this.searched && this.searched.end > end) this.searched = undefined;
    const { searched } = this;
    try {
      const last = await this.lastUpTo(end, searched ?? { end: origin, last: 0n });
      return (this.searched = { end, last });
    } catch (error) {
      // The search ended at an event of another application, which has been removed.
      if (!searched || errorKind(error) !== 'no-event-there') throw error;
      this.searched = undefined;
      return this.find(origin);
    }
  }

  private async lastUpTo(end: bigint, searched: Searched): Promise<bigint> {
    if (searched.end === end) return searched.last;
    const page = await this.reads.ours({
      from: searched.end,
      direction: 'forward',
      count: SEARCH_EVENTS,
    });
    const newest =
      page.length < SEARCH_EVENTS
        ? page.toReversed()
        : await this.reads.ours({ from: 'end', direction: 'backward', count: SEARCH_EVENTS });
    return newest.find((event) => !isMarker(event))?.position ?? searched.last;
  }
}
