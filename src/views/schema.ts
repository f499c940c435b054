import type { ViewTables } from '../../projections/index.js';

/** What queries read, as Kysely types it. Every integer is read as a bigint, on every engine. */
export interface ViewsSchema extends ViewTables, BaseTables {}

/** The tables beside those of the projections; `migrations/views` makes them. */
export interface BaseTables {
  projections: ProjectionsRow;
  stopped_budgets: StoppedBudgetsRow;
  import_previews: ImportPreviewsRow;
  views_origin: ViewsOriginRow;
}

/** One generation of one projection: its checkpoint moves in the transaction that writes its rows. */
export interface ProjectionsRow {
  name: string;
  generation: bigint;
  version: bigint;
  /** Of the tables' definitions: a changed table is noticed even if nobody raised the version. */
  fingerprint: string;
  /** JSON array of the tables' logical names: what to drop when the definition is gone. */
  tables: string;
  state: 'building' | 'live';
  position: bigint;
  sequence: bigint;
  recorded_at: string | null;
  /** When the checkpoint last moved, by this machine's clock. */
  moved_at: string;
  /** Who builds this generation, and when it last said so: others wait for it, and take over when it falls silent. */
  builder: string | null;
  builder_seen_ms: bigint | null;
  /** How a rebuild of the same version compared with what it replaced. */
  compared: 'identical' | 'different' | null;
}

/** A budget that one projection could not follow: it stands at `after_position` while the projection goes on. */
export interface StoppedBudgetsRow {
  projection: string;
  generation: bigint;
  /** The budget's id; the stream's name for an agency. */
  budget: string;
  /** Of the event that could not be applied. */
  position: bigint;
  version: bigint;
  error: string;
  since: string;
  after_position: bigint;
  after_sequence: bigint;
  after_recorded_at: string | null;
}

export interface ImportPreviewsRow {
  id: string;
  sha256: string;
  file: string | null;
  bytes: Uint8Array;
  /** JSON. */
  options: string;
  created_at: string;
}

/** Whose views these are; one row. */
export interface ViewsOriginRow {
  schema: string;
  ledger: string | null;
  epoch: bigint | null;
}
