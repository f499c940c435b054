import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { seen } from '../../access/access.js';
import { Queue } from '../../concurrency/queue.js';
import { Refusal } from '../../domain/errors.js';
import type { Instant } from '../../domain/values/civil-date.js';
import { budgetOfStream } from '../../domain/values/budget-id.js';
import { findOrdinal } from '../../ledger/find-ordinal.js';
import { decode, decodeMeta, OrdinalCounter } from '../../log/envelope.js';
import { EventLog } from '../../log/event-log.js';
import { positionOf, tokenOf } from '../../log/token.js';
import { Views } from '../../views/views-database.js';
import { changeOf, type Change } from '../change.js';
import { FILTERS, type FilterName } from '../filter-options.js';
import { matcher, refuseUnknown, type ChangeFilter } from '../filter.js';
import { NamesInLog } from '../names-in-log.js';
import {
  acknowledged,
  eventsOf,
  failed,
  isHeld,
  leased,
  nextStream,
  parked,
  parkedEvents,
  released,
  replayed,
  streamOfLease,
  withFound,
  withoutEnded,
  type Due,
  type GroupSettings,
  type GroupState,
  type Rest,
} from './group-state.js';
import { GroupStore, type Step } from './group-store.js';
import type { GroupAnswer, LeaseAnswer, ReplayAnswer, SettledAnswer } from './groups.answer.js';

/** A group stops looking ahead when it knows this many events that can be handed out now. */
const DUE_MAX = 500;
/** How many events are kept of streams that cannot be handed out now; of later ones only the place in the log where they begin is kept. */
const KEPT_MAX = 10_000;
/** The most events of the log that one request looks at. */
const SCANNED_MAX = 50_000;
/** How many changes are handed out together, unless the worker asks for fewer. */
export const LEASE_CHANGES_MAX = 100;

/** The subject that asks; null where nobody is authenticated; undefined for who has the data folder, and every group in it. */
export type Owner = string | null | undefined;

/** How a group is made or changed; what is not given stays, or is the default. */
export interface GroupChange {
  readonly filter?: GroupSettings['filter'] | undefined;
  /** Where a new group begins: at the first event, after the last one, or after a token. Default `beginning`. */
  readonly start?: string | undefined;
  readonly maxAttempts?: number | undefined;
  readonly leaseSeconds?: number | undefined;
}

/**
 * Groups of workers that share the changes of the ledger. A worker is handed changes of one stream of the log, and nobody else any of
 * that stream until they are settled, so that they are done in their order whatever the number of workers.
 */
@Injectable()
export class Groups {
  /** Steps of this process do not contend for the same version. */
  private readonly steps = new Queue();

  constructor(
    private readonly log: EventLog,
    private readonly views: Views,
    private readonly names: NamesInLog,
    private readonly store: GroupStore,
  ) {}

  /**
   * Makes a group, or changes how it delivers: its place stays. With a start, a group begins again when the ledger was restored or
   * moved since.
   *
   * @param owner the subject that may use it.
   * @throws {Refusal} `malformed`: the name, the filter or the start; `not-found`: another subject's group, or a filter that
   *   names a budget or agency that is not there; those of a token.
   */
  async put(name: string, change: GroupChange, owner: Owner): Promise<GroupAnswer> {
    if (!this.isName(name)) refuseName(name);
    const filter = change.filter ?? {};
    await refuseUnknown(this.log, { ...filterOf(filter), within: seen() });
    const next = async (before: GroupState | undefined): Promise<GroupState> => {
      if (before === undefined) return this.begun(change, owner ?? null);
      refuseOther(name, before, owner);
      const settings = { ...before.settings, ...given({ ...change, start: undefined }) };
      const { start } = change;
      // One that does not count is checked nevertheless.
      if (start !== undefined) await this.placeOf(start);
      if (start === undefined || before.epoch === (await this.log.identity()).epoch)
        return { ...before, settings };
      return this.begun({ ...settings, start }, before.owner);
    };
    return this.steps.run(() =>
      this.store.step(name, async (text) => {
        const state = await next(text === undefined ? undefined : stateIn(text));
        return { state: JSON.stringify(state), answer: await this.shown(name, state) };
      }),
    );
  }

