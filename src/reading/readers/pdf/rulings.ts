import type { Ruling } from './page.js';

/** A page with more straight lines than this is a drawing. */
const RULINGS_MAX = 20_000;
/** Lines that run beside each other nearer than this are one: a double line, or the edges of two cells. */
export const NEAR_POINTS = 2.5;
/** A dashed line is one line. */
const DASH_POINTS = 3;

/** Lines that lie on one another or end where the next begins, as one line each. */
export const mergedRulings = (rulings: readonly Ruling[]): readonly Ruling[] => {
  if (rulings.length > RULINGS_MAX) return [];
  return [true, false].flatMap((across) =>
    merged(rulings.filter((ruling) => ruling.across === across)),
  );
};

const merged = (rulings: readonly Ruling[]): readonly Ruling[] => {
  const bands: Ruling[][] = [];
  for (const ruling of rulings.toSorted((a, b) => a.at - b.at)) {
    const band = bands.at(-1);
    if (band && ruling.at - band[0]!.at <= NEAR_POINTS) band.push(ruling);
    else bands.push([ruling]);
  }
  return bands.flatMap(alongBand);
};

const alongBand = (band: readonly Ruling[]): readonly Ruling[] => {
  const found: { across: boolean; at: number; from: number; to: number }[] = [];
  for (const { across, at, from, to } of band.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && from <= last.to + DASH_POINTS) last.to = Math.max(last.to, to);
    else found.push({ across, at, from, to });
  }
  return found;
};
