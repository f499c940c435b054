import type { PrintedLine } from '../domain/budget/budget-command.js';
import type { Budget } from '../domain/budget/budget-state.js';
import { noteFinding, statusOf, type Findings } from '../domain/budget/finding-state.js';
import type { BudgetEvent } from '../domain/events/budget.events.js';
import { lineKey, type LineKey } from '../domain/values/line.js';
import { fromFen } from '../domain/values/money.js';
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

/**
 * What the events of an import do, whether they are recorded or only decided, so that a preview says what its commit records.
 *
 * @param printed The lines that the document prints; without them, unchanged ones are not told.
 */
export const outcomeOf = (
  events: readonly BudgetEvent[],
  before: BudgetBefore,
  printed: readonly PrintedLine[] = [],
): ImportOutcome => {
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
    changes: lineChanges([...linesIn(events, printed), ...discontinuedIn(events, before)]),
  };
};

/** The lines in the order of print. */
const linesIn = (
  events: readonly BudgetEvent[],
  printed: readonly PrintedLine[],
): readonly ComparedLine[] => {
  const entered = new Map(
    events.flatMap(({ type, data }): readonly [LineKey, ComparedLine][] =>
      type === 'LineEntered'
        ? [
            [
              data.line,
              {
                line: data.line,
                name: data.name,
                change: data.before === null ? 'added' : 'changed',
                before: data.before,
                after: data.amount,
              },
            ],
          ]
        : [],
    ),
  );
  if (printed.length === 0) return [...entered.values()];
  return printed.map(({ line, name, amount: fen }): ComparedLine => {
    const key = lineKey(line);
    const amount = fromFen(fen);
    return (
      entered.get(key) ?? { line: key, name, change: 'unchanged', before: amount, after: amount }
    );
  });
};

const discontinuedIn = (
  events: readonly BudgetEvent[],
  { names }: BudgetBefore,
): readonly ComparedLine[] =>
  events.flatMap(({ type, data }): readonly ComparedLine[] =>
    type === 'LineDiscontinued'
      ? [
          {
            line: data.line,
            name: names.get(data.line) ?? '',
            change: 'discontinued',
            before: data.before,
            after: null,
          },
        ]
      : [],
  );

/** Groups compared lines by their change. */
const lineChanges = (lines: readonly ComparedLine[]): LineChanges => {
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
