import { FUNCTIONAL } from '../../domain/classification/functional.js';
import { ECONOMIC } from '../../domain/classification/economic.js';
import { ANSWERED_FORM } from '../../domain/tables/forms.js';
import { UNITS } from '../../domain/values/money.js';
import { englishColumn, englishRow, englishRows, englishUnit } from './english-names.js';

describe('The English of the statutory tables', () => {
  it('has all 类 and 款 of both classifications', () => {
    for (const [code, name] of [...Object.entries(FUNCTIONAL), ...Object.entries(ECONOMIC)])
      if (code.length <= 5)
        expect([code, englishRow(code, name)]).toEqual([code, expect.any(String)]);
  });

  it.each([
    ['207', '文化旅游体育与传媒支出', 'Culture, tourism, sports and media'],
    ['207', '文化体育与传媒支出', 'Culture, sports and media'],
    ['207', '文化体育与传媒', 'Culture, sports and media'],
    [null, '文化体育与传媒支出', 'Culture, sports and media'],
    ['210', '医疗卫生与计划生育支出', 'Health and family planning'],
    ['215', '资源勘探电力信息等支出', 'Resource exploration, electricity and information'],
    ['220', '国土资源气象等事务', 'Land, resources and meteorology'],
    ['310', '其他资本性支出', 'Other capital expenditure'],
    [
      '20805',
      '行政事业单位养老支出',
      'Old-age provision for staff of agencies and public institutions',
    ],
    ['20805', '行政事业单位离退休', 'Retirement of staff of agencies and public institutions'],
    ['30213', '维修（护）', 'Maintenance and repair'],
    ['2010301', '行政运行', 'Administrative operation'],
  ])('says of the code %s under the name %s what this name says', (code, name, english) => {
    expect(englishRow(code, name)).toBe(english);
  });

  it('has no names of objects in its lists', () => {
    for (const name of ['constructor', 'toString', '__proto__'])
      for (const code of [null, name]) expect(englishRow(code, name)).toBeUndefined();
    expect(englishColumn('revenue', 'constructor')).toBeUndefined();
  });

  it('has units in words, which can stand behind a figure', () => {
    for (const unit of UNITS) expect(englishUnit(unit)).toMatch(/^[a-z]+( [a-z]+)*$/);
  });

  it('has rows by what they print, under former names and other labels too', () => {
    expect(
      englishRows([
        { code: '210', name: '医疗卫生支出' },
        { code: null, name: '财政拨款' },
        { code: '2080505', name: '机关事业单位基本养老保险缴费支出' },
      ]),
    ).toMatchObject({
      '210 卫生健康支出': '210 Health',
      '210 医疗卫生支出': '210 Health',
      财政拨款: 'Fiscal appropriation',
      事业收入: 'Income from institutional operations',
    });
  });

  it('is not given to a name that is not the one of its code', () => {
    expect(englishRow('208', '卫生健康支出')).toBeUndefined();
    expect(englishRow('2080505', '机关事业单位基本养老保险缴费支出')).toBeUndefined();
  });

  it('has every column that the form prescribes, and every row of the revenue side', () => {
    for (const {
      kind,
      columns,
      unitColumns = [],
      headings,
      revenueRows = [],
    } of ANSWERED_FORM.tables) {
      for (const column of [...columns, ...unitColumns, ...Object.keys(headings)])
        expect([kind, column, englishColumn(kind, column)]).toEqual([
          kind,
          column,
          expect.any(String),
        ]);
      for (const name of revenueRows)
        expect([name, englishRow(null, name)]).toEqual([name, expect.any(String)]);
    }
  });

  it('tells a column of the three-public expenses from a source of revenue of the same key', () => {
    expect(englishColumn('revenue', 'operating')).toBe('Income from institutional operations');
    expect(englishColumn('three-public', 'operating')).toBe('Operating costs of the office');
  });
});
