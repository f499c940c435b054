import { brief, documentOf, tablesOf } from '../rules.fixture.js';
import { checkDocument } from '../check.js';
import { readNarrative } from '../../narrative/read-narrative.js';

const WHY = '主要原因是新开放了两处窗口';
const findings = (lines: readonly string[], tables = tablesOf()) => {
  const document = documentOf(tables, ['2024年单位预算编制说明', ...lines]);
  return checkDocument(document, readNarrative(document)).filter(({ rule }) =>
    ['TEMPLATE', 'REPEATED', 'TABLE-EMPTY-NOTE', 'PERIOD', 'LABEL'].includes(rule),
  );
};

describe('The words of a document', () => {
  it.each([
    ['增加（减少）', `支出预算8267287.93元，比上年预算增加（减少）5元，${WHY}。`],
    ['XX万元', `支出预算8267287.93元，比上年预算增加XX万元，${WHY}。`],
    ['减（增）', `支出预算8267287.93元，比上年预算减（增）5元，${WHY}。`],
    ['×××', '支出预算8267287.93元，主要用于×××项目。'],
    ['XX项目', '支出预算8267287.93元，主要用于XX项目。'],
    ['***', '支出预算8267287.93元，主要用于***的缴纳。'],
    ['202X年', `支出预算8267287.93元，与202X年预算持平，${WHY}。`],
    ['___', '支出预算8267287.93元，主要用于______。'],
    ['（请说明原因）', '支出预算8267287.93元，与上年持平（请说明原因）。'],
  ])('that are left over from the template (%s) are a warning', (_words, sentence) => {
    expect(
      findings([sentence])
        .map(brief)
        .map(([rule, severity]) => [rule, severity]),
    ).toEqual([['TEMPLATE', 'warning']]);
  });

  it('may be emphasised', () => {
    expect(findings(['***重点***：支出预算8267287.93元，用于公共服务。'])).toEqual([]);
  });

  it.each(['（请见表9）', '（请示另报）', '（请假）'])('may be %s', (words) => {
    expect(findings([`支出预算8267287.93元，与上年持平${words}。`])).toEqual([]);
  });

  it('that stand twice under one heading are a warning, and under two headings none', () => {
    const item = `1. 卫生健康支出463776.00元，比上年预算增加5.00元，${WHY}。`;
    expect(findings([item, item.replace('1.', '2.')])).toMatchObject([
      { rule: 'REPEATED', severity: 'warning' },
    ]);
    expect(findings([item, '三、一般公共预算支出情况', item])).toEqual([]);
  });

  it.each([
    ['本单位没有国有资本经营预算支出，故本表无数据。', 1],
    ['本单位没有政府性基金预算支出，故本表无数据。', 0],
    ['本表无数据。', 0],
  ])('below the table of the government fund are about it: %s', (note, count) => {
    const tables = tablesOf().map((table) => (table.table === 6 ? { ...table, note } : table));
    expect(findings([], tables)).toHaveLength(count);
  });

  it('are those of a unit in the budget of a unit', () => {
    expect(findings(['本部门无政府性基金预算支出。']).map((one) => brief(one).slice(0, 5))).toEqual(
      [['TEMPLATE', 'warning', null, '本部门', '本单位']],
    );
    expect(findings(['本单位无政府性基金预算支出，预算由主管部门批复。'])).toEqual([]);
  });

  it('that are a sentence of a paragraph, a short item or a duty may stand there twice, too', () => {
    const sentence = '支出预算8267287.93元，与上年预算持平，收支平衡。';
    expect(findings([sentence, '', sentence])).toMatchObject([{ rule: 'REPEATED' }]);
    expect(findings(['（一）公务接待费0.50万元。', '（二）公务接待费0.50万元。'])).toHaveLength(1);
    const duties = ['单位主要职能', '（1）承办区政府交办的其他事项。'];
    expect(findings([...duties, '（2）承办区政府交办的其他事项。'])).toHaveLength(1);
    expect(findings([...duties, '（2）承办市政府交办的其他事项。'])).toEqual([]);
  });

  it.each([
    ['一、关于2022年单位收入预算情况说明', '本单位收入预算8267287.93元。'],
    ['一、收入预算情况说明', '2022年，本单位收入预算8267287.93元。'],
    ['一、政府性基金情况说明', '本单位2022年无政府性基金预算支出。'],
  ])('are of the year of the budget: %s %s', (heading, sentence) => {
    expect(findings([heading, sentence]).map((one) => brief(one).slice(0, 5))).toEqual([
      ['PERIOD', 'error', null, '2022', '2024'],
    ]);
    const right = [heading, sentence].map((text) => text.replace('2022', '2024'));
    expect(findings(right)).toEqual([]);
  });

  it('that say of which year a base or a count is are no other year', () => {
    expect(
      findings([
        '2023年当年预算执行数为5.00万元，2024年预算安排5.00万元。',
        '2023年，本单位预算执行数为5.00万元。截至2022年12月31日，本单位有车辆1辆。',
      ]),
    ).toEqual([]);
  });

  it('that name a class as it was called before 2019 are a warning, once for all tables', () => {
    const tables = tablesOf().map((table) => ({
      ...table,
      rows: table.rows.map((row) =>
        row.code === '210' ? { ...row, name: '医疗卫生与计划生育支出' } : row,
      ),
    }));
    expect(findings([], tables).map((one) => brief(one).slice(0, 5))).toEqual([
      ['LABEL', 'warning', '医疗卫生与计划生育支出', '医疗卫生与计划生育支出', '卫生健康支出'],
    ]);
  });
});
