import type { FindingStatus } from './budget-state.js';
import type { YearOverYearChangeRecorded } from '../events/budget.events.js';
import type { LineKey } from '../values/line.js';
import { fromFen } from '../values/money.js';
import { findingsAcrossYears, raiseAcrossYears, type YearOfLines } from './across-years.js';

type Stated = YearOverYearChangeRecorded['data'];

const PROJECT = 'expenditure/general/2120199/project' as LineKey;
const year = (fiscalYear: number, fen: bigint, scope: YearOfLines['scope'] = 'unit') => ({
  fiscalYear,
  scope,
  originals: new Map([[PROJECT, fen]]),
});
const stated = (more: Partial<Stated> = {}, printed = '0'): Stated => ({
  origin: 'stated',
  subject: {
    kind: 'total',
    code: null,
    name: '支出预算',
    side: 'expenditure',
    measure: 'total',
  },
  base: { kind: 'prior-budget', year: 2022, amount: fromFen(100_000_000n) },
  current: fromFen(120_000_000n),
  delta: '+200000.00',
  percent: null,
  reason: null,
  unit: '元',
  section: '一',
  source: {
    document: '0123456789abcdef',
    table: null,
    page: 1,
    line: 1,
    row: null,
    column: null,
    text: printed,
    unit: '元',
  },
  ...more,
});
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

  it('is not checked against an execution, another year or an empty budget', () => {
    const base = { kind: 'prior-execution', year: 2022, amount: fromFen(1n) } as const;
    expect(rules(stated({ base }), year(2022, 90_000_000n))).toEqual([]);
    expect(rules(stated(), year(2021, 90_000_000n))).toEqual([]);
    expect(rules(stated(), { ...year(2022, 0n), originals: new Map() })).toEqual([]);
  });
});

describe('A stated reason', () => {
  const because = stated({ reason: '项目支出增加' });

  it('holds when the part that it names moved that way', () =>
    expect(rules(because, year(2022, 100_000_000n))).toEqual([]));

  it('is a warning when the part moved the other way or not at all', () => {
    const lower = year(2023, 100_000_000n);
    expect(rules(because, year(2022, 100_000_000n), lower)).toEqual([['NARR-REASON', 'warning']]);
  });
});

describe('Findings across years', () => {
  const id = 'chain-01234567-total-all-expenditure-total';
  const raise = (fen: bigint, known: readonly (readonly [string, FindingStatus])[]) =>
    raiseAcrossYears([stated()], NOW, year(2022, fen), new Map(known)).map(({ type }) => type);

  it.each([
    ['are raised when they are new', 90_000_000n, [], ['FindingRaised']],
    ['are raised once', 90_000_000n, [[id, 'open']], []],
    ['stay resolved', 90_000_000n, [[id, 'resolved']], []],
    ['are raised again after they held', 90_000_000n, [[id, 'withdrawn']], ['FindingRaised']],
    ['are withdrawn when they hold', 100_000_000n, [[id, 'open']], ['FindingResolved']],
    ['leave other findings alone', 100_000_000n, [['f1', 'open']], []],
  ] as const)('%s', (_title, fen, known, types) => expect(raise(fen, known)).toEqual(types));
});
