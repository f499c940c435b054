import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { authority } from '../domain/events/authority.js';
import type { AgencyEvent } from '../domain/events/budget.events.js';
import { agencyStream, noSuchAgency } from '../domain/values/budget-id.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import { Refusal } from '../domain/errors.js';
import type { Json } from '../domain/values/json.js';
import { SCHEMA_VERSION } from '../domain/events/upcast.js';
import type { Caller } from '../ledger/caller.js';
import { decode } from '../log/envelope.js';
import { eventId } from '../log/event-id.js';
import { EventLog, WrongExpectedVersion } from '../log/event-log.js';
import { tokenOf } from '../log/token.js';
import { Projector } from '../projector/projector.js';
import { Views } from '../views/views-database.js';
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
 * `version-mismatch`: the agency has changed since the version that the caller saw.
 */
@CommandHandler(RenameAgency)
export class RenameAgencyHandler implements ICommandHandler<RenameAgency> {
  constructor(
    private readonly log: EventLog,
    private readonly projector: Projector,
    private readonly views: Views,
  ) {}

  async execute({ code, name, number, effectiveOn, caller }: RenameAgency): Promise<RenamedAnswer> {
    await this.projector.catchUp();
    const stream = agencyStream(code);
    let current: string | undefined;
    let last = { version: -1, position: 0n };
    for await (const page of this.log.readStream(stream))
      for (const stored of page) {
        const event = decode(stored) as AgencyEvent;
        current = event.type === 'AgencyRegistered' ? event.data.name : event.data.to;
        last = stored;
      }
    if (current === undefined) throw noSuchAgency(code);
    const taken = await this.views.db
      .selectFrom('agency_names')
      .select('agency')
      .where('name', '=', name)
      .executeTakeFirst();
    if (taken && taken.agency !== code)
      throw new Refusal('agency-differs', `"${name}" is the agency ${taken.agency}, not ${code}.`);
    const { epoch } = await this.log.identity();
    const answer = ({
      version,
      position,
    }: {
      version: number;
      position: bigint;
    }): RenamedAnswer => ({
      agency: { code, name },
      version,
      token: tokenOf(epoch, position),
    });
    if (current === name) return answer(last);
    if (caller.expectedVersion !== undefined && caller.expectedVersion !== last.version)
      throw new WrongExpectedVersion(stream, caller.expectedVersion, last.version);
    const renamed: AgencyEvent = {
      type: 'AgencyRenamed',
      data: {
        code,
        from: current,
        to: name,
        authority: number === null ? null : authority(number),
        effectiveOn,
      },
    };
    const key = `${stream} ${caller.idempotency?.key ?? name}`;
    const appended = await this.log.append(stream, last.version, [
      {
        id: eventId(key, last.version),
        type: renamed.type,
        schemaVersion: SCHEMA_VERSION[renamed.type],
        data: renamed.data as unknown as Json,
        actor: caller.actor,
        correlationId: eventId(`${key} correlation`, 0),
        causationId: null,
        ...(caller.idempotency ? { idempotency: caller.idempotency } : {}),
      },
    ]);
    return answer(appended);
  }
}
