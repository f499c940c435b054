import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BudgetId } from '../../src/domain/values/budget-id.js';
import type { Ledgers } from '../ledgers.js';
import { load, type Asked } from './load.js';
import { inTurns, median, percentile } from '../measure.js';
import { Random } from '../random.js';
import { atLeast, milliseconds, rate, type Row, type Section } from '../report.js';
import { settled, startServer, startService } from '../child.js';
import type { Workspace } from '../workspace.js';

const CONNECTIONS = 16;
/** Until the service has compiled what answers a question. */
const WARM_UP_MS = 3_000;
const TABLE_TARGET = 0.4;
const REPORT_TARGET = 0.25;
const BARE = fileURLToPath(new URL('../children/bare.js', import.meta.url));

/** A question of a client: `of` is a path of a budget, on a day of its year. */
interface Question {
  readonly what: string;
  readonly of: (budget: BudgetId, day: string) => string;
  readonly target: number;
}

const QUESTIONS: readonly Question[] = [
  {
    what: 'table 3 as of a day',
    of: (budget, day) => `/v1/budgets/${budget}/tables/3?effective=${day}`,
    target: TABLE_TARGET,
  },
  {
    what: 'lines as of a day',
    of: (budget, day) => `/v1/budgets/${budget}/lines?effective=${day}`,
    target: REPORT_TARGET,
  },
  {
    what: 'bridge as of a day',
    of: (budget, day) => `/v1/budgets/${budget}/bridge?effective=${day}`,
    target: REPORT_TARGET,
  },
  {
    what: 'trail, 50 entries',
    of: (budget, day) => `/v1/budgets/${budget}/trail?limit=50&effective=${day}`,
    target: REPORT_TARGET,
  },
];

/**
 * Reads over HTTP on 16 connections, beside a bare Fastify server that sends bytes of the same length: each question new, and
 * then the same one again, whose answer was kept.
 */
export const benchHttp = async (
  ledgers: Ledgers,
  workspace: Workspace,
  quick: boolean,
): Promise<Section> => {
  const size = quick ? 100_000 : 1_000_000;
  const ms = quick ? 500 : 1_000;
  const repetitions = quick ? 2 : 3;
  const { log, budgets, events } = await ledgers.of(size);
  const env = {
    LEDGER_LOG: `sqlite:${log}`,
    LEDGER_VIEWS: `sqlite:${await ledgers.viewsOf(size)}`,
  };
  const service = await startService(workspace.path('http'), env);
  const rows: Row[] = [];
  const raw: Record<string, unknown> = {};
  try {
    await settled(service, events);
    for (const { what, of, target } of QUESTIONS) {
      const random = new Random(size);
      let asked = 0;
      // A part of the accepted form that nobody reads makes it a question that was never asked before.
      const anew = (): Asked => ({
        path: of(random.oneOf(budgets), dayOf(random)),
        headers: { accept: `application/json, x/${(asked += 1)}` },
      });
      const path = of(budgets[Math.floor(budgets.length / 2)]!, '2100-01-01');
      const file = workspace.path('body.json');
      writeFileSync(file, Buffer.from(await (await fetch(service.address + path)).arrayBuffer()));
      const bare = await startServer([BARE, file]);
      const times = new Map<string, number[]>();
      const contender = (name: string, address: string, next: () => Asked) => ({
        name,
        run: async (isWarmUp: boolean) => {
          const measured = await load(address, CONNECTIONS, isWarmUp ? WARM_UP_MS : ms, next);
          if (!isWarmUp) times.set(name, [...(times.get(name) ?? []), ...measured.times]);
          return measured.perSecond;
        },
      });
      const figures = await inTurns(
        [
          contender('anew', service.address, anew),
          contender('kept', service.address, () => ({ path })),
          contender('bare', bare.address, () => ({ path })),
        ],
        repetitions,
      );
      await bare.stop();
      const floor = median(figures.get('bare')!);
      const p99 = (name: string) => milliseconds(percentile(times.get(name)!, 99));
      for (const name of ['anew', 'kept']) {
        const ours = median(figures.get(name)!);
        rows.push({
          what: name === 'anew' ? what : `${what}, again`,
          ours: `${rate(ours, 'requests')}, p99 ${p99(name)}`,
          beside: `${rate(floor, 'requests')}, p99 ${p99('bare')}`,
          ratio: ours / floor,
          target: atLeast(ours / floor, target),
        });
      }
      raw[what] = Object.fromEntries(figures);
    }
  } finally {
    await service.stop();
  }
  return {
    title: 'k. Reads over HTTP',
    rows,
    notes: [
      `${CONNECTIONS} connections in this process, the service and the bare server in others, on ${size.toLocaleString('en')} events.`,
      '"Again": the same question while nothing is recorded, whose answer the service has kept.',
    ],
    raw,
  };
};

const dayOf = (random: Random): string => {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${random.whole(2016, 2025)}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}`;
};
