import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { changeable, seen } from '../access/access.js';
import { Refusal } from '../domain/errors.js';
import { actorName } from '../domain/values/actor.js';
import { POSITION_MAX } from '../domain/values/as-of.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import { agencyStream, budgetStream, type BudgetId } from '../domain/values/budget-id.js';
import { answeredBy, causesOf } from '../domain/decide/causes.js';
import { decide } from '../domain/decide/decide.js';
import type { BudgetCommand } from '../domain/budget/budget-command.js';
import { foldEvents, type Budget } from '../domain/budget/budget-state.js';
import type {
  AgencyEvent,
  AgencyRegistered,
  BudgetEvent,
  LedgerEvent,
} from '../domain/events/budget.events.js';
import type { Json } from '../domain/values/json.js';
import { SCHEMA_VERSION } from '../domain/events/upcast.js';
import { decode } from '../log/envelope.js';
import { eventId, keyOfChange } from '../log/event-id.js';
import {
  EventLog,
  IdempotencyKeyTaken,
  WrongExpectedVersion,
  type Appended,
  type NewEvent,
  type Unchanged,
} from '../log/event-log.js';
import { tokenOf, type Token } from '../log/token.js';
import { pause } from '../concurrency/pause.js';
import { backoffMs } from '../concurrency/retry.js';
import { KeyedQueue } from '../concurrency/keyed-queue.js';
import { Projector } from '../projector/projector.js';
import { PeriodicCheckpoints } from '../proof/periodic-checkpoints.js';
import { refuseInvalidTexts } from '../validation/validate.js';
import { Views } from '../views/views-database.js';
import type { Caller } from './caller.js';
import { FoldedAgency } from './folded-agency.js';
import { FoldedBudget, FoldedBudgets } from './folded-budgets.js';
import type { FoldedStream } from './folded-stream.js';
import { readAgency, readBudget } from './read-budget.js';

/** Attempts at one change while other writers append to the same stream first. */
const ATTEMPTS_MAX = 20;
/** The longest pause after the first conflict and after any, in ms; it is random, so that two writers do not meet again. */
const BACKOFF_MS = 2;
const BACKOFF_MS_MAX = 100;

/** What a change needs beside its command. */
export interface RecordOptions {
  /** Identifies the change when it is repeated without an idempotency key, e.g. by the hash of a document. */
  readonly naturalKey?: string;
  /** Registers the agency first: an append writes to one stream only, and every budget belongs to a known agency. */
  readonly agency?: AgencyRegistered['data'];
  /** The id of the event of another budget that this change follows from. */
  readonly causedBy?: string | undefined;
}

/** What was recorded, and the token of the write. */
export interface RecordedIn<Event extends LedgerEvent> {
  /** Version of the stream after the change; its current version when nothing was recorded. */
  readonly version: number;
  readonly token: Token;
  /** The events recorded by this request, or by the first one with its key; empty when nothing was recorded. */
  readonly events: readonly RecordedEvent<Event>[];
  /** Another process recorded the same change at the same moment, and was first. */
  readonly repeated: boolean;
}

/** What was recorded in a budget. */
export interface Recorded extends RecordedIn<BudgetEvent> {
  readonly budget: BudgetId;
}

/** The events of a change, at once or after something that has to be done before they are recorded. */
type Decided<Event extends LedgerEvent> = readonly Event[] | Promise<readonly Event[]>;

/** A stream that a change is recorded in. */
interface Target<Event extends LedgerEvent, State extends FoldedStream<Event>> {
  readonly stream: string;
  /** Its current state. */
  readonly current: () => Promise<State>;
  /** Told that events were applied to the current state. */
  readonly applied: () => void;
  /** Makes the next `current` read the stream from its first event. */
  readonly forget: () => void;
  /** The refusal of a caller that may see it and may not change it; undefined for one that may. */
  readonly refusal: () => Refusal | undefined;
  /** Id of the earlier event of the stream that led to an event of a change. */
  readonly causeOf: (event: Event, state: State) => string | undefined;
  /** Its events, from a version on. */
  readonly read: (from: number) => Promise<readonly RecordedEvent<Event>[]>;
}

/** The one way to make a change: read the state of its stream, decide, append the new events, and retry when another writer was first. */
@Injectable()
export class Recorder {
  /** Serialises changes of one stream, and requests with one key, within this process; the log does so across processes. */
  private readonly queue = new KeyedQueue();
  private readonly folded: FoldedBudgets;

