import type { Change } from './change.js';
import { cloudEventOf } from './cloud-event.js';
import { SharedChange, sharedPage, SharedPage, Spelling } from './shared-changes.js';
import { ndjson, serverSentEvents } from './stream-formats.js';
import type { EventPage } from '../log/event-log.js';

const LEDGER = '10000000-0000-4000-8000-000000000000';
const change = {
  position: '7',
  sequence: 7,
  id: '20000000-0000-4000-8000-000000000000',
  type: 'AgencyRegistered',
  stream: 'agency-wenhua',
  budget: null,
  agency: null,
  recordedAt: '2024-01-01T00:00:00.000Z',
  effectiveOn: null,
  actor: 'zhang',
  version: 0,
  data: { agency: { code: 'wenhua', name: '文化局 "}}"' } },
  prevHash: 'hash',
} as unknown as Change;

describe('The JSON of a change', () => {
  it.each([undefined, 0, 12])('is that of the change with what it skips: %s', (skipped) => {
    const counted = skipped === undefined ? change : { ...change, skipped };
    const shared = new SharedChange(change);
    // Once made, and once found.
    for (let reader = 0; reader < 2; reader += 1) {
      expect(shared.json(null, skipped)).toBe(JSON.stringify(counted));
      expect(shared.json(LEDGER, skipped)).toBe(JSON.stringify(cloudEventOf(counted, LEDGER)));
    }
  });
});

describe('The frame of a change', () => {
  const spellings = (): Spelling[] =>
    [ndjson, serverSentEvents].flatMap((format) =>
      [1, 2].flatMap((epoch) => [null, LEDGER].map((of) => new Spelling(format, epoch, of))),
    );

  it('is one object for all readers of a kind of stream, and none for others', () => {
    const shared = new SharedChange(change);
    const [first, second] = [spellings(), spellings()].map((readers) =>
      readers.map((each) => each.frame(shared, undefined)),
    );
    expect(new Set(first).size).toBe(8);
    for (const [i, frame] of first!.entries()) expect(second![i]).toBe(frame);
  });

  it('has what its reader skips', () => {
    const shared = new SharedChange(change);
    const spelling = new Spelling(serverSentEvents, 1, null);
    for (const skipped of [undefined, 0, 12, undefined])
      expect(spelling.frame(shared, skipped).toString()).toBe(
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
    const make = (): Change | Promise<Change> => {
      made += 1;
      return isAtOnce ? change : Promise.resolve(change);
    };
    const page = new SharedPage([]);
    const given = await Promise.all([1, 2, 3].map(async () => page.change(2, make)));
    expect(new Set([...given, await page.change(2, make)]).size).toBe(1);
    expect(made).toBe(1);
    expect(given[0]!.change).toBe(change);
  });

  it('makes a change again after the log could not be read', async () => {
    const page = new SharedPage([]);
    const away = (): Promise<Change> => Promise.reject(new Error('away'));
    await expect(Promise.all([page.change(0, away), page.change(0, away)])).rejects.toThrow('away');
    expect((await page.change(0, () => change)).change).toBe(change);
  });
});
