import { decide } from '../../src/domain/decide/decide.js';
import type { Budget } from '../../src/domain/budget/budget-state.js';
import { Config } from '../../src/config/config.js';
import { PeriodicCheckpoints } from '../../src/proof/periodic-checkpoints.js';
import { Prover } from '../../src/proof/prover.js';
import { projections } from '../../projections/index.js';
import type { Projection } from '../../projections/projection.js';
import { ChangeBudgetHandler } from '../../src/amendments/change-budget.js';
import { FindCircumstances } from '../../src/amendments/circumstances.js';
import { EnterLinesHandler } from '../../src/budgets/lines/enter-lines.js';
import { OpenBudgetHandler } from '../../src/budgets/open-budget.js';
import type { BudgetCommand } from '../../src/domain/budget/budget-command.js';
import type { BudgetId } from '../../src/domain/values/budget-id.js';
import type { Caller } from '../../src/ledger/caller.js';
import { AgenciesInLog } from '../../src/ledger/agencies-in-log.js';
import { PolicyFile } from '../../src/ledger/policy-file.js';
import { Recorder, type Recorded, type RecordOptions } from '../../src/ledger/recorder.js';
import { SettleTransfers } from '../../src/ledger/settle-transfers.js';
import { SettleYearOverYear } from '../../src/ledger/settle-year-over-year.js';
import type { EventLog } from '../../src/log/event-log.js';
import { Projector } from '../../src/projector/projector.js';
import type { Views } from '../../src/views/views-database.js';
import type { History } from './history.js';
import { ProcessKilled, type Schedulable } from './scheduler.js';

const withAmountsNow = (command: BudgetCommand): BudgetCommand =>
  'prior' in command && command.prior !== null
    ? ({
        ...command,
        prior: { ...command.prior, originals: new Map(command.prior.originals) },
      } as BudgetCommand)
    : command;

/** Notes for the invariants what is asked for, and what is recorded. */
class ObservedRecorder extends Recorder {
  constructor(
    log: EventLog,
    projector: Projector,
    views: Views,
    private readonly history: History,
  ) {
    // Nothing is proved here, so that nothing differs.
    const stores = { LEDGER_LOG: 'sqlite::memory:', LEDGER_VIEWS: 'sqlite::memory:' };
    const { log: place, proof: settings } = Config.of(stores);
    const prover = new Prover(log, settings);
    super(log, projector, views, new PeriodicCheckpoints(prover, () => {}, { place, settings }));
  }

  override async record(
    budget: BudgetId,
    command: BudgetCommand,
    caller: Caller,
    options: RecordOptions = {},
  ): Promise<Recorded> {
    const { key, fingerprint } = caller.idempotency ?? {};
    // The amounts of the year before change with that budget: what is noted is what they are when it is decided.
    const note = () =>
      this.history.asked.push({ budget, command: withAmountsNow(command), key, fingerprint });
    note();
    const decideNoted = (current: Budget) => {
      note();
      return decide(command, current);
    };
    const recorded = await this.recordDecided(budget, decideNoted, caller, options);
    this.history.recorded.set(caller, recorded);
    return recorded;
  }
}

/** What a process is made of. */
export interface ProcessParts {
  readonly name: string;
  readonly log: EventLog;
  readonly views: Views;
  readonly history: History;
  readonly projections?: readonly Projection[];
  /** The number of events per transaction of the projector. */
  readonly stepEvents?: number;
}

/** One process of the ledger: its recorder with its own folds, its projector, and the handlers of commands. */
export class SimulatedProcess implements Schedulable {
  isAlive = true;
  readonly name: string;
  readonly views: Views;
  readonly projector: Projector;
  readonly recorder: Recorder;
  readonly settleTransfers: SettleTransfers;
  readonly settleYearOverYear: SettleYearOverYear;
  readonly openBudget: OpenBudgetHandler;
  readonly enterLines: EnterLinesHandler;
  readonly changeBudget: ChangeBudgetHandler;
  #die!: (error: Error) => void;
  readonly #killed = new Promise<never>((_, reject) => (this.#die = reject));

  constructor({ name, log, views, history, ...parts }: ProcessParts) {
    this.#killed.catch(() => undefined);
    this.name = name;
    this.views = views;
    this.projector = new Projector(log, views, parts.projections ?? projections, {
      ...(parts.stepEvents !== undefined && { stepEvents: parts.stepEvents }),
    });
    this.recorder = new ObservedRecorder(log, this.projector, views, history);
    this.settleTransfers = new SettleTransfers(this.recorder, log, this.projector, views);
    this.settleYearOverYear = new SettleYearOverYear(this.recorder, log, this.projector, views);
    this.openBudget = new OpenBudgetHandler(this.recorder, new AgenciesInLog(log));
    this.enterLines = new EnterLinesHandler(this.recorder, this.settleYearOverYear);
    this.changeBudget = new ChangeBudgetHandler(
      this.recorder,
      log,
      this.projector,
      views,
      new FindCircumstances(this.recorder, new PolicyFile(undefined), this.projector, views),
      this.settleTransfers,
      this.settleYearOverYear,
    );
  }

  /** Completes what interrupted changes left, as a service does on start and on a timer. */
  async recover(): Promise<void> {
    await this.settleYearOverYear.all();
    await this.settleTransfers.all();
  }

  /**
   * The result of work, unless the process is killed before.
   *
   * @throws {ProcessKilled} it was killed.
   */
  until<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined);
    return Promise.race([work, this.#killed]);
  }

  /** Ends what waits for this process. The scheduler ends what the process waits for. */
  die(): void {
    this.#die(new ProcessKilled());
  }
}
