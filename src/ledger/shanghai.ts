import type { CivilDate } from '../domain/values/civil-date.js';

/** China has had one time zone without daylight saving time since 1991: UTC+8. */
const CHINA_TIME_MS = 8 * 3_600_000;

/** The civil date of an instant in Shanghai, independent of this machine's time zone. */
export const shanghaiDate = (instant: string): CivilDate => dateOf(Date.parse(instant));

/** Today's civil date in Shanghai, by this machine's clock. */
export const shanghaiToday = (): CivilDate => dateOf(Date.now());

const dateOf = (ms: number): CivilDate =>
  new Date(ms + CHINA_TIME_MS).toISOString().slice(0, 10) as CivilDate;
