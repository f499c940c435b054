import type { Source } from '../../domain/budget.events.js';
import { YUAN_PER, type Unit } from '../../domain/money.js';

/** Documents print 万元 with two decimals and drop the zeros at the end: 2.7 is 2.70. */
export const USUAL_PLACES = 2;

export const decimalsOf = (text: string): number => /\.(\d+)/.exec(text)?.[1]?.length ?? 0;

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
  unit === '元' ? 0n : (BigInt(YUAN_PER[unit]) * 100n) / (2n * 10n ** BigInt(places));
