import { decide } from './decide.js';
import {
  close,
  change,
  approve,
  correct,
  document,
  enter,
  finding,
  folded,
  given,
  historyOf,
  OPEN,
  PROJECT,
  propose,
  REVENUE,
} from './decide.fixture.js';

const entered = historyOf(OPEN, enter({ [PROJECT]: '10.00', [REVENUE]: '10.00' }));

describe('A correction', () => {
  it('says what was recorded and what is right', () =>
    given(...entered)
      .when(correct('e2', 900n))
      .thenRecords({
        type: 'LineCorrected',
        data: { line: PROJECT, corrects: 'e2', from: '10.00', to: '9.00', afterClose: false },
      }));

  it('says when it follows the close of the year', () =>
    given(...entered, ...historyOf(OPEN, close()).slice(1))
      .when(correct('e2', 900n))
      .thenRecords({ type: 'LineCorrected', data: { afterClose: true } }));

  it('to the same amount is no change', () =>
    given(...entered)
      .when(correct('e2', 1000n))
      .thenRecordsNothing());

  it('names the corrected event again to correct it once more', () => {
    const corrected = historyOf(OPEN, enter({ [PROJECT]: '10.00' }), correct('e2', 900n));
    given(...corrected)
      .when(correct('e2', 800n))
      .thenRecords({ type: 'LineCorrected', data: { from: '9.00', to: '8.00' } });
    given(...corrected)
      .when(correct('e3', 800n))
      .thenIsRefused('correction-invalid');
  });

  it('of an amendment names the line that is wrong', () => {
    const amended = historyOf(
      OPEN,
      enter({ [PROJECT]: '10.00', [REVENUE]: '10.00' }),
      propose([change('5.00')]),
      approve(),
    );
    given(...amended)
      .when(correct('e5', 400n))
      .thenIsRefused('correction-invalid');
    given(...amended)
      .when(correct('e5', 400n, { line: PROJECT }))
      .thenRecords({ type: 'LineCorrected', data: { line: PROJECT, from: '5.00', to: '4.00' } });
    given(...amended)
      .when(correct('e2', 900n, { line: PROJECT }))
      .thenIsRefused('correction-invalid');
  });

  it('is refused for an event that recorded no amount, and for an unknown one', () => {
    given(...historyOf(OPEN, close()))
      .when(correct('e2', 1n))
      .thenIsRefused('correction-invalid');
    given(...entered)
      .when(correct('unknown', 1n))
      .thenIsRefused('correction-invalid');
  });

  it('names the newest event of its line', () => {
    const replaced = historyOf(
      document('a', { [PROJECT]: '10.00' }),
      document('b', { [PROJECT]: '12.00' }),
    );
    given(...replaced)
      .when(correct('e3', 900n))
      .thenIsRefused('correction-invalid');
    given(...replaced)
      .when(correct('e5', 900n))
      .thenRecords({ type: 'LineCorrected', data: { from: '12.00', to: '9.00' } });
  });

  describe('of a line that a newer document took away', () => {
    const gone = historyOf(document('a', { [PROJECT]: '10.00' }), document('b', {}));
    const amended = historyOf(
      document('a', { [PROJECT]: '10.00' }),
      propose([change('5.00')]),
      approve(),
      document('b', {}),
    );

    it('is refused: there is no amount to correct', () =>
      given(...gone)
        .when(correct('e3', 900n))
        .thenIsRefused('line-discontinued'));

    it('is refused also where amendments of the line stand', () =>
      given(...amended)
        .when(correct('e3', 900n))
        .thenIsRefused('line-discontinued'));

    it('may correct what an amendment moved', () =>
      given(...amended)
        .when(correct('e5', 400n, { line: PROJECT }))
        .thenRecords({ type: 'LineCorrected', data: { line: PROJECT, from: '5.00', to: '4.00' } }));

    it('names the entry by which the line returned', () =>
      given(...gone, ...decide(enter({ [PROJECT]: '7.00' }), folded(gone)))
        .when(correct('e6', 800n))
        .thenRecords({ type: 'LineCorrected', data: { from: '7.00', to: '8.00' } }));
  });

  it('of a printed figure names its cell, moves no line and changes no finding', () => {
    const printed = historyOf(
      document('a', { [PROJECT]: '10.00' }),
      document('b', { [PROJECT]: '10.00' }),
      enter({ [REVENUE]: '10.00' }, { check: () => [finding('f1')] }),
    );
    given(...printed)
      .when(correct('e5', 900n))
      .thenRecords({
        type: 'LineCorrected',
        data: {
          line: null,
          claim: { document: 'b', table: 5, row: 3, column: 'project' },
          from: '10.00',
          to: '9.00',
        },
      });
    given(...printed)
      .when(correct('e5', 900n, { line: PROJECT }))
      .thenIsRefused('correction-invalid');
  });

  it('is refused when it would take a line below zero', () =>
    given(...entered)
      .when(correct('e2', -1n))
      .thenIsRefused('line-would-go-negative'));

  it('raises the findings that it causes, and only those', () =>
    given(...entered)
      .when(
        correct('e2', 900n, {
          check: (lines) =>
            lines.get(PROJECT)?.adjusted === 900n
              ? [finding('known'), finding('new')]
              : [finding('known')],
        }),
      )
      .thenRecords({ type: 'LineCorrected' }, { type: 'FindingRaised', data: { finding: 'new' } }));

  it('withdraws the findings that no longer hold', () =>
    given(...historyOf(OPEN, enter({ [PROJECT]: '10.00' }, { check: () => [finding('f1')] })))
      .when(correct('e2', 900n, { check: () => [] }))
      .thenRecords(
        { type: 'LineCorrected' },
        { type: 'FindingResolved', data: { finding: 'f1', decision: 'no-longer-holds' } },
      ));
});
