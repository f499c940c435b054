import { Catalogue } from './messages.js';

const catalogue = new Catalogue({
  'Nothing was recorded.': '未作记录。',
  'The line {line} of {budget} is closed.': '{budget} 的预算行 {line} 已关账。',
  'The line {line} is closed.': '预算行 {line} 已关账。',
  '{file}: {problem*}': '文件 {file}：{problem}',
  'There is no flag {flag}{hint*}.': '没有选项 {flag}{hint}。',
  ' (did you mean {close}?)': '（是否为 {close}？）',
  'A {kind*} goes to "to".': '{kind}须有“to”。',
  'carry-forward': '结转',
  '{budget} is at {version}.': '{budget} 的版本为 {version}。',
  '{budget} is at {version*}, not at {other}.': '{budget} 的版本为 {version}，不是 {other}。',
  none: '无',
});

describe('A sentence in Chinese', () => {
  it.each([
    ['Nothing was recorded.', '未作记录。'],
    ['The line 2080505 is closed.', '预算行 2080505 已关账。'],
    // The order of the values may differ.
    ['The line 2080505 of a-2023-unit is closed.', 'a-2023-unit 的预算行 2080505 已关账。'],
    ['There is no flag --yaer (did you mean --year?).', '没有选项 --yaer（是否为 --year？）。'],
    ['There is no flag --yaer.', '没有选项 --yaer。'],
    ['A carry-forward goes to "to".', '结转须有“to”。'],
    // A figure needs no Chinese to be known.
    ['a-2023-unit is at 262, not at 3.', 'a-2023-unit 的版本为 262，不是 3。'],
    ['a-2023-unit is at none, not at 3.', 'a-2023-unit 的版本为 无，不是 3。'],
  ])('is %s', (english, chinese) => expect(catalogue.translate(english)).toBe(chinese));

  it('has values in Chinese only where they are texts of the catalogue', () => {
    expect(catalogue.translate('a.csv: The line carry-forward is closed.')).toBe(
      '文件 a.csv：预算行 carry-forward 已关账。',
    );
  });

  it('stays as it is where the catalogue does not have it', () =>
    expect(catalogue.translate('The unit is not known.')).toBe('The unit is not known.'));

  it('is found for a sentence of any length', () => {
    const long = '预算'.repeat(100_000);
    expect(catalogue.translate(`The line ${long} of a-2023-unit is closed.`)).toBe(
      `a-2023-unit 的预算行 ${long} 已关账。`,
    );
    expect(catalogue.translate(`${long}: The line 2080505 is closed.`)).toBe(
      `文件 ${long}：预算行 2080505 已关账。`,
    );
    expect(catalogue.translate(long)).toBe(long);
  });

  it('keeps values as they are, whatever signs they hold', () => {
    for (const value of ['$&', '{budget}', 'a\nb', '(.*)', '\\'])
      expect(catalogue.translate(`The line ${value} is closed.`)).toBe(`预算行 ${value} 已关账。`);
  });
});
