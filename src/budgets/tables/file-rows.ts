import { columnLabel, type TableForm } from '../../domain/tables/budget-form.js';
import { ANSWERED_FORM } from '../../domain/tables/forms.js';
import type { Cells, TableAnswer, TableAnswerRow } from './table.answer.js';

/** A row of a file: a table's row, or one of its totals. */
export interface FileRow {
  readonly code: string;
  readonly name: string;
  readonly side: TableAnswerRow['side'];
  readonly total: boolean;
  readonly cells: Cells;
}

/** The table as the form of its budget prints it. */
export const tableFormOf = ({ table }: TableAnswer): TableForm => ANSWERED_FORM.table(table);

/** What a column is called. */
export const fileColumnLabel = (answer: TableAnswer, column: string): string =>
  columnLabel(tableFormOf(answer), column);

/** Whether the table prints revenue beside expenditure. */
export const isSided = (answer: TableAnswer): boolean => tableFormOf(answer).shape === 'two-sided';

/** The rows in the printed order, each side's total after its rows. A total without any figure is left out. */
export const fileRowsOf = (answer: TableAnswer): readonly FileRow[] => {
  const { totals: labels } = ANSWERED_FORM;
  const rows = answer.rows.map(({ code, name, side, cells }): FileRow => ({
    code: code ?? '',
    name,
    side,
    total: false,
    cells,
  }));
  const total = (name: string, side: FileRow['side'], cells: Cells): readonly FileRow[] =>
    Object.values(cells).every((cell) => cell === null)
      ? []
      : [{ code: '', name, side, total: true, cells }];
  if (!isSided(answer)) return [...rows, ...total(labels.all, undefined, answer.totals as Cells)];
  const totals = answer.totals as Readonly<Record<'revenue' | 'expenditure', Cells>>;
  return (['revenue', 'expenditure'] as const).flatMap((side) => [
    ...rows.filter((row) => row.side === side),
    ...total(labels[side], side, totals[side]),
  ]);
};
