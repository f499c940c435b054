import { jest } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild, type Ended } from '../support/child-process.js';
import { bin, built, start } from './cli-bin.js';
import { deleteViews, onEventStoreDb, storesOf } from '../support/test-stores.js';
import { folders, run, SAMPLE_2022, SAMPLE_2023 } from './cli-harness.js';
import { rounds } from '../support/rounds.js';
import { PROCESS_TEST_MS } from '../support/timeouts.js';
import { itInCi } from '../support/it-in-ci.js';

jest.setTimeout(PROCESS_TEST_MS);

const ONE_LINE = /^[^\n]+\n$/;
const BUILD_MS_MAX = 300_000;
const folder = folders();

beforeAll(built, BUILD_MS_MAX);

const answered = <T>({ exit, out, err }: Pick<Ended, 'exit' | 'out' | 'err'>): T => {
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  return JSON.parse(out) as T;
};
const verified = async (data: string) =>
  answered<{ events: number; streams: number; problems: string[] }>(
    await run(['audit', 'verify', '--json', '--data', data]),
  );
describe('A command in its own process', () => {
  it('prints only JSON, and exits with the code of the result', async () => {
    const data = folder();
    const added = await bin('imports', 'add', SAMPLE_2022, '--json', '--data', data);
    expect(answered<{ status: string }[]>(added)).toMatchObject([{ status: 'committed' }]);
    expect(added.out).toMatch(ONE_LINE);
    const cases = [
      [1, ['budgets', 'show', 'nobody-2023-unit']],
      [2, ['budgets', 'nonsense']],
      [2, []],
    ] as const;
    for (const [exit, argv] of cases) {
      const ended = await bin(...argv, '--data', data);
      expect(ended).toMatchObject({ exit, out: '', err: expect.stringMatching(ONE_LINE) });
    }
    expect(await bin('imports', 'check', SAMPLE_2022)).toMatchObject({ exit: 3, err: '' });
  });

  itInCi('succeeds without a message when the reader closes its output', async () => {
    const data = folder();
    await run(['imports', 'add', SAMPLE_2022, '--data', data]);
    const { child, ended } = start(['changes', 'follow', '--end', '--data', data]);
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await ended).toMatchObject({ exit: 0, err: '' });
  });

  itInCi('ends a stream of changes on SIGTERM', async () => {
    const data = folder();
    await run(['budgets', 'open', 'a-2023-unit', '--name', '某局', '--data', data]);
    const { child, ended } = start(['changes', 'follow', '--data', data]);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ exit: 0, signal: null, err: '' });
  });

  itInCi('prints its address, and serves until SIGTERM', async () => {
    const { child, ended } = start(['serve', '--port', '0', '--json', '--data', folder()]);
    const output = await new Promise<Buffer>((resolve) => child.stdout.once('data', resolve));
    const { address } = JSON.parse(output.toString()) as { address: string };
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ exit: 0, signal: null });
  });
});

const itOnFiles = onEventStoreDb ? it.skip : itInCi;

itOnFiles(
  'A service whose log cannot be opened ends with exit 1, whatever else it had opened',
  async () => {
    const data = join(folder(), 'data');
    writeFileSync(data, '');
    const env = { ...storesOf(data), LEDGER_DATA: data, LEDGER_PORT: '0' };
    const { exit, err } = await startChild('../../src/program/main.ts', [], env).ended;
    expect({ exit, err }).toEqual({
      exit: 1,
      err: expect.stringContaining('The log cannot be opened'),
    });
  },
);

