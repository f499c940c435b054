import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { AMENDMENT_KINDS, type AmendmentKind } from '../../domain/events/budget.events.js';
import { isOfOriginal } from '../../domain/events/change-kinds.js';
import { lineSubject } from '../../domain/values/line.js';
import { parseLineKey, type LineKey, type Schedule } from '../../domain/values/line.js';
import { toFen, type Fen, inYuan } from '../../domain/values/money.js';
import { EventLog } from '../../log/event-log.js';
import { Views } from '../../views/views-database.js';
import type { AsOf } from '../../domain/values/as-of.js';
import { resolveAsOf } from '../as-of/as-of.js';
import { executedAsOf, NOTHING_EXECUTED } from '../as-of/executed.js';
import { lineNames } from '../as-of/lines-as-of.js';
import { statutoryName } from '../../domain/classification/statutory-name.js';
import { pendingLegs } from './pending.js';
import type { BridgeAnswer, BridgeFigures } from './bridge.answer.js';

/** From the original to the adjusted budget, line by line and in total: original + amendments + corrections = adjusted. */
export class BridgeOf extends Query<BridgeAnswer> {
  constructor(
    readonly budget: BudgetId,
    readonly asOf: AsOf = {},
    readonly schedule: Schedule = 'expenditure',
  ) {
    super();
  }
}

/** What one line or the total collects, in fen. */
interface Sums {
  original: bigint;
  corrections: bigint;
  pending: bigint;
  executed: bigint | null;
  readonly amendments: Map<string, bigint>;
  readonly events: string[];
}

/**
 * Sums the revisions by kind, line by line.
 *
 * @throws {Refusal} `not-found`: the budget is not opened; `position-beyond-log`: the log has not reached the
 *   position.
 */
@QueryHandler(BridgeOf)
export class BridgeOfHandler implements IQueryHandler<BridgeOf> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ budget, asOf, schedule }: BridgeOf): Promise<BridgeAnswer> {
    const bounds = await resolveAsOf(this.views, this.log, budget, asOf);
    let query = this.views.db
      .selectFrom('line_revisions as r')
      .innerJoin('audit_trail as t', 't.position', 'r.position')
      .select(['r.line', 'r.kind', 'r.delta', 't.id as event'])
      .where('r.budget', '=', budget)
      .where('t.budget', '=', budget)
      .where('r.position', '<=', bounds.position)
      .where('r.line', '>=', `${schedule}/`)
      .where('r.line', '<', `${schedule}0`)
      .orderBy('r.line')
      .orderBy('r.position')
      .orderBy('r.leg');
    if (bounds.effective !== null) query = query.where('r.effective_on', '<=', bounds.effective);
    const names = await lineNames(this.views, bounds);
    const pending = await pendingLegs(this.views, bounds);
    const executed =
      schedule === 'expenditure' ? await executedAsOf(this.views, bounds) : NOTHING_EXECUTED;
    const lines = new Map<string, Sums>();
    const total = nothing();
    for (const { line, kind, delta, event } of await query.execute()) {
      let sums = lines.get(line);
      if (!sums) lines.set(line, (sums = nothing()));
      for (const each of [sums, total]) count(each, kind, delta);
      sums.events.push(event);
    }
    for (const { key, delta } of pending.filter((leg) => leg.schedule === schedule)) {
      let sums = lines.get(key);
      if (!sums) lines.set(key, (sums = nothing()));
      for (const each of [sums, total]) each.pending += toFen(delta);
    }
    for (const [line, { fen, events }] of executed.byLine) {
      let sums = lines.get(line);
      if (!sums) lines.set(line, (sums = nothing()));
      sums.executed = fen;
      sums.events.push(...events);
    }
    total.executed = executed.total;
    return {
      budget,
      rows: [...lines]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([line, sums]) => ({
          line: line as LineKey,
          name: names.get(line) ?? statutoryName(schedule, lineSubject(parseLineKey(line))),
          ...answer(sums),
        })),
      total: {
        ...answer(total),
        events: [...new Set([...lines.values()].flatMap(({ events }) => events))],
      },
      asOf: bounds.asOf,
    };
  }
}

const nothing = (): Sums => ({
  original: 0n,
  corrections: 0n,
  pending: 0n,
  executed: null,
  amendments: new Map(),
  events: [],
});

const count = (sums: Sums, kind: string, delta: bigint): void => {
  if (isOfOriginal(kind)) sums.original += delta;
  else if (kind === 'correction') sums.corrections += delta;
  else sums.amendments.set(kind, (sums.amendments.get(kind) ?? 0n) + delta);
};

const answer = ({
  original,
  corrections,
  pending,
  executed,
  amendments,
  events,
}: Sums): BridgeFigures => ({
  ...inYuan({ original }),
  amendments: inYuan(
    Object.fromEntries(AMENDMENT_KINDS.map((kind) => [kind, amendments.get(kind) ?? 0n])) as Record<
      AmendmentKind,
      Fen
    >,
  ),
  ...inYuan({
    corrections,
    adjusted: [...amendments.values()].reduce((sum, fen) => sum + fen, original + corrections),
    pending,
    executed,
  }),
  events,
});
