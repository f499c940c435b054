import { randomUUID } from 'node:crypto';
import type { Projection } from '../../projections/projection.js';
import { Refusal } from '../domain/errors.js';
import { OrdinalCounter } from '../log/envelope.js';
import type { EventLog } from '../log/event-log.js';
import { createIndexes, physicalName } from '../views/writer/generation-tables.js';
import type { ProjectionsRow, StoppedBudgetsRow } from '../views/schema.js';
import { StatementWriter } from '../views/writer/statement-writer.js';
import type { Views, ViewsLogger, ViewsTransaction } from '../views/views-database.js';
import {
  areOwn,
  originOf,
  beginGeneration,
  claimViews,
  switchTo,
  generations,
  belongsTo,
  moveCheckpoint,
  planGenerations,
  type Built,
} from './generations.js';
import { now } from './clock.js';
import {
  decodePage,
  END_OF_LOG,
  earlier,
  ordinalOf,
  ProjectionRun,
  sameAppend,
  type ViewCheckpoint,
  type DecodedEvent,
} from './projection-run.js';

/** The default number of events per transaction. */
const STEP_EVENTS = 20_000;
/** A process that builds a generation and gives no sign of life for this long, in ms, is replaced by another one. */
const BUILDER_SILENT_MS = 2_000;

/** The result of a step. `waiting`: another process is building. */
export type StepResult = 'at-head' | 'more' | 'waiting';

/** Called for each generation that a step has advanced, with the one that it will replace. */
export type OnBuilt = (run: ProjectionRun, replaced: ProjectionsRow | undefined) => void;

/**
 * Advances the views by one transaction. The state is read inside the transaction, because another process may have done
 * the same step before.
 */
export class CatchUpSteps {
  /** Whether views that show that the log was changed may be dropped. */
  isLogAccepted = false;
  readonly #builder = randomUUID();
  readonly #writers = new Map<string, StatementWriter>();
  #planned = false;

  constructor(
    private readonly log: EventLog,
    private readonly views: Views,
    private readonly projections: readonly Projection[],
    private readonly logger: ViewsLogger,
    readonly stepEvents = STEP_EVENTS,
  ) {}

  /** Applies the next events to the live generations. */
  live(): Promise<{ step: StepResult; reached: ViewCheckpoint; building: boolean }> {
    return this.views.transaction(async (tx) => {
      const rows = await this.#rows(tx);
      const live = rows.filter(({ state }) => state === 'live');
      const runs = await this.#runs(tx, live);
      return {
        step: await this.#advance(tx, runs),
        reached: runs.map(({ checkpoint }) => checkpoint).reduce(earlier, END_OF_LOG),
        building: live.length < rows.length,
      };
    });
  }

  /** Applies the next events to the generations that are being built; at the head they become live. */
  build(onBuilt: OnBuilt): Promise<StepResult> {
    return this.views.transaction(async (tx) => {
      const rows = await this.#rows(tx);
      const building = rows.filter(({ state }) => state === 'building');
      if (building.length === 0) return 'at-head';
      if (building.some((row) => this.#isAnothers(row))) return 'waiting';
      // The live generations advance too: those that are replaced, so that both are at the same event when they are compared, and the
      // others, so that no reader sees one view at another event than the rest.
      const runs = await this.#runs(tx, rows);
      const step = await this.#advance(tx, runs);
      const current = await generations(tx);
      const built: Built[] = [];
      for (const run of runs) {
        const { projection, row } = run;
        if (row.state === 'live') continue;
        const replaced = current.find(({ name, state }) => name === row.name && state === 'live');
        onBuilt(run, replaced);
        built.push({ projection, row, replaced });
      }
      if (step === 'at-head') await switchTo(tx, built);
      return step;
    });
  }

  /** Begins a generation beside the live one, unless one is being built; returns the number of each. */
  beginBeside(projections: readonly Projection[]): Promise<ReadonlyMap<string, bigint>> {
    return this.views.transaction(async (tx) => {
      const rows = await this.#rows(tx);
      const begun = new Map<string, bigint>();
      for (const projection of projections) {
        const building = rows.find((row) => row.state === 'building' && belongsTo(row, projection));
        begun.set(
          projection.name,
          building?.generation ?? (await beginGeneration(tx, projection, rows)),
        );
      }
      return begun;
    });
  }

  /** The run of one generation in this transaction; undefined when it is not one of this program's projections. */
  async run(
    tx: ViewsTransaction,
    name: string,
    generation: bigint,
  ): Promise<ProjectionRun | undefined> {
    const rows = await this.#rows(tx);
    const [run] = await this.#runs(
      tx,
      rows.filter((row) => row.name === name && row.generation === generation),
    );
    return run;
  }

  /** Discards all cached state, because the database was replaced. */
  forget(): void {
    this.#planned = false;
    this.#writers.clear();
  }

  /**
   * Applies the events after the lowest checkpoint to the runs that have not seen them, and saves the checkpoints. It ends
   * between appends, so that no reader sees half of a change.
   */
  async #advance(tx: ViewsTransaction, runs: readonly ProjectionRun[]): Promise<StepResult> {
    if (runs.length === 0) return 'at-head';
    let before = runs.map(({ checkpoint }) => checkpoint).reduce(earlier);
    const ordinals = new OrdinalCounter(ordinalOf(before));
    let step: StepResult = 'at-head';
    let events = 0;
    let last: DecodedEvent | undefined;
    for await (const page of this.log.readAll({ after: before.position })) {
      let decoded: readonly DecodedEvent[] = decodePage(page, ordinals, before);
      if (events >= this.stepEvents) {
        step = 'more';
        decoded = sameAppend(last!, decoded);
      }
      last = decoded.at(-1) ?? last!;
      before = last.after;
      if (decoded.length > 0) for (const run of runs) await run.apply(tx, decoded);
      events += decoded.length;
      if (decoded.length < page.length) break;
    }
    for (const run of runs) await this.#save(tx, run);
    return step;
  }

