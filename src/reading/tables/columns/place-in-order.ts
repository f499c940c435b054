import { Group } from './placing-group.js';

/**
 * Where the print keeps no blank cells, the figures of a row fill some of the columns, in order: which ones is to be proved.
 *
 * The proof is exact, over integers of fen: a row's own relation (合计 is the sum of its parts), the sums of the rows
 * below it, column by column, and what is known of the columns from elsewhere. Rows form a tree (the total, its classes,
 * their groups, their items). From the leaves up, each way to place a row is judged by the best way to place what is below
 * it; a group's ways are searched in the order of preference, so that the leftmost wins where nothing decides.
 */
export interface PlacingRow {
  /** In order; null where a figure cannot be read. */
  readonly figures: readonly (bigint | null)[];
  /** Columns by index when they follow from the print. */
  readonly columns: readonly number[] | null;
  /** The row above in the tree, by index; null for the root and where there is none. */
  readonly parent: number | null;
  /** Columns that the kind of row never uses: personnel for 302. */
  readonly unlikely: readonly number[];
  /** What a column should hold by another table: decides only between ways that are equally good. */
  readonly expected: ReadonlyMap<number, bigint>;
}

/** One column is the sum of others. */
export interface Relation {
  readonly whole: number;
  readonly parts: readonly number[];
}

/** The columns that were found for the figures of a table. */
export interface Placement {
  /** Per row: a column's index for each figure. */
  readonly columns: readonly (readonly number[])[];
  /** Per row: whether the print, the row's relation or the sums decided it. */
  readonly proved: readonly boolean[];
  /** Steps of the search, at most {@link PLACING_STEPS_MAX}. */
  readonly steps: number;
}

/** Steps over all groups of a table; beyond it the rows still open are read from the left. */
export const PLACING_STEPS_MAX = 60_000;
const COLUMNS_MAX = 12;
/** No published table has this many rows under one; beyond it sums prove nothing. */
const GROUP_ROWS_MAX = 500;
/** One column's sum may be printed wrong and the others still prove the rows. */
const MISSED_COLUMNS_MAX = 1;

/** Ways are compared by one cost; the factors rank the criteria. */
const COST = { column: 1_000_000_000, relation: 1_000_000, hint: 20_000, unlikely: 1_000, left: 1 };

interface Way {
  readonly columns: readonly number[];
  readonly values: readonly bigint[];
  readonly related: boolean;
  /** The way's own cost, without what is below it. */
  readonly cost: number;
}

/**
 * Finds the column of each figure where a reader gives figures without columns: figures keep their order, and sums
 * decide.
 */
export const placeInOrder = (
  rows: readonly PlacingRow[],
  width: number,
  relations: readonly Relation[],
): Placement => new Placer(rows, width, relations).place();

class Placer {
  private readonly direct = new Map<number, number[]>();
  private readonly ways: readonly (readonly Way[])[];
  private readonly below: readonly (readonly number[])[];
  private readonly chosen: number[];
  private readonly proved: boolean[];
  /** Per row and way: cost with all below it, and what was chosen below. */
  private readonly judged = new Map<number, readonly Judgement[]>();
  private steps = 0;

  constructor(
    private readonly rows: readonly PlacingRow[],
    private readonly width: number,
    private readonly relations: readonly Relation[],
  ) {
    for (const [i, { parent }] of rows.entries())
      if (parent !== null) {
        const siblings = this.direct.get(parent);
        if (siblings) siblings.push(i);
        else this.direct.set(parent, [i]);
      }
    this.ways = rows.map((row) => this.waysOf(row));
    this.below = rows.map((_, i) => this.childrenOf(i));
    this.chosen = rows.map(() => 0);
    this.proved = rows.map((_, i) => this.ways[i]!.length <= 1 || this.passesRowsUp(i));
  }

  place(): Placement {
    for (const [i, row] of this.rows.entries()) if (row.parent === null) this.settle(i);
    return {
      columns: this.ways.map((ways, i) => ways[this.chosen[i]!]?.columns ?? []),
      proved: this.proved.map(
        (proved, i) => proved || (this.ways[i]![this.chosen[i]!]?.related ?? true),
      ),
      steps: this.steps,
    };
  }

  /** Fixes a row and, from it, all rows below. */
  private settle(row: number, way?: number): void {
    const judgements = this.judge(row);
    const best = way ?? cheapest(judgements);
    this.chosen[row] = best;
    const { choice, matched } = judgements[best] ?? { choice: [], matched: false };
    if (matched) this.proved[row] = true;
    for (const [i, child] of this.below[row]!.entries()) {
      if (matched) this.proved[child] = true;
      this.settle(child, choice[i]);
    }
  }

