import type { Projection } from '../../projections/projection.js';
import type { EventLog } from '../log/event-log.js';
import type { ProjectionsRow, StoppedBudgetsRow } from '../views/schema.js';
import type { Views } from '../views/views-database.js';
import { belongsTo } from './generations.js';

/** The largest lag that is counted; a longer one is shown as this. */
const LAG_EVENTS_MAX = 10_000;

/** The state of one projection, for `/readyz` and `projector status`. */
export interface ProjectionStatus {
  readonly name: string;
  /** Of the live generation, or of the one being built when there is none. */
  readonly version: number;
  readonly generation: number;
  /** `rebuilding` also while an older generation is live. */
  readonly state: 'live' | 'behind' | 'rebuilding';
  readonly position: bigint;
  readonly sequence: number;
  /** Events of the log that the view does not contain yet, counted up to 10,000. */
  readonly lag: number;
  /** Budgets that are stopped in this view at an event that it cannot apply. */
  readonly stopped: readonly {
    readonly budget: string;
    readonly position: bigint;
    readonly error: string;
    readonly since: string;
  }[];
  /** When the checkpoint last changed; null before the first event. */
  readonly lastMovedAt: string | null;
  /** Why the views cannot be updated now; null when they can. */
  readonly problem: string | null;
}

/** Reads the state; builds and changes nothing. */
export const projectionStatuses = async (
  log: EventLog,
  views: Views,
  projections: readonly Projection[],
  problem: string | null,
): Promise<ProjectionStatus[]> => {
  const rows = await views.db.selectFrom('projections').selectAll().execute();
  const stopped = await views.db
    .selectFrom('stopped_budgets')
    .selectAll()
    .orderBy('position')
    .execute();
  const lags = new Map<bigint, Promise<number>>();
  return Promise.all(
    projections.map(async (projection) => {
      const mine = rows.filter(({ name }) => name === projection.name);
      const live = mine.find(({ state }) => state === 'live');
      const row = live ?? mine[0];
      const position = row?.position ?? 0n;
      const lag = await (lags.get(position) ?? kept(lags, position, lagAfter(log, position)));
      const ready = live !== undefined && mine.length === 1 && belongsTo(live, projection);
      return {
        name: projection.name,
        version: Number(row?.version ?? projection.version),
        generation: Number(row?.generation ?? 0),
        state: ready ? (lag === 0 ? 'live' : 'behind') : 'rebuilding',
        position,
        sequence: Number(row?.sequence ?? 0),
        lag,
        stopped: stopped.filter((each) => row !== undefined && isIn(each, row)).map(shown),
        lastMovedAt: row !== undefined && position > 0n ? row.moved_at : null,
        problem,
      } satisfies ProjectionStatus;
    }),
  );
};

const lagAfter = async (log: EventLog, position: bigint): Promise<number> => {
  let events = 0;
  for await (const page of log.readAll({ after: position })) {
    events += page.length;
    if (events >= LAG_EVENTS_MAX) return LAG_EVENTS_MAX;
  }
  return events;
};

const kept = <Key, Value>(map: Map<Key, Value>, key: Key, value: Value): Value => {
  map.set(key, value);
  return value;
};

const isIn = (stopped: StoppedBudgetsRow, row: ProjectionsRow): boolean =>
  stopped.projection === row.name && stopped.generation === row.generation;

const shown = ({ budget, position, error, since }: StoppedBudgetsRow) => ({
  budget,
  position,
  error,
  since,
});
