import { csvLine, escapeFormula } from './csv.js';

describe('A row of a CSV file', () => {
  it('quotes the cells that would break the row, and no others', () => {
    expect(csvLine(['a,b', 'c', 'say "d"', 'e\nf', ''])).toBe('"a,b",c,"say ""d""","e\nf",\n');
  });

  it.each(['=1+1', '+1', '-1', '@a', '\tb', '\rc'])('marks %j as text', (text) =>
    expect(escapeFormula(text)).toBe(`'${text}`),
  );

  it('leaves a text that no spreadsheet takes for a formula', () => {
    expect(escapeFormula('a=b')).toBe('a=b');
  });
});
