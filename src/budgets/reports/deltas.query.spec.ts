import { openLedger, CLERK, type TestLedger } from '../../../test/support/test-ledger.js';
import { ChangeBudget } from '../../amendments/change-budget.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { civilDate } from '../../domain/values/civil-date.js';
import type { Against } from './against.js';
import { DeltasOf, type Cut } from './deltas.query.js';

const YEAR_BEFORE = {
  'expenditure/general/2120199/basic': '100.00',
  'expenditure/general/2120199/project': '40.00',
  'expenditure/general/2080505/basic': '10.00',
  'economic/30101/personnel': '70.00',
  'economic/30201/public': '40.00',
  'three-public/reception': '20000.00',
  'three-public/vehicle-running': '30000.00',
  'three-public/operating': '50000.00',
  'project/修缮/fiscal-appropriation': '40.00',
};
const YEAR = {
  'expenditure/general/2120199/basic': '130.00',
  'expenditure/general/2120199/project': '40.00',
  'expenditure/government-fund/2120899/project': '5.00',
  'economic/30101/personnel': '77.00',
  'economic/30201/public': '40.00',
  'three-public/reception': '10000.00',
  'three-public/vehicle-running': '30000.00',
  'three-public/operating': '60000.00',
  'project/修缮/fiscal-appropriation': '45.00',
};

