import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collect } from '../../../test/support/log-events.js';
import { agencies } from '../../../test/support/server-ledger.js';
import type { EncodedAppend, EventLog, StoredEvent } from '../event-log.js';
import { SqliteEventLog } from '../sqlite/sqlite-event-log.js';
import { exportLog } from './export-log.js';
import { importLog, type Imported } from './import-log.js';

describe('Importing an exported log', () => {
  let folder: string;
  let files: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'import-'));
    files = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const newFile = (): string => join(folder, String((files += 1)));
  const at = async <T>(file: string, work: (log: EventLog) => Promise<T>): Promise<T> => {
    const log = SqliteEventLog.open({ file });
    try {
      return await work(log);
    } finally {
      await log.close();
    }
  };
  const eventsAt = (file: string): Promise<StoredEvent[]> =>
    at(file, (log) => collect(log.readAll()));
  const identityAt = (file: string) => at(file, (log) => log.identity());

  /** A log with these appends; its file. */
  const given = async (...appends: readonly EncodedAppend[]): Promise<string> => {
    const file = newFile();
    await at(file, (log) => log.restore(appends));
    return file;
  };
  const exportOf = async (log: string): Promise<string> => {
    const file = newFile();
    writeFileSync(file, '');
    await at(log, (open) => exportLog(open, async (text) => appendFileSync(file, text)));
    return file;
  };
  const whenImported = (file: string, into: string): Promise<Imported> =>
    importLog(file, async () => SqliteEventLog.open({ file: into }));

  describe('given an empty ledger', () => {
    it('stores the same events and begins the next epoch, in which old tokens are known', async () => {
      const old = await given(agencies('agency-a', 0, 3), agencies('agency-b', 0, 2));
      const target = await given();
      expect(await whenImported(await exportOf(old), target)).toMatchObject({
        events: 5,
        appended: 5,
        streams: 2,
        lastToken: 'e2-00000000000000000005',
      });
      expect(await eventsAt(target)).toEqual(await eventsAt(old));
      expect(await identityAt(target)).toMatchObject({
        epoch: 2,
        ended: [{ epoch: 1, upTo: 5n, position: 5n, renumbered: false }],
      });
    });

    it('stores nothing of a log without events', async () => {
      const file = await exportOf(await given());
      expect(await whenImported(file, newFile())).toMatchObject({ events: 0, lastToken: null });
    });
  });

  describe('given a ledger with the first events of the file', () => {
    it('imports the rest, at whichever append an earlier import was interrupted', async () => {
      const appends = [0, 1, 2, 3].map((i) => agencies(`agency-${i}`, 0, 2));
      const old = await given(...appends);
      const file = await exportOf(old);
      for (let there = 0; there <= appends.length; there++) {
        const begun = await given(...appends.slice(0, there));
        expect(await whenImported(file, begun)).toMatchObject({ appended: 8 - 2 * there });
        expect(await eventsAt(begun)).toEqual(await eventsAt(old));
      }
    });
  });

  describe('given a ledger with all events of the file', () => {
    it('begins an epoch above that of the file', async () => {
      const append = agencies('agency-a', 0, 2);
      const old = await given(append);
      await at(old, (log) => log.beginEpoch({ epoch: 3, ended: [] }));
      const same = await given(append);
      expect(await whenImported(await exportOf(old), same)).toMatchObject({
        appended: 0,
        lastToken: 'e4-00000000000000000002',
      });
      expect(await identityAt(same)).toMatchObject({
        epoch: 4,
        ended: [{ epoch: 3, upTo: 2n, position: 2n, renumbered: false }],
      });
    });

    it('changes nothing when it is the ledger that was exported', async () => {
      const ledger = await given(agencies('agency-a', 0, 2));
      expect(await whenImported(await exportOf(ledger), ledger)).toMatchObject({ appended: 0 });
      expect(await identityAt(ledger)).toMatchObject({ epoch: 1, ended: [] });
    });
  });

  describe('given a ledger with other events', () => {
    const [a, b] = [agencies('agency-a', 0, 2), agencies('agency-b', 0, 2)];
    const changed = b.events.map((event) => ({
      ...event,
      data: event.data.replace('宝山', '黄浦'),
    }));

    it.each<[string, readonly EncodedAppend[], string]>([
      ['another first event', [agencies('agency-c', 0, 1)], 'its event 1 is'],
      ['an event with another content', [a, { ...b, events: changed }], 'with another content'],
      [
        'more events than the file',
        [a, b, agencies('agency-d', 0, 1)],
        'ends with event 4, and the ledger has an event 5',
      ],
    ])('(%s) is refused, and the ledger stays as it is', async (_, others, sentence) => {
      const file = await exportOf(await given(a, b));
      const ledger = await given(...others);
      const before = await eventsAt(ledger);
      await expect(whenImported(file, ledger)).rejects.toMatchObject({
        code: 'data-folder-unusable',
        message: expect.stringContaining(sentence),
      });
      expect(await eventsAt(ledger)).toEqual(before);
      expect((await identityAt(ledger)).epoch).toBe(1);
    });
  });

  describe('given a file that was changed', () => {
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
        const file = await exportOf(await given(agencies('agency-a', 0, 4)));
        writeFileSync(file, damage(readFileSync(file, 'utf8')));
        const none = newFile();
        const refusal = (await whenImported(file, none).catch((error: unknown) => error)) as Error;
        expect(refusal.message).toContain(`${file}, line ${line}: `);
        expect(refusal.message).toContain(sentence);
        expect(refusal.message).toContain('Nothing was imported');
        expect(() => SqliteEventLog.open({ file: none, readonly: true })).toThrow(
          'There is no log',
        );
      },
    );
  });
});
