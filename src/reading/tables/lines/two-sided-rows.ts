import { beginsClassName, classNamed } from '../../../domain/classification/lookup.js';
import { fold, nameKey } from '../../../text/fold.js';
import { looksNumeric } from '../../printed-amount.js';
import { type Cell, cellsOf, type DocumentLine, isBlank } from '../../document-line.js';
import type { BudgetForm } from '../../../domain/tables/budget-form.js';
import { type LineContent, NO_ROW, REST_CHARS_MAX, type UnplacedRow } from './table-rows.js';

/** One half of a line of a two-sided table: a label and the figures beside it. */
interface Half {
  readonly side: 'revenue' | 'expenditure';
  /** Without its ordinal: 一、 or 1. means nothing. */
  readonly label: string;
  readonly hasOrdinal: boolean;
  readonly labelColumn: number | null;
  readonly total: boolean;
  readonly amounts: readonly Cell[];
}

interface Segment {
  label: string;
  column: number | null;
  amounts: Cell[];
}

const ORDINAL =
  /^\s*(?:[一二三四五六七八九十]{1,3}\s*[、.．]|\d{1,2}\s*[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]\s*、?)\s*/;
const NEXT_ORDINAL =
  /(?<=[\p{Script=Han})）])(?<![一二三四五六七八九十])(?:[一二三四五六七八九十]{1,3}[、．]|\d{1,2}[、.．])/u;
const LONE_ORDINAL = /^(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、．]$/;
const TOTALS: Readonly<Record<string, 'revenue' | 'expenditure'>> = {
  收入总计: 'revenue',
  收入合计: 'revenue',
  支出总计: 'expenditure',
  支出合计: 'expenditure',
};
const LABEL_CHARS_MAX = 40;
const SENTENCE = /[。；，：:？！]/;
/** What is carried over to the next year is on the expenditure side and is no class. */
const LEFT_OVER = /^(?:年终)?(?:结转下年|结转结余|结余结转)(?:支出)?$|^年终结/;

const withoutOrdinal = (label: string): string => label.replace(ORDINAL, '').trim();

/** Whether a label is 结转下年 or the like: what is carried over to the next year. */
export const isLeftOver = (label: string): boolean => LEFT_OVER.test(fold(label));

/** What a line adds to a table of revenue beside expenditure; `before` are the rows above it, which it may complete. */
export const twoSidedRows = (
  line: DocumentLine,
  form: BudgetForm,
  expenditureColumn: number | undefined,
  before: readonly UnplacedRow[],
): LineContent => {
  const halves = halvesOf(line, form, expenditureColumn);
  if (halves.length === 0 || isRestOfLabel(halves, form)) return restOfRow(line, form, before);
  const rows = halves.map(({ side, label, total, labelColumn, amounts }) => ({
    code: side === 'expenditure' && !total ? (classNamed(label) ?? null) : null,
    printedCode: null,
    name: label,
    side,
    total,
    labelColumn,
    parts: amounts,
  }));
  return { kind: 'rows', rows, trailing: false };
};

/** Whether a line has a label of either side and figures beside it. */
export const isTwoSidedRow = (line: DocumentLine, form: BudgetForm): boolean =>
  halvesOf(line, form, undefined).some(({ amounts }) => amounts.length > 0);

/** 支出 or 资金 alone, with or without figures, is the end of a label that is broken over lines. */
const isRestOfLabel = (halves: readonly Half[], form: BudgetForm): boolean => {
  const [half, ...others] = halves;
  return (
    half !== undefined &&
    others.length === 0 &&
    !half.hasOrdinal &&
    !half.total &&
    half.labelColumn === null &&
    classNamed(half.label) === undefined &&
    !form.isRevenueLabel(half.label) &&
    half.label.length <= 8
  );
};

const restOfRow = (
  line: DocumentLine,
  form: BudgetForm,
  before: readonly UnplacedRow[],
): LineContent => {
  const parts = cellsOf(line);
  const words = parts.filter(({ text }) => !looksNumeric(text) && !isBlank(text));
  const amounts = parts.filter((part) => !words.includes(part));
  const rest = words.map(({ text }) => text).join('');
  if (rest === '' || rest.length > REST_CHARS_MAX) return NO_ROW;
  const open = before
    .slice(-2)
    .findLast(
      (row) =>
        !row.total &&
        (amounts.length === 0 || row.parts.length === 0) &&
        (row.side === 'expenditure'
          ? row.code === null && classNamed(row.name + rest) !== undefined
          : !form.isRevenueLabel(row.name) && form.isRevenueLabel(row.name + rest)),
    );
  if (!open) return NO_ROW;
  const name = open.name + rest;
  const code = open.side === 'expenditure' ? (classNamed(name) ?? null) : open.code;
  return { kind: 'rest', of: open, whole: { name, code, parts: amounts } };
};