  /** The groups of a subject, in the order of their names. */
  async list(owner: Owner): Promise<readonly GroupAnswer[]> {
    const found: GroupAnswer[] = [];
    for (const name of (await this.store.names()).filter(isGroupName)) {
      const kept = await this.store.read(name);
      if (kept === undefined) continue;
      const state = stateIn(kept.state);
      if (isOf(state, owner)) found.push(await this.shown(name, state));
    }
    return found;
  }

  /** @throws {Refusal} `not-found`: the subject has no such group. */
  async show(name: string, owner: Owner): Promise<GroupAnswer> {
    const kept = this.isName(name) ? await this.store.read(name) : undefined;
    return this.shown(name, stateOf(name, kept?.state, owner));
  }

  /** Removes a group with its place. @throws {Refusal} `not-found`: the subject has no such group. */
  async delete(name: string, owner: Owner): Promise<GroupAnswer> {
    return this.kept(name, async (text) => {
      const answer = await this.shown(name, stateOf(name, text, owner));
      return { state: undefined, answer };
    });
  }

  /**
   * Hands out changes of one stream, until they are settled or the lease ends.
   *
   * @throws {Refusal} `not-found`: the subject has no such group; `epoch-changed`: the ledger was restored or moved since.
   */
  async lease(name: string, worker: string, max: number, owner: Owner): Promise<LeaseAnswer> {
    return this.step<LeaseAnswer>(name, owner, async (before) => {
      const now = await this.store.now();
      let state = withoutEnded(before, now);
      let stream = nextStream(state, now, mayHave);
      if (stream === undefined) {
        state = await this.lookedFurther(state, now, mayHave);
        stream = nextStream(state, now, mayHave);
      }
      if (stream !== undefined && state.streams[stream]!.due.length === 0) {
        state = await this.restRead(state, stream);
        stream = nextStream(state, now, mayHave);
      }
      if (stream === undefined || state.streams[stream]!.due.length === 0)
        return { state, answer: { lease: null } };
      const { due, attempts } = state.streams[stream]!;
      const handed = due.slice(0, max);
      const until = now + state.settings.leaseSeconds * 1_000;
      const id = randomUUID();
      const through = handed.at(-1)!.sequence;
      return {
        state: leased(state, stream, { id, worker, since: now, until, through }),
        answer: {
          lease: {
            id,
            stream,
            budget: budgetOfStream(stream),
            attempt: attempts + 1,
            until: new Date(until).toISOString(),
            changes: await this.changesOf(stream, handed, state.epoch),
          },
        },
      };
    });
  }

  /** The changes of a lease are done, or those up to a sequence. @throws {Refusal} `not-found`, `lease-ended`, `malformed`. */
  async ack(
    name: string,
    lease: string,
    through: number | undefined,
    owner: Owner,
  ): Promise<SettledAnswer> {
    return this.step(name, owner, async (before) => {
      const { state, events } = acknowledged(before, lease, through);
      return { state, answer: { events, parked: false } };
    });
  }

  /**
   * The first change of a lease has failed: it is handed out again after a while, or parked with the later ones of its stream.
   *
   * @throws {Refusal} `not-found`, `lease-ended`.
   */
  async nack(
    name: string,
    lease: string,
    { reason, delaySeconds }: { readonly reason: string; readonly delaySeconds: number },
    owner: Owner,
  ): Promise<SettledAnswer> {
    return this.step<SettledAnswer>(name, owner, async (before) => {
      const [stream, { due, lease: held }] = streamOfLease(before, lease);
      const now = await this.store.now();
      const failure = { reason, now, notBefore: now + delaySeconds * 1_000 };
      const state = failed(before, stream, failure);
      const after = state.streams[stream]!;
      if (after.parked !== undefined)
        return { state, answer: { events: eventsOf(after), parked: true } };
      const again = due.filter(({ sequence }) => sequence <= held!.through).length;
      return { state, answer: { events: again, parked: false } };
    });
  }

