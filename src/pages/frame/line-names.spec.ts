import { sayIn } from './language.js';
import { lineNameOfKey } from './line-names.js';

const en = sayIn('en');

describe('The name of a line on an English page', () => {
  it.each([
    ['revenue/2080505/operating', '缴费', '缴费 · income from institutional operations · 2080505'],
    ['economic/301/personnel', '工资福利支出', 'Wages and benefits · personnel costs · 301'],
    ['three-public/abroad', '因公出国（境）费', 'Travel abroad'],
    ['revenue/undivided/other', '收入', '收入 · other income'],
  ])('is for %s, printed as %j, %s', (key, name, shown) => {
    expect(lineNameOfKey(key, name, en)).toBe(shown);
  });

  it.each(['其他支出', '预备费', '自筹资金', '合计', 'constructor'])(
    'is for the project %s as its document has it',
    (project) => {
      const key = `project/${project}/fiscal-appropriation`;
      expect(lineNameOfKey(key, project, en)).toBe(`${project} · fiscal appropriation`);
    },
  );
});
