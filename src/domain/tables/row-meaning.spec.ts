import type { TableRow } from '../events/budget.events.js';
import { lineKey, type LineName } from '../values/line.js';
import { ANSWERED_FORM } from './forms.js';
import { rowMeanings } from './row-meaning.js';

const spent = (item: string, expenditure: 'basic' | 'project' = 'project'): LineName => ({
  schedule: 'expenditure',
  fund: 'general',
  function: item,
  expenditure,
});
const came = (source: 'fiscal-appropriation' | 'carry-over' | 'other'): LineName => ({
  schedule: 'revenue',
  function: 'undivided',
  source,
});
const LINES = [
  came('fiscal-appropriation'),
  came('carry-over'),
  came('other'),
  spent('2010301', 'basic'),
  spent('2040601', 'basic'),
  spent('2040604'),
  spent('2040801', 'basic'),
].map((line) => ({ line, name: '' }));

/** The lines below each row of a table, by the names of its rows; a code stands for all lines below it. */
const below = (
  table: number,
  rows: readonly Partial<TableRow>[],
  { form, isWhole = () => false }: { form?: 'country'; isWhole?: (row: TableRow) => boolean } = {},
) => {
  const all = rows.map((row, at): TableRow => ({ row: at + 1, code: null, name: '', ...row }));
  const content = ANSWERED_FORM.table(table);
  const meanings = rowMeanings(
    ANSWERED_FORM,
    content,
    { rows: all, ...(form && { form }) },
    LINES.filter(({ line }) => content.schedules.includes(line.schedule)),
    isWhole,
  );
  return all.map((row) => {
    const meaning = meanings.get(row)!;
    if (meaning.is === 'code') return meaning.code;
    if (meaning.is !== 'lines') return meaning.is;
    return LINES.flatMap(({ line }) => (meaning.of(line) ? [lineKey(line)] : []));
  });
};
const revenue = (...names: string[]) =>
  names.map((name): Partial<TableRow> => ({ name, side: 'revenue' }));
const expenditure = (...names: (string | [code: string, name: string])[]) =>
  names.map((each): Partial<TableRow> =>
    typeof each === 'string'
      ? { name: each, side: 'expenditure' }
      : { code: each[0], name: each[1], side: 'expenditure' },
  );
const ALL = ['revenue/undivided/fiscal-appropriation', 'revenue/undivided/other'];

describe('What a row of a printed table stands for', () => {
  it('counts the revenue of the year without what is carried over', () => {
    expect(below(1, revenue('本年收入合计', '上年结转'))).toEqual([
      ALL,
      ['revenue/undivided/carry-over'],
    ]);
    expect(below(1, revenue('当年收入小计', '本 年 收 入 合 计'))).toEqual([ALL, ALL]);
  });

  it('is all of a side where a sum says it again', () => {
    expect(below(1, [...revenue('部门预算'), ...expenditure('部门预算', '本年支出合计')])).toEqual([
      'whole',
      'whole',
      'whole',
    ]);
    expect(below(4, [...revenue('财政拨款'), ...expenditure('财政拨款', '本年支出')])).toEqual([
      'whole',
      'whole',
      'whole',
    ]);
  });

  it('takes the second row of a fund for a part of what is carried over', () => {
    const [, general, , again] = below(
      4,
      revenue('本年收入', '一般公共预算拨款', '上年结转', '一般公共预算拨款'),
    );
    expect(general).toHaveLength(4);
    expect(again).toBe('nothing');
    expect(
      below(4, revenue('( ) 一 一般公共预算资金', '上年结转', '( ) 一 一般公共预算拨款'))[2],
    ).toBe('nothing');
  });

  it('tells functions by their names below the class and group above them', () => {
    expect(
      below(
        1,
        expenditure(
          ['204', '公共安全支出'],
          '司法',
          '行政运行',
          '基层司法业务',
          '强制隔离戒毒',
          '行政运行',
          '监狱',
        ),
      ),
    ).toEqual(['204', '20406', '2040601', '2040604', '20408', '2040801', 'nothing']);
  });

  it('reads a class behind an ordinal whose brackets were set apart, and one without 支出', () => {
    expect(
      below(4, expenditure('( ) 一 一般公共服务支出', '（二）公共安全支出', '一般公共服务')),
    ).toEqual(['201', '204', '201']);
  });

  it('divides a side into basic and project expenditure where its rows do', () => {
    expect(below(1, expenditure('基本支出', '项目支出', '结转下年'))).toEqual([
      [
        'expenditure/general/2010301/basic',
        'expenditure/general/2040601/basic',
        'expenditure/general/2040801/basic',
      ],
      ['expenditure/general/2040604/project'],
      'nothing',
    ]);
  });

  it('is nothing for a body among several, and all for the one that prints the total', () => {
    const isWhole = ({ row }: TableRow) => row === 1;
    expect(below(3, [{ name: '临江市司法局' }, { name: '本级' }], { isWhole })).toEqual([
      'whole',
      'nothing',
    ]);
  });

  it('is nothing for a code that is printed for each class of the government', () => {
    const rows = [{ code: '301' }, { code: '302' }, { code: '301' }];
    expect(below(8, rows, { form: 'country' })).toEqual(['nothing', '302', 'nothing']);
    expect(below(8, rows)).toEqual(['301', '302', '301']);
  });
});