describe('Several processes on one folder', () => {
  itInCi('rebuild deleted views together, and give the same answers', async () => {
    const data = folder();
    await run(['imports', 'add', SAMPLE_2022, SAMPLE_2023, '--data', data]);
    const list = ['budgets', 'list', '--json', '--data', data];
    const before = await bin(...list);
    await deleteViews(data);
    const all = await Promise.all([bin(...list), bin(...list), bin(...list), bin(...list)]);
    for (const each of all) expect(each).toEqual(before);
  });

  itInCi(
    'record two documents at the same time, and the change between their years once',
    async () => {
      const data = folder();
      const [first, second] = await Promise.all(
        [SAMPLE_2022, SAMPLE_2023].map((file) =>
          bin('imports', 'add', file, '--json', '--data', data),
        ),
      );
      expect([first!.exit, second!.exit]).toEqual([0, 0]);
      const follow = await run(['changes', 'follow', '--end', '--data', data]);
      const changes = follow.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { type: string; data: Record<string, unknown> });
      const of = (type: string) => changes.filter((change) => change.type === type);
      expect(of('AgencyRegistered')).toHaveLength(1);
      expect(of('BudgetOpened')).toHaveLength(2);
      const totals = of('YearOverYearChangeRecorded').filter(
        ({ data: { origin, delta } }) => origin === 'derived' && delta === '+1076644.60',
      );
      // Once each for expenditure, revenue and the appropriation.
      expect(totals.map(({ data: { subject } }) => JSON.stringify(subject)).sort()).toEqual([
        expect.stringContaining('"kind":"source"'),
        expect.stringContaining('"side":"expenditure"'),
        expect.stringContaining('"side":"revenue"'),
      ]);
    },
  );

  it('record one document once, whichever is first', async () => {
    const data = folder();
    const all = await Promise.all(
      [1, 2, 3].map(() => bin('imports', 'add', SAMPLE_2023, '--json', '--data', data)),
    );
    const answers = all.map((each) => answered<{ status: string; token: string }[]>(each)[0]!);
    const committed = answers.filter(({ status }) => status === 'committed');
    // EventStoreDB reports success to every process that appends the same events at the same moment.
    if (onEventStoreDb) expect(committed).not.toEqual([]);
    else expect(committed).toHaveLength(1);
    expect(new Set(answers.map(({ token }) => token)).size).toBe(1);
    const { out } = await run(['changes', 'follow', '--end', '--data', data]);
    expect(out.match(/"type":"DocumentRegistered"/g)).toHaveLength(1);
  });
});

describe('A process that is killed while it imports', () => {
  itInCi(
    'leaves each document complete or not recorded, and the next run records the rest',
    async () => {
      const whole = folder();
      await run(['imports', 'add', SAMPLE_2022, SAMPLE_2023, '--data', whole]);
      const expected = await run(['changes', 'follow', '--end', '--data', whole]);
      const complete = printedOf(expected.out);
      expect(complete.size).toBe(2);
      const data = folder();
      // Killed at different moments: each run gets a little further, or finds everything done.
      const step = rounds(180, 60);
      for (let delay = 60; delay <= 600; delay += step) {
        const { child, ended } = start([
          'imports',
          'add',
          SAMPLE_2022,
          SAMPLE_2023,
          '--data',
          data,
        ]);
        await sleep(delay);
        child.kill('SIGKILL');
        await ended;
        expect((await verified(data)).problems).toEqual([]);
        const { out } = await run(['changes', 'follow', '--end', '--data', data]);
        for (const [budget, count] of printedOf(out))
          expect([budget, count]).toEqual([budget, complete.get(budget)]);
      }
      const last = await bin('imports', 'add', SAMPLE_2022, SAMPLE_2023, '--json', '--data', data);
      expect(last.exit).toBe(0);
      const after = await run(['changes', 'follow', '--end', '--data', data]);
      expect(printedOf(after.out)).toEqual(complete);
      expect(typesOf(after.out)).toEqual(typesOf(expected.out));
    },
  );

  /** How many figures of documents are recorded, by budget. */
  const printedOf = (out: string): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>();
    for (const line of out.split('\n').filter((each) => each !== '')) {
      const { type, budget } = JSON.parse(line) as { type: string; budget: string };
      if (/^(?:DocumentRegistered|LineEntered|ClaimRecorded)$/.test(type))
        counts.set(budget, (counts.get(budget) ?? 0) + 1);
    }
    return counts;
  };

  const typesOf = (out: string): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const line of out.trimEnd().split('\n')) {
      const { type } = JSON.parse(line) as { type: string };
      counts[type] = (counts[type] ?? 0) + 1;
    }
    return counts;
  };
});
