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
