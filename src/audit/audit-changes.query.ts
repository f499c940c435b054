import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListBudgets } from '../budgets/list-budgets.query.js';
import { authority } from '../domain/events/authority.js';
import { actorKey } from '../domain/values/actor.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import { fromFen, signedFen } from '../domain/values/money.js';
import { shanghaiDate } from '../ledger/shanghai.js';
import { daysBetween } from './days.js';
import { Views } from '../views/views-database.js';
import type { ChangeEntry } from './audit.answer.js';
import type { ChangeKind } from './change-kinds.js';

/** The filter of an audit query; an absent field does not restrict it. */
export interface ChangeFilter {
  readonly budget?: string | undefined;
  /** The person who proposed or recorded the change. */
  readonly person?: string | undefined;
  /** A line key, or one of the codes in it. */
  readonly line?: string | undefined;
  readonly kind?: string | undefined;
  /** 文号, in any notation. */
  readonly number?: string | undefined;
  /** Bounds of the recording day in Shanghai, both inclusive. */
  readonly from?: CivilDate | undefined;
  readonly until?: CivilDate | undefined;
  /** Only changes that were recorded more than this many days after they took effect. */
  readonly lateDays?: number | undefined;
}

/** The matching changes after publication, in log order, with one entry per leg. */
export class AuditChanges extends Query<readonly ChangeEntry[]> {
  constructor(readonly filter: ChangeFilter = {}) {
    super();
  }
}

/**
 * Reads the changes from the `change_register` view.
 *
 * @throws {Refusal} `not-found`: the filter names a budget that is not opened.
 */
@QueryHandler(AuditChanges)
export class AuditChangesHandler implements IQueryHandler<AuditChanges> {
  constructor(
    private readonly views: Views,
    private readonly queries: QueryBus,
  ) {}

  async execute({ filter }: AuditChanges): Promise<readonly ChangeEntry[]> {
    let query = this.views.db
      .selectFrom('change_register')
      .selectAll()
      .orderBy('position')
      .orderBy('leg');
    const { budget, person, line, kind, number, from, until, lateDays } = filter;
    // Refuses an unknown budget: a typing error must not give an empty list.
    if (budget !== undefined) await this.queries.execute(new ListBudgets(budget));
    if (budget !== undefined) query = query.where('budget', '=', budget);
    if (kind !== undefined) query = query.where('kind', '=', kind);
    if (person !== undefined)
      query = query.where(({ or, eb }) =>
        or([eb('actor_key', '=', actorKey(person)), eb('proposer_key', '=', actorKey(person))]),
      );
    if (line !== undefined) query = query.where(line.includes('/') ? 'line' : 'code', '=', line);
    if (number !== undefined) {
      const { normalised } = authority(number);
      query =
        normalised === null
          ? query.where('number', '=', number)
          : query.where('normalised', '=', normalised);
    }
    const entries = (await query.execute()).map((row): ChangeEntry => ({
      position: String(row.position),
      id: row.id,
      budget: row.budget,
      type: row.type,
      kind: row.kind as ChangeKind,
      amendment: row.amendment,
      line: row.line,
      before: row.before === null ? null : fromFen(row.before),
      delta: signedFen(row.delta),
      after: row.after === null ? null : fromFen(row.after),
      effectiveOn: row.effective_on,
      approvedOn: row.approved_on,
      recordedAt: row.recorded_at,
      daysLate: daysBetween(row.effective_on, shanghaiDate(row.recorded_at)),
      proposedBy: row.proposed_by,
      actor: row.actor,
      number: row.number,
      reason: row.reason,
      afterClose: row.after_close === 1n,
    }));
    return entries.filter(({ recordedAt, daysLate }) => {
      const on = shanghaiDate(recordedAt);
      return (
        (from === undefined || on >= from) &&
        (until === undefined || on <= until) &&
        (lateDays === undefined || daysLate > lateDays)
      );
    });
  }
}
