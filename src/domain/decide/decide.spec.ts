import type { BudgetCommand, CommandOf } from '../budget/budget-command.js';
import type { RefusalCode } from '../errors.js';
import type { BudgetEvent } from '../events/budget.events.js';
import {
  approve,
  approveBudget,
  change,
  close,
  correct,
  derive,
  document,
  enter,
  execution,
  finding,
  giveBack,
  given,
  historyOf,
  link,
  OPEN,
  PROJECT,
  propose,
  receive,
  reject,
  resolve,
  REVENUE,
  unlink,
  withdraw,
} from './decide.fixture.js';

type Outcome = RefusalCode | readonly BudgetEvent['type'][];
type Row = readonly [what: string, command: BudgetCommand, outcome: Outcome];

/** The commands of a budget; the compiler asks for one that is missing. */
const COMMANDS = Object.keys({
  OpenBudget: 1,
  RecordDocument: 1,
  EnterLines: 1,
  ResolveFinding: 1,
  RecordDerivedChanges: 1,
  ApproveBudget: 1,
  ProposeAmendment: 1,
  ApproveAmendment: 1,
  RejectAmendment: 1,
  WithdrawAmendment: 1,
  ReceiveTransfer: 1,
  ReturnTransfer: 1,
  Correct: 1,
  RecordExecution: 1,
  CloseYear: 1,
  LinkLine: 1,
  UnlinkLine: 1,
} satisfies Readonly<Record<BudgetCommand['type'], 1>>).toSorted();

const itAnswers = (history: readonly BudgetEvent[], rows: readonly Row[]): void => {
  it.each(rows.map(([what, command, outcome]) => ({ what, command, outcome })))(
    'answers $what with $outcome',
    ({ command, outcome }) => {
      const result = given(...history).when(command);
      return typeof outcome === 'string'
        ? result.thenIsRefused(outcome)
        : result.thenRecords(...outcome.map((type) => ({ type })));
    },
  );
};

/** A state of a budget, and what it answers to each command. */
const describeState = (
  state: string,
  history: readonly BudgetEvent[],
  rows: readonly Row[],
): void => {
  describe(state, () => {
    it('is tested with every command', () =>
      expect([...new Set(rows.map(([, { type }]) => type))].toSorted()).toEqual(COMMANDS));
    itAnswers(history, rows);
  });
};

const BASIC = 'expenditure/general/2120199/basic';
const otherName = { ...OPEN, agencyName: '别的单位' } as BudgetCommand;
const lower = (amount: string, more: Parameters<typeof propose>[1] = {}) =>
  propose([change(amount)], { kind: 'rescission', ...more });
/** Fails for all lines; what a document prints is not judged by it. */
const check: CommandOf<'EnterLines'>['check'] = ({ lines }) =>
  lines.size > 0 ? [finding('f1')] : [];
/** Derived changes: those of 类, 款, 项 and the total, each with its part; and two of revenue. */
const EXPENDITURE_CHANGES = Array.from({ length: 8 }, () => 'YearOverYearChangeRecorded' as const);
const CHANGES = [...EXPENDITURE_CHANGES, ...EXPENDITURE_CHANGES.slice(0, 2)];

describeState(
  'A budget that is not opened',
  [],
  [
    ['the opening', OPEN, ['BudgetOpened']],
    ['a document', document('a', {}), ['BudgetOpened', 'DocumentRegistered']],
    ['an entered line', enter({ [PROJECT]: '1.00' }), 'not-found'],
    ['a decision on a finding', resolve('f1'), 'not-found'],
    ['the year before', derive({ [PROJECT]: 100n }), 'not-found'],
    ['a proposal', propose([change('1.00')]), 'not-found'],
    ['an approval', approve(), 'not-found'],
    ['a rejection', reject(), 'not-found'],
    ['a withdrawal', withdraw(), 'not-found'],
    ['the approval of the budget', approveBudget(), 'not-found'],
    ['the return of a transfer', giveBack(), 'not-found'],
    ['a transfer that arrives', receive(), 'not-found'],
    ['a correction', correct('e1', 1n), 'not-found'],
    ['an execution', execution('1.00'), 'not-found'],
    ['a link to a line of the year before', link(), 'not-found'],
    ['a link that is taken back', unlink(), 'not-found'],
    ['the close', close(), 'not-found'],
  ],
);

