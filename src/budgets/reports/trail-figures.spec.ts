import {
  approve,
  change,
  claimIn,
  close,
  correct,
  document,
  enter,
  execution,
  finding,
  historyOf,
  OPEN,
  PROJECT,
  propose,
  reject,
  resolve,
  REVENUE,
  withdraw,
} from '../../domain/decide/decide.fixture.js';
import type { BudgetCommand } from '../../domain/budget/budget-command.js';
import { stated } from '../../domain/budget/stated-change.fixture.js';
import { trailFiguresOf } from './trail-figures.js';

const entered = [OPEN, enter({ [PROJECT]: '10.00', [REVENUE]: '10.00' })];
const discontinuing = [
  document('a', { [PROJECT]: '10.00' }),
  correct('e3', 900n),
  document('b', {}),
];
const replacing = [
  document('a', { [PROJECT]: '10.00' }),
  correct('e3', 900n),
  document('b', { [PROJECT]: '12.00' }),
];
const returning = [...discontinuing, document('c', { [PROJECT]: '12.00' })];

/** What the trail says of each event, with its type. */
const entriesOf = (commands: readonly BudgetCommand[]) =>
  historyOf(...commands).flatMap((event) =>
    trailFiguresOf(event).map((figures) => ({ type: event.type, ...figures })),
  );

describe('The audit trail', () => {
  it('has an entry for every event of a budget, one for each leg', () =>
    expect(
      entriesOf([...entered, propose([change('5.00')]), approve()]).map(
        ({ type, before, delta, after }) => [type, before ?? null, delta ?? null, after ?? null],
      ),
    ).toEqual([
      ['BudgetOpened', null, null, null],
      ['LineEntered', null, '+10.00', '10.00'],
      ['LineEntered', null, '+10.00', '10.00'],
      ['AmendmentProposed', null, null, null],
      ['BudgetAmended', '10.00', '+5.00', '15.00'],
      ['BudgetAmended', '10.00', '+5.00', '15.00'],
    ]));

  it.each([
    ['a discontinued line', discontinuing, 'LineDiscontinued', ['9.00', '-9.00', null]],
    ['a replaced figure', replacing, 'LineEntered', ['9.00', '+3.00', '12.00']],
    ['a line that returns', returning, 'LineEntered', ['0.00', '+12.00', '12.00']],
  ] as const)(
    'shows %s with the corrections that end with it',
    (_what, commands, type, [before, delta, after]) =>
      expect(entriesOf(commands).at(-1)).toMatchObject({
        type,
        before,
        delta,
        after,
      }),
  );
});

describe('An entry of the audit trail', () => {
  const LINE = enter({ [PROJECT]: '10.00' }, { check: () => [finding('f1')] });
  const printed = [
    document('a', { [PROJECT]: '10.00' }, { changes: [stated()] }),
    document('b', {}, { complete: new Set(), claims: [claimIn('b')] }),
  ];

  it.each<[string, readonly BudgetCommand[], string, object]>([
    ['a printed figure', printed, 'ClaimRecorded', { after: '10.00' }],
    [
      'the correction of a printed figure',
      [...printed, correct('e6', 900n)],
      'LineCorrected',
      { before: '10.00', delta: '-1.00', after: '9.00', reason: '录入错误' },
    ],
    [
      'a stated change',
      printed,
      'YearOverYearChangeRecorded',
      { before: '1000000.00', delta: '+200000.00', after: '1200000.00' },
    ],
    ['a finding', [OPEN, LINE], 'FindingRaised', { reason: 'Revenue and expenditure differ.' }],
    [
      'a decision on a finding',
      [OPEN, LINE, resolve('f1')],
      'FindingResolved',
      { reason: '公开文件笔误' },
    ],
    ['a proposal', [OPEN, propose([change('5.00')])], 'AmendmentProposed', { reason: '人员变动' }],
    [
      'a rejection',
      [OPEN, propose([change('5.00')]), reject()],
      'AmendmentRejected',
      { reason: '不同意' },
    ],
    [
      'a withdrawal',
      [OPEN, propose([change('5.00')]), withdraw()],
      'AmendmentWithdrawn',
      { reason: '撤回' },
    ],
    [
      'an execution',
      [OPEN, execution('1.00')],
      'ExecutionRecorded',
      { after: '1.00', effectiveOn: '2023-06-30' },
    ],
    ['the close', [OPEN, close()], 'YearClosed', { effectiveOn: '2023-12-31' }],
  ])('shows %s', (_what, commands, type, entry) =>
    expect(entriesOf(commands).filter((entry) => entry.type === type)).toMatchObject([entry]),
  );
});
