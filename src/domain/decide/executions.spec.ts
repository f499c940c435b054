import { close, execution, given, historyOf, OPEN } from './decide.fixture.js';

describe('An execution', () => {
  it('records its figures with their date and status', () =>
    given(...historyOf(OPEN))
      .when(execution('1.00', '2.00'))
      .thenRecords({
        type: 'ExecutionRecorded',
        data: {
          asOf: '2023-06-30',
          status: 'provisional',
          figures: [{ amount: '1.00' }, { amount: '2.00' }],
        },
      }));

  it('has at least one figure', () =>
    given(...historyOf(OPEN))
      .when(execution())
      .thenIsRefused('malformed'));
});

describe('The close of a year', () => {
  it('records its date', () =>
    given(...historyOf(OPEN))
      .when(close())
      .thenRecords({ type: 'YearClosed', data: { on: '2023-12-31' } }));

  it('is recorded once, and not on another date', () => {
    given(...historyOf(OPEN, close()))
      .when(close())
      .thenRecordsNothing();
    given(...historyOf(OPEN, close()))
      .when(close('2024-01-01'))
      .thenIsRefused('year-closed');
  });
});
