import type { VerifiedAnswer } from '../../src/audit/audit.answer.js';
import { jest } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLog, type LogPlace } from '../../src/log/open-log.js';
import { collect } from '../support/log-events.js';
import { agencies, emptyServerLedger, withoutPosition } from '../support/server-ledger.js';
import type { Ended } from '../support/child-process.js';
import { built, start } from './cli-bin.js';
import { answer, folders, run, SAMPLE_2022, SAMPLE_2023, type Ran } from './cli-harness.js';
import { deleteViews } from '../support/test-stores.js';
import { PROCESS_TEST_MS } from '../support/timeouts.js';
import { itInCi } from '../support/it-in-ci.js';

jest.setTimeout(PROCESS_TEST_MS);

const BUILD_MS_MAX = 300_000;
const folder = folders();
const fileOf = (data: string): string => join(data, 'log.db');
const inFiles = (data: string) => ({ LEDGER_LOG: `sqlite:${fileOf(data)}` });

const eventsAt = async (place: LogPlace) => {
  const log = await openLog(place, { readonly: true });
  const events = await collect(log.readAll());
  await log.close();
  return events;
};

/** An answer without what differs between engines: positions and tokens. */
const withoutPositions = ({ exit, out, err }: Ran): string => {
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  return out.replaceAll(/"position":"\d+"/g, '"position":""').replaceAll(/e\d+-\d{20}/g, '');
};

