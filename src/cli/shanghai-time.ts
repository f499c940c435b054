import { CHINA_TIME_MINUTES } from '../domain/values/as-of.js';

/**
 * An instant as people in Shanghai read it, with its offset: `2023-06-30 18:00:00.123+08:00`. `--recorded` takes it back as it
 * stands. Answers for programs have UTC.
 */
export const shanghaiTime = (instant: string): string =>
  new Date(Date.parse(instant) + CHINA_TIME_MINUTES * 60_000)
    .toISOString()
    .replace('T', ' ')
    .replace('Z', '+08:00');
