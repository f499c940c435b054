import { Parser } from 'htmlparser2';
import { Refusal } from '../../../domain/errors.js';

/** The cells of a table's row, or of a paragraph: one, or several where tabs separate them. */
export type Block = readonly string[];

const COLUMNS_MAX = 256;
const TABLE_DEPTH_MAX = 8;
const ROW_SPAN_MAX = 2_000;

/**
 * The paragraphs and the rows of tables in HTML, in their order. The text of a merged cell is in its first column and
 * row, the rest is blank; the rows of a table within a cell follow the row that contains it.
 *
 * @throws {Refusal} document-too-costly: tables nest too deep or have too many columns
 */
export const htmlBlocks = (html: string, file: string): readonly Block[] => {
  const blocks = new Blocks(file);
  const parser = new Parser({
    onopentag: (name, attributes) => blocks.open(name, attributes),
    ontext: (text) => blocks.write(text),
    onclosetag: (name) => blocks.close(name),
  });
  parser.end(html);
  return blocks.all();
};

interface Table {
  /** By column: in how many more rows a cell from above stands. */
  readonly spans: number[];
  row: string[];
  /** The open cell's text; null between cells. */
  cell: string | null;
  columnSpan: number;
  rowSpan: number;
  /** Rows of tables within this row. */
  inner: Block[];
}

class Blocks {
  private readonly blocks: Block[] = [];
  private readonly tables: Table[] = [];
  private paragraph = '';

  constructor(private readonly file: string) {}

  all(): readonly Block[] {
    this.endParagraph();
    return this.blocks;
  }

  open(tag: string, { colspan, rowspan }: Readonly<Record<string, string>>): void {
    const table = this.tables.at(-1);
    if (tag === 'table') return this.openTable();
    if (tag === 'br') return this.write('\n');
    if (tag === 'tr' && table) table.row = [];
    if ((tag === 'td' || tag === 'th') && table) {
      skipSpans(table);
      table.cell = '';
      table.columnSpan = spanOf(colspan, COLUMNS_MAX);
      table.rowSpan = spanOf(rowspan, ROW_SPAN_MAX);
    }
  }

  write(text: string): void {
    const table = this.tables.at(-1);
    if (!table) this.paragraph += text;
    else if (table.cell !== null) table.cell += text;
  }

  close(tag: string): void {
    const table = this.tables.at(-1);
    const ends = /^(?:p|h\d|li)$/.test(tag);
    if (!table) {
      if (ends) this.endParagraph();
      return;
    }
    if (ends) this.write('\n');
    if (tag === 'td' || tag === 'th') this.closeCell(table);
    if (tag === 'tr') this.closeRow(table);
    if (tag === 'table') this.tables.pop();
  }

  private openTable(): void {
    if (this.tables.length === 0) this.endParagraph();
    if (this.tables.length === TABLE_DEPTH_MAX)
      throw this.costly(`tables within tables, more than ${TABLE_DEPTH_MAX} deep`);
    this.tables.push({ spans: [], row: [], cell: null, columnSpan: 1, rowSpan: 1, inner: [] });
  }

  private closeCell(table: Table): void {
    if (table.cell === null) return;
    for (let i = 0; i < table.columnSpan; i++) {
      table.spans[table.row.length] = table.rowSpan - 1;
      table.row.push(i === 0 ? table.cell.trim() : '');
    }
    if (table.row.length > COLUMNS_MAX)
      throw this.costly(`a table of more than ${COLUMNS_MAX} columns`);
    table.cell = null;
  }

  private closeRow(table: Table): void {
    skipSpans(table);
    (this.tables.at(-2)?.inner ?? this.blocks).push(table.row, ...table.inner);
    table.row = [];
    table.inner = [];
  }

  private endParagraph(): void {
    for (const line of this.paragraph.split('\n'))
      if (line.trim() !== '') this.blocks.push(line.trim().split('\t'));
    this.paragraph = '';
  }

  private costly(what: string): Refusal {
    return new Refusal(
      'document-too-costly',
      `${this.file} has ${what}, as no budget has: save it anew without them.`,
    );
  }
}

/** Skips the columns that a cell of a row above still takes by its `rowspan`. */
const skipSpans = (table: Table): void => {
  for (let left; (left = table.spans[table.row.length] ?? 0) > 0;) {
    table.spans[table.row.length] = left - 1;
    table.row.push('');
  }
};

const spanOf = (text: string | undefined, max: number): number =>
  Math.min(Math.max(Number.parseInt(text ?? '', 10) || 1, 1), max);