describe('A ledger that is moved by log export and log import', () => {
  let old: string;
  let house: Awaited<ReturnType<typeof emptyServerLedger>>;
  beforeAll(async () => {
    old = folder();
    house = await emptyServerLedger();
    const env = inFiles(old);
    await run(['imports', 'add', SAMPLE_2022, SAMPLE_2023, '--data', old], { env });
    await run(['budgets', 'open', 'a-2024-unit', '--name', '某局', '--data', old], { env });
  });
  afterAll(() => house.dispose());

  const exported = async (data: string, env: Readonly<Record<string, string>>) => {
    const out = join(folder(), 'ledger.jsonl');
    const ran = await run(['log', 'export', '--out', out, '--json', '--data', data], { env });
    return {
      out,
      ...answer<{ sha256: string; events: number; lastToken: string; bytes: number }>(ran),
    };
  };

  itInCi('gives the same answers in EventStoreDB and back in a file', async () => {
    const [there, back] = [folder(), folder()];
    const server = { LEDGER_LOG: house.connection };
    const first = await exported(old, inFiles(old));
    const moved = answer<{ lastToken: string }>(
      await run(['log', 'import', first.out, '--json', '--data', there], { env: server }),
    );
    expect(moved).toMatchObject({
      events: first.events,
      appended: first.events,
      streams: 5,
      bytes: first.bytes,
      sha256: first.sha256,
    });
    const second = await exported(there, server);
    expect(second.sha256).toBe(first.sha256);
    answer(
      await run(['log', 'import', second.out, '--json', '--data', back], { env: inFiles(back) }),
    );
    expect(await eventsAt({ kind: 'sqlite', file: fileOf(back) })).toEqual(
      await eventsAt({ kind: 'sqlite', file: fileOf(old) }),
    );

    const budgets = answer<{ budget: string }[]>(
      await run(['budgets', 'list', '--json', '--data', old], { env: inFiles(old) }),
    );
    expect(budgets).toHaveLength(3);
    const questions = [
      ['budgets', 'list', '--json'],
      ['changes', 'follow', '--end'],
      ...budgets.flatMap(({ budget }) => [
        ...['lines', 'deltas', 'bridge', 'trail', 'findings'].map((each) => [
          'budgets',
          each,
          budget,
          '--json',
        ]),
        ...['1', '3', '8'].map((table) => ['budgets', 'table', budget, table, '--json']),
      ]),
    ];
    for (const question of questions) {
      const ask = (data: string, env: Readonly<Record<string, string>>) =>
        run([...question, '--data', data], { env }).then(withoutPositions);
      const expected = await ask(old, inFiles(old));
      expect(await ask(there, server)).toBe(expected);
      expect(await ask(back, inFiles(back))).toBe(expected);
    }

    const follow = (after: string) =>
      run(['changes', 'follow', '--end', '--after', after, '--data', there], { env: server });
    const stale = await follow(first.lastToken);
    expect(stale).toMatchObject({ exit: 1, out: '' });
    expect(stale.err).toContain(`go on from ${moved.lastToken}.`);
    expect((await follow(first.lastToken.replace(/.$/, '0'))).err).toContain(
      'under other positions',
    );
  });

  it('is not verified where the server has none of its events any more', async () => {
    const data = folder();
    const verifiedOn = (connection: string, ...flags: readonly string[]) =>
      run(['audit', 'verify', '--no-views', '--data', data, ...flags], {
        env: { LEDGER_LOG: connection },
      });
    const [server, emptied] = [await emptyServerLedger(), await emptyServerLedger()];
    try {
      const open = ['budgets', 'open', 'b-2024-unit', '--name', '某局', '--data', data];
      await run(open, { env: { LEDGER_LOG: server.connection } });
      expect((await verifiedOn(server.connection)).exit).toBe(0);
      const found = await verifiedOn(emptied.connection, '--json');
      expect([found.exit, (JSON.parse(found.out) as VerifiedAnswer).problems]).toEqual([
        4,
        [expect.stringMatching(/^The log is empty, and the tree beside it has \d events/)],
      ]);
    } finally {
      await server.dispose();
      await emptied.dispose();
    }
  });

  it('still recognises a document that was recorded before as a duplicate', async () => {
    const data = folder();
    const { out } = await exported(old, inFiles(old));
    const env = inFiles(data);
    await run(['log', 'import', out, '--data', data], { env });
    const ran = await run(['imports', 'add', SAMPLE_2022, '--json', '--data', data], { env });
    expect(answer(ran)).toMatchObject([
      { status: 'duplicate', token: expect.stringMatching(/^e2-/) },
    ]);
    const again = await run(['log', 'import', out, '--json', '--data', data], { env });
    expect(answer(again)).toMatchObject({ appended: 0, lastToken: expect.stringMatching(/^e2-/) });
  });

  it('is not answered from views of another log', async () => {
    const data = folder();
    const env = inFiles(data);
    await run(['budgets', 'open', 'z-2020-unit', '--name', '它局', '--data', data], { env });
    const { out } = await exported(old, inFiles(old));
    const moved = { LEDGER_LOG: `sqlite:${join(data, 'other.db')}` };
    expect(await run(['log', 'import', out, '--data', data], { env: moved })).toMatchObject({
      exit: 0,
    });
    const list = () => run(['budgets', 'list', '--json', '--data', data], { env: moved });
    expect(await list()).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringMatching(/^The views belong to another ledger: [^\n]+\n$/) as string,
    });
    await deleteViews(data);
    // The folder also has the tree of the first ledger.
    expect(await list()).toMatchObject({
      exit: 4,
      err: expect.stringContaining('The tree is of another ledger.') as string,
    });
    const rebuild = ['projector', 'rebuild', '--force', '--data', data];
    expect(await run(rebuild, { env: moved })).toMatchObject({ exit: 0 });
    expect(JSON.parse((await list()).out)).toHaveLength(3);
  });

  it('is exported to standard output, and from a token on', async () => {
    const env = inFiles(old);
    const { out } = await exported(old, env);
    const all = readFileSync(out, 'utf8');
    expect((await run(['log', 'export', '--data', old], { env })).out).toBe(all);
    const lines = all.split('\n');
    const after = 'e1-00000000000000000600';
    const rest = (await run(['log', 'export', '--after', after, '--data', old], { env })).out.split(
      '\n',
    );
    expect(rest.slice(1, -2)).toEqual(lines.slice(601, -2));
    expect(JSON.parse(rest[0]!)).toMatchObject({ after: { token: after, sequence: 600 } });
  });

  it('is exported whole by one of several exports to one name, and the others are refused', async () => {
    const env = inFiles(old);
    const whole = readFileSync((await exported(old, env)).out, 'utf8');
    const out = join(folder(), 'ledger.jsonl');
    const ended = await Promise.all(
      [1, 2, 3].map(() => run(['log', 'export', '--out', out, '--data', old], { env })),
    );
    expect(ended.map(({ exit }) => exit).sort()).toEqual([0, 1, 1]);
    for (const { exit, err } of ended) if (exit === 1) expect(err).toContain('exists already');
    expect(readFileSync(out, 'utf8')).toBe(whole);
    expect(readdirSync(dirname(out))).toEqual(['ledger.jsonl']);
  });

  it.each([
    [2, 'JSON and the log on one output', ['log', 'export', '--json'], '--out'],
    [2, 'no file', ['log', 'import'], 'log import needs FILE'],
    [1, 'a file that is not there', ['log', 'import', 'none.jsonl'], 'none.jsonl does not exist.'],
    [1, 'a folder', ['log', 'import', 'src'], 'src is a directory:'],
    [1, 'another file', ['log', 'import', 'package.json'], 'package.json, line 1: it is not JSON.'],
    [1, 'a taken name', ['log', 'export', '--out', 'package.json'], 'package.json exists already'],
    [
      1,
      'a token after the last event',
      ['log', 'export', '--after', 'e1-00000000000000009999'],
      'another ledger issued it',
    ],
    [
      1,
      'a token of another epoch',
      ['log', 'export', '--after', 'e9-00000000000000000001'],
      'another epoch',
    ],
  ])('refuses (%i) %s', async (exit, _, argv, sentence) => {
    const ran = await run([...argv, '--data', old], { env: inFiles(old) });
    expect(ran).toMatchObject({ exit, out: '' });
    expect(ran.err).toMatch(/^[^\n]+\n$/);
    expect(ran.err).toContain(sentence);
  });

  it('is refused (1) for a folder without a ledger, which stays without one', async () => {
    const data = join(folder(), 'none');
    const ran = await run(['log', 'export', '--data', data], { env: inFiles(data) });
    expect(ran).toMatchObject({
      exit: 1,
      out: '',
      err: expect.stringContaining('There is no ledger in'),
    });
    expect(existsSync(data)).toBe(false);
  });
});

