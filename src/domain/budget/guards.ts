import { Refusal } from '../errors.js';
import type { Authority } from '../events/budget.events.js';
import type { CivilDate } from '../values/civil-date.js';
import type { LineKey } from '../values/line.js';
import { fromFen, type Fen } from '../values/money.js';
import type { Budget, OpenedBudget } from './budget-state.js';

/** @throws {Refusal} `not-found`: the budget is not opened. */
export const opened = (budget: Budget): OpenedBudget => {
  if (budget.status === 'unopened')
    throw new Refusal('not-found', 'There is no such budget: open it first.');
  return budget;
};

/** @throws {Refusal} `year-closed`: the year of the budget is closed. */
export const refuseClosed = ({ closedOn }: OpenedBudget): void => {
  if (closedOn !== null)
    throw new Refusal(
      'year-closed',
      `The year was closed on ${closedOn}: only corrections may follow.`,
      { closedOn },
    );
};

/** @throws {Refusal} `line-would-go-negative`: a change takes a line below zero. */
export const refuseNegativeChange = (line: LineKey, before: Fen, after: Fen): void => {
  // A line that its document prints below zero may rise.
  if (after < 0n && after < before)
    throw new Refusal(
      'line-would-go-negative',
      `${line} stands at ${fromFen(before)}: a change of ${fromFen(after - before)} would take it below zero.`,
      { line, headroom: fromFen(before) },
    );
};

/** @throws {Refusal} `authority-missing`: the approval names no document. */
export const refuseWithoutAuthority = ({ number }: Authority): void => {
  if (number.trim() === '')
    throw new Refusal(
      'authority-missing',
      'An approval names its document: give its number, like 宝财预〔2023〕15号.',
    );
};

/** @throws {Refusal} `date-in-future`: the day of an act is later than today in Shanghai. */
export const refuseFuture = (what: string, date: CivilDate, today: CivilDate): void => {
  if (date > today)
    throw new Refusal(
      'date-in-future',
      `${date} is ${what} and still to come: today is ${today} in Shanghai.`,
      { date, today },
    );
};
