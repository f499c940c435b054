import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refusal } from '../../domain/errors.js';
import type { LaidCell, LaidTable } from './layout.js';

/** The formats of a table that a page shows. */
export const TABLE_FILES = ['xlsx', 'pdf'] as const;
/** One of {@link TABLE_FILES}. */
export type TableFile = (typeof TABLE_FILES)[number];

/** A cell as a page shows it. A figure is an amount, a change, a share or a number, without separators. */
export interface ShownCell {
  readonly text: string;
  readonly isFigure: boolean;
  /** How many rows and columns it covers. */
  readonly rows: number;
  readonly columns: number;
}

/** A table as a page shows it: its headings, then its rows. */
export interface ShownTable {
  readonly title: string;
  /** What stands beside the table on the page, such as the budget and its unit; empty where nothing does. */
  readonly note: string;
  readonly head: readonly (readonly ShownCell[])[];
  readonly body: readonly (readonly ShownCell[])[];
}

/** A table of a page as a file to keep: ruled, with its headings on every page of paper. */
export class TableAsFile extends Query<Uint8Array> {
  constructor(
    readonly table: ShownTable,
    readonly format: TableFile,
  ) {
    super();
  }
}

/** @throws {Refusal} `document-unprintable`: the font of the PDF lacks a character; `malformed`: the table is too wide. */
@QueryHandler(TableAsFile)
export class TableAsFileHandler implements IQueryHandler<TableAsFile> {
  async execute({ table, format }: TableAsFile): Promise<Uint8Array> {
    const laid = laidTable(table);
    // The writers are large: each is loaded when it is needed.
    return format === 'xlsx'
      ? (await import('./document-xlsx.js')).laidTableAsXlsx(laid)
      : (await import('./document-pdf.js')).laidTableAsPdf(laid);
  }
}

/** The columns of a table; a page has some twenty at most. */
const COLUMNS_MAX = 60;

/** The name of its only sheet. */
const SHEET = '表';

const laidTable = ({ title, note, head, body }: ShownTable): LaidTable => {
  const placed = placedCells([...head, ...body]);
  const width = Math.max(1, ...placed.flat().map(({ column, columns }) => column + columns));
  const grid = placed.slice(head.length).map((cells) => withoutGaps(cells, width));
  const amounts = new Set(
    placed
      .slice(head.length)
      .flat()
      .filter((cell) => kindOf(cell) === 'amount')
      .map(({ column }) => column),
  );
  return {
    table: 0,
    title,
    sheet: SHEET,
    agency: note,
    unit: '',
    columns: Array.from({ length: width }, (_, column) =>
      amounts.has(column) ? { kind: 'amount', column: String(column) } : { kind: 'name' },
    ),
    header: placed.slice(0, head.length).flatMap((cells, row) =>
      cells.map(({ text, column, rows, columns }) => ({
        text,
        row,
        column,
        rows: Math.min(rows, head.length - row),
        columns,
      })),
    ),
    headerRows: head.length,
    rows: grid.map((cells) => ({ total: false, cells })),
    note: null,
  };
};

type PlacedCell = ShownCell & { readonly column: number };

/** The cells of each row with the column in which HTML puts them: the first that no cell above or before covers. */
const placedCells = (
  rows: readonly (readonly ShownCell[])[],
): readonly (readonly PlacedCell[])[] => {
  /** Of each column, the first row that no cell above covers. */
  const free: number[] = [];
  return rows.map((cells, row) => {
    let column = 0;
    return cells.map((cell) => {
      while ((free[column] ?? 0) > row) column += 1;
      const placed = { ...cell, column };
      column += cell.columns;
      if (column > COLUMNS_MAX)
        throw new Refusal('malformed', `A table has ${COLUMNS_MAX} columns at most.`);
      for (let each = placed.column; each < column; each += 1) free[each] = row + cell.rows;
      return placed;
    });
  });
};

/** A row of the body without gaps. A cell over several rows is in the first of them. */
const withoutGaps = (placed: readonly PlacedCell[], width: number): readonly LaidCell[] => {
  const cells: LaidCell[] = [];
  let column = 0;
  const blank = (until: number) => {
    for (; column < until; column += 1) cells.push({ text: '', kind: 'name', columns: 1 });
  };
  for (const cell of placed) {
    blank(cell.column);
    cells.push({ text: cell.text, kind: kindOf(cell), columns: cell.columns });
    column += cell.columns;
  }
  blank(width);
  return cells;
};

const kindOf = ({ text, isFigure }: ShownCell): LaidCell['kind'] => {
  if (!isFigure) return 'name';
  // A share or a number of days is no amount of money.
  return /^[-+]?\d+\.\d+$/.test(text) ? 'amount' : 'code';
};
