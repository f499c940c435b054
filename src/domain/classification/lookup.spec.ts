import { beginsClassName, classNamed, economic, functional, nameSince } from './lookup.js';
import { nameKey } from '../../text/fold.js';

describe('The classification', () => {
  it.each`
    name                        | code
    ${'社会保障和就业支出'}     | ${'208'}
    ${'资源勘探信息等支出'}     | ${'215'}
    ${'资源勘探工业信息等支出'} | ${'215'}
    ${'医疗卫生与计划生育支出'} | ${'210'}
    ${'其它支出'}               | ${'229'}
    ${'国有资本经营预算支出'}   | ${'223'}
    ${'国有资本经营预算'}       | ${undefined}
    ${'外星事务支出'}           | ${undefined}
  `('has class $code for $name', ({ name, code }) => {
    expect(classNamed(name as string)).toBe(code);
  });

  it.each`
    name                            | prefix   | codes
    ${'维修(护)费'}                 | ${''}    | ${['30213']}
    ${'维修（护）费'}               | ${'302'} | ${['30213']}
    ${'津补贴'}                     | ${''}    | ${['30102']}
    ${'津贴 补贴'}                  | ${''}    | ${['30102']}
    ${'其他对个人和家庭的补助支出'} | ${''}    | ${['30399']}
    ${'城镇职工基本医疗保险缴费'}   | ${'301'} | ${['30110']}
    ${'办公设备购置'}               | ${''}    | ${['30902', '31002']}
    ${'办公设备购置'}               | ${'310'} | ${['31002']}
    ${'邮电费'}                     | ${'303'} | ${[]}
  `('has $codes for "$name" under "$prefix"', ({ name, prefix, codes }) => {
    expect(economic.codesNamed(name as string, prefix as string)).toEqual(codes);
  });

  it.each`
    name                                      | prefix     | codes
    ${'公务员医疗补助'}                       | ${''}      | ${['2101103']}
    ${'水利'}                                 | ${''}      | ${['21303']}
    ${'水利行业业务管理'}                     | ${''}      | ${['2130304']}
    ${'行政运行'}                             | ${'21303'} | ${['2130301']}
    ${'国有土地使用权出让收入安排的支出'}     | ${'212'}   | ${['21208']}
    ${'其他国有土地使用权出让收入安排的支出'} | ${'212'}   | ${['2120899']}
  `('has $codes for the function "$name" under "$prefix"', ({ name, prefix, codes }) => {
    expect(functional.codesNamed(name as string, prefix as string)).toEqual(codes);
  });

  it('has another name for a class since the year in which it was renamed', () => {
    expect(nameSince('医疗卫生与计划生育支出', 2018)).toBeUndefined();
    expect(nameSince('医疗卫生与计划生育支出', 2019)).toBe('卫生健康支出');
    expect(nameSince('卫生健康支出', 2019)).toBeUndefined();
  });

  it('knows a name again without its trailing 支出', () => {
    expect(functional.isNamed('2080505', '机关事业单位基本养老保险缴费')).toBe(true);
    expect(functional.isNamed('2080506', '机关事业单位基本养老保险缴费')).toBe(false);
  });

  it('compares names without brackets, quotes, spaces and width', () => {
    expect(nameKey('“三公”经费（Ａ）')).toBe(nameKey('三公 经费(A)'));
  });

  it('knows the first part of a broken name', () => {
    expect(beginsClassName('资源勘探工业')).toBe(true);
    expect(beginsClassName('工业')).toBe(false);
  });
});
