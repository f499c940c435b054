import type { Ruling } from './page.js';

/** A table's ruling: the positions of its lines, and which fields no line separates. */
export interface Grid {
  /** Where its columns begin, and where the last ends. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** The cell that a field belongs to: several fields where cells are merged. */
  readonly cell: (row: number, column: number) => GridCell;
}

/** A cell, from its first row and column to its last. */
export interface GridCell {
  readonly row: number;
  readonly column: number;
  readonly lastRow: number;
  readonly lastColumn: number;
}

/** A gap up to this between two rulings does not keep them from crossing. */
const REACH_POINTS = 3;
/** How far a line may extend past the last one that it crosses. */
const OVERSHOOT_POINTS = 6;
/** A line separates two fields when it covers at least this share of their common edge. */
const WALL_SHARE = 0.5;
const LINES_MAX = 3_000;
/** A page with more straight lines than this is a drawing. */
const RULINGS_MAX = 20_000;
/** Lines that run beside each other nearer than this are one: a double line, or the edges of two cells. */
const NEAR_POINTS = 2.5;
/** A dashed line is one line. */
const DASH_POINTS = 3;
const FIELDS_MAX = 200_000;

/** The ruled tables of a page, from top to bottom. */
export const gridsOf = (rulings: readonly Ruling[]): readonly Grid[] => {
  const lines = mergedRulings(rulings);
  if (lines.length > LINES_MAX) return [];
  return connected(lines)
    .flatMap((group) => gridOf(group) ?? [])
    .toSorted((a, b) => a.ys[0]! - b.ys[0]! || a.xs[0]! - b.xs[0]!);
};

/** Groups of lines that are connected, directly or through others. */
const connected = (lines: readonly Ruling[]): readonly (readonly Ruling[])[] => {
  const across = lines.filter((line) => line.across);
  const down = lines.filter((line) => !line.across);
  const group = new Sets(lines.length);
  for (const [i, horizontal] of across.entries())
    for (const [j, vertical] of down.entries())
      if (reaches(horizontal, vertical.at) && reaches(vertical, horizontal.at))
        group.join(i, across.length + j);
  const groups = new Map<number, Ruling[]>();
  for (const [i, line] of [...across, ...down].entries()) {
    const of = group.find(i);
    groups.set(of, [...(groups.get(of) ?? []), line]);
  }
  return [...groups.values()];
};

const reaches = ({ from, to }: Ruling, at: number): boolean =>
  at >= from - REACH_POINTS && at <= to + REACH_POINTS;

const gridOf = (lines: readonly Ruling[]): Grid | undefined => {
  const across = lines.filter((line) => line.across);
  const down = lines.filter((line) => !line.across);
  if (across.length === 0 || down.length === 0) return undefined;
  // A table may be open at its sides: then its lines end where its outer columns do.
  const xs = placesOf(down, across);
  const ys = placesOf(across, down);
  const [rows, columns] = [ys.length - 1, xs.length - 1];
  if (rows < 1 || columns < 1 || rows * columns > FIELDS_MAX) return undefined;
  const walls = { down: byPlace(down, xs), across: byPlace(across, ys) };
  const fields = new Sets(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const field = row * columns + column;
      if (column + 1 < columns && !parts(walls.down[column + 1]!, ys[row]!, ys[row + 1]!))
        fields.join(field, field + 1);
      if (row + 1 < rows && !parts(walls.across[row + 1]!, xs[column]!, xs[column + 1]!))
        fields.join(field, field + columns);
    }
  const cells = new Map<number, GridCell>();
  for (let field = 0; field < rows * columns; field++) {
    const [row, column] = [Math.floor(field / columns), field % columns];
    const known = cells.get(fields.find(field));
    cells.set(fields.find(field), {
      row: Math.min(known?.row ?? row, row),
      column: Math.min(known?.column ?? column, column),
      lastRow: Math.max(known?.lastRow ?? row, row),
      lastColumn: Math.max(known?.lastColumn ?? column, column),
    });
  }
  return { xs, ys, cell: (row, column) => cells.get(fields.find(row * columns + column))! };
};

/** The positions of lines, and the ends of those that cross them where no line is near. */
const placesOf = (lines: readonly Ruling[], crossing: readonly Ruling[]): readonly number[] => {
  const at = lines.map((line) => line.at);
  const ends = [
    Math.min(...crossing.map(({ from }) => from)),
    Math.max(...crossing.map(({ to }) => to)),
  ];
  return places([
    ...at,
    ...ends.filter((end) => at.every((each) => Math.abs(each - end) > OVERSHOOT_POINTS)),
  ]);
};

/** Numbers in order, those that are near each other as one. */
export const places = (values: readonly number[]): readonly number[] => {
  const found: number[] = [];
  for (const value of values.toSorted((a, b) => a - b))
    if (found.length === 0 || value - found.at(-1)! > NEAR_POINTS) found.push(value);
  return found;
};

/** The lines at each position. */
const byPlace = (lines: readonly Ruling[], at: readonly number[]): readonly (readonly Ruling[])[] =>
  at.map((place) =>
    lines.filter((line) => line.at >= place - 0.01 && line.at - place <= NEAR_POINTS),
  );

const parts = (lines: readonly Ruling[], from: number, to: number): boolean =>
  lines.reduce(
    (sum, line) => sum + Math.max(0, Math.min(line.to, to) - Math.max(line.from, from)),
    0,
  ) >=
  (to - from) * WALL_SHARE;

/** Disjoint sets of numbers, which can be united. */
class Sets {
  private readonly parent: number[];

  constructor(count: number) {
    this.parent = Array.from({ length: count }, (_, i) => i);
  }

  find(of: number): number {
    let root = of;
    while (this.parent[root] !== root) root = this.parent[root]!;
    for (let each = of; each !== root;) [each, this.parent[each]] = [this.parent[each]!, root];
    return root;
  }

  join(a: number, b: number): void {
    this.parent[this.find(a)] = this.find(b);
  }
}

/** Lines that lie on one another or end where the next begins, as one line each. */
const mergedRulings = (rulings: readonly Ruling[]): readonly Ruling[] => {
  if (rulings.length > RULINGS_MAX) return [];
  return [true, false].flatMap((across) =>
    merged(rulings.filter((ruling) => ruling.across === across)),
  );
};

const merged = (rulings: readonly Ruling[]): readonly Ruling[] => {
  const bands: Ruling[][] = [];
  for (const ruling of rulings.toSorted((a, b) => a.at - b.at)) {
    const band = bands.at(-1);
    if (band && ruling.at - band[0]!.at <= NEAR_POINTS) band.push(ruling);
    else bands.push([ruling]);
  }
  return bands.flatMap(alongBand);
};

const alongBand = (band: readonly Ruling[]): readonly Ruling[] => {
  const found: { across: boolean; at: number; from: number; to: number }[] = [];
  for (const { across, at, from, to } of band.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && from <= last.to + DASH_POINTS) last.to = Math.max(last.to, to);
    else found.push({ across, at, from, to });
  }
  return found;
};
