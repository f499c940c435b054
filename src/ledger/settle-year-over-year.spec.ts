import { jest } from '@jest/globals';
import { ChangeBudget } from '../amendments/change-budget.js';
import { EnterLines } from '../budgets/lines/enter-lines.js';
import { foldEvents } from '../domain/budget/budget-state.js';
import { opened } from '../domain/budget/guards.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { parseLineKey } from '../domain/values/line.js';
import { parseFen } from '../domain/values/money.js';
import { EventLog } from '../log/event-log.js';
import { killed, startChild } from '../../test/support/child-process.js';
import { environmentOf } from '../../test/support/test-stores.js';
import { CLERK, openLedger, type TestLedger } from '../../test/support/test-ledger.js';
import { checkFigures } from '../reading/rules/check-figures.js';
import { ImportDocument } from '../imports/import-document.js';
import { examine } from '../reading/examine.js';
import { frontOf, gridsOf, render, SAMPLE, tableLines } from '../reading/tables/budget.fixture.js';
import { readBudget } from './read-budget.js';
import { Recovery } from './recovery.js';
import { Recorder } from './recorder.js';
import { SettleYearOverYear } from './settle-year-over-year.js';
import { itInCi } from '../../test/support/it-in-ci.js';
import { cases } from '../../test/support/rounds.js';

const LINE = 'expenditure/general/2070101/basic';
const OTHER = 'expenditure/general/2070104/basic';
const LAST_YEAR = 'wenhua-2023-unit' as BudgetId;

describe('The changes from the year before', () => {
  let ledger: TestLedger;
  let budget: BudgetId;
  beforeEach(async () => {
    ledger = await openLedger();
    await ledger.budget(LAST_YEAR, { [LINE]: '10.00' });
    budget = await ledger.budget('wenhua-2024-unit', { [LINE]: '12.00' });
  });
  afterEach(() => ledger.close());

  const entry = (amount: string) => [
    { line: parseLineKey(OTHER), name: '', amount: parseFen(amount) },
  ];
  /** Last year's line is recorded, and the process ends before this year follows. */
  const interrupted = () =>
    ledger.get(Recorder).record(
      LAST_YEAR,
      {
        type: 'EnterLines',
        lines: entry('5.00'),
        check: (figures) => checkFigures(LAST_YEAR, figures),
        prior: null,
      },
      CLERK,
    );
  const total = async (): Promise<string | undefined> => {
    const events = await readBudget(ledger.get(EventLog), budget);
    return opened(foldEvents(events)).derived.get('total//expenditure/total');
  };
  const version = async () => (await readBudget(ledger.get(EventLog), budget)).length;

  it('are recorded anew by a recovery when a line of that year is newer', async () => {
    expect(await total()).toBe('2023 10.00 12.00 +2.00 20.00');
    await interrupted();
    expect(await total()).toBe('2023 10.00 12.00 +2.00 20.00');
    await ledger.get(SettleYearOverYear).all();
    expect(await total()).toBe('2023 15.00 12.00 -3.00 -20.00');
  });

  it('name the line of that year as their cause, and changes of this year their own entry', async () => {
    await interrupted();
    await ledger.get(SettleYearOverYear).all();
    const log = ledger.get(EventLog);
    const [prior, own] = [await readBudget(log, LAST_YEAR), await readBudget(log, budget)];
    const entries = [...own, ...prior].filter(({ type }) => type === 'LineEntered');
    const causes = own
      .filter(({ type }) => type === 'YearOverYearChangeRecorded')
      .map(({ causationId }) => entries.find(({ id }) => id === causationId)?.stream);
    expect(causes[0]).toBe(`budget-${budget}`);
    expect(causes.at(-1)).toBe(`budget-${LAST_YEAR}`);
    expect(causes).not.toContain(undefined);
  });

  it('are not recorded twice', async () => {
    await interrupted();
    const settle = ledger.get(SettleYearOverYear);
    await settle.all();
    const after = await version();
    await settle.all();
    await ledger.execute(new EnterLines(LAST_YEAR, entry('5.00'), CLERK));
    await settle.all();
    expect(await version()).toBe(after);
  });
});

