import type { Kysely } from 'kysely';
import * as base from './0001-base.js';
import * as settled from './0002-settled.js';
import type { BaseTypes } from './base-types.js';

/** The types of columns that a migration of the views gets from the engine. */
export type { BaseTypes } from './base-types.js';

/**
 * The migrations of the views' database, in order. Views are disposable, so no data is migrated: a database whose last
 * migration is not the last one here is dropped and rebuilt from the log.
 */
export const viewsMigrations: readonly {
  readonly name: string;
  readonly up: (db: Kysely<unknown>, types: BaseTypes) => Promise<void>;
}[] = [
  { name: '0001-base', up: base.up },
  { name: '0002-settled', up: settled.up },
];
