import { xmlText } from '../xml-text.js';

/** The new content of a cell; null makes it blank. A formula stays, and the amount becomes its saved value. */
export type Content = { readonly text: string } | { readonly amount: string } | null;

interface Row {
  /** The original XML, until a cell of the row changes. */
  raw: string | null;
  attributes: string;
  readonly cells: Map<number, Cell>;
}

interface Cell {
  readonly style: string | null;
  readonly formula: string | null;
  /** The original XML without its reference, which changes when rows move. */
  readonly body: string;
  readonly type: string;
}

const ROW = /<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g;
const CELL = /<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g;
const attribute = (attributes: string, name: string): string | null =>
  new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1] ?? null;

/**
 * The XML of a worksheet whose cells can be set and whose rows can be added. Styles, widths, heights and everything else stay
 * byte for byte. Rows and columns count from 0.
 */
export class SheetXml {
  private readonly rows = new Map<number, Row>();
  private readonly head: string;
  private tail: string;

  constructor(xml: string) {
    const data = /<sheetData>([\s\S]*)<\/sheetData>|<sheetData\/>/.exec(xml);
    if (!data) throw new Error('a worksheet has no sheetData');
    this.head = xml.slice(0, data.index);
    this.tail = xml.slice(data.index + data[0].length);
    for (const [raw, attributes = '', content = ''] of (data[1] ?? '').matchAll(ROW)) {
      const number = Number(attribute(attributes, 'r')) - 1;
      const cells = new Map<number, Cell>();
      for (const [, own = '', body = ''] of content.matchAll(CELL))
        cells.set(columnOf(attribute(own, 'r') ?? ''), {
          style: attribute(own, 's'),
          formula: /<f\b[^>]*?(?:\/>|>[\s\S]*?<\/f>)/.exec(body)?.[0] ?? null,
          body,
          type: attribute(own, 't') ?? '',
        });
      this.rows.set(number, { raw, attributes, cells });
    }
  }

  get hasFormulas(): boolean {
    return [...this.rows.values()].some(({ cells }) =>
      [...cells.values()].some(({ formula }) => formula !== null),
    );
  }

  /** Whether the cell's text is one of the workbook's shared texts. */
  isShared(row: number, column: number): boolean {
    return this.rows.get(row)?.cells.get(column)?.type === 's';
  }

  set(row: number, column: number, content: Content): void {
    const at = this.rowAt(row);
    const cell = at.cells.get(column);
    if (content === null && !cell) return;
    at.raw = null;
    const formula = cell?.formula ?? null;
    const kept = { style: cell?.style ?? null, formula };
    if (content === null) at.cells.set(column, { ...kept, body: formula ?? '', type: '' });
    else if ('amount' in content)
      at.cells.set(column, {
        ...kept,
        body: `${formula ?? ''}<v>${content.amount}</v>`,
        type: '',
      });
    else
      at.cells.set(column, {
        ...kept,
        formula: null,
        body: `<is><t xml:space="preserve">${escaped(content.text)}</t></is>`,
        type: 'inlineStr',
      });
  }

  /** Adds blank rows before a row, styled like the one above; the rows below move down. */
  insert(before: number, count: number): void {
    const like = this.rows.get(before - 1);
    const below = [...this.rows].filter(([number]) => number >= before);
    for (const [number] of below) this.rows.delete(number);
    for (const [number, row] of below) this.rows.set(number + count, { ...row, raw: null });
    for (let row = before; like && row < before + count; row++) this.rows.set(row, blankLike(like));
    this.tail = this.tail.replace(/(?<=\s(?:ref|sqref)=")[^"]*/g, (references) =>
      moved(references, before, count),
    );
  }

  /** Lets a row be as high as its text needs; a new row is styled like another. */
  free(row: number, like: number): void {
    const model = this.rows.get(like);
    if (!this.rows.has(row) && model) this.rows.set(row, blankLike(model));
    const at = this.rowAt(row);
    at.raw = null;
    at.attributes = at.attributes.replace(/\s(?:ht|customHeight)="[^"]*"/g, '');
  }

  toString(): string {
    const rows = [...this.rows]
      .sort(([a], [b]) => a - b)
      .map(([number, row]) => row.raw ?? written(number, row));
    const last = Math.max(0, ...this.rows.keys()) + 1;
    const head = this.head.replace(
      /(<dimension ref="[A-Z]+\d+:[A-Z]+)(\d+)"/,
      (_, from: string, end: string) => `${from}${Math.max(last, Number(end))}"`,
    );
    return `${head}<sheetData>${rows.join('')}</sheetData>${this.tail}`;
  }

  private rowAt(number: number): Row {
    const known = this.rows.get(number);
    if (known) return known;
    const row: Row = { raw: null, attributes: '', cells: new Map() };
    this.rows.set(number, row);
    return row;
  }
}

const blankLike = ({ attributes, cells }: Row): Row => ({
  raw: null,
  attributes,
  cells: new Map(
    [...cells].map(([column, { style }]) => [column, { style, formula: null, body: '', type: '' }]),
  ),
});

const written = (number: number, { attributes, cells }: Row): string => {
  const others = attributes.replace(/\s(?:r|spans)="[^"]*"/g, '').trimEnd();
  const own = [...cells]
    .sort(([a], [b]) => a - b)
    .map(([column, { style, body, type }]) => {
      const opening = `<c r="${columnName(column)}${number + 1}"${style === null ? '' : ` s="${style}"`}${type === '' ? '' : ` t="${type}"`}`;
      return body === '' ? `${opening}/>` : `${opening}>${body}</c>`;
    });
  return `<row r="${number + 1}"${others}>${own.join('')}</row>`;
};

/** The references, such as `A7:C9 E12`, with the rows from `before` on moved down. */
export const moved = (references: string, before: number, count: number): string =>
  references.replace(/(\$?[A-Z]{1,3}\$?)(\d+)/g, (whole, column: string, row: string) =>
    Number(row) - 1 >= before ? `${column}${Number(row) + count}` : whole,
  );

const columnOf = (reference: string): number => {
  let column = 0;
  for (const letter of /^[A-Z]*/.exec(reference)![0])
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
};

const columnName = (column: number): string =>
  (column >= 26 ? columnName(Math.floor(column / 26) - 1) : '') +
  String.fromCharCode(65 + (column % 26));

const escaped = (text: string): string =>
  xmlText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
