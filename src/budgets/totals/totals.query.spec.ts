import { seeded } from '../../../test/support/seeded.js';
import { CLERK, openLedger, type TestLedger } from '../../../test/support/test-ledger.js';
import { ChangeBudget } from '../../amendments/change-budget.js';
import { change } from '../../domain/decide/decide.fixture.js';
import { AMENDMENT_KINDS } from '../../domain/events/budget.events.js';
import { civilDate, type CivilDate } from '../../domain/values/civil-date.js';
import { fromFen, parseFen, toFen, type Fen, type Yuan } from '../../domain/values/money.js';
import { EventLog } from '../../log/event-log.js';
import { Views } from '../../views/views-database.js';
import { OverviewOf } from '../overview.query.js';
import { BridgeOf } from '../reports/bridge.query.js';
import { DeltasOf } from '../reports/deltas.query.js';
import { TrailOf } from '../reports/trail.query.js';
import type { Against } from '../reports/against.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { FiscalYears } from './fiscal-years.query.js';
import { TOTAL_CUTS, type TotalCut, type TotalsRow } from './totals.answer.js';
import type { LineKey } from '../../domain/values/line.js';
import { share } from '../../domain/continuity/share.js';
import { ShowBudget } from '../show-budget.query.js';
import { LinkLine } from '../lines/link-line.js';
import { TotalsOf } from './totals.query.js';
import { LARGE_DATA_TEST_MS } from '../../../test/support/timeouts.js';

const FIGURES = ['original', 'corrections', 'adjusted', 'pending', 'executed'] as const;
const BASES: readonly Against[] = [
  'prior-budget',
  'prior-adjusted',
  'prior-execution',
  'original',
  { effective: civilDate('2024-06-01') },
];

const lines = (amounts: readonly number[]) => ({
  'expenditure/general/2120199/basic': `${amounts[0]}.00`,
  'expenditure/general/2120199/project': `${amounts[1]}.00`,
  'expenditure/general/2080505/basic': `${amounts[2]}.00`,
  'economic/30101/personnel': `${amounts[0]}.00`,
  'economic/30299/public': `${amounts[2]}.00`,
});

const add = (sum: Fen | null, amount: Yuan | null): Fen | null =>
  amount === null ? sum : (sum ?? 0n) + toFen(amount);
const fen = (amount: Yuan | null): Fen | null => (amount === null ? null : toFen(amount));

