import { jest } from '@jest/globals';
import Database from 'better-sqlite3';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { openLog } from '../../src/log/open-log.js';
import { collect } from '../support/log-events.js';
import { agencies } from '../support/server-ledger.js';
import { answer, folders, run, SAMPLE_2022, SAMPLE_2023, type Ran } from './cli-harness.js';
import { BUDGET, clientOf, line, opening, item, running, type Running } from './http-service.js';
import { PROCESS_TEST_MS } from '../support/timeouts.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

jest.setTimeout(PROCESS_TEST_MS);

const folder = folders();
const token = (epoch: number, position: number): string =>
  `e${epoch}-${String(position).padStart(20, '0')}`;

/** A ledger in SQLite files, also when the other tests run on servers. */
const inFiles = (data: string, log = join(data, 'log.db')) => ({
  data,
  log,
  run: (...argv: readonly string[]): Promise<Ran> =>
    run([...argv, '--data', data], { env: { LEDGER_LOG: `sqlite:${log}` } }),
});
type InFiles = ReturnType<typeof inFiles>;

const opened = async (ledger: InFiles, ...budgets: readonly string[]): Promise<InFiles> => {
  for (const budget of budgets)
    expect(await ledger.run('budgets', 'open', budget, '--name', budget)).toMatchObject({
      exit: 0,
    });
  return ledger;
};
const eventsOf = async (file: string) => {
  const log = await openLog({ kind: 'sqlite', file }, { readonly: true });
  const events = await collect(log.readAll());
  await log.close();
  return events;
};
const verified = async (ledger: InFiles) =>
  answer<{ ok: boolean; events: number; lastToken: string }>(
    await ledger.run('audit', 'verify', '--json'),
  );
const follow = (ledger: InFiles, after: string) =>
  ledger.run('changes', 'follow', '--end', '--after', after);

