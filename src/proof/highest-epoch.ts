import { join } from 'node:path';
import type { ProofSettings } from '../config/config.js';
import { Refusal } from '../domain/errors.js';
import { isCheckpoint } from './checkpoint.js';
import { epochIn } from './key-rotation.js';
import { checkpointsAt, placesOf } from './kept-checkpoints.js';
import { TREE_FILE } from './proof-files.js';
import { TreeFile } from './tree/tree-file.js';

/**
 * The highest epoch of a ledger of which a tree is kept, or a checkpoint at the places of LEDGER_CHECKPOINTS; 0 where none is. A restore
 * begins a later one: two histories of one epoch would have the same name. What cannot be read is left out: it must not prevent a restore.
 */
export const highestEpochKept = async (
  settings: ProofSettings,
  ledger: string,
): Promise<number> => {
  const sent = await unlessUnusable(() => checkpointsAt(placesOf(settings)));
  const epochs = [
    ...(await unlessUnusable(async () => epochsOfTree(settings, ledger))),
    ...sent.flatMap((each) => (isCheckpoint(each) ? (epochIn(each, ledger) ?? []) : [])),
  ];
  return Math.max(0, ...epochs);
};

const epochsOfTree = ({ folder }: ProofSettings, ledger: string): readonly number[] => {
  const tree = folder === null ? undefined : TreeFile.openExisting(join(folder, TREE_FILE));
  try {
    const states = tree?.states() ?? [];
    return states.filter((each) => each.ledger === ledger).map(({ epoch }) => epoch);
  } finally {
    tree?.close();
  }
};

const unlessUnusable = async <T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'proof-unusable') return [];
    throw error;
  }
};
