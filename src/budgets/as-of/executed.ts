import { lineKey, type Expenditure } from '../../domain/values/line.js';
import type { Views } from '../../views/views-database.js';
import type { Bounds } from './as-of.js';

/** What is spent (执行数): each figure at its newest date. */
export interface Executed {
  readonly figures: readonly {
    readonly function: string;
    readonly expenditure: Expenditure | null;
    readonly fen: bigint;
  }[];
  /** By the key of the general fund's line, for figures that name basic or project expenditure. */
  readonly byLine: ReadonlyMap<
    string,
    { readonly fen: bigint; readonly events: readonly string[] }
  >;
  /** Null when nothing is recorded. */
  readonly total: bigint | null;
}

/** The execution of a budget for which none is recorded. */
export const NOTHING_EXECUTED: Executed = { figures: [], byLine: new Map(), total: null };

/** 执行数 within the bounds: of several figures for a line the one with the newest `asOf` counts. */
export const executedAsOf = async (
  views: Views,
  { budget, position, effective }: Bounds,
): Promise<Executed> => {
  let query = views.db
    .selectFrom('executions')
    .selectAll()
    .where('budget', '=', budget)
    .where('position', '<=', position)
    .orderBy('as_of')
    .orderBy('position')
    .orderBy('figure');
  if (effective !== null) query = query.where('as_of', '<=', effective);
  const newest = new Map<string, Awaited<ReturnType<typeof query.execute>>[number]>();
  for (const row of await query.execute())
    newest.set([row.function, row.expenditure ?? '', row.project ?? ''].join('/'), row);
  if (newest.size === 0) return NOTHING_EXECUTED;
  const byLine = new Map<string, { fen: bigint; events: string[] }>();
  let total = 0n;
  for (const { function: code, expenditure, amount, event } of newest.values()) {
    total += amount;
    if (expenditure === null) continue;
    const key = lineKey({
      schedule: 'expenditure',
      fund: 'general',
      function: code,
      expenditure: expenditure as Expenditure,
    });
    const line = byLine.get(key) ?? { fen: 0n, events: [] };
    byLine.set(key, { fen: line.fen + amount, events: [...line.events, event] });
  }
  return {
    figures: [...newest.values()].map((row) => ({
      function: row.function,
      expenditure: row.expenditure as Expenditure | null,
      fen: row.amount,
    })),
    byLine,
    total,
  };
};