  /** Gives a lease back: its changes are handed out again at once, and have not failed. @throws {Refusal} `not-found`, `lease-ended`. */
  async release(name: string, lease: string, owner: Owner): Promise<void> {
    await this.step(name, owner, async (before) => ({
      state: released(before, lease),
      answer: undefined,
    }));
  }

  /** Parks the changes of a lease, with the later ones of their stream. @throws {Refusal} `not-found`, `lease-ended`. */
  async park(name: string, lease: string, reason: string, owner: Owner): Promise<SettledAnswer> {
    return this.step(name, owner, async (before) => {
      const [stream] = streamOfLease(before, lease);
      const state = parked(before, stream, { reason, now: await this.store.now() });
      return { state, answer: { events: eventsOf(state.streams[stream]!), parked: true } };
    });
  }

  /**
   * Says how many changes are parked; with that number, hands them out again, in their order.
   *
   * @throws {Refusal} `not-found`; `confirmation-missing`: there is another number of them.
   */
  async replay(name: string, events: number | undefined, owner: Owner): Promise<ReplayAnswer> {
    return this.step<ReplayAnswer>(name, owner, async (before) => {
      const count = parkedEvents(before, mayHave);
      if (events === undefined)
        return { state: before, answer: { events: count, replayed: false } };
      if (events !== count)
        throw new Refusal(
          'confirmation-missing',
          `${count} changes are parked, and not ${events}: confirm the number that there is.`,
          { events: count },
        );
      return { state: replayed(before, mayHave), answer: { events: count, replayed: true } };
    });
  }

  /** Whether these groups may have a name. What is kept beside the groups of callers has other names. */
  protected isName(name: string): boolean {
    return isGroupName(name);
  }

  /** One step of a group, from the newest version to the next one. */
  private async step<T>(
    name: string,
    owner: Owner,
    next: (state: GroupState) => Promise<{ readonly state: GroupState; readonly answer: T }>,
  ): Promise<T> {
    return this.kept(name, async (text) => {
      const before = stateOf(name, text, owner);
      await this.refuseOtherEpoch(before);
      const { state, answer } = await next(before);
      return { state: state === before ? text : JSON.stringify(state), answer };
    });
  }

  private async kept<T>(
    name: string,
    next: (text: string | undefined) => Promise<Step<T>>,
  ): Promise<T> {
    if (!this.isName(name)) throw noSuchGroup(name);
    return this.steps.run(() => this.store.step(name, next));
  }

  private async begun(
    { filter = {}, start = 'beginning', maxAttempts = 10, leaseSeconds = 60 }: GroupChange,
    owner: string | null,
  ): Promise<GroupState> {
    const { epoch } = await this.log.identity();
    const position = await this.placeOf(start);
    const { sequence, recordedAt } = await findOrdinal(this.log, this.views, position);
    return {
      settings: { filter, maxAttempts, leaseSeconds },
      owner,
      epoch,
      position: String(position),
      sequence,
      recordedAt,
      streams: {},
    };
  }

  /** The position after which a group with a start begins. @throws {Refusal} `malformed`, `position-beyond-log`; those of a token. */
  private async placeOf(start: string): Promise<bigint> {
    if (start === 'beginning') return 0n;
    const head = await this.log.head();
    if (start === 'end') return head;
    const position = positionOf(start, await this.log.identity());
    if (position > head)
      throw new Refusal(
        'position-beyond-log',
        `The token ${start} is beyond the log: another ledger issued it.`,
      );
    return position;
  }

  private async refuseOtherEpoch({ epoch, position }: GroupState): Promise<void> {
    positionOf(tokenOf(epoch, BigInt(position)), await this.log.identity());
  }