describe('A backup', () => {
  it('gives the same answers when it is restored elsewhere, and old tokens get the token to continue from', async () => {
    const old = inFiles(folder());
    await old.run('imports', 'add', SAMPLE_2022, SAMPLE_2023);
    const file = join(folder(), 'a.backup');
    const backup = answer<{ events: number; bytes: number; lastToken: string }>(
      await old.run('backup', file, '--json'),
    );
    const { events } = await verified(old);
    expect(backup).toMatchObject({ events, lastToken: token(1, events) });
    expect(readFileSync(file)).toHaveLength(backup.bytes);
    const fresh = inFiles(folder());
    expect(answer(await fresh.run('restore', file, '--json'))).toEqual({
      events,
      streams: 3,
      epoch: 2,
      lastToken: token(2, events),
      replaced: null,
    });
    expect(await eventsOf(fresh.log)).toEqual(await eventsOf(old.log));
    const [budget] = answer<{ budget: string }[]>(await old.run('budgets', 'list', '--json'));
    for (const question of ['table', 'deltas', 'trail', 'findings']) {
      const asked = [
        'budgets',
        question,
        budget!.budget,
        ...(question === 'table' ? ['3'] : []),
        '--json',
      ];
      expect(await fresh.run(...asked)).toEqual(await old.run(...asked));
    }
    expect(await follow(fresh, token(1, 10))).toMatchObject({
      exit: 1,
      out: '',
      err: `The token ${token(1, 10)} belongs to another epoch: the ledger has been restored or moved since. All events up to it are still there: go on from ${token(2, 10)}.\n`,
    });
    const rest = await follow(fresh, token(2, 10));
    expect(rest.out.trimEnd().split('\n')).toHaveLength(events - 10);
    expect(readdirSync(fresh.data).toSorted()).toEqual(
      expect.not.arrayContaining([expect.stringContaining('partial')]),
    );
  });

  it('is refused for a folder without a ledger, to an existing file, and to a missing folder', async () => {
    const ledger = await opened(inFiles(folder()), 'a-2023-unit');
    const taken = join(folder(), 'taken');
    writeFileSync(taken, 'mine');
    const cases: [InFiles, string, string][] = [
      [inFiles(join(folder(), 'none')), join(folder(), 'b'), 'There is no ledger in'],
      [ledger, taken, `${taken} exists already: name another file, or move it away.`],
      [ledger, join(folder(), 'none', 'b'), 'does not exist.'],
    ];
    for (const [from, to, sentence] of cases) {
      const { exit, out, err } = await from.run('backup', to);
      expect({ exit, out, err }).toEqual({
        exit: 1,
        out: '',
        err: expect.stringContaining(sentence),
      });
    }
    expect(readFileSync(taken, 'utf8')).toBe('mine');
  });

  it('is refused for a ledger on a server, which has its own backup', async () => {
    const env = { LEDGER_LOG: 'esdb://127.0.0.1:1?tls=false' };
    expect(await run(['backup', join(folder(), 'b')], { env })).toMatchObject({
      exit: 1,
      err: expect.stringContaining("use the server's own backup, or budget-ledger log export"),
    });
    expect(await run(['restore', SAMPLE_2022], { env })).toMatchObject({
      exit: 1,
      err: expect.stringContaining("use the server's own restore, or budget-ledger log import"),
    });
  });

  it('is not restored when it is damaged (4), not a backup or of another ledger (1), and the ledger stays as it is', async () => {
    const ledger = await opened(inFiles(folder()), 'a-2023-unit', 'b-2023-unit');
    const other = await opened(inFiles(folder()), 'c-2023-unit');
    const good = join(folder(), 'good');
    const foreign = join(folder(), 'foreign');
    const broken = join(folder(), 'broken');
    const text = join(folder(), 'text');
    await ledger.run('backup', good);
    await other.run('backup', foreign);
    copyFileSync(good, broken);
    const db = new Database(broken);
    db.exec('DROP TRIGGER events_are_never_updated');
    db.exec(`UPDATE events SET data = '{"a": 1}' WHERE position = 2`);
    db.close();
    writeFileSync(text, 'no database '.repeat(1_000));
    const before = await eventsOf(ledger.log);
    const cases: [string, number, string][] = [
      [broken, 4, 'Position 2'],
      [text, 1, 'is not a database'],
      [foreign, 1, 'is a backup of another ledger'],
      [join(folder(), 'none'), 1, 'does not exist.'],
      [ledger.log, 1, 'is the ledger itself'],
    ];
    for (const [file, exit, sentence] of cases)
      expect(await ledger.run('restore', file, '--replace')).toMatchObject({
        exit,
        out: '',
        err: expect.stringContaining(sentence),
      });
    expect(await ledger.run('restore', good)).toMatchObject({
      exit: 1,
      err: expect.stringContaining('give --replace, which keeps its file under another name'),
    });
    expect(await eventsOf(ledger.log)).toEqual(before);
    expect(await verified(ledger)).toMatchObject({ lastToken: token(1, before.length) });
    expect(readdirSync(ledger.data).filter((name) => /partial|replaced/.test(name))).toEqual([]);
  });
});

