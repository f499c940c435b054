import { brief, documentOf, tablesOf } from '../rules.fixture.js';
import { checkDocument } from '../check.js';
import { readNarrative } from '../../narrative/read-narrative.js';

const WHY = '主要原因是新开放了两处窗口';
const findings = (lines: readonly string[], tables = tablesOf()) => {
  const document = documentOf(tables, ['2024年单位预算编制说明', ...lines]);
  return checkDocument(document, readNarrative(document)).filter(({ rule }) =>
    ['TEMPLATE', 'REPEATED', 'TABLE-EMPTY-NOTE'].includes(rule),
  );
};

describe('The words of a document', () => {
  it.each([
    ['增加（减少）', `支出预算8267287.93元，比上年预算增加（减少）5元，${WHY}。`],
    ['XX万元', `支出预算8267287.93元，比上年预算增加XX万元，${WHY}。`],
  ])('that are left over from the template (%s) are a warning', (_words, sentence) => {
    expect(
      findings([sentence])
        .map(brief)
        .map(([rule, severity]) => [rule, severity]),
    ).toEqual([['TEMPLATE', 'warning']]);
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
});
