import { KeptReads } from './kept-reads.js';

describe('What was read of budgets', () => {
  it('is found again until the budget has another event', () => {
    const kept = new KeptReads();
    kept.keep('a lines', '7', 'old', 1);
    expect(kept.find('a lines', '7')).toBe('old');
    expect(kept.find('a lines', '8')).toBeUndefined();
    expect(kept.find('b lines', '7')).toBeUndefined();
    kept.keep('a lines', '8', 'new', 1);
    expect(kept.find('a lines', '8')).toBe('new');
    expect(kept.find('a lines', '7')).toBeUndefined();
  });

  it('is forgotten in the order of its last use, when there are too many rows', () => {
    const kept = new KeptReads(100);
    for (const name of ['a', 'b', 'c']) kept.keep(name, '1', name, 30);
    kept.find('a', '1');
    kept.keep('d', '1', 'd', 30);
    expect(['a', 'b', 'c', 'd'].filter((name) => kept.find(name, '1') !== undefined)).toEqual([
      'a',
      'c',
      'd',
    ]);
  });

  it('is not kept where it alone is too much, and takes no room after it was read again', () => {
    const kept = new KeptReads(100);
    kept.keep('large', '1', 'large', 500);
    expect(kept.find('large', '1')).toBeUndefined();
    for (let event = 0; event < 10; event += 1) kept.keep('a', String(event), 'a', 40);
    kept.keep('b', '1', 'b', 40);
    expect([kept.find('a', '9'), kept.find('b', '1')]).toEqual(['a', 'b']);
  });
});
