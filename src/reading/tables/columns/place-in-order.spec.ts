import { placeInOrder, PLACING_STEPS_MAX, type PlacingRow } from './place-in-order.js';

const row = (
  figures: readonly number[],
  parent: number | null,
  more: Partial<PlacingRow> = {},
): PlacingRow => ({
  figures: figures.map(BigInt),
  columns: null,
  parent,
  unlikely: [],
  expected: new Map(),
  ...more,
});

/** 合计, 基本, 项目. */
const SPLIT = [{ whole: 0, parts: [1, 2] }];
const place = (rows: readonly PlacingRow[]) => placeInOrder(rows, 3, SPLIT);

describe('Figures whose blanks are lost', () => {
  it('stand leftmost where nothing decides', () => {
    expect(place([row([500, 500], null)])).toMatchObject({ columns: [[0, 1]], proved: [true] });
  });

  it('stand where the sums of the column need them', () => {
    const rows = [row([900, 400, 500], null), row([400, 400], 0), row([500, 500], 0)];
    expect(place(rows)).toMatchObject({
      columns: [
        [0, 1, 2],
        [0, 1],
        [0, 2],
      ],
      proved: [true, true, true],
    });
  });

  it('stand where the rows below them need them', () => {
    // The class prints two equal figures; only its items show that they are the project's.
    const rows = [
      row([900, 900], null, { expected: new Map() }),
      row([300, 300], 0),
      row([600, 0, 600], 0),
    ];
    expect(place(rows).columns).toEqual([
      [0, 2],
      [0, 2],
      [0, 1, 2],
    ]);
  });

  it('stand where their own relation needs them, though a sum is printed wrong', () => {
    const rows = [row([999, 400, 500], null), row([400, 400], 0), row([500, 500], 0)];
    expect(place(rows).columns.slice(1)).toEqual([
      [0, 1],
      [0, 2],
    ]);
  });

  it('are proved through a row that is printed without its sum', () => {
    const rows = [row([900, 400, 500], null), row([], 0), row([400, 400], 1), row([500, 500], 1)];
    expect(place(rows).columns.slice(2)).toEqual([
      [0, 1],
      [0, 2],
    ]);
  });

  it('are proved through a row that prints its 合计 alone', () => {
    const rows = [
      row([900, 400, 500], null),
      row([400, 400], 0),
      row([500], 0),
      row([500, 500], 2),
    ];
    expect(place(rows).columns).toEqual([[0, 1, 2], [0, 1], [0], [0, 2]]);
    const first = [
      row([900, 500, 400], null),
      row([400, 400], 0),
      row([500], 0),
      row([500, 500], 2),
    ];
    expect(place(first).columns).toEqual([[0, 1, 2], [0, 2], [0], [0, 1]]);
  });

  it('follow another table where all else is equal', () => {
    expect(place([row([500, 500], null, { expected: new Map([[1, 0n]]) })]).columns).toEqual([
      [0, 2],
    ]);
  });

  it('avoid the columns that their class never uses', () => {
    expect(place([row([500, 500], null, { unlikely: [1] })]).columns).toEqual([[0, 2]]);
  });

  it('are not proved when neither row nor sums hold', () => {
    const rows = [row([1000, 1, 2], null), row([7, 9], 0), row([5, 8], 0)];
    expect(place(rows)).toMatchObject({
      columns: [
        [0, 1, 2],
        [0, 1],
        [0, 1],
      ],
      proved: [true, false, false],
    });
  });

  it('are read from the left when the search takes too many steps', () => {
    const items = Array.from({ length: 200 }, (_, i) => row([i * 7 + 13, i * 7 + 13], 0));
    const { columns, proved, steps } = place([row([150_001, 75_000, 75_001], null), ...items]);
    expect(steps).toBe(PLACING_STEPS_MAX);
    expect(columns.slice(1)).toEqual(items.map(() => [0, 1]));
    expect(proved.slice(1)).toEqual(items.map(() => true));
  });
});
