import { randomUUID } from 'node:crypto';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Projection } from '../../projections/projection.js';
import type { Instant } from '../domain/civil-date.js';
import { Refusal } from '../domain/errors.js';
import { Ordinals } from '../log/envelope.js';
import type { EventLog } from '../log/event-log.js';
import { createIndexes, physicalName } from '../views/generation-tables.js';
import type { ProjectionsRow } from '../views/schema.js';
import { StatementWriter } from '../views/statements.js';
import { Turns } from '../views/turns.js';
import type { Views, ViewsLogger, ViewsTransaction } from '../views/views-database.js';
import { claim, finish, generations, isOf, plan } from './generations.js';
import { now } from './clock.js';
import { decodePage, ordinalOf, Track, type Checkpoint } from './track.js';

/** Events that one transaction brings into the views. */
const STEP_EVENTS = 20_000;
/** How often to look whether another process has finished what it builds. */
const WAIT_MS = 25;
/** A builder that was not heard of for so long is gone, and whoever waits for it takes over. */
const BUILDER_SILENT_MS = 2_000;

/** How far all projections have come. */
export type Reached = Checkpoint;

export interface Progress {
  readonly projection: string;
  /** Events that this projection has seen. */
  readonly done: number;
  /** Events in all, where that is known: from the generation that is being replaced. */
  readonly total?: number;
  readonly eventsPerSecond: number;
}

export type OnProgress = (progress: Progress) => void;

export interface Rebuilt {
  readonly projection: string;
  /** Whether the new tables hold what the old ones held; null when there was nothing of this version to compare with. */
  readonly identical: boolean | null;
}

/**
 * Brings the log's events into the views: live, after a pause and from the first event in the same way. The rows of an
 * event and the checkpoint behind it are one transaction, so that nothing is missing and nothing is counted twice, whoever
 * is killed when. Any number of processes may do it at once.
 */
export class Projector {
  readonly #builder = randomUUID();
  readonly #turns = new Turns();
  readonly #writers = new Map<string, StatementWriter>();
  #planned = false;
  /** The last end of a catch-up, while no generation was left to build. */
  #reached: Reached | null = null;

  constructor(
    private readonly log: EventLog,
    private readonly views: Views,
    private readonly projections: readonly Projection[],
    private readonly options: { readonly logger?: ViewsLogger } = {},
  ) {}

  /** Brings every projection to where the log's head is now, building what has to be built. */
  catchUp(onProgress?: OnProgress): Promise<Reached> {
    return this.#turns.take(() => this.#catchUp(onProgress));
  }

  async #catchUp(onProgress?: OnProgress): Promise<Reached> {
    const meter = new Meter(onProgress);
    const head = await this.log.head();
    if (this.#reached !== null && this.#reached.position >= head) return this.#reached;
    this.#reached = null;
    for (;;) {
      const live = await this.#step('live', meter);
      const building = await this.#step('building', meter);
      if (live.done && building.done) {
        // Read again: what was built has joined those that answer.
        this.#reached = await this.#lowest(head);
        if (this.#reached.position >= head) return this.#reached;
      }
      if (building.waiting) await sleep(WAIT_MS);
      else await setImmediate();
    }
  }

  /** One transaction: the next events for the generations that answer, or for those that are being built. */
  #step(kind: 'live' | 'building', meter: Meter): Promise<{ done: boolean; waiting?: boolean }> {
    return this.views.transaction(async (tx) => {
      const rows = await this.#rows(tx);
      const building = rows.filter(({ state }) => state === 'building');
      if (kind === 'building') {
        if (building.length === 0) return { done: true };
        if (building.some((row) => this.#isAnothers(row))) return { done: false, waiting: true };
      }
      // What is compared with a new generation in the end comes along with it, to stand at the same event.
      const tracks = await this.#tracks(
        tx,
        kind === 'live'
          ? rows.filter(({ state }) => state === 'live')
          : rows.filter(({ name }) => building.some((each) => each.name === name)),
      );
      const atHead = await this.#advance(tx, tracks);
      for (const track of tracks) await this.#save(tx, track);
      if (kind === 'building') {
        for (const track of tracks)
          if (track.row.state === 'building')
            meter.report(
              track,
              rows.find(({ name, state }) => name === track.row.name && state === 'live'),
            );
        if (atHead)
          for (const { projection, row } of tracks)
            if (row.state === 'building')
              await finish(
                tx,
                projection,
                row,
                (await generations(tx)).find(
                  ({ name, state }) => name === row.name && state === 'live',
                ),
              );
      }
      return { done: atHead };
    });
  }

  /** Hands the events after the hindmost track to those that have not seen them. True when the log has no more. */
  async #advance(tx: ViewsTransaction, tracks: readonly Track[]): Promise<boolean> {
    if (tracks.length === 0) return true;
    let before = tracks.map(({ checkpoint }) => checkpoint).reduce(lower);
    const ordinals = new Ordinals(ordinalOf(before));
    let events = 0;
    for await (const page of this.log.readAll({ after: before.position })) {
      const passing = decodePage(page, ordinals, before);
      before = passing.at(-1)!.after;
      for (const track of tracks) await track.take(tx, passing);
      events += page.length;
      if (events >= STEP_EVENTS) return false;
    }
    return true;
  }

