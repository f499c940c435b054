import { linesOf, read } from './elsewhere.fixture.js';

const TITLE = `公开08表
一般公共预算基本支出表
部门名称：临江市水务中心,,,,,单位：万元`;

const ROWS = `301,工资福利支出,75.00,302,商品和服务支出,18.00
30101,基本工资,75.00,30201,办公费,18.00
303,对个人和家庭的补助,5.00,310,资本性支出,2.00
30302,退休费,5.00,31002,办公设备购置,2.00`;

describe('Personnel and public expenditure beside each other, each with its codes', () => {
  const lines = {
    'economic/30101/personnel': '750000.00',
    'economic/30302/personnel': '50000.00',
    'economic/30201/public': '180000.00',
    'economic/31002/public': '20000.00',
  };

  it.each([
    [
      'of their cost, with a total of each',
      lines,
      `人员经费,,,公用经费,,\n科目编码,科目名称,金额,科目编码,科目名称,金额\n${ROWS}\n人员经费合计,,80.00,公用经费合计,,20.00`,
    ],
    [
      'that are undivided under headings that say no cost, with a total of both',
      Object.fromEntries(
        Object.entries(lines).map(([key, amount]) => [key.replace(/[^/]+$/, 'undivided'), amount]),
      ),
      `经济分类科目,,预算数,经济分类科目,,预算数\n科目编码,科目名称,,科目编码,科目名称,\n${ROWS}\n,,,,合计,100.00`,
    ],
  ])('are lines %s', async (_, expected, rows) => {
    const examined = await read({ economic: `${TITLE}\n${rows}` });
    expect(examined.facts.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    const own = Object.entries(linesOf(examined)).filter(([key]) => key.startsWith('economic/'));
    expect(Object.fromEntries(own)).toEqual(expected);
  });

  it('are one total where each has its own 合计', async () => {
    for (const rows of [`${ROWS}\n,合计,80.00,,合计,20.00`, `,合计,80.00,,合计,20.00\n${ROWS}`]) {
      const examined = await read({
        economic: `${TITLE}\n人员经费,,,公用经费,,\n科目编码,科目名称,金额,科目编码,科目名称,金额\n${rows}`,
      });
      expect(examined.facts.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
      expect(linesOf(examined)).toMatchObject(lines);
    }
  });

  it('are one total where both totals stand in one column', async () => {
    const { facts, document } = await read({
      economic: `${TITLE}
科目编码,科目名称,金额
301,工资福利支出,80.00
30101,基本工资,80.00
,人员经费合计,80.00
302,商品和服务支出,20.00
30201,办公费,20.00
,公用经费合计,20.00`,
    });
    expect(facts.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    const total = document.tables[7]!.rows.find((row) => row.total)!;
    expect(total.cells['total']).toMatchObject({
      amount: 100_000_000n,
      place: { text: '80.00 + 20.00' },
    });
  });

  it('get an error where the totals of both are not the basic expenditure of the general fund', async () => {
    const { facts } = await read({
      economic: `${TITLE}\n人员经费,,,公用经费,,\n科目编码,科目名称,金额,科目编码,科目名称,金额\n${ROWS}\n人员经费合计,,80.00,公用经费合计,,30.00`,
    });
    expect(facts.findings.map(({ rule }) => rule)).toContain('BASIC-ECONOMIC');
  });
});
