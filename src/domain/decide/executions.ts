import { Refusal } from '../errors.js';
import type { BudgetEvent } from '../events/budget.events.js';
import { budgetId } from '../values/budget-id.js';
import { fiscalYearEnd, type CivilDate } from '../values/civil-date.js';
import { amountsInYuan, inYuan } from '../values/money.js';
import type { CommandOf } from '../budget/budget-command.js';
import { findingStatus } from '../budget/finding-state.js';
import type { OpenedBudget } from '../budget/budget-state.js';
import { refuseOutsideYear } from '../budget/days-in-force.js';
import { refuseClosed, refuseFuture } from '../budget/guards.js';
import { LineIndex } from '../budget/line-index.js';
import { findingsAboutCodes, refuseUnknownCodes } from './codes.js';

/**
 * Records what was spent up to a date.
 *
 * @throws {Refusal} `year-closed`: the year of the budget is closed.
 * @throws {Refusal} `malformed`: there are no figures, or an item has one as a whole and others by kinds of expenditure, or its project
 *   expenditure one as a whole and others by projects.
 * @throws {Refusal} `date-in-future`: final figures are of a day that is still to come.
 * @throws {Refusal} `outside-fiscal-year`: the day lies outside the fiscal year.
 * @throws {Refusal} `code-unknown`: a code has no class of function.
 */
export const recordExecution = (
  { asOf, status, figures, today }: CommandOf<'RecordExecution'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  refuseClosed(budget);
  if (figures.length === 0) throw new Refusal('malformed', 'An execution has at least one figure.');
  const whole = new Set(
    figures.filter(({ expenditure }) => expenditure === null).map((figure) => figure.function),
  );
  for (const { function: item, expenditure } of figures)
    if (expenditure !== null && whole.has(item))
      throw new Refusal(
        'malformed',
        `${item} is given as a whole and by kinds of expenditure: give one of them.`,
      );
  const unnamed = new Set(
    figures
      .filter(({ expenditure, project }) => expenditure === 'project' && project === null)
      .map((figure) => figure.function),
  );
  for (const { function: item, project } of figures)
    if (project !== null && unnamed.has(item))
      throw new Refusal(
        'malformed',
        `The project expenditure of ${item} is given as a whole and by projects: give one of them.`,
      );
  if (status === 'final') refuseFuture('the day of the final figures', asOf, today);
  refuseOutsideYear('the day of the figures', asOf, budget.name.fiscalYear);
  refuseUnknownCodes(figures, budget.figures.kept(LineIndex.begin));
  return [
    { type: 'ExecutionRecorded', data: { asOf, status, figures: amountsInYuan(figures) } },
    ...findingsAboutCodes(figures, budget),
  ];
};

/**
 * Closes the year, on its 31 December or later: only corrections may follow, and nothing undoes it. Closing it again on the
 * same date is no change.
 *
 * @throws {Refusal} `year-closed`: the year was closed on another date.
 * @throws {Refusal} `date-in-future`: the day is still to come.
 * @throws {Refusal} `outside-fiscal-year`: the year has not ended on that day.
 * @throws {Refusal} `amendments-pending`: an amendment is proposed and not decided.
 * @throws {Refusal} `confirmation-missing`: the budget is not named once more; the details say what would be closed.
 */
export const closeYear = (
  { on, confirm, today, incoming }: CommandOf<'CloseYear'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  if (budget.closedOn === on) return [];
  refuseClosed(budget);
  refuseFuture('the day of the close', on, today);
  const end = fiscalYearEnd(budget.name.fiscalYear);
  if (on < end)
    throw new Refusal(
      'outside-fiscal-year',
      `The year is closed when it has ended: on ${end} or later, and not on ${on}.`,
      { date: on, fiscalYear: budget.name.fiscalYear },
    );
  const amendments = [...budget.amendments]
    .filter(([, { status }]) => status === 'proposed')
    .map(([id]) => id);
  if (amendments.length > 0)
    throw new Refusal(
      'amendments-pending',
      `${amendments.length} amendments are proposed and not decided: approve, reject or withdraw them before the close.`,
      { amendments },
    );
  if (confirm !== budgetId(budget.name)) throw unconfirmed(on, incoming, budget);
  return [{ type: 'YearClosed', data: { on } }];
};

const unconfirmed = (
  on: CivilDate,
  incoming: CommandOf<'CloseYear'>['incoming'],
  budget: OpenedBudget,
): Refusal => {
  const id = budgetId(budget.name);
  const sums = { original: 0n, adjusted: 0n };
  for (const [line, { original, adjusted }] of budget.lines)
    if (line.startsWith('expenditure/')) {
      sums.original += original;
      sums.adjusted += adjusted;
    }
  const closes = {
    budget: id,
    on,
    ...inYuan(sums),
    amendments: [...budget.amendments.values()].filter(({ status }) => status === 'approved')
      .length,
    openFindings: [...budget.findings.values()].filter((each) => findingStatus(each) === 'open')
      .length,
    ...(incoming && { incoming }),
  };
  const comes =
    incoming && incoming.transfers > 0
      ? `${incoming.transfers} transfers (${incoming.amount}) come from other budgets and cannot arrive after the close. `
      : '';
  return new Refusal(
    'confirmation-missing',
    `This would close ${id} on ${on}: original ${closes.original}, adjusted ${closes.adjusted}, ${closes.amendments} approved amendments, ${closes.openFindings} open findings. ${comes}Nothing undoes a close: confirm it with the id of the budget (--confirm ${id}, or "confirm" in the body).`,
    { closes },
  );
};
