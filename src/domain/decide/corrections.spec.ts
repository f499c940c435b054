import type { CommandOf } from '../budget/budget-command.js';
import { fromFen } from '../values/money.js';
import { decide } from './decide.js';
import {
  claimIn,
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
  resolve,
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

  describe('of a line that a newer document prints once more', () => {
    const again = historyOf(
      document('a', { [PROJECT]: '10.00' }),
      document('b', { [PROJECT]: '10.00' }),
    );

    it('names the entry of the line, which the newer print leaves the newest', () =>
      given(...again)
        .when(correct('e3', 900n))
        .thenRecords({
          type: 'LineCorrected',
          data: { line: PROJECT, claim: null, corrects: 'e3', from: '10.00', to: '9.00' },
        }));

    it('is refused for the print alone: the line would keep the wrong amount', () => {
      for (const line of [null, PROJECT])
        given(...again)
          .when(correct('e5', 900n, { line }))
          .thenIsRefused('correction-invalid');
      expect(() => decide(correct('e5', 900n), folded(again))).toThrow(/correct e3/);
    });

    it('corrects the cell alone in ledgers of before, whose print does not name the line', () => {
      const before = again.map((event) => {
        if (event.type !== 'ClaimRecorded') return event;
        const { line: _line, ...data } = event.data;
        return { ...event, data };
      });
      given(...before)
        .when(correct('e5', 900n))
        .thenRecords({ type: 'LineCorrected', data: { line: null, claim: { document: 'b' } } });
    });
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

  it('of a printed figure names its cell, and moves no line', () => {
    const printed = historyOf(
      document('a', { [PROJECT]: '10.00' }),
      document('b', {}, { complete: new Set(), claims: [claimIn('b')] }),
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

  it('raises the findings that it causes, beside those that are open', () =>
    given(...historyOf(OPEN, enter({ [PROJECT]: '10.00' }, { check: () => [finding('known')] })))
      .when(correct('e2', 900n, { check: () => [finding('known'), finding('new')] }))
      .thenRecords({ type: 'LineCorrected' }, { type: 'FindingRaised', data: { finding: 'new' } }));

  it('raises an open finding again with its new figures', () =>
    given(...historyOf(OPEN, enter({ [PROJECT]: '10.00' }, { check: () => [finding('f1')] })))
      .when(correct('e2', 900n, { check: () => [{ ...finding('f1'), printed: '9.00' }] }))
      .thenRecords(
        { type: 'LineCorrected' },
        { type: 'FindingRaised', data: { finding: 'f1', printed: '9.00' } },
      ));

  describe('where a person decided about a finding', () => {
    /** Fails with the amount of the line, unless that is 9.00 yuan. */
    const check: CommandOf<'Correct'>['check'] = ({ lines }) => {
      const fen = lines.get(PROJECT)?.corrected ?? 900n;
      return fen === 900n ? [] : [{ ...finding('f1'), printed: fromFen(fen) }];
    };
    const decided = historyOf(OPEN, enter({ [PROJECT]: '10.00' }, { check }), resolve('f1'));

    it('leaves the decision while the figures are the same', () =>
      given(...decided)
        .when(enter({ [REVENUE]: '10.00' }, { check }))
        .thenRecords({ type: 'LineEntered', data: { line: REVENUE } }));

    it('raises other figures as a new finding', () =>
      given(...decided)
        .when(correct('e2', 800n, { check }))
        .thenRecords(
          { type: 'LineCorrected' },
          { type: 'FindingRaised', data: { finding: 'f1', printed: '8.00' } },
        ));

    it('raises the same figures once more after the rule held', () => {
      const held = [...decided, ...decide(correct('e2', 900n, { check }), folded(decided))];
      expect(held.slice(decided.length).map(({ type }) => type)).toEqual(['LineCorrected']);
      given(...held)
        .when(correct('e2', 1000n, { check }))
        .thenRecords(
          { type: 'LineCorrected' },
          { type: 'FindingRaised', data: { finding: 'f1', printed: '10.00' } },
        );
    });
  });

  it('withdraws the findings that no longer hold', () =>
    given(...historyOf(OPEN, enter({ [PROJECT]: '10.00' }, { check: () => [finding('f1')] })))
      .when(correct('e2', 900n, { check: () => [] }))
      .thenRecords(
        { type: 'LineCorrected' },
        { type: 'FindingResolved', data: { finding: 'f1', decision: 'no-longer-holds' } },
      ));
});
