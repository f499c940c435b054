import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { seen } from '../../access/access.js';
import { pause } from '../../concurrency/pause.js';
import { Config } from '../../config/config.js';
import { Refusal } from '../../domain/errors.js';
import { Gate, type Maker } from '../../http/access/gate.js';
import type { Change } from '../change.js';
import { PUBLIC_NAMES } from '../change-data.js';
import { GroupStore } from '../groups/group-store.js';
import { Groups, isGroupName, refuseName, type GroupChange } from '../groups/groups.js';
import type { ReplayAnswer } from '../groups/groups.answer.js';
import { newSecret, signedHeaders } from './signature.js';
import { Targets, type Answered } from './target.js';
import type { Attempt, SecretAnswer, TestAnswer, WebhookAnswer } from './webhooks.answer.js';

/** A larger delivery has the place of its change instead of the change, in bytes. */
const BODY_BYTES_MAX = 20_000;
/** The pauses after failures that the specification recommends, in s; after the last one the change is parked. */
const PAUSES_S = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/** A part of each pause is random, so that receivers that come back are not asked all at once. */
const JITTER = 0.2;
/** An old secret signs too for so long after a new one was made, in ms. */
const ROTATION_MS = 86_400_000;
const ATTEMPTS_KEPT = 20;
/** Longer than a receiver may take. */
const LEASE_S = 60;
const POLL_MS = 500;
const WRITES_MAX = 100;

interface Kept {
  /** Whose webhook it is, as of its last change; null where nobody was authenticated. */
  readonly maker: Maker | null;
  readonly url: string;
  readonly secret: string;
  readonly old?: { readonly secret: string; readonly until: number };
  readonly disabled: string | null;
  readonly attempts: readonly Attempt[];
}

/** How a webhook is made or changed; what is not given stays. */
export interface WebhookChange {
  readonly url: string;
  readonly filter?: GroupChange['filter'];
  readonly start?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** The groups of webhooks, whose names no caller can give a group. */
@Injectable()
export class WebhookGroups extends Groups {
  protected override isName(name: string): boolean {
    return name.startsWith(GROUP) && isGroupName(name.slice(GROUP.length));
  }
}

/**
 * Deliveries of changes to the services of others (Standard Webhooks). Each webhook is a group of its own: the order of each
 * budget holds, what fails is tried again and then parked, and its place is kept while it is disabled. A webhook is of the subject
 * that has made it: nobody else has one of its name, and it sends only while the policy gives that subject every budget.
 */
@Injectable()
export class Webhooks {
  constructor(
    private readonly groups: WebhookGroups,
    private readonly store: GroupStore,
    private readonly targets: Targets,
    private readonly gate: Gate,
    private readonly config: Config,
  ) {}

  /**
   * Makes a webhook, whose secret is answered once, or changes it.
   *
   * @throws {Refusal} `forbidden`: the caller may not see every budget, or the address is in a private network; those of
   *   {@link Groups.put}, such as `not-found`: the webhook of another subject.
   */
  async put(name: string, change: WebhookChange, maker: Maker | null): Promise<SecretAnswer> {
    refuseLimited();
    if (!isGroupName(name)) refuseName(name);
    const { url, filter, start, disabled } = change;
    await this.targets.check(url);
    await this.groups.put(
      groupOf(name),
      { filter, start, leaseSeconds: LEASE_S, maxAttempts: PAUSES_S.length + 1 },
      ownerOf(maker),
    );
    let made: string | null = null;
    await this.change(name, (before) => {
      made = before === undefined ? newSecret() : null;
      const kept = before ?? { secret: made!, attempts: [], disabled: null };
      const beginsAgain = start !== undefined && kept.disabled?.startsWith(RESTORED) === true;
      const off = disabled ?? (kept.disabled !== null && !beginsAgain);
      return { ...kept, maker, url, disabled: off ? (kept.disabled ?? BY_HAND) : null };
    });
    return { name, secret: made };
  }

  /** The webhooks of a subject, in the order of their names. @throws {Refusal} `forbidden`. */
  async list(owner: string | null): Promise<readonly WebhookAnswer[]> {
    refuseLimited();
    const found: WebhookAnswer[] = [];
    for (const name of await this.names()) {
      const kept = await this.kept(name).catch(() => undefined);
      if (kept !== undefined && ownerOf(kept.maker) === owner)
        found.push(await this.show(name, owner));
    }
    return found;
  }

