import { projections } from '../../projections/index.js';
import type { Projection } from '../../projections/projection.js';
import { Refusal } from '../../src/domain/errors.js';
import type { EventLog } from '../../src/log/event-log.js';
import { SqliteViews } from '../../src/views/sqlite/sqlite-views.js';
import { History, type Outcome } from './history.js';
import { differences, problemsAtRest, summaryOf } from './invariants.js';
import { SimulatedProcess } from './process.js';
import { ProcessKilled, Random, Scheduler } from './scheduler.js';
import {
  LogServer,
  NO_FAULTS,
  SimulatedLog,
  type LogFaults,
  type ServerDefects,
} from './simulated-log.js';
import { SimulatedViews } from './simulated-views.js';
import { Workload, type Operation } from './workload.js';

/** A defect that is put into one part of a run, to see that it is found. */
export interface Defect {
  readonly name: string;
  readonly server?: ServerDefects;
  /** The log as a process has it. */
  readonly log?: (log: EventLog) => EventLog;
  readonly projections?: readonly Projection[];
  /** Changes a process that has just started. */
  readonly process?: (process: SimulatedProcess, history: History) => void;
}

/** The outcome of one run. */
export interface Simulated {
  readonly seed: number;
  /** Of everything that happened, in order: the same for each run of the seed. */
  readonly hash: string;
  readonly problems: readonly string[];
  readonly steps: number;
  readonly events: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly unknown: number;
  readonly kills: number;
}

const PROCESSES_MAX = 3;
const CLIENTS_MAX = 5;
const OPERATIONS_MAX = 45;
const KILLS_MAX = 4;
/** How often a client repeats a request that got no answer. */
const ATTEMPTS_MAX = 15;
const SKEW_MS_MAX = 600_000;
/** Refusals that say: repeat the request. */
const TEMPORARY = new Set(['log-unavailable', 'projection-behind']);

/** One run of several processes over one log, with all that happens to them decided by the seed. */
class Simulation {
  readonly #random: Random;
  readonly #scheduler: Scheduler;
  readonly #history = new History();
  readonly #server: LogServer;
  readonly #workload: Workload;
  readonly #faults: { log: LogFaults; views: { away: number } };
  /** The views of each process, which outlive it. */
  readonly #databases: SqliteViews[] = [];
  readonly #opened: SqliteViews[] = [];
  readonly #processes: SimulatedProcess[] = [];
  /** Whether the processes have one database of views, as on PostgreSQL, or one each. */
  readonly #isShared: boolean;
  readonly #isFollowing: boolean;
  readonly #stepEvents: number;
  #started = 0;
  #kills = 0;

