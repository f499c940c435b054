import { FUNCTIONAL } from '../../domain/classification/functional.js';
import { ECONOMIC } from '../../domain/classification/economic.js';
import { ANSWERED_FORM } from '../../domain/tables/forms.js';
import { englishColumn, englishRow } from './english-names.js';

describe('The English of the statutory tables', () => {
  it('has all 类 of both classifications, under their own names and former ones', () => {
    for (const [code, name] of [...Object.entries(FUNCTIONAL), ...Object.entries(ECONOMIC)])
      if (code.length === 3)
        expect([code, englishRow(code, name)]).toEqual([code, expect.any(String)]);
    expect(englishRow('210', '医疗卫生与计划生育支出')).toBe('Health');
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
    expect(englishColumn('revenue', 'operating')).toBe('Operating income');
    expect(englishColumn('three-public', 'operating')).toBe('Operating costs of the office');
  });
});
