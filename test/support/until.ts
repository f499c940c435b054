import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 5;
/** Against a hang. A test that starts processes or servers may take as long. */
const UNTIL_MS_MAX = 120_000;

/**
 * Waits until something is true, however long that takes on a slow machine: the limit of the test ends the wait.
 *
 * @throws {Error} it is not true after two minutes; `what` says what was waited for.
 */
export const until = async (
  what: string,
  isTrue: () => boolean | Promise<boolean>,
): Promise<void> => {
  for (let polls = 0; !(await isTrue()); polls += 1) {
    if (polls * POLL_MS > UNTIL_MS_MAX) throw new Error(`waited in vain: ${what}`);
    await sleep(POLL_MS);
  }
};