  async #save(tx: ViewsTransaction, track: Track): Promise<void> {
    const { row, checkpoint, stops } = track;
    const building = row.state === 'building';
    if (track.moved || building)
      await tx.db
        .updateTable('projections')
        .set({
          position: checkpoint.position,
          sequence: BigInt(checkpoint.sequence),
          recorded_at: checkpoint.recordedAt,
          ...(track.moved && { moved_at: now() }),
          ...(building && { builder: this.#builder, builder_seen_ms: BigInt(Date.now()) }),
        })
        .where('name', '=', row.name)
        .where('generation', '=', row.generation)
        .execute();
    for (const { key, passing, error } of stops) {
      await tx.db
        .insertInto('stopped_budgets')
        .values({
          projection: row.name,
          generation: row.generation,
          budget: key,
          position: passing.stored.position,
          version: BigInt(passing.stored.version),
          error: messageOf(error),
          since: now(),
          after_position: passing.before.position,
          after_sequence: BigInt(passing.before.sequence),
          after_recorded_at: passing.before.recordedAt,
        })
        .execute();
      this.#tell(
        `${row.name} cannot apply ${passing.stored.type} at position ${passing.stored.position}: ${key} stands still in this view, the others go on.`,
        error,
      );
    }
  }

  async #tracks(tx: ViewsTransaction, rows: readonly ProjectionsRow[]): Promise<Track[]> {
    const stopped = await tx.db
      .selectFrom('stopped_budgets')
      .select(['projection', 'generation', 'budget'])
      .execute();
    return this.projections.flatMap((projection) =>
      rows
        .filter((row) => isOf(row, projection))
        .map(
          (row) =>
            new Track(
              projection,
              row,
              this.#writer(tx, projection, row.generation),
              this.views,
              stopped
                .filter(
                  (each) => each.projection === row.name && each.generation === row.generation,
                )
                .map(({ budget }) => budget),
            ),
        ),
    );
  }

  /** Compiled statements are kept from one step to the next. */
  #writer(tx: ViewsTransaction, projection: Projection, generation: bigint): StatementWriter {
    const key = `${projection.name} ${generation}`;
    let writer = this.#writers.get(key);
    if (writer === undefined) {
      writer = new StatementWriter(
        projection.tables,
        (table) => physicalName(table, generation),
        tx.dialect,
        (inTx, table) => createIndexes(inTx, table, projection.tables[table]!, generation),
      );
      this.#writers.set(key, writer);
    }
    return writer;
  }

  /** The generations as they stand, with one at least of each of this program's projections. */
  async #rows(tx: ViewsTransaction): Promise<ProjectionsRow[]> {
    let rows = await generations(tx);
    const missing = () =>
      this.projections.filter((projection) => !rows.some((row) => isOf(row, projection)));
    if (this.#planned && missing().length === 0) return rows;
    if (this.#planned && missing().some(({ name }) => rows.some((row) => row.name === name)))
      throw new Refusal(
        'projection-behind',
        `Another version of budget-ledger has taken over the views (${missing()[0]!.name}): end one of the two programs.`,
      );
    await claim(
      tx,
      this.views,
      await this.log.identity(),
      () => this.log.head(),
      (...message) => this.#tell(...message),
    );
    await plan(tx, this.projections);
    rows = await generations(tx);
    this.#planned = true;
    return rows;
  }

  #isAnothers({ builder, builder_seen_ms }: ProjectionsRow): boolean {
    return (
      builder !== null &&
      builder !== this.#builder &&
      Date.now() - Number(builder_seen_ms) < BUILDER_SILENT_MS
    );
  }

  /** How far the projection that is hindmost has come, as queries see it. */
  async #lowest(head: bigint): Promise<Reached> {
    const rows = await this.views.db
      .selectFrom('projections')
      .select(['name', 'version', 'position', 'sequence', 'recorded_at'])
      .where('state', '=', 'live')
      .execute();
    const all = this.projections.map(({ name, version }) => {
      const row = rows.find((each) => each.name === name && Number(each.version) === version);
      return row === undefined
        ? NOWHERE
        : {
            position: row.position,
            sequence: Number(row.sequence),
            recordedAt: (row.recorded_at ?? '') as Instant,
          };
    });
    return all.length === 0 ? { ...NOWHERE, position: head } : all.reduce(lower);
  }

  #tell(sentence: string, error?: unknown): void {
    this.options.logger?.(sentence, error);
  }
}

const NOWHERE: Reached = { position: -1n, sequence: 0, recordedAt: '' as Instant };

const lower = (a: Checkpoint, b: Checkpoint): Checkpoint => (b.position < a.position ? b : a);

const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

class Meter {
  readonly #start = performance.now();
  readonly #first = new Map<string, number>();

  constructor(private readonly onProgress: OnProgress | undefined) {}

  report({ row, checkpoint }: Track, replaced: ProjectionsRow | undefined): void {
    if (!this.#first.has(row.name)) this.#first.set(row.name, Number(row.sequence));
    const seconds = (performance.now() - this.#start) / 1000;
    this.onProgress?.({
      projection: row.name,
      done: checkpoint.sequence,
      ...(replaced && { total: Number(replaced.sequence) }),
      eventsPerSecond: Math.round((checkpoint.sequence - this.#first.get(row.name)!) / seconds),
    });
  }
}
