import fc from 'fast-check';
import { BudgetFigures, type IdentifiedEvent } from '../../domain/budget/budget-figures.js';
import { civilDate } from '../../domain/values/civil-date.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import type { LineKey } from '../../domain/values/line.js';
import { fromFen } from '../../domain/values/money.js';
import { checkFigures } from './check-figures.js';

const BUDGET = 'office-2023-unit' as BudgetId;
const DAY = civilDate('2023-01-01');

/** Items that rules compare and others, in few classes and groups; an item of other length as documents print it. */
const item = fc.constantFrom(
  '2080505',
  '2080506',
  '2080599',
  '2101101',
  '2120101',
  '2120102',
  '2120199',
  '2120201',
  '2210201',
  '212',
);
const line = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('general', 'general', 'unit-funds'),
      item,
      fc.constantFrom('basic', 'project'),
    )
    .map(([fund, code, kind]) => `expenditure/${fund}/${code}/${kind}`),
  item.map((code) => `revenue/${code}/fiscal-appropriation`),
  fc.constantFrom(
    'economic/30108/personnel',
    'economic/30201/public',
    'three-public/operating',
    'project/roof/other',
  ),
);
/** Few amounts, so that figures agree often; some are whole 0.01 万元. */
const amount = fc.constantFrom(0n, 10_000n, 20_000n, 12_345n, 100_000_000n);
const act = fc.record({
  what: fc.constantFrom('enter', 'enter', 'enter', 'correct', 'amend', 'discontinue'),
  line,
  amount,
});

/** What happens to a line, as its event; null where nothing can. */
const eventOf = (
  { what, line: key, amount: fen }: { what: string; line: string; amount: bigint },
  figures: BudgetFigures,
  n: number,
): IdentifiedEvent | null => {
  const name = key as LineKey;
  const old = figures.lines.get(name);
  const yuan = fromFen(fen);
  if (what === 'enter') {
    const before = old && fromFen(old.original);
    return {
      type: 'LineEntered',
      id: `e${n}`,
      data: {
        line: name,
        name: `line ${n}`,
        amount: yuan,
        before: before ?? null,
        ...(old && old.corrected !== old.original
          ? { corrected: fromFen(old.corrected - old.original) }
          : {}),
        effectiveOn: DAY,
        source: null,
      },
    };
  }
  if (!old) return null;
  if (what === 'discontinue')
    return {
      type: 'LineDiscontinued',
      id: `e${n}`,
      data: {
        line: name,
        name: '',
        before: fromFen(old.original),
        effectiveOn: DAY,
        document: 'd',
      } as never,
    };
  if (what === 'amend')
    return {
      type: 'BudgetAmended',
      id: `amended ${key}`,
      data: {
        legs: [{ key: name, schedule: 'expenditure', before: '0.00', delta: yuan, after: yuan }],
      } as never,
    };
  return {
    type: 'LineCorrected',
    id: `e${n}`,
    data: {
      line: name,
      claim: null,
      corrects: n % 2 ? `amended ${key}` : 'x',
      from: fromFen(0n),
      to: yuan,
    } as never,
  };
};

describe('the judgement of a budget, kept as its lines change', () => {
  it('is after each change that of all its lines, judged at once', () => {
    let findings = 0;
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const kept = new BudgetFigures();
        const events: IdentifiedEvent[] = [];
        for (const [n, each] of acts.entries()) {
          const event = eventOf(each, kept, n);
          if (event === null) continue;
          events.push(event);
          const whole = checkFigures(BUDGET, new BudgetFigures().after(events));
          findings += whole.length;
          expect(checkFigures(BUDGET, kept.after([event]))).toEqual(whole);
          kept.apply(event);
          expect(checkFigures(BUDGET, kept)).toEqual(whole);
        }
      }),
      { numRuns: 60 },
    );
    expect(findings).toBeGreaterThan(0);
  });
});
