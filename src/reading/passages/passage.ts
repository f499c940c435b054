import { type DocumentLine, printedText, textsOf } from '../document-line.js';

const BRACKETS: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '［': '[',
  '］': ']',
  '〈': '(',
  '〉': ')',
  '％': '%',
  '﹪': '%',
  '－': '-',
  '−': '-',
  '．': '.',
  ';': '；',
  ':': '：',
  '﹔': '；',
  '﹕': '：',
  '∶': '：',
  '﹐': '，',
  '"': '“',
  '〝': '“',
  '〞': '”',
};

const BLANK = /[\s\u00a0\u3000\u200b\ufeff\u25a1]/u;

/**
 * Printed lines as one string without blanks: wraps inside sentences and numbers are gone, brackets and digits are
 * half-width, commas that are not in a number are full-width. The line of each character is kept.
 */
export class Passage {
  private constructor(
    readonly text: string,
    private readonly characters: readonly string[],
    private readonly lines: readonly DocumentLine[],
    /** Where the cells of rows begin, in order. */
    private readonly cells: readonly number[],
  ) {}

  /** Lines as they are printed: sentences. */
  static of(lines: readonly DocumentLine[]): Passage {
    return Passage.ofTexts(lines.map((line) => [line, [printedText(line)]]));
  }

  /** Lines cell by cell: what stands in another cell of a row does not go on the figure before it. */
  static ofCells(lines: readonly DocumentLine[]): Passage {
    return Passage.ofTexts(lines.map((line) => [line, textsOf(line)]));
  }

  private static ofTexts(texts: readonly (readonly [DocumentLine, readonly string[]])[]): Passage {
    const characters: string[] = [];
    const origins: DocumentLine[] = [];
    const cells: number[] = [];
    let text = '';
    /** Where the run of characters begins in which a number may go on: a cell, its wraps, or running text. */
    let run = 0;
    const endRun = () => {
      text += characters.slice(run).map(plain).join('').replaceAll(STRAY_COMMA, '，');
      run = characters.length;
    };
    for (const [line, ofLine] of texts)
      for (const [i, cell] of ofLine.entries()) {
        if (i > 0) endRun();
        if (line.cells) cells.push(characters.length);
        for (const unit of cell.split('')) {
          if (BLANK.test(unit)) continue;
          characters.push(unit);
          origins.push(line);
        }
      }
    endRun();
    return new Passage(text, characters, origins, cells);
  }

  /** Whether a label may begin here: at the head of a cell, and anywhere in a line that has no cells. */
  mayBegin(at: number): boolean {
    return !this.lines[at]?.cells || this.cells.includes(at);
  }

  /**
   * Where the cell ends in which a character stands, if another cell of the same row follows; a wrap over rows goes on.
   * Without cells it is the end of the passage.
   */
  endOfCell(at: number): number {
    return (
      this.cells.find((start) => start > at && this.lines[start - 1] === this.lines[start]) ??
      this.text.length
    );
  }

  /** The line on which the character stands. */
  line(at: number): DocumentLine | undefined {
    return this.lines[at];
  }

  /** What is printed from `from` to before `to`, in its own characters. */
  printed(from: number, to: number): string {
    return this.characters.slice(from, to).join('');
  }
}

/** A comma between groups of three digits belongs to the number; every other one separates clauses. */
const STRAY_COMMA = /(?<!\d),|,(?!\d{3}(?!\d))/g;

const plain = (unit: string): string => {
  const code = unit.charCodeAt(0);
  if (code >= 0xff10 && code <= 0xff19) return String.fromCharCode(code - 0xfee0);
  return BRACKETS[unit] ?? unit;
};

/** A label for comparison: no blanks, half-width brackets, no closing 支出, which documents add and drop at will. */
export const labelKey = (label: string): string =>
  label
    .split('')
    .filter((unit) => !BLANK.test(unit))
    .map(plain)
    .join('')
    .replaceAll(/[“”()]/g, '')
    .replace(/支出$/, '');
