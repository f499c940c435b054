import type { Kysely } from 'kysely';
import * as base from './0001-base.js';
import type { BaseTypes } from './base-types.js';

export type { BaseTypes } from './base-types.js';

/**
 * The schema of the views' database, in order. Views are disposable, so that nobody migrates data: a database whose last
 * migration is not the last one here is dropped and filled again from the log.
 */
export const viewsMigrations: readonly {
  readonly name: string;
  readonly up: (db: Kysely<unknown>, types: BaseTypes) => Promise<void>;
}[] = [{ name: '0001-base', up: base.up }];
