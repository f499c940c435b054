import { type DocumentLine, printedText } from '../document-line.js';

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
  ) {}

  static of(lines: readonly DocumentLine[]): Passage {
    const characters: string[] = [];
    const origins: DocumentLine[] = [];
    for (const line of lines)
      for (const unit of printedText(line).split('')) {
        if (BLANK.test(unit)) continue;
        characters.push(unit);
        origins.push(line);
      }
    const text = characters.map(plain).join('').replaceAll(STRAY_COMMA, '，');
    return new Passage(text, characters, origins);
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
