import {
  type Classification,
  classNamed,
  economic,
  functional,
} from '../../../domain/classification/lookup.js';
import { fold, nameKey } from '../../../text/fold.js';
import type { DocumentLine } from '../../document-line.js';
import { looksNumeric } from '../../printed-amount.js';
import { isBlank } from '../../document-line.js';
import type { TableForm } from '../../../domain/tables/budget-form.js';
import { type CodedLine, codedLine, linePartsOf } from '../lines/coded-line.js';
import type { Header } from '../form/header.js';
import type { UnplacedRow } from './table-rows.js';
import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import { type Half, twoSidedLine } from '../lines/two-sided-line.js';

/** What a line adds to a table: new rows, or a part of the row before it. */
export type LineRows =
  | { readonly kind: 'rows'; readonly rows: readonly UnplacedRow[]; readonly trailing: boolean }
  | { readonly kind: 'joined' }
  | { readonly kind: 'none' };

const NONE: LineRows = { kind: 'none' };
const JOINED: LineRows = { kind: 'joined' };
const NAME_CHARS_MAX = 60;
/** The rest of a broken name is short. */
const REST_CHARS_MAX = 14;

/** The codes that a coded table's rows carry. */
export const listOf = (form: TableForm): Classification =>
  form.kind === 'basic-economic' ? economic : functional;

/** Turns a line of a table into rows; `before` are the rows above it, which it may complete. */
export const rowsOfLine = (
  at: DocumentLine,
  form: TableForm,
  header: Header | null,
  before: readonly UnplacedRow[],
): LineRows => {
  switch (form.shape) {
    case 'coded':
      return codedRows(at, form, header, before.at(-1));
    case 'two-sided':
      return twoSidedRows(at, header, before);
    case 'one-row':
      return oneRow(at, form, header);
  }
};

const codedRows = (
  at: DocumentLine,
  form: TableForm,
  header: Header | null,
  previous: UnplacedRow | undefined,
): LineRows => {
  const line = codedLine(at, form.levels.length, header?.labels[0]);
  if (line.code === null && !line.total) {
    const recognised = line.amounts.length > 0 && listOf(form).codesNamed(line.name).length > 0;
    if (!recognised || (line.printedCode === null && endsName(line, form, previous)))
      return joinCoded(at, line, form, previous);
  }
  if (line.name === '' && line.amounts.length === 0) return NONE;
  if (line.name.length > NAME_CHARS_MAX) return NONE;
  const { code, printedCode, name, total, nameCell } = line;
  const row = newRow(at, header, {
    code,
    printedCode,
    name,
    total,
    labelCell: nameCell,
    parts: line.amounts,
  });
  return { kind: 'rows', rows: [row], trailing: line.trailing.length > 0 };
};

const newRow = (
  at: DocumentLine,
  header: Header | null,
  row: Pick<UnplacedRow, 'code' | 'printedCode' | 'name' | 'total' | 'labelCell' | 'parts'> &
    Partial<UnplacedRow>,
): UnplacedRow => ({ line: at, text: at.text.trim(), figuresLine: at, header, ...row });

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
const joinCoded = (
  at: DocumentLine,
  { name, amounts, printedCode }: CodedLine,
  form: TableForm,
  previous: UnplacedRow | undefined,
): LineRows => {
  if (!previous || previous.total || previous.code === null || printedCode !== null) return NONE;
  if (nameKey(name).length > REST_CHARS_MAX) return NONE;
  const list = listOf(form);
  const whole = previous.name + name;
  const fits =
    name !== '' &&
    (list.nameOf(previous.code) !== undefined
      ? list.isNamed(previous.code, whole) && !list.isNamed(previous.code, previous.name)
      : list.codesNamed(whole).length > 0);
  if (name !== '' && !fits && previous.name !== '') return NONE;
  if (amounts.length === 0 ? name === '' : previous.parts.length > 0) return NONE;
  complete(previous, at, whole, amounts);
  return JOINED;
};

const complete = (
  row: UnplacedRow,
  at: DocumentLine,
  name: string,
  parts: UnplacedRow['parts'],
): void => {
  row.name = name;
  row.text += ` ${at.text.trim()}`;
  if (parts.length === 0) return;
  row.parts = parts;
  row.figuresLine = at;
};

