import type { Cost } from '../values/line.js';

const PERSONNEL_CLASSES: ReadonlySet<string> = new Set(['301', '303']);
const PUBLIC_CLASSES: ReadonlySet<string> = new Set(['302', '310']);

/** The cost that an item of the economic classification is counted as: 301 and 303 are 人员经费, every other class is 公用经费. */
export const costOf = (economic: string): Cost =>
  PERSONNEL_CLASSES.has(economic.slice(0, 3)) ? 'personnel' : 'public';

/** The cost that the class alone proves; null for a class of which either may be true, such as 309. */
export const provenCostOf = (economic: string): Cost | null => {
  const group = economic.slice(0, 3);
  if (PERSONNEL_CLASSES.has(group)) return 'personnel';
  return PUBLIC_CLASSES.has(group) ? 'public' : null;
};
