import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import { agencyStream, budgetStream, type BudgetId } from '../domain/values/budget-id.js';
import { decide, type BudgetCommand } from '../domain/budget/budget.js';
import type { AgencyRegistered, BudgetEvent, LedgerEvent } from '../domain/events/budget.events.js';
import { Refusal } from '../domain/errors.js';
import type { Json } from '../domain/values/json.js';
import { SCHEMA_VERSION } from '../domain/events/upcast.js';
import { eventId } from '../log/event-id.js';
import { EventLog, WrongExpectedVersion, type Appended, type NewEvent } from '../log/event-log.js';
import { tokenOf, type Token } from '../log/token.js';
import { KeyedQueue } from '../concurrency/keyed-queue.js';
import { Projector } from '../projector/projector.js';
import { Views } from '../views/views-database.js';
import type { Caller } from './caller.js';
import { FoldedBudgets } from './folded-budgets.js';
import { readBudget } from './read-budget.js';

/** Attempts at one change when other writers of the same budget come first. */
const ATTEMPTS_MAX = 20;

/** Asks the domain for a decision about one budget and records the facts that follow: the one road to a change. */
export class Record extends Command<Recorded> {
  constructor(
    readonly budget: BudgetId,
    readonly command: BudgetCommand,
    readonly caller: Caller,
    readonly options: {
      /** What makes this change the same change when it is repeated without an idempotency key, e.g. a document's hash. */
      readonly naturalKey?: string;
      /** Registers the agency first: no log appends to two streams at once, and a budget is never of an unknown agency. */
      readonly agency?: AgencyRegistered['data'];
    } = {},
  ) {
    super();
  }
}

export interface Recorded {
  readonly budget: BudgetId;
  /** Version of the budget after the change, or as it stands when nothing happened. */
  readonly version: number;
  readonly token: Token;
  /** What was recorded, now or the first time; empty when nothing happened. */
  readonly events: readonly RecordedEvent<BudgetEvent>[];
  /** Another process recorded the same change at the same moment, and came first. */
  readonly repeated: boolean;
}

@CommandHandler(Record)
export class RecordHandler implements ICommandHandler<Record> {
  /** Changes of one stream, and requests with one key, wait for each other in this process; the log settles the rest. */
  private readonly queue = new KeyedQueue();
  private readonly folded: FoldedBudgets;

  constructor(
    private readonly log: EventLog,
    private readonly projector: Projector,
    private readonly views: Views,
  ) {
    this.folded = new FoldedBudgets(log);
  }

  async execute(record: Record): Promise<Recorded> {
    const key = record.caller.idempotency?.key;
    const attempt = () => this.queue.run(budgetStream(record.budget), () => this.record(record));
    return key === undefined ? attempt() : this.queue.run(`key ${key}`, attempt);
  }

  private async record(record: Record): Promise<Recorded> {
    const { budget, caller, command } = record;
    const stream = budgetStream(budget);
    await this.refuseKeyUsedElsewhere(stream, caller);
    for (let attempt = 1; ; attempt += 1) {
      const standing = await this.folded.current(budget);
      const used = caller.idempotency && standing.keys.get(caller.idempotency.key);
      if (used) {
        if (used.fingerprint !== caller.idempotency!.fingerprint)
          throw keyReused(caller.idempotency!.key);
        return this.answer(budget, await this.eventsOf(budget, used.from, used.to));
      }
      const { version, position } = standing;
      if (caller.expectedVersion !== undefined && caller.expectedVersion !== version)
        throw new WrongExpectedVersion(stream, caller.expectedVersion, version);
      const events = decide(command, standing.budget);
      if (events.length === 0) return this.answer(budget, [], { version, position });
      try {
        const { repeated } = await this.append(record, version, events);
        return {
          ...(await this.answer(
            budget,
            await this.eventsOf(budget, version + 1, version + events.length),
          )),
          repeated,
        };
      } catch (error) {
        if (
          !(error instanceof WrongExpectedVersion) ||
          caller.expectedVersion !== undefined ||
          attempt === ATTEMPTS_MAX
        )
          throw error;
      }
    }
  }

  private async eventsOf(budget: BudgetId, from: number, to: number): Promise<Recorded['events']> {
    const { events } = await readBudget(this.log, budget, from);
    return events.filter(({ version }) => version <= to);
  }

  private async append(
    record: Record,
    version: number,
    events: readonly BudgetEvent[],
  ): Promise<Appended> {
    const stream = budgetStream(record.budget);
    const { actor, idempotency } = record.caller;
    const key = `${stream} ${idempotency?.key ?? record.options.naturalKey ?? randomUUID()}`;
    const correlationId = eventId(`${key} correlation`, 0);
    const toAppend = (event: LedgerEvent, id: string): NewEvent => ({
      id,
      type: event.type,
      schemaVersion: SCHEMA_VERSION[event.type],
      data: event.data as unknown as Json,
      actor,
      correlationId,
      causationId: null,
      ...(idempotency ? { idempotency } : {}),
    });
    const { agency } = record.options;
    const toStore = events.map((event, index) => toAppend(event, eventId(key, index)));
    if (agency !== undefined) {
      await this.log.accepts(stream, toStore);
      await this.register(agency, toAppend);
    }
    return this.log.append(stream, version < 0 ? 'no-stream' : version, toStore);
  }

  /** Another writer may have registered the agency meanwhile: that is no conflict. */
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

  /** `standing`: where the budget is when nothing happened. */
  private async answer(
    budget: BudgetId,
    events: Recorded['events'],
    standing?: { readonly version: number; readonly position: bigint },
  ): Promise<Recorded> {
    const { epoch } = await this.log.identity();
    const last = events.at(-1) ?? standing;
    return {
      budget,
      version: last?.version ?? -1,
      token: tokenOf(epoch, last?.position ?? 0n),
      events,
      repeated: false,
    };
  }

  /**
   * A repeat is known from the budget's own stream. The views tell only a slip, a key of another request: while they are
   * out of reach nobody is told of it, and nobody waits.
   */
  private async refuseKeyUsedElsewhere(stream: string, { idempotency }: Caller): Promise<void> {
    if (!idempotency) return;
    const { key, fingerprint } = idempotency;
    const used = await this.projector.askIfAvailable(() =>
      this.views.db
        .selectFrom('idempotency_keys')
        .select(['stream', 'fingerprint'])
        .where('key', '=', key)
        .executeTakeFirst(),
    );
    if (used && (used.stream !== stream || used.fingerprint !== fingerprint)) throw keyReused(key);
  }
}

const keyReused = (key: string): Refusal =>
  new Refusal(
    'idempotency-key-reused',
    `The idempotency key "${key}" was used for another request: take a new key for a new change.`,
  );