  constructor(
    private readonly log: EventLog,
    private readonly projector: Projector,
    private readonly views: Views,
    private readonly checkpoints: PeriodicCheckpoints,
  ) {
    this.folded = new FoldedBudgets(log);
  }

  /**
   * Decides a command on the current state of a budget and records the events that follow. A repeat under the same
   * idempotency key records nothing and returns the first result.
   *
   * @throws {Refusal} the code of the decision: the command does not fit the state of the budget.
   * @throws {Refusal} `actor-missing`: the caller has no name.
   * @throws {Refusal} `forbidden`: the caller may not change the budget.
   * @throws {Refusal} `text-invalid`: a text holds a character that no text has, such as NUL.
   * @throws {Refusal} `idempotency-key-reused`: the key was used for another request.
   * @throws {Refusal} `proof-differs`: the log was changed since it was proved.
   * @throws {WrongExpectedVersion} the budget is not at the version that the caller expects.
   */
  async record(
    budget: BudgetId,
    command: BudgetCommand,
    caller: Caller,
    options: RecordOptions = {},
  ): Promise<Recorded> {
    return this.recordDecided(budget, (current) => decide(command, current), caller, options);
  }

  /**
   * Records the events that `decideOn` returns for the current state of a budget, as {@link record} does. It is called once for
   * each attempt, and nothing is recorded of the budget by this process until it returns; it may not keep the budget.
   *
   * @throws {Refusal} what `decideOn` throws, and as {@link record}.
   */
  async recordDecided(
    budget: BudgetId,
    decideOn: (current: Budget) => Decided<BudgetEvent>,
    caller: Caller,
    options: RecordOptions = {},
  ): Promise<Recorded> {
    const target: Target<BudgetEvent, FoldedBudget> = {
      stream: budgetStream(budget),
      current: () => this.current(budget),
      refusal: () => (changeable()?.has(budget) === false ? notYours(budget) : undefined),
      applied: () => this.folded.recount(budget),
      forget: () => this.folded.drop(budget),
      causeOf: (event, state) => answeredBy(event, state.budget),
      read: (from) => readBudget(this.log, budget, from),
    };
    const decided = (state: FoldedBudget) => decideOn(state.budget);
    return { budget, ...(await this.change(target, decided, caller, options)) };
  }

  /**
   * What `ask` takes from a budget as its stream has it now, or had it when the log had the position `upTo`. It may not keep the budget, which
   * the next change changes.
   */
  look<T>(budget: BudgetId, ask: (budget: Budget) => T, upTo = POSITION_MAX): Promise<T> {
    return this.queue.run(budgetStream(budget), async () => {
      const current = await this.current(budget);
      if (current.position <= upTo) return ask(current.budget);
      const events = await readBudget(this.log, budget);
      return ask(foldEvents(events.filter(({ position }) => position <= upTo)));
    });
  }

  /**
   * For what is kept or shown before a change of a budget is recorded.
   *
   * @throws {Refusal} `forbidden`: the caller may not change the budget, whether there is one or not.
   */
  refuseUnlessChangeable(budget: BudgetId): void {
    if (changeable()?.has(budget) === false) throw notYours(budget);
  }

  /** A budget that the caller may not see is not opened, as far as the caller can tell. */
  private async current(budget: BudgetId): Promise<FoldedBudget> {
    return seen()?.has(budget) === false ? new FoldedBudget() : this.folded.current(budget);
  }

  /**
   * Records the events that `decideOn` returns for the current state of an agency, as {@link record} does for a budget.
   *
   * @throws {Refusal} what `decideOn` throws.
   * @throws {Refusal} `idempotency-key-reused`: the key was used for another request.
   * @throws {WrongExpectedVersion} the agency is not at the version that the caller expects.
   */
  recordAgency(
    code: string,
    decideOn: (agency: FoldedAgency) => readonly AgencyEvent[],
    caller: Caller,
  ): Promise<RecordedIn<AgencyEvent>> {
    const target: Target<AgencyEvent, FoldedAgency> = {
      stream: agencyStream(code),
      current: async () => {
        const agency = new FoldedAgency();
        if (seen()?.hasAgency(code) === false) return agency;
        for (const event of await readAgency(this.log, code)) agency.apply(event);
        return agency;
      },
      applied: () => {},
      forget: () => {},
      causeOf: () => undefined,
      refusal: () => (changeable()?.hasAgency(code) === false ? notYours(code) : undefined),
      read: (from) => readAgency(this.log, code, from),
    };
    return this.change(target, decideOn, caller, {});
  }

