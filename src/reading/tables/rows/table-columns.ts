import type { TableForm } from '../../../domain/tables/budget-form.js';
import { looksNumeric } from '../../printed-amount.js';
import { type Header, isUnknownColumn } from '../form/header.js';
import type { UnplacedRow } from './table-rows.js';

/** The columns over all pages: each page's header in turn, the form's where no page has one. */
export const columnsOf = (
  form: TableForm,
  headers: readonly Header[],
  rows: readonly UnplacedRow[],
  guessed: readonly string[],
): readonly string[] => {
  const named = [...new Set([...headers.flatMap(({ columns }) => columns), ...guessed])];
  const most = Math.max(0, ...rows.map((row) => (row.side === 'revenue' ? 0 : figures(row))));
  const prescribed = isOfUnit(form, named, most) ? form.unitColumns! : form.columns;
  if (named.length === 0) return prescribed;
  // More figures than headings: the heading is lost, not the figures.
  const inOrder = rows.some(({ header }) => !header?.cells);
  const whole = most > named.length && inOrder ? [...new Set([...named, ...prescribed])] : named;
  return form.addedColumns ? whole : ordered(whole, prescribed);
};

/** Whether a unit prints the table: by any column that departments lack, or by more figures than theirs has. */
const isOfUnit = (
  { columns, unitColumns }: TableForm,
  named: readonly string[],
  most: number,
): boolean =>
  unitColumns !== undefined &&
  (most > columns.length ||
    named.some((column) => unitColumns.includes(column) && !columns.includes(column)));

const ordered = (columns: readonly string[], prescribed: readonly string[]): readonly string[] => [
  ...prescribed.filter((column) => columns.includes(column)),
  ...columns.filter((column) => !prescribed.includes(column)),
];

const figures = ({ parts }: UnplacedRow): number =>
  parts.filter(({ text }) => looksNumeric(text)).length;

/** A cell whose heading is lost and that holds figures gets the one column that its header lacks. */
export const guessedColumns = (
  rows: readonly UnplacedRow[],
  headers: readonly Header[],
): { readonly rows: readonly UnplacedRow[]; readonly guessed: readonly string[] } => {
  const repaired = new Map<Header, Header>();
  const guessed: string[] = [];
  for (const header of headers) {
    const [missing, ...others] = header.missing;
    if (!header.cells || missing === undefined || others.length > 0) continue;
    const bare = barePlace(rows, header);
    if (bare === undefined) continue;
    guessed.push(missing);
    repaired.set(header, { ...header, cells: new Map([...header.cells, [bare, missing]]) });
  }
  if (repaired.size === 0) return { rows, guessed };
  return {
    rows: rows.map((row) => ({
      ...row,
      header: (row.header && repaired.get(row.header)) ?? row.header,
    })),
    guessed,
  };
};

/** The one cell beside the columns that has figures and no heading. */
const barePlace = (rows: readonly UnplacedRow[], header: Header): number | undefined => {
  // Before the names stand codes.
  const first = header.labels.at(-1) ?? Math.min(...header.cells!.keys());
  const bare = new Set(
    rows.flatMap((row) =>
      row.header?.lines === header.lines
        ? row.parts.flatMap(({ cell, text }) =>
            cell !== null && cell > first && !header.cells!.has(cell) && looksNumeric(text)
              ? [cell]
              : [],
          )
        : [],
    ),
  );
  return bare.size === 1 ? [...bare][0] : undefined;
};

/** The columns without those that the form does not know. */
export const knownColumns = (columns: readonly string[]): readonly string[] =>
  columns.filter((column) => !isUnknownColumn(column));
