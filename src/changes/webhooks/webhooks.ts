import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { seen } from '../../access/access.js';
import { Refusal } from '../../domain/errors.js';
import type { Maker } from '../../http/access/gate.js';
import { GroupStore } from '../groups/group-store.js';
import { Groups, isGroupName, refuseName, type GroupChange, type Owner } from '../groups/groups.js';
import type { ReplayAnswer } from '../groups/groups.answer.js';
import { newSecret, signedHeaders } from './signature.js';
import { Targets, type Answered } from './target.js';
import type { Attempt, SecretAnswer, TestAnswer, WebhookAnswer } from './webhooks.answer.js';

/** An old secret signs too for so long after a new one was made, in ms. */
const ROTATION_MS = 86_400_000;
/** How many old secrets sign at most: a header has room for so many signatures. */
const OLD_SECRETS_MAX = 9;
const ATTEMPTS_KEPT = 20;
/** The pauses after failures that the specification recommends, in s; after the last one the change is parked. */
export const PAUSES_S: readonly number[] = [
  5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
];
/** Longer than a receiver may take. */
const LEASE_S = 60;
/** A secret that was replaced, and until when it signs, in ms. */
interface OldSecret {
  readonly secret: string;
  readonly until: number;
}

/** A webhook as it is kept. */
export interface KeptWebhook {
  /** Whose webhook it is, as of its last change; null where nobody was authenticated. */
  readonly maker: Maker | null;
  readonly url: string;
  readonly secret: string;
  /** Those before it, newest first, that still sign. One alone is as earlier versions have kept it. */
  readonly old?: OldSecret | readonly OldSecret[];
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
 * The webhooks: where changes are delivered (Standard Webhooks). Each is a group of its own, whose place is kept while it is
 * disabled. A webhook is of the subject that has made it: nobody else has one of its name, but for who has the data folder.
 */
@Injectable()
export class Webhooks {
  constructor(
    private readonly groups: WebhookGroups,
    private readonly store: GroupStore,
    private readonly targets: Targets,
  ) {}

  /** Called when there may be something to send. */
  onChange: () => void = () => undefined;

  /**
   * Makes a webhook, whose secret is answered once, or changes it.
   *
   * @throws {Refusal} `forbidden`: the caller may not see every budget, or the address is in a private network; those of
   *   {@link Groups.put}, such as `not-found`: the webhook of another subject.
   */
  async put(
    name: string,
    change: WebhookChange,
    maker: Maker | null | undefined,
  ): Promise<SecretAnswer> {
    refuseLimited();
    if (!isGroupName(name)) refuseName(name);
    const { url, filter, start, disabled } = change;
    await this.targets.check(url);
    await this.groups.put(
      groupOf(name),
      { filter, start, leaseSeconds: LEASE_S, maxAttempts: PAUSES_S.length + 1 },
      maker === undefined ? undefined : ownerOf(maker),
    );
    let made: string | null = null;
    await this.change(name, (before) => {
      made = before === undefined ? newSecret() : null;
      const kept = before ?? { secret: made!, attempts: [], disabled: null };
      const beginsAgain = start !== undefined && kept.disabled?.startsWith(RESTORED) === true;
      const off = disabled ?? (kept.disabled !== null && !beginsAgain);
      const own = maker === undefined ? (before?.maker ?? null) : maker;
      return { ...kept, maker: own, url, disabled: off ? (kept.disabled ?? BY_HAND) : null };
    });
    this.onChange();
    return { name, secret: made };
  }

  /** The webhooks of a subject, in the order of their names. @throws {Refusal} `forbidden`. */
  async list(owner: Owner): Promise<readonly WebhookAnswer[]> {
    refuseLimited();
    const found: WebhookAnswer[] = [];
    for (const name of await this.names()) {
      const kept = await this.kept(name).catch(() => undefined);
      if (kept !== undefined && isOf(kept, owner)) found.push(await this.show(name, owner));
    }
    return found;
  }

  /** @throws {Refusal} `not-found`: the subject has no such webhook; `forbidden`. */
  async show(name: string, owner: Owner): Promise<WebhookAnswer> {
    refuseLimited();
    const { maker, url, disabled, attempts } = await this.kept(name, owner);
    const group = await this.groups.show(groupOf(name), owner);
    return { name, owner: ownerOf(maker), url, disabled, attempts, group };
  }

  /** Removes a webhook with its place. @throws {Refusal} `not-found`, `forbidden`. */
  async delete(name: string, owner: Owner): Promise<WebhookAnswer> {
    const answer = await this.show(name, owner);
    await this.store.step(storedNameOf(name), async () => ({
      state: undefined,
      answer: undefined,
    }));
    await this.groups.delete(groupOf(name), owner);
    return answer;
  }

  /** Makes a new secret; each old one signs too for a day. @throws {Refusal} `not-found`, `forbidden`. */
  async rotate(name: string, owner: Owner): Promise<SecretAnswer> {
    refuseLimited();
    await this.kept(name, owner);
    const secret = newSecret();
    const now = await this.store.now();
    await this.change(name, (before) => ({
      ...before!,
      secret,
      old: [
        { secret: before!.secret, until: now + ROTATION_MS },
        ...stillSigning(before!, now),
      ].slice(0, OLD_SECRETS_MAX),
    }));
    return { name, secret };
  }

