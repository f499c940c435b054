import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import { nameKey } from '../../../text/fold.js';

/** Whether a label, without its ordinal, is one that the revenue side of a table lists. */
export const isRevenueLabel = (label: string): boolean =>
  SHANGHAI.revenueLabels.has(nameKey(label));

/** Whether a label may be the first part of one that is broken over lines. */
export const beginsRevenueLabel = (label: string): boolean => {
  const key = nameKey(label);
  return (
    key.length >= 2 && [...SHANGHAI.revenueLabels.keys()].some((known) => known.startsWith(key))
  );
};

/** The label that was meant where exactly one character differs, e.g. 经验 for 经营. */
export const meantRevenueLabel = (label: string): string | undefined =>
  SHANGHAI.misprinted(nameKey(label));