describe('The deltas of a budget', () => {
  let ledger: TestLedger;
  let before: BudgetId;
  let budget: BudgetId;
  /** A budget without expenditure, of whose year before an item without a budget was spent. */
  let unbudgeted: BudgetId;
  beforeAll(async () => {
    ledger = await openLedger();
    before = await ledger.budget('a-2023-unit', YEAR_BEFORE);
    budget = await ledger.budget('a-2024-unit', YEAR);
    for (const [id, on] of [
      [before, '2023-06-01'],
      [budget, '2024-06-01'],
    ] as const) {
      const change = {
        function: '2120199',
        fund: 'general',
        expenditure: 'project',
        economic: null,
        project: null,
        source: 'fiscal-appropriation',
        amount: 10_00n,
      } as const;
      await ledger.approve(id, await ledger.propose(id, 'supplement', [change]), { on });
    }
    await ledger.execute(
      new ChangeBudget(
        before,
        {
          type: 'execute',
          asOf: civilDate('2023-12-31'),
          status: 'final',
          figures: [
            { function: '2120199', expenditure: 'basic', project: null, amount: 90_00n },
            { function: '2120199', expenditure: 'project', project: null, amount: 5_00n },
            { function: '2080505', expenditure: null, project: null, amount: 9_00n },
          ],
        },
        CLERK,
      ),
    );
    const spent = await ledger.budget('b-2023-unit', {
      'expenditure/general/2080505/basic': '10.00',
    });
    unbudgeted = await ledger.budget('b-2024-unit', { 'three-public/reception': '0.00' });
    await ledger.execute(
      new ChangeBudget(
        spent,
        {
          type: 'execute',
          asOf: civilDate('2023-12-31'),
          status: 'final',
          figures: [
            { function: '2080505', expenditure: null, project: null, amount: 9_00n },
            { function: '2101102', expenditure: null, project: null, amount: 1_00n },
          ],
        },
        CLERK,
      ),
    );
  });
  afterAll(() => ledger.close());

  /** The rows and the total, in short: `212 basic: 100.00 → 130.00`. */
  const deltas = async (by: Cut, against: Against = 'prior-budget') => {
    const { rows, total } = await ledger.ask(new DeltasOf(budget, against, by));
    return [...rows, total].map(
      ({ code, measure, base, current, text }) =>
        `${code ?? 'all'} ${measure}: ${base} → ${current}, ${text}`,
    );
  };

  it.each<[Cut, readonly string[]]>([
    [
      'class',
      [
        '208 total: 10.00 → null, -10.00, -100.00%',
        '208 basic: 10.00 → null, -10.00, -100.00%',
        '212 total: 140.00 → 185.00, +45.00, 32.14%',
        '212 basic: 100.00 → 130.00, +30.00, 30.00%',
        '212 project: 40.00 → 55.00, +15.00, 37.50%',
        'all total: 150.00 → 185.00, +35.00, 23.33%',
      ],
    ],
    [
      'group',
      [
        '20805 total: 10.00 → null, -10.00, -100.00%',
        '20805 basic: 10.00 → null, -10.00, -100.00%',
        '21201 total: 140.00 → 180.00, +40.00, 28.57%',
        '21201 basic: 100.00 → 130.00, +30.00, 30.00%',
        '21201 project: 40.00 → 50.00, +10.00, 25.00%',
        '21208 total: null → 5.00, +5.00, —',
        '21208 project: null → 5.00, +5.00, —',
        'all total: 150.00 → 185.00, +35.00, 23.33%',
      ],
    ],
    [
      'item',
      [
        '2080505 total: 10.00 → null, -10.00, -100.00%',
        '2080505 basic: 10.00 → null, -10.00, -100.00%',
        '2120199 total: 140.00 → 180.00, +40.00, 28.57%',
        '2120199 basic: 100.00 → 130.00, +30.00, 30.00%',
        '2120199 project: 40.00 → 50.00, +10.00, 25.00%',
        '2120899 total: null → 5.00, +5.00, —',
        '2120899 project: null → 5.00, +5.00, —',
        'all total: 150.00 → 185.00, +35.00, 23.33%',
      ],
    ],
    [
      'economic',
      [
        '301 total: 70.00 → 77.00, +7.00, 10.00%',
        '301 personnel: 70.00 → 77.00, +7.00, 10.00%',
        '30101 total: 70.00 → 77.00, +7.00, 10.00%',
        '30101 personnel: 70.00 → 77.00, +7.00, 10.00%',
        '302 total: 40.00 → 40.00, 0.00, 0.00%',
        '302 public: 40.00 → 40.00, 0.00, 0.00%',
        '30201 total: 40.00 → 40.00, 0.00, 0.00%',
        '30201 public: 40.00 → 40.00, 0.00, 0.00%',
        'all total: 110.00 → 117.00, +7.00, 6.36%',
      ],
    ],
    [
      'split',
      [
        'all basic: 110.00 → 130.00, +20.00, 18.18%',
        'all project: 40.00 → 55.00, +15.00, 37.50%',
        'all personnel: 70.00 → 77.00, +7.00, 10.00%',
        'all public: 40.00 → 40.00, 0.00, 0.00%',
        'all total: 150.00 → 185.00, +35.00, 23.33%',
      ],
    ],
    [
      'three-public',
      [
        'operating total: 5.00 → 6.00, +1.00, 20.00%',
        'reception total: 2.00 → 1.00, -1.00, -50.00%',
        'vehicle-running total: 3.00 → 3.00, 0.00, 0.00%',
        'vehicles total: 3.00 → 3.00, 0.00, 0.00%',
        'all total: 5.00 → 4.00, -1.00, -20.00%',
      ],
    ],
    [
      'project',
      ['修缮 total: 40.00 → 45.00, +5.00, 12.50%', 'all total: 40.00 → 45.00, +5.00, 12.50%'],
    ],
  ])('by %s compare the sums of the lines of both years', async (by, expected) =>
    expect(await deltas(by)).toEqual(expected),
  );

  it.each<[string, Against, readonly string[]]>([
    [
      'the original budget of last year',
      'prior-budget',
      [
        '208 total: 10.00 → null, -10.00, -100.00%',
        '208 basic: 10.00 → null, -10.00, -100.00%',
        '212 total: 140.00 → 185.00, +45.00, 32.14%',
        '212 basic: 100.00 → 130.00, +30.00, 30.00%',
        '212 project: 40.00 → 55.00, +15.00, 37.50%',
        'all total: 150.00 → 185.00, +35.00, 23.33%',
      ],
    ],
    [
      'the adjusted budget of last year',
      'prior-adjusted',
      [
        '208 total: 10.00 → null, -10.00, -100.00%',
        '208 basic: 10.00 → null, -10.00, -100.00%',
        '212 total: 150.00 → 185.00, +35.00, 23.33%',
        '212 basic: 100.00 → 130.00, +30.00, 30.00%',
        '212 project: 50.00 → 55.00, +5.00, 10.00%',
        'all total: 160.00 → 185.00, +25.00, 15.63%',
      ],
    ],
    [
      'what last year spent',
      'prior-execution',
      [
        '208 total: 9.00 → null, -9.00, -100.00%',
        '212 total: 95.00 → 185.00, +90.00, 94.74%',
        '212 basic: 90.00 → 130.00, +40.00, 44.44%',
        '212 project: 5.00 → 55.00, +50.00, 1000.00%',
        'all total: 104.00 → 185.00, +81.00, 77.88%',
      ],
    ],
    [
      'its own original',
      'original',
      [
        '212 total: 175.00 → 185.00, +10.00, 5.71%',
        '212 basic: 130.00 → 130.00, 0.00, 0.00%',
        '212 project: 45.00 → 55.00, +10.00, 22.22%',
        'all total: 175.00 → 185.00, +10.00, 5.71%',
      ],
    ],
    [
      'itself on the day before an amendment',
      { effective: civilDate('2024-05-31') },
      [
        '212 total: 175.00 → 185.00, +10.00, 5.71%',
        '212 basic: 130.00 → 130.00, 0.00, 0.00%',
        '212 project: 45.00 → 55.00, +10.00, 22.22%',
        'all total: 175.00 → 185.00, +10.00, 5.71%',
      ],
    ],
  ])('against %s have that base', async (_, against, expected) =>
    expect(await deltas('class', against)).toEqual(expected),
  );

  it.each<[Cut, '元' | '万元']>([
    ['class', '元'],
    ['three-public', '万元'],
  ])('by %s say that their unit is %s', async (by, unit) =>
    expect((await ledger.ask(new DeltasOf(budget, 'prior-budget', by))).unit).toBe(unit),
  );

  it('count a project without a name once, beside those that have one', async () => {
    const id = await ledger.budget('b-2024-unit', {
      'project//fiscal-appropriation': '5.00',
      'project/修缮/fiscal-appropriation': '45.00',
    });
    const { rows, total } = await ledger.ask(new DeltasOf(id, 'original', 'project'));
    expect(total.current).toBe('50.00');
    expect(rows.map(({ code, current }) => [code, current])).toEqual([
      ['', '5.00'],
      ['修缮', '45.00'],
    ]);
  });

  it('name the rows that only the base has, or only what was spent', async () => {
    const names = async (by: Cut, against: Against) => {
      const { rows } = await ledger.ask(new DeltasOf(unbudgeted, against, by));
      return rows.map(({ code, name }) => `${code} ${name}`);
    };
    expect(await names('item', 'prior-execution')).toEqual([
      '2080505 机关事业单位基本养老保险缴费支出',
      '2101102 事业单位医疗',
    ]);
    expect(await names('class', 'prior-execution')).toEqual([
      '208 社会保障和就业支出',
      '210 卫生健康支出',
    ]);
    expect(await names('item', 'prior-budget')).toContain(
      '2080505 机关事业单位基本养老保险缴费支出',
    );
  });

  it('have no base without a budget of last year', async () => {
    const { rows, total, against } = await ledger.ask(new DeltasOf(before));
    expect(against).toEqual({ kind: 'prior-budget', budget: null });
    expect([...rows, total].map(({ base, delta }) => [base, delta])).toEqual(
      [...rows, total].map(() => [null, null]),
    );
  });

  it('are the same whenever they are asked again by their own place, whatever follows in either year', async () => {
    const own = await ledger.budget('c-2024-unit', { 'expenditure/general/2120199/basic': '5.00' });
    const asks = (position?: bigint) =>
      ledger.ask(new DeltasOf(own, 'prior-budget', 'class', { position }));
    const alone = await asks();
    // Last year's budgets are recorded after this year's: of the other scope first.
    const answers = [alone];
    for (const [id, amount] of [
      ['c-2023-department', '3.00'],
      ['c-2023-unit', '4.00'],
    ] as const) {
      await ledger.budget(id, { 'expenditure/general/2120199/basic': amount });
      answers.push(await asks());
    }
    expect(answers.map(({ against, total }) => [against.budget, total.base])).toEqual([
      [null, null],
      ['c-2023-department', '3.00'],
      ['c-2023-unit', '4.00'],
    ]);
    for (const answer of answers) expect(await asks(BigInt(answer.asOf.position))).toEqual(answer);
  });
});
