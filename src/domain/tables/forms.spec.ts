import { tableNumber } from './forms.js';

describe('A table of an answered budget', () => {
  it.each([
    ['5', 5],
    ['general', 5],
    ['income', 2],
    ['income-expenditure', 1],
    ['revenue-expenditure', 1],
    ['three-public', 9],
    ['projects', undefined],
    ['10', undefined],
    ['', undefined],
  ])('is found by its number or its kind: %s', (text, table) =>
    expect(tableNumber(text)).toBe(table),
  );
});
