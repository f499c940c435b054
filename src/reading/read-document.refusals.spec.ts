import { Refusal } from '../domain/errors.js';
import { DOCUMENT_BYTES_MAX } from '../domain/values/document-limits.js';
import { readDocument } from './read-document.js';
import { readText, render, SAMPLE } from './tables/budget.fixture.js';
import { itInCi } from '../../test/support/it-in-ci.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const good = render(SAMPLE, 'tabs');

const refusal = async (bytes: Uint8Array): Promise<Refusal> => {
  try {
    await readDocument(bytes, { file: 'budget.txt' });
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('The document was read.');
};

describe('A file that is no published budget', () => {
  it.each`
    what                       | bytes                                                                                                 | code                          | says
    ${'empty'}                 | ${new Uint8Array()}                                                                                   | ${'document-unreadable'}      | ${'budget.txt is empty'}
    ${'blank'}                 | ${utf8(' \n\n\t\n')}                                                                                  | ${'document-unreadable'}      | ${'has no text'}
    ${'a PDF'}                 | ${utf8('%PDF-1.7 …')}                                                                                 | ${'document-unreadable'}      | ${'is a PDF'}
    ${'an XLSB'}               | ${Uint8Array.of(0x50, 0x4b, 3, 4, ...utf8('…xl/workbook.bin'))}                                       | ${'document-unreadable'}      | ${'is an XLSB workbook; PDF, XLSX, DOCX, CSV, text, TSV and Markdown are read'}
    ${'an ODT'}                | ${Uint8Array.of(0x50, 0x4b, 3, 4, ...utf8('…opendocument.text'))}                                     | ${'document-unreadable'}      | ${'is an ODT document'}
    ${'an archive'}            | ${Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0)}                                                             | ${'document-unreadable'}      | ${'is a ZIP archive'}
    ${'an image'}              | ${Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10)}                                                      | ${'document-unreadable'}      | ${'is a PNG image'}
    ${'binary'}                | ${Uint8Array.of(1, 2, 0, 3, 4)}                                                                       | ${'document-unreadable'}      | ${'holds NUL bytes'}
    ${'in no known encoding'}  | ${Uint8Array.of(0xe9, 0xff, 0xfe, 0x20, 0x80)}                                                        | ${'document-unreadable'}      | ${'neither UTF-8 nor GB 18030'}
    ${'HTML'}                  | ${utf8('<html><body><table><tr><td>2024年部门收入预算总表</td></tr></table></body></html>')}          | ${'document-unreadable'}      | ${'is an HTML page, whatever its name says'}
    ${'HTML of Excel'}         | ${utf8('\n<!-- x --><meta charset=utf-8><table><tr><td>支出</td></tr></table>')}                      | ${'document-unreadable'}      | ${'is an HTML page'}
    ${'an XML spreadsheet'}    | ${utf8('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook>支出</Workbook>')} | ${'document-unreadable'}      | ${'is an XML spreadsheet'}
    ${'a letter'}              | ${utf8('各位同事：\n请于周五前报送预算。\n')}                                                         | ${'document-of-another-kind'} | ${'has none of the nine tables'}
    ${'a CSV of another kind'} | ${utf8('id,name,amount\n1,paper,20.00\n')}                                                            | ${'document-of-another-kind'} | ${'has none of the nine tables'}
    ${'final accounts'}        | ${utf8('某局2023年度部门决算\n收入支出决算总表\n单位：万元\n')}                                       | ${'document-of-another-kind'} | ${'looks like final accounts (决算)'}
    ${'a target form'}         | ${utf8('财政项目支出绩效目标申报表\n项目名称\t某项目\n')}                                             | ${'document-of-another-kind'} | ${'holds performance-target forms'}
    ${'a list of contents'}    | ${utf8('目录\n1. 2024年部门收入预算总表\n2. 2024年部门支出预算总表\n')}                               | ${'document-of-another-kind'} | ${'lists the tables of a budget and prints none'}
  `('is refused when it is $what', async ({ bytes, code, says }) => {
    const refused = await refusal(bytes as Uint8Array);
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(says as string);
    expect(refused.message).toMatch(/^budget\.txt [^\n]+\.$/);
  });

  it('is refused when it is too large, before it is decoded', async () => {
    const refused = await refusal(new Uint8Array(50 * 1024 * 1024));
    expect(refused).toMatchObject({
      code: 'document-too-large',
      details: { bytesMax: DOCUMENT_BYTES_MAX },
    });
  });

  itInCi('is refused when it has more lines than any document', async () => {
    expect((await refusal(utf8('预算\n'.repeat(200_001)))).code).toBe('document-too-large');
  });

  it.each(['万', '1', '"', '\t1', ','])(
    'is refused when one of its lines is longer than any paragraph, all "%s"',
    async (text) => {
      const refused = await refusal(utf8(`${good}\n${text.repeat(2_000_000)}`));
      expect(refused.code).toBe('document-too-large');
      expect(refused.message).toMatch(/^Line \d+ of budget\.txt has \d+ characters/);
    },
  );

  it('is refused when it is a blank form', async () => {
    const blank = good.replace(/\d[\d,]*\.\d\d/g, '');
    expect((await refusal(utf8(blank))).message).toContain('no figure in any of them');
  });

  it('is refused when it holds the budgets of several agencies', async () => {
    const other = render({ ...SAMPLE, agency: '某区图书馆' }, 'tabs');
    const refused = await refusal(utf8(`${good}\n${other}`));
    expect(refused.code).toBe('document-of-another-kind');
    expect(refused.message).toContain(
      '"某区行政服务中心（原某区窗口管理中心）" on line 3 and "某区图书馆" on line',
    );
  });

  it('is refused when it does not say whose budget it is', async () => {
    expect((await refusal(utf8(good.replace(/^预算主管部门.*$/m, '')))).code).toBe(
      'document-agency-unclear',
    );
  });
});

describe('A document without a labelled agency', () => {
  const titled = (title: string) => {
    const [, , ...rest] = good.replace(/^预算主管部门.*$/m, '').split('\n');
    return readText([title, ...rest].join('\n'));
  };

  it.each(['某区行政服务中心2031年部门预算', '2031年\n某区行政服务中心\n部门预算'])(
    'is of the agency and the year that its title names: %j',
    (title) => {
      expect(titled(title)).toMatchObject({
        agencyName: '某区行政服务中心',
        fiscalYear: 2031,
        scope: 'department',
      });
    },
  );
});

describe('The fiscal year', () => {
  const periods = (text: string) => readText(text).findings.filter(({ rule }) => rule === 'PERIOD');

  it.each(['2O24年', '202 年', '年'])('is that of the tables when the title prints %s', (year) => {
    const text = good.replace('某市某区2024年', `某市某区${year}`);
    expect(readText(text).fiscalYear).toBe(2024);
    expect(periods(text)).toMatchObject([{ severity: 'error', expected: '2024' }]);
    expect(periods(text)[0]!.message).toContain(`"某市某区${year}区级部门预算"`);
  });

  it('is the title’s when a table prints another, and a finding says so', () => {
    const text = good.replace('2024年部门收入预算总表', '2023年部门收入预算总表');
    expect(readText(text).fiscalYear).toBe(2024);
    expect(periods(text)).toMatchObject([{ table: 2, printed: '2023', expected: '2024' }]);
  });

  it('is unclear when the title has none and the tables disagree', async () => {
    const text = good
      .replace('某市某区2024年', '某市某区')
      .replace('2024年部门收入', '2023年部门收入');
    const refused = await refusal(utf8(text));
    expect(refused.code).toBe('document-year-unclear');
    expect(refused.message).toMatch(/say 2024 on line \d+ and 2023 on line \d+/);
  });

  it('is unclear when only its sentences and its file’s name say it', async () => {
    const text = good.replace('某市某区2024年', '某市某区').replaceAll(/2024年(?=部门|区级)/g, '');
    await expect(readDocument(utf8(text), { file: '2024年预算.txt' })).rejects.toMatchObject({
      code: 'document-year-unclear',
    });
  });

  it('may be printed in Chinese digits', () => {
    expect(readText(good.replace('某市某区2024年', '某市某区二〇二四年')).fiscalYear).toBe(2024);
  });
});
