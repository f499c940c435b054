import type {
  BudgetEvent,
  ClaimRecorded,
  PrintedTableLayout,
  ProjectTargets,
  Source,
  StatedAbsence,
  StatedShare,
  YearOverYearChangeRecorded,
} from '../events/budget.events.js';
import { LayeredMap, type ChangeableMap } from '../values/layered-map.js';
import type { LineKey } from '../values/line.js';
import { toFen, ZERO, type Fen, type Yuan } from '../values/money.js';
import { correctedBy, supersededFen } from './superseded.js';

/** An event of a budget's stream; corrections name it by its id. */
export type IdentifiedEvent = BudgetEvent & { readonly id?: string };

/** A line: its amount in the original budget, and its amount now. */
export interface LineState {
  readonly name: string;
  readonly original: Fen;
  /** The original as corrections leave it, without amendments: what the rules judge. */
  readonly corrected: Fen;
  /** What corrections have moved the amendments of the line by. */
  readonly amendmentsCorrected: Fen;
  readonly adjusted: Fen;
}

/** The state of a line that the budget does not have. */
const NO_LINE: LineState = {
  name: '',
  original: 0n,
  corrected: 0n,
  amendmentsCorrected: 0n,
  adjusted: 0n,
};

/** A figure in a cell of a document's table. */
export interface CellFigure {
  readonly source: Source;
  readonly printed: Fen;
  /** As corrections of the cell leave it. Corrections of a line stand in its {@link LineState}. */
  readonly corrected: Fen;
}

/** What the newest document of a budget prints, as far as it was recorded. */
export interface RecordedPrint {
  readonly document: string;
  readonly tables: readonly PrintedTableLayout[];
  readonly projects: readonly ProjectTargets[];
  /** By {@link cellOf}. */
  readonly cells: ReadonlyMap<string, CellFigure>;
  /** The figures of its sentences. */
  readonly claims: readonly ClaimRecorded['data'][];
  /** The changes from the year before that its sentences state. */
  readonly changes: readonly YearOverYearChangeRecorded['data'][];
  /** The percents of a whole that its sentences state. */
  readonly shares: readonly StatedShare[];
  /** What its sentences say that there is none of. */
  readonly absences: readonly StatedAbsence[];
  /** The cells that the reader found repeated or displaced, by {@link cellOf}: they take no part in sums. */
  readonly displaced: ReadonlySet<string>;
}

/** A cell of a table as one string. */
export const cellOf = (table: number, row: number, column: string): string =>
  `${table} ${row} ${column}`;

/** What is calculated from all lines, and kept as they change, so that a change of one line takes as long in any budget. */
export interface KeptOfLines<Self, State = LineState> {
  /** A line is new (`before` is undefined), has changed, or is gone (`after` is undefined). */
  change(line: LineKey, before: State | undefined, after: State | undefined): void;
  /** The same, to be changed without changing this one. */
  layer(): Self;
  /** How many entries it keeps. */
  readonly size: number;
}

/** The figures of a budget as its events leave them: its lines, and what its newest document prints. */
export class BudgetFigures {
  /** What these figures are a few events later than. */
  readonly #before: BudgetFigures | null;
  readonly #lines: ChangeableMap<LineKey, LineState>;
  #discontinued: Set<LineKey>;
  /** Ids of the amendments: corrections that name them move no original. */
  #amendments: Set<string>;
  #print: Print | null;
  /** By what begins each. */
  readonly #kept = new Map<() => unknown, KeptOfLines<unknown>>();

  constructor(before: BudgetFigures | null = null) {
    this.#before = before;
    this.#lines = before ? new LayeredMap(before.#lines) : new Map();
    this.#discontinued = before ? before.#discontinued : new Set();
    this.#amendments = before ? before.#amendments : new Set();
    this.#print = before?.print
      ? {
          ...before.print,
          cells: new LayeredMap(before.print.cells),
          claims: [...before.print.claims],
          changes: [...before.print.changes],
          displaced: new Set(before.print.displaced),
        }
      : null;
  }

  get lines(): ReadonlyMap<LineKey, LineState> {
    return this.#lines;
  }

  /** Lines that a newer document no longer has. */
  get discontinued(): ReadonlySet<LineKey> {
    return this.#discontinued;
  }

