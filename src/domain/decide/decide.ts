import type { BudgetEvent } from '../events/budget.events.js';
import type { BudgetCommand } from '../budget/budget-command.js';
import type { Budget } from '../budget/budget-state.js';
import { approve, end, propose, receive } from './amendments.js';
import { approveBudget } from './approval.js';
import { correct } from './corrections.js';
import { openBudget, recordDocument } from './documents.js';
import { closeYear, recordExecution } from './executions.js';
import { resolveFinding } from './findings.js';
import { enterLines } from './entered-lines.js';
import { linkLine, unlinkLine } from './links.js';
import { returnTransfer } from './returned-transfers.js';
import { recordDerivedChanges } from './derived-changes.js';
import { opened } from '../budget/guards.js';

/**
 * Decides which events follow from a command; none when nothing changes. Pure: no clock, no event ids, no I/O.
 *
 * @throws {Refusal} the command does not fit the state of the budget; see each decision for its codes.
 */
export const decide = (command: BudgetCommand, budget: Budget): readonly BudgetEvent[] => {
  switch (command.type) {
    case 'OpenBudget':
      return openBudget(command, budget);
    case 'RecordDocument':
      return recordDocument(command, budget);
    case 'EnterLines':
      return enterLines(command, opened(budget));
    case 'ResolveFinding':
      return resolveFinding(command, opened(budget));
    case 'RecordDerivedChanges':
      return recordDerivedChanges(command, opened(budget));
    case 'ApproveBudget':
      return approveBudget(command, opened(budget));
    case 'ProposeAmendment':
      return propose(command, opened(budget));
    case 'ApproveAmendment':
      return approve(command, opened(budget));
    case 'RejectAmendment':
    case 'WithdrawAmendment':
      return end(command, opened(budget));
    case 'ReturnTransfer':
      return returnTransfer(command, opened(budget));
    case 'ReceiveTransfer':
      return receive(command, opened(budget));
    case 'Correct':
      return correct(command, opened(budget));
    case 'RecordExecution':
      return recordExecution(command, opened(budget));
    case 'LinkLine':
      return linkLine(command, opened(budget));
    case 'UnlinkLine':
      return unlinkLine(command, opened(budget));
    case 'CloseYear':
      return closeYear(command, opened(budget));
  }
};
