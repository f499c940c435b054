import { setImmediate as nextTurn } from 'node:timers/promises';
import { setImmediate } from 'node:timers/promises';
import type { Projection } from '../../projections/projection.js';
import type { Instant } from '../domain/values/civil-date.js';
import { Refusal } from '../domain/errors.js';
import type { EventLog } from '../log/event-log.js';
import { Notifier } from '../concurrency/notifier.js';
import { pause } from '../concurrency/pause.js';
import { Queue } from '../concurrency/queue.js';
import { withTimeout } from '../concurrency/with-timeout.js';
import { lastRecorded } from '../views/last-recorded.js';
import type { Views, ViewsLogger } from '../views/views-database.js';
import { runLoop } from './run-loop.js';
import { Meter, type OnProgress } from './progress.js';
import { resumeBudget } from './resume-budget.js';
import { projectionStatuses, type ProjectionStatus } from './status.js';
import { areOfUnknownEpoch, areOwn, originOf } from './generations.js';
import { CatchUpSteps } from './catch-up-steps.js';
import { END_OF_LOG, earlier, type ViewCheckpoint } from './projection-run.js';

/** The interval of checking whether another process has finished building, in ms. */
const WAIT_MS = 25;
/** The default timeout of a reader that must see its own write. */
const REACHED_MS_MAX = 10_000;
/** The timeout of an optional query ({@link Projector.askIfAvailable}). */
const OPTIONAL_QUERY_MS_MAX = 1_000;
/** From which difference on the operator is warned of a clock, in ms. */
const CLOCK_BEHIND_MS = 1_000;
/** The interval in ms at which a waiting reader reads the checkpoints: another process may be the one that projects. */
const REACHED_POLL_MS = 50;
/** How long the answer to a change waits for views that follow the log slowly. */
const CONTAINS_MS_MAX = 3_000;
/** The views of a log up to this position are built in a moment: those of a new ledger are with its first changes. */
const SOON_BUILT = 1_000n;

/** Who hears of problems, and how much is written at once. */
export interface ProjectorOptions {
  /** Gets a sentence about events such as a rebuild or a stopped budget. */
  readonly logger?: ViewsLogger;
  /** The number of events per transaction. */
  readonly stepEvents?: number;
  /** Compares the log with its proof: a sentence that shows that it was changed, or null. Asked before all views are built anew. */
  readonly verify?: () => Promise<string | null>;
}

/** The lowest checkpoint of all projections. */
export type Reached = ViewCheckpoint;

/** The outcome of a rebuild. */
export interface Rebuilt {
  readonly projection: string;
  /** Whether the new tables equal the old ones; null when there were none of this version. */
  readonly identical: boolean | null;
}

/** The outcome of a retry of one stopped budget. */
export interface Retried {
  readonly projection: string;
  readonly budget: string;
  /** The error at which it stopped again; null when it continues. */
  readonly error: string | null;
}

const liveCheckpoints = (db: Views['db']) =>
  db
    .selectFrom('projections')
    .select(['name', 'version', 'position', 'sequence', 'recorded_at'])
    .where('state', '=', 'live')
    .execute();

/**
 * Applies the log's events to the views, in the same way for live events, after a pause and from the first event. The rows
 * of an event and the checkpoint after it are written in one transaction, so that no event is lost or applied twice, even
 * if a process is killed. Any number of processes may do it at the same time.
 */
export class Projector {
  readonly #logger: ViewsLogger;
  readonly #steps: CatchUpSteps;
  readonly #queue = new Queue();
  readonly #checkpoints = new Notifier();
  readonly #questions = new Queue();
  /** A question for the progress of the views that is not asked yet. */
  #nextProgress: Promise<Reached | null> | null = null;
  /** A catch-up that has not started yet. */
  #next: Promise<Reached> | null = null;
  /** The result of the last catch-up: there is nothing to do until the log has more events. */
  #caughtUp: Reached | null = null;
  /** The value of `views.resets` at the start of the last catch-up. */
  #resets = 0;
  #following: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;
  #stopped = false;
  /** Whether an optional query has timed out and is still running. */
  #isViewsQueryHanging = false;
  #problem: string | null = null;
  /** Null once the log was verified, or need not be. */
  #verify: (() => Promise<string | null>) | null;

  constructor(
    private readonly log: EventLog,
    private readonly views: Views,
    private readonly projections: readonly Projection[],
    { logger, stepEvents, verify }: ProjectorOptions = {},
  ) {
    this.#verify = verify ?? null;
    this.#logger = logger ?? (() => undefined);
    this.#steps = new CatchUpSteps(log, views, projections, this.#logger, stepEvents);
  }

