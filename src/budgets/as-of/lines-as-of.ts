import type { LineMovement } from '../../domain/budget/movement.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { sql } from 'kysely';
import {
  parseLineKey,
  SCHEDULES,
  type LineKey,
  type LineName,
  type Schedule,
} from '../../domain/values/line.js';
import { preparedQuery } from '../../views/prepared-query.js';
import type { Views } from '../../views/views-database.js';
import type { Bounds } from './as-of.js';

/** A line at a point in time; amounts in fen. */
export interface LineAsOf {
  readonly key: LineKey;
  readonly line: LineName;
  /** The name that was recorded; empty where none was. */
  readonly name: string;
  readonly original: bigint;
  readonly adjusted: bigint;
  /** Whether an amendment or correction has changed it. */
  readonly amended: boolean;
  /** What corrections have moved it by. */
  readonly corrections: bigint;
  /** What was entered after the print that the question names; zero where it names none. */
  readonly entered: bigint;
  /** Position of the newest revision that counts. */
  readonly position: bigint;
}

/** By how much amendments have moved a line, in fen. */
export const amendedBy = ({ original, adjusted, corrections }: LineAsOf): bigint =>
  adjusted - original - corrections;

/** A position after all recorded events. */
const UNRECORDED = 2n ** 63n - 1n;

/** The latest civil date. */
export const LAST_DAY = '9999-12-31';

const revisions = preparedQuery(
  (
    db,
    values: {
      readonly budget: BudgetId;
      readonly position: bigint;
      readonly effective: string;
      readonly from: string;
      readonly to: string;
      readonly printed: bigint;
    },
  ) =>
    db
      .selectFrom('line_revisions')
      .select((revision) => [
        'line',
        revision
          .selectFrom('current_lines')
          .select('name')
          .where('current_lines.budget', '=', values.budget)
          .whereRef('current_lines.line', '=', 'line_revisions.line')
          .as('name'),
        sql<bigint>`sum(delta)`.as('adjusted'),
        sql<bigint>`sum(case when kind in ('original', 'discontinued') then delta else 0 end)`.as(
          'original',
        ),
        sql<bigint>`sum(case when kind in ('original', 'discontinued') then 0 else 1 end)`.as(
          'amendments',
        ),
        sql<bigint>`sum(case when kind = 'correction' then delta else 0 end)`.as('corrections'),
        sql<bigint>`sum(case when kind = 'original' and position > ${values.printed} then delta else 0 end)`.as(
          'entered',
        ),
        sql<bigint>`max(position)`.as('position'),
        sql<bigint>`max(case when kind = 'discontinued' then position else 0 end)`.as('gone'),
      ])
      .where('budget', '=', values.budget)
      .where('line', '>=', values.from)
      .where('line', '<', values.to)
      .where('position', '<=', values.position)
      .where('effective_on', '<=', values.effective)
      .groupBy('line')
      .orderBy('line'),
);

/** Lines by the first and the last of their keys, in the order of keys. */
export interface LineRange {
  readonly first: LineKey;
  readonly last: LineKey;
}

/** The lines that are asked for, beside their bounds. */
interface LineChoice {
  readonly range?: LineRange | undefined;
  /** The position of the last figure of a print; `entered` counts what comes after it. */
  readonly printed?: bigint | undefined;
}

/**
 * The lines in force within the bounds, by key. It sums the revisions of this budget alone, so that its cost does not grow
 * with the ledger; with a range, those of its lines alone.
 */
export const linesAsOf = async (
  views: Views,
  { budget, position, effective, legs }: Bounds,
  schedules: readonly Schedule[] = SCHEDULES,
  { range, printed = UNRECORDED }: LineChoice = {},
): Promise<readonly LineAsOf[]> => {
  const [from, to] = keysOf(schedules, range);
  const rows = await revisions(views.db, {
    budget,
    position,
    effective: effective ?? LAST_DAY,
    from,
    to,
    printed,
  });
  const lines = rows
    .filter(({ gone, adjusted, position: newest }) => gone !== newest || adjusted !== 0n)
    .map(
      ({ line, name, original, adjusted, amendments, corrections, entered, position: newest }) => ({
        key: line as LineKey,
        line: parseLineKey(line),
        name: name ?? '',
        original,
        adjusted,
        amended: amendments > 0n,
        corrections,
        entered,
        position: newest,
      }),
    );
  return legs.length === 0
    ? lines
    : withLegs(
        lines,
        legs.filter(({ schedule }) => schedules.includes(schedule)),
      );
};

/** The first key that counts, and the first one after it that does not. */
const keysOf = (
  schedules: readonly Schedule[],
  range?: LineRange,
): readonly [from: string, to: string] => {
  // No key has a space at its end.
  if (range) return [range.first, `${range.last} `];
  const [only] = schedules;
  // The schedule is the first part of a key: one schedule is a range of the primary key.
  return schedules.length === 1 ? [`${only}/`, `${only}0`] : ['', '~'];
};

const withLegs = (
  lines: readonly LineAsOf[],
  legs: readonly LineMovement[],
): readonly LineAsOf[] => {
  const moved = new Map(lines.map((line) => [line.key, line]));
  for (const { key, delta } of legs) {
    const line = moved.get(key);
    const old = line ?? {
      key,
      line: parseLineKey(key),
      name: '',
      original: 0n,
      adjusted: 0n,
      corrections: 0n,
      entered: 0n,
    };
    moved.set(key, {
      ...old,
      adjusted: old.adjusted + delta,
      amended: true,
      position: UNRECORDED,
    });
  }
  return [...moved.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
};

const names = preparedQuery((db, { budget }: { readonly budget: string }) =>
  db.selectFrom('current_lines').select(['line', 'name']).where('budget', '=', budget),
);

/** The names that lines were recorded with. */
export const lineNames = async (
  views: Views,
  budget: string,
): Promise<ReadonlyMap<string, string>> => {
  const rows = await names(views.db, { budget });
  return new Map(rows.flatMap(({ line, name }) => (name ? [[line, name] as const] : [])));
};
