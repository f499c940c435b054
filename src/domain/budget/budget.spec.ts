import { decide } from '../decide/decide.js';
import { evolve, unopened, type Budget } from './budget-state.js';
import type { BudgetCommand, DocumentFacts } from './budget-command.js';
import type { BudgetEvent, Source } from '../events/budget.events.js';
import type { LineKey } from '../values/line.js';
import type { Yuan } from '../values/money.js';

const name = { agency: 'baoshan_cyzx', fiscalYear: 2023, scope: 'unit' } as const;
const agencyName = '上海市宝山区城市运行管理中心';
const line = {
  schedule: 'expenditure',
  fund: 'general',
  function: '2120199',
  expenditure: 'project',
} as const;
const key = 'expenditure/general/2120199/project' as LineKey;
const source = (document: string): Source => ({
  document,
  table: 5,
  page: null,
  line: 12,
  row: 3,
  column: 'project',
  text: '572500.00',
  unit: '元',
});

const facts = (document: string, amounts: readonly string[]): DocumentFacts => ({
  fiscalYear: 2023,
  registered: {
    document,
    file: null,
    title: '',
    mediaType: 'text/plain',
    agencyName,
    publishedOn: null,
    tables: [],
  },
  lines: amounts.map((amount) => ({
    line,
    name: '其他城乡社区管理事务支出',
    amount: amount as Yuan,
    source: source(document),
  })),
  claims: [],
  changes: [],
  findings: [],
  complete: new Set(['expenditure']),
});

const open: BudgetCommand = { type: 'OpenBudget', name, agencyName };
const document = (sha: string, ...amounts: readonly string[]): BudgetCommand => ({
  type: 'RecordDocument',
  name,
  agencyName,
  facts: facts(sha, amounts),
  prior: null,
});
const enter = (amount: string): BudgetCommand => ({
  type: 'EnterLines',
  lines: [{ line, name: '', amount: amount as Yuan }],
  check: () => [],
  prior: null,
});

/** Decides the commands one after another; gives the last one's events. */
const after = (
  ...commands: readonly BudgetCommand[]
): { budget: Budget; events: readonly BudgetEvent[] } =>
  commands.reduce(
    ({ budget }, command) => {
      const events = decide(command, budget);
      return { budget: events.reduce(evolve, budget), events };
    },
    { budget: unopened, events: [] as readonly BudgetEvent[] },
  );

const types = (events: readonly BudgetEvent[]) => events.map(({ type }) => type);

describe('A budget', () => {
  it('is opened once, and opening it again changes nothing', () => {
    expect(types(after(open).events)).toEqual(['BudgetOpened']);
    expect(after(open, open).events).toEqual([]);
  });

  it('is not opened again for another agency name', () =>
    expect(() => after(open, { ...open, agencyName: '别的单位' })).toThrow(
      expect.objectContaining({ code: 'budget-differs' }),
    ));

  it('records a document whole, and the same bytes not again', () => {
    expect(types(after(document('a', '572500.00')).events)).toEqual([
      'BudgetOpened',
      'DocumentRegistered',
      'LineEntered',
    ]);
    expect(after(document('a', '572500.00'), document('a', '572500.00')).events).toEqual([]);
  });

  it('takes from a newer document what changed, and keeps what it was before', () => {
    const [, entered] = after(document('a', '572500.00'), document('b', '600000.00')).events;
    expect(entered).toMatchObject({
      type: 'LineEntered',
      data: { line: key, amount: '600000.00', before: '572500.00' },
    });
  });

  it('keeps the place of an unchanged figure in a newer document as a claim, and moves nothing', () =>
    expect(types(after(document('a', '572500.00'), document('b', '572500.00')).events)).toEqual([
      'DocumentRegistered',
      'ClaimRecorded',
    ]));

  it('says which line a newer document no longer has, and takes it back when a third one has it again', () => {
    const gone = after(document('a', '572500.00'), document('b'));
    expect(gone.events[1]).toMatchObject({
      type: 'LineDiscontinued',
      data: { line: key, before: '572500.00' },
    });
    const back = after(document('a', '572500.00'), document('b'), document('c', '1.00'));
    expect(back.events[1]).toMatchObject({
      type: 'LineEntered',
      data: { amount: '1.00', before: '0.00' },
    });
  });

  it('brings its changes from the year before in the same append, and says again only what is new', () => {
    const prior = {
      fiscalYear: 2022,
      scope: 'unit' as const,
      originals: new Map([[key, 73_465_000n]]),
    };
    const first = { ...document('a', '572500.00'), prior } as BudgetCommand;
    const derived = after(first).events.slice(3);
    expect(derived).toHaveLength(8);
    expect(derived[0]).toMatchObject({
      type: 'YearOverYearChangeRecorded',
      data: {
        origin: 'derived',
        base: { kind: 'prior-budget', year: 2022, amount: '734650.00' },
        delta: '-162150.00',
        percent: '-22.07',
      },
    });
    expect(after(first, { type: 'RecordDerivedChanges', prior }).events).toEqual([]);
    const corrected = { ...prior, originals: new Map([[key, 73_465_100n]]) };
    expect(after(first, { type: 'RecordDerivedChanges', prior: corrected }).events).toHaveLength(8);
  });

  it('takes lines without a document, each once', () => {
    expect(after(open, enter('5.00')).events[0]).toMatchObject({
      type: 'LineEntered',
      data: { line: key, amount: '5.00', before: null, effectiveOn: '2023-01-01', source: null },
    });
    expect(after(open, enter('5.00'), enter('5.00')).events).toEqual([]);
  });

  it('does not let another entry overwrite a line', () =>
    expect(() => after(open, enter('5.00'), enter('6.00'))).toThrow(
      expect.objectContaining({ code: 'line-exists' }),
    ));

  it('is not there before it is opened', () =>
    expect(() => after(enter('5.00'))).toThrow(expect.objectContaining({ code: 'not-found' })));

  it('raises what the checks of entered lines find, and withdraws it when they hold again', () => {
    const finding = {
      finding: 'f1',
      document: null,
      rule: 'TIE',
      severity: 'error',
      table: 2,
      section: null,
      subject: null,
      column: null,
      printed: null,
      expected: null,
      difference: null,
      unit: null,
      places: [],
      hint: null,
      message: 'Revenue and expenditure differ.',
    } as const;
    const failing: BudgetCommand = {
      ...(enter('5.00') as Extract<BudgetCommand, { type: 'EnterLines' }>),
      check: () => [finding],
    };
    const second: BudgetCommand = {
      type: 'EnterLines',
      lines: [
        {
          line: { schedule: 'revenue', function: '2120199', source: 'fiscal-appropriation' },
          name: '',
          amount: '5.00' as Yuan,
        },
      ],
      check: () => [],
      prior: null,
    };
    expect(types(after(open, failing).events)).toEqual(['LineEntered', 'FindingRaised']);
    expect(types(after(open, failing, second).events)).toEqual(['LineEntered', 'FindingResolved']);
  });
});
