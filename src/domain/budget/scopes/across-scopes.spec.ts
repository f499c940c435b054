import type { LineKey } from '../../values/line.js';
import { findingsAcrossScopes, raiseAcrossScopes } from './across-scopes.js';
import { FindingStates } from '../finding-state.js';

const originals = (lines: Readonly<Record<string, bigint>>) =>
  new Map(Object.entries(lines).map(([line, fen]) => [line as LineKey, fen]));
const BASIC = 'expenditure/general/2120199/basic';
const PROJECT = 'expenditure/general/2120199/project';
const OTHER = 'expenditure/general/2080505/basic';
const UNDIVIDED = 'expenditure/general/undivided/undivided';

const judge = (
  unit: Readonly<Record<string, bigint>>,
  department: Readonly<Record<string, bigint>>,
) =>
  findingsAcrossScopes(
    { document: '0123456789', originals: originals(unit) },
    originals(department),
  ).map(({ rule, severity, subject, printed, expected }) => [
    rule,
    severity,
    subject,
    printed,
    expected,
  ]);

describe('The budget of a unit beside that of its department', () => {
  it('is a part of it, item by item', () => {
    expect(judge({ [BASIC]: 500_000n }, { [BASIC]: 400_000n, [PROJECT]: 100_000n })).toEqual([]);
    expect(
      judge({ [BASIC]: 600_000n, [OTHER]: 1n }, { [BASIC]: 500_000n, [OTHER]: 900_000n }),
    ).toEqual([['PART-GT-WHOLE', 'error', '2120199', '6000.00', '5000.00']]);
  });

  it('may be more by the rounding of both', () => {
    expect(judge({ [BASIC]: 510_000n }, { [BASIC]: 500_000n })).toEqual([]);
    expect(judge({ [BASIC]: 510_001n }, { [BASIC]: 500_000n })).toHaveLength(1);
  });

  it('is compared as a whole where money stands under no item', () => {
    expect(judge({ [BASIC]: 600_000n }, { [UNDIVIDED]: 600_000n })).toEqual([]);
    expect(judge({ [BASIC]: 700_000n }, { [UNDIVIDED]: 600_000n })).toEqual([
      ['PART-GT-WHOLE', 'error', 'expenditure', '7000.00', '6000.00'],
    ]);
  });

  it('is not compared with a department without expenditure', () =>
    expect(judge({ [BASIC]: 600_000n }, {})).toEqual([]));

  it('has a finding raised once, and withdrawn when the department has as much', () => {
    const unit = { document: '0123456789', originals: originals({ [BASIC]: 600_000n }) };
    const known = new FindingStates();
    const raised = raiseAcrossScopes(unit, originals({ [BASIC]: 500_000n }), known);
    expect(raised).toMatchObject([{ type: 'FindingRaised' }]);
    for (const event of raised) known.note(event);
    expect(raiseAcrossScopes(unit, originals({ [BASIC]: 500_000n }), known)).toEqual([]);
    expect(raiseAcrossScopes(unit, originals({ [BASIC]: 600_000n }), known)).toMatchObject([
      { type: 'FindingResolved', data: { decision: 'no-longer-holds' } },
    ]);
  });
});
