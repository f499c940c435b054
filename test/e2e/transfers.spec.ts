import { jest } from '@jest/globals';
import type { ChangeAnswer } from '../../src/amendments/amendments.answer.js';
import { Config } from '../../src/config/config.js';
import type { BudgetId } from '../../src/domain/values/budget-id.js';
import { civilDate } from '../../src/domain/values/civil-date.js';
import { fromFen, toFen, type Yuan } from '../../src/domain/values/money.js';
import { PinoLogger } from '../../src/http/pino-logger.js';
import { Recorder } from '../../src/ledger/recorder.js';
import { Recovery } from '../../src/ledger/recovery.js';
import type { InTransit } from '../../src/ledger/settle-transfers.js';
import { serve } from '../../src/program/main.js';
import { killed, startChild } from '../support/child-process.js';
import { openLedger } from '../support/test-ledger.js';
import { answer, folders, run } from './cli-harness.js';
import { environmentOf, storesOf } from '../support/test-stores.js';
import type { BudgetAnswer, ShownBudget } from '../../src/budgets/budgets.answer.js';
import type { BridgeAnswer } from '../../src/budgets/reports/bridge.answer.js';
import type { TotalsAnswer } from '../../src/budgets/totals/totals.answer.js';
import type { TrailAnswer } from '../../src/budgets/reports/trail.answer.js';
import { PROCESS_TEST_MS } from '../support/timeouts.js';
import { until } from '../support/until.js';
import { itInCi } from '../support/it-in-ci.js';
import { cases } from '../support/rounds.js';

jest.setTimeout(PROCESS_TEST_MS);

const folder = folders();
const GIVER = 'putuo-2023-unit';
const RECEIVER = 'putuo-2024-unit';
const TOTAL = '125665500.00';
const CARRIED = '25665400.00';

const cli = async (data: string, argv: readonly string[], actor = 'li', stdin = '') => {
  const ran = await run([...argv, '--data', data, '--actor', actor, '--json'], { stdin });
  if (ran.exit !== 0) throw new Error(ran.err);
  return answer<never>(ran);
};

/** Two budgets, and a proposed carry-forward from one to the other; returns its id. */
const prepared = async (data: string): Promise<string> => {
  for (const [budget, amount] of [
    [GIVER, '125665400.00'],
    [RECEIVER, '100.00'],
  ] as const) {
    await cli(data, ['budgets', 'open', budget, '--name', '普陀区城市运行管理中心']);
    const fields = { fund: 'general', function: '2120199', expenditure: 'project', amount };
    const line = JSON.stringify({ schedule: 'expenditure', ...fields });
    await cli(data, ['budgets', 'enter', budget, '-'], 'li', line);
  }
  const body = {
    kind: 'carry-forward',
    reason: '跨年度项目',
    to: RECEIVER,
    changes: [{ function: '2120199', expenditure: 'project', amount: `-${CARRIED}` }],
  };
  const proposed: { readonly amendment: { readonly id: string } } = await cli(
    data,
    ['amendments', 'propose', GIVER, '--file', '-'],
    'li',
    JSON.stringify(body),
  );
  return proposed.amendment.id;
};

const approving = (data: string, amendment: string): readonly string[] => [
  'amendments',
  'approve',
  GIVER,
  amendment,
  '--authority',
  '普财预〔2023〕40号',
  '--approved-on',
  '2023-12-29',
  '--data',
  data,
  '--actor',
  'wang',
];

/** Runs a command in its own process and kills it once so many appends are durable. */
const killedAfter = async (appends: number, argv: readonly string[]): Promise<void> => {
  const started = startChild('transfer-child.ts', [String(appends), ...argv], environmentOf(argv));
  const { child } = started;
  child.stdin.end();
  child.stdout.on('data', (text: string) => {
    if (text.includes('holding')) child.kill('SIGKILL');
  });
  await killed(started);
};

const inTransit = (data: string): Promise<readonly InTransit[]> =>
  cli(data, ['audit', 'in-transit']);

