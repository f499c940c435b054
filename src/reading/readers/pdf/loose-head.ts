import type { TextSpan } from './page-blocks.js';
import type { DataColumn } from './loose-columns.js';
import { joined } from './glyph-lines.js';
import { type LooseLine, middleOf, overlaps, type Span, spanOf } from './loose-line.js';

/** A heading, its broken lines joined. */
export interface Heading extends Span {
  readonly text: string;
  /** The baselines of its first and last line. */
  readonly top: number;
  readonly bottom: number;
  readonly size: number;
}

/** A column of a table: what its rows and its own heading take. */
export interface LooseColumn extends Span {
  /** What its rows take; null where none has a text in it. */
  readonly data: DataColumn | null;
  readonly heading: Heading | null;
}

/** The columns of a table, and the headings over several of them. */
export interface LooseHead {
  readonly columns: readonly LooseColumn[];
  readonly groups: readonly Heading[];
  readonly size: number;
  /** Whether each column of figures has the only heading that it can have. */
  readonly sure: boolean;
}

/** Two lines of a heading, and a heading and its group, are no further apart, in parts of the type size. */
const LEADING_MAX = 1.85;
const LEADING_MIN = 0.45;
/** How far the edges or middles of lines of one heading differ, in parts of the type size. */
const ALIGNED = 0.6;
/** How far the border of a cell is from its text, in parts of the type size. */
const PADDING = 0.15;
/** A heading that is by less over a border is no group of both columns. */
const STRADDLE = 0.6;
/** Headings that are never the end of another. */
const COMPLETE =
  /^(?:类|款|项|[小合总]计|金额|项目|科目|编码|代码|名称|科目编码|科目名称|基本支出|项目支出|人员经费|公用经费|本年收入|本年支出|上年结转|\d{4}年度?|(?:\d{4}年度?|[本上]年)?预算数?|[收支][入出])$/;
const BEGINS = /^其中[:：]/;
const FRAGMENT = /^[收支][入出]$/;

/** The headings of a table's first lines. */
export const headOf = (lines: readonly LooseLine[], data: readonly DataColumn[]): LooseHead => {
  const headings = headingsOf(
    lines.filter(({ numbers }) => !numbers),
    data,
  );
  const size = Math.max(1, ...lines.map((line) => line.size));
  const walls = wallsOf(data, size);
  const isGroup = (heading: Heading) =>
    headings.some(
      (other) => other !== heading && isBelow(other, heading) && overlaps(other, heading),
    ) ||
    isOverTwo(heading, headings, walls) ||
    isTopOfTwo(heading, headings) ||
    isOverOwn(heading, headings, walls);
  const groups = headings.filter(isGroup);
  const leaves = headings.filter((heading) => !groups.includes(heading));
  const columns = columnsWith(data, leaves, walls);
  return { columns, groups, size, sure: isSure(columns) };
};

/**
 * Whether each column of figures has its heading: where a heading is without figures, those that agree at neither side are under theirs, and where no
 * others tell the side at which they agree, each has a heading before its right end.
 */
const isSure = (columns: readonly LooseColumn[]): boolean =>
  columns.every(({ data }) => data) ||
  columns.every(({ data, heading }, i) => {
    if (!data?.figures || (heading && overlaps(data, heading))) return true;
    if (data.alike) return heading !== null && heading.left < data.right;
    return (
      data.aligned !== null ||
      ![columns[i - 1], columns[i + 1]].some((beside) => beside && !beside.data)
    );
  });

const isBelow = (lower: Heading, upper: Heading): boolean =>
  lower.top > upper.bottom + upper.size * LEADING_MIN;

/** Whether a heading is over the wall between two columns that have headings below it. */
const isOverTwo = (
  heading: Heading,
  headings: readonly Heading[],
  walls: readonly (number | null)[],
): boolean =>
  walls.some((wall, i) => {
    if (wall === null || i === 0 || i === walls.length - 1) return false;
    const over = heading.size * STRADDLE;
    if (heading.left > wall - over || heading.right < wall + over) return false;
    const below = headings.filter((other) => isBelow(other, heading));
    const [before, after] = [walls[i - 1] ?? -Infinity, walls[i + 1] ?? Infinity];
    return (
      below.some((other) => middleOf(other) < wall && middleOf(other) > before) &&
      below.some((other) => middleOf(other) > wall && middleOf(other) < after)
    );
  });

/** A column is no wider than this, in parts of the usual width. */
const WIDTH_MAX = 1.3;

/** The middles of two headings of one column are no further apart, in parts of its width. */
const APART_MAX = 0.35;

