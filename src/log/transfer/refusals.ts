import { Refusal } from '../../domain/errors.js';

export const noLedger = (data: string): Refusal =>
  new Refusal(
    'not-found',
    `There is no ledger in ${data}: name with --data the folder that holds it.`,
  );

/** What only a file can do. */
export const notEmbedded = (what: string, instead: string): Refusal =>
  new Refusal(
    'data-folder-unusable',
    `LEDGER_LOG names a server, and ${what} is for a ledger in files: ${instead}.`,
  );
