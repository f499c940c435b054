import { jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  budget,
  contentOf,
  corrected,
  entered,
  registered,
  replayed,
  ProjectorLedger,
} from '../../test/support/projector-ledger.js';
import { onPostgres } from '../../test/support/test-stores.js';
import { PROCESS_TEST_MS } from '../../test/support/timeouts.js';
import { itInCi } from '../../test/support/it-in-ci.js';

jest.setTimeout(PROCESS_TEST_MS);

/** Events for several transactions of 2,000 each; pages have 1,000. */
const BUDGETS = 30;
const LINES = 250;

let ledger: ProjectorLedger;
let expected: string;
const children: ChildProcess[] = [];

const support = (name: string): string =>
  fileURLToPath(new URL(`../../test/support/${name}`, import.meta.url));

const start = (steps = ''): ChildProcess => {
  const child = spawn(
    process.execPath,
    [
      '--import',
      support('typescript-loader.mjs'),
      support('projector-child.ts'),
      ledger.folder,
      steps,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  return child;
};

const answerOf = async (child: ChildProcess): Promise<string> => {
  let text = '';
  child.stdout!.setEncoding('utf8').on('data', (part: string) => (text += part));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
  return text;
};

const spelled = (content: unknown): string =>
  JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );

beforeAll(async () => {
  ledger = new ProjectorLedger();
  const { log, close } = await ledger.open();
  await Promise.all(
    Array.from({ length: BUDGETS }, async (_, n) => {
      await log.append(`agency-agency${n}`, 'no-stream', [registered(`agency${n}`, `局 ${n}`)]);
      await log.append(
        budget(n),
        'no-stream',
        Array.from({ length: LINES }, (_line, line) => entered(`line${line}`, line + n)),
      );
      await log.append(budget(n), 'any', [corrected('line1', 1, 99)]);
    }),
  );
  expected = spelled(await replayed(log));
  await close();
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await ledger.remove();
});

describe('Processes on one folder', () => {
  itInCi('get the same rows when one is killed while it builds', async () => {
    await ledger.deleteViews();
    // In the first and in the second transaction; three views report each.
    for (const steps of ['1', '5']) {
      const [, signal] = (await once(start(steps), 'close')) as [number | null, string];
      expect(signal).toBe('SIGKILL');
    }
    const { projector, close } = await ledger.open();
    const [status] = await projector.status();
    expect(status).toMatchObject({ state: 'rebuilding' });
    expect(status!.sequence).toBeGreaterThan(0);
    expect(status!.lag).toBeGreaterThan(0);
    await close();
    expect(await answerOf(start())).toBe(expected);
  });

  it('wait for each other when the views were deleted', async () => {
    await ledger.deleteViews();
    const answers = await Promise.all([start(), start(), start()].map(answerOf));
    expect(answers).toEqual([expected, expected, expected]);
  });

  const itOnSqlite = onPostgres ? it.skip : itInCi;
  itOnSqlite('are not disturbed by one that finds the views damaged', async () => {
    await ledger.deleteViews();
    writeFileSync(ledger.viewsFile, 'nothing that SQLite could read'.repeat(100));
    const answers = await Promise.all([start(), start()].map(answerOf));
    expect(answers).toEqual([expected, expected]);
  });

  itInCi('allow one to follow while another rebuilds', async () => {
    const { projector, log, views } = await ledger.open();
    const running = projector.start();
    const appending = async () => {
      const { position } = await log.append(budget(0), 'any', [corrected('line1', 99, 1)]);
      await projector.reached(position, { timeoutMs: PROCESS_TEST_MS });
    };
    await Promise.all([answerOf(start()), appending()]);
    const rebuilt = await (await ledger.open()).projector.rebuild();
    expect(rebuilt.map(({ identical }) => identical)).toEqual([true, true, true]);
    expect(spelled(await contentOf(views))).toBe(spelled(await replayed(log)));
    await projector.stop();
    await running;
  });
});
