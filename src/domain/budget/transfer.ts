import { Refusal } from '../errors.js';
import type { AmendmentKind, Transfer } from '../events/budget.events.js';
import { budgetId, parseBudgetId, type BudgetId, type BudgetName } from '../values/budget-id.js';
import type { CivilDate } from '../values/civil-date.js';

/** What the stream of the budget that receives a transfer says. */
export interface Receiver {
  readonly budget: BudgetId;
  readonly closedOn: CivilDate | null;
  /** Ids of the transfers that it has received. */
  readonly received: ReadonlySet<string>;
}

/**
 * Checks that money of a budget may go to another one by an act of this kind: 结转 to the same agency's next year (Budget Law,
 * article 42), 划转, which is a reallocation, to another agency in the same year (Implementation Regulations, article 79).
 * `receiver` is null when the other budget is not opened.
 *
 * @throws {Refusal} `transfer-not-of-kind`: an act of this kind gives to no other budget, or not to this agency.
 * @throws {Refusal} `transfer-target-missing`: the other budget is not opened, or is the giving one.
 * @throws {Refusal} `transfer-years`: it goes to the wrong year.
 * @throws {Refusal} `receiver-closed`: the year of the other budget is closed.
 */
export const refuseTransfer = (
  kind: AmendmentKind,
  giver: BudgetName,
  transfer: Transfer | null,
  receiver: Receiver | null,
): void => {
  if (transfer === null) return;
  const to = transfer.budget;
  if (kind !== 'carry-forward' && kind !== 'reallocation')
    throw new Refusal(
      'transfer-not-of-kind',
      `The kind ${kind} gives to no other budget: only a carry-forward (结转) or a reallocation (划转) has a receiving budget.`,
      { kind, to },
    );
  if (receiver === null || to === budgetId(giver))
    throw new Refusal(
      'transfer-target-missing',
      `"${to}" cannot receive what ${budgetId(giver)} gives: name another budget of the ledger.`,
      { to },
    );
  const { agency, fiscalYear } = parseBudgetId(to);
  const year = kind === 'carry-forward' ? giver.fiscalYear + 1 : giver.fiscalYear;
  if (fiscalYear !== year)
    throw new Refusal(
      'transfer-years',
      `The ${kind} of ${giver.fiscalYear} goes to a budget of ${year}, and ${to} is of ${fiscalYear}.`,
      { to, year },
    );
  if ((agency === giver.agency) !== (kind === 'carry-forward'))
    throw new Refusal(
      'transfer-not-of-kind',
      kind === 'carry-forward'
        ? `A carry-forward stays with its agency, and ${to} is another one's: money goes to another agency by a reallocation (划转).`
        : `A reallocation that names a receiving budget goes to another agency, and ${to} is of the same one.`,
      { kind, to },
    );
  if (receiver.closedOn !== null)
    throw new Refusal(
      'receiver-closed',
      `${to} was closed on ${receiver.closedOn}: it can receive nothing any more.`,
      { to, closedOn: receiver.closedOn },
    );
};
