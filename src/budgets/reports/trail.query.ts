import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { trailFiguresOf, type TrailFigures } from './trail-figures.js';
import type { RecordedEvent } from '../../domain/events/recorded-event.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { Refusal } from '../../domain/errors.js';
import { readBudget } from '../../ledger/read-budget.js';
import { EventLog, LogCorrupt } from '../../log/event-log.js';
import { pageOf, placeIn, type PageRequest } from '../../validation/page.js';
import type { ViewsSchema } from '../../views/schema.js';
import { Views } from '../../views/views-database.js';
import type { AsOf } from '../../domain/values/as-of.js';
import { resolveAsOf } from '../as-of/as-of.js';
import type { TrailAnswer, TrailEntry } from './trail.answer.js';

/** A trail, or the part of it that was asked for. */
export interface FoundTrail extends TrailAnswer {
  /** What the following part is asked for with; null when there is none. */
  readonly next: string | null;
}

/** Everything recorded of a budget in log order, an entry for each leg; with `line`, a key or a code, only what changed it. */
export class TrailOf extends Query<FoundTrail> {
  constructor(
    readonly budget: BudgetId,
    readonly asOf: AsOf = {},
    readonly line?: string,
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

/**
 * Reads which events are in the trail from its view, and what they say from the log.
 *
 * @throws {Refusal} `not-found`: the budget is not opened, or never had the line; `position-beyond-log`: the log has
 *   not reached the position; `malformed`: `after` is not the `next` of an earlier part.
 */
@QueryHandler(TrailOf)
export class TrailOfHandler implements IQueryHandler<TrailOf> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({ budget, asOf, line, page }: TrailOf): Promise<FoundTrail> {
    const bounds = await resolveAsOf(this.views, this.log, budget, asOf);
    const { limit, after } = page;
    const { effective } = bounds;
    const [position, leg] =
      after === undefined
        ? [0n, -1n]
        : (placeIn(after, /^(\d{1,18})-(\d{1,9})$/, '42-0').map(BigInt) as [bigint, bigint]);
    const isAsked = ({ row, leg: of, entry }: FoundEntry): boolean =>
      (row.position > position || BigInt(of) > leg) &&
      (effective === null || entry.effectiveOn === null || entry.effectiveOn <= effective) &&
      (line === undefined || isOf(entry.line, line));
    // Whether an event is of the line is known when it is read.
    const read = line === undefined ? Math.min((limit ?? Infinity) + 1, READ_MAX) : READ_MAX;
    const found: FoundEntry[] = [];
    for (let from = position; ;) {
      const rows = await this.rows(budget, from, bounds.position, read);
      found.push(...(await trailEntries(this.log, budget, rows)).filter(isAsked));
      if (rows.length < read || found.length > (limit ?? Infinity)) break;
      from = rows.at(-1)!.position + 1n;
    }
    if (line !== undefined && found.length === 0) await this.refuseUnknownLine(budget, line);
    const { items, next } = pageOf(found, page, ({ row, leg: of }) => `${row.position}-${of}`);
    return { budget, entries: items.map(({ entry }) => entry), asOf: bounds.asOf, next };
  }

  /** The next events of a budget, from a position on. */
  private rows(budget: BudgetId, from: bigint, to: bigint, max: number): Promise<readonly Row[]> {
    return this.views.db
      .selectFrom('audit_trail')
      .selectAll()
      .where('budget', '=', budget)
      .where('position', '>=', from)
      .where('position', '<=', to)
      .orderBy('position')
      .limit(max)
      .execute();
  }

  /** A line that is entered later has an empty trail; a line that the budget never had is refused. */
  private async refuseUnknownLine(budget: BudgetId, line: string): Promise<void> {
    for (const event of await readBudget(this.log, budget))
      if (trailFiguresOf(event).some((figures) => isOf(figures.line ?? null, line))) return;
    throw new Refusal('not-found', `${budget} has no line "${line}": see the list of its lines.`);
  }
}

/**
 * What events that follow one another in a budget's stream say of lines, from the log.
 *
 * @throws {LogCorrupt} an event is not where the view has it.
 */
export const trailEntries = async (
  log: EventLog,
  budget: BudgetId,
  rows: readonly Row[],
): Promise<readonly FoundEntry[]> => {
  if (rows.length === 0) return [];
  const events = await readBudget(log, budget, Number(rows[0]!.version), rows.length);
  return rows.flatMap((row, i) => {
    const event = events[i];
    if (event?.id !== row.id)
      throw new LogCorrupt(
        `The event ${row.id} of ${budget} is not at its version ${row.version} in the log: restore the log from a backup.`,
      );
    return trailFiguresOf(event).map((figures, leg) => ({
      row,
      leg,
      entry: entryOf(row, event, figures),
    }));
  });
};

/** The events that are read from the log at a time, at most. */
const READ_MAX = 500;

type Row = ViewsSchema['audit_trail'];

/** An entry with its event's row, and its place among the legs of the event. */
interface FoundEntry {
  readonly row: Row;
  readonly leg: number;
  readonly entry: TrailEntry;
}

const entryOf = (row: Row, { actor }: RecordedEvent, figures: TrailFigures): TrailEntry => ({
  position: String(row.position),
  sequence: Number(row.sequence),
  id: row.id,
  type: row.type,
  recordedAt: row.recorded_at,
  effectiveOn: figures.effectiveOn ?? null,
  approvedOn: figures.approvedOn ?? null,
  actor: shown(actor),
  line: shown(figures.line ?? null),
  ...(figures.claim && { claim: figures.claim }),
  before: figures.before ?? null,
  delta: figures.delta ?? null,
  after: figures.after ?? null,
  reason: shown(figures.reason ?? null),
  authority: figures.authority ?? null,
  source: figures.source ?? null,
  ...(figures.afterClose && { afterClose: true as const }),
});

/** Logs of earlier versions may hold NUL, in place of which every answer shows U+FFFD. */
const shown = <T extends string | null>(text: T): T =>
  (text?.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text) as T;

/** Whether a line key is the one asked for, or has the code asked for among its dimensions. */
const isOf = (key: string | null, line: string): boolean =>
  key === line || (key?.split('/').includes(line) ?? false);
