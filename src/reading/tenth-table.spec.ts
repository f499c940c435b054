import { examine } from './examine.js';
import { render, SAMPLE } from './tables/budget.fixture.js';

/** A document in Shanghai's form, with a table after its nine. */
const read = (rows: readonly (readonly string[])[]) => {
  const nine = render(SAMPLE, 'tabs');
  const table = rows.map((cells) => cells.join('\t')).join('\n');
  const text = nine.replace('\n其他相关情况说明', `\n${table}\n\n其他相关情况说明`);
  return examine(new TextEncoder().encode(text), 'budget.txt', null);
};

const PROJECTS = [
  [`${SAMPLE.year}年部门项目支出预算表`],
  ['单位：元'],
  ['项目名称', '项目单位', '合计', '一般公共预算'],
  ['合计', '', '40,000.00', '40,000.00'],
  ['河道清淤', '甲所', '25,000.00', '25,000.00'],
  ['水质监测', '乙所', '15,000.00', '15,000.00'],
];

describe('A table that Shanghai’s form has not', () => {
  it('is read row by row beside the nine, and changes nothing of them', async () => {
    const { document, facts } = await read(PROJECTS);
    const before = await read([]);
    expect(document.form).toBe('shanghai');
    expect(document.tables.map(({ rows }) => rows.length)).toEqual(
      before.document.tables.map(({ rows }) => rows.length),
    );
    expect(facts.lines.map(({ line, amount }) => ({ line, amount }))).toEqual(
      before.facts.lines.map(({ line, amount }) => ({ line, amount })),
    );
    expect(facts.findings.map(({ rule }) => rule)).toEqual(
      before.facts.findings.map(({ rule }) => rule),
    );
    expect(facts.registered.further).toMatchObject([
      {
        table: 10,
        kind: 'projects',
        state: 'read',
        unit: '元',
        columns: ['合计', '一般公共预算'],
        rows: [
          { row: 1, name: '合计', total: true },
          { row: 2, name: '河道清淤', texts: { 项目单位: '甲所' } },
          { row: 3, name: '水质监测', texts: { 项目单位: '乙所' } },
        ],
      },
    ]);
    const claims = facts.claims.filter(({ source }) => source.table === 10);
    expect(claims.map(({ name, amount }) => `${name} ${amount}`)).toEqual(
      ['合计 40000.00', '河道清淤 25000.00', '水质监测 15000.00'].flatMap((each) => [each, each]),
    );
  });

  it('is named where it prints no unit: that of the table before it is no proof', async () => {
    const { facts } = await read(PROJECTS.filter(([first]) => first !== '单位：元'));
    expect(facts.registered.further).toBeUndefined();
    expect(
      facts.findings.some(({ rule, severity }) => rule === 'LAYOUT' && severity === 'warning'),
    ).toBe(true);
  });

  it('is named where it cannot be read as one table of money', async () => {
    const { facts } = await read([
      ...PROJECTS,
      ['项目名称', '项目单位', '上年合计', '本年合计'],
      ['河道清淤', '甲所', '1.00', '2.00'],
    ]);
    expect(facts.registered.further).toBeUndefined();
    expect(facts.findings).toContainEqual(
      expect.objectContaining({
        rule: 'LAYOUT',
        severity: 'warning',
        printed: `${SAMPLE.year}年部门项目支出预算表`,
      }),
    );
  });
});
