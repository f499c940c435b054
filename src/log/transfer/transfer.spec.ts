import fc from 'fast-check';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
import { SqliteEventLog } from '../sqlite/sqlite-event-log.js';
import { singleClockFrom, verify } from '../verify.js';
import { exportLog, type Exported } from './export-log.js';
import { importLog, type Imported } from './import-log.js';

describe('A log', () => {
  let folder: string;
  let house: Awaited<ReturnType<typeof emptyServerLedger>>;
  let files: number;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'moving-'));
    house = await emptyServerLedger();
    files = 0;
  });
  afterEach(async () => {
    await house.dispose();
    rmSync(folder, { recursive: true });
  });

  const newFile = (): string => join(folder, `${++files}`);
  const embedded = (): LogPlace => ({ kind: 'sqlite', file: `${newFile()}.db` });
  const server = (): LogPlace => ({ kind: 'eventstoredb', connection: house.connection });
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
      { numRuns: 40 },
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

  it('that contains all of the file without an import begins an epoch above that of the file', async () => {
    const appends = [agencies('agency-a', 0, 2)];
    const old = await holding(...appends);
    await at(old, (log) => log.beginEpoch({ epoch: 3, ended: [] }));
    const { file } = await exported(old);
    const same = await holding(...appends);
    expect(await imported(file, same)).toMatchObject({
      appended: 0,
      lastToken: 'e4-00000000000000000002',
    });
    expect(await at(same, (log) => log.identity())).toMatchObject({
      epoch: 4,
      ended: [{ epoch: 3, upTo: 2n, position: 2n, renumbered: false }],
    });
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

  it('continues an interrupted import at any append', async () => {
    const appends = [0, 1, 2, 3].map((i) => agencies(`agency-${i}`, 0, 2));
    const old = await holding(...appends);
    const { file } = await exported(old);
    for (let there = 0; there <= appends.length; there++) {
      const begun = await holding(...appends.slice(0, there));
      expect(await imported(file, begun)).toMatchObject({ appended: 8 - 2 * there });
      expect(await eventsAt(begun)).toEqual(await eventsAt(old));
    }
  });

  it('is not imported into a log with other events, and the first of them is reported', async () => {
    const appends = [agencies('agency-a', 0, 2), agencies('agency-b', 0, 2)] as const;
    const { file } = await exported(await holding(...appends));
    const changed = appends[1].events.map((event) => ({
      ...event,
      data: event.data.replace('宝山', '黄浦'),
    }));
    const cases = [
      [[agencies('agency-c', 0, 1)], 'its event 1 is'],
      [[appends[0], { ...appends[1], events: changed }], 'with another content'],
      [
        [...appends, agencies('agency-d', 0, 1)],
        'ends with event 4, and the ledger has an event 5',
      ],
    ] as const;
    for (const [others, sentence] of cases) {
      const place = await holding(...others);
      const before = await eventsAt(place);
      await expect(imported(file, place)).rejects.toThrow(sentence);
      expect(await eventsAt(place)).toEqual(before);
      expect((await at(place, (log) => log.identity())).epoch).toBe(1);
    }
  });

  it('keeps its identity when its own export is imported into it', async () => {
    const place = await holding(agencies('agency-a', 0, 2));
    const { file } = await exported(place);
    expect(await imported(file, place)).toMatchObject({ appended: 0 });
    expect(await at(place, (log) => log.identity())).toMatchObject({ epoch: 1, ended: [] });
  });

  it('without events can be moved too', async () => {
    const { file } = await exported(await holding());
    expect(await imported(file, embedded())).toMatchObject({ events: 0, lastToken: null });
  });

  describe('in a file that was changed', () => {
    const lineOf = (n: number, change: (line: string) => string) => (text: string) =>
      text
        .split('\n')
        .map((line, i) => (i === n - 1 ? change(line) : line))
        .join('\n');
    const wrong: [string, (text: string) => string, number, string][] = [
      ['is empty', () => '', 0, 'it is empty'],
      ['is cut in a line', (text) => text.slice(0, -40), 6, 'the line is cut off'],
      [
        'is cut between lines',
        (text) => text.split('\n').slice(0, 4).join('\n') + '\n',
        4,
        'ends without its closing line',
      ],
      ['goes on', (text) => `${text}{}\n`, 7, 'something follows the closing line'],
      ['is no log', () => 'budget,amount\n', 1, 'it is not JSON'],
      [
        'is of another format',
        lineOf(1, (l) => l.replace('Version":1', 'Version":2')),
        1,
        'header',
      ],
      ['has a changed epoch', lineOf(1, (l) => l.replace('epoch":1', 'epoch":2')), 6, 'the digest'],
      ['has a changed amount', lineOf(3, (l) => l.replace('宝山', '宝山山')), 6, 'the digest'],
      ['has a torn line', lineOf(4, (l) => l.slice(0, 50)), 4, 'it is not JSON'],
      [
        'has a number for a text',
        lineOf(3, (l) => l.replace(/"data":".*?","meta/, '"data":1,"meta')),
        3,
        'see "data"',
      ],
      ['lacks a line', lineOf(3, () => ''), 3, 'it is not JSON'],
      [
        'repeats a line',
        (text) => text.replace(/(.*\n)(.*\n)/, '$1$2$2'),
        3,
        'event 2 was expected, not 1',
      ],
      [
        'has another version',
        lineOf(4, (l) => l.replace('"version":2', '"version":5')),
        4,
        'version 2 of agency-a was expected, not 5',
      ],
      [
        'has another instant',
        lineOf(4, (l) => l.replace('08:00:00', '09:00:00')),
        4,
        'recordedAt differs from that in meta',
      ],
      [
        'names a stream that is none',
        lineOf(2, (l) => l.replace('"agency-a"', '"$all"')),
        2,
        'see "stream"',
      ],
    ];

    it.each(wrong)(
      'that %s is refused with its line, and no ledger is created',
      async (_, damage, line, sentence) => {
        const { file } = await exported(await holding(agencies('agency-a', 0, 4)));
        writeFileSync(file, damage(readFileSync(file, 'utf8')));
        const place = { kind: 'sqlite', file: join(folder, 'none.db') } as const;
        const refusal = (await imported(file, place).catch((error: unknown) => error)) as Error;
        expect(refusal.message).toContain(`${file}, line ${line}: `);
        expect(refusal.message).toContain(sentence);
        expect(refusal.message).toContain('Nothing was imported');
        expect(() => SqliteEventLog.open({ file: place.file, readonly: true })).toThrow(
          'There is no log',
        );
      },
    );
  });
});
