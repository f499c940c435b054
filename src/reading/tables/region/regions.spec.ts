import { readText, render, SAMPLE } from '../budget.fixture.js';

const TEXT = render(SAMPLE, 'tabs');
const rowsOf = (text: string) =>
  readText(text).tables.map(({ rows }) => rows.map(({ name }) => name));

describe('A table ends', () => {
  it.each(['表14-1\n专项业务经费绩效目标表', '项目绩效目标申报表'])(
    'before a form with targets, whose rows are of no table: %j',
    (title) => {
      const next = TEXT.indexOf('2024年部门一般公共预算支出功能分类预算表');
      const form = `${title}\n项目名称\t档案整理\t保障时限\t1.00\n主管部门\t某区行政服务中心\t合格率\t100.00\n\n`;
      expect(rowsOf(TEXT.slice(0, next) + form + TEXT.slice(next))).toEqual(rowsOf(TEXT));
    },
  );
});

describe('A table whose form does not divide basic expenditure', () => {
  const divided = TEXT.replace(
    '功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出',
    '功能分类科目编码\t\t\t功能分类科目名称\t合计\t人员支出\t公用支出',
  );

  it('is not read under headings that divide it, and one error says so', () => {
    const { tables, findings } = readText(divided.replaceAll('\t', '   '));
    expect(divided).not.toBe(TEXT);
    expect(tables[2]).toMatchObject({ table: 3, state: 'missing', rows: [] });
    expect(findings.filter(({ table }) => table === 3)).toMatchObject([
      { rule: 'LAYOUT', severity: 'error' },
    ]);
  });
});
