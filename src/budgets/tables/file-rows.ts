import { SHANGHAI } from '../../domain/tables/shanghai.js';
import type { Cells, TableAnswer, TableAnswerRow } from './table.answer.js';

/** A row of a file: a table's row, or one of its totals. */
export interface FileRow {
  readonly code: string;
  readonly name: string;
  readonly side: TableAnswerRow['side'];
  readonly total: boolean;
  readonly cells: Cells;
}

/** What a column is called. */
export const fileColumnLabel = ({ table }: TableAnswer, column: string): string =>
  SHANGHAI.labelOf(table, column);

/** Whether the table prints revenue beside expenditure. */
export const isSided = ({ table }: TableAnswer): boolean =>
  SHANGHAI.table(table).shape === 'two-sided';

/** The rows in the printed order, each side's total after its rows. A total without any figure is left out. */
export const fileRowsOf = (answer: TableAnswer): readonly FileRow[] => {
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
  if (!isSided(answer))
    return [...rows, ...total(SHANGHAI.totals.all, undefined, answer.totals as Cells)];
  const totals = answer.totals as Readonly<Record<'revenue' | 'expenditure', Cells>>;
  return (['revenue', 'expenditure'] as const).flatMap((side) => [
    ...rows.filter((row) => row.side === side),
    ...total(SHANGHAI.totals[side], side, totals[side]),
  ]);
};
