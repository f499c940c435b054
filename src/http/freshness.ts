import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventLog, type LogIdentity } from '../log/event-log.js';
import { positionOf, tokenOf, type Token } from '../log/token.js';
import { Projector } from '../projector/projector.js';
import { preparedQuery } from '../views/prepared-query.js';
import { stoppedBudgets } from '../views/stopped-budgets.js';
import { Views } from '../views/views-database.js';

const positions = preparedQuery((db) =>
  db
    .selectFrom('projections')
    .select(({ fn }) => fn.min('position').as('position'))
    .where('state', '=', 'live'),
);

/** Asked with every read. */
const lowestPosition = async (db: Views['db']): Promise<bigint> =>
  (await positions(db, {}))[0]?.position ?? 0n;

/** How long a read waits for the views to reach the position that it asks for. */
const MIN_TOKEN_WAIT_MS = 10_000;

/** What an answer to a write says of it. */
interface Written {
  readonly token: Token;
  /** The version of the changed budget or agency after it. */
  readonly version?: number;
}

/** Where the answer to a write has its position. It is no WeakMap: V8 keeps what a WeakMap holds until it collects the whole heap. */
const NOTED = Symbol('the position of a write');
interface Noted {
  [NOTED]?: bigint;
}

/**
 * Makes reads see earlier writes: those that the caller names, and all that this service has answered. The views follow the
 * log a moment later, so a read may have to wait.
 */
@Injectable()
export class Freshness implements OnApplicationBootstrap {
  /** Every read sees the events up to this position. */
  private minPosition = 0n;
  /** A position that the views are known to have reached; -1 while none is known, e.g. before they are built. */
  private seen = -1n;
  /** The epoch of these positions: those of the one before say nothing. */
  private epoch = 0;
  /** The value of `views.resets` at the last check: after another reset the position is checked again. */
  private resets = 0;

  constructor(
    private readonly log: EventLog,
    private readonly projector: Projector,
    private readonly views: Views,
  ) {}

  /** Every read sees what was in the log when the service started. */
  async onApplicationBootstrap(): Promise<void> {
    this.minPosition = await this.log.head();
    this.epoch = (await this.log.identity()).epoch;
  }

  /**
   * Answers a write: sets `Ledger-Token`, and `ETag` to the version of the budget. Later reads of anyone see the write.
   * Gives its position.
   */
  async noteWrite(reply: FastifyReply & Noted, { token, version }: Written): Promise<bigint> {
    const position = positionOf(token, await this.current());
    if (position > this.minPosition) this.minPosition = position;
    reply[NOTED] = position;
    if (version !== undefined) reply.header('ETag', `"${version}"`);
    reply.header('Ledger-Token', token);
    return position;
  }

  /**
   * Whether the views have what the answer to a write says: true for an answer that {@link noteWrite} did not get, and false while the
   * views are away or are built, and where one is stopped at the budget. It is never refused.
   */
  async isInViews(reply: FastifyReply & Noted, budget: string | undefined): Promise<boolean> {
    const { [NOTED]: position } = reply;
    if (position === undefined) return true;
    if (!(await this.projector.contains(position))) return false;
    try {
      return budget === undefined || !(await stoppedBudgets(this.views)).has(budget);
    } catch (error) {
      if (this.projector.isViewsProblem(error)) return false;
      throw error;
    }
  }

  /**
   * Waits until the views have the writes that a read must see, with that of its `Ledger-Min-Token`, and what was recorded up to the
   * position as of which it asks: another process may have recorded it a moment ago.
   *
   * @throws {Refusal} `token-malformed`, `epoch-changed`: the token cannot be used; `projection-behind`: the views did not
   *   get that far within {@link MIN_TOKEN_WAIT_MS}, or are of another ledger.
   */
  async waitForViews(request?: Pick<FastifyRequest, 'headers' | 'query'>): Promise<void> {
    const identity = await this.current();
    const token = request?.headers['ledger-min-token'];
    let position = this.minPosition;
    for (const asked of [
      token === undefined ? 0n : positionOf(String(token), identity),
      await this.recordedUpTo(request?.query),
    ])
      if (asked > position) position = asked;
    const { resets } = this.views;
    if (position <= this.seen && resets === this.resets && (await this.projector.hasOwnViews()))
      return;
    this.resets = resets;
    await this.projector.reached(position, { timeoutMs: MIN_TOKEN_WAIT_MS });
    // Another process may have committed since the views were asked in this turn, see OncePerTurn.
    await nextTurn();
    if (position > this.seen) this.seen = position;
  }

  /** The position that every view has reached: the changes after this token complete what was read. */
  async viewsToken(): Promise<Token> {
    const lowest = await this.views.once(lowestPosition);
    return tokenOf((await this.current()).epoch, lowest);
  }

  /** The position that a query names, as far as the log has reached it; whether it is one, and not beyond the log, the route says. */
  private async recordedUpTo(query: unknown): Promise<bigint> {
    const { position } = (query ?? {}) as { readonly position?: unknown };
    if (typeof position !== 'string' || !/^\d{1,18}$/.test(position)) return 0n;
    const named = BigInt(position);
    if (named <= this.seen) return named;
    const head = await this.log.head();
    return named < head ? named : head;
  }

  private async current(): Promise<LogIdentity> {
    const identity = await this.log.identity();
    if (identity.epoch !== this.epoch) {
      this.epoch = identity.epoch;
      this.minPosition = await this.log.head();
      this.seen = -1n;
    }
    return identity;
  }
}
