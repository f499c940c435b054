import { randomUUID } from 'node:crypto';
import { decodeMeta } from '../../src/log/envelope.js';
import type {
  Appended,
  EventLog,
  NewEvent,
  EventPage,
  StoredEvent,
} from '../../src/log/event-log.js';
import type { Json } from '../../src/domain/values/json.js';

/** An event with this data; with a new id unless one is given. */
export const eventOf = (data: Json, id: string = randomUUID()): NewEvent => ({
  id,
  type: 'AgencyRegistered',
  schemaVersion: 1,
  data,
  actor: 'zhang',
  correlationId: 'correlation',
  causationId: null,
});

export const eventsOf = (n: number, name = 'event'): NewEvent[] =>
  Array.from({ length: n }, (_, i) => eventOf({ code: `${name}_${i}`, name: '宝山区' }));

/** The answer to the same append again. */
export const repeated = ({ version, position }: Appended): Appended => ({
  version,
  position,
  repeated: true,
});

export const collect = async (pages: AsyncIterable<EventPage>): Promise<StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const page of pages) {
    if (page.length === 0) throw new Error('a page is empty');
    events.push(...page);
  }
  return events;
};

/** Follows the log until it has seen so many events; `onPage` is called after each page. */
export const follow = async (
  log: EventLog,
  after: bigint,
  events: number,
  onPage: () => unknown = () => undefined,
): Promise<StoredEvent[]> => {
  const seen: StoredEvent[] = [];
  const enough = new AbortController();
  for await (const page of log.follow(after, enough.signal)) {
    if (page.length === 0) throw new Error('a page is empty');
    seen.push(...page);
    if (seen.length >= events) enough.abort();
    await onPage();
  }
  return seen;
};

export const idsOf = (events: readonly { readonly id: string }[]): string[] =>
  events.map(({ id }) => id);

/** Checks what must hold for every log: order, versions without gaps, times that never decrease, unique ids. */
export const expectValidLog = async (log: EventLog): Promise<StoredEvent[]> => {
  const all = await collect(log.readAll());
  const versions = new Map<string, number>();
  let last = { position: 0n, recordedAt: '' };
  for (const event of all) {
    const { recordedAt } = decodeMeta(event);
    expect(event.position > last.position).toBe(true);
    expect(recordedAt >= last.recordedAt).toBe(true);
    expect(event.version).toBe((versions.get(event.stream) ?? -1) + 1);
    versions.set(event.stream, event.version);
    last = { position: event.position, recordedAt };
  }
  expect(new Set(idsOf(all)).size).toBe(all.length);
  expect(await log.head()).toBe(last.position);
  return all;
};
