import { Refusal } from '../errors.js';
import type { BudgetEvent } from '../events/budget.events.js';
import { fiscalYearStart } from '../values/civil-date.js';
import { lineKey, type LineKey } from '../values/line.js';
import { fromFen } from '../values/money.js';
import type { CommandOf } from '../budget/budget-command.js';
import type { OpenedBudget } from '../budget/budget-state.js';
import { LineIndex } from '../budget/line-index.js';
import { asSuperseded, figureToReplace, isDiscontinued } from '../budget/figure-to-replace.js';
import { codeFindings, codesOf, refuseUnknownCodes, type Codes } from './codes.js';
import { withDerivedChanges } from './derived-changes.js';
import { withFindings } from '../budget/finding-events.js';
import { refuseClosed } from '../budget/guards.js';

/**
 * Enters lines of the original budget without a document. Entering an existing line with the same amount changes nothing;
 * one that a newer document took away comes back from zero, and amendments that stand on it stay.
 *
 * @throws {Refusal} `year-closed`: the year of the budget is closed.
 * @throws {Refusal} `line-invalid`: a line is given twice.
 * @throws {Refusal} `code-unknown`: a code has no class of function, or is no economic item.
 * @throws {Refusal} `line-exists`: a line stands with another amount.
 */
export const enterLines = (
  { lines: entered, check, prior }: CommandOf<'EnterLines'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  refuseClosed(budget);
  const events: BudgetEvent[] = [];
  const effectiveOn = fiscalYearStart(budget.name.fiscalYear);
  const given = new Set<LineKey>();
  const isNew: Codes[] = [];
  for (const { line, name, amount: fen } of entered) {
    const key = lineKey(line);
    if (given.has(key))
      throw new Refusal(
        'line-invalid',
        `${key} is given twice: give each line once, with its whole amount.`,
        { line: key },
      );
    given.add(key);
    const old = budget.lines.get(key);
    const returns = isDiscontinued(budget, key);
    if (old?.original === fen && !returns) continue;
    if (old && !returns) {
      const original = fromFen(old.original);
      throw new Refusal(
        'line-exists',
        isOpenedByAmendments(budget, key)
          ? `${key} has no original amount, because amendments alone opened it: amend it again, or import a document that prints it.`
          : `${key} stands at ${original} already: a record that was wrong is corrected, a budget that changes is amended.`,
        { line: key, original },
      );
    }
    isNew.push(codesOf(line));
    events.push({
      type: 'LineEntered',
      data: {
        line: key,
        name,
        amount: fromFen(fen),
        ...asSuperseded(figureToReplace(budget, key)),
        effectiveOn,
        source: null,
      },
    });
  }
  if (events.length === 0) return [];
  refuseUnknownCodes(isNew, budget.figures.kept(LineIndex.begin));
  const codes = codeFindings(isNew, budget.name.fiscalYear, (id) => budget.findings.has(id));
  const all = withFindings([...events, ...codes], budget, check);
  return withDerivedChanges(all, budget, budget.name, prior);
};

const isOpenedByAmendments = (budget: OpenedBudget, line: LineKey): boolean =>
  ![...budget.entries.values()]
    .flat()
    .some((entry) => entry.kind === 'line' && entry.line === line);
