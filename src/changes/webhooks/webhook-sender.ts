import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Notifier } from '../../concurrency/notifier.js';
import { Config } from '../../config/config.js';
import { Refusal } from '../../domain/errors.js';
import { Gate } from '../../http/access/gate.js';
import { EventLog } from '../../log/event-log.js';
import type { Change } from '../change.js';
import { PUBLIC_NAMES } from '../change-data.js';
import { GroupStore } from '../groups/group-store.js';
import {
  ENDED,
  groupOf,
  ownerOf,
  PAUSES_S,
  restored,
  WebhookGroups,
  Webhooks,
} from './webhooks.js';

/** A larger delivery has the place of its change instead of the change, in bytes. */
const BODY_BYTES_MAX = 20_000;
/** A part of each pause is random, so that receivers that come back are not asked all at once. */
const JITTER = 0.2;
/** No receiver may ask for a longer pause, in s. */
const RETRY_AFTER_S_MAX = 86_400;
/** So often it is looked for what other processes have changed. What this one changes is sent at once. */
const POLL_MS = 5_000;

/**
 * Sends what webhooks wait for, as long as the service runs: each in the order of each budget; what fails is tried again and then
 * parked. It sends for a subject only while the policy gives that subject every budget.
 */
@Injectable()
export class WebhookSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stop = new AbortController();
  private readonly logger = new Logger('webhooks');
  private running: Promise<unknown> = Promise.resolve();
  /** Ends the pause before webhooks are looked at again. */
  private readonly wakes = new Notifier();
  private isWoken = false;
  private names: readonly string[] = [];
  private areNamesKnown = false;

  constructor(
    private readonly webhooks: Webhooks,
    private readonly groups: WebhookGroups,
    private readonly store: GroupStore,
    private readonly log: EventLog,
    @Inject(Gate) private readonly gate: Pick<Gate, 'mayAll'>,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.webhooks.onChange = () => {
      this.areNamesKnown = false;
      this.wake();
    };
    const report = (error: unknown): void => this.logger.error(error, 'a webhook was not sent');
    this.running = Promise.all([this.run(report), this.woken().catch(report)]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  /** Sends what is due of a webhook now, one change after the other. */
  async sendDue(name: string): Promise<void> {
    while (!this.stop.signal.aborted && (await this.sendNext(name)));
  }

  /** What is recorded is sent at once. */
  private async woken(): Promise<void> {
    const { signal } = this.stop;
    for await (const _ of this.log.follow(await this.log.head(), signal)) {
      // Those who read the stream are served first: the webhooks take longer.
      await nextTurn();
      this.wake();
    }
  }

  /** An error of a store is reported, and the work is repeated. */
  private async run(report: (error: unknown) => void): Promise<void> {
    const { signal } = this.stop;
    // A receiver that is slow does not delay the others.
    const sending = new Map<string, Promise<void>>();
    const again = new Set<string>();
    while (!signal.aborted) {
      this.isWoken = false;
      if (!this.areNamesKnown) await this.readNames().catch(report);
      for (const name of this.names)
        if (sending.has(name)) again.add(name);
        else
          sending.set(
            name,
            this.sendDue(name)
              .catch(report)
              .finally(() => {
                sending.delete(name);
                // It may have looked for the last time before there was more.
                if (again.delete(name)) this.wake();
              }),
          );
      if (!this.isWoken) await this.wakes.wait({ signal, timeoutMs: POLL_MS });
      if (!this.isWoken) this.areNamesKnown = false;
    }
    await Promise.all(sending.values());
  }

  private wake(): void {
    this.isWoken = true;
    this.wakes.notifyAll();
  }

  private async readNames(): Promise<void> {
    this.areNamesKnown = true;
    this.names = await this.webhooks.names();
  }

  /** Sends the next change of a webhook; false where there is none. */
  private async sendNext(name: string): Promise<boolean> {
    const { signal } = this.stop;
    const kept = await this.webhooks.kept(name).catch(() => undefined);
    if (kept === undefined || kept.disabled !== null) return false;
    if (!(await this.gate.mayAll(kept.maker, 'changes'))) {
      await this.webhooks.disable(name, kept, ENDED);
      return false;
    }
    const owner = ownerOf(kept.maker);
    const leased = await this.groups.lease(groupOf(name), 'webhook', 1, owner).catch((error) => {
      if (error instanceof Refusal && error.code === 'epoch-changed') return error;
      throw error;
    });
    if (leased instanceof Refusal) {
      const { goOnFrom } = leased.details as { readonly goOnFrom?: string | null };
      await this.webhooks.disable(name, kept, restored(goOnFrom ?? null));
      return false;
    }
    const { lease } = leased;
    if (lease === null) return false;
    const [change] = lease.changes as [Change];
    const { status, text, retryAfter } = await this.webhooks.post(
      kept,
      change.id,
      this.bodyOf(change),
      signal,
    );
    if (signal.aborted && status === 0) {
      // The service ends: the receiver has not failed.
      await this.groups.release(groupOf(name), lease.id, owner);
      return false;
    }
    const now = await this.store.now();
    const at = new Date(now).toISOString();
    const { id, sequence } = change;
    await this.webhooks.attempted(name, { at, id, sequence, status, answer: text });
    if (status >= 200 && status < 300) {
      await this.groups.ack(groupOf(name), lease.id, undefined, owner);
      return true;
    }
    const delaySeconds = status === 410 ? 0 : pauseAfter(lease.attempt, retryAfter, now);
    const reason = `${status} ${text}`.trim();
    await this.groups.nack(groupOf(name), lease.id, { reason, delaySeconds }, owner);
    setTimeout(() => this.wake(), Math.ceil(delaySeconds * 1_000)).unref();
    return true;
  }

  /** What is sent for a change: the change itself, or where it is found. */
  private bodyOf(change: Change): string {
    const { id, sequence, budget } = change;
    const envelope = { type: PUBLIC_NAMES[change.type], timestamp: change.recordedAt };
    const whole = JSON.stringify({ ...envelope, data: change });
    if (Buffer.byteLength(whole) <= BODY_BYTES_MAX) return whole;
    const { publicOrigin = '' } = this.config.access;
    const href = `${publicOrigin}/v1/changes?from=${sequence}&to=${sequence}`;
    return JSON.stringify({ ...envelope, data: { id, sequence, budget, href } });
  }
}

/** In s: what the schedule says, and at least what the receiver asks for. `now` is in ms. */
const pauseAfter = (attempt: number, retryAfter: string | undefined, now: number): number => {
  const scheduled = PAUSES_S[attempt - 1] ?? 0;
  const asked =
    retryAfter === undefined
      ? 0
      : /^\d{1,6}$/.test(retryAfter)
        ? Number(retryAfter)
        : (Date.parse(retryAfter) - now) / 1_000 || 0;
  return Math.max(scheduled * (1 + JITTER * Math.random()), Math.min(asked, RETRY_AFTER_S_MAX), 0);
};
