import { parentPort, workerData } from 'node:worker_threads';
import { failureOf } from '../../domain/errors.js';
import { openLog } from '../../log/open-log.js';
import type { Told, ViewsToCompare } from './compare-apart.js';
import { compareKeptViews } from './compare-views.js';

const tell = (told: Told): void => parentPort!.postMessage(told);

const { log: place, views } = workerData as ViewsToCompare;
try {
  const log = await openLog(place, { readonly: true });
  try {
    tell({ compared: await compareKeptViews(log, views, (done) => tell({ done })) });
  } finally {
    await log.close();
  }
} catch (error) {
  tell(failureOf(error));
}