/**
 * Splits a line into its halves; empty when it is no row. The labels decide the sides and, where they do not, the columns
 * of their cells, or their order.
 */
const halvesOf = (
  line: DocumentLine,
  form: BudgetForm,
  expenditureColumn: number | undefined,
): readonly Half[] => {
  const segments = segmentsOf(cellsOf(line), form);
  if (segments.some(({ label }) => label.length > LABEL_CHARS_MAX || SENTENCE.test(label)))
    return [];
  if (segments.length === 0 || segments.length > 2) return [];
  const halves = segments.map((segment, i) =>
    toHalf(segment, sideOf(segment, i, segments, form, expenditureColumn)),
  );
  return halves.every((half) => half !== undefined && isRow(half, form)) ? (halves as Half[]) : [];
};

const segmentsOf = (parts: readonly Cell[], form: BudgetForm): Segment[] => {
  const segments: Segment[] = [];
  let current: Segment | undefined;
  const start = (label: string, column: number | null) => {
    current = { label, column, amounts: [] };
    segments.push(current);
  };
  for (const [i, part] of parts.entries()) {
    const followed = parts[i + 1];
    const ordinal =
      LONE_ORDINAL.test(part.text) && followed !== undefined && !looksNumeric(followed.text);
    if (!ordinal && (looksNumeric(part.text) || isBlank(part.text))) {
      if (current) current.amounts.push(part);
      // A figure without a label before it is in neither half.
      else if (!isBlank(part.text)) return [];
      continue;
    }
    const label = part.text;
    if (
      !current ||
      current.amounts.length > 0 ||
      part.column !== null ||
      beginsHalf(label, current, form)
    )
      start(label, part.column);
    else current.label += label;
  }
  return segments.flatMap(splitAtOrdinal);
};

/** Whether a word begins the other half, with no figure between the two. */
const beginsHalf = (word: string, { label }: Segment, form: BudgetForm): boolean =>
  !LONE_ORDINAL.test(label) &&
  (ORDINAL.test(word) ||
    fold(word) in TOTALS ||
    (classNamed(word) !== undefined && form.isRevenueLabel(withoutOrdinal(label))));

/** Two labels with nothing between them: the second begins with its ordinal. */
const splitAtOrdinal = (segment: Segment): Segment[] => {
  const match = NEXT_ORDINAL.exec(segment.label);
  if (!match || segment.label.length > LABEL_CHARS_MAX * 2) return [segment];
  return [
    { label: segment.label.slice(0, match.index), column: segment.column, amounts: [] },
    { label: segment.label.slice(match.index), column: segment.column, amounts: segment.amounts },
  ];
};

const sideOf = (
  { label, column }: Segment,
  index: number,
  segments: readonly Segment[],
  form: BudgetForm,
  expenditureColumn: number | undefined,
): Half['side'] | undefined => {
  const bare = withoutOrdinal(label);
  const total = TOTALS[fold(bare)];
  if (total) return total;
  if (classNamed(bare)) return 'expenditure';
  if (segments.length === 2) return index === 0 ? 'revenue' : 'expenditure';
  if (column !== null && expenditureColumn !== undefined)
    return column >= expenditureColumn ? 'expenditure' : 'revenue';
  if (nameKey(bare).endsWith('支出') || isLeftOver(bare)) return 'expenditure';
  return form.isRevenueLabel(bare) || /^[一二三四五六七八九十\d(（]/.test(label.trim())
    ? 'revenue'
    : undefined;
};

const toHalf = (
  { label, column, amounts }: Segment,
  side: Half['side'] | undefined,
): Half | undefined => {
  if (!side) return undefined;
  const bare = withoutOrdinal(label);
  return {
    side,
    label: bare,
    hasOrdinal: bare !== label.trim(),
    labelColumn: column,
    total: fold(bare) in TOTALS || /^(?:合计|总计)$/.test(fold(bare)),
    amounts,
  };
};

/** A label with neither ordinal nor figure is a row only when it is one that these tables have. */
const isRow = (half: Half, form: BudgetForm): boolean =>
  half.label !== '' &&
  (half.amounts.length > 0 ||
    half.total ||
    classNamed(half.label) !== undefined ||
    form.isRevenueLabel(half.label) ||
    half.labelColumn !== null ||
    (half.hasOrdinal && (ENDS[half.side].test(fold(half.label)) || begins(half, form))));

const ENDS = {
  revenue: /(?:收入|资金|结转|结余|预算|拨款)$/,
  expenditure: /支出$/,
};

/** A label that continues on the next line. */
const begins = ({ side, label }: Half, form: BudgetForm): boolean =>
  side === 'revenue' ? form.beginsRevenueLabel(label) : beginsClassName(label);
