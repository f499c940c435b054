import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { authority } from '../domain/events/authority.js';
import type { AgencyEvent } from '../domain/events/budget.events.js';
import { noSuchAgency } from '../domain/values/budget-id.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import { Refusal } from '../domain/errors.js';
import type { Caller } from '../ledger/caller.js';
import { AgenciesInLog } from '../ledger/agencies-in-log.js';
import { refuseBrokenName } from '../domain/values/text.js';
import { Recorder } from '../ledger/recorder.js';
import type { RenamedAnswer } from './agencies.answer.js';

/** Gives an agency another name from a day on. Documents of earlier years still find it by the earlier name. */
export class RenameAgency extends Command<RenamedAnswer> {
  constructor(
    readonly code: string,
    readonly name: string,
    readonly number: string | null,
    readonly effectiveOn: CivilDate,
    readonly caller: Caller,
  ) {
    super();
  }
}

/**
 * Records the new name. It records nothing when the agency has that name already.
 *
 * @throws {Refusal} `not-found`: the agency is not registered; `agency-differs`: the name is another agency's;
 * `text-invalid`: the name holds a line break or a tab;
 * `idempotency-key-reused`: the key was used for another request; `version-mismatch`: the agency has changed since the
 * version that the caller saw.
 */
@CommandHandler(RenameAgency)
export class RenameAgencyHandler implements ICommandHandler<RenameAgency> {
  constructor(
    private readonly recorder: Recorder,
    private readonly agencies: AgenciesInLog,
  ) {}

  async execute(command: RenameAgency): Promise<RenamedAnswer> {
    const { code, caller } = command;
    refuseBrokenName(command.name);
    const owner = await this.agencies.ownerOf(command.name);
    const { events, version, token } = await this.recorder.recordAgency(
      code,
      ({ name }) => decideRename(command, name, owner),
      caller,
    );
    const [renamed] = events;
    const name = renamed?.type === 'AgencyRenamed' ? renamed.data.to : command.name;
    return { agency: { code, name }, version, token };
  }
}

/** `current`: the agency's name; undefined when it is not registered. `owner`: the agency that has, or had, the new name. */
const decideRename = (
  { code, name, number, effectiveOn }: RenameAgency,
  current: string | undefined,
  owner: string | undefined,
): readonly AgencyEvent[] => {
  if (current === undefined) throw noSuchAgency(code);
  if (owner !== undefined && owner !== code)
    throw new Refusal('agency-differs', `"${name}" is the agency ${owner}, not ${code}.`);
  if (current === name) return [];
  return [
    {
      type: 'AgencyRenamed',
      data: {
        code,
        from: current,
        to: name,
        authority: number === null ? null : authority(number),
        effectiveOn,
      },
    },
  ];
};
