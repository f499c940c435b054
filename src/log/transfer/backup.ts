import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { tokenOf, type Token } from '../token.js';
import { partialOf, place, refuseExisting } from './new-file.js';
import { removeDatabaseFiles } from '../../sqlite/side-files.js';
import { copyLog, readWhole, settleFile } from './copy-log-file.js';

/** What was copied; `bytes` is the size of the copy. */
export interface BackedUp {
  readonly file: string;
  readonly events: number;
  readonly streams: number;
  readonly bytes: number;
  readonly epoch: number;
  /** Of the last event; null where there is none. */
  readonly lastToken: Token | null;
}

/** Called with the kind of work, how much is done, and the total where it is known. */
export type CopyProgress = (
  what: 'pages copied' | 'events verified',
  done: number,
  total?: number,
) => void;

/**
 * Copies an embedded log, which may be in use, into one file, and verifies the copy before the file gets its final name.
 * Views are not copied: they are rebuilt from the log.
 *
 * @throws {Refusal} `data-folder-unusable`: the file exists already.
 * @throws {LogCorrupt} the copy is not a valid log.
 */
export const backUp = async (
  log: string,
  file: string,
  progress: CopyProgress,
): Promise<BackedUp> => {
  refuseExisting(file);
  // The folder is not created, so that a typing error in its name is noticed.
  statSync(dirname(file));
  const partial = partialOf(file);
  try {
    await copyLog(log, partial, (done, total) => progress('pages copied', done, total));
    settleFile(partial);
    const { identity, events, streams, lastPosition } = await readWhole(partial, (done) =>
      progress('events verified', done),
    );
    const bytes = statSync(partial).size;
    place(partial, file);
    const { epoch } = identity;
    const lastToken = events === 0 ? null : tokenOf(epoch, lastPosition);
    return { file, events, streams, bytes, epoch, lastToken };
  } catch (error) {
    removeDatabaseFiles(partial);
    throw error;
  }
};
