import type { CommandOf, PriorLines } from '../budget/budget-command.js';
import type { OpenedBudget } from '../budget/budget-state.js';
import { linkedShare, linkKey, type LineLink } from '../continuity/continuity.js';
import { Refusal } from '../errors.js';
import type { BudgetEvent } from '../events/budget.events.js';
import { parseLineKey, type LineKey } from '../values/line.js';
import { withDerivedChanges } from './derived-changes.js';
import { spellShare, WHOLE } from '../continuity/share.js';

/**
 * Records that a line goes on from a line of the year before: renamed, where it is one to one; merged, where several lines of
 * last year go on in it; split, where one goes on in several by weights. The same link again is no change. A link moves no
 * money, so that it may follow the close of the year: the comparison with last year is often made only then. The changes from the
 * year before that the link alters are recorded with it, while the year is open.
 *
 * @throws {Refusal} `not-found`: there is no budget of the year before, or one of the lines is not in force.
 * @throws {Refusal} `line-invalid`: the lines are of two schedules, or of the three-public expenses, whose categories the law names.
 * @throws {Refusal} `line-linked`: the two lines are linked with another weight.
 * @throws {Refusal} `link-weight`: more than the whole of last year's line would go on.
 */
export const linkLine = (
  { line, from, weight, reason, prior }: CommandOf<'LinkLine'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  const there = priorLine(prior, from);
  if (!budget.lines.has(line) || budget.discontinued.has(line))
    throw new Refusal(
      'not-found',
      `The budget has no line ${line} in force: see the list of its lines.`,
    );
  const { schedule } = parseLineKey(line);
  if (schedule === 'three-public' || parseLineKey(from).schedule !== schedule)
    throw new Refusal(
      'line-invalid',
      schedule === 'three-public'
        ? 'The categories of the three-public expenses are the same in every year: none goes on from another.'
        : `${from} is of another schedule than ${line}: link lines of one schedule.`,
    );
  const known = budget.links.get(linkKey({ line, from: there }));
  const spelled = spellShare(weight);
  if (known?.weight === spelled) return [];
  if (known)
    throw new Refusal(
      'line-linked',
      `${line} goes on from ${from} already, with the weight ${known.weight}: unlink it first.`,
      { weight: known.weight },
    );
  const linked = linkedShare(there, budget.links.values());
  if (linked + weight > WHOLE)
    throw new Refusal(
      'link-weight',
      `${spellShare(linked)} of ${from} goes on in other lines: a weight of ${spelled} would make more than the whole.`,
      { linked: spellShare(linked) },
    );
  return withDerivedChanges(
    [{ type: 'LineLinked', data: { line, from: there, weight: spelled, reason } }],
    budget,
    budget.name,
    prior,
  );
};

/**
 * Takes a link back; the record of both stays.
 *
 * @throws {Refusal} `not-found`: the lines are not linked.
 */
export const unlinkLine = (
  { line, from, reason, prior }: CommandOf<'UnlinkLine'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  const there = prior && { budget: prior.budget, line: from };
  if (there === null || !budget.links.has(linkKey({ line, from: there })))
    throw new Refusal('not-found', `${line} is not linked to ${from} of the year before.`);
  return withDerivedChanges(
    [{ type: 'LineUnlinked', data: { line, from: there, reason } }],
    budget,
    budget.name,
    prior,
  );
};

const priorLine = (prior: PriorLines | null, from: LineKey): LineLink['from'] => {
  if (prior === null)
    throw new Refusal(
      'not-found',
      'The ledger has no budget of this agency of the year before: record it first.',
    );
  if (!prior.hasLine(from))
    throw new Refusal(
      'not-found',
      `${prior.budget} has no line ${from} in force: see the list of its lines.`,
    );
  return { budget: prior.budget, line: from };
};
