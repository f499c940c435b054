import type { BudgetId } from '../src/domain/values/budget-id.js';
import type { CivilDate } from '../src/domain/values/civil-date.js';
import { TableOf, TableOfHandler } from '../src/budgets/tables/table.query.js';
import { SqliteEventLog } from '../src/log/sqlite/sqlite-event-log.js';
import { SqliteViews } from '../src/views/sqlite/sqlite-views.js';
import type { Ledgers } from './ledgers.js';
import { median, percentile } from './measure.js';
import { Random } from './random.js';
import { atMost, milliseconds, type Row, type Section } from './report.js';

const P50_MS_MAX = 0.15;
const P99_MS_MAX = 0.4;
/** How much longer an answer takes in the largest ledger than in the smallest, half of the questions. */
const SLOWER_MAX = 1.5;
const TABLE = 3;
const ROUNDS = 4;

interface Asked {
  readonly size: number;
  readonly one: number[];
  readonly any: number[];
  /** Processor time for each question about one budget, in ms, one figure for each round. Other processes hardly change it. */
  readonly processor: number[];
}

/** Table 3 of a budget as of a day of its year, in ledgers of growing size, without HTTP. */
export const benchAsOf = async (
  ledgers: Ledgers,
  sizes: readonly number[],
  questions: number,
): Promise<Section> => {
  const asked: (Asked & {
    readonly round: (warm: boolean) => Promise<void>;
    close(): Promise<void>;
  })[] = [];
  for (const size of sizes) {
    const ledger = await ledgers.of(size);
    const log = SqliteEventLog.open({ file: ledger.log, readonly: true });
    const views = await SqliteViews.open(await ledgers.viewsOf(size), () => {});
    const handler = new TableOfHandler(views, log);
    const random = new Random(size);
    const one = ledger.budgets[Math.floor(ledger.budgets.length / 2)]!;
    const figures: Asked = { size, one: [], any: [], processor: [] };
    const time = async (budget: BudgetId) => {
      const question = new TableOf(budget, TABLE, { effective: dayIn(budget, random) });
      const start = performance.now();
      await handler.execute(question);
      return performance.now() - start;
    };
    asked.push({
      ...figures,
      round: async (warm) => {
        const before = process.cpuUsage();
        for (let i = 0; i < questions; i += 1) {
          const ofOne = await time(one);
          if (!warm) figures.one.push(ofOne);
        }
        const { user, system } = process.cpuUsage(before);
        if (!warm) figures.processor.push((user + system) / 1000 / questions);
        for (let i = 0; i < questions; i += 1) {
          const ofAny = await time(random.oneOf(ledger.budgets));
          if (!warm) figures.any.push(ofAny);
        }
      },
      close: async () => {
        await views.close();
        await log.close();
      },
    });
  }
  for (let round = -1; round < ROUNDS; round += 1)
    for (const each of asked) await each.round(round < 0);
  for (const each of asked) await each.close();

  const rows = asked.flatMap(({ size, one, any }): Row[] => {
    const [p50OfAny, p99OfAny] = [percentile(any, 50), percentile(any, 99)];
    const events = size.toLocaleString('en');
    return [
      {
        what: `one budget among ${events} events, p99`,
        ours: milliseconds(percentile(one, 99)),
        beside: `p50 ${milliseconds(percentile(one, 50))}`,
        ratio: percentile(asked[0]!.one, 99) / percentile(one, 99),
      },
      {
        what: `any budget among ${events} events, p50`,
        ours: milliseconds(p50OfAny),
        beside: '',
        ratio: percentile(asked[0]!.any, 50) / p50OfAny,
        target: atMost(p50OfAny, P50_MS_MAX, 'ms'),
      },
      {
        what: `any budget among ${events} events, p99`,
        ours: milliseconds(p99OfAny),
        beside: '',
        ratio: percentile(asked[0]!.any, 99) / p99OfAny,
        target: atMost(p99OfAny, P99_MS_MAX, 'ms'),
      },
    ];
  });
  const p50 = ({ any }: Asked) => percentile(any, 50);
  const slower = p50(asked.at(-1)!) / p50(asked[0]!);
  rows.push({
    what: 'any budget in the largest beside the smallest, p50',
    ours: milliseconds(p50(asked.at(-1)!)),
    beside: milliseconds(p50(asked[0]!)),
    ratio: 1 / slower,
    target: atMost(Number(slower.toFixed(2)), SLOWER_MAX, '×'),
  });
  return {
    title: 'd. Table 3 of a budget as of a date',
    rows,
    notes: [
      'The ratio is to the smallest ledger: 1 means that the time does not grow.',
      `Processor time of one question about one budget: ${asked.map(({ processor }) => milliseconds(median(processor))).join(', ')}; the rest of the times above is waiting.`,
      '"One budget" asks the same budget for different days; "any budget" asks a random one each time, which is read from disk the first time.',
    ],
    raw: asked.map(({ size, one, any, processor }) => ({
      size,
      one: summary(one),
      any: summary(any),
      processor,
    })),
  };
};

const summary = (times: readonly number[]) => ({
  questions: times.length,
  ...Object.fromEntries([50, 90, 99, 99.9].map((p) => [`p${p}`, percentile(times, p)])),
});

const dayIn = (budget: BudgetId, random: Random): CivilDate => {
  const year = budget.split('-')[1]!;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${year}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}` as CivilDate;
};
