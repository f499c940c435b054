import type { LedgerEvent } from '../src/domain/events/budget.events.js';
import type { RecordedEvent } from '../src/domain/events/recorded-event.js';
import type { BudgetId } from '../src/domain/values/budget-id.js';
import type { Instant } from '../src/domain/values/civil-date.js';
import type { ColumnValue, Projection, RowValues, Statement } from './projection.js';

export const BUDGET = 'baoshan_cyzx-2023-unit' as BudgetId;

/** Events as they are recorded one after another: event n has the id `en` and the position n. */
export const recorded = (events: readonly LedgerEvent[]): readonly RecordedEvent[] =>
  events.map((event, index) => ({
    ...event,
    id: `e${index + 1}`,
    stream: `budget-${BUDGET}`,
    version: index,
    position: BigInt(index + 1),
    sequence: index + 1,
    recordedAt: '2023-06-01T00:00:00.000Z' as Instant,
    actor: 'chief',
    correlationId: 'c1',
    causationId: null,
    schemaVersion: 1,
    budget: event.type.startsWith('Agency') ? null : BUDGET,
  }));

type Row = Record<string, ColumnValue>;

/** The rows of a projection's table once it has seen the events. */
export const rowsOf = (
  projection: Projection,
  table: string,
  events: readonly RecordedEvent[],
): readonly Row[] => {
  const tables = new Map(Object.keys(projection.tables).map((name) => [name, [] as Row[]]));
  for (const event of events) {
    const on = projection.on[event.type] as
      ((event: RecordedEvent) => readonly Statement[]) | undefined;
    for (const statement of [...(projection.onEvery?.(event) ?? []), ...(on?.(event) ?? [])])
      apply(statement, tables, projection);
  }
  return tables.get(table)!;
};

const apply = (
  statement: Statement,
  tables: ReadonlyMap<string, Row[]>,
  projection: Projection,
): void => {
  if ('insert' in statement) {
    tables.get(statement.insert)!.push({ ...statement.row });
    return;
  }
  const rows = tables.get('upsert' in statement ? statement.upsert : statement.update)!;
  const where = 'upsert' in statement ? statement.key : statement.where;
  let matching = rows.filter((row) => matches(row, where));
  if ('upsert' in statement && matching.length === 0) {
    const { columns } = projection.tables[statement.upsert]!;
    const blank = Object.entries(columns).filter(([, type]) => type.endsWith('?'));
    matching = [{ ...Object.fromEntries(blank.map(([column]) => [column, null])), ...where }];
    rows.push(...matching);
  }
  for (const row of matching) {
    Object.assign(row, statement.set);
    for (const [column, by] of Object.entries(statement.add ?? {}))
      row[column] = BigInt(row[column] ?? 0n) + BigInt(by);
  }
};

const matches = (row: Row, where: RowValues): boolean =>
  Object.entries(where).every(([column, value]) => row[column] === value);
