import { change } from '../decide/decide.fixture.js';
import { mirrored, sumsOf } from './movement.js';

describe('The sums of changes', () => {
  const changes = [change('5.00'), change('-7.50')];

  it('are net with their signs, and gross without', () =>
    expect(sumsOf(changes)).toEqual({ net: -250n, gross: 1250n }));

  it('have the opposite sign for the receiving budget', () =>
    expect(mirrored(changes).map(({ amount }) => amount)).toEqual([-500n, 750n]));
});
