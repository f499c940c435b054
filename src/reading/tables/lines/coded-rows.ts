import {
  type Classification,
  economic,
  functional,
} from '../../../domain/classification/lookup.js';
import type { TableForm } from '../../../domain/tables/budget-form.js';
import { fold, nameKey } from '../../../text/fold.js';
import { looksNumeric } from '../../printed-amount.js';
import { type Cell, cellsOf, type DocumentLine, isBlank } from '../../document-line.js';
import { type LineContent, NO_ROW, REST_CHARS_MAX, type UnplacedRow } from './table-rows.js';

/** A line of a table whose rows have codes: a code, a name, figures; any of them may be missing. */
interface CodedLine {
  /** Digits of 类, 款 and 项, two each after the class; null on totals, on parts of rows, and where it cannot be read. */
  readonly code: string | null;
  /** The same as printed: `3012` for 301 and 2. */
  readonly printedCode: string | null;
  readonly name: string;
  readonly nameColumn: number | null;
  readonly total: boolean;
  /** What follows the name, strokes for blanks included; in cells, words too. */
  readonly amounts: readonly Cell[];
  /** Whether words follow the figures, where none should be. */
  readonly trailing: boolean;
}

const NAME_CHARS_MAX = 60;

const HAN = /\p{Script=Han}/u;
const CLASS = /^\d{3}$/;
/** A code that lost a digit to a letter, a mark or a stroke: 2O8. */
const GARBLED_CODE = /^[\dA-Za-z?*,.]{1,7}$/;
const GROUPED = /^\d{1,3}(?:,\d{3})+/;
const CODE_PART = /^\d{1,2}$/;
const CODE_PAIR = /^\d{4}$/;
const CODE_THEN_NAME = /^([23]\d{2}(?:\s?\d{2}){0,2})\s*(\p{Script=Han}.*)$/u;
const TOTAL = /^(?:合计|总计|总合计|本年合计|收入合计|支出合计|收入总计|支出总计)$/;

/** 合计 with one character wrong or too many; only a line with figures may be one. */
const NEAR_TOTAL = /^(?:[^小]计.?|合.{1,2})$/u;

/** Whether a label is that of a total row, such as 合计. */
export const isTotalLabel = (name: string): boolean => TOTAL.test(fold(name));

/** The codes that a coded table's rows carry. */
export const listOf = ({ schedules }: TableForm): Classification =>
  schedules.includes('economic') ? economic : functional;

/** Functional codes begin with 2, economic ones with 3. */
const isWholeCode = (text: string, { levels, schedules }: TableForm): boolean =>
  (schedules.includes('economic') ? /^3\d+$/ : /^2\d+$/).test(text) && levels.includes(text.length);

/** Whether a line has a code, a name and figures, as a row of the table has. */
export const isCodedRow = (line: DocumentLine, form: TableForm): boolean => {
  const { code, name, amounts } = codedLine(line, form, undefined);
  return code !== null && name !== '' && amounts.length > 0;
};

/** What a line adds to a table whose rows have codes; `previous` is the row above it, which it may complete. */
export const codedRows = (
  at: DocumentLine,
  form: TableForm,
  nameColumn: number | undefined,
  previous: UnplacedRow | undefined,
): LineContent => {
  const line = codedLine(at, form, nameColumn);
  const { code, printedCode, name, total, amounts } = line;
  if (code === null && !total) {
    const recognised = amounts.length > 0 && listOf(form).codesNamed(name).length > 0;
    if (!recognised || (printedCode === null && endsName(line, form, previous)))
      return restOfRow(line, form, previous);
  }
  if (name === '' && amounts.length === 0) return NO_ROW;
  if (name.length > NAME_CHARS_MAX) return NO_ROW;
  const row = { code, printedCode, name, total, labelColumn: line.nameColumn, parts: amounts };
  return { kind: 'rows', rows: [row], trailing: line.trailing };
};

/** Whether the line ends the name of the row before, which is broken over lines and has no figures yet. */
const endsName = (line: CodedLine, form: TableForm, previous: UnplacedRow | undefined): boolean => {
  if (!previous || previous.total || previous.code === null || previous.parts.length > 0)
    return false;
  const list = listOf(form);
  return (
    list.isNamed(previous.code, previous.name + line.name) &&
    !list.isNamed(previous.code, previous.name)
  );
};

/** A line that begins no row: the rest of a name, or of a row, that is broken over lines. */
const restOfRow = (
  { name, amounts, printedCode }: CodedLine,
  form: TableForm,
  previous: UnplacedRow | undefined,
): LineContent => {
  if (!previous || previous.total || previous.code === null || printedCode !== null) return NO_ROW;
  if (nameKey(name).length > REST_CHARS_MAX) return NO_ROW;
  const list = listOf(form);
  const { code } = previous;
  const whole = previous.name + name;
  const fits =
    name !== '' &&
    (list.nameOf(code) !== undefined
      ? list.isNamed(code, whole) && !list.isNamed(code, previous.name)
      : list.codesNamed(whole).length > 0);
  if (name !== '' && !fits && previous.name !== '') return NO_ROW;
  if (amounts.length === 0 ? name === '' : previous.parts.length > 0) return NO_ROW;
  return { kind: 'rest', of: previous, whole: { name: whole, code, parts: amounts } };
};

