import { moved, SheetXml } from './sheet-xml.js';

const SHEET = `<worksheet><cols><col min="1" max="2" width="9"/></cols><dimension ref="A1:B4"/><sheetData><row r="1" ht="20"><c r="A1" s="3" t="s"><v>7</v></c></row><row r="2" s="5"><c r="A2" s="4"/><c r="B2" s="6"><f>SUM(B1:B1)</f><v>1</v></c></row><row r="4"><c r="B4" s="6"><v>9</v></c></row></sheetData><mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="A4:B4"/></mergeCells></worksheet>`;

describe('The XML of a sheet', () => {
  it('is the same bytes when no cell is set', () => {
    expect(new SheetXml(SHEET).toString()).toBe(SHEET);
  });

  it('keeps the style of a cell that is set, and its formula, whose saved value is the figure', () => {
    const sheet = new SheetXml(SHEET);
    sheet.set(0, 0, { text: '1 < 2 & "3"' });
    sheet.set(1, 1, { amount: '8105487.68' });
    const xml = sheet.toString();
    expect(xml).toContain(
      '<c r="A1" s="3" t="inlineStr"><is><t xml:space="preserve">1 &lt; 2 &amp; "3"</t></is></c>',
    );
    expect(xml).toContain('<c r="B2" s="6"><f>SUM(B1:B1)</f><v>8105487.68</v></c>');
    expect(xml).toContain('<row r="4"><c r="B4" s="6"><v>9</v></c></row>');
  });

  it('blanks a cell and keeps its style', () => {
    const sheet = new SheetXml(SHEET);
    sheet.set(3, 1, null);
    expect(sheet.toString()).toContain('<row r="4"><c r="B4" s="6"/></row>');
  });

  it('moves the rows below an added row, with their merged cells', () => {
    const sheet = new SheetXml(SHEET);
    sheet.insert(2, 3);
    const xml = sheet.toString();
    expect(xml).toContain('<row r="3" s="5"><c r="A3" s="4"/><c r="B3" s="6"/></row>');
    expect(xml).toContain('<row r="7"><c r="B7" s="6"><v>9</v></c></row>');
    expect(xml).toContain('<mergeCell ref="A1:B1"/><mergeCell ref="A7:B7"/>');
    expect(xml).toContain('<dimension ref="A1:B7"/>');
  });

  it('changes only the row of every kind of reference', () => {
    expect(moved('A1 B3:C9 $D$3', 2, 2)).toBe('A1 B5:C11 $D$5');
  });
});
