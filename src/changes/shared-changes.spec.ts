import type { Change } from './change.js';
import { cloudEventOf } from './cloud-event.js';
import { changeFor, jsonOf, share, sharedOf, Spelling } from './shared-changes.js';
import { ndjson, serverSentEvents } from './stream-formats.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import type { StoredEvent } from '../log/event-log.js';

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
    // Once made, and once found.
    for (let reader = 0; reader < 2; reader += 1) {
      expect(jsonOf(change, null, skipped)).toBe(JSON.stringify(counted));
      expect(jsonOf(change, LEDGER, skipped)).toBe(JSON.stringify(cloudEventOf(counted, LEDGER)));
    }
  });
});

describe('The frame of a change', () => {
  const spellings = (): Spelling[] =>
    [ndjson, serverSentEvents].flatMap((format) =>
      [1, 2].flatMap((epoch) => [null, LEDGER].map((of) => new Spelling(format, epoch, of))),
    );

  it('is one object for all readers of a kind of stream, and none for others', () => {
    const [first, second] = [spellings(), spellings()].map((readers) =>
      readers.map((each) => each.frame(change, undefined)),
    );
    expect(new Set(first).size).toBe(8);
    for (const [i, frame] of first!.entries()) expect(second![i]).toBe(frame);
  });

  it('has what its reader skips', () => {
    const spelling = new Spelling(serverSentEvents, 1, null);
    for (const skipped of [undefined, 0, 12, undefined])
      expect(spelling.frame(change, skipped).toString()).toBe(
        `id: e1-00000000000000000007\ndata: ${JSON.stringify(skipped === undefined ? change : { ...change, skipped })}\n\n`,
      );
  });
});

describe('The change of an event', () => {
  const event = {} as RecordedEvent;

  it('is made once for readers that get it at the same time', async () => {
    const stored = {} as StoredEvent;
    share(stored, true, event);
    let made = 0;
    const make = async (): Promise<Change> => {
      made += 1;
      return change;
    };
    await Promise.all([1, 2, 3].map(() => changeFor(sharedOf(stored, true)!, make)));
    expect(made).toBe(1);
    expect(sharedOf(stored, false)).toBeUndefined();
  });

  it('is made again after the log could not be read', async () => {
    const of = share({} as StoredEvent, true, event);
    await expect(changeFor(of, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await changeFor(of, async () => change)).toBe(change);
  });
});
