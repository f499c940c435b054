import type { LedgerEvent } from '../domain/events/budget.events.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';

/** The events that one idempotency key recorded, by their versions. */
export interface KeyUse {
  readonly fingerprint: string;
  readonly from: number;
  readonly to: number;
}

/** A stream at its end: where that is, the idempotency keys in it, and what a subclass keeps of the events. */
export abstract class FoldedStream<Event extends LedgerEvent> {
  #version = -1;
  #position = 0n;
  readonly #keys = new Map<string, KeyUse>();

  /** Version of the last event; -1 when there is none. */
  get version(): number {
    return this.#version;
  }

  /** Position of the last event; 0 when there is none. */
  get position(): bigint {
    return this.#position;
  }

  /** The idempotency keys of the stream. */
  get keys(): ReadonlyMap<string, KeyUse> {
    return this.#keys;
  }

  apply(event: RecordedEvent<Event>): void {
    this.evolve(event);
    this.#version = event.version;
    this.#position = event.position;
    if (!event.idempotency) return;
    const { key, fingerprint } = event.idempotency;
    const from = this.#keys.get(key)?.from ?? event.version;
    this.#keys.set(key, { fingerprint, from, to: event.version });
  }

  protected abstract evolve(event: RecordedEvent<Event>): void;
}