describe('The budget of a unit beside that of its department', () => {
  let ledger: TestLedger;
  beforeEach(async () => {
    ledger = await openLedger();
  });
  afterEach(() => ledger.close());

  const UNIT = 'wenhua-2024-unit' as BudgetId;
  const findings = async () =>
    (await readBudget(ledger.get(EventLog), UNIT)).flatMap((event) =>
      event.type === 'FindingRaised' && event.data.rule === 'PART-GT-WHOLE' ? [event] : [],
    );
  const add = async (scope: 'unit' | 'department', items = SAMPLE.items) => {
    const text = render({ ...SAMPLE, scope, items, agency: '某区文化馆' }, 'tabs');
    const examined = await examine(new TextEncoder().encode(text), '预算.txt', null);
    await ledger.execute(new ImportDocument(examined, { agency: 'wenhua' }, CLERK));
  };
  const department = () =>
    add(
      'department',
      SAMPLE.items.map((item) => ({ ...item, basic: item.basic / 2n })),
    );

  it('is compared when the document of the unit comes last', async () => {
    await department();
    await add('unit');
    expect((await findings()).length).toBeGreaterThan(0);
  });

  it('is compared when the department comes last, and says which of its lines led to it', async () => {
    await add('unit');
    expect(await findings()).toEqual([]);
    await department();
    const [found] = await findings();
    const entered = await readBudget(ledger.get(EventLog), 'wenhua-2024-department' as BudgetId);
    expect(entered.map(({ id }) => id)).toContain(found?.causationId);
  });

  it('is not more than the department where both are one', async () => {
    await add('department');
    await add('unit');
    expect(await findings()).toEqual([]);
  });
});

