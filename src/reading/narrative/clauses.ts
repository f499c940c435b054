import { UNIT_PATTERN, type Unit } from '../../domain/values/money.js';
import { isUnit } from '../passages/money-in-words.js';

/** A figure as it stands in the text. */
export interface Figure {
  readonly text: string;
  readonly unit: Unit | null;
  readonly at: number;
  readonly end: number;
}

/** What a sentence compares with: the budget or the execution (执行数) of an earlier year. */
export interface Base {
  /** Null where the sentence says 上年. */
  readonly year: number | null;
  readonly kind: 'prior-budget' | 'prior-execution';
}

/**
 * A part of a sentence that says something of a figure. `at`, `end`, `from` and `to` are offsets in the text of its passage.
 */
export type Clause =
  | { readonly kind: 'figure'; readonly label: string; readonly figure: Figure }
  | {
      readonly kind: 'change';
      readonly base: Base;
      readonly sign: -1 | 0 | 1;
      readonly figure: Figure | null;
      readonly percent: {
        readonly sign: -1 | 1;
        readonly text: string;
        readonly at: number;
      } | null;
      readonly at: number;
      readonly end: number;
    }
  | {
      readonly kind: 'base-and-current';
      readonly base: Base;
      readonly prior: Figure;
      readonly current: Figure | null;
      readonly at: number;
    }
  | {
      readonly kind: 'reason';
      /** What stands before it in its clause: 财政拨款收入支出减少的. */
      readonly scope: string;
      readonly from: number;
      readonly to: number;
    }
  /** 占 92.94%: of the figure before it. */
  | { readonly kind: 'share'; readonly text: string; readonly at: number; readonly end: number }
  | { readonly kind: 'sentence-end' };

// Bounded, and never started inside a number, so that a line of a million digits takes one step.
const AMOUNT = String.raw`(?<![\d.,])-?\d[\d,]{0,30}(?:\.[\d,]{0,30}){0,4}(?!\d)`;
// 6.57为万元 is a misprint for 为6.57万元.
const MONEY = String.raw`(${AMOUNT})为?(${UNIT_PATTERN})`;
const RISE = '增加|增长|上升|提高|增';
const FALL = '减少|下降|降低|减';
const VERB = `(?:同比)?(${RISE}|${FALL})(?:了|额|数)?(?:为)?`;
const YEAR = String.raw`(上年度?|去年|\d{4}年度?)`;
/** What a sentence says once for all that follow: （上一年度，下同）. */
const ASIDE = String.raw`[（(][^（）()。]{0,20}下同[）)]`;

/** The ordinal of the next item in one passage. */
const ITEM = String.raw`[（(][一二三四五六七八九十]{1,3}[）)]|(?<!\d)\d{1,2}[.．、](?!\d)`;

/** What stands before a reason: 主要原因是 anywhere, and other words right behind a change (下降2.76%，主要系…), which elsewhere say what money is for. */
const BEFORE_REASON = String.raw`(?:主要(?:是)?原因(?:是|为|在于|系)?|(?<=(?:(?:${RISE}|${FALL})[^，。；]{0,40}|持平|一致|变化)[，。；])(?:主要[是系]?(?:因(?!素)为?|由于)|主要[是系]|其?原因[是为系]))：?`;

const PATTERNS = {
  // A reason ends at its clause, also where the 。 is missing: before the next item, or the next figure with its change.
  reason: new RegExp(
    String.raw`${BEFORE_REASON}((?:(?!，?其中：?|${ITEM}|，[^，。；]{0,40}${MONEY}，(?:比|较|与|同)${YEAR})[^。；])*)`,
  ),
  change: new RegExp(
    String.raw`(?:比|较|与|同|和)${YEAR}((?:${ASIDE}|(?!增加|减少|增长|下降|上升|降低|提高|持平)[^，。；：、\d比]){0,16})(?:相比|比较)?，?(?:((?:基本)?持平|一致|无变化|没有变化)|${VERB}(?:${MONEY}(?:，?(?:增幅|降幅|增长率|下降率|${RISE}|${FALL})(?:了|为|达)?(\d[\d.]*)%|)|(\d[\d.]*)%))`,
  ),
  pair: new RegExp(
    String.raw`${YEAR}(?:${ASIDE})?(?:当年)?((?:部门|单位)?(?:预算执行数|执行数|决算数|预算数))为?${MONEY}(?:，(\d{4})年度?(?:当年)?(?:部门|单位)?预算(?:安排)?(?:数)?为?${MONEY}|)`,
  ),
  figure: new RegExp(MONEY),
  unitless: new RegExp(String.raw`(?<=[为入出数费金计])(${AMOUNT})(?=[。；，、]|$)`),
  share: /占[^，。；、\d]{0,16}?(\d[\d.]*)%/,
  end: /。/,
} as const;

/** What a passage says, clause by clause in the order of print. */
export const clausesOf = (text: string): readonly Clause[] => {
  const clauses: Clause[] = [];
  const next = READERS.map((read): Match | null => read(text, 0));
  for (;;) {
    let first: Match | null = null;
    // Of two matches at one place the earlier reader in the list wins: a change includes its figure.
    for (const match of next)
      if (match && (first === null || match.start < first.start)) first = match;
    if (first === null) return clauses;
    clauses.push(first.clause);
    const { end } = first;
    for (const [at, read] of READERS.entries()) {
      const match = next[at];
      if (match && match.start < end) next[at] = read(text, end);
    }
  }
};

