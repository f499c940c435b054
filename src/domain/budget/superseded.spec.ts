import { fromFen } from '../values/money.js';
import { supersededFen } from './superseded.js';

describe('A superseded figure', () => {
  it.each([
    [0n, 'no figure', { before: null }],
    [500n, 'a figure', { before: fromFen(500n) }],
    [450n, 'a corrected figure', { before: fromFen(500n), corrected: fromFen(-50n) }],
  ] as const)('counts %s fen for %s', (fen, _what, superseded) =>
    expect(supersededFen(superseded)).toBe(fen),
  );
});