describe('What a crash left after a change', () => {
  const UNIT = 'wenhua-2024-unit' as BudgetId;
  const add = async (
    { execute }: TestLedger,
    { year = 2024, scope = 'unit', items = SAMPLE.items }: Partial<typeof SAMPLE> = {},
  ) => {
    const sample = { ...SAMPLE, year, scope, items, agency: '某区文化馆' };
    const text = [
      ...frontOf(sample),
      `${year}年${scope === 'unit' ? '单位' : '部门'}预算编制说明`,
      '支出预算1555000.50元，比上年预算减少30000.00元，主要原因是项目支出减少。',
      ...gridsOf(sample).flatMap((grid) => tableLines(grid, 'tabs')),
    ].join('\n');
    const examined = await examine(new TextEncoder().encode(text), '预算.txt', null);
    await execute(new ImportDocument(examined, { agency: 'wenhua' }, CLERK));
  };
  const entered = (ledger: TestLedger, amount = '5.00') =>
    ledger.execute(
      new EnterLines(
        LAST_YEAR,
        [{ line: parseLineKey(OTHER), name: '', amount: parseFen(amount) }],
        CLERK,
      ),
    );
  const correct = async ({ execute, get }: TestLedger, budget: BudgetId, to = '1.00') => {
    const events = await readBudget(get(EventLog), budget);
    const { id } = events.find(
      ({ type, data }) => type === 'LineEntered' && data.line.startsWith('expenditure/'),
    )!;
    const request = { type: 'correct', corrects: id, to: parseFen(to), reason: '更正' } as const;
    await execute(new ChangeBudget(budget, request, CLERK));
  };
  const half = SAMPLE.items.map((item) => ({ ...item, basic: item.basic / 2n }));
  const begun = async (ledger: TestLedger) => {
    await ledger.budget(LAST_YEAR, { [LINE]: '10.00' });
    await add(ledger);
  };
  const withDepartment = async (ledger: TestLedger) => {
    await add(ledger, { scope: 'department' });
    await add(ledger);
  };
  const CHANGES = {
    'an entry in the year before': [begun, (ledger) => entered(ledger)],
    'an import of the year before': [begun, (ledger) => add(ledger, { year: 2023 })],
    'a correction of the year before': [begun, (ledger) => correct(ledger, LAST_YEAR)],
    'an amendment that adds a line to the year before': [
      begun,
      async (ledger) => {
        const changes = [
          {
            function: '2070104',
            fund: 'general',
            expenditure: 'project',
            economic: null,
            project: null,
            source: 'fiscal-appropriation',
            amount: parseFen('3.00'),
          },
        ] as const;
        await ledger.approve(LAST_YEAR, await ledger.propose(LAST_YEAR, 'supplement', changes));
      },
    ],
    'a document of the year before that takes a line away': [
      async (ledger) => {
        await add(ledger, { year: 2023 });
        await add(ledger);
      },
      (ledger) => add(ledger, { year: 2023, items: SAMPLE.items.slice(1) }),
    ],
    'an import of the department': [
      (ledger) => add(ledger),
      (ledger) => add(ledger, { scope: 'department', items: half }),
    ],
    'a correction of the department': [
      withDepartment,
      (ledger) => correct(ledger, 'wenhua-2024-department' as BudgetId),
    ],
    'a correction of the unit beside its department': [
      withDepartment,
      (ledger) => correct(ledger, UNIT, '999999.00'),
    ],
  } satisfies Record<string, [Work, Work]>;
  type Work = (ledger: TestLedger) => Promise<unknown>;

  const followed = async ({ get }: TestLedger) =>
    (await readBudget(get(EventLog), UNIT)).flatMap(({ type, data }) =>
      type === 'YearOverYearChangeRecorded' ||
      type === 'FindingRaised' ||
      type === 'FindingResolved'
        ? [data]
        : [],
    );

  it.each(cases(3, Object.entries(CHANGES)))(
    '%s is what follows without one',
    async (_, [before, change]) => {
      const whole = await openLedger();
      const cut = await openLedger();
      try {
        for (const ledger of [whole, cut]) {
          await before(ledger);
          await ledger.get(SettleYearOverYear).all();
        }
        const earlier = await followed(whole);
        await change(whole);
        const expected = await followed(whole);
        expect(expected.length).toBeGreaterThan(earlier.length);
        const settling = jest.spyOn(cut.get(SettleYearOverYear), 'after').mockResolvedValue();
        await change(cut);
        settling.mockRestore();
        expect(await followed(cut)).not.toEqual(expected);
        const started = await openLedger({ folder: cut.folder });
        await started.get(Recovery).run((error) => {
          throw error;
        });
        expect(await followed(started)).toEqual(expected);
        await started.close();
      } finally {
        await whole.close();
        await cut.close();
      }
    },
  );

  itInCi(
    'is recorded by the next command after one whose process was killed, and the one after that looks at nothing again',
    async () => {
      const ledger = await openLedger();
      const { folder } = ledger;
      try {
        await begun(ledger);
        const [, entry] = await readBudget(ledger.get(EventLog), LAST_YEAR);
        const before = (await followed(ledger)).length;
        const argv = ['corrections', 'add', LAST_YEAR, '--corrects', entry!.id, '--to', '1.00'];
        const started = startChild(
          'transfer-child.ts',
          ['1', ...argv, '--reason', '更正', '--actor', 'li', '--data', folder],
          environmentOf(['--data', folder]),
        );
        started.child.stdin.end();
        started.child.stdout.on('data', (text: string) => {
          if (text.includes('holding')) started.child.kill('SIGKILL');
        });
        await killed(started);
        const next = await openLedger({ folder });
        expect(await followed(next)).toHaveLength(before);
        await next.get(SettleYearOverYear).all();
        expect((await followed(next)).length).toBeGreaterThan(before);
        const later = await openLedger({ folder });
        const looks = jest.spyOn(later.get(Recorder), 'look');
        await later.get(SettleYearOverYear).all();
        expect(looks).not.toHaveBeenCalled();
        await later.close();
        await next.close();
      } finally {
        await ledger.close();
      }
    },
  );
});
