import { Refusal } from '../errors.js';
import type { AmendmentKind, Transfer } from '../events/budget.events.js';
import { parseBudgetId } from '../values/budget-id.js';
import { fiscalYearEnd, fiscalYearStart, type CivilDate } from '../values/civil-date.js';
import { refuseFuture } from './guards.js';

/** The days that an approval states, and the day in Shanghai on which it is recorded. */
export interface ApprovalDays {
  readonly approvedOn: CivilDate;
  /** Null where the document states no other day than that of its approval. */
  readonly effectiveOn: CivilDate | null;
  readonly today: CivilDate;
}

/**
 * The first day in force of an amendment of a budget of this year: the stated one, which lies in the fiscal year, and that of a
 * carry-forward in the year that receives it; otherwise the day of approval, and 31 December where it is approved later.
 *
 * @throws {Refusal} `date-in-future`: a day is still to come.
 * @throws {Refusal} `effective-before-original`: it would take effect before the fiscal year.
 * @throws {Refusal} `outside-fiscal-year`: the stated day lies in another year.
 */
export const firstDayInForce = (
  { approvedOn, effectiveOn, today }: ApprovalDays,
  { kind, transfer }: { readonly kind: AmendmentKind; readonly transfer: Transfer | null },
  fiscalYear: number,
): CivilDate => {
  refuseFuture('the day of approval', approvedOn, today);
  const isCarried = kind === 'carry-forward' && transfer !== null;
  const year = isCarried ? parseBudgetId(transfer.budget).fiscalYear : fiscalYear;
  if (effectiveOn !== null) {
    refuseFuture('the first day in force', effectiveOn, today);
    if (!isCarried) refuseBeforeOriginal(effectiveOn, fiscalYear);
    refuseOutsideYear('the first day in force', effectiveOn, year);
    return effectiveOn;
  }
  refuseBeforeOriginal(approvedOn, fiscalYear);
  const end = fiscalYearEnd(year);
  return approvedOn > end ? end : approvedOn;
};

const refuseBeforeOriginal = (day: CivilDate, fiscalYear: number): void => {
  const original = fiscalYearStart(fiscalYear);
  if (day < original)
    throw new Refusal(
      'effective-before-original',
      `${day} is before ${original}, when the original budget took effect.`,
      { original },
    );
};

/** @throws {Refusal} `outside-fiscal-year`: a day lies outside the year of the budget. */
export const refuseOutsideYear = (what: string, date: CivilDate, fiscalYear: number): void => {
  if (date < fiscalYearStart(fiscalYear) || date > fiscalYearEnd(fiscalYear))
    throw new Refusal(
      'outside-fiscal-year',
      `${date} is ${what} and lies outside the fiscal year ${fiscalYear}: give a day of that year.`,
      { date, fiscalYear },
    );
};
