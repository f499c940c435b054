import { printedText } from '../../document-line.js';
import { utils, type CellObject, type WorkBook } from '@e965/xlsx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { readDocument } from '../../read-document.js';
import { SAMPLE } from '../../tables/budget.fixture.js';
import { workbookOf, xlsxOf } from './office.fixture.js';
import { readXlsx } from './read-xlsx.js';

/** The lines of a workbook with one sheet. */
const linesOf = (
  rows: readonly (readonly (CellObject | null)[])[],
  change?: (book: WorkBook) => void,
) => {
  const book = utils.book_new(utils.aoa_to_sheet(rows.map((row) => [...row])), '表');
  change?.(book);
  return readXlsx(xlsxOf(book), 'a.xlsx').lines.map((line) => `${line.line} ${printedText(line)}`);
};
const number = (v: number, z = 'General'): CellObject => ({ t: 'n', v, z });
const text = (v: string): CellObject => ({ t: 's', v });

describe('A number in a cell', () => {
  it.each`
    value              | format                      | is                   | because
    ${8105487.68}      | ${'#,##0.00'}               | ${'8,105,487.68'}    | ${'so it is shown'}
    ${883761.64}       | ${'#,##0'}                  | ${'883761.64'}       | ${'the format hides its fen'}
    ${73.465}          | ${'0.00'}                   | ${'73.47'}           | ${'it is shown half-up, whatever a double makes of it'}
    ${1.005}           | ${'0.00'}                   | ${'1.01'}            | ${'it is shown half-up, whatever a double makes of it'}
    ${0.1 + 0.2}       | ${'General'}                | ${'0.3'}             | ${'beyond fifteen digits there is noise'}
    ${162078085070.55} | ${'General'}                | ${'162078085070.55'} | ${'a power of ten hides its digits'}
    ${17191.5169}      | ${'General'}                | ${'17191.5169'}      | ${'figures in 万元 have four places and more'}
    ${2}               | ${'00'}                     | ${'02'}              | ${'a code keeps its zero'}
    ${2080505}         | ${'General'}                | ${'2080505'}         | ${'a code has no separators'}
    ${0}               | ${'0.00'}                   | ${'0.00'}            | ${'a zero is printed'}
    ${0}               | ${'#,##0.00;-#,##0.00;'}    | ${''}                | ${'the format prints no zero'}
    ${0}               | ${'#,##0.00;-#,##0.00;"-"'} | ${'-'}               | ${'the format prints a stroke'}
    ${-199314.8}       | ${'#,##0.00'}               | ${'-199,314.80'}     | ${'so it is shown'}
    ${44896}           | ${'m/d/yy'}                 | ${'2022-12-01'}      | ${'a day is a day in every country'}
    ${0.1532}          | ${'0.00%'}                  | ${'15.32%'}          | ${'so it is shown'}
  `('of $value in the format $format is "$is": $because', ({ value, format, is }) => {
    const cell = number(value as number, format as string);
    expect(linesOf([[text('a'), cell, text('b')]])).toEqual([`1 a\t${String(is)}\tb`]);
  });
});

