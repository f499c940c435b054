import { jest } from '@jest/globals';
import { outputOf, startChild } from '../support/child-process.js';
import type { Line } from '../support/cli-child.js';
import { environmentOf } from '../support/test-stores.js';
import { INTERFACES, type Parameters, type Ledger } from '../support/interfaces.js';
import { answer, folders, run } from './cli-harness.js';
import type { LinesAnswer } from '../../src/budgets/lines/lines.answer.js';
import { PROCESS_TEST_MS } from '../support/timeouts.js';
import { itInCi } from '../support/it-in-ci.js';
import { cases } from '../support/rounds.js';

jest.setTimeout(PROCESS_TEST_MS);

/*
 * Two axes: what was in force on a day, as known at an instant or a position. One history for all of it: a supplement that
 * was recorded after it took effect, a correction, an execution figure.
 */

const BUDGET = 'minhang-2024-unit';
const LINE = 'expenditure/general/2120199/project';
const QUESTIONS = ['tables/3', 'tables/1', 'lines', 'deltas', 'bridge', 'trail'] as const;

describe.each(cases(1, INTERFACES))(
  'A question as of a day, as known at an instant, through $name',
  ({ enter }) => {
    let ledger: Ledger;
    /** The as-of values of the answer after each step. */
    let known: Record<'opened' | 'supplement' | 'corrected', LinesAnswer['asOf']>;
    beforeAll(async () => {
      ledger = await enter();
      await ledger.budget(BUDGET, {
        'revenue/2120199/fiscal-appropriation': '6826475.00',
        [LINE]: '6826475.00',
      });
      const now = async () => (await ledger.ask('lines', BUDGET)).asOf;
      const opened = await now();
      await ledger.amend(
        BUDGET,
        {
          kind: 'supplement',
          reason: '追加',
          changes: [{ function: '2120199', expenditure: 'project', amount: '1000.00' }],
        },
        {
          authority: { number: '闵财预〔2024〕8号' },
          approvedOn: '2024-11-20',
          effectiveOn: '2024-07-01',
        },
      );
      const supplement = await now();
      const { entries } = await ledger.ask('trail', BUDGET, {
        line: 'revenue/2120199/fiscal-appropriation',
      });
      await ledger.correct(BUDGET, {
        corrects: entries.at(-1)!.id,
        line: 'revenue/2120199/fiscal-appropriation',
        to: '1001.00',
        reason: '登记错误',
      });
      await ledger.execute(BUDGET, {
        asOf: '2024-12-31',
        status: 'final',
        figures: [{ function: '2120199', expenditure: 'project', amount: '6000000.00' }],
      });
      known = { opened, supplement, corrected: await now() };
    });
    afterAll(() => ledger.close());

    const bound = (asked: Parameters) =>
      Object.fromEntries(
        Object.entries(asked).map(([name, value]) => [
          name,
          value?.startsWith('@')
            ? (known[value.slice(1) as keyof typeof known][name as 'recorded' | 'position'] ??
              undefined)
            : value,
        ]),
      );

    it.each`
      effective       | recorded         | position         | amount          | because
      ${undefined}    | ${undefined}     | ${undefined}     | ${'6827475.00'} | ${'without bounds all counts'}
      ${'2024-06-30'} | ${undefined}     | ${undefined}     | ${'6826475.00'} | ${'it was not in force yet'}
      ${'2024-07-01'} | ${undefined}     | ${undefined}     | ${'6827475.00'} | ${'from that day on it was, as is known since'}
      ${'2024-07-01'} | ${'@opened'}     | ${undefined}     | ${'6826475.00'} | ${'nobody knew of it then'}
      ${'2024-07-01'} | ${undefined}     | ${'@opened'}     | ${'6826475.00'} | ${'nor at that position'}
      ${undefined}    | ${'@supplement'} | ${'@opened'}     | ${'6826475.00'} | ${'the earlier bound holds'}
      ${undefined}    | ${'@opened'}     | ${'@supplement'} | ${'6826475.00'} | ${'whichever it is'}
      ${'2023-12-31'} | ${undefined}     | ${undefined}     | ${undefined}    | ${'the year had not begun'}
    `(
      'shows the line at $amount, because $because (effective: $effective, recorded: $recorded, position: $position)',
      async ({ effective, recorded, position, amount }) => {
        const asked = bound({ effective, recorded, position } as Parameters);
        expect(await ledger.adjusted(BUDGET, LINE, asked)).toBe(amount);
        const { rows, total } = await ledger.ask('bridge', BUDGET, asked);
        expect(rows.find(({ line }) => line === LINE)?.adjusted).toBe(amount);
        expect(total.adjusted).toBe(amount ?? '0.00');
        const { totals } = await ledger.table(BUDGET, 3, asked);
        expect((totals as Record<string, string | null>)['project'] ?? undefined).toBe(amount);
        const trail = (await ledger.ask('trail', BUDGET, { ...asked, line: LINE })).entries;
        expect(trail.at(-1)?.after ?? undefined).toBe(amount);
      },
    );

    it('is answered with a correction from the effective date of the corrected record on, and not as known before it', async () => {
      const revenue = (asked: Parameters) =>
        ledger.adjusted(BUDGET, 'revenue/2120199/fiscal-appropriation', asked);
      expect(await revenue({ effective: '2024-07-01' })).toBe('6827476.00');
      expect(await revenue({ effective: '2024-06-30' })).toBe('6826475.00');
      expect(await revenue(bound({ recorded: '@supplement' }))).toBe('6827475.00');
    });

    it('gets the same bytes when it is asked again with the as-of values of its answer', async () => {
      for (const question of QUESTIONS)
        for (const at of Object.keys(known) as (keyof typeof known)[])
          for (const effective of [undefined, '2024-06-30', '2024-12-31']) {
            const { position, recorded } = known[at];
            const first = await ledger.via.ask(BUDGET, question, { effective, position });
            const { asOf } = JSON.parse(first) as { readonly asOf: LinesAnswer['asOf'] };
            expect(asOf).toEqual({ effective: effective ?? null, recorded, position });
            expect(await ledger.via.ask(BUDGET, question, { effective, recorded: recorded! })).toBe(
              first,
            );
          }
    });

    it('is refused for an instant or a position in the future', async () => {
      for (const question of QUESTIONS) {
        await expect(
          ledger.via.ask(BUDGET, question, { recorded: '2999-01-01T00:00:00Z' }),
        ).rejects.toThrow('is in the future');
        await expect(
          ledger.via.ask(BUDGET, question, { position: '9'.repeat(15) }),
        ).rejects.toThrow('beyond the log');
      }
    });
  },
);