/** Whether a heading is within one column that has another heading below it. */
const isOverOwn = (
  heading: Heading,
  headings: readonly Heading[],
  walls: readonly (number | null)[],
): boolean => {
  const widths = walls.flatMap((wall, i) => {
    const before = walls[i - 1];
    return i > 0 && wall !== null && before !== null ? [wall - before!] : [];
  });
  const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
  return walls.some((to, i) => {
    const from = walls[i - 1] ?? null;
    if (to === null || from === null || to - from > usual * WIDTH_MAX) return false;
    const isIn = (each: Heading) => middleOf(each) > from && middleOf(each) < to;
    // Columns without figures have no walls: what is far beside a heading is of another column.
    const isNear = (other: Heading) =>
      Math.abs(middleOf(other) - middleOf(heading)) < (to - from) * APART_MAX;
    return (
      isIn(heading) &&
      headings.some((other) => isIn(other) && isBelow(other, heading) && isNear(other))
    );
  });
};

/** A heading of the first line is over those that are centred below it within this part of their extent. */
const OFF_CENTRE = 0.25;

/** Whether a heading of the first line stands between two others of the line below it, which are nearer to it than to its neighbours: 收入 over 项目 and 金额. */
const isTopOfTwo = (heading: Heading, headings: readonly Heading[]): boolean => {
  const first = headings
    .filter(({ top }) => Math.abs(top - heading.top) <= heading.size * LEADING_MIN)
    .toSorted(byMiddle);
  if (headings.some((other) => isBelow(heading, other))) return false;
  const at = first.indexOf(heading);
  const [before, after] = [first[at - 1], first[at + 1]];
  const from = before ? middleOf(spanOf([before, heading])) : -Infinity;
  const to = after ? middleOf(spanOf([heading, after])) : Infinity;
  const below = headings.filter(
    (other) => isBelow(other, heading) && middleOf(other) > from && middleOf(other) < to,
  );
  if (below.length < 2) return false;
  const all = spanOf(below);
  return (
    Math.abs(middleOf(all) - middleOf(heading)) <= (all.right - all.left) * OFF_CENTRE &&
    below.some((other) => other.right < heading.left) &&
    below.some((other) => other.left > heading.right)
  );
};

/** The texts of the lines as headings: a line that is alone below another, and begins or is centred where that does, goes on. */
const headingsOf = (
  lines: readonly LooseLine[],
  data: readonly DataColumn[],
): readonly Heading[] => {
  const headings: (Heading & { last: TextSpan })[] = [];
  for (const line of lines) {
    const above = [...headings];
    for (const word of line.words) {
      const before = above.find((heading) => goesOn(heading, word, line, data));
      const at = before ? headings.indexOf(before) : -1;
      if (!before)
        headings.push({
          ...word,
          top: line.baseline,
          bottom: line.baseline,
          size: line.size,
          last: word,
        });
      else
        headings[at] = {
          ...before,
          ...spanOf([before, word]),
          text: joined([before.text, word.text]),
          bottom: line.baseline,
          last: word,
        };
    }
  }
  return headings;
};

const goesOn = (
  heading: Heading & { readonly last: TextSpan },
  word: TextSpan,
  { baseline, size, words }: LooseLine,
  data: readonly DataColumn[],
): boolean => {
  const apart = baseline - heading.bottom;
  const { last } = heading;
  if (apart < size * LEADING_MIN || apart > size * LEADING_MAX) return false;
  if (BEGINS.test(word.text) || (COMPLETE.test(word.text) && !FRAGMENT.test(word.text)))
    return false;
  if (COMPLETE.test(heading.text)) return false;
  if (words.some((other) => other !== word && overlaps(other, last))) return false;
  const near = size * ALIGNED;
  const isAligned =
    Math.abs(word.left - last.left) <= near ||
    Math.abs(word.right - last.right) <= near ||
    Math.abs(middleOf(word) - middleOf(last)) <= near;
  if (!overlaps(word, last) || !isAligned) return false;
  // A group stands over more than one column; a line is broken only where it is full.
  if (word.right - word.left > last.right - last.left + size * 1.2) return false;
  const under = data.filter(
    (column) => column.right > last.left + near && column.left < last.right - near,
  );
  return under.length <= 1;
};

/** Where the columns of rows end, as far as their alignment tells it: before the first, between any two, and after the last. */
const wallsOf = (data: readonly DataColumn[], size: number): readonly (number | null)[] => {
  const [first] = data;
  const last = data.at(-1);
  if (!first || !last) return [];
  return [
    first.aligned === 'left' ? first.left - size * PADDING : null,
    ...data.slice(1).map((column, i) => {
      const before = data[i]!;
      const padding = Math.min(size * PADDING, (column.left - before.right) / 2);
      if (before.aligned === 'right') return before.right + padding;
      return column.aligned === 'left' ? column.left - padding : null;
    }),
    last.aligned === 'right' ? last.right + size * PADDING : null,
  ];
};

