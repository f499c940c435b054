import { Refusal } from '../../domain/errors.js';
import { isCivilDate, type CivilDate } from '../../domain/values/civil-date.js';
import type { BaseKind } from '../../domain/values/delta.js';

/** What a budget is compared with: a kind of base, or the adjusted budget on a date. */
export type Against = Exclude<BaseKind, 'as-of'> | { readonly effective: CivilDate };

/** The bases that have a name. */
export const BASES = ['prior-budget', 'prior-adjusted', 'prior-execution', 'original'] as const;

/**
 * Reads a base.
 *
 * @throws {Refusal} `malformed`: the text is neither one of {@link BASES} nor a day of the calendar.
 */
export const againstOf = (text: string): Against => {
  const kind = BASES.find((each) => each === text);
  if (kind !== undefined) return kind;
  if (isCivilDate(text)) return { effective: text };
  throw new Refusal(
    'malformed',
    `"${text}" is not one of ${BASES.join(', ')} or a date such as 2023-06-30.`,
  );
};