describe('A restore over a ledger', () => {
  itInEachStageOfCi(
    'keeps the replaced file, and knows for each epoch which of its events are left',
    async () => {
      const ledger = await opened(inFiles(folder()), 'a-2023-unit', 'b-2023-unit');
      const early = join(folder(), 'early');
      await ledger.run('backup', early);
      await opened(ledger, 'c-2023-unit');
      const lost = await eventsOf(ledger.log);
      const first = answer<{ replaced: string }>(
        await ledger.run('restore', early, '--replace', '--json'),
      );
      expect(first).toMatchObject({ epoch: 2, lastToken: token(2, 4) });
      expect(first.replaced).toBe(join(ledger.data, `log.replaced-${token(1, 6)}.db`));
      expect(await eventsOf(first.replaced)).toEqual(lost);
      // A token of a lost event does not stand for the event that has its position now.
      await opened(ledger, 'd-2023-unit', 'e-2023-unit');
      expect((await follow(ledger, token(1, 6))).err).toContain(
        `Events after ${token(1, 4)}, which is ${token(2, 4)} now, are no longer in the ledger`,
      );

      const late = join(folder(), 'late');
      await ledger.run('backup', late);
      await opened(ledger, 'f-2023-unit');
      expect(answer(await ledger.run('restore', late, '--replace', '--json'))).toMatchObject({
        epoch: 3,
      });
      expect((await follow(ledger, token(2, 7))).err).toContain(`go on from ${token(3, 7)}.`);
      expect((await follow(ledger, token(2, 9))).err).toContain('are no longer in the ledger');
      expect((await follow(ledger, token(1, 3))).err).toContain(`go on from ${token(3, 3)}.`);

      // Back before the first restore: both later histories share four events with it.
      expect(answer(await ledger.run('restore', early, '--replace', '--json'))).toMatchObject({
        epoch: 4,
      });
      expect((await follow(ledger, token(3, 4))).err).toContain(`go on from ${token(4, 4)}.`);
      for (const [epoch, position] of [
        [1, 5],
        [2, 7],
        [3, 5],
      ] as const)
        expect((await follow(ledger, token(epoch, position))).err).toContain(
          'are no longer in the ledger',
        );
      expect(await verified(ledger)).toMatchObject({ ok: true, events: 4, lastToken: token(4, 4) });
      const list = await ledger.run('budgets', 'list', '--json');
      expect(answer<{ budget: string }[]>(list).map(({ budget }) => budget)).toEqual([
        'a-2023-unit',
        'b-2023-unit',
      ]);
    },
  );

  it('replaces a log with a destroyed header, which verification reports (4), in a new epoch', async () => {
    const ledger = await opened(inFiles(folder()), 'a-2023-unit');
    const backup = join(folder(), 'backup');
    await ledger.run('backup', backup);
    await ledger.run('restore', backup, '--replace');
    await opened(ledger, 'b-2023-unit');
    const bytes = readFileSync(ledger.log);
    writeFileSync(ledger.log, bytes.fill(0, 0, 100));
    const { exit, out, err } = await ledger.run('audit', 'verify', '--json');
    expect({ exit, err }).toEqual({
      exit: 4,
      err: expect.stringMatching(/^The ledger is damaged.*\n$/),
    });
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('is not a database')],
    });
    const restored = answer<{ epoch: number; replaced: string }>(
      await ledger.run('restore', backup, '--replace', '--json'),
    );
    expect(restored).toMatchObject({ epoch: 3, lastToken: token(3, 2) });
    expect(readFileSync(restored.replaced)).toEqual(bytes);
    expect(await verified(ledger)).toMatchObject({ ok: true, events: 2 });
  });

  it.each([
    ['its first page is gone', 0, 4_096],
    ['the mark of its program is gone', 68, 72],
    ['the sizes in its header are gone', 16, 60],
  ])('is needed where %s: verification reports it (4)', async (_what, from, to) => {
    const ledger = await opened(inFiles(folder()), 'a-2023-unit');
    writeFileSync(ledger.log, readFileSync(ledger.log).fill(0, from, to));
    const { exit, out } = await ledger.run('audit', 'verify', '--json');
    expect([exit, JSON.parse(out)]).toMatchObject([4, { ok: false }]);
  });

  it.each([
    ['nothing of the log is left but the file', (log: string) => writeFileSync(log, '')],
    ['the file of the log is gone', (log: string) => rmSync(log)],
  ])('is needed where %s: verification reports it (4)', async (_what, lose) => {
    const ledger = await opened(inFiles(folder()), 'a-2023-unit');
    lose(ledger.log);
    const { exit, out } = await ledger.run('audit', 'verify', '--json');
    expect([exit, JSON.parse(out)]).toMatchObject([
      4,
      {
        ok: false,
        problems: [
          'The log is empty, and the tree beside it has 2 events: restore the log from a backup.',
        ],
      },
    ]);
  });

  it('reads the epoch of a log whose events are damaged, and does not use it again', async () => {
    const ledger = await opened(inFiles(folder()), 'a-2023-unit');
    const backup = join(folder(), 'backup');
    await ledger.run('backup', backup);
    for (let i = 0; i < 2; i++) {
      const restored = await ledger.run('restore', backup, '--replace', '--json');
      rmSync(answer<{ replaced: string }>(restored).replaced);
    }
    const db = new Database(ledger.log);
    const page = db
      .prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'events'")
      .pluck()
      .get()!;
    const size = db.pragma('page_size', { simple: true }) as number;
    db.pragma('journal_mode = DELETE');
    db.close();
    const bytes = readFileSync(ledger.log);
    writeFileSync(ledger.log, bytes.fill(0, (page - 1) * size, page * size));
    const restored = await ledger.run('restore', backup, '--replace', '--json');
    expect(answer(restored)).toMatchObject({ epoch: 4, lastToken: token(4, 2) });
    expect((await follow(ledger, token(3, 2))).err).toContain('are no longer in the ledger');
  });

  it('does not read the journal of a log that was deleted', async () => {
    const ledger = await opened(inFiles(folder()), 'a-2023-unit');
    const backup = join(folder(), 'backup');
    await ledger.run('backup', backup);
    const before = await eventsOf(backup);
    // As after a killed writer: the last events of the log are in its journal only.
    const log = await openLog({ kind: 'sqlite', file: ledger.log });
    await log.restore([agencies('agency-lost', 0, 50)]);
    const journal = readFileSync(`${ledger.log}-wal`);
    await log.close();
    rmSync(ledger.log);
    writeFileSync(`${ledger.log}-wal`, journal);
    expect(await ledger.run('restore', backup)).toMatchObject({ exit: 0 });
    expect(await eventsOf(ledger.log)).toEqual(before);
    expect(existsSync(`${ledger.log}-wal`)).toBe(false);
  });
});

