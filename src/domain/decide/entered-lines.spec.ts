import { opened } from '../budget/guards.js';
import { decide } from './decide.js';
import {
  approve,
  change,
  derive,
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

describe('Lines that are entered without a document', () => {
  it('take effect with the fiscal year and have no source', () =>
    given(...historyOf(OPEN))
      .when(enter({ [PROJECT]: '5.00' }))
      .thenRecords({
        type: 'LineEntered',
        data: {
          line: PROJECT,
          amount: '5.00',
          before: null,
          effectiveOn: '2023-01-01',
          source: null,
        },
      }));

  it('are refused when one of them is given twice', () => {
    const [line] = enter({ [PROJECT]: '5.00' }).lines;
    given(...historyOf(OPEN))
      .when(enter({}, { lines: [line!, line!] }))
      .thenIsRefused('line-invalid');
  });

  it('return from zero when a newer document took them away', () =>
    given(...historyOf(document('a', { [PROJECT]: '10.00' }), document('b', {})))
      .when(enter({ [PROJECT]: '7.00' }))
      .thenRecords({ type: 'LineEntered', data: { amount: '7.00', before: '0.00' } }));

  it('return to the amendments that stand on them', () => {
    const discontinued = historyOf(
      document('a', { [PROJECT]: '10.00' }),
      propose([change('5.00')]),
      approve(),
      document('b', {}),
    );
    const back = enter({ [PROJECT]: '7.00' });
    given(...discontinued)
      .when(back)
      .thenRecords({ type: 'LineEntered', data: { amount: '7.00', before: '0.00' } });
    given(...discontinued)
      .when(enter({ [PROJECT]: '0.00' }))
      .thenRecords({ type: 'LineEntered', data: { amount: '0.00', before: '0.00' } });
    expect(opened(folded([...discontinued, ...decide(back, folded(discontinued))])).lines).toEqual(
      new Map([
        [PROJECT, expect.objectContaining({ original: 700n, corrected: 700n, adjusted: 1200n })],
      ]),
    );
  });

  it('are refused where only amendments have opened them', () =>
    given(...historyOf(OPEN, propose([change('5.00')]), approve()))
      .when(enter({ [PROJECT]: '7.00' }))
      .thenIsRefused('line-exists', /amendments alone opened it: amend it again/));

  it('raise what their check finds, and withdraw it when it holds again', () => {
    const failing = enter({ [PROJECT]: '5.00' }, { check: () => [finding('f1')] });
    given(...historyOf(OPEN))
      .when(failing)
      .thenRecords({ type: 'LineEntered' }, { type: 'FindingRaised', data: { finding: 'f1' } });
    given(...historyOf(OPEN, failing))
      .when(enter({ [REVENUE]: '5.00' }))
      .thenRecords(
        { type: 'LineEntered' },
        { type: 'FindingResolved', data: { finding: 'f1', decision: 'no-longer-holds' } },
      );
  });

  it('bring their changes from the year before in the same append, once', () => {
    const { prior } = derive({ [PROJECT]: 400n });
    const withPrior = enter({ [PROJECT]: '5.00' }, { prior });
    const recorded = historyOf(OPEN, withPrior);
    expect(recorded.slice(2)).not.toEqual([]);
    expect(recorded.slice(2).map(({ type }) => type)).toEqual(
      recorded.slice(2).map(() => 'YearOverYearChangeRecorded'),
    );
    given(...recorded)
      .when(derive({ [PROJECT]: 400n }))
      .thenRecordsNothing();
  });
});

describe('The codes of entered lines', () => {
  const entering = (key: string) => given(...historyOf(OPEN)).when(enter({ [key]: '1.00' }));

  it('are refused where there is no such class or economic item', () => {
    entering('revenue/2180101/fiscal-appropriation').thenIsRefused('code-unknown');
    entering('economic/30230/public').thenIsRefused('code-unknown');
  });

  it('are pointed out where the list lacks the item', () =>
    entering('expenditure/general/2129998/project').thenRecords(
      { type: 'LineEntered' },
      { type: 'FindingRaised', data: { rule: 'CODE-UNKNOWN', subject: '2129998' } },
    ));
});
