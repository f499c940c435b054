import { judge, type StatedDelta } from './stated-changes.js';

const stated = (percent: string): StatedDelta => ({
  position: 1n,
  kind: 'function',
  code: '210',
  side: 'expenditure',
  measure: 'total',
  baseKind: 'prior-budget',
  baseYear: 2023,
  base: null,
  current: 500n,
  delta: 500n,
  percent,
  reason: null,
  unit: '元',
});

describe('A stated change of what was nothing the year before', () => {
  it.each([
    ['100.00', 'yes'],
    ['98.00', 'no'],
  ])('of %s%% agrees: %s', (percent, agrees) =>
    expect(judge([stated(percent)], 500n, { original: 0n, executed: null })).toMatchObject({
      agrees,
    }),
  );
});
