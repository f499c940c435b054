import fc from 'fast-check';
import type { Finding } from '../../domain/finding.js';
import { checkTables } from './check.js';
import { PLAN, slips, tablesOf, withCell, type Plan } from './rules.fixture.js';

const brief = ({ rule, severity, table, subject, column, printed, expected, hint }: Finding) => ({
  rule,
  severity,
  table,
  subject,
  column,
  printed,
  expected,
  hint,
});

const fen = (max: bigint) => fc.bigInt({ min: 100_00n, max });
const PLANS: fc.Arbitrary<Plan> = fc.record({
  general: fc
    .tuple(fen(9_999_999_99n), fen(9_999_999_99n), fen(9_999_999_99n), fen(9_999_999_99n))
    .chain(([a, b, c, d]) =>
      fc
        .tuple(fen(99_999_999_99n), fen(99_999_999_99n), fc.boolean())
        .map(([e, p, more]) => [
          { code: '2080505', basic: a, project: 0n },
          { code: '2080506', basic: b, project: 0n },
          ...(more ? [{ code: '2089999', basic: 0n, project: d }] : []),
          { code: '2101102', basic: c, project: 0n },
          { code: '2210201', basic: d, project: 0n },
          { code: '2120199', basic: e, project: p },
        ]),
    ),
  fund: fc.constantFrom([], [{ code: '2120802', basic: 0n, project: 1_234_567_89n }]),
  operating: fc.constantFrom(0n, 2_620_000_00n),
  goods: fc.bigInt({ min: 5n, max: 60n }),
  layout: fc.constantFrom('department', 'unit'),
  zeros: fc.constantFrom('printed', 'blank'),
});

describe('Nine tables that agree', () => {
  it('raise nothing', () => {
    fc.assert(
      fc.property(PLANS, (plan) => {
        expect(checkTables(tablesOf(plan))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('One digit changed in one cell', () => {
  it.each<Partial<Plan>>([
    {},
    { zeros: 'printed', layout: 'unit' },
    { operating: 2_620_000_00n, zeros: 'printed' },
    { fund: [{ code: '2120802', basic: 0n, project: 1_234_567_89n }], layout: 'unit' },
  ])('is found wherever it is, and is one cause: %p', (change) => {
    const tables = tablesOf({ ...PLAN, ...change });
    const crowds: string[] = [];
    for (const { where, tables: slipped } of slips(tables, (digit) => (digit + 1) % 10)) {
      const findings = checkTables(slipped);
      if (findings.length === 0) throw new Error(`nothing found: ${where}`);
      const hard = findings.filter(({ severity }) => severity !== 'info');
      if (hard.length > 1)
        crowds.push(`${where}\n${hard.map(({ message }) => `  ${message}`).join('\n')}`);
    }
    expect(crowds).toEqual([]);
  });
});