  constructor(
    private readonly seed: number,
    private readonly defect: Defect | undefined,
  ) {
    this.#random = new Random(seed);
    this.#scheduler = new Scheduler(this.#random);
    this.#server = new LogServer(this.#random, defect?.server);
    this.#workload = new Workload(this.#random);
    const rate = () => this.#random.of([0, 0.01, 0.03]);
    this.#faults = {
      log: { refused: rate(), answerLost: rate(), late: rate(), twice: rate() },
      views: { away: rate() },
    };
    this.#isShared = this.#random.isTrue(0.4);
    this.#isFollowing = this.#random.isTrue(0.5);
    this.#stepEvents = this.#random.of([5, 40, 2_000]);
  }

  async run(): Promise<Simulated> {
    const restore = this.#scheduler.install();
    try {
      await this.#work();
      const audit = await this.#rest();
      const problems = await this.#scheduler.run(
        problemsAtRest(this.#server, this.#history, audit),
      );
      this.#scheduler.note(summaryOf(this.#server));
      return this.#result(problems);
    } catch (error) {
      return this.#result([...this.#history.problems, describe(error)]);
    } finally {
      restore();
      for (const views of this.#opened) await views.close();
    }
  }

  #result(problems: readonly string[]): Simulated {
    const count = (type: Outcome['type']) =>
      this.#history.requests.filter(({ outcome }) => outcome.type === type).length;
    return {
      seed: this.seed,
      hash: this.#scheduler.hash(),
      problems,
      steps: this.#scheduler.steps,
      events: this.#server.events.length,
      acknowledged: count('acknowledged'),
      refused: count('refused'),
      unknown: count('unknown'),
      kills: this.#kills,
    };
  }

  /** Clients send their operations while processes are killed and started again. */
  async #work(): Promise<void> {
    const random = this.#random;
    const processes = 1 + random.below(PROCESSES_MAX);
    const first = await this.#newViews();
    for (let i = 0; i < processes; i += 1) {
      this.#databases.push(i === 0 || this.#isShared ? first : await this.#newViews());
      this.#processes.push(this.#start(i));
    }
    for (const operation of this.#workload.opening())
      await this.#scheduler.run(this.#perform(operation));
    let left = random.below(OPERATIONS_MAX);
    const client = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        await this.#perform(this.#workload.next());
      }
    };
    const clients = Array.from({ length: 1 + random.below(CLIENTS_MAX) }, client);
    await this.#scheduler.run(Promise.all([...clients, this.#kill(random.below(KILLS_MAX + 1))]));
  }

  /** Kills processes now and then, and starts others in their places. */
  async #kill(times: number): Promise<void> {
    for (let i = 0; i < times; i += 1) {
      for (let waits = this.#random.below(150); waits > 0; waits -= 1)
        await this.#scheduler.step('quiet');
      const place = this.#random.below(this.#processes.length);
      const process = this.#processes[place]!;
      this.#scheduler.kill(process);
      process.die();
      this.#kills += 1;
      // The views of a process that has its own may be lost with it.
      if (!this.#isShared && this.#random.isTrue(0.3))
        this.#databases[place] = await this.#newViews();
      this.#processes[place] = this.#start(place);
    }
  }

  #start(place: number): SimulatedProcess {
    const random = this.#random;
    const skew = random.below(SKEW_MS_MAX) - SKEW_MS_MAX / 2;
    const log = new SimulatedLog(
      this.#server,
      this.#scheduler,
      random,
      this.#faults.log,
      () => this.#scheduler.now + skew,
    );
    const views = new SimulatedViews(
      this.#databases[place]!,
      this.#scheduler,
      random,
      this.#faults.views,
    );
    const process = new SimulatedProcess({
      name: `process ${(this.#started += 1)}`,
      log: this.defect?.log?.(log) ?? log,
      views,
      history: this.#history,
      projections: this.defect?.projections ?? projections,
      stepEvents: this.#stepEvents,
    });
    this.defect?.process?.(process, this.#history);
    if (this.#isFollowing)
      this.#scheduler.as(process, () => {
        process.projector.start().catch(() => undefined);
        // Recovery of a service reports what fails, and tries again later.
        process.recover().catch(() => undefined);
      });
    return process;
  }

  /** Sends an operation, to any process, until it is answered. */
  async #perform(operation: Operation): Promise<void> {
    const { label, key, fingerprint, actor } = operation;
    const ended = (outcome: Outcome): void => {
      this.#history.requests.push({ label, key, fingerprint, outcome });
      this.#scheduler.note(`${key} ${label}: ${outcome.type}`);
    };
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      await this.#scheduler.step(`client sends ${key}`);
      const process = this.#random.of(this.#processes);
      const caller = { actor, idempotency: { key, fingerprint } };
      try {
        await this.#scheduler.as(process, () => process.until(operation.run(process, caller)));
        const recorded = this.#history.recorded.get(caller);
        if (recorded === undefined) throw new Error('it was answered and not recorded');
        this.#learn(recorded);
        return ended({ type: 'acknowledged', recorded });
      } catch (error) {
        if (error instanceof ProcessKilled) continue;
        if (!(error instanceof Refusal)) {
          this.#history.problems.push(`${label} failed: ${describe(error)}`);
          return ended({ type: 'unknown' });
        }
        if (!TEMPORARY.has(error.code)) return ended({ type: 'refused', code: error.code });
      }
    }
    ended({ type: 'unknown' });
  }

  #learn({ budget, events }: Extract<Outcome, { type: 'acknowledged' }>['recorded']): void {
    const { amendments, entries, findings } = this.#workload.known;
    for (const { type, data, id } of events)
      if (type === 'AmendmentProposed') amendments.push({ budget, id: data.amendment });
      else if (type === 'LineEntered') entries.push({ budget, id });
      else if (type === 'FindingRaised') findings.push({ budget, id: data.finding });
  }

  /** Ends all faults, completes what is incomplete, and brings all views to the head of the log. */
  async #rest(): Promise<SimulatedProcess> {
    this.#faults.log = Object.assign(this.#faults.log, NO_FAULTS);
    this.#faults.views.away = 0;
    for (const process of this.#processes)
      await this.#scheduler.run(this.#scheduler.as(process, () => process.projector.stop()));
    await this.#scheduler.settled();
    const audit = await this.#audit();
    await this.#scheduler.run(this.#scheduler.as(audit, () => audit.recover()));
    const { length } = this.#server.events;
    await this.#scheduler.run(this.#scheduler.as(audit, () => audit.recover()));
    if (this.#server.events.length > length)
      this.#history.problems.push('the recovery records more when it runs again');
    for (const process of this.#processes) {
      // A service that was stopped is asked as a command asks: the next catch-up goes on.
      const again = this.#again(process);
      await this.#scheduler.run(this.#scheduler.as(again, () => again.projector.catchUp()));
      this.#history.problems.push(...(await differences(again, audit)));
    }
    await this.#rebuild(this.#random.of(this.#processes));
    return audit;
  }

  /** Builds one view anew, and compares. */
  async #rebuild(process: SimulatedProcess): Promise<void> {
    const again = this.#again(process);
    const { name } = this.#random.of(projections);
    const [rebuilt] = await this.#scheduler.run(
      this.#scheduler.as(again, () => again.projector.rebuild(name)),
    );
    if (rebuilt?.identical === false)
      this.#history.problems.push(`a rebuild of ${name} gives other rows`);
  }

  /** A process over the same views that has just started. */
  #again(process: SimulatedProcess): SimulatedProcess {
    const place = this.#processes.indexOf(process);
    const log = this.#calmLog();
    return new SimulatedProcess({
      name: process.name,
      log: this.defect?.log?.(log) ?? log,
      views: this.#calmViews(this.#databases[place]!),
      history: this.#history,
      projections: this.defect?.projections ?? projections,
    });
  }

  async #audit(): Promise<SimulatedProcess> {
    return new SimulatedProcess({
      name: 'audit',
      log: this.#calmLog(),
      views: this.#calmViews(await this.#newViews()),
      history: this.#history,
    });
  }

  #calmLog(): SimulatedLog {
    const { now } = this.#scheduler;
    return new SimulatedLog(this.#server, this.#scheduler, this.#random, NO_FAULTS, () => now);
  }

  #calmViews(inner: SqliteViews): SimulatedViews {
    return new SimulatedViews(inner, this.#scheduler, this.#random, { away: 0 });
  }

  async #newViews(): Promise<SqliteViews> {
    const views = await SqliteViews.open(':memory:', () => undefined);
    this.#opened.push(views);
    return views;
  }
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** Runs a seed; the same seed always gives the same run. */
export const simulate = (seed: number, defect?: Defect): Promise<Simulated> =>
  new Simulation(seed, defect).run();
