import type { BudgetEvent, FindingRaised, FindingResolved } from '../events/budget.events.js';
import { toFen, type Fen } from '../values/money.js';

/** A finding as it was raised, with the newest decision about it. */
interface RecordedFinding {
  readonly raised: FindingRaised['data'];
  /** Null while it is open. */
  readonly decided: FindingResolved['data'] | null;
}

/** A printed cell: the event that recorded its figure, and the figure. */
export interface CellFigure {
  /** Id of a `LineEntered` or a `ClaimRecorded`: what a correction of the cell names. */
  readonly event: string;
  readonly printed: Fen;
}

/** The findings of a budget, and the events that hold the cells in which they were found. */
export class RecordedFindings {
  readonly #findings = new Map<string, RecordedFinding>();
  readonly #cells = new Map<string, CellFigure>();

  /** Undefined: the budget has no such finding. */
  find(finding: string): RecordedFinding | undefined {
    return this.#findings.get(finding);
  }

  /** The cells of a finding's document in which it was found; places that are no cell, and blank cells, have none. */
  cellsOf({ document, places }: FindingRaised['data']): readonly (CellFigure & {
    readonly table: number | null;
    readonly column: string | null;
  })[] {
    return places.flatMap(({ table, row, column }) => {
      const cell = this.#cells.get(cellOf(document, table, row, column));
      return cell ? [{ ...cell, table, column }] : [];
    });
  }

  /** Notes what an event says of findings and cells; `id` is the event's. */
  apply({ type, data }: BudgetEvent, id: string | undefined): void {
    switch (type) {
      case 'LineEntered':
      case 'ClaimRecorded': {
        if (data.source === null || id === undefined) return;
        const { document, table, row, column } = data.source;
        this.#cells.set(cellOf(document, table, row, column), {
          event: id,
          printed: toFen(data.amount),
        });
        return;
      }
      case 'FindingRaised':
        this.#findings.set(data.finding, { raised: data, decided: null });
        return;
      case 'FindingResolved': {
        const known = this.#findings.get(data.finding);
        if (known) this.#findings.set(data.finding, { ...known, decided: data });
        return;
      }
      default:
        return;
    }
  }
}

const cellOf = (
  document: string | null,
  table: number | null,
  row: number | null,
  column: string | null,
): string => [document, table, row, column].join(' ');
