import type { Instant } from '../../domain/values/civil-date.js';
import { decodeMeta, OrdinalCounter, type Ordinal, type PlaceInLog } from '../../log/envelope.js';
import type { StoredEvent } from '../../log/event-log.js';

/**
 * The streams of a log, and the place of each of their events among all events: what a stream that is read alone does not tell.
 * Takes eight bytes an event.
 */
export class StreamOrdinals {
  readonly #counter = new OrdinalCounter();
  /** The sequences of each stream's events, in their order. */
  readonly #sequences = new Map<string, number[]>();
  /** The times of events that were recorded by a clock that was behind, by their sequences. */
  readonly #times = new Map<number, Instant>();

  /**
   * Takes the next event of the log; every event, in order.
   *
   * @throws {LogCorrupt} its metadata is not JSON.
   */
  add(stored: StoredEvent): Ordinal {
    const { recordedAt } = decodeMeta(stored);
    const ordinal = this.#counter.next(recordedAt);
    if (ordinal.recordedAt !== recordedAt) this.#times.set(ordinal.sequence, ordinal.recordedAt);
    const known = this.#sequences.get(stored.stream);
    if (known === undefined) this.#sequences.set(stored.stream, [ordinal.sequence]);
    else known.push(ordinal.sequence);
    return ordinal;
  }

  /** The number of events in each stream. */
  *streams(): Iterable<{ readonly stream: string; readonly events: number }> {
    for (const [stream, { length }] of this.#sequences) yield { stream, events: length };
  }

  /**
   * The ordinal of the nth event of a stream, from 0, with its time where that is not the one that is stored with it; undefined for an
   * event that was recorded later.
   */
  of(stream: string, n: number): PlaceInLog | undefined {
    const sequence = this.#sequences.get(stream)?.[n];
    if (sequence === undefined) return undefined;
    return { sequence, recordedAt: this.#times.get(sequence) };
  }
}
