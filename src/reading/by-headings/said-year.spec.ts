import { rowLine, textLine } from '../document-line.js';
import { saidYear } from './said-year.js';
import { sectionsOf } from './sections.js';

const linesOf = (texts: readonly string[]) =>
  texts.map((text, i) => {
    const place = { line: i + 1, page: null };
    return text.includes('|') ? rowLine(place, text.split('|')) : textLine(place, text);
  });

/** What the headings of tables and the sentences after them say; each table is given by the rows of its header. */
const said = (
  tables: readonly (readonly string[])[],
  sentences: readonly string[] = [],
  file = '预算.csv',
) => {
  const lines = linesOf([
    ...tables.flatMap((header, i) => [
      ['一般公共预算支出表', '支出总表'][i]!,
      '单位：万元',
      ...header,
      header[0]!.replaceAll(/[^|]+/g, '1.00'),
    ]),
    ...sentences,
  ]);
  return saidYear(sectionsOf(lines), lines, file);
};

const PAIR = ['科目编码|科目名称|2030年预算数|2031年预算数|增减额'];
const UNNAMED = ['科目编码|科目名称|预算数'];

describe('The year of a document with none in its titles', () => {
  it.each([
    ['预算数 of both', PAIR],
    [
      '预算数 of both, on the two sides',
      ['项目|2030年预算数|2031年预算数|项目|2030年预算数|2031年预算数'],
    ],
    [
      'headings below them',
      [
        '科目编码|科目名称|2030年执行数|2031年预算数|||2031年预算数比2030年执行数|',
        '||小计|小计|基本支出|项目支出|增减额|增减%',
      ],
    ],
    ['the words 预算数 and 执行数 below them', ['项目|2030年|2031年', '|执行数|预算数']],
    [
      'a group above them',
      ['科目名称|支出||比上年增减', '|2030年预算数（万元）|2031年预算数（万元）|'],
    ],
  ])('is the later of two that stand side by side: %s', (_, header) => {
    expect(said([header])).toMatchObject({
      year: 2031,
      text: expect.stringMatching(/^2031年/) as unknown,
    });
    expect(said([UNNAMED, header])).toMatchObject({ year: 2031 });
  });

  it.each([
    ['one year beside 合计', [['科目编码|科目名称|2030年预算数|合计|基本支出|项目支出']]],
    ['one year beside 预算安排', [['项目|2030年预算数|预算安排|增减']]],
    ['budget and execution of one year', [['项目|2030年预算数|2030年执行数|金额']]],
    ['one year over 预算数', [['项目|2030年预算数|一般公共预算', '||预算数']]],
    ['one year in one table', [UNNAMED, ['项目|2030年预算数|增减']]],
    ['one year alone', [['项目|2031年预算数']]],
    ['one year on both sides', [['项目|2031年预算数|项目|2031年预算数']]],
    ['two years beside 合计', [['项目|2029年决算数|2030年预算数|合计|基本支出|项目支出']]],
    ['two years beside 本年', [['项目|2029年预算数|2030年预算数|本年预算']]],
    ['two years beside 预算数', [['项目|2029年预算数|2030年预算数|预算数']]],
    ['two years beside a group', [['项目|以前年度||预算数', '|2029年预算数|2030年预算数|']]],
    [
      'two years beside 预算数 on the line below',
      [['项目|2029年执行数|2030年预算数|', '|||预算数']],
    ],
    ['two years beside 本年 on the line below', [['项目|2029年|2030年|', '|||本年']]],
    ['two years that do not follow each other', [['项目|2028年预算数|2031年预算数']]],
    ['three years', [['项目|2029年预算数|2030年预算数|2031年预算数']]],
    ['two tables of other years', [PAIR, ['项目|2029年预算数|2030年预算数']]],
    ['years that only a comparison names', [['项目|2031年预算数比2030年增减']]],
    ['two years that are over', [['项目|2029年预算数|2030年执行数']]],
    ['two final accounts', [['项目|2029年决算数|2030年决算数']]],
    ['a year with its plan for the next', [['项目|2031年预算数|2032年计划数']]],
  ])('is not told by %s', (_, tables) => {
    expect(said(tables)).toBeUndefined();
  });

  it.each([
    '收入预算120.00万元，高于2030年预算5.00万元。',
    '收入预算120.00万元，相较于2030年预算增加5.00万元。',
    '收入预算120.00万元，在2030年预算基础上增加5.00万元。',
    '收入预算120.00万元，较上年（2030年）预算增加5.00万元。',
    '收入预算120.00万元，比\n2030年预算增加5.00万元。',
    '本年收入预算120.00万元，比\n2030年预算增加5.00万元。',
    '2030年收入预算115.00万元，全部执行。\n本年收入预算120.00万元。',
    '2032年预算拟安排130.00万元。',
    '该项目2028年批复总预算500.00万元。',
    '2031年收入预算120.00万元，比2030年预算增加5.00万元。',
  ])('is not told by a sentence: %j', (text) => {
    expect(said([UNNAMED], text.split('\n'))).toBeUndefined();
    expect(said([['项目|2030年预算数|增减']], text.split('\n'))).toBeUndefined();
  });

  it.each([
    '2030年12月28日公开部门预算.csv',
    '预算（2030年12月）.xlsx',
    '临江市水务中心2031年预算.csv',
  ])('is not told by the name of a file: %s', (file) => {
    expect(said([UNNAMED], [], file)).toBeUndefined();
    expect(said([['项目|2030年预算数|增减']], [], file)).toBeUndefined();
  });

  it('is not certain where the document or its name has a later one', () => {
    expect(said([PAIR], ['比2030年预算增加5.00万元。'], '2031年预算.csv')).toBeDefined();
    expect(said([PAIR], ['2032年收入预算120.00万元。'])).toBeUndefined();
    expect(said([PAIR], [], '2032年预算.csv')).toBeUndefined();
  });

  it('is not told by a table that is not of the budget', () => {
    const lines = linesOf(['项目历年安排表', '项目|2030年预算数|2031年预算数', '甲|1.00|2.00']);
    expect(sectionsOf(lines)).toHaveLength(1);
    expect(saidYear(sectionsOf(lines), lines, '预算.csv')).toBeUndefined();
  });
});
