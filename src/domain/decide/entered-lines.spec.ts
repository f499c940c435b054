import {
  derive,
  enter,
  finding,
  given,
  historyOf,
  OPEN,
  PROJECT,
  resolve,
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

describe('A finding', () => {
  const raised = historyOf(OPEN, enter({ [PROJECT]: '5.00' }, { check: () => [finding('f1')] }));

  it('is resolved with a decision and a reason', () =>
    given(...raised)
      .when(resolve('f1'))
      .thenRecords({
        type: 'FindingResolved',
        data: { finding: 'f1', decision: 'known-slip', reason: '公开文件笔误' },
      }));

  it('is resolved once', () =>
    given(...raised, {
      type: 'FindingResolved',
      data: { finding: 'f1', decision: 'known-slip', reason: '' },
    })
      .when(resolve('f1'))
      .thenIsRefused('finding-resolved'));

  it('must be known', () =>
    given(...raised)
      .when(resolve('f2'))
      .thenIsRefused('not-found'));
});