/** The sum over all budgets, with the money in transit. */
const sum = async (data: string): Promise<Yuan> => {
  const budgets: readonly BudgetAnswer[] = await cli(data, ['budgets', 'list']);
  let fen = 0n;
  for (const { budget } of budgets) {
    const { total }: BridgeAnswer = await cli(data, ['budgets', 'bridge', budget]);
    fen += toFen(total.adjusted);
  }
  for (const { amount } of await inTransit(data)) fen += toFen(amount);
  let summed = 0n;
  for (const year of ['2023', '2024']) {
    const totals: TotalsAnswer = await cli(data, ['budgets', 'totals', '--year', year]);
    summed += toFen(totals.total.adjusted) + toFen(totals.inTransit);
  }
  expect(summed).toBe(fen);
  return fromFen(fen);
};

const received = async (data: string): Promise<readonly string[]> => {
  const { out } = await run(
    ['changes', 'follow', '--end', '--budget', RECEIVER, '--type', 'BudgetAmended', '--data', data],
    {},
  );
  return out.split('\n').filter((change) => change !== '');
};

const served = async (data: string): Promise<void> => {
  const service = await serve(
    Config.of(storesOf(data), { data, port: 0 }),
    PinoLogger.toStandardError('silent'),
  );
  try {
    await until('nothing in transit', async () => {
      const response = await fetch(`${service.address}/v1/audit/in-transit`);
      return ((await response.json()) as readonly unknown[]).length === 0;
    });
  } finally {
    await service.close();
  }
};

describe('An approval that is killed', () => {
  it.each(
    cases(1, [
      {
        appends: 1,
        transit: 1,
        arrived: 0,
        because: 'between the giving and the receiving side, the money is in transit',
      },
      {
        appends: 0,
        transit: 0,
        arrived: 0,
        because: 'before anything is durable, nothing has happened',
      },
      { appends: 2, transit: 0, arrived: 1, because: 'after both, everything has happened' },
    ]),
  )('after $appends appends: $because', async ({ appends, transit, arrived }) => {
    const data = folder();
    const amendment = await prepared(data);
    expect(await sum(data)).toBe(TOTAL);
    await killedAfter(appends, approving(data, amendment));
    expect(await inTransit(data)).toHaveLength(transit);
    expect(await received(data)).toHaveLength(arrived);
    expect(await sum(data)).toBe(TOTAL);
  });

  itInCi('is completed by a service that starts, and only once', async () => {
    const data = folder();
    const amendment = await prepared(data);
    await killedAfter(1, approving(data, amendment));
    expect(await inTransit(data)).toEqual([
      expect.objectContaining({ from: GIVER, to: RECEIVER, amount: CARRIED, amendment }),
    ]);
    await served(data);
    await served(data);
    expect(await received(data)).toHaveLength(1);
    expect(await sum(data)).toBe(TOTAL);
  });

  itInCi(
    'is completed by the next command that writes, and only once by several at the same time',
    async () => {
      const data = folder();
      const amendment = await prepared(data);
      await killedAfter(1, approving(data, amendment));
      await Promise.all(
        ['a', 'b', 'c'].map((agency) =>
          cli(data, ['budgets', 'open', `${agency}-2024-unit`, '--name', agency]),
        ),
      );
      expect(await inTransit(data)).toEqual([]);
      expect(await received(data)).toHaveLength(1);
      expect(await sum(data)).toBe(TOTAL);
      const [change] = await received(data);
      expect(JSON.parse(change!)).toMatchObject({
        actor: 'wang',
        effectiveOn: '2024-01-01',
        data: { transfer: { side: 'receiving', budget: GIVER } },
      });
    },
  );

  itInCi('is completed by a service that was already running', async () => {
    const data = folder();
    const amendment = await prepared(data);
    const ledger = await openLedger({ folder: data });
    try {
      ledger.get(Recovery).start((error) => {
        throw error;
      }, 20);
      await killedAfter(1, approving(data, amendment));
      await until('the receiving side', async () => (await received(data)).length > 0);
    } finally {
      await ledger.close();
    }
    expect(await sum(data)).toBe(TOTAL);
  });
});

/** Closes the receiver without completing what is in transit, as another process does at that moment. */
const closedMeanwhile = async (data: string): Promise<void> => {
  const ledger = await openLedger({ folder: data });
  try {
    await ledger.get(Recorder).record(
      RECEIVER as BudgetId,
      {
        type: 'CloseYear',
        on: civilDate('2024-12-31'),
        confirm: RECEIVER,
        today: civilDate('2025-01-15'),
        incoming: null,
      },
      { actor: 'wang' },
    );
  } finally {
    await ledger.close();
  }
};

