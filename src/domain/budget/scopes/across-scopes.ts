import type { FindingRaised, FindingResolved } from '../../events/budget.events.js';
import { FUNCTION_ITEM, parseLineKey } from '../../values/line.js';
import { fromFen, type Fen } from '../../values/money.js';
import { settleFindings, type FindingStates } from '../finding-state.js';
import type { Originals } from '../year-over-year.js';

/** A unit's budget, with its newest document. */
export interface UnitBudget {
  readonly document: string;
  readonly originals: Originals;
}

/** 0.01 万元, in fen: half a unit of rounding in each of two documents. */
const SLACK: Fen = 100_00n;

/**
 * `PART-GT-WHOLE`: the original budget of a unit is at most that of its department, of which it is a part, in all and for each 项 by
 * function. Error. Only the deepest level is named. Empty where the department has no expenditure.
 */
export const findingsAcrossScopes = (
  { document, originals }: UnitBudget,
  department: Originals,
): readonly FindingRaised['data'][] => {
  const [part, whole] = [spent(originals), spent(department)];
  if (whole.items.size === 0 && whole.all === 0n) return [];
  const beyond = [...part.items].filter(
    ([code, fen]) => fen > (whole.items.get(code) ?? 0n) + SLACK,
  );
  // Money under no item may belong to any: then only the whole can be compared.
  const items = part.isWhole && whole.isWhole ? beyond : [];
  const raised = items.map(([code, fen]) =>
    finding(document, code, `the item ${code}`, fen, whole.items.get(code) ?? 0n),
  );
  return raised.length === 0 && part.all > whole.all + SLACK
    ? [finding(document, 'expenditure', 'all expenditure', part.all, whole.all)]
    : raised;
};

/** Raises the findings of {@link findingsAcrossScopes} that are new, and withdraws those whose rule holds again. */
export const raiseAcrossScopes = (
  unit: UnitBudget,
  department: Originals,
  known: FindingStates,
): readonly (FindingRaised | FindingResolved)[] =>
  settleFindings(findingsAcrossScopes(unit, department), /^whole-/, known);

interface Spent {
  readonly all: Fen;
  readonly items: ReadonlyMap<string, Fen>;
  /** Whether all of it stands under items. */
  readonly isWhole: boolean;
}

const spent = (originals: Originals): Spent => {
  const items = new Map<string, Fen>();
  let all = 0n;
  let isWhole = true;
  for (const [key, fen] of originals) {
    const line = parseLineKey(key);
    if (line.schedule !== 'expenditure') continue;
    all += fen;
    if (FUNCTION_ITEM.test(line.function))
      items.set(line.function, (items.get(line.function) ?? 0n) + fen);
    else isWhole = false;
  }
  return { all, items, isWhole };
};

const finding = (
  document: string,
  subject: string,
  what: string,
  part: Fen,
  whole: Fen,
): FindingRaised['data'] => ({
  finding: `whole-${document.slice(0, 8)}-${subject}`,
  document,
  rule: 'PART-GT-WHOLE',
  severity: 'error',
  table: null,
  section: null,
  subject,
  column: 'total',
  printed: fromFen(part),
  expected: fromFen(whole),
  difference: fromFen(part - whole),
  unit: '元',
  places: [],
  hint: null,
  message: `This unit has ${fromFen(part)} 元 for ${what}, but the budget of its department has only ${fromFen(whole)} 元.`,
});
