import type { Io } from '../cli/io.js';
import { withProgressBar } from '../cli/progress.js';
import type { Config } from '../config/config.js';
import { migrateLog } from '../log/migrate-log.js';

/** Rewrites the log of an earlier version before it is opened, and shows how far that is: a large one takes minutes. */
export const migrateWithBar = ({ log }: Config, io: Io): Promise<void> =>
  withProgressBar(io, { json: false }, async (show) =>
    migrateLog(log, (done, total) => show('events rewritten for this version', done, total)),
  );
