import { utils } from '@e965/xlsx';
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { readDocument } from './read-document.js';
import { csvOf, workbookOf, xlsxOf } from './readers/office/office.fixture.js';
import { gridsOf, readText, render, SAMPLE, type Sample } from './tables/budget.fixture.js';

type Rows = readonly (readonly string[])[];

const FINAL: Rows = [
  ['某区某局2023年度部门决算'],
  ['2023年度收入支出决算总表', '', '', '公开01表'],
  ['编制部门：某区某局', '', '', '单位：万元'],
  ['收入', '', '支出', ''],
  ['项目', '决算数', '项目', '决算数'],
  ['一、一般公共预算财政拨款收入', '1,200.50', '一、一般公共服务支出', '1,200.50'],
  ['总计', '1,200.50', '总计', '1,200.50'],
  ['2023年度一般公共预算财政拨款支出决算表', '', '', '公开05表'],
  ['类', '科目名称', '合计', '基本支出'],
  ['201', '一般公共服务支出', '1,200.50', '1,200.50'],
];

const GOVERNMENT: Rows = [
  ['某市某区2024年预算草案附表'],
  ['2024年全区一般公共预算收入预算表'],
  ['单位：万元'],
  ['项目', '预算数', '为上年执行数的%'],
  ['一、税收收入', '1,200,000', '105.2'],
  ['2024年区本级一般公共预算支出预算表'],
  ['单位：万元'],
  ['项目', '', '', '合计', '基本支出', '项目支出'],
  ['201', '', '一般公共服务支出', '90,000', '50,000', '40,000'],
  ['2024年全区社会保险基金支出预算表'],
];

const FORMS: Rows = [
  ['2024年财政项目支出绩效目标申报表'],
  ['项目名称', '某项目', '项目金额', '100,000.00'],
  ['立项依据', '某文', '实施方案', '某方案'],
];

/** The rows in each kind of file. */
const files = async (rows: Rows): Promise<readonly Uint8Array[]> => [
  new TextEncoder().encode(rows.map((row) => row.join('\t')).join('\n')),
  new TextEncoder().encode(
    rows.map((row) => [...row, '', ''].map((cell) => `"${cell}"`).join(',')).join('\r\n'),
  ),
  xlsxOf(utils.book_new(utils.aoa_to_sheet(rows.map((row) => [...row])), '表')),
  new Uint8Array(
    await Packer.toBuffer(
      new Document({
        sections: [
          {
            children: rows.map((cells) =>
              cells.length === 1
                ? new Paragraph(cells[0]!)
                : new Table({
                    rows: [
                      new TableRow({
                        children: cells.map(
                          (cell) => new TableCell({ children: [new Paragraph(cell)] }),
                        ),
                      }),
                    ],
                  }),
            ),
          },
        ],
      }),
    ),
  ),
];

const OTHER: Sample = { ...SAMPLE, agency: '某区图书馆' };

describe('A document of another kind', () => {
  it.each`
    what                | rows          | says
    ${'final accounts'} | ${FINAL}      | ${/looks like final accounts \(决算\), with the heading "[^"]*决算[^"]*": give the budget/}
    ${'a government’s'} | ${GOVERNMENT} | ${/looks like the budget of a whole government .*: give the published budget of one department/}
    ${'a target form'}  | ${FORMS}      | ${/holds performance-target forms and none of the tables .*: give the whole published budget/}
  `('is refused by name in every kind of file: $what', async ({ rows, says }) => {
    for (const bytes of await files(rows as Rows))
      await expect(readDocument(bytes, { file: 'a' })).rejects.toMatchObject({
        code: 'document-of-another-kind',
        message: expect.stringMatching(says as RegExp),
      });
  });

  it('is refused when it holds several agencies, in every kind of file', async () => {
    const book = workbookOf(SAMPLE);
    for (const [i, name] of workbookOf(OTHER).SheetNames.entries())
      utils.book_append_sheet(book, workbookOf(OTHER).Sheets[name]!, `乙${i}`);
    const both = [xlsxOf(book), new TextEncoder().encode(`${csvOf(SAMPLE)}\r\n${csvOf(OTHER)}`)];
    for (const bytes of both)
      await expect(readDocument(bytes, { file: 'a' })).rejects.toMatchObject({
        code: 'document-of-another-kind',
        message: expect.stringMatching(
          /^a holds the budgets of several agencies, "某区行政服务中心[^"]*" on (?:page 1, )?line 3 and "某区图书馆" on (?:page 11, )?line \d+: give each agency's document by itself\.$/,
        ),
      });
  });

  it('is refused when its tables alone say that they are of several agencies', () => {
    const tables = (agency: string) =>
      gridsOf(SAMPLE)
        .flatMap(({ title, unit, header, rows }) => [
          title,
          `编制部门：${agency}\t\t单位：${unit}`,
          ...[...header, ...rows].map((row) => row.join('\t')),
        ])
        .join('\n');
    expect(() => readText(`某区2024年部门预算\n${tables('某局')}\n${tables('某馆')}`)).toThrow(
      /holds the budgets of several agencies, "某局" on line 3 and "某馆" on line \d+/,
    );
  });
});

describe('A published budget', () => {
  it.each([
    ['forms of targets after its tables', '\n2024年财政项目支出绩效目标申报表\n项目名称\t某项目\n'],
    ['a list of its institutions', '\n本部门中，事业单位2家：\n1. 某区图书馆\n2. 某区文化馆\n'],
    ['a word on final accounts', '\n相关链接\n2022年度部门决算\n2022年度部门决算公开表\n'],
    ['a word on the whole district', '\n本级一般公共预算转移支付情况表\n本部门没有转移支付。\n'],
  ])('may have %s', (_, more) => {
    const text = render(SAMPLE, 'tabs');
    expect(readText(text + more).tables).toEqual(readText(text).tables);
  });
});