describeState('An open budget without lines', historyOf(OPEN), [
  ['the opening', OPEN, []],
  ['the opening under another name', otherName, 'budget-differs'],
  [
    'a document',
    document('d', { [PROJECT]: '10.00' }, { findings: [finding('f1', 'd')] }),
    ['DocumentRegistered', 'LineEntered', 'FindingRaised'],
  ],
  ['a document without lines', document('d', {}), ['DocumentRegistered']],
  ['an entered line', enter({ [PROJECT]: '10.00' }), ['LineEntered']],
  [
    'an entered line that does not balance',
    enter({ [PROJECT]: '10.00' }, { check }),
    ['LineEntered', 'FindingRaised'],
  ],
  ['no entered line', enter({}), []],
  ['a decision on a finding', resolve('f1'), 'not-found'],
  ['the year before', derive({ [PROJECT]: 800n }), []],
  ['a proposal that raises a line', propose([change('5.00')]), ['AmendmentProposed']],
  ['a proposal that lowers a line', lower('-0.01'), 'line-would-go-negative'],
  ['an approval', approve(), 'not-found'],
  ['a rejection', reject(), 'not-found'],
  ['a withdrawal', withdraw(), 'not-found'],
  ['the approval of the budget', approveBudget(), ['BudgetApproved']],
  ['the return of a transfer', giveBack(), 'not-found'],
  ['a transfer that arrives', receive(), ['BudgetAmended']],
  ['a correction', correct('e1', 1n), 'correction-invalid'],
  ['an execution', execution('1.00'), ['ExecutionRecorded']],
  ['a link to a line of the year before', link(), 'not-found'],
  ['a link that is taken back', unlink(), 'not-found'],
  ['the close', close(), ['YearClosed']],
]);

describeState(
  'An open budget with entered lines and no document',
  historyOf(OPEN, enter({ [PROJECT]: '10.00', [REVENUE]: '10.00' }, { check })),
  [
    ['the opening', OPEN, []],
    ['the opening under another name', otherName, 'budget-differs'],
    [
      'a document with the same amount',
      document('d', { [PROJECT]: '10.00' }, { check }),
      ['DocumentRegistered', 'ClaimRecorded'],
    ],
    [
      'a document with another amount',
      document('d', { [PROJECT]: '11.00' }, { check }),
      ['DocumentRegistered', 'LineEntered'],
    ],
    [
      'a document that lacks the line',
      document('d', {}, { check }),
      ['DocumentRegistered', 'LineDiscontinued'],
    ],
    ['a known line with the same amount', enter({ [PROJECT]: '10.00' }), []],
    ['a known line with another amount', enter({ [PROJECT]: '11.00' }), 'line-exists'],
    ['an unknown line', enter({ [BASIC]: '1.00' }, { check }), ['LineEntered']],
    [
      'an unknown line that makes it balance',
      enter({ [BASIC]: '1.00' }),
      ['LineEntered', 'FindingResolved'],
    ],
    ['a decision on its finding', resolve('f1'), ['FindingResolved']],
    ['a decision on an unknown finding', resolve('f2'), 'not-found'],
    ['the year before', derive({ [PROJECT]: 800n }), CHANGES],
    ['an empty year before', derive({}), []],
    ['a proposal that raises a known line', propose([change('5.00')]), ['AmendmentProposed']],
    [
      'a proposal that raises an unknown line',
      propose([change('5.00', { expenditure: 'basic', economic: '30201' })]),
      ['AmendmentProposed'],
    ],
    ['a proposal that lowers a line to zero', lower('-10.00'), ['AmendmentProposed']],
    ['a proposal that lowers a line below zero', lower('-10.01'), 'line-would-go-negative'],
    ['an approval', approve(), 'not-found'],
    ['a rejection', reject(), 'not-found'],
    ['a withdrawal', withdraw(), 'not-found'],
    ['the approval of the budget', approveBudget(), ['BudgetApproved']],
    ['the return of a transfer', giveBack(), 'not-found'],
    ['a transfer that arrives', receive(), ['BudgetAmended']],
    ['a correction', correct('e2', 900n, { check }), ['LineCorrected']],
    ['a correction to the same amount', correct('e2', 1_000n, { check }), []],
    ['a correction of an unknown event', correct('unknown', 1n), 'correction-invalid'],
    ['an execution', execution('1.00'), ['ExecutionRecorded']],
    ['a link to a line of the year before', link(), ['LineLinked']],
    ['a link that is taken back', unlink(), 'not-found'],
    ['the close', close(), ['YearClosed']],
  ],
);

/** A budget with a document, a line that was entered, and an open finding. Event e3 records the project line. */
const published: readonly BudgetCommand[] = [
  document('d', { [PROJECT]: '10.00' }),
  enter({ [REVENUE]: '10.00' }, { check }),
];