  private judge(row: number): readonly Judgement[] {
    const known = this.judged.get(row);
    if (known) return known;
    const children = this.below[row]!;
    const ways = this.ways[row]!;
    const options = children.map((child) => this.judge(child));
    const judgements = (ways.length > 0 ? ways : [NO_WAY]).map((way): Judgement => {
      if (children.length === 0) return { cost: way.cost, choice: [], matched: false };
      const found = this.match(way, children, options);
      const choice = found.choice ?? options.map(cheapest);
      const under = choice.reduce((sum, at, i) => sum + (options[i]![at]?.cost ?? 0), 0);
      return {
        cost: way.cost + under + found.missed * COST.column,
        choice,
        matched: found.missed <= MISSED_COLUMNS_MAX,
      };
    });
    this.judged.set(row, judgements);
    return judgements;
  }

  /** A way for every child so that their columns sum to the row's: in all columns, or all but one. */
  private match(
    way: Way,
    children: readonly number[],
    options: readonly (readonly Judgement[])[],
  ): Match {
    const none: Match = { choice: undefined, missed: this.width };
    if (way.columns.length === 0 || children.length > GROUP_ROWS_MAX) return none;
    const group = new Group(
      children.map((child, i) => {
        const ways = this.ways[child]!;
        return options[i]!.map((judgement, at) => ({
          at,
          cost: judgement.cost,
          values: ways[at]?.values ?? NO_WAY.values,
        })).toSorted((a, b) => a.cost - b.cost);
      }),
      way.values,
      this.width,
    );
    const spend = (): boolean => {
      if (this.steps === PLACING_STEPS_MAX) return false;
      this.steps += 1;
      return true;
    };
    const open = group.openColumns();
    const tries = [open, ...open.toReversed().map((lost) => open.filter((each) => each !== lost))];
    for (const columns of tries) {
      const choice = group.search(columns, spend);
      if (choice) return { choice, missed: this.width - columns.length };
    }
    return none;
  }

  /** A row without parts (a class printed blank, or with its 合计 alone) passes its rows to the row above. */
  private childrenOf(row: number): readonly number[] {
    return (this.direct.get(row) ?? []).flatMap((child) =>
      this.passesRowsUp(child) ? this.childrenOf(child) : [child],
    );
  }

  private passesRowsUp(row: number): boolean {
    const { figures, columns } = this.rows[row]!;
    if (figures.length === 0) return true;
    return figures.length === 1 && columns === null && this.width > 1 && this.direct.has(row);
  }

  private waysOf(row: PlacingRow): readonly Way[] {
    if (row.figures.length === 0) return [];
    if (row.columns) return [this.wayOf(row, row.columns, 0)];
    if (row.figures.length > this.width || this.width > COLUMNS_MAX)
      return [this.wayOf(row, leftmost(row, this.width), 0)];
    return choices(row.figures.length, this.width)
      .map((columns, rank) => this.wayOf(row, columns, rank))
      .toSorted((a, b) => a.cost - b.cost);
  }

  private wayOf(row: PlacingRow, columns: readonly number[], rank: number): Way {
    const values = Array.from({ length: this.width }, () => 0n);
    for (const [i, column] of columns.entries()) values[column] = row.figures[i] ?? 0n;
    const readable = row.figures.every((figure) => figure !== null);
    const related =
      readable &&
      this.relations.every(
        ({ whole, parts }) =>
          values[whole] === parts.reduce((sum, part) => sum + values[part]!, 0n),
      );
    const strange = columns.filter((column) => row.unlikely.includes(column)).length;
    const missed = [...row.expected].filter(([column, hint]) => values[column] !== hint).length;
    return {
      columns,
      values,
      related,
      cost:
        (related ? 0 : COST.relation) +
        missed * COST.hint +
        strange * COST.unlikely +
        rank * COST.left,
    };
  }
}

interface Match {
  readonly choice: readonly number[] | undefined;
  /** Columns whose sums are not made. */
  readonly missed: number;
}

interface Judgement {
  readonly cost: number;
  /** A way for each child. */
  readonly choice: readonly number[];
  /** Whether the children's columns sum to this way's. */
  readonly matched: boolean;
}

const NO_WAY: Way = { columns: [], values: [], related: false, cost: 0 };

const cheapest = (judgements: readonly Judgement[]): number => {
  let best = 0;
  for (const [i, { cost }] of judgements.entries()) if (cost < judgements[best]!.cost) best = i;
  return best;
};

const leftmost = ({ figures }: PlacingRow, width: number): readonly number[] =>
  figures.slice(0, width).map((_, i) => i);

/** Every way to put k figures into n columns in order, the leftmost first. */
const choices = (k: number, n: number): readonly (readonly number[])[] => {
  const found: number[][] = [];
  const extend = (taken: readonly number[], from: number) => {
    if (taken.length === k) {
      found.push([...taken]);
      return;
    }
    for (let column = from; column <= n - (k - taken.length); column++)
      extend([...taken, column], column + 1);
  };
  extend([], 0);
  return found;
};
