import { read, utils } from '@e965/xlsx';
import { TableAsFile, TableAsFileHandler, type ShownCell } from './table-as-file.query.js';

const cell = (text: string, given: Partial<ShownCell> = {}): ShownCell => ({
  text,
  isFigure: false,
  rows: 1,
  columns: 1,
  ...given,
});
const figure = (text: string): ShownCell => cell(text, { isFigure: true });

const TABLE = {
  title: '支出',
  note: '宝山区城市运行管理中心 2023',
  head: [
    [cell('科目', { rows: 2 }), cell('预算', { columns: 2 }), cell('比上年', { rows: 2 })],
    [cell('年初'), cell('调整')],
  ],
  body: [
    [cell('208'), figure('1060056.00'), figure('-0.40'), figure('+133674.72, 14.43%')],
    [cell('合计', { columns: 2 }), figure('6272475.68'), cell('=1+1')],
  ],
};

describe('A table of a page', () => {
  const handler = new TableAsFileHandler();

  it('is a sheet in which each cell stands where the page has it, and amounts are numbers', async () => {
    const book = read(await handler.execute(new TableAsFile(TABLE, 'xlsx')));
    expect(utils.sheet_to_json(book.Sheets['表']!, { header: 1, defval: '' })).toEqual([
      ['支出', '', '', ''],
      ['宝山区城市运行管理中心 2023', '', '', ''],
      ['科目', '预算', '', '比上年'],
      ['', '年初', '调整', ''],
      ['208', 1060056, -0.4, '+133674.72, 14.43%'],
      ['合计', '', 6272475.68, "'=1+1"],
    ]);
  });

  it('is a PDF, and is refused where the font lacks a character', async () => {
    const bytes = await handler.execute(new TableAsFile(TABLE, 'pdf'));
    expect(Buffer.from(bytes.subarray(0, 8)).toString()).toBe('%PDF-1.7');
    await expect(
      handler.execute(new TableAsFile({ ...TABLE, title: '\u{1F4B0}' }, 'pdf')),
    ).rejects.toMatchObject({ code: 'document-unprintable' });
  });

  it('is refused where its cells make more columns than a table has', async () => {
    const wide = { ...TABLE, body: [Array.from({ length: 31 }, () => cell('', { columns: 2 }))] };
    await expect(handler.execute(new TableAsFile(wide, 'xlsx'))).rejects.toMatchObject({
      code: 'malformed',
    });
  });
});
