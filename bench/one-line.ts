import { fileURLToPath } from 'node:url';
import { percentile } from './measure.js';
import { atMost, milliseconds, type Row, type Section } from './report.js';
import { startService } from './child.js';
import type { Workspace } from './workspace.js';

/** Starts the command line with a monitor of its event loop, which prints the longest delay on SIGUSR2. */
const MONITORED = fileURLToPath(new URL('./children/monitored.js', import.meta.url));

const BUDGET = 'office-2024-unit';
const BATCH = 2_000;
/** Milliseconds of the median. */
const ONE_LINE_MS_MAX = 10;
const LOOP_MS_MAX = 50;

/** One line more in a budget of growing size, through HTTP, and how long a request holds the event loop of the service. */
export const benchOneLine = async (workspace: Workspace, quick: boolean): Promise<Section> => {
  const sizes = quick ? [100, 2_000, 10_000] : [100, 2_000, 5_000, 10_000];
  const writes = quick ? 30 : 200;
  const service = await monitoredService(workspace.path('one-line'));
  const rows: Row[] = [];
  const raw: object[] = [];
  try {
    await service.post('/v1/budgets', {
      agency: { code: 'office', name: '办公室' },
      fiscalYear: 2024,
      scope: 'unit',
    });
    let lines = 0;
    const enter = async (n: number): Promise<number> => {
      const batch = Array.from({ length: n }, () => lineAt(lines++));
      const start = performance.now();
      await service.post(`/v1/budgets/${BUDGET}/lines`, { lines: batch });
      return performance.now() - start;
    };
    let first: number | undefined;
    for (const size of sizes) {
      while (lines < size) await enter(Math.min(BATCH, size - lines));
      // The first writes at a size compile what it needs.
      for (let n = 0; n < 10; n += 1) await enter(1);
      await service.longestDelay();
      const times: number[] = [];
      for (let n = 0; n < writes; n += 1) times.push(await enter(1));
      const delay = await service.longestDelay();
      const p50 = percentile(times, 50);
      first ??= p50;
      const of = size.toLocaleString('en');
      rows.push(
        {
          what: `one line more, of ${of}`,
          ours: milliseconds(p50),
          beside: `p99 ${milliseconds(percentile(times, 99))}`,
          ratio: first / p50,
          target: atMost(p50, ONE_LINE_MS_MAX, 'ms'),
        },
        {
          what: `  the event loop held, at most`,
          ours: milliseconds(delay),
          beside: '',
          ratio: null,
          target: atMost(delay, LOOP_MS_MAX, 'ms'),
        },
      );
      raw.push({ size, times, delay });
    }
  } finally {
    await service.stop();
  }
  return {
    title: 'i. One line more in a large budget',
    rows,
    notes: [
      'POST /v1/budgets/{budget}/lines, one after another, on SQLite; the ratio is to the smallest budget.',
      'The delay is that of monitorEventLoopDelay in the service, collection of garbage included.',
    ],
    raw,
  };
};

const lineAt = (n: number): object => ({
  schedule: 'expenditure',
  fund: 'general',
  function: String(2_010_101 + Math.floor(n / 2)),
  expenditure: n % 2 === 0 ? 'basic' : 'project',
  name: `项目 ${n}`,
  amount: `${1_000 + n}.00`,
});

interface MonitoredService {
  readonly post: (path: string, body: object) => Promise<void>;
  /** In ms, since the last call. */
  readonly longestDelay: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

const monitoredService = async (data: string): Promise<MonitoredService> => {
  const service = await startService(data, {}, ['--import', MONITORED]);
  return {
    post: async (path, body) => {
      const answer = await fetch(`${service.address}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'ledger-actor': 'bench',
          'if-match': '*',
          'idempotency-key': crypto.randomUUID(),
        },
        body: JSON.stringify(body),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`POST ${path} answers ${answer.status}: ${text}`);
    },
    longestDelay: async () => {
      const line = service.nextLine();
      service.signal('SIGUSR2');
      return Number(await line);
    },
    stop: service.stop,
  };
};
