import { lineKey } from '../domain/values/line.js';
import { fenPer, parseFen, type Unit } from '../domain/values/money.js';
import { SHANGHAI } from '../domain/tables/shanghai.js';
import { examine } from './examine.js';
import { lineFinder } from './stated-lines.js';
import { render, SAMPLE } from './tables/budget.fixture.js';
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

describe('A code that a table prints in two rows', () => {
  const row = (amount: string) => `212\t01\t02\t一般行政管理事务\t${amount}\t\t${amount}`;
  const linesWith = async (...amounts: readonly string[]) => {
    const text = render(SAMPLE, 'tabs').replaceAll(row('450,000.00'), amounts.map(row).join('\n'));
    const { facts } = await examine(new TextEncoder().encode(text), 'budget.txt', null);
    return {
      line: facts.lines.find(({ line }) => lineKey(line) === 'expenditure/general/2120102/project')!
        .amount,
      found: facts.findings.filter(({ message }) => message.includes('2120102')),
    };
  };

  it('is one line with the sum of both, where the total counts both, and a finding says so', async () => {
    const { line, found } = await linesWith('400,000.00', '50,000.00');
    expect(line).toBe(45_000_000n);
    expect(found).toContainEqual(
      expect.objectContaining({ rule: 'CODE-NAME', severity: 'warning', table: 5 }),
    );
  });

  it('is one line with the amount of the first, where the total counts it once', async () => {
    expect((await linesWith('450,000.00', '450,000.00')).line).toBe(45_000_000n);
  });
});