describe('The totals of many budgets', () => {
  let ledger: TestLedger;
  const units: BudgetId[] = [];

  const amend = async (
    budget: BudgetId,
    kind: 'supplement' | 'rescission',
    amount: string,
    day: string,
  ) => {
    const proposal = await ledger.propose(budget, kind, [
      change(amount, { expenditure: 'project', economic: null }),
    ]);
    await ledger.approve(budget, proposal, { on: day });
  };

  beforeAll(async () => {
    ledger = await openLedger();
    const random = seeded(7);
    const amount = () => 100 + Math.floor(random() * 900);
    for (const agency of ['a1', 'a2', 'a3', 'a4'])
      for (const year of [2023, 2024]) {
        if (agency === 'a4' && year === 2023) continue;
        const budget = await ledger.budget(
          `${agency}-${year}-unit`,
          lines([amount(), amount(), amount()]),
        );
        units.push(budget);
        if (agency === 'a1' && year === 2024)
          for (const [line, from] of [
            ['expenditure/general/2080505/basic', 'expenditure/general/2120199/basic'],
            ['economic/30299/public', 'economic/30101/personnel'],
          ])
            await ledger.execute(
              new LinkLine(budget, line as LineKey, from as LineKey, share('0.4'), '改科目', CLERK),
            );
        if (random() < 0.7) await amend(budget, 'supplement', `${amount()}.05`, `${year}-03-01`);
        if (random() < 0.7) await amend(budget, 'rescission', '-1.07', `${year}-07-01`);
        if (random() < 0.7)
          await ledger.propose(budget, 'supplement', [
            change('3.33', { expenditure: 'project', economic: null }),
          ]);
        if (random() < 0.7) {
          const { entries } = await ledger.ask(new TrailOf(budget, {}, '2080505'));
          await ledger.execute(
            new ChangeBudget(
              budget,
              { type: 'correct', corrects: entries[0]!.id, to: parseFen('50.50'), reason: '更正' },
              CLERK,
            ),
          );
        }
        if (agency !== 'a3')
          for (const [day, spent] of [
            ['30', '10.00'],
            ['31', '20.01'],
          ] as const)
            await ledger.execute(
              new ChangeBudget(
                budget,
                {
                  type: 'execute',
                  asOf: civilDate(`${year}-12-${day}`),
                  status: 'final',
                  figures: [
                    {
                      function: '2120199',
                      expenditure: 'basic',
                      project: null,
                      amount: parseFen(spent),
                    },
                    {
                      function: '2080505',
                      expenditure: null,
                      project: null,
                      amount: parseFen('7.00'),
                    },
                  ],
                },
                CLERK,
              ),
            );
      }
    await ledger.budget('a1-2024-department', lines([9_000, 9_000, 9_000]));
  }, LARGE_DATA_TEST_MS);
  afterAll(() => ledger.close());

  const totals = (by?: TotalCut, against?: Against, year?: number, effective?: CivilDate) =>
    ledger.ask(new TotalsOf({ year }, by, against, { effective }));
  const chosen = (year: number) => units.filter((each) => each.includes(`-${year}-`));

  it('of each budget, in the list of budgets and alone, are those of its bridge', async () => {
    const { items } = await ledger.ask(new OverviewOf());
    expect(items.map(({ budget }) => budget)).toEqual(expect.arrayContaining(units));
    for (const { budget, standing } of items) {
      const { total } = await ledger.ask(new BridgeOf(budget));
      const { original, adjusted, pending, executed, amendments } = total;
      // Corrections are no amendments: they count in what is adjusted alone.
      const amended = fromFen(
        Object.values(amendments).reduce((sum, each) => sum + fen(each)!, 0n),
      );
      expect(standing).toMatchObject({ original, adjusted, amended, pending, executed });
      const { amended: _, ...shown } = standing!;
      expect(await ledger.ask(new ShowBudget(budget))).toMatchObject(shown);
    }
  });

  it.each(
    [2023, 2024].flatMap((year) =>
      [undefined, civilDate('2024-05-01')].map((effective) => [year, effective] as const),
    ),
  )('are the sums of the bridges, of year %s, in force on %s', async (year, effective) => {
    const { total, budgets } = await totals('kind', undefined, year, effective);
    expect(budgets).toBe(chosen(year).length);
    const sums: Record<string, Fen | null> = {};
    for (const budget of chosen(year)) {
      const { total: one } = await ledger.ask(new BridgeOf(budget, { effective }));
      for (const name of FIGURES) sums[name] = add(sums[name] ?? null, one[name]);
      for (const kind of AMENDMENT_KINDS)
        sums[kind] = add(sums[kind] ?? null, one.amendments[kind]);
    }
    for (const name of FIGURES) expect([name, fen(total[name])]).toEqual([name, sums[name]]);
    for (const kind of AMENDMENT_KINDS)
      expect([kind, fen(total.amendments[kind])]).toEqual([kind, sums[kind]]);
    expect(sums['supplement']).toBeGreaterThan(0n);
    expect(sums['corrections']).not.toBe(0n);
    expect(sums['pending']).toBeGreaterThan(0n);
  });

  it.each(
    BASES.flatMap((against) =>
      (['class', 'economic'] as const).map((by) => [by, against] as const),
    ),
  )('by %s against %j are the sums of the deltas, row by row', async (by, against) => {
    for (const effective of [undefined, civilDate('2024-08-01')]) {
      const { rows, total, leftOut } = await totals(by, against, 2024, effective);
      const left = leftOut.map(({ budget }) => budget);
      const sums = new Map<string | null, { base: Fen; current: Fen }>();
      let hasBase = false;
      for (const budget of chosen(2024).filter((each) => !left.includes(each))) {
        const answer = await ledger.ask(new DeltasOf(budget, against, by, { effective }));
        for (const row of [
          ...answer.rows.filter(({ measure }) => measure === 'total'),
          answer.total,
        ]) {
          const sum = sums.get(row.code) ?? { base: 0n, current: 0n };
          if (row.base !== null) hasBase = true;
          sums.set(row.code, {
            base: sum.base + (fen(row.base) ?? 0n),
            current: sum.current + (fen(row.current) ?? 0n),
          });
        }
      }
      for (const row of [...rows, total]) {
        const sum = sums.get(row.code);
        expect([row.code, fen(row.current)]).toEqual([row.code, sum?.current]);
        expect([row.code, fen(row.base)]).toEqual([row.code, hasBase ? sum?.base : null]);
      }
      expect(rows.length).toBe(sums.size - 1);
    }
  });

  it.each(TOTAL_CUTS)('by %s have rows that sum to the total', async (by) => {
    const { rows, total } = await totals(by);
    // Of the economic classification there are rows of classes and of their items.
    const leaves = by === 'economic' ? rows.filter(({ code }) => code!.length === 5) : rows;
    const sum = (figure: (row: TotalsRow) => Yuan) =>
      leaves.reduce((all, row) => all + toFen(figure(row)), 0n);
    expect(leaves.length).toBeGreaterThan(1);
    for (const name of ['original', 'corrections', 'adjusted', 'pending'] as const)
      expect([name, sum((row) => row[name])]).toEqual([name, toFen(total[name])]);
    expect(sum((row) => row.base ?? ('0.00' as Yuan))).toBe(fen(total.base) ?? 0n);
  });

  it('sum units, and name the departments that contain them; departments where they are asked for', async () => {
    const { scope, leftOut } = await totals();
    expect(scope).toBe('unit');
    expect(leftOut).toContainEqual({ budget: 'a1-2024-department', why: 'other-scope' });
    const asked = await ledger.ask(new TotalsOf({ scope: 'department' }));
    expect(asked).toMatchObject({
      scope: 'department',
      budgets: 1,
      total: { original: '27000.00' },
    });
    // Its prior budget is the unit's, as in its deltas.
    expect(asked).toMatchObject({ compared: 1, leftOut: [] });
  });

  it.each(['class', 'economic'] as const)(
    'of the lines of one code, by agency, add up to its row by %s',
    async (by) => {
      const asked = { year: 2024, scope: 'unit' } as const;
      const { rows } = await ledger.ask(new TotalsOf(asked, by));
      expect(rows.length).toBeGreaterThan(1);
      for (const { code, name: _, ...figures } of rows) {
        const divided = await ledger.ask(
          new TotalsOf({ ...asked, code: code!, economic: by === 'economic' }, 'agency'),
        );
        expect([code, divided.total]).toMatchObject([code, figures]);
        for (const figure of [...FIGURES, 'base', 'current'] as const)
          expect(divided.rows.map((row) => row[figure]).reduce(add, null)).toBe(
            fen(divided.total[figure]),
          );
      }
    },
  );

  it('compare budgets that have the base alone, and name the others', async () => {
    const { budgets, compared, leftOut, total } = await totals('class', 'prior-budget', 2024);
    expect([budgets, compared]).toEqual([4, 3]);
    expect(leftOut).toContainEqual({ budget: 'a4-2024-unit', why: 'no-base' });
    expect(toFen(total.current!)).toBeLessThan(toFen(total.adjusted));
    const spent = await totals('class', 'prior-execution', 2024);
    expect(spent.leftOut).toContainEqual({ budget: 'a3-2024-unit', why: 'no-base' });
  });

  it('are the same when they are asked for again as of their position, whatever is recorded later', async () => {
    const before = await totals('agency', 'prior-adjusted', 2024);
    await amend('a2-2023-unit' as BudgetId, 'supplement', '5.00', '2023-10-01');
    await ledger.budget('a5-2024-unit', lines([1, 1, 1]));
    const { asOf } = before;
    const again = new TotalsOf({ year: 2024 }, 'agency', 'prior-adjusted', {
      position: BigInt(asOf.position),
    });
    expect(await ledger.ask(again)).toEqual(before);
    expect(await totals('agency', 'prior-adjusted', 2024)).not.toEqual(before);
    const head = await ledger.get(EventLog).head();
    await expect(
      ledger.ask(new TotalsOf({}, 'class', 'original', { position: head + 1n })),
    ).rejects.toMatchObject({
      code: 'position-beyond-log',
    });
    expect(await ledger.ask(new TotalsOf({ agency: 'nobody' }))).toMatchObject({
      budgets: 0,
      scope: null,
      rows: [],
      total: { adjusted: '0.00', text: null },
      asOf: { position: '0', recorded: null },
    });
  });

  it('say what has left the budgets and not arrived within the bounds', async () => {
    const giver = await ledger.budget('b1-2023-unit', {
      'expenditure/general/2120199/project': '100.00',
    });
    const receiver = await ledger.budget('b1-2024-unit', {
      'expenditure/general/2120199/project': '1.00',
    });
    const proposal = await ledger.propose(giver, 'carry-forward', [change('-40.00')], receiver);
    await ledger.approve(giver, proposal, { on: '2023-12-29' });
    const of = async (effective?: string, position?: bigint) => {
      const day = effective === undefined ? undefined : civilDate(effective);
      const [given, received] = await Promise.all(
        [2023, 2024].map((year) =>
          ledger.ask(
            new TotalsOf({ year, agency: 'b1' }, 'class', 'original', { effective: day, position }),
          ),
        ),
      );
      return [given!.total.adjusted, received!.total.adjusted, given!.inTransit];
    };
    expect(await of()).toEqual(['60.00', '41.00', '0.00']);
    expect(await of('2023-12-30')).toEqual(['60.00', '0.00', '40.00']);
    expect(await of('2023-12-28')).toEqual(['100.00', '0.00', '0.00']);
    const { position } = (await ledger.ask(new TrailOf(giver))).entries.at(-1)!;
    expect(await of(undefined, BigInt(position))).toEqual(['60.00', '1.00', '40.00']);
  });

  it('leave out a budget that is stopped, and one whose base is stopped of the comparison', async () => {
    const stop = (budget: string) =>
      ledger
        .get(Views)
        .transaction((tx) =>
          tx.run(
            `INSERT INTO stopped_budgets SELECT name, generation, '${budget}', 1, 0, 'no such row', '2026-01-01T00:00:00.000Z', 0, 0, NULL FROM projections WHERE name = 'findings' AND state = 'live'`,
          ),
        );
    await stop('a1-2024-unit');
    await stop('a2-2023-unit');
    const { leftOut, budgets, compared } = await totals('class', 'prior-budget', 2024);
    expect(leftOut).toEqual([
      { budget: 'a1-2024-department', why: 'other-scope' },
      { budget: 'a1-2024-unit', why: 'stopped' },
      { budget: 'a2-2024-unit', why: 'base-stopped' },
      { budget: 'a4-2024-unit', why: 'no-base' },
      { budget: 'a5-2024-unit', why: 'no-base' },
    ]);
    expect([budgets, compared]).toEqual([5, 2]);

    // It stopped at its first event, so that the views have no row of it; and so did an agency.
    await stop('a9-2024-unit');
    await stop('agency-a9');
    const again = await totals('class', 'prior-budget', 2024);
    expect(again.leftOut).toEqual(
      leftOut.toSpliced(2, 0, { budget: 'a9-2024-unit' as BudgetId, why: 'stopped' }),
    );
    expect([again.budgets, again.compared]).toEqual([5, 2]);
    expect((await totals('class', 'prior-budget', 2022)).leftOut).toEqual([]);
  });
});

