import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import { linesOf } from '../../readers/text-lines.js';
import { findTitles } from './titles.js';

const titles = (...texts: string[]) =>
  findTitles(linesOf(texts.join('\n'), 'a document'), SHANGHAI);

describe('The title of a table', () => {
  it.each`
    printed                                                   | table | year
    ${'1、2023 年部门财务收支预算总表'}                       | ${1}  | ${2023}
    ${'2023年预算单位收入预算总表'}                           | ${2}  | ${2023}
    ${'## 3、2022 年单位支出预算总表'}                        | ${3}  | ${2022}
    ${'**2024年部门财政拨款收支预算总表**'}                   | ${4}  | ${2024}
    ${'2024年部门一般公共预算支出功能分类预算表（续）'}       | ${5}  | ${2024}
    ${'\t\t2024年部门政府性基金预算支出功能分类预算表\t\t'}   | ${6}  | ${2024}
    ${'| 2024年部门国有资本经营预算支出功能分类预算表 | | |'} | ${7}  | ${2024}
    ${'8、2022 年单位一般公共预算基本支出经济分类预算表'}     | ${8}  | ${2022}
    ${'单位“三公”经费和机关运行经费预算表'}                   | ${9}  | ${null}
    ${'2024年收支总体情况表'}                                 | ${1}  | ${2024}
    ${'一般公共预算支出情况表'}                               | ${5}  | ${null}
    ${'一般公共预算“三公”经费支出情况表'}                     | ${9}  | ${null}
  `('"$printed" is that of table $table', ({ printed, table, year }) => {
    expect(titles(printed as string)).toMatchObject([
      { table, year, misspelt: null, paged: false },
    ]);
  });

  it('may be broken over lines', () => {
    expect(titles('2023年单位一般公共预算基本支出部门预算经济', '', '分类预算表')).toMatchObject([
      { table: 8, first: 0, last: 2, text: '2023年单位一般公共预算基本支出部门预算经济分类预算表' },
    ]);
  });

  it('may have one misprinted character', () => {
    expect(titles('2023年单位支岀预算总表')).toMatchObject([
      { table: 3, misspelt: '支出预算总表' },
    ]);
    expect(titles('2023年单位支岀予算总表')).toEqual([]);
  });

  it('is an entry of a contents list when a page number follows it', () => {
    expect(titles('2. 2024年部门收入预算总表 ……………… 7')).toMatchObject([{ table: 2, paged: true }]);
  });

  it('has a year that cannot be read', () => {
    expect(titles('2O23年单位收入预算总表')).toMatchObject([{ year: null, yearUnreadable: true }]);
  });

  it.each([
    '详见2023年单位收入预算总表，不再赘述。',
    '2023年度单位收入决算总表',
    '2023年财政拨款支出预算总表',
    '2023年项目支出绩效目标表',
    '项目\t2023年单位收入预算总表\t1',
  ])('is not "%s"', (printed) => {
    expect(titles(printed)).toEqual([]);
  });
});
