import type { Source } from '../domain/events/budget.events.js';
import { fenPer, type Unit } from '../domain/values/money.js';

/** Documents print 万元 with two decimals and may drop zeros at the end: 2.7 is 2.70. */
export const USUAL_PLACES = 2;

/** How many digits a printed figure has behind its point. */
export const decimalsOf = (text: string): number => /\.(\d+)/.exec(text)?.[1]?.length ?? 0;

/** A figure of the text, with the heading under which it stands. */
interface TextFigure {
  readonly section: string | null;
  readonly source: Source | null;
}

/**
 * How far the printed figures of a text may be from the exact ones. Each section prints its figures with the same number of
 * decimals: where one figure has two, 2.7 is 2.70; where none has any, 17,192 万元 may be 17,191.5169.
 */
export class Rounding {
  private readonly places = new Map<string, number>();

  constructor(figures: readonly TextFigure[]) {
    for (const { section, source } of figures) {
      if (!source) continue;
      const key = `${section ?? ''}/${source.unit}`;
      const decimals = Math.min(USUAL_PLACES, decimalsOf(source.text));
      this.places.set(key, Math.max(this.places.get(key) ?? 0, decimals));
    }
  }

  /** Half of the last printed decimal in fen. Yuan are not rounded. */
  half(section: string | null, unit: Unit, text = ''): bigint {
    const usual = this.places.get(`${section ?? ''}/${unit}`);
    return halfOf(unit, Math.max(decimalsOf(text), usual ?? (text === '' ? USUAL_PLACES : 0)));
  }
}

/**
 * Half of the last of `places` decimals of a unit, in fen: how far a rounded figure may be off. 元 is printed exactly.
 */
export const halfOf = (unit: Unit, places: number): bigint =>
  unit === '元' ? 0n : fenPer(unit) / (2n * 10n ** BigInt(places));
