import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { tokenOf, type Token } from '../token.js';
import { partialOf, place, refuseExisting } from './new-file.js';
import { removeDatabaseFiles } from '../../sqlite/side-files.js';
import { copyLog, readWhole, settleFile } from './copy-log-file.js';

export interface BackedUp {
  readonly file: string;
  readonly events: number;
  readonly streams: number;
  readonly bytes: number;
  readonly epoch: number;
  /** Of the last event; null where there is none. */
  readonly lastToken: Token | null;
}

/** Told what is done, how much of it, of how much where that is known. */
export type CopyProgress = (
  what: 'pages copied' | 'events verified',
  done: number,
  total?: number,
) => void;

/**
 * Copies an embedded log in use into one file. It is read again whole before it gets its name; a copy that is not whole
 * never has it. Views are not in it: they come back from the log.
 */
export const backUp = async (
  log: string,
  file: string,
  progress: CopyProgress,
): Promise<BackedUp> => {
  refuseExisting(file);
  // The folder is the operator's to make: a slip in its name is told.
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