interface Match {
  readonly clause: Clause;
  readonly start: number;
  readonly end: number;
}

type Reader = (text: string, from: number) => Match | null;

const exec = (pattern: RegExp, text: string, from: number): RegExpExecArray | null => {
  const searching = new RegExp(pattern, 'dg');
  searching.lastIndex = from;
  return searching.exec(text);
};

const READERS: readonly Reader[] = [
  (text, from) => {
    const match = exec(PATTERNS.reason, text, from);
    if (!match) return null;
    const [start, end] = span(match, 0);
    const [reasonFrom, reasonTo] = span(match, 1);
    const scope = text.slice(clauseStart(text, start), start);
    return { clause: { kind: 'reason', scope, from: reasonFrom, to: reasonTo }, start, end };
  },
  (text, from) => {
    const match = exec(PATTERNS.change, text, from);
    if (!match) return null;
    const [start, end] = span(match, 0);
    const [, year, basis, flat, verb, , , percentAfter, percentAlone] = match;
    const sign = flat !== undefined ? 0 : signOf(verb);
    const figure = figureAt(match, 5, 6);
    const percent = percentAfter ?? percentAlone;
    const percentGroup = percentAfter === undefined ? 8 : 7;
    return {
      clause: {
        kind: 'change',
        base: baseOf(year, basis),
        sign,
        figure,
        percent:
          percent === undefined
            ? null
            : {
                sign: percentSign(text, figure, span(match, percentGroup)[0], sign),
                text: percent,
                at: span(match, percentGroup)[0],
              },
        at: start,
        end,
      },
      start,
      end,
    };
  },
  (text, from) => {
    const match = exec(PATTERNS.pair, text, from);
    const prior = match && figureAt(match, 3, 4);
    if (!match || !prior) return null;
    const [start, end] = span(match, 0);
    const current = figureAt(match, 6, 7);
    return {
      clause: {
        kind: 'base-and-current',
        base: baseOf(match[1], match[2]),
        prior,
        current,
        at: start,
      },
      start,
      end,
    };
  },
  (text, from) => {
    const match = exec(PATTERNS.figure, text, from);
    const figure = match && figureAt(match, 1, 2);
    return figure && figureClause(text, figure, span(match, 0)[1]);
  },
  (text, from) => {
    const match = exec(PATTERNS.unitless, text, from);
    if (!match) return null;
    const [at, end] = span(match, 1);
    return figureClause(text, { text: match[1] ?? '', unit: null, at, end }, end);
  },
  (text, from) => {
    const match = exec(PATTERNS.share, text, from);
    if (!match) return null;
    const [start, end] = span(match, 0);
    const [at, to] = span(match, 1);
    return { clause: { kind: 'share', text: match[1] ?? '', at, end: to }, start, end };
  },
  (text, from) => {
    const match = exec(PATTERNS.end, text, from);
    if (!match) return null;
    const [start, end] = span(match, 0);
    return { clause: { kind: 'sentence-end' }, start, end };
  },
];

const figureClause = (text: string, figure: Figure, end: number): Match => ({
  clause: { kind: 'figure', label: text.slice(clauseStart(text, figure.at), figure.at), figure },
  start: figure.at,
  end,
});

const figureAt = (match: RegExpExecArray, amount: number, unit: number): Figure | null => {
  const text = match[amount];
  const printedUnit = match[unit];
  if (text === undefined || !isUnit(printedUnit)) return null;
  const [at, end] = span(match, amount);
  return { text, unit: printedUnit, at, end };
};

const span = (match: RegExpExecArray, group: number): readonly [number, number] =>
  match.indices?.[group] ?? [match.index, match.index + match[0].length];

/** A label is shorter than this; what stands before it does not matter. */
const LABEL_LENGTH_MAX = 200;
const MARKS = /[，。；：、]/;

const clauseStart = (text: string, at: number): number => {
  const least = Math.max(0, at - LABEL_LENGTH_MAX);
  let start = at;
  while (start > least && !MARKS.test(text.charAt(start - 1))) start -= 1;
  return start;
};

const signOf = (verb: string | undefined): -1 | 1 =>
  verb !== undefined && /减|降/.test(verb) ? -1 : 1;

/** The percent's own verb stands between the figure and it; without one it follows the figure's. */
const percentSign = (text: string, figure: Figure | null, at: number, sign: -1 | 0 | 1): -1 | 1 => {
  const between = figure ? text.slice(figure.end, at) : '';
  if (/减|降/.test(between)) return -1;
  if (/增|升|提高/.test(between)) return 1;
  return sign === -1 ? -1 : 1;
};

const baseOf = (year: string | undefined, basis: string | undefined): Base => ({
  year: year !== undefined && /^\d{4}/.test(year) ? Number.parseInt(year, 10) : null,
  kind: /执行|决算/.test(basis ?? '') ? 'prior-execution' : 'prior-budget',
});
