/** A line of a table with no ruling between it and the next. */
interface UnruledLine {
  readonly page: number;
  readonly baseline: number;
  readonly size: number;
  /** Whether it has figures: a row has at most one such line. */
  readonly figures: boolean;
}

/** A text belongs to figures within this distance, in parts of the least distance of rows and of the type size. */
const WITHIN_ROW = 0.7;
const WITHIN_TEXT = 1.4;

/**
 * Lines as rows, where texts may be broken over lines: a text without figures belongs to the figures beside it, or to
 * the text near it.
 */
export const rowGroups = <T extends UnruledLine>(
  lines: readonly T[],
): readonly (readonly T[])[] => {
  const anchors = lines.filter(({ figures }) => figures);
  const pitch = Math.min(...anchors.slice(1).map((each, i) => distance(anchors[i]!, each)));
  const reach = (size: number) => Math.min(pitch * WITHIN_ROW, size * WITHIN_TEXT);
  const groups: T[][] = [];
  let next = 0;
  let anchor: T | undefined;
  let before: T | undefined;
  for (const line of lines) {
    // Anchors are in order, so that the nearest is the last one above or the first one below.
    while (next < anchors.length && isAbove(anchors[next]!, line)) next++;
    const near = [anchors[next - 1], anchors[next]]
      .filter((each) => each !== undefined)
      .filter((each) => distance(each, line) <= reach(line.size))
      .toSorted((a, b) => distance(a, line) - distance(b, line));
    const own = line.figures ? line : near[0];
    const joins = own
      ? own === anchor
      : anchor === undefined && before !== undefined && distance(before, line) <= reach(line.size);
    if (joins) groups.at(-1)!.push(line);
    else groups.push([line]);
    anchor = own;
    before = line;
  }
  return groups;
};

const distance = (a: UnruledLine, b: UnruledLine): number =>
  a.page === b.page ? Math.abs(a.baseline - b.baseline) : Infinity;

const isAbove = (a: UnruledLine, b: UnruledLine): boolean =>
  a.page < b.page || (a.page === b.page && a.baseline <= b.baseline);
