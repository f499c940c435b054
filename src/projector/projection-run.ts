import type { RecordedEvent } from '../domain/events/recorded-event.js';
import type { Projection, Statement } from '../../projections/projection.js';
import { budgetOfStream } from '../domain/values/budget-id.js';
import type { Instant } from '../domain/values/civil-date.js';
import type { Ordinal, OrdinalCounter } from '../log/envelope.js';
import type { EventPage, StoredEvent } from '../log/event-log.js';
import type { ProjectionsRow } from '../views/schema.js';
import type { StatementWriter } from '../views/writer/statement-writer.js';
import type { Views, ViewsTransaction } from '../views/views-database.js';

/** How far the log was read: all events up to here have been applied. */
export interface ViewCheckpoint {
  readonly position: bigint;
  readonly sequence: number;
  /** '' before the first event. */
  readonly recordedAt: Instant;
}

/** The ordinal of the last event that a checkpoint includes. */
export const ordinalOf = ({ sequence, recordedAt }: ViewCheckpoint): Ordinal => ({
  sequence,
  recordedAt,
});

/** The checkpoint with the lower position. */
export const earlier = (a: ViewCheckpoint, b: ViewCheckpoint): ViewCheckpoint =>
  b.position < a.position ? b : a;

/** After every possible event: the start of a search for the lowest checkpoint. */
export const END_OF_LOG: ViewCheckpoint = {
  position: (1n << 63n) - 1n,
  sequence: Number.MAX_SAFE_INTEGER,
  recordedAt: '' as Instant,
};

/** An event for the projections: decoded, or with the error of decoding it. */
export interface DecodedEvent {
  readonly stored: StoredEvent;
  readonly event: RecordedEvent | null;
  readonly error: unknown;
  /** The checkpoints before and after it. */
  readonly before: ViewCheckpoint;
  readonly after: ViewCheckpoint;
}

/** Decodes a page once, for all projections. */
export const decodePage = (
  page: EventPage,
  ordinals: OrdinalCounter,
  before: ViewCheckpoint,
): DecodedEvent[] =>
  page.map((stored) => {
    const start = before;
    let event: RecordedEvent | null = null;
    let error: unknown = null;
    try {
      event = ordinals.decode(stored);
    } catch (cause) {
      error = cause;
      // It is counted nevertheless: otherwise later events would get a lower sequence.
      if (ordinals.current.sequence === start.sequence) ordinals.next(start.recordedAt);
    }
    before = { position: stored.position, ...ordinals.current };
    return { stored, event, error, before: start, after: before };
  });

/** The first of these events that were appended together with the one before them; they share its correlation. */
export const sameAppend = (
  before: DecodedEvent,
  events: readonly DecodedEvent[],
): readonly DecodedEvent[] => {
  const { event } = before;
  const end = events.findIndex(
    (next) =>
      event === null ||
      next.event?.stream !== event.stream ||
      next.event.correlationId !== event.correlationId,
  );
  return end < 0 ? events : events.slice(0, end);
};

/** Gives what a projection writes for an event, statement by statement, in their order. Throws what its handlers throw. */
export const eachStatement = (
  { onEvery, on }: Projection,
  event: RecordedEvent,
  write: (statement: Statement) => void,
): void => {
  onEvery?.(event).forEach(write);
  const handler = on[event.type] as ((event: RecordedEvent) => readonly Statement[]) | undefined;
  handler?.(event).forEach(write);
};

/** The unit that stops at a failed event: a budget's id, or the name of an agency's stream. */
export const stopKey = (stream: string): string => budgetOfStream(stream) ?? stream;

/** An event that a projection could not apply, with the error. */
export interface Stop {
  readonly key: string;
  readonly decoded: DecodedEvent;
  readonly error: unknown;
}

/** Applies events to one generation of one projection, within one transaction. */
export class ProjectionRun {
  readonly #stopped: Set<string>;
  readonly stops: Stop[] = [];
  checkpoint: ViewCheckpoint;

  constructor(
    readonly projection: Projection,
    readonly row: ProjectionsRow,
    readonly writer: StatementWriter,
    private readonly views: Views,
    stopped: Iterable<string>,
  ) {
    this.checkpoint = {
      position: row.position,
      sequence: Number(row.sequence),
      recordedAt: (row.recorded_at ?? '') as Instant,
    };
    this.#stopped = new Set(stopped);
  }

  /** Applies the events after this generation's checkpoint. A budget stops at an event that cannot be applied. */
  async apply(tx: ViewsTransaction, page: readonly DecodedEvent[]): Promise<void> {
    const last = page.at(-1)!.after;
    if (this.checkpoint.position >= last.position) return;
    const { position } = this.checkpoint;
    const unseen =
      position < page[0]!.after.position
        ? page
        : page.filter(({ after }) => after.position > position);
    try {
      await this.#applyAll(tx, unseen);
    } catch (error) {
      this.writer.discard();
      if (!(error instanceof EventRefused)) throw error;
      await this.#applyEach(tx, unseen);
    }
    this.checkpoint = last;
  }

  /** Applies a single event. If it cannot be applied, rolls it back and returns the error. */
  async applyOne(tx: ViewsTransaction, decoded: DecodedEvent): Promise<EventRefused | null> {
    try {
      this.#collect(decoded);
      await this.#write(tx);
      return null;
    } catch (error) {
      this.writer.discard();
      if (!(error instanceof EventRefused)) throw error;
      return error;
    }
  }

  /** Many events in few calls. When a row is refused, it is not known to which event it belongs. */
  async #applyAll(tx: ViewsTransaction, page: readonly DecodedEvent[]): Promise<void> {
    const none = this.#stopped.size === 0;
    for (const decoded of page)
      if (none || !this.#stopped.has(stopKey(decoded.stored.stream))) this.#collect(decoded);
    await this.#write(tx);
  }

  async #applyEach(tx: ViewsTransaction, page: readonly DecodedEvent[]): Promise<void> {
    for (const decoded of page) {
      const key = stopKey(decoded.stored.stream);
      if (this.#stopped.has(key)) continue;
      const refused = await this.applyOne(tx, decoded);
      if (refused === null) continue;
      this.#stopped.add(key);
      this.stops.push({ key, decoded, error: refused.cause });
    }
  }

  #collect({ event, error }: DecodedEvent): void {
    try {
      if (event === null) throw error;
      eachStatement(this.projection, event, (statement) => this.writer.add(statement));
    } catch (cause) {
      throw new EventRefused(cause);
    }
  }

  async #write(tx: ViewsTransaction): Promise<void> {
    if (!this.writer.pending) return;
    try {
      await tx.attempt(() => this.writer.flush(tx));
    } catch (cause) {
      throw this.views.errorKind(cause) === 'row' ? new EventRefused(cause) : cause;
    }
  }
}

/** An event that cannot be applied: the handler threw, or the tables refused its statements. */
class EventRefused extends Error {
  override readonly name = 'EventRefused';

  constructor(cause: unknown) {
    super('an event was refused', { cause });
  }
}
