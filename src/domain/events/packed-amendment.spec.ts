import { fromFen } from '../values/money.js';
import type { AmendmentChange, Leg } from './budget.events.js';
import { changesIn, legsIn, packedChanges, packedLegs } from './packed-amendment.js';

describe('Packed amendments', () => {
  it('are as short as their values, and the same when they are read', () => {
    const [ten, fifteen] = [fromFen(1000n), fromFen(1500n)];
    const legs: readonly Leg[] = [
      {
        after: fifteen,
        before: ten,
        delta: fromFen(500n),
        key: 'revenue/2120199/fiscal-appropriation' as Leg['key'],
        schedule: 'revenue',
      },
    ];
    const changes: readonly AmendmentChange[] = [
      {
        amount: ten,
        economic: null,
        expenditure: 'project',
        function: '2120199',
        fund: 'general',
        project: '防汛',
        source: 'fiscal-appropriation',
      },
    ];
    expect(packedLegs(legs)).toBe(
      '[["revenue/2120199/fiscal-appropriation","10.00","5.00","15.00"]]',
    );
    expect(JSON.stringify(legsIn(packedLegs(legs)))).toBe(JSON.stringify(legs));
    expect(JSON.stringify(changesIn(packedChanges(changes)))).toBe(JSON.stringify(changes));
  });
});
