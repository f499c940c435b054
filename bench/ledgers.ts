import type { BudgetId } from '../src/domain/values/budget-id.js';
import { SqliteEventLog } from '../src/log/sqlite/sqlite-event-log.js';
import { runChild } from './child.js';
import { progress } from './report.js';
import { writeLedger } from './synthetic-ledger.js';
import type { Workspace } from './workspace.js';

export interface Ledger {
  readonly events: number;
  readonly log: string;
  readonly budgets: readonly BudgetId[];
}

/** What a rebuild in a separate process needed. */
export interface Rebuild {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly events: number;
  readonly peakMiB: number;
}

/** The synthetic ledgers of one run, each written once. */
export class Ledgers {
  private readonly ledgers = new Map<number, Promise<Ledger>>();
  private readonly views = new Map<number, { readonly file: string; readonly rebuild: Rebuild }>();

  constructor(private readonly workspace: Workspace) {}

  of(events: number): Promise<Ledger> {
    const known = this.ledgers.get(events);
    if (known) return known;
    const ledger = this.write(events);
    this.ledgers.set(events, ledger);
    return ledger;
  }

  /** Rebuilds all views of a ledger in a separate process, so that the memory measured is that of the projector. */
  async rebuild(events: number): Promise<Rebuild> {
    const { log } = await this.of(events);
    const old = this.views.get(events);
    if (old !== undefined) this.workspace.discard(old.file);
    const file = this.workspace.path(`views-${events}.db`);
    progress(`building the views of ${events.toLocaleString('en')} events …`);
    const rebuild = await runChild<Rebuild>('rebuild', [log, `sqlite:${file}`]);
    progress('');
    this.views.set(events, { file, rebuild });
    return rebuild;
  }

  /** The file with the ledger's views; builds it unless a rebuild has done so. */
  async viewsOf(events: number): Promise<string> {
    await this.rebuilt(events);
    return this.views.get(events)!.file;
  }

  /** What the last rebuild of a ledger needed; the first one, if there was none. */
  async rebuilt(events: number): Promise<Rebuild> {
    return this.views.get(events)?.rebuild ?? this.rebuild(events);
  }

  private async write(events: number): Promise<Ledger> {
    const file = this.workspace.path(`log-${events}.db`);
    const log = SqliteEventLog.open({ file });
    let shown = 0;
    const written = await writeLedger(log, events, (so) => {
      if (so - shown < 5_000) return;
      shown = so;
      progress(
        `writing a ledger of ${events.toLocaleString('en')} events: ${Math.floor((100 * so) / events)} %`,
      );
    });
    progress('');
    await log.close();
    return { events: written.events, log: file, budgets: written.budgets };
  }
}
