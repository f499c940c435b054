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
import { epochSetAside, heldLog, setAside, type HeldLog } from './locked-log.js';
import { copyLog, readWhole, settleFile } from './copy-log-file.js';

export interface RestoredLog {
  readonly events: number;
  readonly streams: number;
  readonly epoch: number;
  /** Of the last event; null where there is none. */
  readonly lastToken: Token | null;
  /** Where the log is that stood in its place; null where none did. */
  readonly replaced: string | null;
}

export interface RestoreOptions {
  /** Takes the place of a log that is there; its file is kept beside. */
  readonly replace: boolean;
  readonly progress: CopyProgress;
}

/**
 * Puts a backup in the place of an embedded log, in one step: before it there is the old log, after it the new one. The
 * backup is read whole first. The epoch is raised above that of the backup and of the log that it replaces, so that a token
 * which was given out for what is lost is never taken for another event. The epoch of a log that cannot be read any more is
 * told by the files that earlier restores have kept beside it: where those are gone too, two histories may share an epoch.
 *
 * Refuses a place that is taken unless `replace` is given, one that another program has open, and a backup of another ledger.
 */
export const restoreLog = async (
  backup: string,
  file: string,
  { replace, progress }: RestoreOptions,
): Promise<RestoredLog> => {
  refuseTaken(backup, file, replace);
  const { identity, events, streams, lastPosition } = await readWhole(backup, (done) =>
    progress('events verified', done),
  );
  makeFolder(dirname(file));
  const held = existsSync(file) ? heldLog(file, backup) : undefined;
  const partial = partialOf(file);
  try {
    if (held?.identity && held.identity.ledger !== identity.ledger)
      throw new Refusal(
        'data-folder-unusable',
        `${backup} is of another ledger than ${file}: restore it into a folder of its own.`,
      );
    await copyLog(backup, partial, (done, total) => progress('pages copied', done, total));
    const before = held?.identity?.epoch ?? lostEpoch(file);
    const epoch = {
      epoch: Math.max(identity.epoch, before) + 1,
      ended: endedBy(identity, lastPosition, held),
    };
    begin(partial, epoch);
    const replaced = take(partial, file, held);
    const lastToken = events === 0 ? null : tokenOf(epoch.epoch, lastPosition);
    return { events, streams, epoch: epoch.epoch, lastToken, replaced };
  } finally {
    held?.release();
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
      `There is a ledger at ${file}: name another folder with --data, or give --replace, which keeps its file beside.`,
    );
};

const begin = (file: string, epoch: Epoch): void => {
  const db = openLogFile({ file });
  writeEpoch(db, epoch);
  db.close();
  settleFile(file);
};

const take = (partial: string, file: string, held: HeldLog | undefined): string | null => {
  const replaced = setAside(file, held);
  if (replaced === null) {
    place(partial, file);
    return null;
  }
  syncFile(partial);
  // One step: nobody ever finds no log here, and makes one.
  renameSync(partial, file);
  syncFile(dirname(file));
  return replaced;
};

/** That of a log which does not say it any more: after each one that was set aside came one of a higher epoch. */
const lostEpoch = (file: string): number => {
  const aside = epochSetAside(file);
  return aside === 0 ? 0 : aside + 1;
};

/** What the tokens of every epoch so far count in the restored log, which ends at `last`. */
const endedBy = (
  backup: LogIdentity,
  last: bigint,
  held: Pick<HeldLog, 'identity' | 'common'> | undefined,
): readonly EndedEpoch[] => {
  const old = held?.identity;
  const common = held?.common ?? last;
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

/** Of what was left of an epoch, what is left when the log ends at `common`. */
const cut = (each: EndedEpoch, common: bigint): EndedEpoch[] => {
  if (each.position <= common) return [each];
  return each.renumbered ? [] : [{ ...each, upTo: common, position: common }];
};
