import { columnLabel, type TableForm } from '../../domain/tables/budget-form.js';
import { ANSWERED_FORM, TABLES } from '../../domain/tables/forms.js';
import type { Cells, TableAnswer, TableAnswerRow } from './table.answer.js';

/** A row of a file: a table's row, or one of its totals. */
export interface FileRow {
  readonly code: string;
  readonly name: string;
  readonly side: TableAnswerRow['side'];
  readonly total: boolean;
  /** By the text columns of the table. */
  readonly texts?: Readonly<Record<string, string>>;
  readonly cells: Cells;
}

/**
 * One of the nine tables as the form of its budget prints it.
 *
 * @throws {RangeError} it is a further table
 */
export const tableFormOf = ({ table }: TableAnswer): TableForm => ANSWERED_FORM.table(table);

/** Whether it is none of the nine. */
export const isFurther = ({ table }: TableAnswer): boolean => table > TABLES;

/** What a column is called; those of further tables are called by their printed headings. */
export const fileColumnLabel = (answer: TableAnswer, column: string): string =>
  isFurther(answer) ? column : columnLabel(tableFormOf(answer), column);

/** Whether the table prints revenue beside expenditure. */
export const isSided = (answer: TableAnswer): boolean =>
  !isFurther(answer) && tableFormOf(answer).shape === 'two-sided';

/** What stands below a table: that it is empty, and that it shows no changes since it was published; null where there is nothing to say. */
export const noteUnder = (answer: TableAnswer): string | null => {
  const sentences = [
    ...(showsNothing(answer) ? ['没有安排这项预算，本表无数据。'] : []),
    ...(answer.changedSince === true ? ['预算公布后有变动，本表仍是公布时的数字。'] : []),
  ];
  return sentences.length === 0 ? null : `备注：${sentences.join('')}`;
};

/** Zeros alone in the row of the total are no money either. */
const showsNothing = (answer: TableAnswer): boolean =>
  answer.state === 'declared-empty' ||
  (!isFurther(answer) &&
    tableFormOf(answer).shape === 'coded' &&
    answer.rows.length === 0 &&
    Object.values(answer.totals as Cells).every((cell) => cell === null || Number(cell) === 0));

/** The rows in the printed order, each side's total after its rows. A total without any figure is left out. */
export const fileRowsOf = (answer: TableAnswer): readonly FileRow[] => {
  const { totals: labels } = ANSWERED_FORM;
  const { totalTexts } = answer;
  const rows = answer.rows.map(({ code, name, side, texts, cells }): FileRow => ({
    code: code ?? '',
    name,
    side,
    total: false,
    ...(texts && { texts }),
    cells,
  }));
  const total = (name: string, side: FileRow['side'], cells: Cells): readonly FileRow[] =>
    Object.values(cells).every((cell) => cell === null)
      ? []
      : [{ code: '', name, side, total: true, ...(totalTexts && { texts: totalTexts }), cells }];
  if (!isSided(answer)) return [...rows, ...total(labels.all, undefined, answer.totals as Cells)];
  const totals = answer.totals as Readonly<Record<'revenue' | 'expenditure', Cells>>;
  return (['revenue', 'expenditure'] as const).flatMap((side) => [
    ...rows.filter((row) => row.side === side),
    ...total(labels[side], side, totals[side]),
  ]);
};