describe('The budgets of a total', () => {
  let ledger: TestLedger;
  const line = (amount: string) => ({ 'expenditure/general/2120199/basic': amount });

  beforeAll(async () => {
    ledger = await openLedger();
    await ledger.budget('street-2023-unit', line('1.00'));
    await ledger.budget('street-2024-unit', line('2.00'));
    await ledger.budget('street-2024-department', line('20.00'));
    await ledger.budget('bureau-2024-department', line('300.00'));
  });
  afterAll(() => ledger.close());

  it('are of the scope in which more agencies have one, and never of both', async () => {
    expect(await ledger.ask(new TotalsOf({ year: 2024 }, 'agency'))).toMatchObject({
      scope: 'department',
      budgets: 2,
      leftOut: expect.arrayContaining([{ budget: 'street-2024-unit', why: 'other-scope' }]),
      total: { adjusted: '320.00' },
    });
    expect(await ledger.ask(new TotalsOf({ year: 2024, scope: 'unit' }))).toMatchObject({
      scope: 'unit',
      total: { adjusted: '2.00' },
    });
    expect(await ledger.ask(new TotalsOf({ year: 2024, agency: 'street' }))).toMatchObject({
      scope: 'unit',
      total: { adjusted: '2.00' },
    });
    expect(await ledger.ask(new TotalsOf({ agency: 'bureau' }))).toMatchObject({
      scope: 'department',
    });
  });

  it('are without a year those of the newest one within the bounds: years are never added', async () => {
    expect(await ledger.ask(new TotalsOf())).toEqual(
      await ledger.ask(new TotalsOf({ year: 2024 })),
    );
    const { asOf } = await ledger.ask(new TotalsOf({ year: 2023 }));
    const before = { position: BigInt(asOf.position) };
    expect(await ledger.ask(new TotalsOf({}, 'class', 'original', before))).toMatchObject({
      years: [2023],
      total: { adjusted: '1.00' },
    });
    expect(await ledger.ask(new TotalsOf({ agency: 'nobody' }))).toMatchObject({ years: [] });
  });

  it('can be of every year that a budget is of', async () => {
    expect(await ledger.ask(new FiscalYears())).toEqual([2024, 2023]);
  });
});