  /** How many entries of lines, cells and what is calculated from them are kept. */
  get size(): number {
    let size = this.#lines.size + this.#discontinued.size + this.#amendments.size;
    for (const kept of this.#kept.values()) size += kept.size;
    return this.#print === null
      ? size
      : size + this.#print.cells.size + this.#print.claims.length + this.#print.changes.length;
  }

  get print(): RecordedPrint | null {
    return this.#print;
  }

  /** The figures after more events, for as long as nothing is applied to these, which the events do not change. */
  after(events: readonly IdentifiedEvent[]): BudgetFigures {
    const later = new BudgetFigures(this);
    for (const event of events) later.apply(event);
    return later;
  }

  /** What the newest document prints, without any correction and without lines of other origin. */
  asPrinted(): BudgetFigures {
    const copy = new BudgetFigures();
    if (this.#print === null) return copy;
    const cells = new Map<string, CellFigure>();
    for (const [key, cell] of this.#print.cells)
      cells.set(key, { ...cell, corrected: cell.printed });
    copy.#print = { ...this.#print, cells };
    return copy;
  }

  /**
   * What `begin` begins without any line, with all lines. It is calculated once, and kept with these figures; figures after more
   * events change a layer of it.
   */
  kept<Kept extends KeptOfLines<Kept>>(begin: () => Kept): Kept {
    const known = this.#kept.get(begin) as Kept | undefined;
    if (known) return known;
    const kept = this.#before ? this.#before.kept(begin).layer() : begin();
    const changed = this.#lines instanceof LayeredMap ? this.#lines.changed() : this.#lines.keys();
    for (const line of changed)
      kept.change(line, this.#before?.lines.get(line), this.#lines.get(line));
    this.#kept.set(begin, kept);
    return kept;
  }

  apply(event: IdentifiedEvent): void {
    switch (event.type) {
      case 'DocumentRegistered': {
        const { document, tables, projects = [], shares = [], absences = [] } = event.data;
        const nothing = {
          cells: new Map<string, CellFigure>(),
          claims: [],
          changes: [],
          displaced: new Set<string>(),
        };
        this.#print = { document, tables, projects, shares, absences, ...nothing };
        return;
      }
      case 'LineEntered': {
        const { line, name, source } = event.data;
        const amount = toFen(event.data.amount);
        const by = amount - supersededFen(event.data);
        const old = this.#lines.get(line) ?? NO_LINE;
        // Sums, as in the views: older ledgers have entries that say nothing of the line that they return to.
        this.#change(line, {
          name,
          original: old.original + amount - toFen(event.data.before ?? ZERO),
          corrected: old.corrected + by,
          amendmentsCorrected: old.amendmentsCorrected,
          adjusted: old.adjusted + by,
        });
        if (this.#discontinued.has(line)) {
          this.#ownSets();
          this.#discontinued.delete(line);
        }
        if (source !== null) this.#printed(source, amount);
        return;
      }
      case 'LineDiscontinued': {
        const { line, before } = event.data;
        const by = supersededFen(event.data);
        const old = this.#lines.get(line) ?? NO_LINE;
        const left: LineState = {
          ...old,
          original: old.original - toFen(before),
          corrected: old.corrected - by,
          adjusted: old.adjusted - by,
        };
        // Amendments of the line stay, although none of it is left in the original budget.
        if (left.original === 0n && left.corrected === 0n && left.adjusted === 0n)
          this.#change(line, undefined);
        else this.#change(line, left);
        this.#ownSets();
        this.#discontinued.add(line);
        return;
      }
      case 'ClaimRecorded': {
        const { source, amount, section } = event.data;
        if (!this.#printed(source, toFen(amount)) && section !== null)
          this.#print?.claims.push(event.data);
        return;
      }
      case 'BudgetAmended':
      case 'TransferReturned':
        if (event.id !== undefined) {
          this.#ownSets();
          this.#amendments.add(event.id);
        }
        for (const { key, delta } of event.data.legs)
          this.#move(key, (old) => ({ ...old, adjusted: old.adjusted + toFen(delta) }));
        return;
      case 'LineCorrected': {
        const { line, claim, corrects, to } = event.data;
        if (claim !== null) this.#correctCell(claim, to);
        if (line === null) return;
        const by = correctedBy(event.data);
        const part = this.#amendments.has(corrects) ? 'amendmentsCorrected' : 'corrected';
        this.#move(line, (old) => ({
          ...old,
          [part]: old[part] + by,
          adjusted: old.adjusted + by,
        }));
        return;
      }
      case 'FindingRaised':
        if (event.data.rule === 'LAYOUT' && event.data.document === this.#print?.document)
          for (const { table, row, column } of event.data.places)
            if (table !== null && row !== null && column !== null)
              this.#print.displaced.add(cellOf(table, row, column));
        return;
      case 'YearOverYearChangeRecorded':
        if (event.data.origin === 'stated') this.#print?.changes.push(event.data);
        return;
      case 'BudgetOpened':
      case 'FindingResolved':
      case 'BudgetApproved':
      case 'AmendmentProposed':
      case 'AmendmentRejected':
      case 'AmendmentWithdrawn':
      case 'ExecutionRecorded':
      case 'YearClosed':
      case 'LineLinked':
      case 'LineUnlinked':
        return;
    }
  }

  #move(line: LineKey, moved: (old: LineState) => LineState): void {
    this.#change(line, moved(this.#lines.get(line) ?? NO_LINE));
  }

  #change(line: LineKey, after: LineState | undefined): void {
    for (const kept of this.#kept.values()) kept.change(line, this.#lines.get(line), after);
    if (after === undefined) this.#lines.delete(line);
    else this.#lines.set(line, after);
  }

  /** Before a set changes that these figures share with those before them. */
  #ownSets(): void {
    if (this.#before === null) return;
    if (this.#discontinued === this.#before.#discontinued)
      this.#discontinued = new Set(this.#discontinued);
    if (this.#amendments === this.#before.#amendments) this.#amendments = new Set(this.#amendments);
  }

  /** Notes a figure that the newest document prints in a cell; false where it stands in no cell of that document. */
  #printed(source: Source, printed: Fen): boolean {
    const { document, table, row, column } = source;
    if (document !== this.#print?.document) return false;
    if (table === null || row === null || column === null) return false;
    this.#print.cells.set(cellOf(table, row, column), { source, printed, corrected: printed });
    return true;
  }

  #correctCell(
    { document, table, row, column }: Pick<Source, 'document'> & CellName,
    to: Yuan,
  ): void {
    if (document !== this.#print?.document) return;
    const key = cellOf(table, row, column);
    const known = this.#print.cells.get(key);
    if (known) this.#print.cells.set(key, { ...known, corrected: toFen(to) });
  }
}

interface CellName {
  readonly table: number;
  readonly row: number;
  readonly column: string;
}

interface Print extends RecordedPrint {
  readonly cells: ChangeableMap<string, CellFigure>;
  readonly claims: ClaimRecorded['data'][];
  readonly changes: YearOverYearChangeRecorded['data'][];
  readonly displaced: Set<string>;
}
