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

/**
 * The figures of 执行数 that count within the bounds, by their codes: of several for a line the one with the newest `asOf`. Of an item that
 * was recorded as a whole and by kinds of expenditure, either the whole counts or the kinds: those where both basic and project expenditure
 * are newer than the whole. Of project expenditure that was recorded without a project and by projects, either the one figure counts or the
 * projects: those where they are newer and are as much at least.
 */
export const executedFigures = async (views: Views, { budget, position, effective }: Bounds) => {
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
  /** By item, by its kinds, and by projects or without one: the place of the newest figure in the order of recording. */
  const places = new Map<string, number>();
  for (const [place, row] of (await query.execute()).entries()) {
    newest.set([row.function, row.expenditure ?? '', row.project ?? ''].join('/'), row);
    places.set(`${row.function}/${row.expenditure ?? ''}`, place);
    places.set(
      `${row.function}/${row.expenditure ?? ''} ${row.project === null ? 'without' : 'by'}`,
      place,
    );
  }
  const isByKinds = (item: string): boolean => {
    const [whole, basic, project] = ['', 'basic', 'project'].map((kind) =>
      places.get(`${item}/${kind}`),
    );
    if (whole === undefined) return true;
    return Math.min(basic ?? -1, project ?? -1) > whole;
  };
  const rows = [...newest].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  const projects = Map.groupBy(
    rows.filter(({ expenditure }) => expenditure === 'project'),
    (row) => row.function,
  );
  const isByProjects = (item: string): boolean => {
    const all = projects.get(item)!;
    const whole = all.find(({ project }) => project === null);
    const parts = all.filter(({ project }) => project !== null);
    if (whole === undefined || parts.length === 0) return whole === undefined;
    const [isNewer, sum] = [
      places.get(`${item}/project by`)! > places.get(`${item}/project without`)!,
      parts.reduce((fen, { amount }) => fen + amount, 0n),
    ];
    return isNewer && sum >= whole.amount;
  };
  return rows.filter(
    (row) =>
      (row.expenditure !== null) === isByKinds(row.function) &&
      (row.expenditure !== 'project' || (row.project !== null) === isByProjects(row.function)),
  );
};

/** 执行数 within the bounds, see {@link executedFigures}. */
export const executedAsOf = async (views: Views, bounds: Bounds): Promise<Executed> => {
  const figures = await executedFigures(views, bounds);
  if (figures.length === 0) return NOTHING_EXECUTED;
  const byLine = new Map<string, { fen: bigint; events: string[] }>();
  let total = 0n;
  for (const { function: code, expenditure, amount, event } of figures) {
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
    figures: figures.map((row) => ({
      function: row.function,
      expenditure: row.expenditure as Expenditure | null,
      fen: row.amount,
    })),
    byLine,
    total,
  };
};
