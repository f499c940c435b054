import { linesOf } from '../../readers/text-lines.js';
import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import { twoSidedRows } from './two-sided-rows.js';

const rowsOf = (line: string): readonly string[] => {
  const content = twoSidedRows(linesOf(line, 'a document')[0]!, SHANGHAI, undefined, []);
  return content.kind === 'rows'
    ? content.rows.map(({ side, name, parts }) =>
        [side?.[0], name, ...parts.map(({ text }) => text)].join(' '),
      )
    : [];
};

describe('A line of a table with two sides', () => {
  it.each`
    printed                                              | read
    ${'一、财政拨款收入 8.00 一、一般公共服务支出 2.00'} | ${['r 财政拨款收入 8.00', 'e 一般公共服务支出 2.00']}
    ${'一、财政拨款收入 8.00 一、一般公共服务支出'}      | ${['r 财政拨款收入 8.00', 'e 一般公共服务支出']}
    ${'1. 一般公共预算资金 二、国防支出 5.00 3.00'}      | ${['r 一般公共预算资金', 'e 国防支出 5.00 3.00']}
    ${'二、事业收入 十一、农林水支出'}                   | ${['r 事业收入', 'e 农林水支出']}
    ${'国有资本经营结余结转 十、城乡社区支出 7.00'}      | ${['r 国有资本经营结余结转', 'e 城乡社区支出 7.00']}
    ${'十九、其他支出'}                                  | ${['e 其他支出']}
    ${'四、其他收入'}                                    | ${['r 其他收入']}
    ${'十九、国有资本经营预算支出 0'}                    | ${['e 国有资本经营预算支出 0']}
    ${'3.国有资本经营预算 0'}                            | ${['r 国有资本经营预算 0']}
    ${'收入总计 8.00 支出总计 8.00 5.00'}                | ${['r 收入总计 8.00', 'e 支出总计 8.00 5.00']}
    ${'收入总计 支出总计'}                               | ${['r 收入总计', 'e 支出总计']}
    ${'\t\t八、卫生健康支出\t4.00'}                      | ${['e 卫生健康支出 4.00']}
    ${'| 二、其他收入 | | 三、教育支出 | - |'}           | ${['r 其他收入', 'e 教育支出 -']}
    ${'\t\t年终结转结余\t4.00'}                          | ${['e 年终结转结余 4.00']}
  `('"$printed" has $read', ({ printed, read }) => {
    expect(rowsOf(printed as string)).toEqual(read);
  });

  it.each([
    '一、关于机关运行经费预算情况说明',
    '本年收入 本年支出',
    '8.00',
    '说明：收入 5.00 元。',
    '',
  ])('is none when it is "%s"', (printed) => {
    expect(rowsOf(printed)).toEqual([]);
  });
});
