import { absFen, type Fen, type Unit } from '../../../domain/values/money.js';
import type { RowLine } from '../../document-line.js';
import { readCell } from '../../printed-amount.js';
import { halfOf, USUAL_PLACES } from '../../rounding.js';
import { FUNDS, isOwnMoney, REPEATS, withoutParts, type Column } from '../columns.js';
import { partsAmong } from '../header-paths.js';
import type { PageOfRows } from '../side-by-side.js';

/** A source of revenue as a table prints it: a column with the figures of its rows, or a row with its one figure. */
export interface PrintedSource {
  readonly key: string;
  /** Whether it is the unit's own money by its name (单位资金), which has several sources. */
  readonly isOwnMoney: boolean;
  /** Whether 其中 stands before its name: it is a part of a source beside it. */
  readonly isPart: boolean;
  /** In the order of the totals; zero where none is printed. */
  readonly amounts: readonly Fen[];
}

/** The sources that may be parts of the unit's own money, or of one another: 其中：事业收入. */
const PARTS: readonly string[] = ['operating', 'business', 'other', 'special-account'];
/** Those that are parts of the unit's own money only where all its parts stand beside it. */
const PARTS_AMONG_ALL: readonly string[] = ['other-level-appropriation', 'carry-over'];

/**
 * The sources, by their index, that repeat money of others, in the order of print: where all of them together are more than the totals, the
 * parts beside a source (单位资金, 其中：事业收入), or the unit's own money where all its parts stand beside it. Empty where all add up to
 * the totals; undefined where no such parts are what is too much. `slack`: what rounding may move each figure by.
 */
export const repeatedSources = (
  sources: readonly PrintedSource[],
  totals: readonly Fen[],
  slack: Fen,
): ReadonlySet<number> | undefined => {
  const isNear = (one: Fen, other: Fen, figures: number) =>
    absFen(one - other) <= slack * BigInt(figures);
  const sumAt = (at: number, of: readonly number[]) =>
    of.reduce((fen, i) => fen + sources[i]!.amounts[at]!, 0n);
  const all = sources.map((_, i) => i);
  const addUp = (without: ReadonlySet<number>) => {
    const left = all.filter((i) => !without.has(i));
    return totals.every((total, at) => isNear(total, sumAt(at, left), left.length + 1));
  };
  const repeats = (whole: number, parts: readonly number[]): readonly number[] | undefined => {
    const own = sources[whole]!.amounts;
    const sums = totals.map((_, at) => sumAt(at, parts));
    if (sums.every((sum) => sum === 0n)) return undefined;
    const isIn = sums.every((sum, at) => sum <= own[at]! + slack * BigInt(parts.length));
    if (!isIn) return undefined;
    const isAll = sums.every((sum, at) => isNear(sum, own[at]!, parts.length + 1));
    // The special account is no money of the unit's own: beside it alone it is a source.
    const isAccount = (part: number) =>
      sources[part]!.key === 'special-account' && !sources[part]!.isPart;
    if (parts.every(isAccount)) return undefined;
    if (isAll && sources[whole]!.isOwnMoney) return [whole];
    // To the left, parts that are not called so are told by their sum alone.
    const areTold = parts.every(
      (part) =>
        sources[part]!.isPart ||
        (PARTS.includes(sources[part]!.key) && !isAccount(part) && (part > whole || isAll)),
    );
    return areTold ? parts : undefined;
  };
  const search = (from: number, without: ReadonlySet<number>): ReadonlySet<number> | undefined => {
    if (addUp(without)) return without;
    for (let whole = from; whole < sources.length; whole++) {
      const { key, isOwnMoney: isGroup } = sources[whole]!;
      if (without.has(whole) || (!isGroup && key !== 'operating')) continue;
      for (const parts of runsBeside(sources, whole)) {
        // 事业收入 has the special account's money in it where 其中 says so, and no other source.
        const isIn = (part: number) =>
          sources[part]!.key === 'special-account' && sources[part]!.isPart;
        if (!isGroup && !parts.every(isIn)) continue;
        const own = parts.some((part) => without.has(part)) ? undefined : repeats(whole, parts);
        const found = own && search(whole + 1, new Set([...without, ...own]));
        if (found) return found;
      }
    }
    return undefined;
  };
  return search(0, new Set());
};

/** The parts that may be of a source: those to its right, one, two and so on, and those to its left. */
const runsBeside = (
  sources: readonly PrintedSource[],
  whole: number,
): readonly (readonly number[])[] =>
  [1, -1].flatMap((step) => {
    const runs: number[][] = [];
    const mayBePart = (key = '') => PARTS.includes(key) || PARTS_AMONG_ALL.includes(key);
    for (let at = whole + step; mayBePart(sources[at]?.key); at += step)
      runs.push([...(runs.at(-1) ?? []), at]);
    return runs;
  });

/**
 * The columns of a table of revenue without those that repeat money of others: as its rows with a total show or, where they show nothing, as
 * 其中 in the headings says. Parts that 其中 tells are left out before a group of sources is looked for.
 */
export const countedOnce = (
  of: ReadonlyMap<number, Column>,
  page: PageOfRows,
  unit: Unit,
): ReadonlyMap<number, Column> => {
  const among = partsAmong(page.header);
  const known = withoutParts(of, among, page.paths);
  return (
    withoutRepeated(of, among, page, unit) ?? withoutRepeated(known, among, page, unit) ?? known
  );
};

/**
 * The columns of a table of revenue without those that repeat money of others, as its rows with a total show ({@link repeatedSources}); undefined
 * where they show nothing. `among`: the columns whose headings begin with 其中.
 */
const withoutRepeated = (
  of: ReadonlyMap<number, Column>,
  among: ReadonlySet<number>,
  { paths, rows }: Pick<PageOfRows, 'paths' | 'rows'>,
  unit: Unit,
): ReadonlyMap<number, Column> | undefined => {
  const columns = [...of].flatMap(([at, column]) =>
    column.is === 'amount' ? [{ at, key: column.key }] : [],
  );
  const [total, another] = columns.filter(({ key }) => key === 'total');
  if (!total || another) return undefined;
  // The funds below 财政拨款 are no sources of their own.
  const isSummed = columns.some(({ key }) => key === 'fiscal-appropriation');
  const sources = columns
    .filter(({ key }) => key !== 'total' && !(isSummed && FUNDS.includes(key)))
    .toSorted((a, b) => a.at - b.at);
  const amountIn = ({ cells }: RowLine, at: number): Fen => {
    const cell = cells.find(({ column }) => column === at);
    const reading = cell && readCell(cell.text, unit, cell);
    return reading?.kind === 'amount' ? reading.amount : 0n;
  };
  const divided = rows.filter(
    (row) => amountIn(row, total.at) !== 0n && sources.some(({ at }) => amountIn(row, at) !== 0n),
  );
  const repeated = repeatedSources(
    sources.map(({ at, key }) => ({
      key,
      isOwnMoney: isOwnMoney(paths.get(at)!),
      isPart: among.has(at),
      amounts: divided.map((row) => amountIn(row, at)),
    })),
    divided.map((row) => amountIn(row, total.at)),
    halfOf(unit, USUAL_PLACES),
  );
  if (divided.length === 0 || !repeated) return undefined;
  const beside = new Set([...repeated].map((i) => sources[i]!.at));
  return new Map(
    [...of].map(([at, column]): [number, Column] => [at, beside.has(at) ? REPEATS : column]),
  );
};
