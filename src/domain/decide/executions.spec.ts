import {
  close,
  day,
  document,
  execution,
  given,
  historyOf,
  OPEN,
  PROJECT,
  propose,
  approve,
  change,
  finding,
  folded,
} from './decide.fixture.js';
import type { Yuan } from '../values/money.js';
import { decide } from './decide.js';

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

  it('is refused for a class that is none, and points out an item that the list lacks', () => {
    const spent = (code: string) => ({
      ...execution('1.00'),
      figures: execution('1.00').figures.map((figure) => ({ ...figure, function: code })),
    });
    given(...historyOf(OPEN))
      .when(spent('9990101'))
      .thenIsRefused('code-unknown');
    given(...historyOf(OPEN))
      .when(spent('2129998'))
      .thenRecords(
        { type: 'ExecutionRecorded' },
        { type: 'FindingRaised', data: { rule: 'CODE-UNKNOWN', subject: '2129998' } },
      );
    given(...historyOf(OPEN, spent('2129998')))
      .when(spent('2129998'))
      .thenRecords({ type: 'ExecutionRecorded' });
  });

  it('has at least one figure', () =>
    given(...historyOf(OPEN))
      .when(execution())
      .thenIsRefused('malformed'));

  it('has an item as a whole or by kinds of expenditure, and not both', () => {
    const [figure] = execution('1.00').figures;
    const both = [null, 'basic'] as const;
    given(...historyOf(OPEN))
      .when({
        ...execution(),
        figures: both.map((expenditure) => ({ ...figure!, expenditure })),
      })
      .thenIsRefused('malformed');
  });

  it('has project expenditure as a whole or by projects, and not both', () => {
    const [figure] = execution('1.00').figures;
    given(...historyOf(OPEN))
      .when({
        ...execution(),
        figures: [null, '平台'].map((project) => ({
          ...figure!,
          expenditure: 'project' as const,
          project,
        })),
      })
      .thenIsRefused('malformed');
  });

  it.each([
    ['2022-12-31', 'final', 'outside-fiscal-year'],
    ['2024-01-01', 'provisional', 'outside-fiscal-year'],
    ['2024-07-01', 'final', 'date-in-future'],
  ] as const)('of %s, %s, is refused (%s)', (asOf, status, code) =>
    given(...historyOf(OPEN))
      .when({ ...execution('1.00'), asOf: day(asOf), status })
      .thenIsRefused(code),
  );
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

  it('is on the last day of the year or later, and not in the future', () => {
    for (const [on, code] of [
      ['2023-12-30', 'outside-fiscal-year'],
      ['2024-07-01', 'date-in-future'],
    ] as const)
      given(...historyOf(OPEN))
        .when(close(on))
        .thenIsRefused(code);
  });

  it('is confirmed with the id of the budget, and otherwise says what it would close', () => {
    const history = historyOf(
      document('d', { [PROJECT]: '10.00' }, { findings: [finding('f1', 'd')] }),
      propose([change('5.00')]),
      approve(),
    );
    for (const confirm of [null, 'baoshan_cyzx-2024-unit'])
      expect(() => decide(close('2023-12-31', confirm), folded(history))).toThrow(
        expect.objectContaining({
          code: 'confirmation-missing',
          details: {
            closes: {
              budget: 'baoshan_cyzx-2023-unit',
              on: '2023-12-31',
              original: '10.00',
              adjusted: '15.00',
              amendments: 1,
              openFindings: 1,
            },
          },
        }),
      );
    given(...history)
      .when(close())
      .thenRecords({ type: 'YearClosed' });
  });

  it('says before it is confirmed what comes to the budget and could not arrive any more', () => {
    const incoming = { transfers: 2, amount: '40.00' as Yuan };
    const history = historyOf(document('d', { [PROJECT]: '10.00' }));
    expect(() => decide(close('2023-12-31', null, incoming), folded(history))).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(' 2 transfers (40.00) come from other budgets '),
        details: { closes: expect.objectContaining({ incoming }) },
      }),
    );
    given(...history)
      .when(close('2023-12-31', undefined, incoming))
      .thenRecords({ type: 'YearClosed' });
  });
});
