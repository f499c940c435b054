import { beginsClassName, classNamed } from '../../../domain/classification/lookup.js';
import { fold, nameKey } from '../../../text/fold.js';
import { looksNumeric } from '../../printed-amount.js';
import { type DocumentLine, isBlank } from '../../document-line.js';
import { type LinePart, linePartsOf } from './coded-line.js';
import { SHANGHAI } from '../../../domain/tables/shanghai.js';

/** One half of a line of T1 or T4: a label and the figures beside it. */
export interface Half {
  readonly side: 'revenue' | 'expenditure';
  /** Without its ordinal: 一、 or 1. means nothing. */
  readonly label: string;
  readonly hasOrdinal: boolean;
  readonly labelCell: number | null;
  readonly total: boolean;
  readonly amounts: readonly LinePart[];
}

interface Segment {
  label: string;
  cell: number | null;
  amounts: LinePart[];
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
/** What is carried over to the next year stands on the expenditure side and is no class. */
const LEFT_OVER = /^(?:年终)?(?:结转下年|结转结余|结余结转)(?:支出)?$|^年终结/;

const withoutOrdinal = (label: string): string => label.replace(ORDINAL, '').trim();

export const isLeftOver = (label: string): boolean => LEFT_OVER.test(fold(label));

/**
 * Splits a line of T1 or T4 into its halves; empty when it is no row. The labels decide the sides and, where they do not,
 * the cells that they stand in (`expenditureCell`), or their order.
 */
export const twoSidedLine = (
  line: DocumentLine,
  expenditureCell: number | undefined,
): readonly Half[] => {
  const segments = segmentsOf(linePartsOf(line));
  if (segments.some(({ label }) => label.length > LABEL_CHARS_MAX || SENTENCE.test(label)))
    return [];
  if (segments.length === 0 || segments.length > 2) return [];
  const halves = segments.map((segment, i) =>
    toHalf(segment, sideOf(segment, i, segments, expenditureCell)),
  );
  return halves.every((half) => half !== undefined && isRow(half)) ? (halves as Half[]) : [];
};

const segmentsOf = (parts: readonly LinePart[]): Segment[] => {
  const segments: Segment[] = [];
  let current: Segment | undefined;
  const start = (label: string, cell: number | null) => {
    current = { label, cell, amounts: [] };
    segments.push(current);
  };
  for (const [i, part] of parts.entries()) {
    const followed = parts[i + 1];
    const ordinal =
      LONE_ORDINAL.test(part.text) && followed !== undefined && !looksNumeric(followed.text);
    if (!ordinal && (looksNumeric(part.text) || isBlank(part.text))) {
      if (current) current.amounts.push(part);
      // A figure with no label before it stands in no half.
      else if (!isBlank(part.text)) return [];
      continue;
    }
    const label = part.text;
    if (!current || current.amounts.length > 0 || part.cell !== null || beginsHalf(label, current))
      start(label, part.cell);
    else current.label += label;
  }
  return segments.flatMap(splitAtOrdinal);
};

/** Whether a word begins the other half, with no figure between the two. */
const beginsHalf = (word: string, { label }: Segment): boolean =>
  !LONE_ORDINAL.test(label) &&
  (ORDINAL.test(word) ||
    fold(word) in TOTALS ||
    (classNamed(word) !== undefined && SHANGHAI.isRevenueLabel(withoutOrdinal(label))));

/** Two labels with nothing between them: the second begins with its ordinal. */
const splitAtOrdinal = (segment: Segment): Segment[] => {
  const match = NEXT_ORDINAL.exec(segment.label);
  if (!match || segment.label.length > LABEL_CHARS_MAX * 2) return [segment];
  return [
    { label: segment.label.slice(0, match.index), cell: segment.cell, amounts: [] },
    { label: segment.label.slice(match.index), cell: segment.cell, amounts: segment.amounts },
  ];
};

const sideOf = (
  { label, cell }: Segment,
  index: number,
  segments: readonly Segment[],
  expenditureCell: number | undefined,
): Half['side'] | undefined => {
  const bare = withoutOrdinal(label);
  const total = TOTALS[fold(bare)];
  if (total) return total;
  if (classNamed(bare)) return 'expenditure';
  if (segments.length === 2) return index === 0 ? 'revenue' : 'expenditure';
  if (cell !== null && expenditureCell !== undefined)
    return cell >= expenditureCell ? 'expenditure' : 'revenue';
  if (nameKey(bare).endsWith('支出') || isLeftOver(bare)) return 'expenditure';
  return SHANGHAI.isRevenueLabel(bare) || /^[一二三四五六七八九十\d(（]/.test(label.trim())
    ? 'revenue'
    : undefined;
};

const toHalf = (
  { label, cell, amounts }: Segment,
  side: Half['side'] | undefined,
): Half | undefined => {
  if (!side) return undefined;
  const bare = withoutOrdinal(label);
  return {
    side,
    label: bare,
    hasOrdinal: bare !== label.trim(),
    labelCell: cell,
    total: fold(bare) in TOTALS || /^(?:合计|总计)$/.test(fold(bare)),
    amounts,
  };
};

/** A label with neither ordinal nor figure is a row only when it is one that these tables have. */
const isRow = (half: Half): boolean =>
  half.label !== '' &&
  (half.amounts.length > 0 ||
    half.total ||
    classNamed(half.label) !== undefined ||
    SHANGHAI.isRevenueLabel(half.label) ||
    half.labelCell !== null ||
    (half.hasOrdinal && (ENDS[half.side].test(fold(half.label)) || begins[half.side](half.label))));

const ENDS = {
  revenue: /(?:收入|资金|结转|结余|预算|拨款)$/,
  expenditure: /支出$/,
};

/** A label that continues on the next line. */
const begins = {
  revenue: (label: string) => SHANGHAI.beginsRevenueLabel(label),
  expenditure: beginsClassName,
};
