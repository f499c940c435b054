import { until } from '../../test/support/until.js';
import type { EventPage, StoredEvent } from './event-log.js';
import { LogTail } from './log-tail.js';

const eventAt = (position: number): StoredEvent => ({
  position: BigInt(position),
  stream: 'agency-a',
  version: position - 1,
  id: String(position),
  type: 'AgencyRegistered',
  data: '{}',
  meta: '{}',
});

/** A log of so many events, which are added to its tail as they are recorded. */
const logOf = (recorded: number) => {
  const events = Array.from({ length: recorded }, (_, n) => eventAt(n + 1));
  const counts = { starts: 0, ends: 0, reads: 0 };
  const tail: LogTail = new LogTail({
    start: () => {
      counts.starts += 1;
      tail.begin(BigInt(events.length));
      return () => (counts.ends += 1);
    },
    async *history(after) {
      counts.reads += 1;
      yield events.slice(Number(after));
    },
  });
  const record = (count: number): void => {
    const page = Array.from({ length: count }, (_, n) => eventAt(events.length + 1 + n));
    events.push(...page);
    tail.add(page);
  };
  return { tail, counts, record };
};

describe('The tail of a log', () => {
  it('is read while somebody follows, and is forgotten then', async () => {
    const { tail, counts, record } = logOf(3);
    const stop = new AbortController();
    const seen: bigint[][] = [[], []];
    const following = seen.map(async (positions) => {
      for await (const page of tail.follow(3n, stop.signal))
        positions.push(...page.map(({ position }) => position));
    });
    record(2);
    await until('the events', () => seen.every(({ length }) => length === 2));
    stop.abort();
    await Promise.all(following);
    expect(seen).toEqual([
      [4n, 5n],
      [4n, 5n],
    ]);
    expect(counts).toEqual({ starts: 1, ends: 1, reads: 0 });
    expect(tail.end).toBeUndefined();
  });

  it('gives what is kept between two positions, once it is there, to who does not follow', async () => {
    const { tail, record } = logOf(3);
    const positions = async (after: bigint, upTo: bigint, timeoutMs: number) =>
      (await tail.between(after, upTo, timeoutMs))?.map(({ position }) => position);
    expect(await positions(3n, 3n, 0)).toBeUndefined();
    const stop = new AbortController();
    const following = (async () => {
      for await (const _ of tail.follow(3n, stop.signal));
    })();
    expect(await positions(3n, 3n, 0)).toEqual([]);
    const coming = positions(3n, 5n, 10_000);
    record(3);
    expect(await coming).toEqual([4n, 5n]);
    expect(await positions(4n, 6n, 0)).toEqual([5n, 6n]);
    expect(await positions(2n, 6n, 0)).toBeUndefined();
    expect(await positions(4n, 7n, 0)).toBeUndefined();
    stop.abort();
    await following;
    expect(await positions(4n, 6n, 0)).toBeUndefined();
  });

  it('keeps a bounded number of events: who is slower reads the log, and misses nothing', async () => {
    const { tail, counts, record } = logOf(1);
    const slow = tail.follow(1n, new AbortController().signal);
    record(1);
    const seen: bigint[] = [];
    const take = async (): Promise<void> => {
      const page = (await slow.next()).value as EventPage;
      seen.push(...page.map(({ position }) => position));
    };
    const first = take();
    await first;
    for (let i = 0; i < 5; i += 1) record(700);
    while (seen.length < 3_501) await take();
    record(1);
    await take();
    expect(seen).toEqual(Array.from({ length: 3_502 }, (_, n) => BigInt(n + 2)));
    expect(counts.reads).toBe(2);
    await slow.return(undefined);
    expect(counts.ends).toBe(1);
  });

  it('gives who takes them the new events at once, what came while one was taken after that, and misses nothing', async () => {
    const { tail, record } = logOf(2);
    const stop = new AbortController();
    const seen: bigint[] = [];
    const pulled: bigint[] = [];
    let isBusy = false;
    let finish = (): void => undefined;
    const take = (page: EventPage): Promise<void> | undefined => {
      seen.push(...page.map(({ position }) => position));
      return isBusy ? new Promise((resolve) => (finish = resolve)) : undefined;
    };
    const following = (async () => {
      for await (const page of tail.follow(0n, stop.signal, take)) {
        pulled.push(...page.map(({ position }) => position));
        await take(page);
      }
    })();
    await until('the history', () => seen.length === 2);
    await new Promise(setImmediate);
    record(1);
    expect(seen).toEqual([1n, 2n, 3n]);
    isBusy = true;
    record(1);
    record(2);
    expect(seen).toEqual([1n, 2n, 3n, 4n]);
    isBusy = false;
    finish();
    await until('the rest', () => seen.length === 6);
    await new Promise(setImmediate);
    record(1);
    expect(seen).toEqual([1n, 2n, 3n, 4n, 5n, 6n, 7n]);
    expect(pulled).toEqual([1n, 2n, 5n, 6n]);
    stop.abort();
    await following;
    expect(tail.end).toBeUndefined();
    record(1);
    expect(seen).toHaveLength(7);
  });

  it('ends a follower that cannot take an event with its error, and no other', async () => {
    const { tail, record } = logOf(1);
    const stop = new AbortController();
    const seen: bigint[] = [];
    const failing = tail.follow(1n, stop.signal, () => {
      throw new Error('not readable');
    });
    const failed = failing.next();
    const other = tail.follow(1n, stop.signal, (page) => void seen.push(page[0]!.position));
    const ended = other.next();
    record(1);
    await expect(failed).rejects.toThrow('not readable');
    expect(seen).toEqual([2n]);
    stop.abort();
    expect((await ended).done).toBe(true);
  });

  it('that fails ends its followers with the error, and begins anew for the next', async () => {
    const { tail, counts, record } = logOf(1);
    const { signal } = new AbortController();
    const waiting = [1, 2].map(() => tail.follow(1n, signal).next());
    // This one has not come back for more.
    const busy = tail.follow(0n, signal);
    await busy.next();
    tail.fail(new Error('away'));
    for (const each of waiting) await expect(each).rejects.toThrow('away');
    const next = tail.follow(1n, signal).next();
    record(1);
    expect((await next).value).toHaveLength(1);
    expect(counts).toMatchObject({ starts: 2, ends: 1 });
    await expect(busy.next()).rejects.toThrow('away');
  });
});
