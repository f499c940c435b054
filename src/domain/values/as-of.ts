import { Refusal } from '../errors.js';
import { dayAfter, dayBefore, isCivilDate, type CivilDate, type Instant } from './civil-date.js';

/** The two axes of a question about the past: what was in force on a day, as known at an instant or a position of the log. */
export interface AsOf {
  readonly effective?: CivilDate | undefined;
  readonly recorded?: Instant | undefined;
  readonly position?: bigint | undefined;
}

/** The largest position of a log. */
export const POSITION_MAX = 2n ** 63n - 1n;

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|z|([+-])(\d{2})(?::?(\d{2}))?)?$/;
const OFFSET_HOURS_MAX = 18;
/** Asia/Shanghai, in minutes east of UTC. */
export const CHINA_TIME_MINUTES = 8 * 60;
const DAY_MINUTES = 24 * 60;

/**
 * Reads an instant of ISO 8601 and gives it in UTC, cut to the millisecond. A date-time without an offset is that of
 * Asia/Shanghai, as the ledger's dates are.
 *
 * @throws {Refusal} `malformed`: no such day or time of day.
 */
export const instant = (text: string): Instant => {
  const [, day = '', hours, minutes, seconds = '00', fraction = '', zone, sign, ...parts] =
    INSTANT.exec(text) ?? [];
  const [offsetHours = '0', offsetMinutes = '0'] = parts;
  const isTime =
    isCivilDate(day) &&
    Number(hours) <= 23 &&
    Number(minutes) <= 59 &&
    Number(seconds) <= 59 &&
    Number(offsetHours) <= OFFSET_HOURS_MAX &&
    Number(offsetMinutes) <= 59;
  if (isTime) {
    const offset =
      zone === undefined
        ? CHINA_TIME_MINUTES
        : (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes));
    const minute = Number(hours) * 60 + Number(minutes) - offset;
    const utcDay = minute < 0 ? dayBefore(day) : minute < DAY_MINUTES ? day : dayAfter(day);
    const inDay = (minute + DAY_MINUTES) % DAY_MINUTES;
    const time = [Math.floor(inDay / 60), inDay % 60].map((part) => String(part).padStart(2, '0'));
    const utc = `${utcDay}T${time.join(':')}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
    // An offset may lead out of the years that are written with four digits, and only those sort as text.
    if (utc.length === 'YYYY-MM-DDTHH:mm:ss.sssZ'.length) return utc as Instant;
  }
  throw new Refusal(
    'malformed',
    `"${text}" is not an instant: write one like 2023-06-30T10:00:00Z or 2023-06-30T18:00:00+08:00.`,
  );
};

/**
 * Reads a position of the log.
 *
 * @throws {Refusal} `malformed`: anything but digits.
 */
export const logPosition = (text: string): bigint => {
  if (!/^\d{1,19}$/.test(text))
    throw new Refusal('malformed', `"${text}" is not a position: write digits only, such as 42.`);
  return BigInt(text);
};

/**
 * Rejects an instant or position in the future, whose answer could change.
 *
 * @throws {Refusal} `as-of-in-future`: `recorded` is later than `now`.
 */
export const refuseFutureInstant = ({ recorded }: AsOf, now: Instant): void => {
  if (recorded !== undefined && recorded > now)
    throw new Refusal(
      'as-of-in-future',
      `${recorded} is in the future: give an instant in the past, or leave it out.`,
    );
};
