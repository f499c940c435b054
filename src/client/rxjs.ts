import { Observable } from 'rxjs';
import type { Delivered, Follow, LedgerClient } from './client.js';

/**
 * The changes that `client.follow` gives, as an Observable: each subscriber follows on its own until it unsubscribes. It cannot tell when a
 * subscriber is done with a change, so that each stores the token of the change with its effect.
 */
export const changes$ = (
  client: LedgerClient,
  follow: Omit<Follow, 'signal' | 'checkpoint'> = {},
): Observable<Delivered> =>
  new Observable((subscriber) => {
    const leaving = new AbortController();
    const deliver = async (): Promise<void> => {
      const { signal } = leaving;
      for await (const change of client.follow({ ...follow, signal })) subscriber.next(change);
      subscriber.complete();
    };
    deliver().catch((error: unknown) => subscriber.error(error));
    return () => leaving.abort();
  });
