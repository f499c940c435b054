import { strFromU8, unzipSync } from 'fflate';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { documentAsXlsx } from './document-xlsx.js';
import { layoutOf } from './layout.js';

const asOf = { effective: null, recorded: '2026-01-01T00:00:00.000Z', position: '7' };
const cells = { total: '1234567.89', basic: '1234567.89', project: null };
const parts = unzipSync(
  documentAsXlsx(
    layoutOf({
      budget: 'a-2023-unit' as BudgetId,
      agencyName: '某区文化馆',
      fiscalYear: 2023,
      scope: 'unit',
      title: '某区2023年区级单位预算',
      narrative: [{ heading: '一、总体情况', paragraphs: ['支出预算1234567.89元。'] }],
      tables: [
        {
          budget: 'a-2023-unit' as BudgetId,
          table: 3,
          kind: 'expenditure',
          form: 'shanghai',
          number: null,
          title: '2023年支出预算总表',
          unit: '元',
          state: 'read',
          columns: ['total', 'basic', 'project'],
          rows: [{ code: '2070109', name: '群众文化', cells }],
          totals: cells,
          asOf,
        },
      ],
      asOf,
    }),
  ),
);
const part = (name: string): string => strFromU8(parts[name]!);
/** The look of a cell, as its style says it. */
const lookOf = (sheet: string, cell: string): string => {
  const [, style] = new RegExp(`<c r="${cell}" s="(\\d+)"`).exec(sheet)!;
  const [, looks] = /<cellXfs[^>]*>(.*)<\/cellXfs>/.exec(part('xl/styles.xml'))!;
  return looks!.split(/(?=<xf )/)[Number(style)]!;
};

describe('A workbook of a budget', () => {
  const table = part('xl/worksheets/sheet3.xml');

  it('rules each cell of a table, also a blank one, and aligns it by what it is', () => {
    expect(lookOf(table, 'A1')).toMatch(/fontId="2".*borderId="0".*horizontal="center"/);
    expect(lookOf(table, 'A3')).toMatch(/fontId="1".*borderId="1".*horizontal="center"/);
    expect(lookOf(table, 'E6')).toMatch(/numFmtId="4".*borderId="1".*horizontal="right"/);
    expect(table).toMatch(/<c r="G6" s="\d+"\/>/);
    expect(lookOf(table, 'G6')).toMatch(/borderId="1"/);
  });

  it('prints agency and unit above a table, on pages that repeat its headings', () => {
    expect(table).toMatch(/<c r="A2"[^>]*><v>编制单位：某区文化馆<\/v>/);
    expect(table).toMatch(/<c r="G2"[^>]*><v>单位：元<\/v>/);
    expect(table).toMatch(/<pageSetup paperSize="9" orientation="portrait" fitToWidth="1"/);
    const book = part('xl/workbook.xml');
    expect(book).toContain('localSheetId="2">\'支出总表\'!$A$1:$G$7</definedName>');
    expect(book).toContain('localSheetId="2">\'支出总表\'!$1:$5</definedName>');
  });

  it('has columns that show a total in bold, and together its title', () => {
    const widths = [...table.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    const amount = '1,234,567.89';
    expect(widths[4]).toBeGreaterThan(amount.length * 1.4);
    const title = '3、2023年支出预算总表';
    expect(widths.reduce((sum, width) => sum + width)).toBeGreaterThan(title.length * 2 * 1.6);
  });

  it('has its title on the cover, without the place in the ledger, and separators in its sentences', () => {
    expect(part('xl/worksheets/sheet1.xml')).toContain('某区2023年区级单位预算');
    expect(part('xl/worksheets/sheet1.xml')).not.toMatch(/位置|T00:00/);
    expect(part('xl/worksheets/sheet2.xml')).toContain('\u3000\u3000支出预算1,234,567.89元。');
  });
});
