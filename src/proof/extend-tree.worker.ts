import { workerData } from 'node:worker_threads';
import { openLog } from '../log/open-log.js';
import { Prover } from './prover.js';
import type { TreeAt } from './extend-apart.js';

/** What a thread of its own does: it adds to the tree what is in the log and not in the tree yet. */
const { place, settings } = workerData as TreeAt;
const log = await openLog(place, { readonly: true });
const prover = new Prover(log, settings);
try {
  await prover.extendTree();
} finally {
  prover.close();
  await log.close();
}
