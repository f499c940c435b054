import { Refusal } from '../errors.js';
import type { BudgetEvent, Leg } from '../events/budget.events.js';
import { parseLineKey } from '../values/line.js';
import type { InFen } from '../values/money.js';
import type { CommandOf } from '../budget/budget-command.js';
import type { OpenedBudget } from '../budget/budget-state.js';
import { asRecorded, mirrored } from '../budget/movement.js';

/**
 * The money of a transfer is in the giving budget again, because the receiving one was closed before it arrived. It takes effect
 * with the giving half, so that it is missing on no day, and also after the close of the giving year.
 *
 * @throws {Refusal} `not-found`: there is no such amendment.
 * @throws {Refusal} `transfer-not-of-kind`: it gives to no other budget.
 * @throws {Refusal} `amendment-ended`: nothing of it is in transit, or it can still arrive.
 */
export const returnTransfer = (
  { amendment, reason, receiver }: CommandOf<'ReturnTransfer'>,
  budget: OpenedBudget,
): readonly BudgetEvent[] => {
  const known = budget.amendments.get(amendment);
  if (!known) throw new Refusal('not-found', `There is no amendment ${amendment} of this budget.`);
  const { kind, transfer, changes } = known.proposed;
  if (transfer === null)
    throw new Refusal(
      'transfer-not-of-kind',
      `The amendment ${amendment} gives to no other budget: nothing of it can return.`,
      { kind },
    );
  const ended = (status: string, message: string) =>
    new Refusal('amendment-ended', message, { status });
  if (known.status !== 'approved')
    throw ended(
      known.status,
      `The amendment ${amendment} is ${known.status}: nothing is in transit.`,
    );
  if (receiver?.received.has(transfer.id))
    throw ended('received', `The money of ${amendment} has arrived in ${transfer.budget}.`);
  if (receiver === null || receiver.closedOn === null)
    throw ended(
      'approved',
      `${transfer.budget} is not closed: it receives the money of ${amendment}.`,
    );
  const given = budget.entries.get(known.approval ?? '') ?? [];
  const legs = given.map(({ line, amount }): InFen<Leg> => {
    const before = budget.lines.get(line!)?.adjusted ?? 0n;
    const { schedule } = parseLineKey(line!);
    return { schedule, key: line!, before, delta: -amount, after: before - amount };
  });
  return [
    {
      type: 'TransferReturned',
      data: {
        amendment,
        kind,
        transfer,
        ...asRecorded({ changes: mirrored(changes), legs }),
        effectiveOn: given[0]!.effectiveOn,
        reason,
        afterClose: budget.closedOn !== null,
      },
    },
  ];
};
