import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { EventLog } from '../log/event-log.js';
import { positionOf, tokenOf, type Token } from '../log/token.js';
import { Projector } from '../projector/projector.js';
import { Views } from '../views/views-database.js';

/** How long a read waits for the views to come as far as it asks for. */
export const MIN_TOKEN_WAIT_MS = 10_000;

/** How far the views must have come for a read: what the caller has seen, and what this service itself has written. */
@Injectable()
export class Freshness implements OnApplicationBootstrap {
  /** Every read knows of what is up to here. */
  private floor = 0n;
  /** The views are known to have come here; not even to the beginning before they are built. */
  private seen = -1n;
  /** The views' own count when they were last looked at. */
  private resets = 0;

  constructor(
    private readonly log: EventLog,
    private readonly projector: Projector,
    private readonly views: Views,
  ) {}

  /** What was in the log before the service started is old enough for every read. */
  async onApplicationBootstrap(): Promise<void> {
    this.floor = await this.log.head();
  }

  /** The service answers a write with this token: from now on its reads know of it. Gives the position. */
  async wrote(token: Token): Promise<bigint> {
    const position = positionOf(token, await this.log.identity());
    if (position > this.floor) this.floor = position;
    return position;
  }

  /**
   * Waits until a read can answer, with what `minToken` names if it is given. Refuses a token that is none or is of another epoch, and (`projection-behind`) when the
   * views do not come that far in time.
   */
  async readable(minToken?: string): Promise<void> {
    const asked = minToken === undefined ? 0n : positionOf(minToken, await this.log.identity());
    const position = asked > this.floor ? asked : this.floor;
    const { resets } = this.views;
    if (position <= this.seen && resets === this.resets) return;
    this.resets = resets;
    await this.projector.reached(position, { timeoutMs: MIN_TOKEN_WAIT_MS });
    if (position > this.seen) this.seen = position;
  }

  /** How far the views have come at least: who read them follows the changes from here, and misses none. */
  async standing(): Promise<Token> {
    const { position } = await this.views.db
      .selectFrom('projections')
      .select(({ fn }) => fn.min('position').as('position'))
      .where('state', '=', 'live')
      .executeTakeFirstOrThrow();
    return tokenOf(await this.epoch(), position ?? 0n);
  }

  private async epoch(): Promise<number> {
    return (await this.log.identity()).epoch;
  }
}
