import type { Projection, Statement } from '../../../projections/projection.js';
import type { RecordedEvent } from '../../domain/events/recorded-event.js';
import { MemoryTables } from '../../views/writer/memory-tables.js';
import { eachStatement } from '../projection-run.js';

/**
 * The rows that views hold after some events, in memory. Streams may be folded one after another: the statements of an event concern
 * rows of its own stream only.
 */
export class FoldedViews extends MemoryTables {
  /** The streams that are stopped in each projection at an event that it cannot apply, as they would be in the views. */
  readonly #stopped: ReadonlyMap<Projection, Set<string>>;
  readonly #write = (statement: Statement): void => this.apply(statement);

  /** `reached` has the position up to which the views of a projection, by its name, contain the log; default all of it. */
  constructor(
    projections: readonly Projection[],
    private readonly reached: ReadonlyMap<string, bigint> = new Map(),
  ) {
    super(Object.assign({}, ...projections.map(({ tables }) => tables)) as Projection['tables']);
    this.#stopped = new Map(projections.map((projection) => [projection, new Set()]));
  }

  /** Applies the next event of its stream. */
  fold(event: RecordedEvent): void {
    for (const [projection, stopped] of this.#stopped) {
      const reached = this.reached.get(projection.name);
      if (stopped.has(event.stream) || (reached !== undefined && event.position > reached))
        continue;
      try {
        eachStatement(projection, event, this.#write);
      } catch {
        stopped.add(event.stream);
      }
    }
  }
}
