import fc from 'fast-check';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  agencies,
  emptyServerLedger,
  withoutPosition,
} from '../../../test/support/server-ledger.js';
import { collect } from '../../../test/support/log-events.js';
import type { EventLog, EncodedAppend, StoredEvent } from '../event-log.js';
import { openLog, type LogPlace } from '../open-log.js';
import { singleClockFrom, verify } from '../verify.js';
import { exportLog, type Exported } from './export-log.js';
import { importLog, type Imported } from './import-log.js';
import { rounds } from '../../../test/support/rounds.js';

describe('A log', () => {
  let folder: string;
  let serverLedger: Awaited<ReturnType<typeof emptyServerLedger>>;
  let files: number;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'transfer-'));
    serverLedger = await emptyServerLedger();
    files = 0;
  });
  afterEach(async () => {
    await serverLedger.dispose();
    rmSync(folder, { recursive: true });
  });

  const newFile = (): string => join(folder, `${++files}`);
  const embedded = (): LogPlace => ({ kind: 'sqlite', file: `${newFile()}.db` });
  const server = (): LogPlace => ({ kind: 'eventstoredb', connection: serverLedger.connection });
  const at = async <T>(place: LogPlace, work: (log: EventLog) => Promise<T>): Promise<T> => {
    const log = await openLog(place);
    try {
      return await work(log);
    } finally {
      await log.close();
    }
  };
  const eventsAt = (place: LogPlace): Promise<StoredEvent[]> =>
    at(place, (log) => collect(log.readAll()));
  const exported = async (
    place: LogPlace,
    after?: string,
  ): Promise<{ file: string } & Exported> => {
    const file = newFile();
    writeFileSync(file, '');
    const answer = await at(place, (log) =>
      exportLog(log, async (text) => appendFileSync(file, text), { after }),
    );
    return { file, ...answer };
  };
  const imported = (file: string, place: LogPlace): Promise<Imported> =>
    importLog(file, () => openLog(place));
  const holding = async (...appends: readonly EncodedAppend[]): Promise<LogPlace> => {
    const place = embedded();
    await at(place, (log) => log.restore(appends));
    return place;
  };

  /** Interleaved appends to a few streams, with texts that JSON has to escape. */
  const histories = fc
    .array(
      fc.record({
        stream: fc.constantFrom('budget-a-2023-unit', 'budget-b-2024-department', 'agency-a'),
        n: fc.integer({ min: 1, max: 4 }),
        name: fc.string({ unit: 'binary', maxLength: 12 }),
        second: fc.integer({ min: 0, max: 59 }),
      }),
      { maxLength: 25 },
    )
    .map((steps) => {
      const versions = new Map<string, number>();
      return steps.map(({ stream, n, name, second }): EncodedAppend => {
        const from = versions.get(stream) ?? 0;
        versions.set(stream, from + n);
        const recordedAt = `2023-03-01T08:00:${String(second).padStart(2, '0')}.000Z`;
        return agencies(stream, from, n, { name, recordedAt });
      });
    });

  it('is the same byte for byte after export and import, whatever it contains', () =>
    fc.assert(
      fc.asyncProperty(histories, async (appends) => {
        const old = await holding(...appends);
        const moved = embedded();
        const { file, sha256 } = await exported(old);
        expect(await imported(file, moved)).toMatchObject({ sha256 });
        expect(await eventsAt(moved)).toEqual(await eventsAt(old));
        expect(await exported(moved)).toMatchObject({ sha256 });
      }),
      { numRuns: rounds(12, 40) },
    ));

  it('is the same on EventStoreDB and back, in the same order, with other positions', async () => {
    const [appends] = fc.sample(histories, { numRuns: 1, seed: 7 });
    const old = await holding(agencies('agency-z', 0, 3), ...appends!);
    const before = await eventsAt(old);
    const first = await exported(old);
    await imported(first.file, server());
    const there = await eventsAt(server());
    expect(there.map(withoutPosition)).toEqual(before.map(withoutPosition));
    expect(there[0]!.position).not.toBe(before[0]!.position);

    const second = await exported(server());
    expect(second).toMatchObject({ sha256: first.sha256, events: first.events });
    const back = embedded();
    await imported(second.file, back);
    expect(await eventsAt(back)).toEqual(before);
    expect((await at(back, (log) => log.identity())).epoch).toBe(3);
  });

  it('with times that decrease, from a server, is valid after the move into a file, where later times do not', async () => {
    const times = ['2023-03-01T08:00:05.000Z', '2023-03-01T08:00:01.000Z'];
    const appends = times.map((recordedAt, i) => agencies(`agency-${i}`, 0, 1, { recordedAt }));
    await at(server(), (log) => log.restore(appends));
    const place = embedded();
    await imported((await exported(server())).file, place);
    const problems = () =>
      at(place, async (log) => {
        const options = { singleClockFrom: singleClockFrom(await log.identity()) };
        return (await verify(log, options)).problems;
      });
    expect(await problems()).toEqual([]);
    const later = agencies('agency-9', 0, 1, { recordedAt: '2022-01-01T00:00:00.000Z' });
    await at(place, (log) => log.restore([later]));
    expect(await problems()).toEqual([expect.stringContaining('earlier than the event before it')]);
  });

  it('with an append that is too large for the new server is refused before the first one, with line and sizes', async () => {
    const large = agencies('agency-large', 0, 700, { name: '宝'.repeat(600) });
    const old = await holding(agencies('agency-a', 0, 1), large, agencies('agency-b', 0, 1));
    const { file } = await exported(old);
    await expect(imported(file, server())).rejects.toMatchObject({
      code: 'document-too-large',
      message: expect.stringMatching(
        /^.+, line 3: The change has \d{7} bytes, and the log at .+ accepts 1048576 at once; nothing of it was recorded: raise MaxAppendSize/,
      ) as unknown,
    });
    expect(await eventsAt(server())).toEqual([]);
    await imported(file, embedded());
  });

  it('is measured in bytes, not in characters: the larger of two appends is tried', async () => {
    const heavy = agencies('agency-heavy', 0, 700, { name: '宝'.repeat(600) });
    const long = agencies('agency-long', 0, 1, { name: 'b'.repeat(800_000) });
    const { file } = await exported(await holding(long, heavy));
    await expect(imported(file, server())).rejects.toMatchObject({
      code: 'document-too-large',
      details: { line: 3 },
    });
    expect(await eventsAt(server())).toEqual([]);
  });

  it('is brought up to date by an export of later events', async () => {
    const old = await holding(agencies('agency-a', 0, 3), agencies('agency-b', 0, 2));
    const all = await exported(old);
    const moved = server();
    await imported(all.file, moved);
    await at(old, (log) => log.restore([agencies('agency-a', 3, 2)]));
    const rest = await exported(old, all.lastToken!);
    expect(rest).toMatchObject({ events: 2, streams: 1 });
    expect(await imported(rest.file, moved)).toMatchObject({ events: 2, appended: 2 });
    expect(await imported(rest.file, moved)).toMatchObject({ events: 2, appended: 0 });
    expect((await eventsAt(moved)).map(withoutPosition)).toEqual(
      (await eventsAt(old)).map(withoutPosition),
    );
    await expect(imported(rest.file, embedded())).rejects.toThrow(
      'begins after event 5, and the ledger holds 0: import first what came before.',
    );
    const other = await holding(agencies('agency-c', 0, 5));
    await expect(imported(rest.file, other)).rejects.toThrow('its event 5 is');
  });
});
