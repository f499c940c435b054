import type { BudgetCommand } from '../budget/budget-command.js';
import type { RefusalCode } from '../errors.js';
import type { BudgetEvent } from '../events/budget.events.js';
import {
  approve,
  change,
  close,
  correct,
  derive,
  document,
  enter,
  execution,
  finding,
  given,
  historyOf,
  OPEN,
  PROJECT,
  propose,
  receive,
  reject,
  resolve,
  REVENUE,
  withdraw,
} from './decide.fixture.js';

type Row = readonly [command: BudgetCommand, outcome: RefusalCode | readonly BudgetEvent['type'][]];

const decided = ([command, outcome]: Row, history: readonly BudgetEvent[]) => {
  const result = given(...history).when(command);
  return typeof outcome === 'string'
    ? result.thenIsRefused(outcome)
    : result.thenRecords(...outcome.map((type) => ({ type })));
};
const titled = (rows: readonly Row[]) => rows.map((row) => [row[0].type, row[1], row] as const);

const propose2 = propose([change('1.00')], { amendment: 'a2' });
const otherName = { ...OPEN, agencyName: '别的单位' } as BudgetCommand;
const check = () => [finding('f1')];
/** A budget with a document, a line that was entered, and an open finding. */
const published: readonly BudgetCommand[] = [
  document('d', { [PROJECT]: '10.00' }),
  enter({ [REVENUE]: '10.00' }, { check }),
];
/** The id of the event that recorded the project line. */
const LINE = 'e3';
const CHANGES = Array.from({ length: 10 }, () => 'YearOverYearChangeRecorded' as const);

describe('A budget that is not opened', () => {
  it.each(
    titled([
      [OPEN, ['BudgetOpened']],
      [document('a', {}), ['BudgetOpened', 'DocumentRegistered']],
      [enter({ [PROJECT]: '1.00' }), 'not-found'],
      [resolve('f1'), 'not-found'],
      [derive({ [PROJECT]: 100n }), 'not-found'],
      [propose([change('1.00')]), 'not-found'],
      [approve(), 'not-found'],
      [reject(), 'not-found'],
      [withdraw(), 'not-found'],
      [receive(), 'not-found'],
      [correct('e1', 1n), 'not-found'],
      [execution('1.00'), 'not-found'],
      [close(), 'not-found'],
    ]),
  )('answers %s with %j', (_type, _outcome, row) => decided(row, []));
});

describe('An open budget', () => {
  const history = historyOf(...published, propose([change('5.00')]));

  it.each(
    titled([
      [OPEN, []],
      [otherName, 'budget-differs'],
      [document('d', { [PROJECT]: '11.00' }), []],
      [document('a', { [PROJECT]: '11.00' }), ['DocumentRegistered', 'LineEntered']],
      [enter({ [PROJECT]: '10.00' }), []],
      [enter({ [PROJECT]: '11.00' }), 'line-exists'],
      [resolve('f1'), ['FindingResolved']],
      [resolve('unknown'), 'not-found'],
      [derive({}), []],
      [derive({ [PROJECT]: 800n }), CHANGES],
      [propose2, ['AmendmentProposed']],
      [approve(), ['BudgetAmended']],
      [approve({ amendment: 'unknown' }), 'not-found'],
      [reject(), ['AmendmentRejected']],
      [withdraw(), ['AmendmentWithdrawn']],
      [receive(), ['BudgetAmended']],
      [correct(LINE, 900n, { check }), ['LineCorrected']],
      [execution('1.00'), ['ExecutionRecorded']],
      [close(), 'amendments-pending'],
    ]),
  )('answers %s with %j', (_type, _outcome, row) => decided(row, history));
});

describe('A closed budget', () => {
  const history = historyOf(...published, close());

  it.each(
    titled([
      [OPEN, []],
      [otherName, 'budget-differs'],
      [document('a', { [PROJECT]: '11.00' }), 'year-closed'],
      [document('d', { [PROJECT]: '11.00' }), []],
      [enter({ [PROJECT]: '10.00' }), 'year-closed'],
      [resolve('f1'), ['FindingResolved']],
      [derive({ [PROJECT]: 800n }), CHANGES],
      [propose2, 'year-closed'],
      [approve(), 'not-found'],
      [reject(), 'not-found'],
      [withdraw(), 'not-found'],
      [receive(), 'year-closed'],
      [correct(LINE, 900n, { check }), ['LineCorrected']],
      [execution('1.00'), 'year-closed'],
      [close(), []],
      [close('2023-12-30'), 'year-closed'],
    ]),
  )('answers %s with %j', (_type, _outcome, row) => decided(row, history));
});

describe.each([
  ['approved', approve()],
  ['rejected', reject()],
  ['withdrawn', withdraw()],
])('An amendment that is %s', (status, ending) => {
  const history = historyOf(OPEN, enter({ [PROJECT]: '10.00' }), propose([change('5.00')]), ending);

  it.each([
    ['approved', approve()],
    ['rejected', reject()],
    ['withdrawn', withdraw()],
  ])('cannot be %s', (_again, command) =>
    given(...history)
      .when(command)
      .thenIsRefused('amendment-ended'),
  );

  it('does not keep the year open', () =>
    given(...history)
      .when(close())
      .thenRecords({ type: 'YearClosed' }));

  it(`${status === 'approved' ? 'has' : 'has not'} moved the budget`, () => {
    const all = propose([change('-15.00')], { amendment: 'a2', kind: 'rescission' });
    const result = given(...history).when(all);
    return status === 'approved'
      ? result.thenRecords({ type: 'AmendmentProposed' })
      : result.thenIsRefused('line-would-go-negative');
  });
});