describeState(
  'An open budget with a document and a proposed amendment',
  historyOf(...published, propose([change('5.00')])),
  [
    ['the opening', OPEN, []],
    ['the opening under another name', otherName, 'budget-differs'],
    ['the same document', document('d', { [PROJECT]: '11.00' }), []],
    [
      'another document with another amount',
      document('a', { [PROJECT]: '11.00' }, { check }),
      ['DocumentRegistered', 'LineEntered'],
    ],
    [
      'another document with the same amount',
      document('a', { [PROJECT]: '10.00' }, { check }),
      ['DocumentRegistered', 'ClaimRecorded'],
    ],
    ['a known line with the same amount', enter({ [PROJECT]: '10.00' }), []],
    ['a known line with another amount', enter({ [PROJECT]: '11.00' }), 'line-exists'],
    ['an unknown line', enter({ [BASIC]: '1.00' }, { check }), ['LineEntered']],
    ['a decision on its finding', resolve('f1'), ['FindingResolved']],
    ['a decision on an unknown finding', resolve('unknown'), 'not-found'],
    ['an empty year before', derive({}), []],
    ['the year before', derive({ [PROJECT]: 800n }), CHANGES],
    ['a second proposal', propose([change('1.00')], { amendment: 'a2' }), ['AmendmentProposed']],
    [
      'a proposal that lowers by what is not approved',
      lower('-10.01', { amendment: 'a2' }),
      'line-would-go-negative',
    ],
    ['an approval', approve(), ['BudgetAmended']],
    ['an approval of an unknown amendment', approve({ amendment: 'unknown' }), 'not-found'],
    ['a rejection', reject(), ['AmendmentRejected']],
    ['a rejection of an unknown amendment', reject('unknown'), 'not-found'],
    ['a withdrawal', withdraw(), ['AmendmentWithdrawn']],
    ['a withdrawal of an unknown amendment', withdraw('unknown'), 'not-found'],
    ['the approval of the budget', approveBudget(), ['BudgetApproved']],
    ['the return of a transfer', giveBack(), 'transfer-not-of-kind'],
    ['a transfer that arrives', receive(), ['BudgetAmended']],
    ['a correction', correct('e3', 900n, { check }), ['LineCorrected']],
    ['an execution', execution('1.00'), ['ExecutionRecorded']],
    ['a link to a line of the year before', link(), ['LineLinked']],
    ['a link that is taken back', unlink(), 'not-found'],
    ['the close', close(), 'amendments-pending'],
  ],
);

describeState(
  'A budget whose line is discontinued',
  historyOf(document('a', { [PROJECT]: '10.00' }), document('b', {})),
  [
    ['the opening', OPEN, []],
    ['its newest document', document('b', {}), []],
    ['its first document', document('a', { [PROJECT]: '10.00' }), []],
    [
      'another document with the line',
      document('c', { [PROJECT]: '10.00' }),
      ['DocumentRegistered', 'LineEntered'],
    ],
    ['another document without the line', document('c', {}), ['DocumentRegistered']],
    ['the line without a document', enter({ [PROJECT]: '10.00' }), ['LineEntered']],
    ['a decision on a finding', resolve('f1'), 'not-found'],
    ['the year before', derive({ [PROJECT]: 800n }), []],
    ['a proposal that raises the line', propose([change('5.00')]), ['AmendmentProposed']],
    ['a proposal that lowers the line', lower('-0.01'), 'line-would-go-negative'],
    ['an approval', approve(), 'not-found'],
    ['a rejection', reject(), 'not-found'],
    ['a withdrawal', withdraw(), 'not-found'],
    ['the approval of the budget', approveBudget(), ['BudgetApproved']],
    ['the return of a transfer', giveBack(), 'not-found'],
    ['a transfer that arrives', receive(), ['BudgetAmended']],
    ['a correction of the line', correct('e3', 900n), 'line-discontinued'],
    ['a correction of the discontinuation', correct('e5', 1n), 'correction-invalid'],
    ['an execution', execution('1.00'), ['ExecutionRecorded']],
    ['a link to a line of the year before', link(), 'not-found'],
    ['a link that is taken back', unlink(), 'not-found'],
    ['the close', close(), ['YearClosed']],
  ],
);

describeState('A closed budget', historyOf(...published, close()), [
  ['the opening', OPEN, []],
  ['the opening under another name', otherName, 'budget-differs'],
  ['another document', document('a', { [PROJECT]: '11.00' }), 'year-closed'],
  ['the same document', document('d', { [PROJECT]: '11.00' }), []],
  ['a known line', enter({ [PROJECT]: '10.00' }), 'year-closed'],
  ['an unknown line', enter({ [BASIC]: '10.00' }), 'year-closed'],
  ['a decision on its finding', resolve('f1'), ['FindingResolved']],
  ['the year before', derive({ [PROJECT]: 800n }), []],
  ['a proposal', propose([change('1.00')]), 'year-closed'],
  ['an approval', approve(), 'not-found'],
  ['a rejection', reject(), 'not-found'],
  ['a withdrawal', withdraw(), 'not-found'],
  ['the approval of the budget', approveBudget(), 'year-closed'],
  ['the return of a transfer', giveBack(), 'not-found'],
  ['a transfer that arrives', receive(), 'year-closed'],
  ['a correction', correct('e3', 900n, { check }), ['LineCorrected']],
  ['a correction below zero', correct('e3', -1n), 'line-would-go-negative'],
  ['an execution', execution('1.00'), 'year-closed'],
  ['a link to a line of the year before', link(), ['LineLinked']],
  ['a link that is taken back', unlink(), 'not-found'],
  ['the close on the same date', close(), []],
  ['the close on another date', close('2023-12-30'), 'year-closed'],
]);

