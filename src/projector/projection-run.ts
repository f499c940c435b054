import type { RecordedEvent } from '../domain/events/recorded-event.js';
import type { Projection, Statement } from '../../projections/projection.js';
import { budgetOfStream } from '../domain/values/budget-id.js';
import type { Instant } from '../domain/values/civil-date.js';
import type { Ordinal, OrdinalCounter } from '../log/envelope.js';
import type { Page, StoredEvent } from '../log/event-log.js';
import type { ProjectionsRow } from '../views/schema.js';
import type { StatementWriter } from '../views/writer/statement-writer.js';
import type { Views, ViewsTransaction } from '../views/views-database.js';

/** Where a count of the log's events stands: all up to here have been seen. */
export interface Checkpoint {
  readonly position: bigint;
  readonly sequence: number;
  /** '' before the first event. */
  readonly recordedAt: Instant;
}

export const ordinalOf = ({ sequence, recordedAt }: Checkpoint): Ordinal => ({
  sequence,
  recordedAt,
});

/** The one that is further back. */
export const earlier = (a: Checkpoint, b: Checkpoint): Checkpoint =>
  b.position < a.position ? b : a;

/** Where nothing is missing: where no projection at all has come. */
export const END_OF_LOG: Checkpoint = {
  position: (1n << 63n) - 1n,
  sequence: Number.MAX_SAFE_INTEGER,
  recordedAt: '' as Instant,
};

/** An event on its way to the projections: decoded, or the reason why it cannot be. */
export interface DecodedEvent {
  readonly stored: StoredEvent;
  readonly event: RecordedEvent | null;
  readonly error: unknown;
  /** The checkpoint before it and the one after it. */
  readonly before: Checkpoint;
  readonly after: Checkpoint;
}

/** Decodes a page once, for all projections. */
export const decodePage = (
  page: Page,
  ordinals: OrdinalCounter,
  before: Checkpoint,
): DecodedEvent[] =>
  page.map((stored) => {
    const start = before;
    let event: RecordedEvent | null = null;
    let error: unknown = null;
    try {
      event = ordinals.decode(stored);
    } catch (cause) {
      error = cause;
      // It has its place in the log all the same: whoever comes after it must not move up.
      if (ordinals.current.sequence === start.sequence) ordinals.next(start.recordedAt);
    }
    before = { position: stored.position, ...ordinals.current };
    return { stored, event, error, before: start, after: before };
  });

/** What stops together: a budget, or an agency's stream. */
export const stopKey = (stream: string): string => budgetOfStream(stream) ?? stream;

/** An event that a projection cannot take, and why. */
export interface Stop {
  readonly key: string;
  readonly decoded: DecodedEvent;
  readonly error: unknown;
}

/** One generation of one projection on its way through the log, within one transaction. */
export class ProjectionRun {
  readonly #stopped: Set<string>;
  readonly stops: Stop[] = [];
  checkpoint: Checkpoint;

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

  /** Applies the events that this generation has not seen; a budget whose event cannot be applied stops there. */
  async apply(tx: ViewsTransaction, page: readonly DecodedEvent[]): Promise<void> {
    const last = page.at(-1)!.after;
    if (this.checkpoint.position >= last.position) return;
    const { position } = this.checkpoint;
    const unseen =
      position < page[0]!.after.position
        ? page
        : page.filter(({ after }) => after.position > position);
    try {
      await this.#together(tx, unseen);
    } catch (error) {
      this.writer.discard();
      if (!(error instanceof EventRefused)) throw error;
      await this.#oneByOne(tx, unseen);
    }
    this.checkpoint = last;
  }

  /** Applies one event by itself; the reason when it cannot be applied, and then nothing of it is kept. */
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

  /** The fast way: many events, few calls. It does not know which event a refused row was of. */
  async #together(tx: ViewsTransaction, page: readonly DecodedEvent[]): Promise<void> {
    const none = this.#stopped.size === 0;
    for (const decoded of page)
      if (none || !this.#stopped.has(stopKey(decoded.stored.stream))) this.#collect(decoded);
    await this.#write(tx);
  }

  async #oneByOne(tx: ViewsTransaction, page: readonly DecodedEvent[]): Promise<void> {
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
      const { onEvery, on } = this.projection;
      if (onEvery !== undefined) this.#add(onEvery(event));
      const handler = on[event.type] as
        ((event: RecordedEvent) => readonly Statement[]) | undefined;
      if (handler !== undefined) this.#add(handler(event));
    } catch (cause) {
      throw new EventRefused(cause);
    }
  }

  #add(statements: readonly Statement[]): void {
    for (const statement of statements) this.writer.add(statement);
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

/** The projection cannot take an event, whoever tries: its handler threw, or no table takes what it answered. */
class EventRefused extends Error {
  override readonly name = 'EventRefused';

  constructor(cause: unknown) {
    super('an event was refused', { cause });
  }
}
