import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { childProgram } from '../concurrency/child-program.js';
import type { ProofSettings } from '../config/config.js';
import type { LogPlace } from '../log/open-log.js';

/** A log, and where its tree is. */
export interface TreeAt {
  readonly place: LogPlace;
  readonly settings: ProofSettings;
}

/**
 * Adds to a tree what is in its log and not in the tree yet, on a thread of its own with connections of its own: the hashes of many
 * events would leave this thread no time for anything else.
 *
 * @throws {Error} what was thrown there; the tree has what was added until then.
 */
export const extendApart = async (at: TreeAt): Promise<void> => {
  const worker = new Worker(childProgram('proof/extend-tree.worker.js'), { workerData: at });
  await once(worker, 'exit');
};