  async #save(tx: ViewsTransaction, { row, checkpoint, stops }: ProjectionRun): Promise<void> {
    const moved = checkpoint.position > row.position;
    const building = row.state === 'building';
    if (moved) await moveCheckpoint(tx, row, checkpoint);
    if (building)
      await tx.db
        .updateTable('projections')
        .set({ builder: this.#builder, builder_seen_ms: BigInt(Date.now()) })
        .where('name', '=', row.name)
        .where('generation', '=', row.generation)
        .execute();
    for (const { key, decoded, error } of stops) {
      await tx.db
        .insertInto('stopped_budgets')
        .values({
          projection: row.name,
          generation: row.generation,
          budget: key,
          since: now(),
          ...applyFailure(decoded.stored, error),
          ...cursorOf(decoded.before),
        })
        .execute();
    }
    const [first] = stops;
    if (first === undefined) return;
    const { type, position } = first.decoded.stored;
    const more = stops.length === 1 ? '' : ` So are ${stops.length - 1} more.`;
    this.logger(
      `${row.name} cannot apply ${type} at position ${position}: ${first.key} is stopped in this view, the others continue.${more}`,
      first.error,
    );
  }

  async #runs(tx: ViewsTransaction, rows: readonly ProjectionsRow[]): Promise<ProjectionRun[]> {
    const stopped = await tx.all<Pick<StoppedBudgetsRow, 'projection' | 'generation' | 'budget'>>(
      'SELECT projection, generation, budget FROM stopped_budgets',
    );
    return this.projections.flatMap((projection) =>
      rows
        .filter((row) => belongsTo(row, projection))
        .map((row) => {
          const { generation } = row;
          const keys = stopped
            .filter((each) => each.projection === row.name && each.generation === generation)
            .map(({ budget }) => budget);
          const writer = this.#writer(tx, projection, generation);
          return new ProjectionRun(projection, row, writer, this.views, keys);
        }),
    );
  }

  /** The writer of a generation, cached because it holds compiled statements. */
  #writer(tx: ViewsTransaction, projection: Projection, generation: bigint): StatementWriter {
    const key = `${projection.name} ${generation}`;
    let writer = this.#writers.get(key);
    if (writer === undefined) {
      writer = new StatementWriter(
        projection,
        (table) => physicalName(table, generation),
        tx.dialect,
        (inTx, table) => createIndexes(inTx, table, projection.tables[table]!, generation),
      );
      this.#writers.set(key, writer);
    }
    return writer;
  }

  /** The current generations; creates those that this program's projections need. */
  async #rows(tx: ViewsTransaction): Promise<readonly ProjectionsRow[]> {
    const rows = await generations(tx);
    const missing = this.projections.filter((each) => !rows.some((row) => belongsTo(row, each)));
    if (this.#planned) {
      if (missing.length === 0 && (await areOwn(await originOf(tx.db), this.log))) return rows;
      const taken = missing.find(({ name }) => rows.some((row) => row.name === name));
      if (taken !== undefined)
        throw new Refusal(
          'projection-behind',
          `Another version of budget-ledger has taken over the views (${taken.name}): stop one of the two programs.`,
        );
    }
    await claimViews(tx, this.views, this.log, this.logger, this.isLogAccepted);
    await planGenerations(tx, this.projections);
    this.#planned = true;
    return generations(tx);
  }

  #isAnothers({ builder, builder_seen_ms }: ProjectionsRow): boolean {
    return (
      builder !== null &&
      builder !== this.#builder &&
      Date.now() - Number(builder_seen_ms) < BUILDER_SILENT_MS
    );
  }
}

/** The event at which a budget stopped, as columns of `stopped_budgets`. */
export const applyFailure = (
  { position, version }: { readonly position: bigint; readonly version: number },
  error: unknown,
): { position: bigint; version: bigint; error: string } => ({
  position,
  version: BigInt(version),
  error: String(error),
});

/** The checkpoint of a stopped budget, as columns of `stopped_budgets`. */
export const cursorOf = (
  before: ViewCheckpoint,
): { after_position: bigint; after_sequence: bigint; after_recorded_at: string } => ({
  after_position: before.position,
  after_sequence: BigInt(before.sequence),
  after_recorded_at: before.recordedAt,
});
