import { setImmediate } from 'node:timers/promises';
import type { Projection } from '../../projections/projection.js';
import type { Instant } from '../domain/values/civil-date.js';
import { Refusal } from '../domain/errors.js';
import type { EventLog } from '../log/event-log.js';
import { Notifier } from '../concurrency/notifier.js';
import { pause } from '../concurrency/pause.js';
import { Queue } from '../concurrency/queue.js';
import { withTimeout } from '../concurrency/with-timeout.js';
import type { Views, ViewsLogger } from '../views/views-database.js';
import { runLoop } from './run-loop.js';
import { Meter, type OnProgress } from './progress.js';
import { resumeBudget } from './resume-budget.js';
import { statusOf, type ProjectionStatus } from './status.js';
import { CatchUpSteps } from './catch-up-steps.js';
import { END_OF_LOG, earlier, type Checkpoint } from './projection-run.js';

/** How often to look whether another process has finished what it builds. */
const WAIT_MS = 25;
/** How long a reader that must see its own write waits at most, unless it says otherwise. */
const REACHED_MS_MAX = 10_000;
/** How long somebody waits at most whom the views can only help. */
const HELP_MS_MAX = 1_000;
/** How often a waiting reader looks for itself, as another process may be the one that projects. */
const REACHED_POLL_MS = 50;

export interface ProjectorOptions {
  /** Told of what happens without being asked for: views that are built anew, budgets that stop. */
  readonly logger?: ViewsLogger;
  /** Events that one transaction brings into the views. */
  readonly stepEvents?: number;
}

/** How far all projections have come. */
export type Reached = Checkpoint;

export interface Rebuilt {
  readonly projection: string;
  /** Whether the new tables hold what the old ones held; null when there was nothing of this version to compare with. */
  readonly identical: boolean | null;
}

export interface Retried {
  readonly projection: string;
  readonly budget: string;
  /** Why it stands still again; null when it goes on. */
  readonly error: string | null;
}

/**
 * Brings the log's events into the views: live, after a pause and from the first event in the same way. The rows of an
 * event and the checkpoint behind it are one transaction, so that nothing is missing and nothing is counted twice, whoever
 * is killed when. Any number of processes may do it at once.
 */
export class Projector {
  readonly #logger: ViewsLogger;
  readonly #steps: CatchUpSteps;
  readonly #queue = new Queue();
  readonly #checkpoints = new Notifier();
  /** A catch-up that has not begun. */
  #next: Promise<Reached> | null = null;
  /** The end of the last catch-up: nothing is to be done until the log has more. */
  #caughtUp: Reached | null = null;
  /** Whether these views were found to be of this log and its epoch; before, what they say may be another ledger's. */
  #ours = false;
  /** The views' own count, as it stood when the last catch-up began. */
  #resets = 0;
  #following: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;
  #stopped = false;
  /** Somebody has waited for an answer of the views for too long, and it has not come yet. */
  #silent = false;
  #problem: string | null = null;

  constructor(
    private readonly log: EventLog,
    private readonly views: Views,
    private readonly projections: readonly Projection[],
    { logger, stepEvents }: ProjectorOptions = {},
  ) {
    this.#logger = logger ?? (() => undefined);
    this.#steps = new CatchUpSteps(log, views, projections, this.#logger, stepEvents);
  }