  /**
   * Brings every projection to the head of the log, and builds new generations: after the views were deleted this takes as
   * long as reading the whole log. While the projector is started, callers do not wait for that.
   *
   * @throws {Refusal} `projection-behind`: the projector is started, and the catch-up takes longer than the timeout.
   * @throws {Refusal} `proof-differs`: there are no views, and the log from which they would be built is not the one that was proved.
   */
  async catchUp(onProgress?: OnProgress): Promise<Reached> {
    if (onProgress !== undefined) return this.#queue.run(() => this.#catchUp(onProgress));
    // Calls before it starts share one catch-up: while the views are slow, callers do not queue for one each.
    const caughtUp = (this.#next ??= this.#queue.run(async () => {
      // What was recorded in this turn is sent to those who follow it before the views are written, which takes longer.
      await nextTurn();
      this.#next = null;
      return this.#catchUp();
    }));
    return this.#withTimeout(caughtUp, REACHED_MS_MAX, () => {
      throw new Refusal(
        'projection-behind',
        'The views are behind the log: repeat the request in a moment.',
      );
    });
  }

  /** Lets views be built from a log that is not the one that was proved. */
  acceptUnverified(): void {
    this.#verify = null;
    this.#steps.isLogAccepted = true;
  }

  /**
   * The result of an optional query, after a catch-up; undefined when the views are not available or too slow. While one
   * such query hangs, later ones return undefined at once, so that a server that hangs does not delay changes.
   */
  askIfAvailable<T>(ask: () => Promise<T>): Promise<T | undefined> {
    return this.#ifAvailable(() => this.catchUp().then(ask));
  }

  /**
   * Whether every view contains the event at `position`, for the answer to a change. Waits while the views follow the log; false at
   * once while they are away, or are built from the first event of a log that is not short.
   */
  async contains(position: bigint): Promise<boolean> {
    if (this.#following === null) await this.#ifAvailable(() => this.catchUp());
    const deadline = performance.now() + CONTAINS_MS_MAX;
    while (this.#problem === null && performance.now() < deadline) {
      const at = await this.#ifAvailable(() => this.#lowestIfBuilt());
      if (at === undefined || (at.position < 0n && position > SOON_BUILT)) return false;
      if (at.position >= position) return true;
      await this.#checkpoints.wait({ timeoutMs: REACHED_POLL_MS });
    }
    return false;
  }

  async #ifAvailable<T>(ask: () => Promise<T>): Promise<T | undefined> {
    if (this.#isViewsQueryHanging) return undefined;
    const asked = ask().catch((error: unknown) => {
      if (this.isViewsProblem(error)) return undefined;
      throw error;
    });
    return this.#withTimeout(asked, OPTIONAL_QUERY_MS_MAX, () => {
      this.#isViewsQueryHanging = true;
      const answered = (): void => void (this.#isViewsQueryHanging = false);
      asked.then(answered, answered);
      return undefined;
    });
  }

  /** Whether an error says that the views cannot be reached or are behind, and nothing of what is asked or recorded. */
  isViewsProblem(error: unknown): boolean {
    return isBehind(error) || this.views.errorKind(error) === 'unavailable';
  }

  /**
   * Follows the log until `signal` aborts or {@link stop} is called; resolves then. Errors do not end it: they are logged
   * and shown in {@link status}, and the work is retried.
   */
  start(signal?: AbortSignal): Promise<void> {
    if (this.#following !== null) return this.#following.ended;
    this.#stopped = false;
    const stop = new AbortController();
    const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
    const ended = runLoop(this.log, both, {
      catchUp: () =>
        this.#queue.run(async () => {
          await nextTurn();
          return this.#catchUp(undefined, both);
        }),
      onProblem: (problem, error) => {
        if (problem !== null) this.#logger(problem, error);
        this.#problem = problem;
      },
    }).finally(() => (this.#following = null));
    this.#following = { stop, ended };
    return ended;
  }

  /** Stops after the current transaction. The next start continues there. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#following?.stop.abort();
    await this.#following?.ended;
    await this.#queue.run(() => undefined);
  }

  /**
   * Resolves once every view contains the event at `position`, for a reader that must see its own write.
   *
   * @throws {Refusal} `projection-behind`: the views do not contain it within the timeout, or are of another ledger.
   */
  async reached(
    position: bigint,
    { timeoutMs = REACHED_MS_MAX }: { readonly timeoutMs?: number } = {},
  ): Promise<void> {
    if (this.#following === null) await this.catchUp();
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const at = await this.#progress();
      if (at !== null && at.position >= position) return;
      const left = deadline - performance.now();
      if (left <= 0 || this.#following === null)
        throw new Refusal(
          'projection-behind',
          `The views do not contain position ${position} yet: repeat the request in a moment.`,
          { position: String(at?.position ?? 0n) },
        );
      await this.#checkpoints.wait({ timeoutMs: Math.min(left, REACHED_POLL_MS) });
    }
  }

  /**
   * Builds one projection, or all, from the first event beside the live tables, compares and switches. Queries are answered
   * all the time.
   */
  rebuild(
    name?: string,
    { onProgress }: { readonly onProgress?: OnProgress } = {},
  ): Promise<Rebuilt[]> {
    const chosen = this.#chosen(name);
    return this.#queue.run(async () => {
      await this.#catchUp();
      const begun = await this.#steps.beginBeside(chosen);
      this.#caughtUp = null;
      await this.#catchUp(onProgress);
      const rows = await this.views.db
        .selectFrom('projections')
        .select(['name', 'generation', 'compared'])
        .where('state', '=', 'live')
        .execute();
      return chosen.map((projection) => {
        const row = rows.find((each) => each.name === projection.name);
        const ours = row !== undefined && row.generation >= begun.get(projection.name)!;
        return {
          projection: projection.name,
          identical: ours && row.compared !== null ? row.compared === 'identical' : null,
        };
      });
    });
  }

  /**
   * Resumes stopped budgets: all, those of one projection, or one. A budget that fails again is stopped again.
   *
   * Its events are applied later than newer events of other budgets. The result is the same, because the statements of an
   * event concern rows of its own budget only; a projection that does not keep to this has to be rebuilt instead.
   */
  retry(projection?: string, budget?: string): Promise<Retried[]> {
    const names = this.#chosen(projection).map(({ name }) => name);
    return this.#queue.run(async () => {
      await this.#catchUp();
      let stopped = this.views.db
        .selectFrom('stopped_budgets')
        .select(['projection', 'generation', 'budget'])
        .where('projection', 'in', names)
        .orderBy('projection')
        .orderBy('position');
      if (budget !== undefined) stopped = stopped.where('budget', '=', budget);
      const retried: Retried[] = [];
      for (const each of await stopped.execute())
        retried.push({
          projection: each.projection,
          budget: each.budget,
          error: await resumeBudget(this.log, this.views, this.#steps, each),
        });
      return retried;
    });
  }

  /**
   * Whether the views are of this log in its current epoch, so that they may be read.
   *
   * @throws {Refusal} `projection-behind`: they are of another ledger.
   */
  hasOwnViews(): Promise<boolean> {
    return this.#unlessMissing(async () => areOwn(await this.views.once(originOf), this.log));
  }

  /** Whether the views show that the epoch of the log was changed, see {@link areOfUnknownEpoch}. */
  hasViewsOfUnknownEpoch(): Promise<boolean> {
    return this.#unlessMissing(() => this.views.once((db) => areOfUnknownEpoch(db, this.log)));
  }

  async #unlessMissing(ask: () => Promise<boolean>): Promise<boolean> {
    try {
      return await ask();
    } catch (error) {
      // Their tables are missing while they are first built, and after they were deleted.
      if (error instanceof Refusal || this.views.errorKind(error) !== 'corrupt') throw error;
      return false;
    }
  }

  /**
   * The state of each projection.
   *
   * @throws {Refusal} `projection-behind`: the views are of another ledger.
   */
  async status(): Promise<ProjectionStatus[]> {
    const isOwn = await this.hasOwnViews();
    const statuses = await projectionStatuses(
      this.log,
      this.views,
      this.projections,
      this.#problem,
    );
    // Views of another epoch are built again before anything is read from them.
    return isOwn ? statuses : statuses.map((each) => ({ ...each, state: 'rebuilding' }));
  }

  /**
   * A sentence when this machine's clock is behind an event that was recorded: it has stepped back, or another instance's runs
   * ahead. Null where it is not. Events are marked with the difference until it has caught up.
   */
  async clockWarning(): Promise<string | null> {
    const last = await lastRecorded(this.views);
    const behindMs = last === null ? 0 : Date.parse(last) - Date.now();
    return behindMs < CLOCK_BEHIND_MS
      ? null
      : `The clock of this machine is ${behindMs} ms behind the last event, which was recorded at ${last}: check the clocks of all instances. Until then events are recorded at that instant.`;
  }

  async #catchUp(onProgress?: OnProgress, signal?: AbortSignal): Promise<Reached> {
    const head = await this.log.head();
    const { resets } = this.views;
    if (resets !== this.#resets) this.#caughtUp = null;
    this.#resets = resets;
    const meter = new Meter(onProgress);
    for (let replaced = false; ;)
      try {
        const known = this.#caughtUp;
        if (known !== null && known.position >= head && (await this.hasOwnViews())) return known;
        return (this.#caughtUp = await this.#catchUpTo(head, meter, signal));
      } catch (error) {
        this.#caughtUp = null;
        if (replaced || this.views.errorKind(error) !== 'corrupt') throw error;
        this.#logger('The views are damaged: they are rebuilt from the log.', error);
        await this.views.replace();
        this.#steps.forget();
        replaced = true;
      }
  }

  async #refuseChangedLog(): Promise<void> {
    const difference = await this.#verify?.();
    if (typeof difference === 'string')
      throw new Refusal(
        'proof-differs',
        `The views are not built, because the log is not the one that was recorded. ${difference} "audit verify" shows more; restore the log from a backup, or accept it with "projector rebuild --force".`,
      );
    this.#verify = null;
  }

  async #catchUpTo(head: bigint, meter: Meter, signal?: AbortSignal): Promise<Reached> {
    for (;;) {
      if (this.#stopped || signal?.aborted)
        throw new Refusal(
          'projection-behind',
          'The views are not complete: the program is stopping.',
        );
      // Live generations first: they must not wait for a rebuild.
      const { reached, building } = await this.#steps.live();
      // Views that were deleted may have been the only witness of what the log was.
      if (building && reached === END_OF_LOG) await this.#refuseChangedLog();
      const built = building
        ? await this.#steps.build((run, replaced) => meter.report(run, replaced))
        : 'at-head';
      this.#checkpoints.notifyAll();
      // What was recorded since is for the next catch-up: this one ends although others go on recording.
      if (!building && reached.position >= head) return reached;
      if (built === 'waiting') await pause(WAIT_MS);
      else await setImmediate();
    }
  }

  /** How far the views are, null where they are not of this log: asked by one query for all who wait when it begins. */
  #progress(): Promise<Reached | null> {
    return (this.#nextProgress ??= this.#questions.run(async () => {
      this.#nextProgress = null;
      return (await this.hasOwnViews()) ? this.#lowest() : null;
    }));
  }

  /** The lowest checkpoint of the live generations, as queries see it. */
  async #lowest(): Promise<Reached> {
    const rows = await this.views.once(liveCheckpoints);
    return this.projections
      .map(({ name, version }): Reached => {
        const row = rows.find((each) => each.name === name && Number(each.version) === version);
        return row === undefined
          ? BEFORE_LOG
          : {
              position: row.position,
              sequence: Number(row.sequence),
              recordedAt: (row.recorded_at ?? '') as Instant,
            };
      })
      .reduce(earlier, END_OF_LOG);
  }

  /** As {@link Projector.#lowest}; before every event where the views are not built, or are of another epoch. */
  async #lowestIfBuilt(): Promise<Reached> {
    try {
      return (await this.#progress()) ?? BEFORE_LOG;
    } catch (error) {
      // Their tables are missing, as in hasOwnViews.
      if (this.views.errorKind(error) === 'corrupt') return BEFORE_LOG;
      throw error;
    }
  }

  /** A service limits how long callers wait; a command, which does not follow the log, waits as long as it takes. */
  #withTimeout<T, L>(work: Promise<T>, ms: number, onTimeout: () => L): Promise<T | L> {
    return this.#following === null ? work : withTimeout(work, ms, onTimeout);
  }

  #chosen(name: string | undefined): readonly Projection[] {
    const chosen = this.projections.filter((each) => name === undefined || each.name === name);
    if (chosen.length === 0 && name !== undefined)
      throw new Refusal(
        'not-found',
        `There is no projection "${name}": there are ${this.projections.map((each) => each.name).join(', ')}.`,
      );
    return chosen;
  }
}

const isBehind = (error: unknown): boolean =>
  error instanceof Refusal && error.code === 'projection-behind';

const BEFORE_LOG: Reached = { position: -1n, sequence: 0, recordedAt: '' as Instant };
