import { fold } from '../../../text/fold.js';
import { looksNumeric } from '../../printed-amount.js';
import { type DocumentLine, isBlank, wordsOf } from '../../document-line.js';

/** A part of a line and the cell it stands in; null where only the order is known. */
export interface LinePart {
  readonly text: string;
  readonly cell: number | null;
}

/** A line of T2, T3, T5 to T8: a code, a name, figures; any of them may be missing. */
export interface CodedLine {
  /** Digits of 类, 款 and 项, two each after the class; null on totals, on parts of rows, and where it cannot be read. */
  readonly code: string | null;
  /** The same as printed: `3012` for 301 and 2. */
  readonly printedCode: string | null;
  readonly name: string;
  readonly nameCell: number | null;
  readonly total: boolean;
  /** What stands after the name, strokes for blanks included; in cells, words too. */
  readonly amounts: readonly LinePart[];
  /** Words after the figures, where none belong. */
  readonly trailing: readonly string[];
}

const HAN = /\p{Script=Han}/u;
const CLASS = /^\d{3}$/;
/** Functional codes begin with 2, economic ones with 3; key: number of levels. */
const WHOLE_CODE: Readonly<Record<number, RegExp>> = {
  2: /^3\d{2}(?:\d{2})?$/,
  3: /^2\d{2}(?:\d{2}){0,2}$/,
};
/** A code that lost a digit to a letter, a mark or a stroke: 2O8. */
const GARBLED_CODE = /^[\dA-Za-z?*,.]{1,7}$/;
const GROUPED = /^\d{1,3}(?:,\d{3})+/;
const CODE_PART = /^\d{1,2}$/;
const CODE_PAIR = /^\d{4}$/;
const CODE_THEN_NAME = /^([23]\d{2}(?:\s?\d{2}){0,2})\s*(\p{Script=Han}.*)$/u;
const TOTAL = /^(?:合计|总计|总合计|本年合计|收入合计|支出合计|收入总计|支出总计)$/;

/** 合计 with one character wrong or too many; only a line with figures may be one. */
const NEAR_TOTAL = /^(?:[^小]计.?|合.{1,2})$/u;

export const isTotalLabel = (name: string): boolean => TOTAL.test(fold(name));

/** Splits a line of a coded table into code, name and figures; a code has the digits of `depth` levels (T8: two, others: three). */
export const codedLine = (
  line: DocumentLine,
  depth: number,
  nameCell: number | undefined,
): CodedLine => {
  const parts = linePartsOf(line);
  const at = nameIndex(parts, nameCell);
  const { code, printedCode, used } = codeBefore(parts, at, depth, nameCell);
  const rest = parts.slice(used);
  const attached = printedCode === null ? CODE_THEN_NAME.exec(rest[0]?.text ?? '') : null;
  if (attached) rest[0] = { text: attached[2]!, cell: rest[0]!.cell };
  const names = takeName(rest);
  const name = names.map(({ text: part }) => part).join('');
  const tail = rest.slice(names.length);
  const figures = tail.filter(({ text: part }) => looksNumeric(part)).length;
  const coded = attached !== null || printedCode !== null;
  return {
    code: attached ? fold(attached[1]!) : code,
    printedCode: attached ? fold(attached[1]!) : printedCode,
    name,
    nameCell: names[0]?.cell ?? null,
    total: !coded && (isTotalLabel(name) || (figures > 0 && NEAR_TOTAL.test(fold(name)))),
    amounts: tail.filter(({ text: part, cell }) => cell !== null || isFigure(part)),
    trailing: tail.flatMap(({ text: part, cell }) =>
      cell === null && !isFigure(part) ? [part] : [],
    ),
  };
};

const isFigure = (text: string): boolean => !HAN.test(text) || looksNumeric(text);

/** The first part in Chinese; in cells, the one under 名称 if it is. */
const nameIndex = (parts: readonly LinePart[], nameCell: number | undefined): number => {
  const isName = ({ text }: LinePart) => HAN.test(text) && !looksNumeric(text);
  const under = parts.findIndex((part) => part.cell === nameCell && isName(part));
  return nameCell !== undefined && under !== -1 ? under : parts.findIndex(isName);
};

/** The code before a name; null with what is printed where it cannot be read. */
const codeBefore = (
  parts: readonly LinePart[],
  nameAt: number,
  depth: number,
  nameCell: number | undefined,
): { code: string | null; printedCode: string | null; used: number } => {
  const before = parts.slice(0, Math.max(nameAt, 0));
  const taken = takeCode(
    nameAt === -1 ? parts : before,
    depth,
    nameAt === -1 ? nameCell : undefined,
  ).map(({ text }) => fold(text));
  if (taken.length > 0 && (nameAt === -1 || taken.length >= before.length))
    return { code: padded(taken), printedCode: taken.join(''), used: taken.length };
  const garbled =
    before.length > 0 &&
    before.length <= depth &&
    before.every(({ text, cell }) =>
      cell === null
        ? GARBLED_CODE.test(fold(text)) && !GROUPED.test(text)
        : text.length <= 7 && !GROUPED.test(text),
    );
  return garbled
    ? { code: null, printedCode: before.map(({ text }) => text).join(''), used: before.length }
    : { code: null, printedCode: null, used: 0 };
};

/** The parts of a line: its cells that are not empty, or its words. A stroke for a blank stays. */
export const linePartsOf = (line: DocumentLine): LinePart[] =>
  line.cells
    ? line.cells.flatMap((text, cell) => (text === '' ? [] : [{ text, cell }]))
    : wordsOf(line).map((text) => ({ text, cell: null }));

const takeCode = (
  parts: readonly LinePart[],
  depth: number,
  nameCell: number | undefined,
): readonly LinePart[] => {
  const digitsMax = depth === 2 ? 5 : 7;
  const [first] = parts;
  if (!first || !WHOLE_CODE[depth]!.test(fold(first.text)) || beyond(first, nameCell)) return [];
  const taken = [first];
  let digits = fold(first.text).length;
  if (digits > digitsMax) return [];
  for (const part of parts.slice(1)) {
    const text = part.cell === null ? fold(part.text) : ownDigits(fold(part.text), taken);
    const length =
      CODE_PAIR.test(text) && CLASS.test(fold(first.text)) ? 4 : CODE_PART.test(text) ? 2 : 0;
    if (length === 0 || digits + length > digitsMax || beyond(part, nameCell)) break;
    digits += length;
    taken.push({ ...part, text });
  }
  return taken;
};

/** Of 201, 20103, 2010301 in the cells of 类, 款 and 项 each repeats the one before. */
const ownDigits = (text: string, before: readonly LinePart[]): string => {
  const code = padded(before.map((part) => fold(part.text)));
  return text.length === code.length + 2 && text.startsWith(code) ? text.slice(code.length) : text;
};

/** A figure under the amounts is no part of a code, however short it is. */
const beyond = ({ cell }: LinePart, nameCell: number | undefined): boolean =>
  cell !== null && nameCell !== undefined && cell >= nameCell && nameCell > 0;

const padded = (parts: readonly string[]): string =>
  parts.map((part, i) => (i > 0 && part.length === 1 ? `0${part}` : part)).join('');

const takeName = (parts: readonly LinePart[]): readonly LinePart[] => {
  const end = parts.findIndex(({ text }) => looksNumeric(text) || isBlank(text));
  const words = end === -1 ? parts : parts.slice(0, end);
  // Cells separate a name from the text beside it; in a space-separated line the words are one name.
  return words[0]?.cell === null || words.length <= 1 ? words : words.slice(0, 1);
};
