import type { ViewTable } from '../../../projections/projection.js';
import type { SqlValue } from '../../views/views-database.js';

/** Rows that differ and are named in a table; of further ones only the number is. */
const NAMED_MAX = 20;

/** The values of a row, in the order of its table's columns. */
export type Row = readonly SqlValue[];

/** What is wrong in one table of the views. */
export class Differences {
  /** A row that the log explains, the row that is kept in its place, or both. */
  readonly #found: { due: Row | null; kept: Row | null }[] = [];
  #more = 0;

  constructor(
    private readonly name: string,
    private readonly table: ViewTable,
  ) {}

  /**
   * Compares rows that the log explains with those that are kept, both in the order of `columns`.
   *
   * @param columns the columns by which the rows are in order; no two rows have the same values in all of them
   */
  async compare(
    due: readonly Row[],
    kept: AsyncIterable<readonly Row[]>,
    columns: readonly string[],
  ): Promise<void> {
    const order = rowOrder(this.table, columns);
    let at = 0;
    for await (const page of kept)
      for (const row of page) {
        let difference = 1;
        while (at < due.length && (difference = order(due[at]!, row)) < 0)
          this.#add(due[at++]!, null);
        const expected = difference === 0 && at < due.length ? due[at++]! : null;
        if (expected === null || !areSame(row, expected)) this.#add(expected, row);
      }
    while (at < due.length) this.#add(due[at++]!, null);
  }

  /** A sentence for each cell, and for each row that is missing or that no event explains. */
  sentences(): readonly string[] {
    const { name } = this;
    const found = this.#paired().flatMap(({ due, kept }) =>
      kept === null
        ? [`The view ${name} lacks the row (${this.#keyOf(due!)}).`]
        : due === null
          ? [`The view ${name} has a row (${this.#keyOf(kept)}) that no event explains.`]
          : Object.keys(this.table.columns).flatMap((column, i) =>
              isSame(kept[i]!, due[i]!)
                ? []
                : [
                    `The view ${name} has "${String(kept[i])}" in ${column} of (${this.#keyOf(kept)}), and the log says "${String(due[i])}".`,
                  ],
            ),
    );
    return this.#more === 0
      ? found
      : [...found, `The view ${name} differs in ${this.#more} more places.`];
  }

  #add(due: Row | null, kept: Row | null): void {
    if (this.#found.length < NAMED_MAX) this.#found.push({ due, kept });
    else this.#more += 1;
  }

  /** A row that is kept under another budget is one row with another cell, and not two. */
  #paired(): readonly { due: Row | null; kept: Row | null }[] {
    const strays = new Map(
      this.#found.flatMap(({ due, kept }) =>
        due === null && kept !== null ? [[this.#keyOf(kept), kept]] : [],
      ),
    );
    const moved = new Set<Row>();
    const paired = this.#found.map(({ due, kept }) => {
      const stray = kept === null && due !== null ? strays.get(this.#keyOf(due)) : undefined;
      if (stray !== undefined) moved.add(stray);
      return { due, kept: stray ?? kept };
    });
    return paired.filter(({ due, kept }) => due !== null || !moved.has(kept!));
  }

  #keyOf(row: Row): string {
    const names = Object.keys(this.table.columns);
    return this.table.primaryKey.map((column) => String(row[names.indexOf(column)])).join(', ');
  }
}

/** Compares rows by some columns, in the order of every engine: numbers by their size, texts by their bytes. */
export const rowOrder = (
  { columns }: ViewTable,
  by: readonly string[],
): ((one: Row, other: Row) => number) => {
  const names = Object.keys(columns);
  const places = by.map((column) => names.indexOf(column));
  return (one, other) => {
    for (const i of places) {
      const order = compareValues(one[i]!, other[i]!);
      if (order !== 0) return order;
    }
    return 0;
  };
};

const compareValues = (a: SqlValue, b: SqlValue): number => {
  if (a === b) return 0;
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  // A forged table may hold values of another type.
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  // A number and a bigint are compared by their size too.
  return a! < b! ? -1 : a! > b! ? 1 : 0;
};

const rank = (value: SqlValue): number =>
  value === null
    ? 0
    : typeof value === 'bigint' || typeof value === 'number'
      ? 1
      : typeof value === 'string'
        ? 2
        : 3;

/** The order of two texts by their bytes in UTF-8: that of their characters, which UTF-16 changes for those above U+FFFF alone. */
export const compareTexts = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = characterRank(a.charCodeAt(i)) - characterRank(b.charCodeAt(i));
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

/** A surrogate stands for a character that comes after all those of one code unit. */
const characterRank = (unit: number): number =>
  unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;

const areSame = (one: Row, other: Row): boolean => {
  for (let i = 0; i < one.length; i++) if (!isSame(one[i]!, other[i]!)) return false;
  return true;
};

/** Engines have other types for one value, but NULL is no text. */
const isSame = (a: SqlValue, b: SqlValue): boolean =>
  a === b || (a !== null && b !== null && String(a) === String(b));
