import { CATEGORIES, COSTS, EXPENDITURES, FUNDS, SOURCES } from '../../domain/values/line.js';
import { sayIn } from './language.js';
import { subjectName } from './part-names.js';

const [zh, en] = [sayIn('zh'), sayIn('en')];

describe('What a finding is about, in words', () => {
  it.each([
    ['expenditure', '支出', 'expenditure'],
    ['expenditure/fiscal-appropriation', '财政拨款支出', 'expenditure of the fiscal appropriation'],
    ['revenue/fiscal-appropriation', '收入 · 财政拨款收入', 'revenue · fiscal appropriation'],
    ['expenditure/general', '支出 · 一般公共预算', 'expenditure · general public budget'],
    ['revenue/general', '收入 · 一般公共预算', 'revenue · general public budget'],
    ['three-public', '“三公”经费', 'three public expenses'],
    ['three-public/abroad', '因公出国（境）费', 'travel abroad'],
    ['reception', '公务接待费', 'official receptions'],
    ['procurement/goods', '政府采购货物', 'procurement of goods'],
    ['personnel', '人员经费', 'personnel costs'],
    ['undivided', '未分列', 'undivided'],
  ])('is for %s: %s, %s', (subject, chinese, english) => {
    expect([subjectName(subject, zh), subjectName(subject, en)]).toEqual([chinese, english]);
  });

  it.each(['2120199', '收入/支出总计', '公用经费', 'constructor', '信息化 (IT) 项目'])(
    'is a code, and what is printed, itself: %s',
    (subject) => {
      expect([subjectName(subject, zh), subjectName(subject, en)]).toEqual([subject, subject]);
    },
  );

  it('shows the part of a key that has no words', () => {
    expect(subjectName('expenditure/constructor', zh)).toBe('支出 · constructor');
    expect(subjectName('three-public/其他', en)).toBe('three public expenses · 其他');
  });

  it('leaves no key of a line as it is', () => {
    const keys = [
      ...[...FUNDS, ...SOURCES].map((part) => `revenue/${part}`),
      ...FUNDS.map((fund) => `expenditure/${fund}`),
      ...[...CATEGORIES, 'vehicles'].map((category) => `three-public/${category}`),
      ...EXPENDITURES,
      ...COSTS,
    ];
    for (const key of keys) {
      expect(subjectName(key, zh)).not.toMatch(/[a-z]/);
      expect(subjectName(key, en)).not.toMatch(/\/|(?:^| )[a-z]+-[a-z-]+$|\p{Script=Han}/u);
    }
  });
});
