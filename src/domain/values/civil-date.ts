import { Refusal } from '../errors.js';

/**
 * A date of law, `YYYY-MM-DD`, as the calendar of Asia/Shanghai has it. No instant, no time zone; sorts as text.
 *
 * @pattern ^\d{4}-\d{2}-\d{2}$
 */
export type CivilDate = string & { readonly __kind: 'civil-date' };

/** An instant, `YYYY-MM-DDTHH:mm:ss.sssZ`: one spelling for each millisecond, so that it sorts as text. */
export type Instant = string & { readonly __kind: 'instant' };

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Undefined when there is no such month. */
const lastDay = (year: number, month: number): number | undefined => {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : DAYS[month - 1];
};

/** Whether a text is a day of the calendar, `YYYY-MM-DD`, with the leap years of the Gregorian calendar. */
export const isCivilDate = (text: string): text is CivilDate => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const last = lastDay(year, month);
  return year >= 1 && last !== undefined && day >= 1 && day <= last;
};

/** The next day of the calendar. */
export const dayAfter = (date: CivilDate): CivilDate => {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  if (day < lastDay(year, month)!) return spelled(year, month, day + 1);
  return month < 12 ? spelled(year, month + 1, 1) : spelled(year + 1, 1, 1);
};

/** The previous day of the calendar. */
export const dayBefore = (date: CivilDate): CivilDate => {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  if (day > 1) return spelled(year, month, day - 1);
  return month > 1
    ? spelled(year, month - 1, lastDay(year, month - 1)!)
    : spelled(year - 1, 12, 31);
};

const spelled = (year: number, month: number, day: number): CivilDate =>
  [
    String(year).padStart(4, '0'),
    ...[month, day].map((each) => String(each).padStart(2, '0')),
  ].join('-') as CivilDate;

/** @throws {Refusal} `malformed`: the text is not a day of the calendar, e.g. 2023-02-29. */
export const civilDate = (text: string): CivilDate => {
  if (!isCivilDate(text))
    throw new Refusal(
      'malformed',
      `"${text}" is not a date: write a day of the calendar as YYYY-MM-DD.`,
    );
  return text;
};

/** The first day of a fiscal year: 1 January (Budget Law, article 18). */
export const fiscalYearStart = (year: number): CivilDate => spelled(year, 1, 1);

/** The last day of a fiscal year: 31 December (Budget Law, article 18). */
export const fiscalYearEnd = (year: number): CivilDate => spelled(year, 12, 31);
