import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startServer, startService } from '../child.js';
import { load, type Asked } from './load.js';
import { inTurns, median, percentile } from '../measure.js';
import { atLeast, milliseconds, rate, type Section } from '../report.js';
import type { Workspace } from '../workspace.js';

const CONNECTIONS = 64;
const BUDGETS = 64;
const TARGET = 0.5;
const BARE = fileURLToPath(new URL('../children/bare-commits.js', import.meta.url));

/** Amendments proposed over HTTP on 64 connections, beside a bare Fastify server that records the same bodies. */
export const benchAmendments = async (workspace: Workspace, quick: boolean): Promise<Section> => {
  const ms = quick ? 1_000 : 3_000;
  const service = await startService(workspace.path('amendments'));
  const post = async (path: string, body: object): Promise<string> => {
    const { headers, ...asked } = requestOf(path, body);
    const answer = await fetch(`${service.address}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: asked.body!,
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`POST ${path} answers ${answer.status}: ${text}`);
    return text;
  };
  for (let n = 0; n < BUDGETS; n += 1) {
    const agency = { code: `office${n}`, name: `办公室${n}` };
    await post('/v1/budgets', { agency, fiscalYear: 2024, scope: 'unit' });
    await post(`/v1/budgets/office${n}-2024-unit/lines`, {
      lines: [{ ...LINE, amount: '1000.00' }],
    });
  }
  const file = workspace.path('answer.json');
  writeFileSync(file, await post(pathOf(0), AMENDMENT));
  const bare = await startServer([BARE, workspace.path('bare.db'), file]);
  let asked = 0;
  const next = (): Asked => requestOf(pathOf((asked += 1) % BUDGETS), AMENDMENT);
  const times = new Map<string, number[]>();
  const contender = (name: string, address: string) => ({
    name,
    run: async () => {
      const measured = await load(address, CONNECTIONS, ms, next);
      times.set(name, [...(times.get(name) ?? []), ...measured.times]);
      return measured.perSecond;
    },
  });
  try {
    const figures = await inTurns(
      [contender('ours', service.address), contender('bare', bare.address)],
      quick ? 2 : 3,
    );
    const [ours, theirs] = [median(figures.get('ours')!), median(figures.get('bare')!)];
    const p99 = (name: string) => milliseconds(percentile(times.get(name)!, 99));
    return {
      title: 'p. Amendments over HTTP',
      rows: [
        {
          what: `proposed in ${BUDGETS} budgets`,
          ours: `${rate(ours, 'requests')}, p99 ${p99('ours')}`,
          beside: `${rate(theirs, 'requests')}, p99 ${p99('bare')}`,
          ratio: ours / theirs,
          target: atLeast(ours / theirs, TARGET),
        },
      ],
      notes: [
        `${CONNECTIONS} connections in this process, the service and the bare server in others. Each answer says that the change is on disk.`,
        'Bare: Fastify and SQLite alone, which records the body in a stream of its own, and all that arrive in one turn of the event loop in one commit. Ours decides each proposal by the state of its budget, in which those before it wait.',
      ],
      raw: Object.fromEntries(figures),
    };
  } finally {
    await bare.stop();
    await service.stop();
  }
};

const LINE = {
  schedule: 'expenditure',
  fund: 'general',
  function: '2010301',
  expenditure: 'project',
  name: '行政运行',
} as const;

const AMENDMENT = {
  kind: 'supplement',
  changes: [
    {
      function: LINE.function,
      fund: 'general',
      expenditure: 'project',
      project: '项目',
      amount: '1.00',
    },
  ],
  reason: '年中追加',
};

const pathOf = (budget: number): string => `/v1/budgets/office${budget}-2024-unit/amendments`;

const requestOf = (path: string, body: object): Asked => ({
  path,
  body: JSON.stringify(body),
  headers: { 'ledger-actor': 'bench', 'if-match': '*', 'idempotency-key': randomUUID() },
});
