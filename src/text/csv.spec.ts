import { csvFile, csvLine, escapeFormula } from './csv.js';

describe('A CSV file', () => {
  it('begins with the mark by which spreadsheets know UTF-8', () => {
    expect(
      csvFile([
        ['编码', '名称'],
        ['208', ''],
      ]),
    ).toBe('\uFEFF编码,名称\n208,\n');
  });
});

describe('A row of a CSV file', () => {
  it('quotes the cells that would break the row, and no others', () => {
    expect(csvLine(['a,b', 'c', 'say "d"', 'e\nf', ''])).toBe('"a,b",c,"say ""d""","e\nf",\n');
  });

  it.each(['=1+1', '+1', '-1', '@a', '\tb', '\rc'])('marks %j as text', (text) =>
    expect(escapeFormula(text)).toBe(`'${text}`),
  );

  it.each(['a=b', '-0.40', '+1076644.60, 15.32%', '-162150.00 -22.07%'])(
    'leaves %j, which no spreadsheet calculates',
    (text) => expect(escapeFormula(text)).toBe(text),
  );
});
