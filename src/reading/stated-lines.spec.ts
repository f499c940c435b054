import { lineKey } from '../domain/values/line.js';
import { fenPer, parseFen, type Unit } from '../domain/values/money.js';
import { SHANGHAI } from '../domain/tables/shanghai.js';
import { lineFinder } from './stated-lines.js';
import type { PrintedTable } from './printed.js';

const ITEM = '2120199';

/** A table with one item's row for each record of amounts, in the unit. */
const table = (
  number: number,
  rows: readonly Readonly<Record<string, string>>[],
  unit: Unit = '元',
): PrintedTable => ({
  table: number,
  state: 'read',
  title: null,
  unit,
  columns: [],
  note: null,
  rows: rows.map((amounts, at) => ({
    row: at + 1,
    code: ITEM,
    printedCode: ITEM,
    name: '其他城乡社区管理事务支出',
    cells: Object.fromEntries(
      Object.entries(amounts).map(([column, text]) => [
        column,
        {
          amount: parseFen(text, unit),
          place: { table: number, page: null, line: null, row: at + 1, column, text },
        },
      ]),
    ),
  })),
});

/** The lines that the table of all expenditure states, with their amounts in yuan. */
const linesOf = (tables: readonly PrintedTable[]): Record<string, string> => {
  const lineOf = lineFinder(SHANGHAI, tables);
  const all = tables.find((each) => each.table === 3)!;
  return Object.fromEntries(
    all.rows.flatMap((row) =>
      Object.keys(row.cells).flatMap((column) => {
        const stated = lineOf(all, row, column);
        return stated ? [[lineKey(stated.line), `${stated.amount / fenPer('元')}`]] : [];
      }),
    ),
  );
};

describe('What the table of all expenditure prints beyond the tables of the funds', () => {
  const revenue = table(2, [{ total: '90', 'fiscal-appropriation': '60', operating: '30' }]);
  const general = table(5, [{ basic: '40', project: '20' }]);

  it('is a line of the own funds of the unit, where the own revenue of the item pays for it', () => {
    const all = table(3, [{ total: '90', basic: '40', project: '50' }]);
    expect(linesOf([revenue, all, general])).toEqual({
      [`expenditure/unit-funds/${ITEM}/project`]: '30',
    });
  });

  it('is the whole cell, where no fund pays for it', () => {
    const all = table(3, [{ basic: '40', project: '50' }]);
    expect(linesOf([revenue, all, table(5, [{ basic: '40' }])])).toEqual({
      [`expenditure/unit-funds/${ITEM}/project`]: '50',
    });
  });

  it.each([
    ['is more than the own revenue of the item', [{ basic: '40', project: '51' }]],
    ['is below zero in one of its columns', [{ basic: '39', project: '30' }]],
    [
      'is of an item that is printed twice',
      [
        { basic: '40', project: '25' },
        { basic: '0', project: '25' },
      ],
    ],
  ])('is no line where it %s', (_why, rows) => {
    expect(linesOf([revenue, table(3, rows), general])).toEqual({});
  });

  it('is no line where rounding to 万元 alone makes it', () => {
    const all = table(3, [{ basic: '0.01', project: '0.00' }], '万元');
    expect(linesOf([revenue, all, table(5, [{ basic: '60', project: '0' }])])).toEqual({});
  });
});