  /**
   * The state when further events of the log have been looked at: those that the filter of the group names are due, whoever asks.
   * It ends when enough of them can be handed out now.
   */
  private async lookedFurther(
    state: GroupState,
    now: number,
    mayHave: (stream: string) => boolean,
  ): Promise<GroupState> {
    const matches = matcher(filterOf(state.settings.filter));
    const ordinals = new OrdinalCounter(state);
    const found = new Map<string, { due: Due[]; rest?: Rest | undefined }>();
    let [position, scanned, ready] = [BigInt(state.position), 0, 0];
    let kept = Object.values(state.streams).reduce((sum, { due }) => sum + due.length, 0);
    for await (const page of this.log.readAll({ after: position })) {
      for (const stored of page) {
        if (ready >= DUE_MAX || scanned >= SCANNED_MAX) break;
        const before = { position: String(position), ...ordinals.current };
        const event = ordinals.decode(stored);
        position = stored.position;
        scanned += 1;
        if (!matches(event)) continue;
        const { stream, version, sequence, recordedAt } = event;
        const known = state.streams[stream];
        const of = found.get(stream) ?? { due: [], rest: known?.rest };
        found.set(stream, of);
        const isReady = mayHave(stream) && (known === undefined || !isHeld(known, now));
        if (of.rest !== undefined) of.rest = { ...of.rest, events: of.rest.events + 1 };
        else if (isReady || (mayHave(stream) && kept < KEPT_MAX)) {
          of.due.push({ version, sequence, recordedAt });
          kept += 1;
          if (isReady) ready += 1;
        } else of.rest = { ...before, events: 1, since: recordedAt };
      }
      if (ready >= DUE_MAX || scanned >= SCANNED_MAX) break;
    }
    if (scanned === 0) return state;
    return { ...withFound(state, found), ...ordinals.current, position: String(position) };
  }

  /** The state when the rest of a stream has been read from the log, or a part of it. */
  private async restRead(state: GroupState, stream: string): Promise<GroupState> {
    const { rest } = state.streams[stream]!;
    const matches = matcher(filterOf(state.settings.filter));
    const ordinals = new OrdinalCounter(rest);
    const end = BigInt(state.position);
    const due: Due[] = [];
    let [position, scanned] = [BigInt(rest!.position), 0];
    for await (const page of this.log.readAll({ after: position })) {
      for (const stored of page) {
        if (position >= end || due.length >= DUE_MAX || scanned >= SCANNED_MAX) break;
        const ordinal = ordinals.next(decodeMeta(stored).recordedAt);
        position = stored.position;
        scanned += 1;
        if (stored.stream !== stream || !matches(decode(stored, ordinal))) continue;
        due.push({ version: stored.version, ...ordinal });
      }
      if (position >= end || due.length >= DUE_MAX || scanned >= SCANNED_MAX) break;
    }
    const left: Rest = {
      ...ordinals.current,
      position: String(position),
      events: Math.max(0, rest!.events - due.length),
      since: due.at(-1)?.recordedAt ?? rest!.since,
    };
    return withFound(state, new Map([[stream, { due, ...(position < end && { rest: left }) }]]));
  }

  /** The changes of a stream that are due, read from the log. */
  private async changesOf(
    stream: string,
    due: readonly Due[],
    epoch: number,
  ): Promise<readonly Change[]> {
    const wanted = new Map(due.map((each) => [each.version, each]));
    const changes: Change[] = [];
    for await (const page of this.log.readStream(stream, { from: due[0]!.version })) {
      for (const stored of page) {
        const ordinal = wanted.get(stored.version);
        if (ordinal === undefined) continue;
        const event = decode(stored, ordinal);
        changes.push(changeOf(event, await this.names.at(event, epoch)));
      }
      if (changes.length === due.length) break;
    }
    return changes;
  }

