import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Config } from '../config/config.js';
import { Refusal } from '../domain/errors.js';
import type { Io } from './io.js';

export const configOf = (data: string, env: Io['env']): Config => Config.of(env, { data });

/**
 * Whether there is a ledger to read. Refuses (`data-folder-unusable`) a place where none could be, so that a slip in the
 * path of a file is not taken for an empty ledger.
 */
export const hasLedger = (data: string, env: Io['env']): boolean => {
  const { log } = configOf(data, env);
  // Whether a server has one, it says itself: there it costs no folder to ask.
  if (log.kind !== 'sqlite') return true;
  const { file } = log;
  if (existsSync(file)) return true;
  let folder = resolve(dirname(file));
  while (!existsSync(folder)) folder = dirname(folder);
  if (!statSync(folder).isDirectory())
    throw new Refusal(
      'data-folder-unusable',
      `${folder} is not a folder: name with --data the folder that holds the ledger.`,
    );
  return false;
};
