import type { Projection, Statement } from '../../../projections/projection.js';
import type { RecordedEvent } from '../../domain/events/recorded-event.js';
import { MemoryTables } from '../../views/writer/memory-tables.js';
import { eachStatement } from '../projection-run.js';

/**
 * The rows that views hold after some events, in memory. Streams may be folded one after another: the statements of an event concern
 * rows of its own stream only.
 */
export class FoldedViews extends MemoryTables {
  readonly #each: readonly {
    readonly projection: Projection;
    /** The position up to which its views contain the log. */
    readonly reached: bigint;
    /** The streams that are stopped at an event that it cannot apply, as they would be in the views. */
    readonly stopped: Set<string>;
  }[];
  readonly #write = (statement: Statement): void => this.apply(statement);

  /** `reached` has the position up to which the views of each projection, by its name, contain the log. */
  constructor(projections: readonly Projection[], reached: ReadonlyMap<string, bigint>) {
    super(Object.assign({}, ...projections.map(({ tables }) => tables)) as Projection['tables']);
    this.#each = projections.map((projection) => ({
      projection,
      reached: reached.get(projection.name) ?? 0n,
      stopped: new Set(),
    }));
  }

  /** Applies the next event of its stream to the views that contain it. */
  fold(event: RecordedEvent): void {
    for (const { projection, reached, stopped } of this.#each) {
      if (event.position > reached || stopped.has(event.stream)) continue;
      try {
        eachStatement(projection, event, this.#write);
      } catch {
        stopped.add(event.stream);
      }
    }
  }
}