describe('A ledger under any time zone', () => {
  const folder = folders();

  /** Runs command lines in a process with that time zone; returns what each one printed. */
  const cli = async (zone: string, lines: readonly Line[]): Promise<readonly string[]> => {
    const started = startChild('cli-child.ts', [], {
      ...environmentOf(lines[0]!.argv),
      TZ: zone,
    });
    started.child.stdin.end(JSON.stringify(lines));
    return JSON.parse(await outputOf(started)) as readonly string[];
  };

  itInCi('stores and returns the same bytes', async () => {
    const data = folder();
    const written = async (zone: string, ...lines: readonly Line[]) => {
      const common = ['--data', data, '--actor', zone, '--json'];
      const own = lines.map((line) => ({ ...line, argv: [...line.argv, ...common] }));
      return JSON.parse((await cli(zone, own)).at(-1)!) as {
        readonly amendment?: { readonly id: string };
      };
    };
    const lines = ['revenue', 'expenditure']
      .map((schedule) => ({
        schedule,
        function: '2120199',
        ...(schedule === 'revenue'
          ? { source: 'fiscal-appropriation' }
          : { fund: 'general', expenditure: 'project' }),
        amount: '100.00',
      }))
      .map((line) => JSON.stringify(line))
      .join('\n');
    await written('UTC', { argv: ['budgets', 'open', BUDGET, '--name', '某中心'] });
    const change = 'function=2120199 expenditure=project amount=1.00';
    const { amendment } = await written(
      'America/Los_Angeles',
      { argv: ['budgets', 'enter', BUDGET, '-'], stdin: lines },
      {
        argv: [
          'amendments',
          'propose',
          BUDGET,
          '--kind',
          'supplement',
          '--change',
          change,
          '--reason',
          '追加',
        ],
      },
    );
    await written('Asia/Shanghai', {
      argv: [
        'amendments',
        'approve',
        BUDGET,
        amendment!.id,
        '--authority',
        '闵财预〔2024〕8号',
        '--approved-on',
        '2024-12-31',
        '--effective-on',
        '2024-12-31',
      ],
    });
    const { asOf } = answer<LinesAnswer>(
      await run(['budgets', 'lines', BUDGET, '--data', data, '--json']),
    );
    // A date-time without an offset is in the time zone of Shanghai, whatever that of the machine.
    const shanghai = new Date(Date.parse(asOf.recorded!) + 8 * 3_600_000)
      .toISOString()
      .slice(0, -1);
    const questions = [
      ['budgets', 'table', BUDGET, '3', '--effective', '2024-12-31'],
      ['budgets', 'table', BUDGET, '3', '--effective', '2024-12-30'],
      ['budgets', 'lines', BUDGET, '--recorded', shanghai],
      ['budgets', 'bridge', BUDGET, '--position', asOf.position],
      ['budgets', 'trail', BUDGET],
      [
        'audit',
        'changes',
        '--from',
        new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
      ],
      ['audit', 'exceptions'],
    ];
    const lists = questions.map((argv) => ({ argv: [...argv, '--data', data, '--json'] }));
    const answers = await Promise.all(
      ['UTC', 'Asia/Shanghai', 'America/Los_Angeles'].map((zone) => cli(zone, lists)),
    );
    for (const each of answers[0]!) expect(each).toMatch(/^[[{].*[\]}]\n$/);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });
});
