import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
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

/** @throws {Refusal} `document-unprintable`: the font of the PDF lacks a character. */
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

/** The name of its only sheet. */
const SHEET = '表';

const laidTable = ({ title, note, head, body }: ShownTable): LaidTable => {
  const placed = placedCells([...head, ...body]);
  const width = Math.max(1, ...placed.map(({ column, columns }) => column + columns));
  const headings = placed.filter(({ row }) => row < head.length);
  const grid = body.map((_, row) => rowOf(placed, head.length + row, width));
  return {
    table: 0,
    title,
    sheet: SHEET,
    agency: note,
    unit: '',
    columns: Array.from({ length: width }, (_, column) =>
      grid.some((cells) => startingAt(cells, column)?.kind === 'amount')
        ? { kind: 'amount', column: String(column) }
        : { kind: 'name' },
    ),
    header: headings.map(({ text, row, column, rows, columns }) => ({
      text,
      row,
      column,
      rows: Math.min(rows, head.length - row),
      columns,
    })),
    headerRows: head.length,
    rows: grid.map((cells) => ({ total: false, cells })),
    note: null,
  };
};

type PlacedCell = ShownCell & { readonly row: number; readonly column: number };

/** The cells with the place at which HTML puts each of them: the first that no cell above or before it covers. */
const placedCells = (rows: readonly (readonly ShownCell[])[]): readonly PlacedCell[] => {
  const covered = new Set<string>();
  return rows.flatMap((cells, row) => {
    let column = 0;
    return cells.map((cell) => {
      while (covered.has(`${row} ${column}`)) column += 1;
      const placed = { ...cell, row, column };
      for (let below = 0; below < cell.rows; below += 1)
        for (let beside = 0; beside < cell.columns; beside += 1)
          covered.add(`${row + below} ${column + beside}`);
      return placed;
    });
  });
};

/** A row of the body without gaps. A cell over several rows is in the first of them. */
const rowOf = (placed: readonly PlacedCell[], row: number, width: number): readonly LaidCell[] => {
  const cells: LaidCell[] = [];
  let column = 0;
  const blank = (until: number) => {
    for (; column < until; column += 1) cells.push({ text: '', kind: 'name', columns: 1 });
  };
  for (const cell of placed) {
    if (cell.row !== row) continue;
    blank(cell.column);
    cells.push({ text: cell.text, kind: kindOf(cell), columns: cell.columns });
    column += cell.columns;
  }
  blank(width);
  return cells;
};

const startingAt = (cells: readonly LaidCell[], column: number): LaidCell | undefined => {
  let at = 0;
  for (const cell of cells) {
    if (at === column) return cell;
    at += cell.columns;
  }
  return undefined;
};

const kindOf = ({ text, isFigure }: ShownCell): LaidCell['kind'] => {
  if (!isFigure) return 'name';
  // A share or a number of days is no amount of money.
  return /^[-+]?\d+\.\d+$/.test(text) ? 'amount' : 'code';
};