  /**
   * Brings every projection to where the log's head is now, and builds what has to be built: with views that were
   * deleted it takes as long as reading the whole log. While they are followed anyway, nobody waits for that.
   *
   * @throws {Refusal} `projection-behind`: they are followed, and take longer than a caller waits.
   */
  async catchUp(onProgress?: OnProgress): Promise<Reached> {
    if (onProgress !== undefined) return this.#queue.run(() => this.#catchUp(onProgress));
    // Whoever asks before it begins is served by it: while the views are slow, callers do not queue for one turn each.
    const caughtUp = (this.#next ??= this.#queue.run(() => {
      this.#next = null;
      return this.#catchUp();
    }));
    return this.#withTimeout(caughtUp, REACHED_MS_MAX, () => {
      throw new Refusal(
        'projection-behind',
        'The views do not follow the log: repeat the request in a moment.',
      );
    });
  }

  /**
   * What the views tell once they have caught up, to somebody whom they can only help; undefined when they are out of
   * reach, or silent for too long. While one such question waits for its answer, nobody waits for another: a server that
   * hangs holds no change up.
   */
  async askIfAvailable<T>(ask: () => Promise<T>): Promise<T | undefined> {
    if (this.#silent) return undefined;
    const asked = this.catchUp()
      .then(ask)
      .catch((error: unknown) => {
        if (isBehind(error) || this.views.errorKind(error) === 'unavailable') return undefined;
        throw error;
      });
    return this.#withTimeout(asked, HELP_MS_MAX, () => {
      this.#silent = true;
      const heard = (): void => void (this.#silent = false);
      asked.then(heard, heard);
      return undefined;
    });
  }

  /**
   * Follows the log until `signal` aborts or {@link stop} is called; resolves then. It does not end on an error: the error
   * is logged and stands in {@link status}, and the work is tried again.
   */
  start(signal?: AbortSignal): Promise<void> {
    if (this.#following !== null) return this.#following.ended;
    this.#stopped = false;
    const stop = new AbortController();
    const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
    const ended = runLoop(this.log, both, {
      catchUp: () => this.#queue.run(() => this.#catchUp(undefined, both)),
      onProblem: (problem, error) => {
        if (problem !== null) this.#logger(problem, error);
        this.#problem = problem;
      },
    }).finally(() => (this.#following = null));
    this.#following = { stop, ended };
    return ended;
  }

  /** Ends what is under way at its next transaction. What was done is kept, the rest is done by the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#following?.stop.abort();
    await this.#following?.ended;
    await this.#queue.run(() => undefined);
  }

  /**
   * Resolves once every view has seen `position`: what a reader awaits who must see its own write.
   *
   * @throws {Refusal} `projection-behind`: it has not by the end of the timeout.
   */
  async reached(
    position: bigint,
    { timeoutMs = REACHED_MS_MAX }: { readonly timeoutMs?: number } = {},
  ): Promise<void> {
    if (this.#following === null) await this.catchUp();
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const at = await this.#lowest();
      if (this.#ours && at.position >= position) return;
      const left = deadline - performance.now();
      if (left <= 0 || this.#following === null)
        throw new Refusal(
          'projection-behind',
          `The views have not seen position ${position} yet: repeat the request in a moment.`,
          { position: String(at.position) },
        );
      await this.#checkpoints.wait({ timeoutMs: Math.min(left, REACHED_POLL_MS) });
    }
  }

  /**
   * Builds a projection, or all, from the first event beside what answers now, compares and lets it take over. Readers
   * are answered all the while.
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
   * Lets stopped budgets go on: all, those of one projection, or one. Whatever fails again stands still again.
   *
   * What a budget missed is applied later than what the others recorded meanwhile. The rows are the same as ever because
   * an event's statements touch rows of its own budget only; a projection that breaks this has to be rebuilt instead.
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

  /** Where each projection stands. */
  status(): Promise<ProjectionStatus[]> {
    return statusOf(this.log, this.views, this.projections, this.#problem);
  }

  async #catchUp(onProgress?: OnProgress, signal?: AbortSignal): Promise<Reached> {
    const head = await this.log.head();
    const { resets } = this.views;
    if (resets !== this.#resets) this.#caughtUp = null;
    this.#resets = resets;
    if (this.#caughtUp !== null && this.#caughtUp.position >= head) return this.#caughtUp;
    const meter = new Meter(onProgress);
    for (let replaced = false; ;)
      try {
        return (this.#caughtUp = await this.#catchUpTo(head, meter, signal));
      } catch (error) {
        this.#caughtUp = null;
        if (replaced || this.views.errorKind(error) !== 'corrupt') throw error;
        this.#logger('The views are damaged: they are built anew from the log.', error);
        await this.views.replace();
        this.#steps.forget();
        replaced = true;
      }
  }

  async #catchUpTo(head: bigint, meter: Meter, signal?: AbortSignal): Promise<Reached> {
    for (;;) {
      if (this.#stopped || signal?.aborted)
        throw new Refusal('projection-behind', 'The views are not complete: the program ends.');
      // First those that answer: they are not to wait for a rebuild.
      const { step, reached, building } = await this.#steps.live();
      this.#ours = true;
      const built = building
        ? await this.#steps.build((run, replaced) => meter.report(run, replaced))
        : 'at-head';
      this.#checkpoints.notifyAll();
      if (step === 'at-head' && !building && reached.position >= head) return reached;
      if (built === 'waiting') await pause(WAIT_MS);
      else await setImmediate();
    }
  }

  /** How far the hindmost projection has come, as queries see it. */
  async #lowest(): Promise<Reached> {
    const rows = await this.views.db
      .selectFrom('projections')
      .select(['name', 'version', 'position', 'sequence', 'recorded_at'])
      .where('state', '=', 'live')
      .execute();
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

  /** A service follows the views and does not wait for them without end; a command is there to bring them up to date. */
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
