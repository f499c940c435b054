import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import { linesOf } from '../../readers/text-lines.js';
import { readHeader } from './header.js';

const FORM = SHANGHAI.requireKind('revenue-expenditure');
const header = (...lines: string[]) => readHeader(linesOf(lines.join('\n'), 'a document'), FORM);

describe('The header of T1', () => {
  it('is no unit’s for a column of project expenditure alone', () => {
    expect(
      header(
        '| 项目 | 预算数 | 项目 | 合计 | 基本支出 | 项目支出 |',
        '| --- | --- | --- | --- | --- | --- |',
      ),
    ).toMatchObject({ columns: ['total', 'basic', 'project'], missing: [] });
    expect(header('项目 预算数 项目 合计 基本支出 项目支出')).toMatchObject({
      columns: ['total'],
      missing: [],
    });
  });

  it('is a unit’s where it has 人员经费 or 公用经费', () => {
    expect(header('项目 预算数 项目 合计 人员经费 项目支出')).toMatchObject({
      columns: ['total', 'personnel', 'project'],
      missing: ['public'],
    });
  });
});

describe('The header of T9', () => {
  const readOf = (last: string) =>
    readHeader(
      linesOf(
        `| 合计 | 因公出国（境）费 | 公务接待费 | 小计 | 购置费 | 运行费 | ${last} |`,
        'a document',
      ),
      SHANGHAI.requireKind('three-public'),
    );

  it('has the column whose heading is cut off at the border of its cell, and says what is printed', () => {
    expect(readOf('机关运行经')).toMatchObject({ missing: [], strange: ['机关运行经'] });
    expect(readOf('公务用车')).toMatchObject({ missing: ['operating'] });
  });
});
