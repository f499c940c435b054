import { answeredBy, causesOf } from './causes.js';
import { decide } from './decide.js';
import {
  approve,
  carryForward,
  change,
  claimIn,
  correct,
  document,
  enter,
  finding,
  folded,
  giveBack,
  historyOf,
  OPEN,
  PROJECT,
  propose,
  receive,
  receiver,
  reject,
  resolve,
  withdraw,
} from './decide.fixture.js';
import type { BudgetCommand } from '../budget/budget-command.js';

const prior = (amount: bigint) => ({
  fiscalYear: 2022,
  scope: 'unit' as const,
  originals: new Map([[PROJECT, amount]]),
});

/** The different events that are decided, each with the type of the event that led to it. */
const led = (command: BudgetCommand, ...history: readonly BudgetCommand[]) => {
  const events = decide(command, folded(historyOf(...history)));
  const causes = causesOf(events);
  return [
    ...new Set(
      events.map(({ type }, index) => {
        const cause = causes[index];
        return `${type} < ${cause === undefined ? 'nothing here' : events[cause]!.type}`;
      }),
    ),
  ];
};

describe('The cause of an event', () => {
  it('is the document for all that it prints, and for what follows from it', () =>
    expect(
      led(
        document('d1', { [PROJECT]: '5.00' }, { claims: [claimIn('d1')], prior: prior(300n) }),
        OPEN,
      ),
    ).toEqual([
      'DocumentRegistered < nothing here',
      'LineEntered < DocumentRegistered',
      'ClaimRecorded < DocumentRegistered',
      'YearOverYearChangeRecorded < DocumentRegistered',
    ]));

  it('is the entry for the change from the year before that it makes', () =>
    expect(led(enter({ [PROJECT]: '5.00' }, { prior: prior(300n) }), OPEN)).toEqual([
      'LineEntered < nothing here',
      'YearOverYearChangeRecorded < LineEntered',
    ]));

  it('is in the other budget where the change is derived from that alone', () =>
    expect(
      led({ type: 'RecordDerivedChanges', prior: prior(300n) }, OPEN, enter({ [PROJECT]: '5.00' })),
    ).toEqual(['YearOverYearChangeRecorded < nothing here']));

  it('is the entry or the correction for a finding that it raises or ends', () => {
    const wrong = enter({ [PROJECT]: '5.00' }, { check: () => [finding('f1')] });
    expect(led(wrong, OPEN)).toEqual(['LineEntered < nothing here', 'FindingRaised < LineEntered']);
    expect(led(correct('e2', 600n), OPEN, wrong)).toEqual([
      'LineCorrected < nothing here',
      'FindingResolved < LineCorrected',
    ]);
  });

  it('is the decision for the correction that it promises', () => {
    const place = { table: 8, page: null, line: 41, row: 1, column: 'total', text: '5.00' };
    const misprint = {
      ...finding('f1', 'd1'),
      table: 8,
      column: 'total',
      unit: '元',
      places: [place],
      printed: '5.00',
      expected: '6.00',
    } as const;
    const cell = claimIn('d1', '5.00');
    const claims = [{ ...cell, source: { ...cell.source, ...place } }];
    expect(
      led(
        resolve('f1', { decision: 'accept-expected' }),
        OPEN,
        document('d1', {}, { claims, findings: [misprint] }),
      ),
    ).toEqual(['LineCorrected < FindingResolved', 'FindingResolved < nothing here']);
  });

  it('is the proposal for its approval, rejection and withdrawal, and the approval for the return of a transfer', () => {
    // e1 opens the budget, and e2 enters its line.
    const answered = (command: BudgetCommand, ...history: readonly BudgetCommand[]) => {
      const budget = folded(historyOf(OPEN, enter({ [PROJECT]: '5.00' }), ...history));
      return answeredBy(decide(command, budget)[0]!, budget);
    };
    const proposals = [propose([change('2.00')], { amendment: 'a0' }), propose([change('1.00')])];
    for (const command of [approve(), reject(), withdraw()])
      expect(answered(command, ...proposals)).toBe('e4');
    const given = approve({ receiver: receiver(), effectiveOn: null });
    expect(answered(giveBack(), carryForward('-5.00'), given)).toBe('e4');
    expect(answered(receive())).toBeUndefined();
    expect(answered(correct('e2', 600n))).toBeUndefined();
  });
});
