import type { BudgetEvent } from '../events/budget.events.js';
import { FindingStates, type FindingStatus } from './finding-state.js';
import type { LineKey } from '../values/line.js';
import { fromFen } from '../values/money.js';
import { findingsAcrossYears, raiseAcrossYears, type YearOfLines } from './across-years.js';
import { stated, type Stated } from './stated-change.fixture.js';

const PROJECT = 'expenditure/general/2120199/project' as LineKey;
const yearOf = (
  fiscalYear: number,
  lines: Readonly<Record<string, bigint>>,
  scope: YearOfLines['scope'] = 'unit',
): YearOfLines => ({
  fiscalYear,
  scope,
  originals: new Map(Object.entries(lines).map(([line, fen]) => [line as LineKey, fen])),
});
const year = (fiscalYear: number, fen: bigint, scope: YearOfLines['scope'] = 'unit') =>
  yearOf(fiscalYear, { [PROJECT]: fen }, scope);
const NOW = year(2023, 120_000_000n);
const rules = (change: Stated, prior: YearOfLines, current: YearOfLines = NOW) =>
  findingsAcrossYears([change], current, prior).map(({ rule, severity }) => [rule, severity]);

describe('The base of a stated change', () => {
  it('is the budget of the year before', () =>
    expect(rules(stated(), year(2022, 100_000_000n))).toEqual([]));

  it('is a finding when it is another amount', () =>
    expect(findingsAcrossYears([stated()], NOW, year(2022, 90_000_000n))).toMatchObject([
      {
        finding: 'chain-01234567-total-all-expenditure-total',
        rule: 'CHAIN',
        printed: '1000000.00',
        expected: '900000.00',
        difference: '100000.00',
      },
    ]));

  it('is only a remark when the year before is of the other scope', () =>
    expect(rules(stated(), year(2022, 90_000_000n, 'department'))).toEqual([['CHAIN', 'info']]));

  it('may be implied by the current amount and the change', () => {
    const implied = stated({ base: { kind: 'prior-budget', year: 2022, amount: null } });
    expect(rules(implied, year(2022, 100_000_000n))).toEqual([]);
    expect(rules(implied, year(2022, 100_000_001n))).toEqual([['CHAIN', 'error']]);
  });

  it('may differ by the rounding of the printed unit', () => {
    const rounded = stated({ unit: '万元' }, '100.00万元');
    expect(rules(rounded, year(2022, 100_010_000n))).toEqual([]);
    expect(rules(rounded, year(2022, 100_010_001n))).toEqual([['CHAIN', 'error']]);
  });

  it.each([
    ['half of the printed decimal of both figures', '100.0万元', '+200000.00', 100_000n],
    ['0.01 万元 where the change is 0 and no figure is printed', '持平', '0.00', 10_000n],
  ])('may differ by %s', (_what, printed, delta, slack) => {
    const rounded = stated({ unit: '万元', delta }, printed);
    for (const base of [100_000_000n - slack, 100_000_000n + slack])
      expect(rules(rounded, year(2022, base))).toEqual([]);
    for (const base of [100_000_000n - slack - 1n, 100_000_000n + slack + 1n])
      expect(rules(rounded, year(2022, base))).toEqual([['CHAIN', 'error']]);
  });

  it('is not checked against an execution, another year or an empty budget', () => {
    const base = { kind: 'prior-execution', year: 2022, amount: fromFen(1n) } as const;
    expect(rules(stated({ base }), year(2022, 90_000_000n))).toEqual([]);
    expect(rules(stated(), year(2021, 90_000_000n))).toEqual([]);
    expect(rules(stated(), { ...year(2022, 0n), originals: new Map() })).toEqual([]);
  });
});

const subject = (
  kind: Stated['subject']['kind'],
  code: string | null = null,
  more: Partial<Stated['subject']> = {},
): Stated['subject'] => ({ ...stated().subject, kind, code, ...more });

