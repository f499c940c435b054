import { AsyncLocalStorage } from 'node:async_hooks';
import type { Reach } from './reach.js';

/** What the caller of a request may see and change. */
export interface Access {
  /** What exists for the caller: everything else is answered as if it did not. */
  readonly sees: Reach;
  /** What the caller may change; a part of what it sees. */
  readonly changes: Reach;
}

const current = new AsyncLocalStorage<Access>();

/** Runs `work`, and whatever it awaits, within the access of a caller. */
export const within = <T>(access: Access, work: () => T): T => current.run(access, work);

/** Runs work of the ledger itself, such as the other half of a transfer: the caller that started it does not limit it. */
export const unlimited = <T>(work: () => T): T => current.exit(work);

/** What the caller may see; undefined where nothing limits it: the ledger's own work, the command line, or no authentication. */
export const seen = (): Reach | undefined => current.getStore()?.sees;

/** What the caller may change; undefined as for {@link seen}. */
export const changeable = (): Reach | undefined => current.getStore()?.changes;
