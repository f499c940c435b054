import { setTimeout as sleep } from 'node:timers/promises';

export const LATE: unique symbol = Symbol('late');

/** What `work` gives, or {@link LATE} when it takes longer than `ms`: it goes on then, and nobody waits for it. */
export const inTime = async <T>(work: Promise<T>, ms: number): Promise<T | typeof LATE> => {
  const enough = new AbortController();
  const late = sleep<typeof LATE>(ms, LATE, { signal: enough.signal });
  try {
    return await Promise.race([work, late.catch((): typeof LATE => LATE)]);
  } finally {
    enough.abort();
  }
};
