import type { Heading, LooseColumn, LooseHead } from './loose-head.js';
import { middleOf, overlaps } from './loose-line.js';

/** The first and last column that a heading is over. */
type Range = readonly [from: number, to: number];

/** A group is no further from the middle of its columns, in parts of the type size. */
const OFF_MIDDLE_MAX = 1.5;
const PADDING = 0.15;
/** A wall is no further within a text, in parts of the type size. */
const NEAR = 0.3;
/** Headings of one level differ in height by less, in parts of the type size. */
const SAME_LEVEL = 0.5;
/** What it costs, in parts of the type size, to leave a heading alone that stands in a group, or to take one into it that stands alone. */
const ALONE = 2;
const IN_GROUP = /^(?:小计)$/;
const NOT_IN_GROUP = /^(?:总计|序号)$/;
/** More columns are more likely than fewer with the same middle. */
const MORE = 0.03;

/**
 * The headings of a table by rows: each stands in the first of its columns, one row below the headings that are over it. A heading of several columns is
 * centred over them, and all that are over others of one height share the columns.
 */
export const headingRows = ({
  columns,
  groups,
  size,
}: Omit<LooseHead, 'sure'>): readonly (readonly string[])[] => {
  const walls = wallsOf(columns, size);
  const ranges = new Map<Heading, Range>();
  for (const level of levelsOf(groups)) {
    const above = [...ranges.values()];
    for (const [heading, range] of divided(level, columns, above, walls, size))
      ranges.set(heading, range);
  }
  const placed: (readonly [Heading, Range])[] = [
    ...ranges,
    ...columns.flatMap(({ heading }, i): (readonly [Heading, Range])[] =>
      heading ? [[heading, [i, i]]] : [],
    ),
  ];
  const rows: string[][] = [];
  for (const [heading, [from, to]] of placed.toSorted(([a], [b]) => a.top - b.top)) {
    let depth = placed.filter(
      ([other, [a, b]]) => other !== heading && other.bottom < heading.top && a <= from && to <= b,
    ).length;
    // No heading takes the place of another.
    while (rows[depth]?.[from]) depth++;
    while (rows.length <= depth) rows.push(columns.map(() => ''));
    rows[depth]![from] = heading.text;
  }
  return rows.filter((row) => row.some((text) => text !== ''));
};

/** The middle of a heading's lines. */
const heightOf = ({ top, bottom }: Heading): number => (top + bottom) / 2;

const levelsOf = (groups: readonly Heading[]): readonly (readonly Heading[])[] => {
  const levels: Heading[][] = [];
  for (const heading of groups.toSorted((a, b) => a.top - b.top)) {
    const last = levels.at(-1);
    if (last && heading.top - last[0]!.top <= heading.size * SAME_LEVEL) last.push(heading);
    else levels.push([heading]);
  }
  return levels.map((level) => level.toSorted((a, b) => middleOf(a) - middleOf(b)));
};

