import { CHINA_TIME_MINUTES } from '../domain/values/as-of.js';
import type { CivilDate } from '../domain/values/civil-date.js';

/** The civil date of an instant in Shanghai, independent of this machine's time zone. */
export const shanghaiDate = (instant: string): CivilDate => dateOf(Date.parse(instant));

/** Today's civil date in Shanghai, by this machine's clock. */
export const shanghaiToday = (): CivilDate => dateOf(Date.now());

/** The instant at which a civil date begins in Shanghai, or the day that is `days` later. */
export const shanghaiDayStart = (day: CivilDate, days = 0): string =>
  new Date(Date.parse(day) - CHINA_TIME_MINUTES * 60_000 + days * 86_400_000).toISOString();

const dateOf = (ms: number): CivilDate =>
  new Date(ms + CHINA_TIME_MINUTES * 60_000).toISOString().slice(0, 10) as CivilDate;
