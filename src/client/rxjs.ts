import { Observable } from 'rxjs';
import type { Delivered, Follow, LedgerClient } from './client.js';

/** The changes that `client.follow` gives, as an Observable: each subscriber follows on its own until it unsubscribes. */
export const changes$ = (
  client: LedgerClient,
  follow: Omit<Follow, 'signal'> = {},
): Observable<Delivered> =>
  new Observable((subscriber) => {
    const leaving = new AbortController();
    const deliver = async (): Promise<void> => {
      for await (const change of client.follow({ ...follow, signal: leaving.signal }))
        subscriber.next(change);
      subscriber.complete();
    };
    deliver().catch((error: unknown) => subscriber.error(error));
    return () => leaving.abort();
  });
