import type PdfDocument from 'pdfkit';
import { decoration, type Tags } from './pdf-tags.js';
import type { LaidCell, LaidRow, LaidTable } from './layout.js';
import { withSeparators } from '../../text/with-separators.js';

/** A PDF document that is being written. */
export type Pdf = InstanceType<typeof PdfDocument>;

const SIZE = 9;
const PADDING = { x: 4, y: 3 } as const;
const RULE_WIDTH = 0.6;
const NAME_WIDTH_MIN = 70;

interface Box {
  readonly text: string;
  readonly align: 'left' | 'center' | 'right';
  readonly column: number;
  readonly columns: number;
}

/** A ruled table that continues over pages, each of which begins with its headings. */
export class Grid {
  private readonly widths: readonly number[];
  private readonly headerHeights: readonly number[];
  private readonly left: number;

  constructor(
    private readonly pdf: Pdf,
    private readonly table: LaidTable,
    private readonly newPage: () => void,
    private readonly tags: Tags,
  ) {
    pdf.fontSize(SIZE).lineWidth(RULE_WIDTH);
    this.left = pdf.page.margins.left;
    this.widths = this.fitted();
    this.headerHeights = this.heightsOfHeader();
  }

  draw(): void {
    this.tags.within('Table', (tags) => this.drawTable(tags));
  }

  private drawTable(tags: Tags): void {
    let y = this.drawHeader(this.pdf.y, tags);
    for (const row of this.table.rows) {
      const boxes = boxesOf(row);
      const height = Math.max(...boxes.map((box) => this.heightOf(box)));
      if (y + height > this.pdf.page.height - this.pdf.page.margins.bottom) {
        this.newPage();
        this.pdf.fontSize(SIZE).lineWidth(RULE_WIDTH);
        y = this.drawHeader(this.pdf.page.margins.top, null);
      }
      const top = y;
      tags.within('TR', (cells) => {
        for (const box of boxes) this.drawBox(box, top, height, cells, 'TD');
      });
      y += height;
    }
    this.pdf.x = this.left;
    this.pdf.y = y;
  }

  /** The headings; without tags they are repeated on a further page, and read once. */
  private drawHeader(top: number, tags: Tags | null): number {
    const tops = [top];
    for (const height of this.headerHeights) tops.push(tops.at(-1)! + height);
    const draw = (line: number, cells: Tags | null) => {
      for (const { text, row, rows, column, columns } of this.table.header)
        if (row === line)
          this.drawBox(
            { text, align: 'center', column, columns },
            tops[row]!,
            tops[row + rows]! - tops[row]!,
            cells,
            'TH',
          );
    };
    for (let line = 0; line < this.table.headerRows; line++)
      if (tags === null) draw(line, null);
      else tags.within('TR', (cells) => draw(line, cells));
    return tops.at(-1)!;
  }

  private drawBox(box: Box, y: number, height: number, tags: Tags | null, type: 'TH' | 'TD'): void {
    const x = this.left + sum(this.widths.slice(0, box.column));
    const width = this.widthOf(box);
    decoration(this.pdf, () => this.pdf.rect(x, y, width, height).stroke());
    const write = () => {
      if (box.text === '') return;
      const space = height - this.heightOf(box);
      this.pdf.text(box.text, x + PADDING.x, y + PADDING.y + space / 2, {
        width: width - PADDING.x * 2,
        height,
        align: box.align,
      });
    };
    if (tags === null) decoration(this.pdf, write);
    else tags.mark(type, write);
  }

  private widthOf({ column, columns }: Box): number {
    return sum(this.widths.slice(column, column + columns));
  }

  private heightOf(box: Box): number {
    const width = this.widthOf(box) - PADDING.x * 2;
    return this.pdf.heightOfString(box.text === '' ? '一' : box.text, { width }) + PADDING.y * 2;
  }

  /** Each header row is as high as its cells need; a cell that spans rows makes the last of them higher. */
  private heightsOfHeader(): readonly number[] {
    const heights = Array.from({ length: this.table.headerRows }, () => 0);
    for (let span = 1; span <= this.table.headerRows; span++)
      for (const { text, row, rows, column, columns } of this.table.header) {
        if (rows !== span) continue;
        const missing =
          this.heightOf({ text, align: 'center', column, columns }) -
          sum(heights.slice(row, row + rows));
        if (missing > 0) heights[row + rows - 1]! += missing;
      }
    return heights;
  }

  /** Figures and codes never wrap; names and headings do when the page is too narrow. */
  private fitted(): readonly number[] {
    const { columns } = this.table;
    const widths = naturalWidths(this.pdf, this.table);
    const { width, margins } = this.pdf.page;
    const room = width - margins.left - margins.right;
    const spare = room - sum(widths);
    const names = columns.flatMap(({ kind }, i) => (kind === 'name' ? [i] : []));
    if (spare >= 0 || names.length === 0) return widths.map((each) => (each * room) / sum(widths));
    for (const name of names)
      widths[name] = Math.max(NAME_WIDTH_MIN, widths[name]! + spare / names.length);
    return sum(widths) > room ? widths.map((each) => (each * room) / sum(widths)) : widths;
  }
}

/** The widths with which nothing wraps but the headings, once. */
const naturalWidths = (pdf: Pdf, { columns, rows, header }: LaidTable): number[] => {
  const needed = (text: string) => pdf.widthOfString(text) + PADDING.x * 2 + 1;
  const widths = columns.map(() => needed('一一'));
  for (const row of rows)
    for (const { text, column, columns: span } of boxesOf(row))
      if (span === 1) widths[column] = Math.max(widths[column]!, needed(text));
  for (const { text, column, columns: span } of header)
    if (span === 1)
      widths[column] = Math.max(widths[column]!, needed(text.slice(0, Math.ceil(text.length / 2))));
  return widths;
};

/** How wide a page has to be between its margins, in points, for a table whose names do not wrap. */
export const widthNeeded = (pdf: Pdf, table: LaidTable): number => {
  pdf.fontSize(SIZE);
  return sum(naturalWidths(pdf, table));
};

const boxesOf = ({ cells, total }: LaidRow): readonly Box[] => {
  let column = 0;
  return cells.map((cell) => {
    const box = {
      text: cell.kind === 'amount' ? withSeparators(cell.text) : cell.text,
      align: alignOf(cell, total),
      column,
      columns: cell.columns,
    };
    column += cell.columns;
    return box;
  });
};

const alignOf = ({ kind }: LaidCell, total: boolean): Box['align'] =>
  kind === 'amount' ? 'right' : kind === 'code' || total ? 'center' : 'left';

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
