import { Injectable } from '@nestjs/common';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import { budgetStream, type BudgetId } from '../domain/values/budget-id.js';
import type { LineKey } from '../domain/values/line.js';
import { decode } from '../log/envelope.js';
import { EventLog, LogCorrupt } from '../log/event-log.js';
import { NAMES_LINES, type Names } from './change.js';

/** How many names are kept; beyond that, those of the budgets that were read first are forgotten, and read again where needed. */
const NAMES_MAX = 100_000;

/** The names in the stream of a budget up to a version. */
interface Known {
  version: number;
  agency: Names['agency'];
  /** The names of each line with the versions that gave them, oldest first: a reader may be behind the others. */
  readonly lines: Map<LineKey, { readonly from: number; readonly name: string }[]>;
  size: number;
}

/** The names of agencies and lines as they are at an event, from the stream of its budget. The log alone is needed. */
@Injectable()
export class NamesInLog {
  /** By budget, those that were read first at the start. */
  private readonly known = new Map<BudgetId, Known>();
  /** How many names are kept at most. */
  protected readonly most: number = NAMES_MAX;
  private epoch = 0;
  private size = 0;

  constructor(private readonly log: EventLog) {}

  /** How many names are kept. */
  get kept(): number {
    return this.size;
  }

  /**
   * The names for an event; null names for what is no budget's, and where they stood in events that the server has removed. At
   * once where nothing has to be read, which is nearly always.
   */
  at(event: RecordedEvent, epoch: number): Names | Promise<Names> {
    const { budget, version } = event;
    if (budget === null) return { agency: null, lineOf: () => null };
    this.begin(epoch);
    const known = this.known.get(budget) ?? this.keep(budget);
    if (version === known.version + 1) this.learn(known, event);
    const needed = NAMES_LINES.has(event.type) ? version - 1 : 0;
    if (known.version < needed)
      return this.read(known, budget, needed).then(() => new NamesAt(known, version));
    return new NamesAt(known, version);
  }

  /** Reads the stream up to a version. */
  private async read(known: Known, budget: BudgetId, version: number): Promise<void> {
    try {
      while (known.version < version) {
        const from = known.version + 1;
        for await (const page of this.log.readStream(budgetStream(budget), { from })) {
          for (const stored of page)
            // Two readers may ask at once: each event counts once.
            if (stored.version === known.version + 1) this.learn(known, decode(stored));
          if (known.version >= version) break;
        }
        if (known.version < from) break;
      }
    } catch (error) {
      // One stream that was removed from the server stops no reader of all of them.
      if (!(error instanceof LogCorrupt)) throw error;
    }
  }

  /** What was read in another epoch may be of other events. */
  private begin(epoch: number): void {
    if (epoch === this.epoch) return;
    this.known.clear();
    this.size = 0;
    this.epoch = epoch;
  }

  private keep(budget: BudgetId): Known {
    const known = { version: -1, agency: null, lines: new Map(), size: 1 };
    this.known.set(budget, known);
    this.size += 1;
    this.shrink();
    return known;
  }

  private shrink(): void {
    for (const [oldest, { size }] of this.known) {
      if (this.size <= this.most) return;
      this.known.delete(oldest);
      this.size -= size;
    }
  }

  private learn(known: Known, event: RecordedEvent): void {
    const { version } = event;
    known.version = version;
    if (event.type === 'BudgetOpened') known.agency = event.data.agency;
    if (event.type !== 'LineEntered') return;
    const { line, name } = event.data;
    const names = known.lines.get(line) ?? [];
    known.lines.set(line, names);
    if (names.at(-1)?.name === name) return;
    names.push({ from: version, name });
    known.size += 1;
    // It may have been forgotten while its stream was read.
    if (this.known.get(event.budget!) !== known) return;
    this.size += 1;
    this.shrink();
  }
}

/** The names of a budget at a version. */
class NamesAt implements Names {
  readonly agency: Names['agency'];

  constructor(
    private readonly known: Known,
    private readonly version: number,
  ) {
    this.agency = known.agency;
  }

  lineOf(line: LineKey): string | null {
    const names = this.known.lines.get(line);
    return names?.findLast(({ from }) => from < this.version)?.name ?? null;
  }
}
