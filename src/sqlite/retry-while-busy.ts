import { sqliteCode } from './sqlite-code.js';

const ATTEMPTS_MAX = 200;
const PAUSE_MS = 10;

/**
 * Waits for other processes where the busy timeout of SQLite does not apply, as when a new file is switched to WAL. Blocks the process.
 *
 * @throws the error of the last attempt; any error that is not `SQLITE_BUSY…` at once.
 */
export const retryWhileBusy = <T>(work: () => T): T => {
  for (let attempt = 1; ; attempt += 1)
    try {
      return work();
    } catch (error) {
      if (!sqliteCode(error).startsWith('SQLITE_BUSY') || attempt === ATTEMPTS_MAX) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
};