  private async shown(name: string, state: GroupState): Promise<GroupAnswer> {
    const now = await this.store.now();
    const since = (ms: number): number => Math.max(0, Math.floor((now - ms) / 1_000));
    const streams = Object.entries(state.streams).filter(([stream]) => mayHave(stream));
    const leases = streams
      .flatMap(([stream, { lease }]) => (lease === undefined ? [] : [{ stream, ...lease }]))
      .sort((a, b) => a.since - b.since);
    const oldest = leases[0];
    const waiting = streams.filter(([, each]) => each.parked === undefined);
    const head = await findOrdinal(this.log, this.views, await this.log.head());
    const unseen = Math.max(0, head.sequence - state.sequence);
    const first = waiting.map(([, { due, rest }]) => due[0]?.recordedAt ?? rest!.since).sort()[0];
    const recordedAt = first ?? (unseen > 0 ? await this.firstAfter(state) : undefined);
    const { filter, maxAttempts, leaseSeconds } = state.settings;
    const isOfNow = state.epoch === (await this.log.identity()).epoch;
    return {
      name,
      filter: filter as GroupAnswer['filter'],
      maxAttempts,
      leaseSeconds,
      token: tokenOf(state.epoch, BigInt(state.position)),
      sequence: state.sequence,
      lag: {
        events: waiting.reduce((sum, [, each]) => sum + eventsOf(each), 0) + unseen,
        seconds: recordedAt === undefined ? 0 : since(Date.parse(recordedAt)),
      },
      stopped: isOfNow ? null : RESTORED,
      leases: leases.length,
      oldestLease: oldest
        ? { worker: oldest.worker, stream: oldest.stream, seconds: since(oldest.since) }
        : null,
      parked: streams.flatMap(([stream, each]) => {
        const { due, parked: is } = each;
        return is === undefined
          ? []
          : [
              {
                stream,
                events: eventsOf(each),
                sequence: due[0]!.sequence,
                reason: is.reason,
                seconds: since(is.since),
              },
            ];
      }),
    };
  }

  /** When the first event was recorded that a group has not looked at. */
  private async firstAfter({ position }: GroupState): Promise<Instant | undefined> {
    for await (const [stored] of this.log.readAll({ after: BigInt(position), pageEvents: 1 }))
      return decodeMeta(stored!).recordedAt;
    return undefined;
  }
}

const RESTORED =
  'The ledger was restored or moved: put the group again with the start from which it goes on.';

const mayHave = (stream: string): boolean => seen()?.hasStream(stream) !== false;

const stateIn = (text: string): GroupState => JSON.parse(text) as GroupState;

/** The members that are given. */
const given = ({ filter, maxAttempts, leaseSeconds }: GroupChange): Partial<GroupSettings> => ({
  ...(filter !== undefined && { filter }),
  ...(maxAttempts !== undefined && { maxAttempts }),
  ...(leaseSeconds !== undefined && { leaseSeconds }),
});

/** A filter as the log is asked with it. @throws {Refusal} `malformed`, `line-invalid`: a value is not known. */
const filterOf = (texts: GroupSettings['filter']): ChangeFilter =>
  Object.fromEntries(
    Object.entries(texts).map(([name, values]) => [
      name,
      values?.map((each) => FILTERS[name as FilterName].read(each)),
    ]),
  );

const GROUP_NAME = /^[a-z\d][a-z\d._-]{0,63}$/;

/** Whether callers may give a group this name. */
export const isGroupName = (name: string): boolean => GROUP_NAME.test(name);

/** @throws {Refusal} `malformed`: always. */
export const refuseName = (name: string): never => {
  throw new Refusal(
    'malformed',
    `"${name}" cannot be the name of a group: use up to 64 small letters, digits, ".", "_" and "-".`,
  );
};

const isOf = (state: GroupState, owner: Owner): boolean =>
  owner === undefined || state.owner === owner;

const refuseOther = (name: string, state: GroupState, owner: Owner): void => {
  if (!isOf(state, owner)) throw noSuchGroup(name);
};

/** The state of a subject's group. @throws {Refusal} `not-found`: it has no such group. */
const stateOf = (name: string, text: string | undefined, owner: Owner): GroupState => {
  if (text === undefined) throw noSuchGroup(name);
  const state = stateIn(text);
  refuseOther(name, state, owner);
  return state;
};

const noSuchGroup = (name: string): Refusal =>
  new Refusal('not-found', `There is no group "${name}".`);
