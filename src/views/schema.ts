import type { ViewTables } from '../../projections/index.js';

/** The tables of the views' database, as Kysely types them. Every integer is read as a bigint, on every engine. */
export interface ViewsSchema extends ViewTables, BaseTables {}

/** The tables that belong to no projection; `migrations/views` creates them. */
interface BaseTables {
  projections: ProjectionsRow;
  stopped_budgets: StoppedBudgetsRow;
  views_origin: ViewsOriginRow;
}

/** One generation of one projection. Its checkpoint is updated in the transaction that writes its rows. */
export interface ProjectionsRow {
  name: string;
  generation: bigint;
  version: bigint;
  /** A hash of the tables' definitions, so that a changed table is noticed even when the version was not increased. */
  fingerprint: string;
  /** JSON array of the tables' logical names, to drop them when the projection no longer exists. */
  tables: string;
  state: 'building' | 'live';
  position: bigint;
  sequence: bigint;
  recorded_at: string | null;
  /** When the checkpoint last changed, by this machine's clock. */
  moved_at: string;
  /** The process that builds this generation and its last sign of life: others wait, and take over when it stops. */
  builder: string | null;
  builder_seen_ms: bigint | null;
  /** Whether a rebuild of the same version equalled what it replaced. */
  compared: 'identical' | 'different' | null;
}

/** A budget that is stopped in one projection: it stays at `after_position` while the projection continues. */
export interface StoppedBudgetsRow {
  projection: string;
  generation: bigint;
  /** The budget's id; the stream's name for an agency. */
  budget: string;
  /** The event that could not be applied. */
  position: bigint;
  version: bigint;
  error: string;
  since: string;
  after_position: bigint;
  after_sequence: bigint;
  after_recorded_at: string | null;
}

/** The ledger that the views were built from; one row. */
export interface ViewsOriginRow {
  schema: string;
  ledger: string | null;
  epoch: bigint | null;
  /** The position up to which everything that follows in other budgets is recorded. */
  settled: bigint | null;
}