  /** One change at a time in each stream, and for each key. */
  private change<Event extends LedgerEvent, State extends FoldedStream<Event>>(
    target: Target<Event, State>,
    decideOn: (state: State) => Decided<Event>,
    caller: Caller,
    options: RecordOptions,
  ): Promise<RecordedIn<Event>> {
    const key = caller.idempotency?.key;
    const attempt = () =>
      this.queue.run(target.stream, () => {
        const named = { ...caller, actor: actorName(caller.actor) };
        return this.decideAndAppend(target, decideOn, named, options);
      });
    return key === undefined ? attempt() : this.queue.run(`key ${key}`, attempt);
  }

  private async decideAndAppend<Event extends LedgerEvent, State extends FoldedStream<Event>>(
    { stream, current, applied, forget, refusal, causeOf, read }: Target<Event, State>,
    decideOn: (state: State) => Decided<Event>,
    caller: Caller,
    options: RecordOptions,
  ): Promise<RecordedIn<Event>> {
    const eventsOf = async (from: number, to: number) =>
      (await read(from)).filter(({ version }) => version <= to);
    let isTaken = false;
    for (let attempt = 1; ; attempt += 1) {
      const isKeyUsed = await this.isKeyUsed(stream, caller);
      const [state, unchanged] = await Promise.all([
        current(),
        this.unchangedUnder(stream, caller),
      ]);
      const refused = refusal();
      if (refused && state.version >= 0) throw refused;
      const used = caller.idempotency && state.keys.get(caller.idempotency.key);
      if (used) {
        if (used.fingerprint !== caller.idempotency!.fingerprint)
          throw new IdempotencyKeyTaken(caller.idempotency!.key);
        return this.answer(await eventsOf(used.from, used.to));
      }
      // It was used before this stream was read, and this stream does not have it: it was used in another one.
      if (isKeyUsed && !refused) throw new IdempotencyKeyTaken(caller.idempotency!.key);
      if (unchanged && !refused) return this.answer([], unchanged);
      const { version } = state;
      if (caller.expectedVersion !== undefined && caller.expectedVersion !== version)
        throw new WrongExpectedVersion(stream, caller.expectedVersion, version);
      this.checkpoints.refuseChanged();
      const events = await decideOn(state);
      // What is not there is not found; only the opening of a budget gets here.
      if (refused) throw refused;
      try {
        if (events.length === 0)
          return await this.answer([], await this.remembered(stream, state, caller));
        const earlier = events.map((event) => causeOf(event, state));
        const { repeated, stored } = await this.append(
          stream,
          version,
          events,
          earlier,
          caller,
          options,
        );
        const recorded =
          stored?.map((event) => decode(event) as RecordedEvent<Event>) ??
          (await eventsOf(version + 1, version + events.length));
        for (const event of recorded) state.apply(event);
        applied();
        // Another process used the key for another request at the same moment, and the log took these events for a repeat.
        const { key, fingerprint } = caller.idempotency ?? {};
        if (recorded.some(({ idempotency }) => idempotency?.fingerprint !== fingerprint))
          throw new IdempotencyKeyTaken(key!);
        return { ...(await this.answer(recorded)), repeated };
      } catch (error) {
        // What was folded may differ from the stream: the append was stored and not applied, or the log was replaced since.
        forget();
        // The same request may have got its key, and its answer, in another process meanwhile.
        if (error instanceof IdempotencyKeyTaken && !isTaken) {
          isTaken = true;
          continue;
        }
        if (
          !(error instanceof WrongExpectedVersion) ||
          caller.expectedVersion !== undefined ||
          attempt === ATTEMPTS_MAX
        )
          throw error;
        await pause(Math.ceil(Math.random() * backoffMs(attempt, BACKOFF_MS, BACKOFF_MS_MAX)));
      }
    }
  }

