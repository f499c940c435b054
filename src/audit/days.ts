import { Refusal } from '../domain/errors.js';

const MS_PER_DAY = 86_400_000;
/** The number of days from one civil date to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / MS_PER_DAY;

/** The default: a change that is recorded more than this many days after it took effect is late. */
export const LATE_DAYS = 30;
const DAYS_MAX = 100_000;

/** Reads a number of days. @throws {Refusal} `malformed`: it is not an integer from 0 to the maximum. */
export const daysOf = (text: string): number => {
  const days = Number(text);
  if (!/^\d{1,6}$/.test(text) || days > DAYS_MAX)
    throw new Refusal(
      'malformed',
      `"${text}" is not a number of days: give one from 0 to ${DAYS_MAX}.`,
    );
  return days;
};
