import { asJson, holdsSentences, translate } from './translate.js';

describe('A sentence of the product in Chinese', () => {
  it.each([
    [
      'Table 3 prints 1130000.00 元 for 21201 城乡社区管理事务, 合计, but its 项 add up to 1200000.00 元.',
      '表3的21201 城乡社区管理事务, 合计为 1130000.00元，而其项级科目合计为 1200000.00 元。',
    ],
    [
      'Table 2 prints 300000.00 元 for 合计, but table 3 has 299999.00 元: the whole table seems to be in another unit.',
      '表2的合计为 300000.00元，而表3为 299999.00 元：整张表的金额单位似有误。',
    ],
    [
      'Table 5 prints 1.00 元 for 合计, but 基本支出 of table 3 is 2.00 元.',
      '表5的合计为 1.00元，而表3的基本支出为 2.00 元。',
    ],
    [
      'The header of table 5 lacks "项目支出" and prints "项目", which its form does not.',
      '表5的表头缺少 "项目支出"，多出 "项目"。',
    ],
    ['amount is 5: it must be a text.', 'amount 为 5：应为文本。'],
    ['limit is 0: it must be at least 1.', 'limit 为 0：应至少为 1。'],
    [
      'body.csv, line 3: "12O" is not an amount: write digits with at most two decimals, like 1060056.00.',
      'body.csv 第 3 行：“12O”不是金额：请用数字填写，小数最多两位，如 1060056.00。',
    ],
    [
      'budgets list has no flag --yaer (did you mean --year?): see budget-ledger budgets list --help.',
      'budgets list 没有选项 --yaer（是否为 --year？）：见 budget-ledger budgets list --help。',
    ],
  ])('%s', (english, chinese) => expect(translate(english, 'zh')).toBe(chinese));

  it('is as it is in English', () =>
    expect(translate('There is no agency a.', 'en')).toBe('There is no agency a.'));
});

describe('An answer in Chinese', () => {
  const answer = {
    code: 'not-found',
    reason: 'There is no agency a.',
    items: [{ message: 'There is no agency a.', problems: ['There is no agency b.'] }],
  };

  it('has its sentences in Chinese, and the words of people as they are', () =>
    expect(JSON.parse(asJson(answer, 'zh'))).toEqual({
      code: 'not-found',
      reason: 'There is no agency a.',
      items: [{ message: '没有单位 a。', problems: ['没有单位 b。'] }],
    }));

  it('holds sentences only where it has such a member', () => {
    expect(holdsSentences(asJson(answer, 'en'))).toBe(true);
    expect(holdsSentences(asJson({ reason: '"message":' }, 'en'))).toBe(false);
  });
});