/** The headings of one level, each with its columns: those that cost the least together. */
const divided = (
  level: readonly Heading[],
  columns: readonly LooseColumn[],
  above: readonly Range[],
  walls: readonly number[],
  size: number,
): readonly (readonly [Heading, Range])[] => {
  const heights = columns.flatMap(({ heading }) => (heading ? [heading] : []));
  const bottom = Math.max(...heights.map((each) => each.bottom));
  const last = Math.max(...heights.map((each) => each.top));
  const onLast = heights.filter((each) => last - each.top <= size * NEAR);
  // Of those on the last line, one of more lines may reach out of its cell.
  const lowest = Math.min(...onLast.map(heightOf));
  const areAtTop = !onLast.some((each) => each.top === each.bottom);
  // A heading that is as high as a group and all below it stands beside the group, in the middle of that height.
  const isBeside = (heading: Heading, group: Heading) =>
    lowest - heightOf(group) > size &&
    Math.abs(heightOf(heading) - (heightOf(group) + lowest) / 2) < size * NEAR &&
    heightOf(heading) < lowest - size * NEAR &&
    (!areAtTop || heights.some((other) => isCentredWith(other, heading)));
  const isCentredWith = (other: Heading, heading: Heading) =>
    Math.abs(heightOf(other) - heightOf(heading)) < size * NEAR &&
    Math.abs(other.top - heading.top) > size * NEAR;
  const isUnder = (column: LooseColumn, heading: Heading) =>
    column.heading !== null &&
    column.heading.top > heading.bottom + size * 0.3 &&
    (!isBeside(column.heading, heading) || overlaps(column.heading, heading));
  const crosses = ([from, to]: Range) =>
    above.some(([a, b]) => (from < a && to >= a && to < b) || (from > a && from <= b && to > b));
  const fits = (heading: Heading, [from, to]: Range) =>
    heading.left >= walls[from]! - size * SAME_LEVEL &&
    heading.right <= walls[to + 1]! + size * SAME_LEVEL;
  const isWithin = (heading: Heading, [from, to]: Range) =>
    middleOf(heading) > walls[from]! && middleOf(heading) < walls[to + 1]!;
  // Where some headings stand higher than others, the lowest ones are no part of cells that are as high as the head: they are in a group.
  const areLow = heights.some((each) => each.bottom < bottom - size * SAME_LEVEL);
  const isLow = (heading: Heading) => areLow && heading.bottom >= bottom - size * SAME_LEVEL;
  const choices = level.map((heading) => {
    const found: { readonly range: Range; readonly cost: number }[] = [];
    for (let from = 0; from < columns.length; from++)
      for (let to = from; to < columns.length; to++) {
        if (!isUnder(columns[to]!, heading)) break;
        if (crosses([from, to])) continue;
        const middle = (walls[from]! + walls[to + 1]!) / 2;
        const off = Math.abs(middle - middleOf(heading)) / size;
        if (off > OFF_MIDDLE_MAX || !fits(heading, [from, to])) continue;
        if (level.some((other) => other !== heading && isWithin(other, [from, to]))) continue;
        const strange = columns
          .slice(from, to + 1)
          .filter((column) => NOT_IN_GROUP.test(column.heading!.text)).length;
        found.push({
          range: [from, to],
          cost: off + (strange < to - from + 1 ? strange * ALONE : 0) - (to - from) * MORE,
        });
      }
    return found;
  });
  interface Way {
    readonly cost: number;
    readonly ranges: readonly (Range | null)[];
  }
  const known = new Map<string, Way>();
  const best = (k: number, next: number): Way => {
    if (k === level.length) return { cost: alone(next, columns.length), ranges: [] };
    const key = `${k} ${next}`;
    const before = known.get(key);
    if (before) return before;
    const skipped = best(k + 1, next);
    let found: Way = { cost: skipped.cost + OFF_MIDDLE_MAX * 2, ranges: [null, ...skipped.ranges] };
    for (const { range, cost } of choices[k]!) {
      if (range[0] < next) continue;
      const rest = best(k + 1, range[1] + 1);
      const sum = cost + alone(next, range[0]) + rest.cost;
      if (sum < found.cost) found = { cost: sum, ranges: [range, ...rest.ranges] };
    }
    known.set(key, found);
    return found;
  };
  const alone = (from: number, to: number): number =>
    columns.slice(from, to).filter(({ heading }, i) => {
      const at = from + i;
      return (
        heading !== null &&
        (IN_GROUP.test(heading.text) || isLow(heading)) &&
        !above.some(([a, b]) => a <= at && at <= b && a !== b)
      );
    }).length * ALONE;
  const { ranges } = best(0, 0);
  return level.map((heading, k): readonly [Heading, Range] => [
    heading,
    ranges[k] ?? rightOf(heading, columns, isUnder, level[k + 1]),
  ]);
};

/** The column at which a heading begins, and those to its right that have headings below it, up to the next of its line. */
const rightOf = (
  heading: Heading,
  columns: readonly LooseColumn[],
  isUnder: (column: LooseColumn, heading: Heading) => boolean,
  next: Heading | undefined,
): Range => {
  const from = Math.max(
    0,
    columns.findIndex(({ right }) => right > heading.left),
  );
  let to = from;
  while (
    to + 1 < columns.length &&
    isUnder(columns[to + 1]!, heading) &&
    (!next || middleOf(columns[to + 1]!) < next.left)
  )
    to++;
  return [from, to];
};

/** Where columns begin and end: at the edge at which the texts of their rows agree, or where their headings do. */
const wallsOf = (columns: readonly LooseColumn[], size: number): readonly number[] => {
  const padding = size * PADDING;
  const inner = columns.slice(1).map((column, i): number => {
    const before = columns[i]!;
    if (before.data?.aligned === 'right') return before.data.right + padding;
    if (column.data?.aligned === 'left') return column.data.left - padding;
    return NaN;
  });
  const [first, last] = [columns[0]!, columns.at(-1)!];
  const walls = [
    first.data?.aligned === 'left' ? first.left - padding : NaN,
    ...inner,
    last.data?.aligned === 'right' ? last.right + padding : NaN,
  ];
  const widths = walls
    .slice(1)
    .map((wall, i) => wall - walls[i]!)
    .filter((width) => width > 0);
  const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)];
  // A wall that rows do not show is at the left of its heading, or as far from its middle as the next one; of what is possible, the usual width counts.
  for (const [i, wall] of walls.entries()) {
    if (!Number.isNaN(wall)) continue;
    const [before, after] = [columns[i - 1], columns[i]];
    if (!after) {
      walls[i] = Math.max(before!.right, walls[i - 1]! + (usual ?? 0));
      continue;
    }
    const next = walls[i + 1] ?? NaN;
    const found = [
      (after.heading?.left ?? NaN) - padding,
      2 * middleOf(after.heading ?? after) - next,
      before && !before.data ? 2 * middleOf(before) - walls[i - 1]! : NaN,
      next - (usual ?? NaN),
      before && !before.data ? walls[i - 1]! + (usual ?? NaN) : NaN,
    ].filter(
      (each) =>
        each >= (before?.right ?? -Infinity) - size * NEAR && each <= after.left + size * NEAR,
    );
    const off = (each: number) =>
      Math.abs((Number.isNaN(next) ? each - walls[i - 1]! : next - each) - (usual ?? 0));
    walls[i] =
      found.toSorted((a, b) => off(a) - off(b))[0] ??
      (before ? (before.right + after.left) / 2 : after.left - padding);
  }
  return walls;
};
