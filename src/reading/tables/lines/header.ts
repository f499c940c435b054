import type { TableForm } from '../../../domain/tables/budget-form.js';
import { type Cell, type DocumentLine, isBlank } from '../../document-line.js';
import {
  headerKeys,
  headingKey,
  segmented,
  type Segment,
  type Vocabulary,
  vocabularyOf,
} from './header-words.js';

/** The columns of a table, as the lines above its rows name them. */
export interface Header {
  /** Keys of the amount columns: in the printed order where cells are kept, in the form's order where they are lost. */
  readonly columns: readonly string[];
  /** The amount column over each column of cells; null for a space-separated header. */
  readonly cells: ReadonlyMap<number, string> | null;
  /** The columns of cells that hold labels: 名称 in coded tables, both 项目 in two-sided ones. */
  readonly labels: readonly number[];
  /** Columns that the form prescribes and the header lacks. */
  readonly missing: readonly string[];
  /** Whether a coded table's name column is there. */
  readonly named: boolean;
  /** Words that are no headings of this table. */
  readonly strange: readonly string[];
  readonly lines: readonly DocumentLine[];
}

/** A column that no form knows: its figures are reported and not used. */
export const isUnknownColumn = (column: string): boolean => column.startsWith('unknown-');

/** Reads the header on these lines; null when it names none of the table's columns. */
export const readHeader = (lines: readonly DocumentLine[], form: TableForm): Header | null => {
  const vocabulary = vocabularyOf(form);
  const rows = lines.flatMap(({ cells: row }) => (row ? [row] : []));
  const cells = rows.length > 0 ? columnCells(rows, vocabulary, form) : null;
  const words = lines.flatMap(headerKeys);
  const segments = segmented(words, vocabulary);
  const columns =
    cells && cells.columns.size > 0 ? inCells(cells.columns) : inWords(segments, vocabulary, form);
  if (columns.length === 0) return null;
  return {
    columns,
    cells: cells && cells.columns.size > 0 ? cells.columns : null,
    labels: cells?.labels ?? [],
    missing: (form.requiredColumns ?? prescribedColumns(form, columns)).filter(
      (column) => !columns.includes(column),
    ),
    named: form.shape !== 'coded' || words.some((word) => word.includes('名称')),
    strange: segments.flatMap(({ word, known }) => (known ? [] : [word])),
    lines,
  };
};

/** The columns that the form prescribes for a header: a unit's where it has a heading that only units print. */
const prescribedColumns = (
  { columns, unitColumns = columns, unitMarks = [] }: TableForm,
  named: readonly string[],
): readonly string[] =>
  named.some((column) => unitMarks.includes(column)) ? unitColumns : columns;

const inCells = (cells: ReadonlyMap<number, string>): readonly string[] => [
  ...new Set([...cells].toSorted(([a], [b]) => a - b).map(([, column]) => column)),
];

/** The form's columns that the words name, in the form's order; all in the printed order where documents add columns. */
const inWords = (
  segments: readonly Segment[],
  { keys }: Vocabulary,
  form: TableForm,
): readonly string[] => {
  const named: string[] = [];
  let unknown = 0;
  for (const { word, known } of segments) {
    const key = known ? keys.get(word) : undefined;
    if (key && !named.includes(key)) {
      // 事业单位经营收入 broken in two: its second half is on the next line.
      const at = word === '经营收入' ? named.indexOf('operating') + 1 : 0;
      if (at > 0) named.splice(at, 0, key);
      else named.push(key);
    } else if (!known && form.addedColumns?.test(word)) named.push(`unknown-${++unknown}`);
  }
  if (form.addedColumns) return named;
  return prescribedColumns(form, named).filter((column) => named.includes(column));
};

interface ColumnCells {
  readonly columns: ReadonlyMap<number, string>;
  readonly labels: readonly number[];
}

/** Where cells are kept, the lowest heading above a cell names its column. */
const columnCells = (
  rows: readonly (readonly Cell[])[],
  { keys }: Vocabulary,
  form: TableForm,
): ColumnCells => {
  const width = Math.max(...rows.flatMap((row) => row.map(({ column }) => column! + 1)));
  const columns = new Map<number, string>();
  const labels: number[] = [];
  let unknown = 0;
  for (let index = 0; index < width; index++) {
    const stack = rows.flatMap((row) =>
      row.flatMap(({ text, column }) =>
        column === index && !isBlank(text) ? [headingKey(text)] : [],
      ),
    );
    const deepest = stack.at(-1);
    if (deepest === undefined) continue;
    if (stack.some((heading) => isLabelHeading(heading, form))) labels.push(index);
    const named = stack.findLast((heading) => keys.has(heading));
    const key =
      named === undefined
        ? (groupColumn(stack, form) ?? cutColumn(deepest, form))
        : keys.get(named);
    const taken = key !== undefined && [...columns.values()].includes(key);
    // In two-sided tables the first amount column is the revenue's, and it is total too.
    if (key && (!taken || form.shape === 'two-sided')) columns.set(index, key);
    else if (!key && form.addedColumns?.test(deepest) && deepest !== '收入')
      columns.set(index, `unknown-${++unknown}`);
  }
  return { columns, labels };
};

const isLabelHeading = (key: string, form: TableForm): boolean =>
  form.shape === 'coded' ? key.endsWith('名称') : form.shape === 'two-sided' && key === '项目';

const CUT_CHARS_MIN = 4;

/** The column whose heading alone begins with a text that its cell has cut off (机关运行经). */
const cutColumn = (key: string, form: TableForm): string | undefined => {
  const { keys, known } = vocabularyOf(form);
  if (key.length < CUT_CHARS_MIN || known.has(key)) return undefined;
  const columns = new Set(
    [...keys].flatMap(([heading, column]) => (heading.startsWith(key) ? [column] : [])),
  );
  return columns.size === 1 ? [...columns][0] : undefined;
};

/** Without the lowest line of headings, 公务用车购置及运行费 alone is the subtotal of its group. */
const groupColumn = (stack: readonly string[], form: TableForm): string | undefined =>
  Object.entries(form.groupHeadings ?? {}).find(([, start]) =>
    stack.some((key) => key.startsWith(start)),
  )?.[0];