describe('A transfer of a log that is killed', () => {
  const APPENDS = 240;
  const EVENTS = 25;
  let old: string;
  let house: Awaited<ReturnType<typeof emptyServerLedger>>;
  beforeAll(async () => {
    await built();
    old = folder();
    house = await emptyServerLedger();
    const log = await openLog({ kind: 'sqlite', file: fileOf(old) });
    await log.restore(
      Array.from({ length: APPENDS }, (_, i) =>
        agencies(`agency-${i % 50}`, Math.floor(i / 50) * EVENTS, EVENTS),
      ),
    );
    await log.close();
  }, BUILD_MS_MAX);
  afterAll(() => house.dispose());

  /** Runs a command and kills it after `ms` milliseconds, unless it has ended. */
  const killed = async (
    argv: readonly string[],
    env: Readonly<Record<string, string>>,
    ms: number,
  ): Promise<Ended> => {
    const { child, ended } = start(argv, env);
    const stop = new AbortController();
    void sleep(ms, undefined, { signal: stop.signal }).then(
      () => child.kill('SIGKILL'),
      () => {},
    );
    const how = await ended;
    stop.abort();
    return how;
  };
  /** What a command prints that nobody kills. */
  const done = async (argv: readonly string[], env: Readonly<Record<string, string>>) => {
    const { exit, out, err } = await run(argv, { env });
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    return out;
  };
  /** The process was killed before it had created the log in the file. */
  const noneIn = (error: unknown): [] => {
    expect(String(error)).toContain('an empty file');
    return [];
  };
  const KILLS = 6;
  /** Delays from the start of a process up to `most` milliseconds. */
  const delays = (most: number): number[] =>
    Array.from({ length: KILLS }, (_, i) => 80 + ((most - 80) * i) / (KILLS - 1));

  itInCi('leaves no incomplete export file, and the next export is complete', async () => {
    const out = join(folder(), 'ledger.jsonl');
    const argv = ['log', 'export', '--out', out, '--data', old];
    for (const ms of delays(700)) {
      await killed(argv, inFiles(old), ms);
      if (existsSync(out)) break;
    }
    if (!existsSync(out)) await done(argv, inFiles(old));
    const data = folder();
    await done(['log', 'import', out, '--data', data], inFiles(data));
    expect(await eventsAt({ kind: 'sqlite', file: fileOf(data) })).toEqual(
      await eventsAt({ kind: 'sqlite', file: fileOf(old) }),
    );
  });

  itInCi.each([
    ['a file', async (): Promise<LogPlace> => ({ kind: 'sqlite', file: fileOf(folder()) }), 1_000],
    [
      'EventStoreDB',
      async (): Promise<LogPlace> => ({ kind: 'eventstoredb', connection: house.connection }),
      2_500,
    ],
  ] as const)(
    'into %s leaves the first appends, each complete, and the next run imports the rest',
    async (_, place, most) => {
      const out = join(folder(), 'ledger.jsonl');
      await done(['log', 'export', '--out', out, '--data', old], inFiles(old));
      const expected = (await eventsAt({ kind: 'sqlite', file: fileOf(old) })).map(withoutPosition);
      const to = await place();
      const env = { LEDGER_LOG: to.kind === 'sqlite' ? `sqlite:${to.file}` : to.connection };
      const argv = ['log', 'import', out, '--json', '--data', folder()];
      const seen: number[] = [];
      for (const ms of delays(most)) {
        await killed(argv, env, ms);
        const isThere = to.kind !== 'sqlite' || existsSync(to.file);
        const events = isThere ? await eventsAt(to).catch(noneIn) : [];
        expect(events.length % EVENTS).toBe(0);
        expect(events.map(withoutPosition)).toEqual(expected.slice(0, events.length));
        seen.push(events.length);
        if (events.length === expected.length) break;
      }
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      expect(JSON.parse(await done(argv, env))).toMatchObject({
        events: expected.length,
        appended: expected.length - seen.at(-1)!,
      });
      expect((await eventsAt(to)).map(withoutPosition)).toEqual(expected);
    },
  );

  itInCi(
    'leaves no incomplete backup, and after a restore either the old log or the new one',
    async () => {
      const data = folder();
      const env = inFiles(data);
      const backup = join(folder(), 'backup');
      const make = ['backup', backup, '--data', old];
      for (const ms of delays(700)) {
        await killed(make, inFiles(old), ms);
        if (existsSync(backup)) break;
      }
      if (!existsSync(backup)) await done(make, inFiles(old));
      const whole = await eventsAt({ kind: 'sqlite', file: fileOf(old) });
      expect(await eventsAt({ kind: 'sqlite', file: backup })).toEqual(whole);

      await done(['restore', backup, '--data', data], env);
      const log = await openLog({ kind: 'sqlite', file: fileOf(data) });
      await log.restore([agencies('agency-later', 0, 3)]);
      await log.close();
      const argv = ['restore', backup, '--replace', '--data', data];
      for (const ms of delays(900)) {
        await killed(argv, env, ms);
        // As the next program that writes: it rolls back what the restore had begun in the file of the old log.
        await (await openLog({ kind: 'sqlite', file: fileOf(data) })).close();
        const { events, lastToken } = JSON.parse(
          await done(['audit', 'verify', '--json', '--data', data], env),
        ) as { events: number; lastToken: string };
        // The epoch is raised in the same step that puts the backup in place.
        expect([whole.length, whole.length + 3]).toContain(events);
        expect(lastToken.startsWith('e2-')).toBe(events !== whole.length);
      }
      await done(argv, env);
      const open = await openLog({ kind: 'sqlite', file: fileOf(data) });
      expect((await open.identity()).epoch).toBeGreaterThan(2);
      await open.close();
      expect(await eventsAt({ kind: 'sqlite', file: fileOf(data) })).toEqual(whole);
    },
  );
});
