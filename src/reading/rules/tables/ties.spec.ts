import { BudgetForm } from '../../../domain/tables/budget-form.js';
import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import type { PrintedRow, PrintedTable } from '../../printed.js';
import { residual, tableOf, type Relation } from '../relations/relation.js';
import { TableSet } from '../relations/table-set.js';
import { PLAN, tableSetOf, tablesOf, withCell } from '../rules.fixture.js';
import { balances, basicByNature, onlyAppropriation, ties } from './ties.js';

/** The relations that do not hold: what each is about, and what it compares with. */
const broken = (relations: readonly Relation[]): readonly string[] =>
  relations
    .filter((relation) => residual(relation) !== 0n)
    .map((relation) => {
      const { rule, subject, column, says } = relation;
      return `${rule} ${tableOf(relation).kind} ${subject} ${column}, ${says}`;
    });

const allOf = (tables: readonly PrintedTable[]): readonly string[] => {
  const set = tableSetOf(tables);
  return broken([...ties(set), ...balances(set), ...basicByNature(set)]);
};

const UNIT = { ...PLAN, layout: 'unit' } as const;
const OWN = { ...PLAN, operating: 100_00n };

describe('Tables that agree', () => {
  it.each([
    ['of a department', PLAN],
    ['of a unit', UNIT],
    ['with revenue of its own', OWN],
  ])('%s break no tie', (_, plan) => expect(allOf(tablesOf(plan))).toEqual([]));
});

describe('A figure that another table prints otherwise breaks', () => {
  it.each([
    [1, '208', 'total', 'expenditure', ['TIE revenue-expenditure 208 total, 合计 of table 3 is']],
    [
      1,
      '支出总计',
      'total',
      'expenditure',
      [
        'TIE revenue-expenditure 支出总计 total, 合计 of table 3 is',
        'T1-BALANCE revenue-expenditure 收入总计 total, 支出总计 is',
      ],
    ],
    [
      1,
      '收入总计',
      'total',
      'revenue',
      [
        'TIE revenue-expenditure 收入总计 total, 合计 of table 2 is',
        'T1-BALANCE revenue-expenditure 收入总计 total, 支出总计 is',
      ],
    ],
    [
      1,
      '财政拨款收入',
      'total',
      'revenue',
      [
        'TIE revenue-expenditure 财政拨款收入 total, 财政拨款收入 of table 2 is',
        'TIE appropriation 收入总计 total, 财政拨款收入 of table 1 is',
      ],
    ],
    [2, '2080505', 'total', undefined, ['TIE revenue 2080505 total, table 3 has']],
    [3, '2080505', 'basic', undefined, ['TIE expenditure 2080505 basic, tables 5, 6 and 7 have']],
    [4, '208', 'general', 'expenditure', ['TIE appropriation 208 general, 合计 of table 5 is']],
    [4, '208', 'total', 'expenditure', ['TIE appropriation 208 total, tables 5, 6 and 7 have']],
    [
      4,
      '收入总计',
      'total',
      'revenue',
      [
        'TIE appropriation 收入总计 total, 财政拨款收入 of table 1 is',
        'T1-BALANCE appropriation 收入总计 total, 支出总计 is',
      ],
    ],
    [
      4,
      '一般公共预算资金',
      'total',
      'revenue',
      [
        'TIE appropriation 一般公共预算资金 total, table 1 has',
        'TIE appropriation 一般公共预算资金 total, 支出总计 of 一般公共预算 is',
      ],
    ],
    [
      5,
      '合计',
      'basic',
      undefined,
      [
        'TIE expenditure 合计 basic, tables 5, 6 and 7 have',
        'BASIC-ECONOMIC basic-economic 合计 total, 基本支出 of table 5 is',
      ],
    ],
  ] as const)('in table %i at %s, %s (%s): %j', (table, code, column, side, expected) =>
    expect(allOf(withCell(tablesOf(), table, code, column, '1.00', side))).toEqual(expected),
  );

  it('in the summary of a unit: basic expenditure and its parts', () =>
    expect(
      allOf(withCell(tablesOf(UNIT), 1, '支出总计', 'personnel', '1.00', 'expenditure')),
    ).toEqual([
      'TIE revenue-expenditure 支出总计 basic, 基本支出 of table 3 is',
      'TIE revenue-expenditure 支出总计 personnel, 人员经费 of table 8 is',
    ]));
});

describe('Where there is revenue beside the appropriation', () => {
  it('all expenditure is not compared with that of the appropriated funds', () => {
    const wrong = withCell(tablesOf(OWN), 3, '2080505', 'basic', '1.00');
    expect(allOf(wrong)).toEqual([]);
    expect(onlyAppropriation(tableSetOf(tablesOf(OWN)))).toBe(false);
    expect(onlyAppropriation(tableSetOf(tablesOf()))).toBe(true);
  });
});

describe('Money carried over from last year', () => {
  it('lets the appropriation spend more than this year receives', () => {
    const tables = withCell(tablesOf(), 4, '收入总计', 'total', '1.00', 'revenue').map((table) => ({
      ...table,
      rows: table.rows.flatMap((row) =>
        table.table === 4 && row.side === 'revenue' && row.total
          ? [{ ...row, name: '上年结转', total: undefined }, row].map(
              ({ total, ...one }): PrintedRow => ({ ...one, ...(total ? { total } : {}) }),
            )
          : [row],
      ),
    }));
    expect(allOf(tables)).toEqual(['T1-BALANCE appropriation 收入总计 total, 支出总计 is']);
  });
});

describe('A table of an appropriated fund that is missing', () => {
  it('leaves the sum of the funds unchecked', () => {
    const wrong = withCell(tablesOf(), 4, '208', 'total', '1.00', 'expenditure');
    const without = wrong.filter(({ table }) => table !== 7);
    expect(allOf(without)).toEqual([]);
  });

  it('is none of another form that does not print it', () => {
    const form = new BudgetForm({
      tables: SHANGHAI.tables.filter(({ kind }) => kind !== 'state-capital'),
      otherHeadings: [],
      revenueLabels: [],
      revenuePatterns: [],
      revenueWords: [],
      totals: SHANGHAI.totals,
    });
    const wrong = withCell(tablesOf(), 4, '208', 'total', '1.00', 'expenditure');
    const without = wrong.filter(({ table }) => table !== 7);
    expect(broken(ties(new TableSet(without, form)))).toEqual([
      'TIE appropriation 208 total, tables 5 and 6 have',
    ]);
  });
});

describe('Basic expenditure by economic nature', () => {
  it.each`
    printed         | severity     | because
    ${'7654487.00'} | ${'warning'} | ${'it is rounded to whole yuan'}
    ${'7654489.00'} | ${'error'}   | ${'it is a yuan or more apart'}
  `('of $printed is a $severity, because $because', ({ printed, severity }) => {
    const tables = tableSetOf(withCell(tablesOf(), 8, '合计', 'total', printed as string));
    expect(basicByNature(tables)).toMatchObject([{ rule: 'BASIC-ECONOMIC', severity }]);
  });
});
