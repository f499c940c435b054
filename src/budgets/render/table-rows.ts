import type { Cells, TableAnswer, TableAnswerRow } from '../table.query.js';

/** A row of a file: a table's row, or one of its totals. */
export interface FileRow {
  readonly code: string;
  readonly name: string;
  readonly side: TableAnswerRow['side'];
  readonly total: boolean;
  readonly cells: Cells;
}

const TOTAL = '合计';
const SIDE_TOTALS = { revenue: '收入总计', expenditure: '支出总计' } as const;

export const isSided = ({ table }: TableAnswer): boolean => table === 1 || table === 4;

/** The rows in the printed order, each side's total behind its rows. */
export const rowsOf = (answer: TableAnswer): readonly FileRow[] => {
  const rows = answer.rows.map(({ code, name, side, cells }): FileRow => ({
    code: code ?? '',
    name,
    side,
    total: false,
    cells,
  }));
  if (answer.state !== 'read' && answer.state !== 'rebuilt') return rows;
  const totals = answer.totals as Readonly<Record<'revenue' | 'expenditure', Cells>> & Cells;
  if (!isSided(answer))
    return [
      ...rows,
      { code: '', name: TOTAL, side: undefined, total: true, cells: answer.totals as Cells },
    ];
  return (['revenue', 'expenditure'] as const).flatMap((side) => [
    ...rows.filter((row) => row.side === side),
    { code: '', name: SIDE_TOTALS[side], side, total: true, cells: totals[side] },
  ]);
};

/** A text that a spreadsheet would take for a formula is marked as text. */
export const neutralised = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
