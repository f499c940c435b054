import { seen } from '../access/access.js';
import type { Budget } from '../domain/budget/budget-state.js';
import {
  noteFinding,
  findingStatus,
  type Findings,
  type FindingState,
} from '../domain/budget/finding-state.js';
import type { Originals } from '../domain/budget/year-over-year.js';
import { decide } from '../domain/decide/decide.js';
import type { BudgetEvent } from '../domain/events/budget.events.js';
import type { LedgerDecision } from '../domain/events/finding.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import { parseBudgetId, type BudgetId } from '../domain/values/budget-id.js';
import type { LineKey } from '../domain/values/line.js';
import { unrecordedFinding } from '../findings/findings.answer.js';
import { nextBudgets, nextCandidates } from '../ledger/prior-budget.js';
import { readBudget } from '../ledger/read-budget.js';
import type { Recorder } from '../ledger/recorder.js';
import type { EventLog } from '../log/event-log.js';
import type { ComparedLine, ImportAnswer, LineChanges } from './imports.answer.js';

/** What an import does to its budget, as the answer says it. */
export type ImportOutcome = Pick<
  ImportAnswer,
  'findings' | 'endedFindings' | 'changes' | 'otherBudgets'
>;

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
export const outcomeOf = (events: readonly BudgetEvent[], before: BudgetBefore): ImportOutcome => ({
  ...findingsChanged(events, before.findings),
  changes: lineChanges(events.flatMap((event) => comparedLine(event, before))),
});

/** The findings that events raise and end. */
const findingsChanged = (
  events: readonly BudgetEvent[],
  before: Findings,
): Pick<ImportAnswer, 'findings' | 'endedFindings'> => {
  const findings = new Map(before);
  for (const event of events) noteFinding(findings, event);
  const touched = [...findings].filter(([id, state]) => before.get(id) !== state);
  return {
    findings: touched.flatMap(([, state]) =>
      findingStatus(state) === 'open' ? [unrecordedFinding(state.raised)] : [],
    ),
    endedFindings: touched.flatMap(([id, { raised, decided }]) =>
      decided !== null && before.has(id)
        ? [
            {
              id,
              rule: raised.rule,
              severity: raised.severity,
              message: raised.message,
              decision: decided.decision as LedgerDecision,
            },
          ]
        : [],
    ),
  };
};

type OtherBudgets = Pick<ImportAnswer, 'otherBudgets'>;

/** What was recorded in the budgets of the year after because of the events of an import, where the caller sees them. */
export const recordedElsewhere = async (
  log: EventLog,
  budget: BudgetId,
  events: readonly RecordedEvent<BudgetEvent>[],
): Promise<OtherBudgets> => {
  const ids = new Set(events.map(({ id }) => id));
  const found: OtherBudget[] = [];
  for (const next of nextCandidates(budget)) {
    if (seen()?.has(next) === false) continue;
    const all = await readBudget(log, next);
    const first = all.findIndex(({ causationId }) => causationId !== null && ids.has(causationId));
    if (first < 0) continue;
    const before = new Map<string, FindingState>();
    for (const event of all.slice(0, first)) noteFinding(before, event);
    const { correlationId } = all[first]!;
    const own = all.filter((event) => event.correlationId === correlationId);
    found.push({ budget: next, ...findingsChanged(own, before) });
  }
  return elsewhere(found);
};

/** What the events of an import, once recorded, would make the ledger record in the budgets of the year after. */
export const decidedElsewhere = async (
  recorder: Recorder,
  budget: BudgetId,
  originals: Originals,
): Promise<OtherBudgets> => {
  const { fiscalYear, scope } = parseBudgetId(budget);
  const command = {
    type: 'RecordDerivedChanges',
    prior: { fiscalYear, scope, originals },
  } as const;
  const found: OtherBudget[] = [];
  for (const next of await nextBudgets(recorder, budget))
    found.push(
      await recorder.look(next, (current) => ({
        budget: next,
        ...findingsChanged(decide(command, current), budgetBefore(current).findings),
      })),
    );
  return elsewhere(found);
};

type OtherBudget = NonNullable<ImportAnswer['otherBudgets']>[number];

/** Without those of which no finding changed; absent where none is left. */
const elsewhere = (found: readonly OtherBudget[]): OtherBudgets => {
  const otherBudgets = found.filter(
    ({ findings, endedFindings }) => findings.length > 0 || endedFindings.length > 0,
  );
  return otherBudgets.length === 0 ? {} : { otherBudgets };
};

/** The line that an event of a document is about: all that it prints, and after them those that it no longer has. */
const comparedLine = (
  { type, data }: BudgetEvent,
  { names }: BudgetBefore,
): readonly ComparedLine[] => {
  switch (type) {
    case 'LineEntered': {
      const { line, name, before, amount: after, source } = data;
      return [
        {
          line,
          name,
          change: before === null ? 'added' : 'changed',
          before,
          after,
          ...(source !== null && { source }),
        },
      ];
    }
    case 'ClaimRecorded':
      return unchangedLine({ type, data });
    case 'LineDiscontinued': {
      const { line, before } = data;
      const name = names.get(line) ?? '';
      return [{ line, name, change: 'discontinued', before, after: null }];
    }
    default:
      return [];
  }
};

/** The line that an event of a document prints, as it stands; none where it prints none. */
export const unchangedLine = ({ type, data }: BudgetEvent): readonly ComparedLine[] => {
  if ((type !== 'LineEntered' && type !== 'ClaimRecorded') || data.line === undefined) return [];
  const { line, name, amount, source } = data;
  return [
    {
      line,
      name,
      change: 'unchanged',
      before: amount,
      after: amount,
      ...(source !== null && { source }),
    },
  ];
};

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
