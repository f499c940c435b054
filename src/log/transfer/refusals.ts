import { Refusal } from '../../domain/errors.js';

/** For a folder without a ledger. */
export const noLedger = (data: string): Refusal =>
  new Refusal('not-found', `There is no ledger in ${data}: name its folder with --data.`);

/** For commands that work on files only. */
export const notEmbedded = (what: string, instead: string): Refusal =>
  new Refusal(
    'data-folder-unusable',
    `LEDGER_LOG names a server, and ${what} is for a ledger in files: ${instead}.`,
  );
