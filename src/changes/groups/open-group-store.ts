import type { GroupsPlace } from '../../config/config.js';
import type { GroupStore } from './group-store.js';
import { SqliteGroupStore } from './sqlite-group-store.js';

/** Opens no connection and makes no file yet. */
export const groupStoreAt = async (place: GroupsPlace): Promise<GroupStore> => {
  if (place.kind === 'sqlite') return new SqliteGroupStore(place.file);
  // Loaded only when it is used: the embedded ledger needs no client of a server.
  const { PostgresGroupStore } = await import('./postgres-group-store.js');
  return new PostgresGroupStore(place.url);
};
