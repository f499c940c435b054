import { Injectable } from '@nestjs/common';
import type { AgencyEvent } from '../domain/events/budget.events.js';
import { agencyStream } from '../domain/values/budget-id.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import { decode } from '../log/envelope.js';
import { EventLog } from '../log/event-log.js';
import { readAgency } from './read-budget.js';
import { shanghaiToday } from './shanghai.js';

const AGENCY_STREAMS = agencyStream('');

/**
 * The agencies that a change names, from the log alone: what is found here goes into events. The names are read once, and then
 * only what is new.
 */
@Injectable()
export class AgenciesInLog {
  /** The names in the log up to a position, each with the last agency that was given it. */
  private owners: ReadonlyMap<string, string> = new Map();
  private readUpTo = 0n;
  /** The ledger and epoch of the log that they were read from. */
  private origin = '';

  constructor(private readonly log: EventLog) {}

  /** The name that an agency has on a day: a new name holds from its `effectiveOn` on. Undefined: it is not registered. */
  async nameOn(code: string, day: CivilDate = shanghaiToday()): Promise<string | undefined> {
    let newest: { readonly name: string; readonly from: string } | undefined;
    for (const event of await readAgency(this.log, code)) {
      const [name, from] =
        event.type === 'AgencyRegistered'
          ? [event.data.name, '']
          : [event.data.to, event.data.effectiveOn];
      if (from <= day && (newest === undefined || from >= newest.from)) newest = { name, from };
    }
    return newest?.name;
  }

  /** The code of the agency that has, or had, a name; undefined when there is none. */
  async ownerOf(name: string): Promise<string | undefined> {
    const { ledger, epoch } = await this.log.identity();
    const origin = `${ledger} ${epoch}`;
    const isSame = origin === this.origin;
    const owners = new Map(isSame ? this.owners : []);
    let after = isSame ? this.readUpTo : 0n;
    const head = await this.log.head();
    for await (const page of this.log.readAll({ after, streams: AGENCY_STREAMS }))
      for (const stored of page) {
        after = stored.position;
        const { type, data } = decode(stored) as unknown as AgencyEvent;
        owners.set(type === 'AgencyRegistered' ? data.name : data.to, data.code);
      }
    [this.owners, this.readUpTo, this.origin] = [owners, after > head ? after : head, origin];
    return owners.get(name);
  }
}