  /** @throws {Refusal} `not-found`: the subject has no such webhook; `forbidden`. */
  async show(name: string, owner: string | null): Promise<WebhookAnswer> {
    refuseLimited();
    const { url, disabled, attempts } = await this.kept(name, owner);
    const group = await this.groups.show(groupOf(name), owner);
    return { name, url, disabled, attempts, group };
  }

  /** Removes a webhook with its place. @throws {Refusal} `not-found`, `forbidden`. */
  async delete(name: string, owner: string | null): Promise<WebhookAnswer> {
    const answer = await this.show(name, owner);
    await this.store.delete(storedNameOf(name));
    await this.groups.delete(groupOf(name), owner);
    return answer;
  }

  /** Makes a new secret; the old one signs too for a day. @throws {Refusal} `not-found`, `forbidden`. */
  async rotate(name: string, owner: string | null): Promise<SecretAnswer> {
    refuseLimited();
    await this.kept(name, owner);
    const secret = newSecret();
    await this.change(name, (before) => ({
      ...before!,
      secret,
      old: { secret: before!.secret, until: Date.now() + ROTATION_MS },
    }));
    return { name, secret };
  }

  /** Sends a delivery that is no change, and changes nothing. @throws {Refusal} `not-found`, `forbidden`. */
  async test(name: string, owner: string | null): Promise<TestAnswer> {
    refuseLimited();
    const kept = await this.kept(name, owner);
    const body = JSON.stringify({ type: 'test', timestamp: new Date().toISOString(), data: {} });
    const { status, text } = await this.post(kept, randomUUID(), body);
    return { status, answer: text };
  }

  /** See {@link Groups.replay}. @throws {Refusal} `not-found`, `forbidden`, `confirmation-missing`. */
  async replay(
    name: string,
    events: number | undefined,
    owner: string | null,
  ): Promise<ReplayAnswer> {
    refuseLimited();
    await this.kept(name, owner);
    return this.groups.replay(groupOf(name), events, owner);
  }

  /** Sends until the signal aborts. An error of a store is reported, and the work is repeated. */
  async run(signal: AbortSignal, report: (error: unknown) => void): Promise<void> {
    // A receiver that is slow does not delay the others.
    const sending = new Map<string, Promise<void>>();
    while (!signal.aborted) {
      const names = await this.names().catch((error: unknown) => {
        report(error);
        return [];
      });
      for (const name of names)
        if (!sending.has(name))
          sending.set(
            name,
            this.sendAll(name, signal)
              .catch(report)
              .finally(() => sending.delete(name)),
          );
      await pause(POLL_MS, signal);
    }
    await Promise.all(sending.values());
  }

