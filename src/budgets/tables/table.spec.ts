import { read, utils } from '@e965/xlsx';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { tableAsCsv } from './table-csv.js';
import { tableAsMarkdown } from './table-markdown.js';
import { tableAsText } from './table-text.js';
import { tableAsXlsx } from './table-xlsx.js';
import type { TableAnswer } from './table.answer.js';

const table = (rows: TableAnswer['rows'], more: Partial<TableAnswer> = {}): TableAnswer => ({
  budget: 'a-2023-unit' as BudgetId,
  table: 3,
  kind: 'expenditure',
  form: 'shanghai',
  number: null,
  title: '支出预算总表',
  unit: '元',
  state: 'read',
  columns: ['total', 'basic', 'project'],
  rows,
  totals: { total: '1.00', basic: '1.00', project: null },
  asOf: { effective: null, recorded: '2026-01-01T00:00:00.000Z', position: '7' },
  ...more,
});
const named = (name: string, code = '05') =>
  table([{ code, name, cells: { total: '-5000.00', basic: '0.00', project: null } }]);

describe('A table as a file', () => {
  it.each(['=1+1', '+1', '-1', '@x'])('does not make a formula of the name %s', (name) => {
    expect(tableAsCsv(named(name)).split('\n')[1]).toBe(`05,'${name},-5000.00,0.00,`);
    const [row] = rowsOf(tableAsXlsx(named(name))).slice(3);
    expect(row).toEqual(['05', `'${name}`, -5000, 0]);
  });

  it('quotes in CSV only the cells that would break a row', () => {
    expect(tableAsCsv(named('一,"二"\n三')).split('\n').slice(1, 3).join('\n')).toBe(
      '05,"一,""二""\n三",-5000.00,0.00,',
    );
  });

  it('keeps the zero of a code as text in a workbook, and an amount a number', () => {
    const sheet = sheetOf(tableAsXlsx(named('某款')));
    expect(sheet['A4']).toMatchObject({ t: 's', v: '05' });
    expect(sheet['C4']).toMatchObject({ t: 'n', v: -5000 });
    expect(sheet['E4']).toBeUndefined();
  });

  it('escapes names in Markdown that would end a cell', () => {
    expect(tableAsMarkdown(named('一|二'))).toContain('| 05 | 一\\|二 | -5000.00 | 0.00 |  |');
  });

  it('is the same bytes each time', () => {
    expect(tableAsXlsx(named('某款'))).toEqual(tableAsXlsx(named('某款')));
  });

  it('has the totals of both sides where there are two', () => {
    const cells = { total: '1.00' };
    const answer = table(
      [
        { code: null, name: '财政拨款收入', side: 'revenue', cells },
        { code: '208', name: '社会保障和就业支出', side: 'expenditure', cells },
      ],
      { table: 1, columns: ['total'], totals: { revenue: cells, expenditure: cells } },
    );
    expect(tableAsCsv(answer).trimEnd().split('\n')).toEqual([
      '\uFEFFcode,name,side,total',
      ',财政拨款收入,revenue,1.00',
      ',收入总计,revenue,1.00',
      '208,社会保障和就业支出,expenditure,1.00',
      ',支出总计,expenditure,1.00',
    ]);
    expect(tableAsText(answer)).toMatch(/收入总计 +1\.00\n\n编码/);
  });

  it('calls the operating column of T9 by its own name', () => {
    const cells = { total: '2.99', operating: '0.00' };
    const answer = table([{ code: null, name: '', cells }], {
      table: 9,
      columns: ['total', 'operating'],
      totals: { total: null, operating: null },
    });
    expect(tableAsText(answer)).toMatch(/合计 +机关运行经费\n2\.99 +0\.00\n/);
  });

  it('prints the headings of T9 with full-width brackets and statutory names', () => {
    const cells = { abroad: '1.00', 'vehicle-purchase': '2.00' };
    const answer = table([{ code: null, name: '', cells }], {
      table: 9,
      columns: ['abroad', 'vehicle-purchase'],
      totals: { abroad: null, 'vehicle-purchase': null },
    });
    for (const print of [tableAsText, tableAsMarkdown])
      expect(print(answer)).toMatch(/因公出国（境）费[ |]+公务用车购置费/);
    expect(rowsOf(tableAsXlsx(answer)).flat()).toEqual(
      expect.arrayContaining(['因公出国（境）费', '公务用车购置费']),
    );
  });

  it('has no rows but what stands below it when the document declares it empty', () => {
    const answer = table([], {
      state: 'declared-empty',
      totals: { total: null, basic: null, project: null },
    });
    const note = '备注：没有安排这项预算，本表无数据。';
    expect(tableAsCsv(answer)).toBe('\uFEFFcode,name,total,basic,project\n');
    expect(tableAsMarkdown(answer).trimEnd().split('\n').slice(-2)).toEqual(['', note]);
    expect(rowsOf(tableAsXlsx(answer)).at(-1)).toEqual([note]);
    expect(tableAsText(answer)).toContain('本表无数据');
  });

  it('names --rebuild where it is missing, and not where that was asked for already', () => {
    const missing = table([], { state: 'missing' });
    expect(tableAsText(missing)).toContain('--rebuild builds it from the lines');
    const shown = tableAsText(missing, undefined, { rebuild: true });
    expect(shown).toContain('no document of this budget has it, and no line belongs to it');
    expect(shown).not.toContain('--rebuild');
  });

  it('names no flag where nothing was recorded by then', () => {
    const asOf = { effective: null, recorded: null, position: '0' };
    const shown = tableAsText(table([], { state: 'missing', asOf }));
    expect(shown).toContain('(nothing was recorded by then)');
    expect(shown).not.toContain('--rebuild');
  });
});

const sheetOf = (bytes: Uint8Array) => {
  const book = read(bytes);
  return book.Sheets[book.SheetNames[0]!]!;
};
const rowsOf = (bytes: Uint8Array) => utils.sheet_to_json<unknown[]>(sheetOf(bytes), { header: 1 });
