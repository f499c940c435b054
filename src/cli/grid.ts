import { said, say } from './say.js';
import { columns } from '../text/columns.js';
import type { Style } from './style.js';

/** A column of a printed table: its heading, and the text of a row's cell. */
export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => string | null | undefined;
  /** Right-aligned, as numbers are. */
  readonly figure?: true;
}

/** Rows in aligned columns below their headers; `strong` rows are bold on a terminal. */
export const grid = <Row>(
  rows: readonly Row[],
  shown: readonly Column<Row>[],
  style: Style,
  strong: (row: Row) => boolean = () => false,
): readonly string[] => {
  const [header, ...lines] = columns(
    [
      shown.map(({ header: each }) => said(each)),
      ...rows.map((row) => shown.map(({ cell }) => cell(row) ?? '')),
    ],
    (column) => shown[column]!.figure === true,
  );
  return [
    style('bold', header!),
    ...lines.map((line, index) => (strong(rows[index]!) ? style('bold', line) : line)),
  ];
};

/** The lines as one text that ends with a line break. */
export const asText = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** The line below a part of a list that says how to ask for the next one; empty at the end of the list. */
export const moreLine = (next: string | null): string =>
  next === null ? '' : `\n${say`more: --after ${next}`}\n`;
