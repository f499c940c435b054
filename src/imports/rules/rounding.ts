import type { Source } from '../../domain/budget.events.js';
import type { Unit } from '../../domain/money.js';

const FEN_PER: Record<Unit, bigint> = { 元: 100n, 万元: 1_000_000n, 亿元: 10_000_000_000n };
/** Documents print 万元 with two decimals and drop the zeros at the end: 2.7 is 2.70. */
const USUAL_PLACES = 2;

const decimalsOf = (text: string): number => /\.(\d+)/.exec(text)?.[1]?.length ?? 0;

/** How many decimals a document prints in each unit, at most the usual two. */
export const placesPrinted = (
  figures: readonly { readonly source: Source | null }[],
): ReadonlyMap<Unit, number> => {
  const places = new Map<Unit, number>();
  for (const { source } of figures)
    if (source)
      places.set(
        source.unit,
        Math.max(places.get(source.unit) ?? 0, Math.min(USUAL_PLACES, decimalsOf(source.text))),
      );
  return places;
};

/** Half of the last printed decimal in fen: how far rounding can move a figure. Yuan are not rounded. */
export const halfUnit = (text: string, unit: Unit, usual: ReadonlyMap<Unit, number>): bigint =>
  unit === '元' ? 0n : halfOf(unit, Math.max(decimalsOf(text), usual.get(unit) ?? 0));

export const halfOf = (unit: Unit, places: number): bigint =>
  unit === '元' ? 0n : FEN_PER[unit] / (2n * 10n ** BigInt(places));
