import { Refusal } from '../domain/errors.js';

const MS_PER_DAY = 86_400_000;
/** China has had one zone without summer time since 1991: UTC+8. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** The civil date that an instant falls on in Shanghai, whatever the zone of this machine. */
export const shanghaiDate = (instant: string): string =>
  new Date(Date.parse(instant) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);

/** Whole days from one civil date to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / MS_PER_DAY;

/** What is recorded more than so many days after its effect is late, unless the question says another number. */
export const LATE_DAYS = 30;
const DAYS_MAX = 100_000;

/** Refuses (`malformed`) what is no number of days. */
export const daysOf = (text: string): number => {
  const days = Number(text);
  if (!/^\d{1,6}$/.test(text) || days > DAYS_MAX)
    throw new Refusal(
      'malformed',
      `"${text}" is not a number of days: give one from 0 to ${DAYS_MAX}.`,
    );
  return days;
};
