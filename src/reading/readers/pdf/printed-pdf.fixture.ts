import PdfDocument from 'pdfkit';
import { chineseFont } from '../../../../test/support/chinese-font.js';
import type { Grid } from '../../tables/budget.fixture.js';

/** How a budget is printed: what programs that export to PDF do differently. */
export interface PrintStyle {
  /** `bars` are thin filled rectangles cell by cell; `columns` has no line between rows, only around all of them and around headings; `open` has none at the sides. */
  readonly ruling?: 'full' | 'bars' | 'columns' | 'open' | 'none';
  /** How text is written: a cell at once, character by character, or a row's figures at once with spaces between. */
  readonly writing?: 'cells' | 'glyphs' | 'rows';
  /** Degrees by which pages lie: by their own entry, or by the matrix of what is drawn. */
  readonly rotated?: 0 | 90 | 180 | 270;
  readonly turned?: 0 | 90 | 270;
  readonly rowsPerPage?: number;
  readonly headerRepeats?: boolean;
  /** A narrow column of names breaks them over lines. */
  readonly nameWidth?: number;
  /** The last digit of each amount and of each class does not fit, and is below the others. */
  readonly lastDigitBelow?: boolean;
  /** Every character twice, a little apart. */
  readonly bold?: boolean;
  /** The figures of a table column by column, from the last to the first. */
  readonly backwards?: boolean;
  readonly pageNumbers?: boolean;
  readonly password?: string;
}

const LAST_DIGIT = /^\d{3}$|\.\d{2}$/;

export interface Content {
  readonly front: readonly string[];
  /** Paragraphs of the narrative; a heading begins with #. */
  readonly prose?: readonly string[];
  readonly tables: readonly Grid[];
}

export type Pdf = InstanceType<typeof PdfDocument>;

const SIZE = 10;
const MARGIN = 40;
const ROW = 20;
const LINE = 13;
const PAGE = { width: 842, height: 595 };

const font = chineseFont();

