import { CHINA_TIME_MINUTES } from '../domain/values/as-of.js';
import type { CivilDate } from '../domain/values/civil-date.js';

/** The civil date of an instant in Shanghai, independent of this machine's time zone. */
export const shanghaiDate = (instant: string): CivilDate => dateOf(Date.parse(instant));

/** Today's civil date in Shanghai, by this machine's clock. */
export const shanghaiToday = (): CivilDate => dateOf(Date.now());

const dateOf = (ms: number): CivilDate =>
  new Date(ms + CHINA_TIME_MINUTES * 60_000).toISOString().slice(0, 10) as CivilDate;
