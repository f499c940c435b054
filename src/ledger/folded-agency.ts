import type { AgencyEvent } from '../domain/events/budget.events.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import { FoldedStream } from './folded-stream.js';

/** An agency at the end of its stream. */
export class FoldedAgency extends FoldedStream<AgencyEvent> {
  #name: string | undefined;

  /** Its current name; undefined when the agency is not registered. */
  get name(): string | undefined {
    return this.#name;
  }

  protected override evolve({ type, data }: RecordedEvent<AgencyEvent>): void {
    this.#name = type === 'AgencyRegistered' ? data.name : data.to;
  }
}
