import type { RecordedEvent } from '../domain/events/recorded-event.js';
import type { Json } from '../domain/values/json.js';
import { canonical } from '../log/canonical.js';
import type { EventPage, StoredEvent } from '../log/event-log.js';
import { changeOf, type Names } from './change.js';
import { cloudEventOf } from './cloud-event.js';
import { SharedChange, sharedPage, SharedPage, Spelling } from './shared-changes.js';
import { ndjson, serverSentEvents } from './stream-formats.js';

const LEDGER = '10000000-0000-4000-8000-000000000000';
const NAMES: Names = {
  agency: { code: 'wenhua', name: '文化局 "}}"' },
  lineOf: (line) => `名称 ${line}`,
};
const event = {
  id: '20000000-0000-4000-8000-000000000000',
  type: 'AgencyRegistered',
  stream: 'agency-wenhua',
  budget: null,
  position: 7n,
  sequence: 7,
  version: 0,
  recordedAt: '2024-01-01T00:00:00.000Z',
  actor: 'zhang',
  authenticated: true,
  correlationId: 'c1',
  causationId: null,
  schemaVersion: 1,
  data: { code: 'wenhua', name: '文化局 "}}"' },
} as unknown as RecordedEvent;
const storedAs = (data: string): StoredEvent => ({ data }) as StoredEvent;
const shared = (of: RecordedEvent = event, stored?: string): SharedChange =>
  new SharedChange(of, storedAs(stored ?? canonical(of.data as unknown as Json)), NAMES, 'hash+/=');
const change = changeOf(event, NAMES, 'hash+/=');

describe('The JSON of a change', () => {
  it.each([undefined, 0, 12])('is that of the change with what it skips: %s', (skipped) => {
    const counted = skipped === undefined ? change : { ...change, skipped };
    const made = shared();
    // Once made, and once found.
    for (let reader = 0; reader < 2; reader += 1) {
      expect(made.json(null, skipped)).toBe(JSON.stringify(counted));
      expect(made.json(LEDGER, skipped)).toBe(JSON.stringify(cloudEventOf(counted, LEDGER)));
    }
  });

  it.each<[string, object, string | undefined]>([
    [
      'are of one day',
      {
        type: 'LineEntered',
        data: { amount: '1.00', effectiveOn: '2024-01-01', line: 'revenue/101' },
      },
      undefined,
    ],
    [
      'name a line, whose name the change has beside it',
      { type: 'LineLinked', data: { line: 'revenue/101', reason: '延续' } },
      undefined,
    ],
    [
      'have legs, whose names the change has beside them',
      { type: 'AmendmentProposed', data: { legs: [{ key: 'revenue/101', delta: '1.00' }] } },
      undefined,
    ],
    [
      'were stored on several lines by another program',
      {},
      '{\n  "code": "wenhua",\r  "name": "文化局"\n}',
    ],
    ['were stored in an earlier shape', { schemaVersion: 0 }, '{"agency":"wenhua"}'],
  ])('is that of the change where its data %s', (_, other, stored) => {
    const of = { ...event, ...other } as RecordedEvent;
    expect(shared(of, stored).json(null, 3)).toBe(
      JSON.stringify({ ...changeOf(of, NAMES, 'hash+/='), skipped: 3 }),
    );
  });
});

describe('The frame of a change', () => {
  const spellings = (): Spelling[] =>
    [ndjson, serverSentEvents].flatMap((format) =>
      [1, 2].flatMap((epoch) => [null, LEDGER].map((of) => new Spelling(format, epoch, of))),
    );

  it('is one object for all readers of a kind of stream, and none for others', () => {
    const made = shared();
    const [first, second] = [spellings(), spellings()].map((readers) =>
      readers.map((each) => each.frame(made, undefined)),
    );
    expect(new Set(first).size).toBe(8);
    for (const [i, frame] of first!.entries()) expect(second![i]).toBe(frame);
  });

  it('has what its reader skips', () => {
    const made = shared();
    const spelling = new Spelling(serverSentEvents, 1, null);
    for (const skipped of [undefined, 0, 12, undefined])
      expect(spelling.frame(made, skipped).toString()).toBe(
        `id: e1-00000000000000000007\ndata: ${JSON.stringify(skipped === undefined ? change : { ...change, skipped })}\n\n`,
      );
  });
});

describe('A page of the log', () => {
  it('is read once by all readers that get it, with the hashes of the events before and without', () => {
    const page: EventPage = [];
    expect(sharedPage(page, true)).toBe(sharedPage(page, true));
    expect(sharedPage(page, false)).not.toBe(sharedPage(page, true));
    expect(sharedPage([], true)).not.toBe(sharedPage(page, true));
  });

  it.each([true, false])('has each change once (read at once: %s)', async (isAtOnce) => {
    let made = 0;
    const one = shared();
    const make = (): SharedChange | Promise<SharedChange> => {
      made += 1;
      return isAtOnce ? one : Promise.resolve(one);
    };
    const page = new SharedPage([]);
    const given = await Promise.all([1, 2, 3].map(async () => page.change(2, make)));
    expect(new Set([...given, await page.change(2, make)])).toEqual(new Set([one]));
    expect(made).toBe(1);
  });

  it('makes a change again after the log could not be read', async () => {
    const page = new SharedPage([]);
    const away = (): Promise<SharedChange> => Promise.reject(new Error('away'));
    await expect(Promise.all([page.change(0, away), page.change(0, away)])).rejects.toThrow('away');
    const one = shared();
    expect(await page.change(0, () => one)).toBe(one);
  });
});