describe('A closed budget without a document', () =>
  itAnswers(historyOf(OPEN, enter({ [PROJECT]: '10.00' }), close()), [
    ['a document', document('d', { [PROJECT]: '10.00' }), 'year-closed'],
    ['a correction', correct('e2', 900n), ['LineCorrected']],
    ['the close on the same date', close(), []],
  ]));

describe('A budget that has received a transfer', () =>
  itAnswers(historyOf(OPEN, receive()), [
    ['the same transfer', receive(), []],
    ['a proposal that lowers what it received', lower('-5.00'), ['AmendmentProposed']],
    ['a proposal that lowers more', lower('-5.01'), 'line-would-go-negative'],
    ['a document without the line', document('d', {}), ['DocumentRegistered']],
    ['the close', close(), ['YearClosed']],
  ]));

describe('A proposed amendment that lowers a line', () => {
  const proposed = historyOf(document('a', { [PROJECT]: '10.00' }), lower('-6.00'));
  const replacedBy = (amount: string | null) => [
    ...proposed,
    ...historyOf(
      document('a', { [PROJECT]: '10.00' }),
      document('b', amount === null ? {} : { [PROJECT]: amount }),
    ).slice(3),
  ];

  it.each([
    ['is approved while the line has enough', proposed, null],
    ['is approved when a document leaves just enough', replacedBy('6.00'), null],
    ['is refused when a document leaves less', replacedBy('5.99'), 'line-would-go-negative'],
    [
      'is refused when a document discontinues the line',
      replacedBy(null),
      'line-would-go-negative',
    ],
  ] as const)('%s', (_title, history, code) => {
    const result = given(...history).when(approve());
    return code === null
      ? result.thenRecords({ type: 'BudgetAmended', data: { legs: expect.any(Array) } })
      : result.thenIsRefused(code);
  });
});

describe.each([
  ['approved', approve()],
  ['rejected', reject()],
  ['withdrawn', withdraw()],
])('A budget whose amendment is %s', (status, ending) => {
  const isApproved = status === 'approved';
  itAnswers(historyOf(OPEN, enter({ [PROJECT]: '10.00' }), propose([change('5.00')]), ending), [
    ['its approval', approve(), 'amendment-ended'],
    ['its rejection', reject(), 'amendment-ended'],
    ['its withdrawal', withdraw(), 'amendment-ended'],
    ['another proposal', propose([change('1.00')], { amendment: 'a2' }), ['AmendmentProposed']],
    [
      'a proposal that lowers the line by the original and the amendment',
      lower('-15.00', { amendment: 'a2' }),
      isApproved ? ['AmendmentProposed'] : 'line-would-go-negative',
    ],
    [
      'a correction of its legs',
      correct('e4', 400n, { line: PROJECT }),
      isApproved ? ['LineCorrected'] : 'correction-invalid',
    ],
    [
      'a document that lacks the line',
      document('d', {}),
      ['DocumentRegistered', 'LineDiscontinued'],
    ],
    ['a known line', enter({ [PROJECT]: '10.00' }), []],
    ['the close', close(), ['YearClosed']],
  ]);
});

describe.each([
  ['resolved', resolve('f1', { decision: 'accept-printed' }), ['FindingResolved']],
  ['withdrawn', enter({ [BASIC]: '1.00' }), 'finding-resolved'],
] as const)('A budget whose finding is %s', (_status, ending, decided) =>
  itAnswers(historyOf(OPEN, enter({ [PROJECT]: '10.00' }, { check }), ending), [
    ['a decision on it', resolve('f1'), decided],
    ['a line that balances', enter({ [REVENUE]: '1.00' }), ['LineEntered']],
    ['the close', close(), ['YearClosed']],
  ]),
);

describe('A budget whose finding is withdrawn', () =>
  itAnswers(historyOf(OPEN, enter({ [PROJECT]: '10.00' }, { check }), enter({ [BASIC]: '1.00' })), [
    [
      'a line that does not balance',
      enter({ [REVENUE]: '1.00' }, { check }),
      ['LineEntered', 'FindingRaised'],
    ],
  ]));
