import type { Budget } from '../domain/budget/budget-state.js';
import { noteFinding, statusOf, type Findings } from '../domain/budget/finding-state.js';
import type { BudgetEvent } from '../domain/events/budget.events.js';
import type { LineKey } from '../domain/values/line.js';
import type { Yuan } from '../domain/values/money.js';
import { unrecordedFinding } from '../findings/findings.answer.js';
import type { ComparedLine, ImportAnswer, LineChanges } from './imports.answer.js';

/** What an import does to its budget, as the answer says it. */
export type ImportOutcome = Pick<ImportAnswer, 'findings' | 'endedFindings' | 'changes'>;

/** What a budget says of its lines and findings before an import. */
export interface BudgetBefore {
  readonly names: ReadonlyMap<LineKey, string>;
  readonly findings: Findings;
}

/** A copy of what the budget says now: the budget itself changes with the next event. */
export const budgetBefore = (budget: Budget): BudgetBefore =>
  budget.status === 'unopened'
    ? { names: new Map(), findings: new Map() }
    : {
        names: new Map([...budget.lines].map(([line, { name }]) => [line, name])),
        findings: new Map(budget.findings),
      };

/** What the events of an import do, whether they are recorded or only decided, so that a preview says what its commit records. */
export const outcomeOf = (events: readonly BudgetEvent[], before: BudgetBefore): ImportOutcome => {
  const findings = new Map(before.findings);
  for (const event of events) noteFinding(findings, event);
  const touched = [...findings].filter(([id, state]) => before.findings.get(id) !== state);
  return {
    findings: touched.flatMap(([, state]) =>
      statusOf(state) === 'open' ? [unrecordedFinding(state.raised)] : [],
    ),
    endedFindings: touched.flatMap(([id, { raised, decided }]) =>
      decided !== null && before.findings.has(id)
        ? [
            {
              id,
              rule: raised.rule,
              severity: raised.severity,
              message: raised.message,
              decision: decided.decision as 'superseded' | 'no-longer-holds',
            },
          ]
        : [],
    ),
    changes: lineChanges(events.flatMap((event) => comparedLine(event, before))),
  };
};

/** The line that an event of a document is about: all that it prints, and after them those that it no longer has. */
const comparedLine = (
  { type, data }: BudgetEvent,
  { names }: BudgetBefore,
): readonly ComparedLine[] => {
  switch (type) {
    case 'LineEntered': {
      const { line, name, before, amount: after } = data;
      return [{ line, name, change: before === null ? 'added' : 'changed', before, after }];
    }
    case 'ClaimRecorded':
      return data.line === undefined ? [] : [unchangedLine(data.line, data)];
    case 'LineDiscontinued': {
      const { line, before } = data;
      const name = names.get(line) ?? '';
      return [{ line, name, change: 'discontinued', before, after: null }];
    }
    default:
      return [];
  }
};

/** A line that a document prints as it stands. */
export const unchangedLine = (
  line: LineKey,
  { name, amount }: { readonly name: string; readonly amount: Yuan },
): ComparedLine => ({ line, name, change: 'unchanged', before: amount, after: amount });

/** Groups compared lines by their change. */
export const lineChanges = (lines: readonly ComparedLine[]): LineChanges => {
  const of = (change: ComparedLine['change']) => lines.filter((each) => each.change === change);
  const both = (some: readonly ComparedLine[]) =>
    some.flatMap(({ line, before, after }) => (before === null ? [] : [{ line, before, after }]));
  return {
    added: of('added').length,
    changed: both(of('changed')),
    unchanged: of('unchanged').length,
    discontinued: both(of('discontinued')),
    lines,
  };
};
