import type { Projection } from '../../../projections/projection.js';
import type { RecordedEvent } from '../../domain/events/recorded-event.js';
import { MemoryTables } from '../../views/writer/memory-tables.js';
import { eachStatement } from '../projection-run.js';

/**
 * The rows that views hold after some events, in memory. Streams may be folded one after another: the statements of an event concern
 * rows of its own stream only.
 */
export class FoldedViews extends MemoryTables {
  /** Streams that are stopped in a projection at an event that it cannot apply, as they would be in the views. */
  readonly #stopped = new Set<string>();

  constructor(private readonly projections: readonly Projection[]) {
    super(Object.assign({}, ...projections.map(({ tables }) => tables)) as Projection['tables']);
  }

  /** Applies the next event of its stream. */
  fold(event: RecordedEvent): void {
    for (const projection of this.projections) {
      const unit = `${projection.name} ${event.stream}`;
      if (this.#stopped.size > 0 && this.#stopped.has(unit)) continue;
      try {
        eachStatement(projection, event, (statement) => this.apply(statement));
      } catch {
        this.#stopped.add(unit);
      }
    }
  }
}