/** The columns of rows, each with its heading, and those of headings alone, from left to right. */
const columnsWith = (
  data: readonly DataColumn[],
  leaves: readonly Heading[],
  walls: readonly (number | null)[],
): readonly LooseColumn[] => {
  const ordered = leaves.toSorted(byMiddle);
  const columns: LooseColumn[] = [];
  let [from, next] = [0, 0];
  for (const [i, k] of ownOf(data, ordered)) {
    columns.push(...between(data, from, i, ordered.slice(next, k), walls));
    const [column, heading] = [data[i]!, ordered[k]!];
    columns.push({ ...spanOf([column, heading]), data: column, heading });
    [from, next] = [i + 1, k + 1];
  }
  return [...columns, ...between(data, from, data.length, ordered.slice(next), walls)];
};

/** Columns and headings, by their indexes from left to right, that are over each other and over nothing else: they are of one cell, wherever the walls are. */
const ownOf = (
  data: readonly DataColumn[],
  leaves: readonly Heading[],
): readonly (readonly [number, number])[] => {
  const found: (readonly [number, number])[] = [];
  for (const [i, column] of data.entries()) {
    const over = leaves.filter((leaf) => overlaps(leaf, column));
    const [only] = over;
    if (!only || over.length > 1) continue;
    if (data.filter((other) => overlaps(other, only)).length > 1) continue;
    const k = leaves.indexOf(only);
    if (k > (found.at(-1)?.[1] ?? -1)) found.push([i, k]);
  }
  return found;
};

/** The columns from one to another with the headings between them, those before a wall apart from those behind it. */
const between = (
  data: readonly DataColumn[],
  from: number,
  to: number,
  leaves: readonly Heading[],
  walls: readonly (number | null)[],
): readonly LooseColumn[] => {
  const columns: LooseColumn[] = [];
  let [first, next] = [from, 0];
  for (let i = from + 1; i <= to; i++) {
    const wall = i === to ? Infinity : walls[i]!;
    if (wall === null) continue;
    const behind = leaves.findIndex((leaf, k) => k >= next && !sideOf(leaf, wall));
    const end = behind === -1 ? leaves.length : behind;
    columns.push(...matched(data.slice(first, i), leaves.slice(next, end)));
    [first, next] = [i, end];
  }
  return [...columns, ...matched([], leaves.slice(next))];
};

const byMiddle = (a: Span, b: Span): number => middleOf(a) - middleOf(b);

/** Whether a heading is before a wall: more of it than is behind. */
const sideOf = ({ left, right }: Span, wall: number): boolean => wall - left >= right - wall;

/** A heading at the wrong side of the figures counts as so far away, in points. */
const WRONG_SIDE = 200;

/** Columns and headings between two walls, in their order: as many pairs as there are columns, the nearest ones. */
const matched = (
  data: readonly DataColumn[],
  leaves: readonly Heading[],
): readonly LooseColumn[] => {
  const cost = (column: DataColumn, leaf: Heading): number => {
    if (overlaps(column, leaf)) return 0;
    const isWrong =
      column.aligned === 'right' ? leaf.left > column.right : leaf.right < column.left;
    return (
      Math.max(leaf.left - column.right, column.left - leaf.right) + (isWrong ? WRONG_SIDE : 0)
    );
  };
  const pairs = cheapest(data, leaves, cost);
  const columns: LooseColumn[] = data.map((column, i) => {
    const leaf = pairs.get(i);
    const heading = leaf === undefined ? null : leaves[leaf]!;
    return { ...spanOf(heading ? [column, heading] : [column]), data: column, heading };
  });
  const taken = new Set(pairs.values());
  const bare = leaves.filter((_, i) => !taken.has(i));
  return [
    ...columns,
    ...bare.map((heading): LooseColumn => ({
      left: heading.left,
      right: heading.right,
      data: null,
      heading,
    })),
  ].toSorted((a, b) => middleOf(a.heading ?? a) - middleOf(b.heading ?? b));
};

/** The pairs of two lists in their order, as many as the shorter has, at the least cost: by index in the first. */
const cheapest = <A, B>(
  first: readonly A[],
  second: readonly B[],
  cost: (a: A, b: B) => number,
): ReadonlyMap<number, number> => {
  interface Way {
    readonly count: number;
    readonly cost: number;
    readonly pairs: readonly (readonly [number, number])[];
  }
  const better = (a: Way, b: Way) =>
    b.count > a.count || (b.count === a.count && b.cost < a.cost) ? b : a;
  const none: Way = { count: 0, cost: 0, pairs: [] };
  let row: Way[] = second.map(() => none);
  row.push(none);
  for (const [i, a] of first.entries()) {
    const next: Way[] = [none];
    for (const [j, b] of second.entries()) {
      const before = row[j]!;
      const pair: Way = {
        count: before.count + 1,
        cost: before.cost + cost(a, b),
        pairs: [...before.pairs, [i, j]],
      };
      next.push(better(better(pair, next[j]!), row[j + 1]!));
    }
    row = next;
  }
  return new Map(row.at(-1)!.pairs);
};