const twoSidedRows = (
  at: DocumentLine,
  header: Header | null,
  before: readonly UnplacedRow[],
): LineRows => {
  const halves = twoSidedLine(at, header?.labels[1]);
  if (halves.length === 0 || isRestOfLabel(halves)) return joinLabel(at, before);
  const rows = halves.map(({ side, label, total, labelCell, amounts }) =>
    newRow(at, header, {
      code: side === 'expenditure' && !total ? (classNamed(label) ?? null) : null,
      printedCode: null,
      name: label,
      side,
      total,
      labelCell,
      parts: amounts,
    }),
  );
  return { kind: 'rows', rows, trailing: false };
};

/** 支出 or 资金 alone, with or without figures, is the end of a label that is broken over lines. */
const isRestOfLabel = (halves: readonly Half[]): boolean => {
  const [half, ...others] = halves;
  return (
    half !== undefined &&
    others.length === 0 &&
    !half.hasOrdinal &&
    !half.total &&
    half.labelCell === null &&
    classNamed(half.label) === undefined &&
    !SHANGHAI.isRevenueLabel(half.label) &&
    half.label.length <= 8
  );
};

const joinLabel = (at: DocumentLine, before: readonly UnplacedRow[]): LineRows => {
  const parts = linePartsOf(at);
  const words = parts.filter(({ text }) => !looksNumeric(text) && !isBlank(text));
  const amounts = parts.filter((part) => !words.includes(part));
  const rest = words.map(({ text }) => text).join('');
  if (rest === '' || rest.length > REST_CHARS_MAX) return NONE;
  const open = before
    .slice(-2)
    .findLast(
      (row) =>
        !row.total &&
        (amounts.length === 0 || row.parts.length === 0) &&
        (row.side === 'expenditure'
          ? row.code === null && classNamed(row.name + rest) !== undefined
          : !SHANGHAI.isRevenueLabel(row.name) && SHANGHAI.isRevenueLabel(row.name + rest)),
    );
  if (!open) return NONE;
  complete(open, at, open.name + rest, amounts);
  if (open.side === 'expenditure') open.code = classNamed(open.name) ?? null;
  return JOINED;
};

const oneRow = (at: DocumentLine, form: TableForm, header: Header | null): LineRows => {
  const parts = linePartsOf(at);
  const lead = parts.findIndex(({ text }) => looksNumeric(text) || isBlank(text));
  const amounts = lead === -1 ? [] : parts.slice(lead);
  const figures = amounts.filter(({ text }) => looksNumeric(text)).length;
  const odd = amounts.filter(({ text }) => !looksNumeric(text) && !isBlank(text));
  // One figure among several may be misprinted beyond recognition.
  if (odd.length > 1 || (odd.length === 1 && (figures < 3 || !/\d/.test(odd[0]!.text))))
    return NONE;
  // After a name, a single figure belongs to a sentence.
  if (lead > 1 || figures < (lead === 0 ? 1 : 2) || figures > form.columns.length * 2) return NONE;
  const row = newRow(at, header, {
    code: null,
    printedCode: null,
    name: parts
      .slice(0, lead)
      .map(({ text }) => text)
      .join(''),
    total: false,
    labelCell: null,
    parts: amounts,
  });
  return { kind: 'rows', rows: [row], trailing: false };
};

/** Whether a line is certainly a row of this table, so that the table continues after a sentence within it. */
export const isSureRow = (row: UnplacedRow, form: TableForm): boolean => {
  if (!row.parts.some(({ text }) => looksNumeric(text))) return false;
  switch (form.shape) {
    case 'coded':
      return row.total || (row.code !== null && listOf(form).isNamed(row.code, row.name));
    case 'two-sided':
      return row.total || row.code !== null || SHANGHAI.isRevenueLabel(row.name);
    case 'one-row':
      return false;
  }
};

/** The label without the spaces that text extraction puts between glyphs. */
export const tidyName = (name: string): string =>
  name.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '').trim();

/** Whether nothing but white space and strokes stands in a row's amount columns. */
export const isBlankRow = ({ parts }: UnplacedRow): boolean =>
  parts.every(({ text }) => isBlank(fold(text)));
