import type { BudgetEvent, FindingRaised } from '../events/budget.events.js';
import type { LineKey } from '../values/line.js';
import { toFen, type Fen } from '../values/money.js';
import { cellOf } from './budget-figures.js';
import { FindingStates } from './finding-state.js';

/** A printed cell: the event that recorded its figure, and the figure. */
export interface RecordedCell {
  /** Id of the `LineEntered` of its line, also where a newer document reprints it, or of a `ClaimRecorded`: what a correction names. */
  readonly event: string;
  readonly printed: Fen;
}

/** The findings of a budget, and the events that hold the cells in which they were found. */
export class RecordedFindings {
  readonly states = new FindingStates();
  /** By document and cell. */
  readonly #cells = new Map<string, RecordedCell>();
  /** Id of the newest entry of each line. */
  readonly #entered = new Map<LineKey, string>();

  /** How many entries are kept. */
  get size(): number {
    return this.states.all.size + this.#cells.size + this.#entered.size;
  }

  /** The cells of a finding's document in which it was found; places that are no cell, and blank cells, have none. */
  cellsOf({ document, places }: FindingRaised['data']): readonly (RecordedCell & {
    readonly table: number;
    readonly row: number;
    readonly column: string;
  })[] {
    return places.flatMap(({ table, row, column }) => {
      if (table === null || row === null || column === null) return [];
      const cell = this.#cells.get(`${document} ${cellOf(table, row, column)}`);
      return cell ? [{ ...cell, table, row, column }] : [];
    });
  }

  /** Notes what an event says of findings and cells; `id` is the event's. */
  apply(event: BudgetEvent, id: string | undefined): void {
    this.states.note(event);
    if (id === undefined) return;
    const { type, data } = event;
    if (type === 'LineEntered') this.#entered.set(data.line, id);
    if ((type !== 'LineEntered' && type !== 'ClaimRecorded') || data.source === null) return;
    const { document, table, row, column } = data.source;
    // A figure of a sentence or of a targets form stands in no cell of a table.
    if (table === null || row === null || column === null) return;
    this.#cells.set(`${document} ${cellOf(table, row, column)}`, {
      event: (data.line !== undefined ? this.#entered.get(data.line) : undefined) ?? id,
      printed: toFen(data.amount),
    });
  }
}
