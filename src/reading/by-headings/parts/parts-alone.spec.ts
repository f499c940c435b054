import { linesOf, read, TABLES } from '../elsewhere.fixture.js';

const part = (title: string, row: string): string =>
  `${title}\n单位：万元\n科目编码,科目名称,预算数\n,合计,${row.split(',')[2]}\n${row}`;

const economicLines = (lines: Readonly<Record<string, string>>): readonly string[] =>
  Object.keys(lines).filter((key) => key.startsWith('economic/'));

describe('Tables of parts of basic expenditure', () => {
  it('are named in an error where no table has all of it', async () => {
    const { economic, ...others } = TABLES;
    expect(economic).toContain('一般公共预算基本支出表');
    const examined = await read({
      ...others,
      economic: part('一般公共预算基本支出表（人员经费）', '301,工资福利支出,80.00'),
      work: part('一般公共预算基本支出表（公用经费）', '302,商品和服务支出,20.00'),
    });
    expect(economicLines(linesOf(examined))).toEqual([]);
    expect(examined.facts.findings).toContainEqual(
      expect.objectContaining({
        rule: 'LAYOUT',
        severity: 'error',
        table: 8,
        message:
          'Basic expenditure is printed by its parts alone: "一般公共预算基本支出表(人员经费)", "一般公共预算基本支出表(公用经费)"; no table has all of it, and their money is in no economic line.',
      }),
    );
  });

  it('are none of the table that says what it counts', async () => {
    const examined = await read({
      economic: TABLES.economic.replace('基本支出表', '基本支出表（含人员经费）'),
    });
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });
});