describe('A service', () => {
  let service: Running;
  let ledger: InFiles;
  beforeEach(async () => {
    const log = join(folder(), 'log.db');
    service = await running({ LEDGER_LOG: `sqlite:${log}` });
    ledger = inFiles(service.data, log);
  });
  afterEach(() => service.close());
  const enter = async (i: number): Promise<string> => {
    const { post } = clientOf(service);
    const { status, body } = await post(
      `/v1/budgets/${BUDGET}/lines`,
      { lines: [line('1.00', item(i))] },
      { 'if-match': '*' },
    );
    expect(status).toBe(201);
    return body['token']!;
  };

  it('is backed up while it records: the copy has all events that were recorded before, in order and without gaps', async () => {
    await clientOf(service).post('/v1/budgets', opening());
    for (let i = 1; i <= 5; i++) await enter(i);
    let recording = true;
    const writing = async () => {
      for (let i = 6; recording; i++) await enter(i);
    };
    const backingUp = async () => {
      try {
        return await Promise.all(
          [1, 2, 3].map(async () => {
            const file = join(folder(), 'b');
            const before = await eventsOf(ledger.log);
            expect(await ledger.run('backup', file)).toMatchObject({ exit: 0 });
            return { file, before: before.length };
          }),
        );
      } finally {
        recording = false;
      }
    };
    const [backups] = await Promise.all([backingUp(), writing()]);
    const all = await eventsOf(ledger.log);
    for (const { file, before } of backups) {
      const events = await eventsOf(file);
      expect(events.length).toBeGreaterThanOrEqual(before);
      expect(events).toEqual(all.slice(0, events.length));
    }
  });

  it('prevents a restore while it runs; after one, old tokens get 410 with the last common position', async () => {
    const { get } = clientOf(service);
    await clientOf(service).post('/v1/budgets', opening());
    const seen = await enter(1);
    const backup = join(folder(), 'b');
    await ledger.run('backup', backup);
    const lost = await enter(2);
    expect(await ledger.run('restore', backup, '--replace')).toMatchObject({
      exit: 1,
      out: '',
      err: `The ledger at ${ledger.log} is open in another program: stop the service and every command on it, then repeat.\n`,
    });
    expect((await get(`/v1/budgets/${BUDGET}/lines`)).body['lines']).toHaveLength(2);

    await service.restart(async () => {
      expect(await ledger.run('restore', backup, '--replace')).toMatchObject({ exit: 0 });
    });
    const { body: list } = await get(`/v1/budgets/${BUDGET}/lines`);
    expect(list['lines']).toHaveLength(1);
    const common = {
      status: 410,
      code: 'epoch-changed',
      epoch: 2,
      lastCommonPosition: '3',
      lastCommonToken: token(2, 3),
    };
    const kept = { ...common, goOnFrom: token(2, 3) };
    const gone = { ...common, goOnFrom: null };
    for (const [given, expected] of [
      [seen, kept],
      [lost, gone],
    ] as const) {
      for (const accept of ['application/x-ndjson', 'text/event-stream']) {
        expect((await get(`/v1/changes?after=${given}`, { accept })).body).toMatchObject(expected);
        expect((await get('/v1/changes', { accept, 'last-event-id': given })).body).toMatchObject(
          expected,
        );
      }
      expect(
        (await get(`/v1/budgets/${BUDGET}`, { 'ledger-min-token': given })).body,
      ).toMatchObject(expected);
    }
    expect(await enter(3)).toBe(token(2, 4));
    const { text } = await get(`/v1/changes?follow=false&after=${token(2, 3)}`);
    expect(text.trimEnd().split('\n')).toHaveLength(1);
  });
});