/** A PDF that pdfkit writes; `draw` fills its pages. */
export const pdfOf = async (
  draw: (pdf: Pdf) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Uint8Array> => {
  const pdf = new PdfDocument({ autoFirstPage: false, margin: 0, ...options });
  const chunks: Uint8Array[] = [];
  pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const done = new Promise((end) => pdf.on('end', end));
  pdf.registerFont('chinese', font).font('chinese').fontSize(SIZE);
  draw(pdf);
  pdf.end();
  await done;
  return Buffer.concat(chunks);
};

/** Prints a budget in a style. */
export const printed = (content: Content, style: PrintStyle = {}): Promise<Uint8Array> =>
  pdfOf(
    (pdf) => new Printer(pdf, style).print(content),
    style.password === undefined ? {} : { userPassword: style.password, pdfVersion: '1.7' },
  );

class Printer {
  private pages = 0;

  constructor(
    private readonly pdf: Pdf,
    private readonly style: PrintStyle,
  ) {}

  print({ front, prose = [], tables }: Content): void {
    this.newPage();
    front.forEach((line, i) => this.centred(line, 150 + i * 30));
    if (prose.length > 0) this.prose(prose);
    for (const table of tables) this.table(table);
  }

  private newPage(): void {
    const { rotated = 0, turned = 0 } = this.style;
    const lies = rotated % 180 !== 0 || turned !== 0;
    const size: [number, number] = lies ? [PAGE.height, PAGE.width] : [PAGE.width, PAGE.height];
    this.pdf.addPage({ size, margin: 0 });
    if (rotated !== 0) {
      Object.assign(this.pdf.page.dictionary.data, { Rotate: rotated });
      // What is drawn lies against the entry, so that it is seen upright.
      if (rotated === 90) this.pdf.transform(0, -1, 1, 0, 0, PAGE.width);
      if (rotated === 180) this.pdf.transform(-1, 0, 0, -1, PAGE.width, PAGE.height);
      if (rotated === 270) this.pdf.transform(0, 1, -1, 0, PAGE.height, 0);
    }
    if (turned === 90) this.pdf.transform(0, 1, -1, 0, PAGE.height, 0);
    if (turned === 270) this.pdf.transform(0, -1, 1, 0, 0, PAGE.width);
    this.pages += 1;
    if (this.style.pageNumbers) this.centred(`- ${this.pages} -`, PAGE.height - 30);
  }

  private centred(text: string, y: number): void {
    this.write(text, (PAGE.width - this.pdf.widthOfString(text)) / 2, y);
  }

  private write(text: string, x: number, y: number): void {
    const { writing = 'cells', bold = false } = this.style;
    const at = (part: string, left: number) => {
      this.pdf.text(part, left, y, { lineBreak: false });
      if (bold) this.pdf.text(part, left + 0.3, y, { lineBreak: false });
    };
    if (writing !== 'glyphs') return at(text, x);
    let left = x;
    for (const glyph of text) {
      if (glyph !== ' ') at(glyph, left);
      left += this.pdf.widthOfString(glyph);
    }
  }

  private broken(text: string, width: number): readonly string[] {
    const lines = [''];
    for (const word of text.match(/[\d.,%A-Za-z]+|./gu) ?? []) {
      const longer = lines.at(-1)! + word;
      if (lines.at(-1) !== '' && this.pdf.widthOfString(longer) > width) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  }

  private prose(paragraphs: readonly string[]): void {
    this.newPage();
    let y = MARGIN;
    for (const paragraph of paragraphs) {
      if (y > PAGE.height - 3 * MARGIN) {
        this.newPage();
        y = MARGIN;
      }
      if (paragraph.startsWith('#')) {
        this.centred(paragraph.slice(1), y);
        y += 2 * LINE;
        continue;
      }
      for (const line of this.broken(`　　${paragraph}`, PAGE.width - 2 * MARGIN)) {
        const indent = line.startsWith('　　') ? 2 * SIZE : 0;
        this.write(line.trim(), MARGIN + indent, y);
        y += LINE + 4;
      }
    }
  }

  private table({ title, unit, header, rows, note }: Grid): void {
    const { rowsPerPage = 100, headerRepeats = true } = this.style;
    const widths = this.widthsOf(header, rows);
    for (let from = 0; from === 0 || from < rows.length; from += rowsPerPage) {
      this.newPage();
      let y = MARGIN;
      if (from === 0) {
        this.centred(title, y);
        this.write(`单位：${unit}`, PAGE.width - MARGIN - 60, y + 22);
        y += 40;
      }
      if (from === 0 || headerRepeats) y = this.rows(header, widths, y, true);
      y = this.rows(rows.slice(from, from + rowsPerPage), widths, y, false);
      if (note && from + rowsPerPage >= rows.length) this.write(note, MARGIN, y + 6);
    }
  }

  private widthsOf(header: Grid['header'], rows: Grid['rows']): readonly number[] {
    const isName = (column: number) => rows.some((row) => /\p{Script=Han}{3}/u.test(row[column]!));
    const isCode = (column: number) =>
      rows.every((row) => /^(?:\d{2,3}|合计|)$/.test(row[column]!));
    const wanted = header[0]!.map((_, i) =>
      i < 3 && isCode(i) && rows.length > 1 ? 34 : isName(i) ? (this.style.nameWidth ?? 190) : 88,
    );
    const room = PAGE.width - 2 * MARGIN;
    const all = wanted.reduce((sum, width) => sum + width, 0);
    return wanted.map((width) => (all > room ? (width * room) / all : width));
  }

  private rows(
    rows: readonly (readonly string[])[],
    widths: readonly number[],
    top: number,
    head: boolean,
  ): number {
    const { ruling = 'full', backwards = false, writing } = this.style;
    let y = top;
    for (const [r, row] of rows.entries()) {
      // A heading of the first line goes over the blank cells beside it.
      const isCovered = (i: number) => head && r === 0 && i > 0 && row[i] === '';
      const spans = row.map((_, i) => {
        let end = i + 1;
        while (end < row.length && isCovered(end)) end++;
        return widths.slice(i, end).reduce((sum, width) => sum + width, 0);
      });
      const cells = row.map((text, i) =>
        this.style.lastDigitBelow && !head && LAST_DIGIT.test(text)
          ? [text.slice(0, -1), text.slice(-1)]
          : this.broken(text, spans[i]! - 8),
      );
      const height = ROW + (Math.max(...cells.map((lines) => lines.length)) - 1) * LINE;
      const lefts = widths.map(
        (_, i) => MARGIN + widths.slice(0, i).reduce((sum, width) => sum + width, 0),
      );
      const order = row.map((_, i) => i);
      for (const i of backwards ? order.toReversed() : order) {
        if (isCovered(i)) continue;
        const right = lefts[i]! + spans[i]! >= lefts.at(-1)! + widths.at(-1)! - 1;
        const drawn =
          ruling === 'columns' && (head || r === 0 || r === rows.length - 1) ? 'full' : ruling;
        this.rule(drawn, lefts[i]!, y, spans[i]!, height, i === 0, right);
        const text = row[i]!;
        if (text === '' || (writing === 'rows' && !head && isAmount(text))) continue;
        const lines = cells[i]!;
        for (const [k, line] of lines.entries()) {
          const width = this.pdf.widthOfString(line);
          const x = isAmount(text) && !head ? lefts[i]! + widths[i]! - 4 - width : lefts[i]! + 4;
          const centred = head ? lefts[i]! + (spans[i]! - width) / 2 : x;
          this.write(line, centred, y + (height - lines.length * LINE) / 2 + k * LINE);
        }
      }
      if (writing === 'rows' && !head)
        this.figuresAtOnce(row, lefts, widths, y + (height - LINE) / 2);
      y += height;
    }
    return y;
  }

  /** Neighbouring figures as one text, spaces between them, as some programs write them. */
  private figuresAtOnce(
    row: readonly string[],
    lefts: readonly number[],
    widths: readonly number[],
    y: number,
  ): void {
    const space = this.pdf.widthOfString(' ');
    let run = '';
    let start = 0;
    const end = (i: number) => lefts[i]! + widths[i]! - 4;
    for (const [i, text] of row.entries()) {
      if (isAmount(text)) {
        const left = end(i) - this.pdf.widthOfString(text);
        if (run === '') start = left;
        const gap = run === '' ? 0 : left - (start + this.pdf.widthOfString(run));
        run += ' '.repeat(Math.max(run === '' ? 0 : 1, Math.round(gap / space))) + text;
      }
      if (run !== '' && (!isAmount(row[i + 1] ?? '') || i === row.length - 1)) {
        this.write(run, start, y);
        run = '';
      }
    }
  }

  private rule(
    ruling: PrintStyle['ruling'],
    x: number,
    y: number,
    width: number,
    height: number,
    first: boolean,
    last: boolean,
  ): void {
    const { pdf } = this;
    switch (ruling) {
      case 'full':
        pdf.rect(x, y, width, height).stroke();
        break;
      case 'bars':
        pdf
          .rect(x, y, width, 0.5)
          .rect(x, y + height, width, 0.5)
          .fill();
        pdf
          .rect(x, y, 0.5, height)
          .rect(x + width, y, 0.5, height)
          .fill();
        break;
      case 'columns':
        pdf
          .moveTo(x, y)
          .lineTo(x, y + height)
          .stroke();
        if (last)
          pdf
            .moveTo(x + width, y)
            .lineTo(x + width, y + height)
            .stroke();
        break;
      case 'open':
        pdf
          .moveTo(x, y)
          .lineTo(x + width, y)
          .moveTo(x, y + height)
          .lineTo(x + width, y + height)
          .stroke();
        if (!first)
          pdf
            .moveTo(x, y)
            .lineTo(x, y + height)
            .stroke();
        break;
      case 'none':
      case undefined:
        break;
    }
  }
}

const isAmount = (text: string): boolean => /^-?[\d,]+\.\d{2}$/.test(text);
