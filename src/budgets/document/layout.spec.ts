import type { BudgetId } from '../../domain/values/budget-id.js';
import { SHANGHAI } from '../../domain/tables/shanghai.js';
import type { TableKind } from '../../domain/tables/table-kind.js';
import { layoutOf, spread } from './layout.js';
import type { TableAnswer } from '../tables/table.answer.js';

const budget = 'a-2023-unit' as BudgetId;
const asOf = { effective: null, recorded: '2026-01-01T00:00:00.000Z', position: '7' };

/** The labels of the revenue side as they are printed, the total last. */
const printedLabels = (kind: TableKind, labels: readonly string[]): readonly string[] => {
  const cells = { total: '1.00' };
  const answer: TableAnswer = {
    budget,
    table: SHANGHAI.requireKind(kind).table,
    kind,
    form: 'shanghai',
    number: null,
    title: '总表',
    unit: '元',
    state: 'read',
    columns: ['total'],
    rows: labels.map((name) => ({ code: null, name, side: 'revenue', cells })),
    totals: { revenue: cells, expenditure: cells },
    asOf,
  };
  const laid = layoutOf({
    budget,
    agencyName: '某区文化馆',
    fiscalYear: 2023,
    scope: 'unit',
    narrative: [],
    tables: [answer],
    asOf,
  });
  return laid.tables[0]!.rows.map((row) => spread(row)[0]!.text);
};

describe('The labels of the revenue side', () => {
  it.each<[string, TableKind, readonly string[], readonly string[]]>([
    [
      'number the funds below 财政拨款收入 as its parts',
      'revenue-expenditure',
      ['财政拨款收入', '一般公共预算资金', '政府性基金', '事业收入'],
      ['一、财政拨款收入', '1. 一般公共预算资金', '2. 政府性基金', '二、事业收入'],
    ],
    [
      'number 上年结余 below 结余结转收入 as its part',
      'revenue-expenditure',
      ['事业收入', '结余结转收入', '上年结余', '上年结转', '其他收入'],
      ['一、事业收入', '二、结余结转收入', '1. 上年结余', '2. 上年结转', '三、其他收入'],
    ],
    [
      'number 上年结余 that is alone as a row of its own',
      'revenue-expenditure',
      ['事业收入', '上年结余'],
      ['一、事业收入', '二、上年结余'],
    ],
    [
      'number the funds as rows of their own where the table has no other revenue',
      'appropriation',
      ['一般公共预算资金', '政府性基金'],
      ['一、一般公共预算资金', '二、政府性基金'],
    ],
  ])('%s', (_, kind, labels, printed) =>
    expect(printedLabels(kind, labels)).toEqual([...printed, '收入总计']),
  );
});

describe('A budget in the form of another place', () => {
  const country = { budget, form: 'country', unit: '万元', state: 'read', asOf } as const;
  const sided: TableAnswer = {
    ...country,
    table: 4,
    kind: 'appropriation',
    number: '表6',
    title: '财政拨款收支总表',
    columns: ['total', 'special-account'],
    rows: [
      { code: null, name: '本年支出', side: 'expenditure', cells: { total: '3.00' } },
      { code: '201', name: '一般公共服务支出', side: 'expenditure', cells: { total: '1.00' } },
      { code: null, name: '财政事务', side: 'expenditure', cells: { total: '1.00' } },
      { code: '205', name: '教育支出', side: 'expenditure', cells: { total: '2.00' } },
      { code: null, name: '结转下年', side: 'expenditure', cells: { total: null } },
    ],
    totals: { revenue: { total: '3.00' }, expenditure: { total: '3.00' } },
  };
  const empty = {
    ...country,
    kind: 'government-fund',
    table: 6,
    title: '政府性基金支出表',
  } as const;
  const laid = layoutOf({
    budget,
    agencyName: '某市文化馆',
    fiscalYear: 2023,
    scope: 'unit',
    narrative: [],
    tables: [
      sided,
      { ...empty, number: null, columns: [], rows: [], totals: {} },
      { ...empty, number: null, columns: ['total'], rows: [], totals: { total: '0.00' } },
      { ...empty, number: null, state: 'missing', columns: [], rows: [], totals: {} },
    ],
    asOf,
  });

  it('keeps the numbers of its tables, and says nothing of a table that it does not have', () => {
    expect(laid.tables.map(({ title }) => title)).toEqual([
      '表6 财政拨款收支总表',
      '政府性基金支出表',
      '政府性基金支出表',
    ]);
    expect(laid.absent).toEqual([]);
  });

  it('prints its tables in the order of their numbers', () => {
    const numbered = (table: number, number: string): TableAnswer => ({
      ...empty,
      table,
      number,
      columns: [],
      rows: [],
      totals: {},
    });
    const { tables } = layoutOf({
      budget,
      agencyName: '某市文化馆',
      fiscalYear: 2023,
      scope: 'unit',
      narrative: [],
      tables: [numbered(6, '公开10表'), numbered(7, '公开09表')],
      asOf,
    });
    expect(tables.map(({ table }) => table)).toEqual([7, 6]);
  });

  it('numbers its classes, and no sum and no item below them', () => {
    const labels = laid.tables[0]!.rows.map((row) => spread(row)[2]!.text);
    expect(labels).toEqual([
      '本年支出',
      '一、一般公共服务支出',
      '财政事务',
      '二、教育支出',
      '结转下年',
      '支出总计',
    ]);
  });

  it('has Chinese headings over all columns', () => {
    expect(laid.tables[0]!.header.map(({ text }) => text)).toContain('财政专户管理资金');
    expect(JSON.stringify(laid.tables.map(({ header }) => header))).not.toMatch(/"text":"[a-z]/);
  });

  it('prints a table without money with its headings and a note, also where it printed zeros', () => {
    for (const table of laid.tables.slice(1)) {
      expect(table.columns.filter(({ kind }) => kind === 'amount')).not.toEqual([]);
      expect(table.note).toBe('备注：没有安排这项预算，本表无数据。');
    }
  });
});
