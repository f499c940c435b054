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
