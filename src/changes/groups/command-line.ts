import type { Ledger, Service } from '../../cli/ledger.js';
import type { EventLog } from '../../log/event-log.js';
import type { Views } from '../../views/views-database.js';
import type { NamesInLog } from '../names-in-log.js';
import type { GroupStore } from './group-store.js';

/** Sends a request to a route below one path, and gives the JSON of its answer. */
export type Sent = <T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  parts: readonly string[],
  body?: object,
) => Promise<T>;

/** What sends requests to the routes of a service below a path, such as `/v1/groups`. */
export const sentTo =
  (service: Service, path: string): Sent =>
  async <T>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    parts: readonly string[],
    body?: object,
  ): Promise<T> => {
    const { bytes } = await service.send({
      path: [path, ...parts.map(encodeURIComponent)].join('/'),
      ...(method !== 'GET' && { method }),
      ...(body !== undefined && { body }),
      withoutKey: true,
    });
    return JSON.parse(bytes.toString()) as T;
  };

/** Works with the store of the groups of a ledger in a data folder. */
export const withGroupStore = <T>(
  ledger: Ledger,
  work: (store: GroupStore, log: EventLog, views: Views, names: NamesInLog) => Promise<T>,
): Promise<T> =>
  ledger.read(async ({ get }) => {
    const { EventLog: Log } = await import('../../log/event-log.js');
    const { Views: ViewsOf } = await import('../../views/views-database.js');
    const { NamesInLog: Names } = await import('../names-in-log.js');
    const { groupStoreAt } = await import('./open-group-store.js');
    const log = get(Log);
    const store = await groupStoreAt(ledger.config.groups);
    try {
      return await work(store, log, get(ViewsOf), new Names(log));
    } finally {
      await store.close();
    }
  });
