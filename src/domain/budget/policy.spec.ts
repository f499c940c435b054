import { approvalsFor, NO_POLICY, type PolicyRule } from './policy.js';

const rule = (more: Partial<PolicyRule>): PolicyRule => ({
  name: 'r',
  approver: '财政局',
  ...more,
});
const size = { kind: 'rescission', net: -500n, gross: 700n, cumulative: 1_200n } as const;
const applies = (more: Partial<PolicyRule>) =>
  approvalsFor({ rules: [rule(more)] }, size).length === 1;

describe('A policy', () => {
  it('asks for nothing when it has no rules', () =>
    expect(approvalsFor(NO_POLICY, size)).toEqual([]));

  it('names the approver and the actors who may record the approval', () =>
    expect(approvalsFor({ rules: [rule({ actors: ['li'] }), rule({})] }, size)).toEqual([
      { rule: 'r', approver: '财政局', actors: ['li'] },
      { rule: 'r', approver: '财政局', actors: null },
    ]));

  it.each([
    [true, 'without limits', {}],
    [true, 'of its kind', { kinds: ['rescission'] }],
    [false, 'of another kind', { kinds: ['supplement'] }],
    [true, 'whose net limit is exceeded in either direction', { above: { net: 499n } }],
    [false, 'whose limit is just reached', { above: { net: 500n } }],
    [true, 'whose gross limit is exceeded', { above: { net: 500n, gross: 699n } }],
    [true, 'whose cumulative limit is exceeded', { above: { cumulative: 1_199n } }],
    [false, 'whose limits are not exceeded', { above: { gross: 700n, cumulative: 1_200n } }],
  ] as const)('applies (%s) a rule %s', (expected, _which, more) =>
    expect(applies(more as Partial<PolicyRule>)).toBe(expected),
  );
});
