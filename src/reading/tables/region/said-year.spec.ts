import { rowLine, textLine } from '../../document-line.js';
import { saidYear } from './said-year.js';

const lines = (...texts: readonly string[]) =>
  texts.map((text, i) => {
    const place = { line: i + 1, page: null };
    return text.includes('|') ? rowLine(place, text.split('|')) : textLine(place, text);
  });

const HEADINGS = '项目|2030年预算数|2031年预算数';
const SENTENCE = '2031年部门收入预算120.00万元，比2030年预算增加5.00万元。';

describe('The year of a document with none in its titles', () => {
  it.each([
    ['the headings of columns', [HEADINGS], '预算.csv', '2031年预算数'],
    ['a year over a group of headings', ['2030年预算数|2031年', '合计|合计'], '预算.csv', '2031年'],
    ['its sentences', [SENTENCE], '预算.csv', '2031年部门收入预算120.00万元'],
    ['the name of its file', [], '临江市水务中心2031年预算.csv', '临江市水务中心2031年预算.csv'],
  ])('is that of %s', (_, texts, file, text) => {
    expect(saidYear(lines(...texts), file)).toMatchObject({ year: 2031, text });
  });

  it.each([
    ['headings of other years beside 预算数', ['项目|2030年预算数|预算数']],
    ['headings of other years beside 本年', ['项目|2030年预算数|本年合计']],
    ['headings of years that do not follow each other', ['项目|2028年预算数|2031年预算数']],
    ['a final account', ['项目|2031年决算数']],
    ['a year that another is compared with', ['收入120.00万元，比2030年预算增加5.00万元。']],
    ['a year beside one without a name', ['2030年预算为5.00万元，今年预算为6.00万元。']],
    ['next year’s work', ['编制2032年预算，组织审核。']],
    ['a day', ['2031年2月10日公开预算，共120.00万元。']],
  ])('is not told by %s', (_, texts) => {
    expect(saidYear(lines(...texts), '20310210预算.csv')).toBeUndefined();
  });

  it('is unclear where two of them differ', () => {
    for (const texts of [[HEADINGS.replaceAll('203', '202'), SENTENCE], [SENTENCE]])
      expect(() => saidYear(lines(...texts), '2030年预算.csv')).toThrow(
        /has no title with a year, and .* is of 20\d1 but .* of 20\d\d: write the year/,
      );
  });
});
