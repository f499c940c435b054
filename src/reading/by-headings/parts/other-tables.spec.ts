import { utils } from '@e965/xlsx';
import { xlsxOf } from '../../readers/office/office.fixture.js';
import { examine } from '../../examine.js';
import { COVER, linesOf, read, TABLES } from '../elsewhere.fixture.js';

/** A workbook with a sheet for each table of the document. */
const workbook = (tables: Readonly<Record<string, string>>) => {
  const book = utils.book_new();
  for (const [i, text] of [COVER, ...Object.values(tables)].entries())
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet(text.split('\n').map((line) => line.split(','))),
      `第${i + 1}页`,
    );
  return examine(xlsxOf(book), 'budget.xlsx', null);
};

const PART = `部门名称：临江市水务中心,,,,单位：万元
功能科目编码,功能科目名称,总计,工资福利支出,
,,,小计,基本工资
,合计,80.00,80.00,80.00
2080505,机关事业单位基本养老保险缴费支出,80.00,80.00,80.00`;

describe('A table of another’s headings below the rows of one of the nine', () => {
  it('is not of it: a finding names it, and no figure is read under headings that are not its own', async () => {
    const { economic, ...others } = TABLES;
    const examined = await workbook({ ...others, economic, part: PART });
    expect(linesOf(examined)).toEqual(linesOf(await read()));
    expect(examined.document.tables[7]!.rows).toHaveLength(
      (await read()).document.tables[7]!.rows.length,
    );
    expect(examined.facts.findings).toContainEqual(
      expect.objectContaining({
        rule: 'LAYOUT',
        severity: 'warning',
        table: 8,
        message: expect.stringContaining('rows with figures stand below it') as string,
      }),
    );
  });

  it('is named too where its figures are whole numbers', async () => {
    const part = `项目编码,项目名称,总计,货物类,服务类,工程类\nA01,甲,95,70,25,0`;
    const { economic, ...others } = TABLES;
    const examined = await workbook({ ...others, economic, part });
    expect(linesOf(examined)).toEqual(linesOf(await read()));
    expect(examined.facts.findings).toContainEqual(
      expect.objectContaining({ rule: 'LAYOUT', severity: 'warning', table: 8 }),
    );
  });

  it('is of it where its headings say the same in other words', async () => {
    const { expenditure, ...others } = TABLES;
    const rows = expenditure.split('\n');
    const rest = [
      '部门名称：临江市水务中心,,,,单位：万元',
      '功能分类编码,功能分类名称,总计,项目支出预算,基本支出预算',
      ...rows.slice(-3).map((row) => {
        const [code, name, total, basic, project] = row.split(',');
        return [code, name, total, project, basic].join(',');
      }),
    ].join('\n');
    const examined = await workbook({
      ...others,
      expenditure: rows.slice(0, -3).join('\n'),
      rest,
    });
    const [own, whole] = [examined, await read()].map(({ document }) =>
      document.tables[2]!.rows.map(({ code, name, cells }) => ({
        code,
        name,
        amounts: Object.fromEntries(
          Object.entries(cells).map(([column, { amount }]) => [column, amount]),
        ),
      })),
    );
    expect(own).toEqual(whole);
    expect(linesOf(examined)).toEqual(linesOf(await read()));
  });

  it.each([
    '一般公共预算基本支出表--人员经费（工资福利支出）（按政府预算经济分类）',
    '一般公共预算基本支出表（人员经费）',
    '一般公共预算人员经费支出表',
    '一般公共预算基本支出明细表—工资福利支出',
  ])(
    'is a further table where its title names the part of basic expenditure that it shows: %s',
    async (title) => {
      const { economic, ...others } = TABLES;
      const examined = await workbook({ ...others, part: `${title}\n${PART}`, economic });
      expect(linesOf(examined)).toEqual(linesOf(await read()));
      expect(examined.facts.registered.further).toContainEqual(
        expect.objectContaining({
          kind: 'other',
          columns: ['总计', '工资福利支出/小计', '工资福利支出/基本工资'],
        }),
      );
    },
  );
});
