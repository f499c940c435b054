import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config.js';
import { Refusal } from '../domain/errors.js';
import type { EndedEpoch, EventLog } from '../log/event-log.js';
import { openLog } from '../log/open-log.js';
import { tokenOf, type Token } from '../log/token.js';
import { Hasher } from '../proof/hasher.js';
import { isSame } from '../proof/tree/merkle.js';
import { leafAt } from '../proof/earlier-tree.js';
import { TREE_FILE } from '../proof/proof-files.js';
import { TreeFile } from '../proof/tree/tree-file.js';
import { openViews } from '../views/open-views.js';

/** A log after it was adopted. */
export interface AdoptedLog {
  readonly epoch: number;
  readonly events: number;
  /** Of the last event; null where there is none. */
  readonly lastToken: Token | null;
  /** Of the last event that the earlier history is known to have too, in the new epoch; null where none is known. */
  readonly lastCommonToken: Token | null;
}

/**
 * Begins a new epoch on a log whose server was restored by its own means, above every epoch that the tree and the views know,
 * so that a token of a lost event is never taken for another event. Up to where the log has the events of the tree, tokens of
 * before name the event from which a reader goes on.
 *
 * @param progress Called with the number of events read so far.
 * @throws {Refusal} `data-folder-unusable`: the log is a file, which `restore` replaces.
 * @throws {Refusal} `proof-unusable`: the tree cannot be read, or is of another ledger.
 */
export const adoptLog = async (
  { log: engine, views, proof: { folder } }: Config,
  progress: (done: number) => void = () => {},
): Promise<AdoptedLog> => {
  if (engine.kind === 'sqlite')
    throw new Refusal(
      'data-folder-unusable',
      'The log is a file, and log adopt is for a log on a server: use budget-ledger restore.',
    );
  const tree = folder === null ? undefined : TreeFile.openExisting(join(folder, TREE_FILE));
  const log = await openLog(engine, {});
  try {
    const { ledger, epoch: before, ended } = await log.identity();
    const { events, last, common } = await compared(log, tree, ledger, progress);
    const highest = Math.max(
      before,
      tree?.states().at(-1)?.epoch ?? 0,
      await epochOfViews(views, ledger),
    );
    const epoch = highest + 1;
    await log.beginEpoch({
      epoch,
      ended: [...ended.flatMap((each) => upTo(each, common)), ...since(before, highest, common)],
    });
    return {
      epoch,
      events,
      lastToken: events === 0 ? null : tokenOf(epoch, last),
      lastCommonToken: common === 0n ? null : tokenOf(epoch, common),
    };
  } finally {
    tree?.close();
    await log.close();
  }
};

interface Compared {
  readonly events: number;
  readonly last: bigint;
  /** The position of the last event up to which log and tree have the same events; 0n where none is known. */
  readonly common: bigint;
}

const compared = async (
  log: EventLog,
  tree: TreeFile | undefined,
  ledger: string,
  progress: (done: number) => void,
): Promise<Compared> => {
  const state = tree?.states().at(-1);
  if (state !== undefined && state.ledger !== ledger)
    throw new Refusal(
      'proof-unusable',
      `${tree!.file} is the tree of another ledger: give each ledger its own LEDGER_PROOF; where the log was lost, restore it from a backup.`,
    );
  const hasher = state && new Hasher(state.hash);
  let [events, last, common, isCommon] = [0, 0n, 0n, true];
  for await (const page of log.readAll()) {
    for (const stored of page) {
      const leaf = state && leafAt(tree!, state.epoch, events);
      isCommon &&= leaf !== undefined && isSame(leaf, hasher!.event(stored));
      if (isCommon) common = stored.position;
      events += 1;
      last = stored.position;
    }
    progress(events);
  }
  return { events, last, common };
};

/** The epoch of the views; 0 where there are none of this ledger. */
const epochOfViews = async (engine: Config['views'], ledger: string): Promise<number> => {
  if (engine.kind === 'sqlite' && !existsSync(engine.file)) return 0;
  const views = await openViews(engine, () => {});
  try {
    const origin = await views.db.selectFrom('views_origin').selectAll().executeTakeFirst();
    return origin?.ledger === ledger ? Number(origin.epoch) : 0;
  } finally {
    await views.close();
  }
};

/** How much of an earlier epoch is in the log still. */
const upTo = (each: EndedEpoch, common: bigint): readonly EndedEpoch[] => {
  if (each.position <= common) return [each];
  return each.renumbered ? [] : [{ ...each, upTo: common, position: common }];
};

/** The epochs that end now: the log's, and later ones that it has lost. */
const since = (first: number, last: number, common: bigint): readonly EndedEpoch[] =>
  Array.from({ length: last - first + 1 }, (_, i) => ({
    epoch: first + i,
    upTo: common,
    position: common,
    renumbered: false,
  }));
