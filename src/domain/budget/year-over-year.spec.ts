import type { LineKey } from '../values/line.js';
import { changeKey, deriveChanges, marginsOf } from './year-over-year.js';

const PROJECT = 'expenditure/general/2120199/project' as LineKey;
const REVENUE = 'revenue/2120199/fiscal-appropriation' as LineKey;
const changes = (base: Record<string, bigint>, current: Record<string, bigint>) =>
  new Map(
    deriveChanges(
      marginsOf(new Map(Object.entries(base) as [LineKey, bigint][])),
      2022,
      marginsOf(new Map(Object.entries(current) as [LineKey, bigint][])),
    ).map((change) => [changeKey(change.subject), change]),
  );

describe('The changes from the year before', () => {
  it('are derived for the totals, and for 类, 款 and 项 with their parts', () =>
    expect([...changes({ [PROJECT]: 100n }, { [PROJECT]: 150n }).keys()]).toEqual([
      'function/212/expenditure/project',
      'function/212/expenditure/total',
      'function/21201/expenditure/project',
      'function/21201/expenditure/total',
      'function/2120199/expenditure/project',
      'function/2120199/expenditure/total',
      'total//expenditure/project',
      'total//expenditure/total',
    ]));

  it('are derived for revenue by source', () =>
    expect([...changes({}, { [REVENUE]: 1n }).keys()]).toEqual([
      'source/fiscal-appropriation/revenue/total',
      'total//revenue/total',
    ]));

  it('say the base, the current amount, the change and its percent', () =>
    expect(
      changes({ [PROJECT]: 100n }, { [PROJECT]: 150n }).get('total//expenditure/total'),
    ).toMatchObject({
      origin: 'derived',
      base: { kind: 'prior-budget', year: 2022, amount: '1.00' },
      current: '1.50',
      delta: '+0.50',
      percent: '50.00',
    }));

  it('count a line that one year lacks as zero there', () => {
    const added = changes({}, { [PROJECT]: 100n }).get('total//expenditure/total');
    expect(added).toMatchObject({ base: { amount: null }, delta: '+1.00', percent: null });
    const removed = changes({ [PROJECT]: 100n }, {}).get('total//expenditure/total');
    expect(removed).toMatchObject({ current: null, delta: '-1.00', percent: '-100.00' });
  });

  it('leave 机关运行经费 out of the total of the three public expenses', () =>
    expect(
      changes({}, { 'three-public/operating': 5n, 'three-public/abroad': 2n }).get(
        'three-public//expenditure/total',
      ),
    ).toMatchObject({ current: '0.02' }));
});
