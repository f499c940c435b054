import type { TextSpan } from './page-blocks.js';
import { joined } from './glyph-lines.js';
import { type LooseLine, overlaps, type Span, spanOf } from './loose-line.js';
import { UNBROKEN, widthOf } from './paragraphs.js';

/** A row: its texts, those that are broken over lines joined. */
export interface LooseCells {
  readonly page: number;
  readonly cells: readonly TextSpan[];
  /** Whether it numbers the columns. */
  readonly numbers: boolean;
}

/** A text belongs to figures within this distance, in parts of the least distance of rows and of the type size. */
const WITHIN_ROW = 0.7;
const WITHIN_TEXT = 1.4;
/** Two lines of one cell are no further apart, in parts of the least distance of rows. */
const WITHIN_CELL = 1.05;
/** Lines that are nearer to each other than rows ever are, in parts of the least distance of rows. */
const NEARER = 0.97;
/** Lines of one cell are no further apart, in parts of the type size. */
const LEADING_MAX = 1.7;
/** 二、事业收入 begins a row. */
const ORDINAL =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d))/;
const CODE = /^\d{2,}$|^[[［]\d{3,}|^\d{3,}(?=\p{Script=Han})/u;
const TOTAL = /^(?:收入|支出|本年收入|本年支出)?[合总]计/;

/** Whether a line begins as a row of a table does, also without a figure. */
export const beginsRow = ({ words }: LooseLine): boolean =>
  words.some(({ text }) => ORDINAL.test(text));

/**
 * Lines as rows, where names may be broken over lines: a line without figures belongs to the figures beside it. Where rows are as near to each
 * other as the lines of a name, a line that is full goes on in the next.
 */
export const looseRowsOf = (
  lines: readonly LooseLine[],
  columns: readonly Span[],
): readonly LooseCells[] => {
  const links = linksOf(lines, columns);
  const groups: LooseLine[][] = [];
  for (const [i, line] of lines.entries())
    if (links[i - 1]) groups.at(-1)!.push(line);
    else groups.push([line]);
  return groups.map((group) => ({
    page: group[0]!.page,
    cells: group[0]!.numbers ? group[0]!.words : cellsOf(group, columns),
    numbers: group[0]!.numbers,
  }));
};

const isTotal = ({ words }: LooseLine): boolean => words.some(({ text }) => TOTAL.test(text));

type Link = 'near' | 'full' | null;

/** Whether each line is one row with the next. Two lines with figures never are. */
const linksOf = (lines: readonly LooseLine[], columns: readonly Span[]): readonly Link[] => {
  const anchors = lines.filter(({ figures }) => figures);
  const pitch = anchors
    .slice(1)
    .reduce((least, each, i) => Math.min(least, distance(anchors[i]!, each)), Infinity);
  const isFull = fullness(lines, columns, anchors);
  const links = lines.slice(1).map((line, i): Link => {
    const above = lines[i]!;
    const apart = distance(above, line);
    if ((above.figures && line.figures) || above.numbers || line.numbers) return null;
    if (beginsRow(line) || isTotal(line)) return null;
    if (apart <= Math.min(pitch * WITHIN_ROW, line.size * WITHIN_TEXT)) return 'near';
    return apart <= Math.min(pitch * WITHIN_CELL, line.size * LEADING_MAX) &&
      isFull(above, line, apart < pitch * NEARER)
      ? 'full'
      : null;
  });
  return cut(lines, links);
};

const distance = (a: LooseLine, b: LooseLine): number =>
  a.page === b.page ? Math.abs(a.baseline - b.baseline) : Infinity;

/**
 * Whether a line goes on in the next: no more of it fits into its column. A line may be as long as its column by chance, so that it must be nearer to
 * the next than rows are, or lack a code where each row has one, or a bracket.
 */
const fullness = (
  lines: readonly LooseLine[],
  columns: readonly Span[],
  anchors: readonly LooseLine[],
): ((line: LooseLine, next: LooseLine, isNearer: boolean) => boolean) => {
  const hasCode = ({ words }: LooseLine) => words.some(({ text }) => CODE.test(text));
  const hasRest = (line: LooseLine) => hasCode(line) || isTotal(line);
  // An amount is no code; where the code is above in its cell, the row of figures has none.
  const coded =
    anchors.some(hasCode) && anchors.filter((line) => !hasRest(line)).length * 4 <= anchors.length;
  const furthest = columns.map((column) =>
    lines.reduce(
      (most, { words }) =>
        words.reduce(
          (far, word) => (overlaps(word, column) ? Math.max(far, word.right) : far),
          most,
        ),
      -Infinity,
    ),
  );
  return (line, next, isNearer) => {
    if (hasCode(line) && hasCode(next)) return false;
    return columns.some((column, i) => {
      const upper = line.words.filter((word) => overlaps(word, column));
      const lower = next.words.filter((word) => overlaps(word, column));
      if (upper.length !== 1 || lower.length !== 1) return false;
      const [{ text, right }] = upper as [TextSpan];
      if (!HAN.test(text) || !HAN.test(lower[0]!.text)) return false;
      const more = widthOf(UNBROKEN.exec(lower[0]!.text)?.[0] ?? '') * line.size;
      if (right + more < furthest[i]! - line.size * 0.1) return false;
      return isNearer || isOpen(text) || (coded && hasCode(line) !== hasCode(next));
    });
  };
};

const HAN = /\p{Script=Han}/u;

const isOpen = (text: string): boolean =>
  (text.match(/[（(]/g)?.length ?? 0) > (text.match(/[）)]/g)?.length ?? 0);

/**
 * The links without those that would make one row of two with figures: figures stand at the bottom of their cells, at the top, or in the middle, and the rows
 * that are told show which.
 */
const cut = (lines: readonly LooseLine[], links: readonly Link[]): readonly Link[] => {
  const kept = [...links];
  const runs: (readonly [number, number])[] = [];
  for (let from = 0; from < lines.length; from++) {
    let to = from;
    while (kept[to]) to++;
    if (to > from) runs.push([from, to]);
    from = to;
  }
  const anchorsIn = ([from, to]: readonly [number, number]) =>
    lines.slice(from, to + 1).flatMap(({ figures }, i) => (figures ? [from + i] : []));
  let [tops, bottoms] = [0, 0];
  for (const run of runs) {
    const [only, ...more] = anchorsIn(run);
    if (only === undefined || more.length > 0) continue;
    if (only === run[0]) tops++;
    if (only === run[1]) bottoms++;
  }
  for (const run of runs) {
    const anchors = anchorsIn(run);
    for (const [i, below] of anchors.entries()) {
      const above = anchors[i - 1];
      if (above === undefined) continue;
      const between = Array.from({ length: below - above }, (_, k) => above + k);
      const full = between.filter((at) => kept[at] === 'full');
      const at =
        full.length > 0
          ? tops > bottoms
            ? full.at(-1)!
            : full[0]!
          : between.toSorted(
              (a, b) => distance(lines[b]!, lines[b + 1]!) - distance(lines[a]!, lines[a + 1]!),
            )[0]!;
      kept[at] = null;
    }
  }
  return kept;
};

const cellsOf = (group: readonly LooseLine[], columns: readonly Span[]): readonly TextSpan[] => {
  const cells: { text: string; left: number; right: number }[] = [];
  const columnOf = (span: Span) => columns.findIndex((column) => overlaps(column, span));
  for (const { words } of group) {
    // Texts of one line that are printed over each other are cells of their own.
    const before = [...cells];
    for (const { text, left, right } of words) {
      const column = columnOf({ left, right });
      const above = before.find(
        (cell) => overlaps(cell, { left, right }) || (column !== -1 && columnOf(cell) === column),
      );
      if (!above) cells.push({ text, left, right });
      else {
        above.text = joined([above.text, text]);
        Object.assign(above, spanOf([above, { left, right }]));
      }
    }
  }
  return cells.toSorted((a, b) => a.left - b.left);
};
