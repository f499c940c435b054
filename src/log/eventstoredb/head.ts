import type { StoredEvent } from '../event-log.js';
import { errorKind } from './errors.js';
import type { AllRange } from './grpc-calls.js';

/** What of the server the search needs. */
export interface HeadReads {
  /** Events of the ledger. */
  readonly ours: (range: AllRange) => Promise<readonly StoredEvent[]>;
  /** Where the server's last event stands, whoever it is of. */
  readonly end: () => Promise<bigint>;
}

/** Up to `end` the ledger's last event stands at `last`. */
interface Looked {
  readonly end: bigint;
  readonly last: bigint;
}

/** Where more new events are, the last one is found from the end. */
const LOOK_EVENTS = 100;

/**
 * Where the ledger's last event stands. The server finds it by looking at everything since the one before, and on a server
 * that others use as well that may be much: nothing is looked at twice.
 */
export class Head {
  private looked: Looked | undefined;

  constructor(private readonly reads: HeadReads) {}

  /** 0n when there is none. `origin`: the place of an event before all of ours. */
  async last(origin: bigint): Promise<bigint> {
    const end = await this.reads.end();
    // A server that was restored from a backup ends earlier.
    if (this.looked && this.looked.end > end) this.looked = undefined;
    const { looked } = this;
    try {
      const last = await this.lastUpTo(end, looked ?? { end: origin, last: 0n });
      this.looked = { end, last };
      return last;
    } catch (error) {
      // The event that we had looked up to was of others, and they have removed it.
      if (!looked || errorKind(error) !== 'no-event-there') throw error;
      this.looked = undefined;
      return this.last(origin);
    }
  }

  private async lastUpTo(end: bigint, looked: Looked): Promise<bigint> {
    if (looked.end === end) return looked.last;
    const page = await this.reads.ours({
      from: looked.end,
      direction: 'forward',
      count: LOOK_EVENTS,
    });
    const [last] =
      page.length < LOOK_EVENTS
        ? page.slice(-1)
        : await this.reads.ours({ from: 'end', direction: 'backward', count: 1 });
    return last?.position ?? looked.last;
  }
}
