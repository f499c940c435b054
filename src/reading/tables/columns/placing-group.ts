/** One way to place a row: its cost, and its amount in each column. */
export interface Option {
  readonly at: number;
  readonly cost: number;
  readonly values: readonly bigint[];
}

/** The rows below one row, and the sums that they must make. */
export class Group {
  /** For each column the least and the most that the rows from i on can add. */
  private readonly least: readonly (readonly bigint[])[];
  private readonly most: readonly (readonly bigint[])[];

  constructor(
    private readonly options: readonly (readonly Option[])[],
    private readonly targets: readonly bigint[],
    private readonly width: number,
  ) {
    this.least = this.bounds((a, b) => a < b);
    this.most = this.bounds((a, b) => a > b);
  }

  /** Columns whose sum is reachable; the others are misprinted and ignored. */
  openColumns(): readonly number[] {
    return Array.from({ length: this.width }, (_, column) => column).filter(
      (column) =>
        this.least[0]![column]! <= this.targets[column]! &&
        this.targets[column]! <= this.most[0]![column]!,
    );
  }

  /** The first choice, in the order of the options' cost, that makes the sum of every column in `columns`. */
  search(columns: readonly number[], spend: () => boolean): readonly number[] | undefined {
    if (columns.length === 0) return undefined;
    const sums = Array.from({ length: this.width }, () => 0n);
    const choice: number[] = [];
    const descend = (row: number): boolean => {
      if (!spend()) return false;
      const reachable = columns.every((column) => {
        const missing = this.targets[column]! - sums[column]!;
        return this.least[row]![column]! <= missing && missing <= this.most[row]![column]!;
      });
      if (!reachable) return false;
      if (row === this.options.length) return true;
      for (const { at, values } of this.options[row]!) {
        for (const column of columns) sums[column]! += values[column] ?? 0n;
        choice[row] = at;
        if (descend(row + 1)) return true;
        for (const column of columns) sums[column]! -= values[column] ?? 0n;
      }
      return false;
    };
    return descend(0) ? choice : undefined;
  }

  private bounds(better: (a: bigint, b: bigint) => boolean): readonly (readonly bigint[])[] {
    const bounds: bigint[][] = [Array.from({ length: this.width }, () => 0n)];
    for (const options of this.options.toReversed()) {
      const after = bounds[0]!;
      bounds.unshift(
        after.map((sum, column) => {
          const values = options.map(({ values: each }) => each[column] ?? 0n);
          return sum + values.reduce((a, b) => (better(a, b) ? a : b), values[0] ?? 0n);
        }),
      );
    }
    return bounds;
  }
}