describe('A workbook', () => {
  it('is read by sheet and row, and a place leads there', async () => {
    const bytes = xlsxOf(workbookOf(SAMPLE));
    const { tables } = await readDocument(bytes);
    const { place } = tables[2]!.rows[0]!.cells['total']!;
    const { page, line } = place;
    const row = readXlsx(bytes, 'a.xlsx').lines.find((at) => at.page === page && at.line === line);
    expect(page).toBe(4);
    expect(row!.cells).toContainEqual({ text: place.text, column: 4 });
  });

  it('has formulas with the values that were saved; nothing is computed', () => {
    const formula: CellObject = { t: 'n', v: 12.5, f: "SUM('[other.xlsx]Sheet1'!A1:A9)" };
    expect(linesOf([[text('合计'), formula]])).toEqual(['1 合计\t12.5']);
  });

  it('has the formula in its cell where no value was saved, and no blank', () => {
    const cell = { t: 'n', v: 12.5, f: 'SUM(A1:A9)' } as const;
    const bytes = xlsxOf(utils.book_new(utils.aoa_to_sheet([[text('合计'), cell]]), '表'));
    const parts = unzipSync(bytes);
    const sheet = 'xl/worksheets/sheet1.xml';
    const unsaved = new TextDecoder().decode(parts[sheet]).replace('<v>12.5</v>', '<v></v>');
    const { lines } = readXlsx(zipSync({ ...parts, [sheet]: strToU8(unsaved) }), 'a.xlsx');
    expect(lines.map(printedText)).toEqual(['合计\t=SUM(A1:A9)']);
  });

  it.each`
    unit      | value           | format          | is
    ${'元'}   | ${1234567.891}  | ${'0.00'}       | ${'1234567.89'}
    ${'万元'} | ${123.456789}   | ${'0.00'}       | ${'123.456789'}
    ${'亿元'} | ${0.0123456789} | ${'0.00'}       | ${'0.0123456789'}
    ${'万元'} | ${2095433.32}   | ${'0!.0000'}    | ${'209.543332'}
    ${'万元'} | ${2095433.32}   | ${'0\\.0,'}     | ${'209.543332'}
    ${'元'}   | ${2095433.32}   | ${'0.0,"千元"'} | ${'2095.43332千元'}
  `(
    'has a figure to the fen in $unit, as its format $format means it',
    ({ unit, value, format, is }) => {
      const rows = [
        [text(`单位：${String(unit)}`)],
        [text('合计'), number(value as number, format as string)],
      ];
      expect(linesOf(rows)[1]).toBe(`2 合计\t${String(is)}`);
    },
  );

  it('shows a merged cell once, without what it covers', () => {
    expect(
      linesOf(
        [
          [text('收入预算'), text('old'), text('支出')],
          [number(1), number(2)],
        ],
        (book) => {
          book.Sheets['表']!['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 1, c: 1 } }];
        },
      ),
    ).toEqual(['1 收入预算\t\t支出', '2 ']);
  });

  it('may have line breaks in its cells: a heading is one word, a text has its paragraphs', () => {
    const story = `一、${'本单位的主要职能是'.repeat(8)}。\n二、${'机构设置'.repeat(8)}。`;
    expect(linesOf([[text('事业单位\n经营收入'), text('x')], [text(story)]])).toEqual([
      '1 事业单位经营收入\tx',
      ...story.split('\n').map((line) => `2 ${line}`),
    ]);
  });

  it('may have hidden sheets, which are reported and not read', async () => {
    const book = workbookOf(SAMPLE);
    utils.book_append_sheet(book, utils.aoa_to_sheet([['去年的底稿', 1]]), '底稿');
    utils.book_set_sheet_visibility(book, '底稿', 1);
    const { findings, narrative } = await readDocument(xlsxOf(book));
    expect(findings).toMatchObject([
      { rule: 'LAYOUT', severity: 'info', message: expect.stringContaining('"底稿"') },
    ]);
    expect(narrative.some((line) => printedText(line).includes('去年的底稿'))).toBe(false);
  });

  it('may have hidden rows and columns with texts, which are read and reported', async () => {
    const book = workbookOf(SAMPLE);
    const shown = await readDocument(xlsxOf(book));
    const [name] = book.SheetNames.slice(1);
    book.Sheets[name!]!['!rows'] = [{}, {}, {}, {}, {}, { hidden: true }];
    book.Sheets[name!]!['!cols'] = [
      {},
      { hidden: true },
      ...Array<object>(20).fill({}),
      { hidden: true },
    ];
    const { findings, tables } = await readDocument(xlsxOf(book));
    expect(tables).toEqual(shown.tables);
    expect(findings).toMatchObject([
      { rule: 'LAYOUT', severity: 'info', printed: `${name}!B, ${name}!6` },
    ]);
  });

  it('is damaged where more columns have a width than a sheet has', () => {
    const parts = unzipSync(xlsxOf(workbookOf(SAMPLE)));
    const path = 'xl/worksheets/sheet2.xml';
    const xml = strFromU8(parts[path]!);
    const wide = xml.replace(
      '<sheetData',
      `<cols>${'<col min="1" max="16384" width="9"/>'.repeat(2)}</cols><sheetData`,
    );
    expect(() => readXlsx(zipSync({ ...parts, [path]: strToU8(wide) }), 'a.xlsx')).toThrow(
      'is damaged',
    );
  });

  it('is read without its links to other files', () => {
    const parts = unzipSync(xlsxOf(workbookOf(SAMPLE)));
    const linked = zipSync({
      ...parts,
      'xl/externalLinks/externalLink1.xml': strToU8('<not-even-xml'),
      'xl/connections.bin': strToU8('nothing'),
    });
    expect(readXlsx(linked, 'a.xlsx').lines.length).toBeGreaterThan(50);
  });
});