describe('Several stated changes', () => {
  const TOTAL = stated();
  const APPROPRIATION = stated({ subject: subject('source', 'fiscal-appropriation') });
  const FUND = stated({ subject: subject('fund', 'general') });
  const chains = (changes: readonly Stated[], prior: YearOfLines) =>
    findingsAcrossYears(changes, NOW, prior).map(({ finding, places }) => [finding, places.length]);

  it('of the total, the appropriation and the fund are one finding when the difference is the same', () => {
    expect(chains([TOTAL, APPROPRIATION, FUND], year(2022, 90_000_000n))).toEqual([
      ['chain-01234567-total-all-expenditure-total', 3],
    ]);
    const unitFunds = 'expenditure/unit-funds/2120199/project';
    expect(
      chains(
        [TOTAL, APPROPRIATION, FUND],
        yearOf(2022, { [PROJECT]: 90_000_000n, [unitFunds]: 1n }),
      ),
    ).toEqual([
      ['chain-01234567-total-all-expenditure-total', 1],
      ['chain-01234567-source-fiscal-appropriation-expenditure-total', 2],
    ]);
  });

  it('of classes explain the difference of the total', () => {
    const first = stated({
      subject: subject('function', '212'),
      base: { ...TOTAL.base, amount: fromFen(60_000_000n) },
    });
    const second = stated({
      subject: subject('function', '210'),
      base: { ...TOTAL.base, amount: fromFen(40_000_000n) },
    });
    const HEALTH = 'expenditure/general/2101102/basic';
    const prior = yearOf(2022, { [PROJECT]: 55_000_000n, [HEALTH]: 42_000_000n });
    const classes = [
      ['chain-01234567-function-212-expenditure-total', 1],
      ['chain-01234567-function-210-expenditure-total', 1],
    ];
    expect(chains([TOTAL, first, second], prior)).toEqual(classes);
    const more = stated({ base: { ...TOTAL.base, amount: fromFen(100_000_001n) } });
    expect(chains([more, first, second], prior)).toEqual([
      ['chain-01234567-total-all-expenditure-total', 1],
      ...classes,
    ]);
  });
});

describe('The amount that a stated change is about', () => {
  const prior = yearOf(2022, {
    'expenditure/general/2120199/project': 1n,
    'expenditure/general/2120199/basic': 2n,
    'expenditure/general/2101102/basic': 4n,
    'expenditure/unit-funds/2120199/project': 8n,
    'economic/30101/personnel': 16n,
    'economic/30201/public': 32n,
    'economic/30305/personnel': 64n,
    'revenue/2120199/fiscal-appropriation': 128n,
    'revenue/2120199/other': 256n,
  });
  const about = (which: Stated['subject'], fen: bigint) =>
    stated({ subject: which, base: { ...stated().base, amount: fromFen(fen) } });

  it.each([
    ['all expenditure', subject('total'), 15n],
    ['all expenditure, in two parts', subject('split'), 15n],
    ['project expenditure', subject('total', null, { measure: 'project' }), 9n],
    ['basic expenditure', subject('total', null, { measure: 'basic' }), 6n],
    ['personnel costs', subject('total', null, { measure: 'personnel' }), 80n],
    ['public costs', subject('total', null, { measure: 'public' }), 32n],
    ['all revenue', subject('total', null, { side: 'revenue' }), 384n],
    ['one source', subject('source', 'other', { side: 'revenue' }), 256n],
    ['what the appropriation pays', subject('source', 'fiscal-appropriation'), 7n],
    ['one fund', subject('fund', 'unit-funds'), 8n],
    ['a class', subject('function', '212'), 11n],
    ['the basic expenditure of an item', subject('function', '2101102', { measure: 'basic' }), 4n],
    ['an economic class', subject('economic', '303'), 64n],
    ['the public costs of a class', subject('economic', '302', { measure: 'public' }), 32n],
  ])('is %s', (_what, which, base) => {
    expect(rules(about(which, base), prior)).toEqual([]);
    expect(rules(about(which, base + 1n), prior)).toEqual([['CHAIN', 'error']]);
  });

  it.each([
    ['the personnel costs of a function', subject('function', '212', { measure: 'personnel' })],
    ['the revenue of a fund', subject('fund', 'general', { side: 'revenue' })],
    ['the basic part of an economic class', subject('economic', '301', { measure: 'basic' })],
    ['the project part of a source', subject('source', 'other', { measure: 'project' })],
  ])('is unknown for %s, which no line shows', (_what, which) =>
    expect(rules(about(which, 999n), prior)).toEqual([]),
  );
});