  private async sendAll(name: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.sendNext(name, signal)));
  }

  /** Sends the next change of a webhook; false where there is none. */
  private async sendNext(name: string, signal: AbortSignal): Promise<boolean> {
    const kept = await this.kept(name).catch(() => undefined);
    if (kept === undefined || kept.disabled !== null) return false;
    if (!(await this.gate.mayAll(kept.maker, 'changes'))) {
      await this.disable(name, kept, ENDED);
      return false;
    }
    const owner = ownerOf(kept.maker);
    const leased = await this.groups.lease(groupOf(name), 'webhook', 1, owner).catch((error) => {
      if (error instanceof Refusal && error.code === 'epoch-changed') return error;
      throw error;
    });
    if (leased instanceof Refusal) {
      const { goOnFrom } = leased.details as { readonly goOnFrom?: string | null };
      await this.disable(name, kept, restored(goOnFrom ?? null));
      return false;
    }
    const { lease } = leased;
    if (lease === null) return false;
    const [change] = lease.changes;
    const answered = await this.post(kept, change!.id, this.bodyOf(change!), signal);
    const { status, text, retryAfter } = answered;
    if (signal.aborted && status === 0) {
      // The service ends: the receiver has not failed.
      await this.groups.release(groupOf(name), lease.id, owner);
      return false;
    }
    const isDone = status >= 200 && status < 300;
    const at = new Date().toISOString();
    const attempt = { at, id: change!.id, sequence: change!.sequence, status, answer: text };
    await this.change(name, (before) => ({
      ...before!,
      attempts: [attempt, ...before!.attempts].slice(0, ATTEMPTS_KEPT),
      disabled: status === 410 ? 'The receiver answered 410: it wants no more.' : before!.disabled,
    }));
    if (isDone) await this.groups.ack(groupOf(name), lease.id, undefined, owner);
    else
      await this.groups.nack(
        groupOf(name),
        lease.id,
        {
          reason: `${status} ${text}`.trim(),
          delaySeconds: status === 410 ? 0 : pauseAfter(lease.attempt, retryAfter),
        },
        owner,
      );
    return true;
  }

  /** Says why nothing more is sent, unless the webhook was changed meanwhile. */
  private disable(name: string, { maker, url }: Kept, reason: string): Promise<void> {
    return this.change(name, (before) => {
      const isSame = JSON.stringify([before!.maker, before!.url]) === JSON.stringify([maker, url]);
      return isSame ? { ...before!, disabled: before!.disabled ?? reason } : before!;
    });
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

  private post(
    { url, secret, old }: Kept,
    id: string,
    body: string,
    signal?: AbortSignal,
  ): Promise<Answered> {
    const now = Date.now();
    const secrets = [secret, ...(old !== undefined && old.until > now ? [old.secret] : [])];
    return this.targets.post(url, body, signedHeaders(id, now, body, secrets), signal);
  }

  private async names(): Promise<readonly string[]> {
    return (await this.store.names())
      .filter((each) => each.startsWith(KEY))
      .map((each) => each.slice(KEY.length));
  }

  /** @param owner the subject that asks; undefined for the service itself. */
  private async kept(name: string, owner?: string | null): Promise<Kept> {
    const found = await this.store.read(storedNameOf(name));
    const kept = found && (JSON.parse(found.state) as Kept);
    if (kept === undefined || (owner !== undefined && ownerOf(kept.maker) !== owner))
      throw new Refusal('not-found', `There is no webhook "${name}".`);
    return kept;
  }

  private async change(name: string, next: (before: Kept | undefined) => Kept): Promise<void> {
    for (let n = 1; n <= WRITES_MAX; n += 1) {
      const found = await this.store.read(storedNameOf(name));
      const state = next(found && (JSON.parse(found.state) as Kept));
      if (await this.store.write(storedNameOf(name), found?.revision ?? 0, JSON.stringify(state)))
        return;
    }
    throw new Refusal(
      'groups-unavailable',
      `Other processes change the webhook ${name} all the time. Repeat it in a moment.`,
    );
  }
}

const BY_HAND = 'It was disabled by a request.';
const ENDED =
  'The policy no longer gives every budget to the subject that has put the webhook: put it again with "disabled": false.';
const RESTORED = 'The ledger was restored or moved:';
const restored = (goOnFrom: string | null): string =>
  goOnFrom === null
    ? `${RESTORED} read a snapshot, and put the webhook with its token as start.`
    : `${RESTORED} put the webhook with the start ${goOnFrom}, up to which all is still there.`;
/** No group has such a name. */
const KEY = 'webhook:';
const storedNameOf = (name: string): string => `${KEY}${name}`;
const GROUP = 'webhook-group:';
const groupOf = (name: string): string => `${GROUP}${name}`;
const ownerOf = (maker: Maker | null): string | null => maker?.subject ?? null;

/** A webhook sends what the ledger has, not what a caller may see: whoever uses one must be allowed to see every budget. */
const refuseLimited = (): void => {
  if (seen()?.isEverything === false)
    throw new Refusal(
      'forbidden',
      'A webhook sends the changes of every budget: it needs a role for all budgets.',
    );
};

/** In s: what the schedule says, and at least what the receiver asks for. */
const pauseAfter = (attempt: number, retryAfter: string | undefined): number => {
  const scheduled = PAUSES_S[attempt - 1] ?? 0;
  const asked =
    retryAfter === undefined
      ? 0
      : /^\d{1,6}$/.test(retryAfter)
        ? Number(retryAfter)
        : (Date.parse(retryAfter) - Date.now()) / 1_000 || 0;
  return Math.max(scheduled * (1 + JITTER * Math.random()), Math.min(asked, 86_400), 0);
};
