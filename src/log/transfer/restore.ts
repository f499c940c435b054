import { existsSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../../sqlite/make-folder.js';
import { removeDatabaseFiles } from '../../sqlite/side-files.js';
import { Refusal } from '../../domain/errors.js';
import type { EndedEpoch, Epoch, LogIdentity } from '../event-log.js';
import { openLogFile } from '../sqlite/open-log-file.js';
import { writeEpoch } from '../sqlite/restore.js';
import { tokenOf, type Token } from '../token.js';
import type { CopyProgress } from './backup.js';
import { partialOf, place, syncFile } from './new-file.js';
import { highestEpochAside, lockLog, moveAside, type LockedLog } from './locked-log.js';
import { copyLog, readWhole, settleFile } from './copy-log-file.js';

/** The log after a restore. */
export interface RestoredLog {
  readonly events: number;
  readonly streams: number;
  readonly epoch: number;
  /** Of the last event; null where there is none. */
  readonly lastToken: Token | null;
  /** Where the replaced log is now; null when there was none. */
  readonly replaced: string | null;
}

/** Whether an existing log may be replaced, and who hears of the progress. */
export interface RestoreOptions {
  /** Replaces an existing log; its file is kept under another name. */
  readonly replace: boolean;
  /** The highest epoch of a ledger that is known beside its log, as by checkpoints; default none. */
  readonly knownEpoch?: (ledger: string) => Promise<number>;
  readonly progress: CopyProgress;
}

/**
 * Replaces an embedded log with a backup, atomically: there is either the old log or the new one. The backup is verified
 * first. The new epoch is above that of the backup and of the replaced log, so that a token of a lost event is never taken
 * for another event. The epoch of a log that cannot be read is taken from the names of the files that earlier restores have
 * moved aside: if those are gone too, two histories may share an epoch.
 *
 * @throws {Refusal} `data-folder-unusable`: there is a log and `replace` is false, or the backup is of another ledger.
 * @throws {LogUnavailable} another program has the log open.
 * @throws {LogCorrupt} the backup is damaged.
 */
export const restoreLog = async (
  backup: string,
  file: string,
  { replace, progress, knownEpoch = () => Promise.resolve(0) }: RestoreOptions,
): Promise<RestoredLog> => {
  refuseTaken(backup, file, replace);
  const { identity, events, streams, lastPosition } = await readWhole(backup, (done) =>
    progress('events verified', done),
  );
  makeFolder(dirname(file));
  const locked = existsSync(file) ? lockLog(file, backup) : undefined;
  const partial = partialOf(file);
  try {
    if (locked?.identity && locked.identity.ledger !== identity.ledger)
      throw new Refusal(
        'data-folder-unusable',
        `${backup} is a backup of another ledger than ${file}: restore it into another folder.`,
      );
    await copyLog(backup, partial, (done, total) => progress('pages copied', done, total));
    const before = Math.max(
      locked?.identity?.epoch ?? lostEpoch(file),
      await knownEpoch(identity.ledger),
    );
    const noted = endedBy(identity, lastPosition, locked);
    const epoch = {
      epoch: Math.max(identity.epoch, before) + 1,
      ended: [...noted, ...lostEpochs(noted.at(-1)!.epoch, before)],
    };
    begin(partial, epoch);
    const replaced = swapIn(partial, file, locked);
    const lastToken = events === 0 ? null : tokenOf(epoch.epoch, lastPosition);
    return { events, streams, epoch: epoch.epoch, lastToken, replaced };
  } finally {
    locked?.release();
    removeDatabaseFiles(partial);
  }
};

const refuseTaken = (backup: string, file: string, replace: boolean): void => {
  const { ino, dev } = statSync(backup);
  if (!existsSync(file)) return;
  const there = statSync(file);
  if (there.ino === ino && there.dev === dev)
    throw new Refusal('data-folder-unusable', `${backup} is the ledger itself: name a backup.`);
  if (!replace)
    throw new Refusal(
      'data-folder-unusable',
      `There is a ledger at ${file}: name another folder with --data, or give --replace, which keeps its file under another name.`,
    );
};

const begin = (file: string, epoch: Epoch): void => {
  const db = openLogFile({ file });
  writeEpoch(db, epoch);
  db.close();
  settleFile(file);
};

const swapIn = (partial: string, file: string, locked: LockedLog | undefined): string | null => {
  const replaced = moveAside(file, locked);
  if (replaced === null) {
    place(partial, file);
    return null;
  }
  syncFile(partial);
  // Atomic: no other process can find the place empty and create a log.
  renameSync(partial, file);
  syncFile(dirname(file));
  return replaced;
};

/** The epoch of a log that cannot be read: each restore increased the epoch of the log that it moved aside. */
const lostEpoch = (file: string): number => {
  const aside = highestEpochAside(file);
  return aside === 0 ? 0 : aside + 1;
};

/** For all earlier epochs, how much of their history is in the restored log, which ends at `last`. */
const endedBy = (
  backup: LogIdentity,
  last: bigint,
  locked: Pick<LockedLog, 'identity' | 'common'> | undefined,
): readonly EndedEpoch[] => {
  const old = locked?.identity;
  const common = locked?.common ?? last;
  const upTo = old?.epoch === backup.epoch ? common : last;
  const rows: EndedEpoch[] = [
    ...backup.ended,
    { epoch: backup.epoch, upTo, position: upTo, renumbered: false },
  ];
  if (old && old.epoch > backup.epoch)
    rows.push(
      ...old.ended.flatMap((each) => (each.epoch > backup.epoch ? cut(each, common) : [])),
      { epoch: old.epoch, upTo: common, position: common, renumbered: false },
    );
  return rows;
};

/** The epochs after one that ended with a log that is gone or cannot be read: how much of them is in the backup is not known. */
const lostEpochs = (after: number, last: number): readonly EndedEpoch[] =>
  Array.from({ length: Math.max(0, last - after) }, (_, i) => ({
    epoch: after + 1 + i,
    upTo: 0n,
    position: 0n,
    renumbered: false,
  }));

/** The same for one epoch when the log ends at `common`. */
const cut = (each: EndedEpoch, common: bigint): EndedEpoch[] => {
  if (each.position <= common) return [each];
  return each.renumbered ? [] : [{ ...each, upTo: common, position: common }];
};