  private async append(
    stream: string,
    version: number,
    events: readonly LedgerEvent[],
    earlierCauses: readonly (string | undefined)[],
    { actor, authentication = { authenticated: false }, idempotency, traceparent }: Caller,
    { naturalKey, agency, causedBy }: RecordOptions,
  ): Promise<Appended> {
    // The last door: what a view cannot hold does not get into the log, wherever it comes from.
    for (const { data } of events) refuseInvalidTexts(data);
    const key = idempotency
      ? keyOfChange(idempotency.key)
      : `${stream} ${naturalKey ?? randomUUID()}`;
    const correlationId = eventId(`${key} correlation`, 0);
    const causes = causesOf(events).map((cause, index) =>
      cause === undefined ? earlierCauses[index] : eventId(key, cause),
    );
    const toAppend = (event: LedgerEvent, id: string, cause?: string): NewEvent => ({
      id,
      type: event.type,
      schemaVersion: SCHEMA_VERSION[event.type],
      data: event.data as unknown as Json,
      actor,
      ...authentication,
      correlationId,
      causationId: cause ?? causedBy ?? null,
      ...(idempotency ? { idempotency } : {}),
      ...(traceparent !== undefined && { traceparent }),
    });
    const toStore = events.map((event, index) =>
      toAppend(event, eventId(key, index), causes[index]),
    );
    if (agency !== undefined) {
      await this.log.accepts(stream, toStore);
      await this.register(agency, toAppend);
    }
    return this.log.append(stream, version < 0 ? 'no-stream' : version, toStore);
  }

  /** It is no conflict when another writer has registered the agency meanwhile. */
  private async register(
    agency: AgencyRegistered['data'],
    toAppend: (event: LedgerEvent, id: string) => NewEvent,
  ): Promise<void> {
    const stream = agencyStream(agency.code);
    try {
      const { idempotency: _, ...event } = toAppend(
        { type: 'AgencyRegistered', data: agency },
        eventId(`${stream} registered`, 0),
      );
      await this.log.append(stream, 'no-stream', [event]);
    } catch (error) {
      if (!(error instanceof WrongExpectedVersion)) throw error;
    }
  }

  /** `unchanged`: where the stream is when nothing was recorded. */
  private async answer<Event extends LedgerEvent>(
    events: readonly RecordedEvent<Event>[],
    unchanged?: { readonly version: number; readonly position: bigint },
  ): Promise<RecordedIn<Event>> {
    const { epoch } = await this.log.identity();
    const last = events.at(-1) ?? unchanged;
    return {
      version: last?.version ?? -1,
      token: tokenOf(epoch, last?.position ?? 0n),
      events,
      repeated: false,
    };
  }

  /** What the same request was answered before, when it recorded nothing. @throws {IdempotencyKeyTaken} it was another one. */
  private async unchangedUnder(
    stream: string,
    { idempotency }: Caller,
  ): Promise<Unchanged | undefined> {
    if (!idempotency) return undefined;
    const { key, fingerprint } = idempotency;
    const unchanged = await this.log.unchangedUnder(key);
    if (unchanged && (unchanged.stream !== stream || unchanged.fingerprint !== fingerprint))
      throw new IdempotencyKeyTaken(key);
    return unchanged;
  }

  /** Where the stream is, which a repeat of the request will be told too. */
  private async remembered(
    stream: string,
    { version, position }: FoldedStream<LedgerEvent>,
    { idempotency }: Caller,
  ): Promise<Pick<Unchanged, 'version' | 'position'>> {
    if (!idempotency) return { version, position };
    const { key, fingerprint } = idempotency;
    return this.log.rememberUnchanged(key, { stream, fingerprint, version, position });
  }

  /**
   * Whether the key of a request has recorded events. Where the log cannot tell for every key, the views tell whether another request has
   * used it; while they cannot be reached, the append alone checks the key.
   */
  private async isKeyUsed(stream: string, { idempotency }: Caller): Promise<boolean> {
    if (!idempotency) return false;
    const { key, fingerprint } = idempotency;
    const isRecorded = this.log.hasRecorded(key);
    if (isRecorded !== undefined) return isRecorded;
    const used = await this.projector.askIfAvailable(() =>
      this.views.db
        .selectFrom('idempotency_keys')
        .select(['stream', 'fingerprint'])
        .where('key', '=', key)
        .executeTakeFirst(),
    );
    return used !== undefined && (used.stream !== stream || used.fingerprint !== fingerprint);
  }
}

/** The same whether the budget or agency is there or not. */
const notYours = (name: string): Refusal =>
  new Refusal('forbidden', `You may not change ${name}: your role is for other agencies or years.`);
