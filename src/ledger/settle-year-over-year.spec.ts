import { EnterLines } from '../budgets/lines/enter-lines.js';
import { foldEvents } from '../domain/budget/budget-state.js';
import { opened } from '../domain/budget/guards.js';
import type { BudgetId } from '../domain/values/budget-id.js';
import { parseLineKey } from '../domain/values/line.js';
import { parseFen } from '../domain/values/money.js';
import { EventLog } from '../log/event-log.js';
import { CLERK, openLedger, type TestLedger } from '../../test/support/test-ledger.js';
import { checkFigures } from '../reading/rules/check-figures.js';
import { ImportDocument } from '../imports/import-document.js';
import { examine } from '../reading/examine.js';
import { render, SAMPLE } from '../reading/tables/budget.fixture.js';
import { readBudget } from './read-budget.js';
import { Recorder } from './recorder.js';
import { SettleYearOverYear } from './settle-year-over-year.js';

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
