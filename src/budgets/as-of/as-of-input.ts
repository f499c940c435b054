import { isCivilDate, type Instant } from '../../domain/values/civil-date.js';
import { Refusal } from '../../domain/errors.js';
import type { AsOf } from './as-of.js';

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d{2}(?::?\d{2})?)?$/;
const OFFSET_HOURS_MAX = 18;

/**
 * Reads an instant of ISO 8601 and gives it in UTC, cut to the millisecond. A date-time without an offset is that of
 * Asia/Shanghai, as the ledger's dates are. Refuses (`malformed`) what no clock shows.
 */
export const instant = (text: string): Instant => {
  const [, day, hours, minutes, seconds = '00', fraction = '', zone = '+08:00'] =
    INSTANT.exec(text) ?? [];
  const offset = zone.toUpperCase() === 'Z' ? '+00:00' : withMinutes(zone);
  const isOnTheClock =
    day !== undefined &&
    isCivilDate(day) &&
    Number(hours) <= 23 &&
    Number(minutes) <= 59 &&
    Number(seconds) <= 59 &&
    Number(offset.slice(1, 3)) <= OFFSET_HOURS_MAX &&
    Number(offset.slice(4)) <= 59;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const utc = isOnTheClock
    ? new Date(`${day}T${hours}:${minutes}:${seconds}.${milliseconds}${offset}`).toISOString()
    : '';
  // An offset may lead out of the years that are written with four digits, and only those sort as text.
  if (utc.length !== 'YYYY-MM-DDTHH:mm:ss.sssZ'.length)
    throw new Refusal(
      'malformed',
      `"${text}" is not an instant: write one like 2023-06-30T10:00:00Z or 2023-06-30T18:00:00+08:00.`,
    );
  return utc as Instant;
};

/** `+08` and `+0800` are `+08:00`. */
const withMinutes = (zone: string): string =>
  `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;

/** Refuses (`as-of-in-future`) a question about what will be known: its answer would not be repeatable. */
export const refuseFuture = ({ recorded }: AsOf, now: Date): void => {
  if (recorded !== undefined && recorded > now.toISOString())
    throw new Refusal(
      'as-of-in-future',
      `${recorded} has not come yet: ask about an instant that has, or leave it out.`,
    );
};

/** The question about the past that the flags ask. */
export const asOfOf = ({ effective, recorded, position }: AsOf): AsOf => {
  const asOf = { effective, recorded, position };
  refuseFuture(asOf, new Date());
  return asOf;
};
