import { seen } from '../access/access.js';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refusal } from '../domain/errors.js';
import { POLICY_STREAM } from '../domain/values/budget-id.js';
import { findOrdinal } from '../ledger/find-ordinal.js';
import { EventLog, type StoredEvent } from '../log/event-log.js';
import { isEventId } from '../log/event-id.js';
import { Prover } from '../proof/prover.js';
import { formatProof } from '../proof/tlog-proof.js';
import { Views } from '../views/views-database.js';
import type { ProvenEvent } from './audit.answer.js';

/** The proof that an event is in the newest checkpoint. The event is named by its id, or by its position in the log. */
export class ProofOfEvent extends Query<ProvenEvent> {
  constructor(readonly event: string) {
    super();
  }
}

/**
 * Finds the event and its place in the tree, and proves it from the tiles.
 *
 * @throws {Refusal} `not-found`: there is no such event, or the newest checkpoint is older; `proof-differs`: the tree has another
 *   one there; `malformed`: it is neither an id nor a position.
 */
@QueryHandler(ProofOfEvent)
export class ProofOfEventHandler implements IQueryHandler<ProofOfEvent> {
  constructor(
    private readonly log: EventLog,
    private readonly views: Views,
    private readonly prover: Prover,
  ) {}

  async execute({ event }: ProofOfEvent): Promise<ProvenEvent> {
    const stored = await this.stored(event);
    const { sequence } = await findOrdinal(this.log, this.views, stored.position);
    const proof = await this.prover.inclusion(stored, sequence);
    const { position, stream, version, id, type, data, meta } = stored;
    return {
      sequence,
      event: { position: String(position), stream, version, id, type, data, meta },
      proof: formatProof(proof),
    };
  }

  private async stored(event: string): Promise<StoredEvent> {
    if (isEventId(event)) return this.found(event, await this.positionOf(event));
    if (!/^[1-9]\d{0,17}$/.test(event))
      throw new Refusal(
        'malformed',
        `"${event}" is not an event: give its id, or its position in the log.`,
      );
    return this.found(event, BigInt(event));
  }

  /** An event of an agency or of the policy is in no trail: their streams are read, which are short. */
  private async positionOf(id: string): Promise<bigint | undefined> {
    const { db } = this.views;
    const row = await db
      .selectFrom('audit_trail')
      .select('position')
      .where('id', '=', id)
      .limit(1)
      .executeTakeFirst();
    if (row !== undefined) return row.position;
    const agencies = await db.selectFrom('agencies').select('agency').distinct().execute();
    for (const stream of [...agencies.map(({ agency }) => `agency-${agency}`), POLICY_STREAM])
      for await (const page of this.log.readStream(stream))
        for (const stored of page) if (stored.id === id) return stored.position;
    return undefined;
  }

  private async found(event: string, position: bigint | undefined): Promise<StoredEvent> {
    if (position !== undefined)
      for await (const [first] of this.log.readAll({ after: position - 1n, pageEvents: 1 })) {
        // What the caller may not see is answered as what is not there.
        if (first!.position === position && seen()?.hasStream(first!.stream) !== false)
          return first!;
        break;
      }
    throw new Refusal('not-found', `There is no event ${event}.`, { event });
  }
}