  /** Sends a delivery that is no change, and changes nothing. @throws {Refusal} `not-found`, `forbidden`. */
  async test(name: string, owner: Owner): Promise<TestAnswer> {
    refuseLimited();
    const kept = await this.kept(name, owner);
    const timestamp = new Date(await this.store.now()).toISOString();
    const body = JSON.stringify({ type: 'test', timestamp, data: {} });
    const { status, text } = await this.post(kept, randomUUID(), body);
    return { status, answer: text };
  }

  /** See {@link Groups.replay}. @throws {Refusal} `not-found`, `forbidden`, `confirmation-missing`. */
  async replay(name: string, events: number | undefined, owner: Owner): Promise<ReplayAnswer> {
    refuseLimited();
    await this.kept(name, owner);
    const answer = await this.groups.replay(groupOf(name), events, owner);
    if (answer.replayed) this.onChange();
    return answer;
  }

  /** Keeps what a receiver answered; an answer of 410 disables the webhook. */
  attempted(name: string, attempt: Attempt): Promise<void> {
    return this.change(name, (before) => ({
      ...before!,
      attempts: [attempt, ...before!.attempts].slice(0, ATTEMPTS_KEPT),
      disabled: attempt.status === 410 ? GONE : before!.disabled,
    }));
  }

  /** Says why nothing more is sent, unless the webhook was changed meanwhile. */
  disable(name: string, { maker, url }: KeptWebhook, reason: string): Promise<void> {
    return this.change(name, (before) => {
      const isSame = JSON.stringify([before!.maker, before!.url]) === JSON.stringify([maker, url]);
      return isSame ? { ...before!, disabled: before!.disabled ?? reason } : before!;
    });
  }

  /** Sends a body with the secrets of now. Never fails: a status of 0 is that nothing was answered. */
  async post(kept: KeptWebhook, id: string, body: string, signal?: AbortSignal): Promise<Answered> {
    const now = await this.store.now();
    const secrets = [kept.secret, ...stillSigning(kept, now).map(({ secret }) => secret)];
    return this.targets.post(kept.url, body, signedHeaders(id, now, body, secrets), signal);
  }

  /** The names of all webhooks. */
  async names(): Promise<readonly string[]> {
    return (await this.store.names())
      .filter((each) => each.startsWith(KEY))
      .map((each) => each.slice(KEY.length));
  }

  /**
   * @param owner the subject that asks; undefined for the service itself.
   * @throws {Refusal} `not-found`: the subject has no such webhook.
   */
  async kept(name: string, owner?: Owner): Promise<KeptWebhook> {
    const found = await this.store.read(storedNameOf(name));
    const kept = found && (JSON.parse(found.state) as KeptWebhook);
    if (kept === undefined || !isOf(kept, owner))
      throw new Refusal('not-found', `There is no webhook "${name}".`);
    return kept;
  }

  private async change(
    name: string,
    next: (before: KeptWebhook | undefined) => KeptWebhook,
  ): Promise<void> {
    await this.store.step(storedNameOf(name), async (text) => ({
      state: JSON.stringify(
        next(text === undefined ? undefined : (JSON.parse(text) as KeptWebhook)),
      ),
      answer: undefined,
    }));
  }
}

const stillSigning = ({ old = [] }: Pick<KeptWebhook, 'old'>, now: number): readonly OldSecret[] =>
  [old].flat().filter(({ until }) => until > now);

const isOf = ({ maker }: KeptWebhook, owner: Owner): boolean =>
  owner === undefined || ownerOf(maker) === owner;

const GONE = 'The receiver answered 410: it wants no more.';
const BY_HAND = 'It was disabled by a request.';
/** Why a webhook is disabled whose subject has no longer every budget. */
export const ENDED =
  'The policy no longer gives every budget to the subject that has put the webhook: put it again with "disabled": false.';
const RESTORED = 'The ledger was restored or moved:';
/** Why a webhook is disabled after a restore. */
export const restored = (goOnFrom: string | null): string =>
  goOnFrom === null
    ? `${RESTORED} read a snapshot, and put the webhook with its token as start.`
    : `${RESTORED} put the webhook with the start ${goOnFrom}, up to which all is still there.`;
/** No group has such a name. */
const KEY = 'webhook:';
const storedNameOf = (name: string): string => `${KEY}${name}`;
const GROUP = 'webhook-group:';
/** The name of the group of a webhook. */
export const groupOf = (name: string): string => `${GROUP}${name}`;
/** The subject whose webhook it is. */
export const ownerOf = (maker: Maker | null): string | null => maker?.subject ?? null;

/** A webhook sends what the ledger has, not what a caller may see: whoever uses one must be allowed to see every budget. */
const refuseLimited = (): void => {
  if (seen()?.isEverything === false)
    throw new Refusal(
      'forbidden',
      'A webhook sends the changes of every budget: it needs a role for all budgets.',
    );
};
