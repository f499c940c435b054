import { Refusal } from '../errors.js';
import type { BudgetEvent, LineCorrected } from '../events/budget.events.js';
import type { LineKey } from '../values/line.js';
import { inYuan, refuseTooLarge } from '../values/money.js';
import type { CommandOf } from '../budget/budget-command.js';
import type { Entry, OpenedBudget } from '../budget/budget-state.js';
import { withFindings } from '../budget/finding-events.js';
import { refuseNegativeChange } from '../budget/guards.js';
import { withDerivedChanges } from './derived-changes.js';

/**
 * Corrects an amount that was recorded wrongly, also after the close of the year. The same amount is no change.
 *
 * @throws {Refusal} `correction-invalid`: the event, or its line, cannot be corrected.
 * @throws {Refusal} `line-discontinued`: a newer document took the line away, so that its entry is no amount any more. What
 *   an amendment moved on it can be corrected.
 * @throws {Refusal} `line-would-go-negative`, `amount-too-large`: the correction takes a line below zero, or beyond what is an amount.
 */
export const correct = (
  { corrects, line, to, reason, check, prior }: CommandOf<'Correct'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  const corrected = correctionOf({ corrects, line, to, reason }, budget);
  // A correction that leaves an imbalance raises a finding and is not refused: the next correction may resolve it.
  if (corrected === null) return [];
  const events = withFindings([corrected], budget, check);
  return withDerivedChanges(events, budget, budget.name, prior);
};

/** What a correction changes. `blank`: the cell should print nothing at all; `to` is zero then. */
interface Correction extends Pick<CommandOf<'Correct'>, 'corrects' | 'line' | 'to' | 'reason'> {
  readonly blank?: true;
}

/**
 * The event of a correction; null when the amount stands already.
 *
 * @throws {Refusal} as {@link correct}.
 */
export const correctionOf = (
  { corrects, line, to, reason, blank }: Correction,
  budget: OpenedBudget,
): LineCorrected | null => {
  const entry = entryToCorrect(budget, corrects, line);
  if (entry.amount === to) return null;
  if (entry.line !== null) {
    const before = budget.lines.get(entry.line)?.adjusted ?? 0n;
    refuseNegativeChange(entry.line, before, before + to - entry.amount);
    refuseTooLarge(before + to - entry.amount);
  }
  return {
    type: 'LineCorrected',
    data: {
      line: entry.line,
      claim: entry.claim,
      corrects,
      ...inYuan({ from: entry.amount, to }),
      ...(blank && { blank }),
      effectiveOn: entry.effectiveOn,
      reason,
      afterClose: budget.closedOn !== null,
    },
  };
};

/** The amounts of an event that {@link correct} takes: the newest of their lines and cells, and no longer than a document has the line. */
export const correctableEntries = (budget: OpenedBudget, event: string): readonly Entry[] =>
  (budget.entries.get(event) ?? []).filter(
    ({ kind, line, target }) =>
      (kind === 'line' || kind === 'claim' || kind === 'leg') &&
      budget.newestOf(target) === event &&
      !(kind === 'line' && line !== null && budget.discontinued.has(line)),
  );

const entryToCorrect = (budget: OpenedBudget, corrects: string, line: LineKey | null): Entry => {
  const invalid = (message: string) => new Refusal('correction-invalid', message, { corrects });
  const entries = budget.entries.get(corrects);
  if (!entries || entries.length === 0)
    throw invalid(
      `${corrects} is not an event of this budget that a correction can name: take the id of a line, a claim or an amendment from the trail.`,
    );
  if (entries.some(({ kind }) => kind === 'correction'))
    throw invalid(`${corrects} is a correction: correct the event that it corrected once more.`);
  if (line === null && entries.length > 1)
    throw invalid(`${corrects} moved ${entries.length} lines: name the line that is wrong.`);
  if (entries.some(({ kind }) => kind === 'returned'))
    throw invalid(
      `The money that ${corrects} gave has returned: nothing of it is left to correct.`,
    );
  const entry = line === null ? entries[0] : entries.find((each) => each.line === line);
  if (!entry) throw invalid(`${corrects} did not move ${line}.`);
  if (entry.kind === 'line' && entry.line !== null && budget.discontinued.has(entry.line))
    throw new Refusal(
      'line-discontinued',
      `A newer document no longer has ${entry.line}, so that there is no amount to correct: enter the line again.`,
      { corrects, line: entry.line },
    );
  if (entry.kind === 'reprint')
    throw invalid(
      `${corrects} prints ${entry.line} once more as it was: correct ${budget.newestOf(entry.line!)}, which is the newest event of this line.`,
    );
  if (budget.newestOf(entry.target) !== corrects)
    throw invalid(
      `${corrects} is not the newest event of ${entry.line ?? 'its cell'}: correct the newest one.`,
    );
  return entry;
};