describe('A transfer that cannot arrive', () => {
  itInCi(
    'stays in transit with the reason, and the sum over all budgets does not change',
    async () => {
      const data = folder();
      const amendment = await prepared(data);
      await killedAfter(1, approving(data, amendment));
      await closedMeanwhile(data);
      for (let again = 0; again < 2; again += 1) {
        expect(await inTransit(data)).toEqual([
          expect.objectContaining({
            to: RECEIVER,
            amount: CARRIED,
            problem: 'The year was closed on 2024-12-31: only corrections may follow.',
          }),
        ]);
        expect(await sum(data)).toBe(TOTAL);
        const { incoming }: ShownBudget = await cli(data, ['budgets', 'show', RECEIVER]);
        expect(incoming).toMatchObject([{ status: 'in-transit', amount: CARRIED }]);
        await cli(data, ['budgets', 'open', 'other-2024-unit', '--name', '某局']);
      }
    },
  );

  it('is returned to its giver, whose bridge, lines and trail close', async () => {
    const data = folder();
    const amendment = await prepared(data);
    await killedAfter(1, approving(data, amendment));
    await closedMeanwhile(data);
    const returning = ['amendments', 'return', GIVER, amendment, '--reason', '接收单位已关账'];
    const returned: ChangeAnswer = await cli(data, returning, 'zhao');
    expect(returned.amendment).toMatchObject({
      id: amendment,
      status: 'returned',
      approvedBy: 'wang',
      ended: { by: 'zhao', reason: '接收单位已关账' },
    });
    expect(await inTransit(data)).toEqual([]);
    expect(await sum(data)).toBe(TOTAL);
    const { rows, total }: BridgeAnswer = await cli(data, ['budgets', 'bridge', GIVER]);
    expect(total).toMatchObject({
      amendments: { 'carry-forward': '0.00' },
      adjusted: '125665400.00',
    });
    expect(rows[0]!.events).toHaveLength(3);
    const { lines }: { readonly lines: readonly object[] } = await cli(data, [
      'budgets',
      'lines',
      GIVER,
      '--effective',
      '2023-12-29',
    ]);
    expect(lines).toMatchObject([{ amount: '125665400.00' }]);
    const { entries }: TrailAnswer = await cli(data, ['budgets', 'trail', GIVER]);
    expect(entries.at(-1)).toMatchObject({
      type: 'TransferReturned',
      before: '100000000.00',
      delta: '+25665400.00',
      after: '125665400.00',
      effectiveOn: '2023-12-29',
      actor: 'zhao',
    });
    const again = await run([...returning, '--data', data]);
    expect(again).toMatchObject({ exit: 1, err: expect.stringContaining('is returned') });
    expect(await cli(data, ['audit', 'verify'])).toMatchObject({ ok: true });
  });

  it('is refused while its receiver is known to be closed', async () => {
    const data = folder();
    const amendment = await prepared(data);
    await cli(data, ['budgets', 'close', RECEIVER, '--on', '2024-12-31', '--confirm', RECEIVER]);
    expect(await run(approving(data, amendment))).toMatchObject({
      exit: 1,
      err: expect.stringContaining('was closed on 2024-12-31'),
    });
    expect(await inTransit(data)).toEqual([]);
  });
});

describe('A transfer that arrived', () => {
  itInCi('is an exception while one half is corrected and the other is not', async () => {
    const data = folder();
    await cli(data, approving(data, await prepared(data)), 'wang');
    const exceptions = async (): Promise<readonly object[]> =>
      cli(data, ['audit', 'exceptions', '--rule', 'transfer-halves-differ']);
    const corrected = async (budget: string, to: string) => {
      const { entries }: TrailAnswer = await cli(data, ['budgets', 'trail', budget]);
      const { id } = entries.find(({ type }) => type === 'BudgetAmended')!;
      const line = ['--line', 'expenditure/general/2120199/project', '--reason', '录错'];
      await cli(data, ['corrections', 'add', budget, '--corrects', id, '--to', to, ...line]);
    };
    expect(await exceptions()).toEqual([]);
    await corrected(GIVER, '-1000.00');
    expect(await exceptions()).toMatchObject([
      {
        budget: GIVER,
        message: expect.stringMatching(`^1000.00 is given.* ${CARRIED} has arrived`),
      },
    ]);
    await corrected(RECEIVER, '1000.00');
    expect(await exceptions()).toEqual([]);
  });
});
