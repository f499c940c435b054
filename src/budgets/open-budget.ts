import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { budgetId, type BudgetName } from '../domain/values/budget-id.js';
import { refuseBrokenName } from '../domain/values/text.js';
import { Refusal } from '../domain/errors.js';
import type { Caller } from '../ledger/caller.js';
import { Recorder, type Recorded } from '../ledger/recorder.js';
import { AgenciesInLog } from '../ledger/agencies-in-log.js';

/** Opens a budget without a document, for a bureau whose own system has the lines. Changes nothing if the budget is already open. */
export class OpenBudget extends Command<Recorded> {
  constructor(
    readonly name: BudgetName,
    readonly agencyName: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/**
 * Opens the budget, and registers its agency if the ledger does not know it.
 *
 * @throws {Refusal} `agency-differs`: the code has another name, or the name another code; `text-invalid`: the name holds a
 * line break or a tab.
 */
@CommandHandler(OpenBudget)
export class OpenBudgetHandler implements ICommandHandler<OpenBudget> {
  constructor(
    private readonly recorder: Recorder,
    private readonly agencies: AgenciesInLog,
  ) {}

  async execute({ name, agencyName, caller }: OpenBudget): Promise<Recorded> {
    refuseBrokenName(agencyName);
    const today = await this.agencies.nameOn(name.agency);
    if (today !== undefined && today !== agencyName)
      throw new Refusal(
        'agency-differs',
        `The agency ${name.agency} is "${today}", not "${agencyName}".`,
      );
    const owner = await this.agencies.ownerOf(agencyName);
    if (owner !== undefined && owner !== name.agency)
      throw new Refusal(
        'agency-differs',
        `"${agencyName}" is the agency ${owner}, not ${name.agency}.`,
      );
    return this.recorder.record(
      budgetId(name),
      { type: 'OpenBudget', name, agencyName },
      caller,
      today !== undefined ? {} : { agency: { code: name.agency, name: agencyName } },
    );
  }
}