/** Splits a line of a coded table into code, name and figures. `nameColumn`: the column of cells under 名称. */
const codedLine = (
  line: DocumentLine,
  form: TableForm,
  nameColumn: number | undefined,
): CodedLine => {
  const parts = withWholeCode(withoutDecimals(cellsOf(line)));
  const at = nameIndex(parts, nameColumn);
  const { code, printedCode, used } = codeBefore(parts, at, form, nameColumn);
  const rest = parts.slice(used);
  const attached = printedCode === null ? CODE_THEN_NAME.exec(rest[0]?.text ?? '') : null;
  if (attached) rest[0] = { text: attached[2]!, column: rest[0]!.column };
  const names = takeName(rest);
  const name = names.map(({ text: part }) => part).join('');
  const tail = rest.slice(names.length);
  const figures = tail.filter(({ text: part }) => looksNumeric(part)).length;
  const coded = attached !== null || printedCode !== null;
  return {
    code: attached ? fold(attached[1]!) : code,
    printedCode: attached ? fold(attached[1]!) : printedCode,
    name,
    nameColumn: names[0]?.column ?? null,
    total: !coded && (isTotalLabel(name) || (figures > 0 && NEAR_TOTAL.test(fold(name)))),
    amounts: tail.filter((part) => !isWord(part)),
    trailing: tail.some(isWord),
  };
};

/** 208.0 is how a sheet shows a code that it takes for a number. */
const NUMBERED_CODE = /^(\d{1,7})\.0+$/;

const withoutDecimals = (cells: readonly Cell[]): readonly Cell[] => {
  const name = cells.findIndex(({ text }) => HAN.test(text) && !looksNumeric(text));
  return cells.map((cell, i) =>
    cell.column !== null && i < name
      ? { ...cell, text: cell.text.replace(NUMBERED_CODE, '$1') }
      : cell,
  );
};

const JOINED_CODE = /^[23]\d{2}(?:[-.]\d{2}){1,2}$/;

/** 208-05-05 and 208.05.05 before a name are the code 2080505. */
const withWholeCode = ([first, ...rest]: readonly Cell[]): readonly Cell[] =>
  first && JOINED_CODE.test(fold(first.text)) && rest.some(({ text }) => HAN.test(text))
    ? [{ ...first, text: fold(first.text).replace(/[-.]/g, '') }, ...rest]
    : first
      ? [first, ...rest]
      : [];

/** A word between the figures of running text; in a cell it takes the place of a figure. */
const isWord = ({ text, column }: Cell): boolean =>
  column === null && HAN.test(text) && !looksNumeric(text);

/** The first part in Chinese; in cells, the one under 名称 if it is. */
const nameIndex = (parts: readonly Cell[], nameColumn: number | undefined): number => {
  const isName = ({ text }: Cell) => HAN.test(text) && !looksNumeric(text);
  const under = parts.findIndex((part) => part.column === nameColumn && isName(part));
  return nameColumn !== undefined && under !== -1 ? under : parts.findIndex(isName);
};

/** The code before a name; null with what is printed where it cannot be read. */
const codeBefore = (
  parts: readonly Cell[],
  nameAt: number,
  form: TableForm,
  nameColumn: number | undefined,
): { code: string | null; printedCode: string | null; used: number } => {
  const before = parts.slice(0, Math.max(nameAt, 0));
  const taken = takeCode(
    nameAt === -1 ? parts : before,
    form,
    nameAt === -1 ? nameColumn : undefined,
  ).map(({ text }) => fold(text));
  if (taken.length > 0 && (nameAt === -1 || taken.length >= before.length))
    return { code: padded(taken), printedCode: taken.join(''), used: taken.length };
  const garbled =
    before.length > 0 &&
    before.length <= form.levels.length &&
    before.every(({ text, column }) =>
      column === null
        ? GARBLED_CODE.test(fold(text)) && !GROUPED.test(text)
        : text.length <= 7 && !GROUPED.test(text),
    );
  return garbled
    ? { code: null, printedCode: before.map(({ text }) => text).join(''), used: before.length }
    : { code: null, printedCode: null, used: 0 };
};

const takeCode = (
  parts: readonly Cell[],
  form: TableForm,
  nameColumn: number | undefined,
): readonly Cell[] => {
  const digitsMax = Math.max(...form.levels);
  const [first] = parts;
  if (!first || !isWholeCode(fold(first.text), form) || beyond(first, nameColumn)) return [];
  const taken = [first];
  let digits = fold(first.text).length;
  for (const part of parts.slice(1)) {
    const text = part.column === null ? fold(part.text) : ownDigits(fold(part.text), taken);
    const length =
      CODE_PAIR.test(text) && CLASS.test(fold(first.text)) ? 4 : CODE_PART.test(text) ? 2 : 0;
    if (length === 0 || digits + length > digitsMax || beyond(part, nameColumn)) break;
    digits += length;
    taken.push({ ...part, text });
  }
  return taken;
};

/** Of 201, 20103, 2010301 in the cells of 类, 款 and 项 each repeats the one before. */
const ownDigits = (text: string, before: readonly Cell[]): string => {
  const code = padded(before.map((part) => fold(part.text)));
  return text.length === code.length + 2 && text.startsWith(code) ? text.slice(code.length) : text;
};

/** A figure under the amounts is no part of a code, however short it is. */
const beyond = ({ column }: Cell, nameColumn: number | undefined): boolean =>
  column !== null && nameColumn !== undefined && column >= nameColumn && nameColumn > 0;

const padded = (parts: readonly string[]): string =>
  parts.map((part, i) => (i > 0 && part.length === 1 ? `0${part}` : part)).join('');

const takeName = (parts: readonly Cell[]): readonly Cell[] => {
  const end = parts.findIndex(({ text }) => looksNumeric(text) || isBlank(text));
  const words = end === -1 ? parts : parts.slice(0, end);
  // Cells separate a name from the text beside it; in a space-separated line the words are one name.
  return words[0]?.column === null || words.length <= 1 ? words : words.slice(0, 1);
};
