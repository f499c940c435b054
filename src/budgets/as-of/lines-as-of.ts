import { isOfOriginal } from '../../domain/events/change-kinds.js';
import type { LineMovement } from '../../domain/budget/movement.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import {
  parseLineKey,
  SCHEDULES,
  type LineKey,
  type LineName,
  type Schedule,
} from '../../domain/values/line.js';
import type { ViewsSchema } from '../../views/schema.js';
import { preparedQuery } from '../../views/prepared-query.js';
import type { Views } from '../../views/views-database.js';
import { keptRead, type Bounds } from './as-of.js';

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
      readonly from: string;
      readonly to: string;
    },
  ) =>
    db
      .selectFrom('line_revisions')
      .select(['line', 'kind', 'delta', 'position', 'effective_on'])
      .where('budget', '=', values.budget)
      .where('line', '>=', values.from)
      .where('line', '<', values.to)
      .orderBy('line')
      .orderBy('position'),
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

/** A line with all its revisions, in the order of their positions. */
interface RevisedLine {
  readonly key: LineKey;
  readonly line: LineName;
  readonly names: readonly RecordedName[];
  readonly revisions: readonly Revision[];
}

type Revision = Pick<ViewsSchema['line_revisions'], 'kind' | 'delta' | 'position' | 'effective_on'>;

/**
 * The lines in force within the bounds, by key. It sums the revisions of this budget alone, so that its cost does not grow
 * with the ledger; with a range, those of its lines alone.
 */
export const linesAsOf = async (
  views: Views,
  bounds: Bounds,
  schedules: readonly Schedule[] = SCHEDULES,
  { range, printed = UNRECORDED }: LineChoice = {},
): Promise<readonly LineAsOf[]> => {
  const { position, legs } = bounds;
  const effective = bounds.effective ?? LAST_DAY;
  const lines: LineAsOf[] = [];
  for (const { key, line, names: recorded, revisions } of await revisedLines(
    views,
    bounds,
    keysOf(schedules, range),
  )) {
    const sums = new Sums(printed);
    for (const each of revisions)
      if (each.position <= position && each.effective_on <= effective) sums.add(each);
    if (sums.isEmpty || sums.isGone) continue;
    const { original, adjusted, amended, corrections, entered, position: newest } = sums;
    lines.push({
      key,
      line,
      name: nameAt(recorded, position),
      original,
      adjusted,
      amended,
      corrections,
      entered,
      position: newest,
    });
  }
  return legs.length === 0
    ? lines
    : withLegs(
        lines,
        legs.filter(({ schedule }) => schedules.includes(schedule)),
      );
};

/** The sums of one line's revisions, which are added in the order of their positions. */
class Sums {
  original = 0n;
  adjusted = 0n;
  amended = false;
  corrections = 0n;
  entered = 0n;
  position = 0n;
  private discontinuedAt: bigint | null = null;

  constructor(private readonly printed: bigint) {}

  /** Whether it has no revision. */
  get isEmpty(): boolean {
    return this.position === 0n;
  }

  /** Whether the line is discontinued, with nothing left and nothing recorded since. */
  get isGone(): boolean {
    return this.discontinuedAt === this.position && this.adjusted === 0n;
  }

  add({ kind, delta, position }: Revision): void {
    this.adjusted += delta;
    this.position = position;
    if (isOfOriginal(kind)) {
      this.original += delta;
      if (kind === 'discontinued') this.discontinuedAt = position;
      else if (position > this.printed) this.entered += delta;
    } else {
      this.amended = true;
      if (kind === 'correction') this.corrections += delta;
    }
  }
}

/** The lines within the keys, whatever the bounds, in the order of their keys. They are summed here, since SQL takes longer for so few rows. */
const revisedLines = (
  views: Views,
  bounds: Bounds,
  { from, to }: Keys,
): Promise<readonly RevisedLine[]> =>
  keptRead(views, bounds, `lines ${from} ${to}`, async () => {
    const { budget } = bounds;
    const [rows, namesOf] = await Promise.all([
      revisions(views.db, { budget, from, to }),
      recordedNames(views, budget, { from, to }),
    ]);
    const lines = Map.groupBy(rows, ({ line }) => line as LineKey);
    return {
      value: Array.from(lines, ([key, ofLine]) => ({
        key,
        line: parseLineKey(key),
        names: namesOf.get(key) ?? [],
        revisions: ofLine.map(({ kind, delta, position, effective_on }) => ({
          kind,
          delta,
          position,
          effective_on,
        })),
      })),
      size: rows.length,
    };
  });

const keysOf = (schedules: readonly Schedule[], range?: LineRange): Keys => {
  // No key has a space at its end.
  if (range) return { from: range.first, to: `${range.last} ` };
  const [only] = schedules;
  // The schedule is the first part of a key: one schedule is a range of the primary key.
  return schedules.length === 1 ? { from: `${only}/`, to: `${only}0` } : EVERY_KEY;
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

/** Keys of lines, from the first one that counts to the first one after it that does not. */
interface Keys {
  readonly from: string;
  readonly to: string;
}

const EVERY_KEY: Keys = { from: '', to: '~' };

/** A name that a line was recorded with, and where. */
interface RecordedName {
  readonly position: bigint;
  readonly name: string;
}

const names = preparedQuery(
  (db, values: { readonly budget: string; readonly from: string; readonly to: string }) =>
    db
      .selectFrom('search_lines')
      .select(['line', 'position', 'name'])
      .where('budget', '=', values.budget)
      .where('line', '>=', values.from)
      .where('line', '<', values.to)
      // Recorded with the line, and not by an amendment.
      .where('origin', '=', 0n)
      .orderBy('line')
      .orderBy('position'),
);

const recordedNames = async (
  views: Views,
  budget: string,
  keys: Keys,
): Promise<ReadonlyMap<string, readonly RecordedName[]>> =>
  Map.groupBy(await names(views.db, { budget, ...keys }), ({ line }) => line);

/** The newest of the names of a line up to a position; empty where it had none. */
const nameAt = (recorded: readonly RecordedName[], position: bigint): string =>
  recorded.findLast((each) => each.position <= position)?.name ?? '';

/** The names that the lines of a budget were recorded with up to a position, by their keys. */
export const lineNames = async (
  views: Views,
  { budget, position }: Pick<Bounds, 'budget' | 'position'>,
): Promise<ReadonlyMap<string, string>> =>
  new Map(
    [...(await recordedNames(views, budget, EVERY_KEY))].flatMap(([line, recorded]) => {
      const name = nameAt(recorded, position);
      return name ? [[line, name] as const] : [];
    }),
  );