describe('A stated change of 三公经费', () => {
  const prior = yearOf(2022, {
    'three-public/vehicle-purchase': 100n,
    'three-public/vehicle-running': 20n,
    'three-public/reception': 3n,
    'three-public/operating': 4_000n,
  });
  it.each([
    ['of vehicles is of their purchase and running', 'vehicles', 120n],
    ['of one category is of its line', 'reception', 3n],
    ['of the whole leaves 机关运行经费 out', null, 123n],
  ])('%s', (_title, code, base) => {
    const change = (fen: bigint) =>
      stated({
        subject: subject('three-public', code),
        base: { ...stated().base, amount: fromFen(fen) },
      });
    expect(rules(change(base), prior)).toEqual([]);
    expect(rules(change(base + 1n), prior)).toEqual([['CHAIN', 'error']]);
  });

  it('is not checked where the year before has no such lines', () =>
    expect(
      rules(stated({ subject: subject('three-public', 'vehicles') }), year(2022, 90_000_000n)),
    ).toEqual([]));
});

describe('A stated reason', () => {
  const because = stated({ reason: '项目支出增加' });

  it('holds when the part that it names moved that way', () =>
    expect(rules(because, year(2022, 100_000_000n))).toEqual([]));

  it('is a warning when the part moved the other way or not at all', () => {
    const lower = year(2023, 100_000_000n);
    expect(rules(because, year(2022, 100_000_000n), lower)).toEqual([['NARR-REASON', 'warning']]);
  });

  it('is checked against a budget of the other scope only when both have the same total', () => {
    const lower = year(2023, 100_000_000n);
    expect(rules(because, year(2022, 100_000_000n, 'department'), lower)).toEqual([
      ['NARR-REASON', 'warning'],
    ]);
    expect(rules(because, year(2022, 110_000_000n, 'department'), lower)).toEqual([
      ['CHAIN', 'info'],
    ]);
  });
});

describe('Findings across years', () => {
  const id = 'chain-01234567-total-all-expenditure-total';
  const [found] = findingsAcrossYears([stated()], NOW, year(2022, 90_000_000n));
  const DECISIONS = { open: null, resolved: 'known-slip', withdrawn: 'no-longer-holds' } as const;
  const raise = (fen: bigint, known: readonly (readonly [string, FindingStatus])[]) =>
    raiseAcrossYears(
      [stated()],
      NOW,
      year(2022, fen),
      new FindingStates().after(
        known.flatMap(([finding, status]): BudgetEvent[] => {
          const decision = DECISIONS[status];
          return [
            { type: 'FindingRaised', data: { ...found!, finding } },
            ...(decision
              ? [{ type: 'FindingResolved' as const, data: { finding, decision, reason: '' } }]
              : []),
          ];
        }),
      ),
    ).map(({ type }) => type);

  it.each([
    ['are raised when they are new', 90_000_000n, [], ['FindingRaised']],
    ['are raised once', 90_000_000n, [[id, 'open']], []],
    ['stay resolved', 90_000_000n, [[id, 'resolved']], []],
    ['are raised again with other figures', 80_000_000n, [[id, 'resolved']], ['FindingRaised']],
    ['are raised again after they held', 90_000_000n, [[id, 'withdrawn']], ['FindingRaised']],
    ['are withdrawn when they hold', 100_000_000n, [[id, 'open']], ['FindingResolved']],
    ['leave other findings alone', 100_000_000n, [['f1', 'open']], []],
  ] as const)('%s', (_title, fen, known, types) => expect(raise(fen, known)).toEqual(types));
});
