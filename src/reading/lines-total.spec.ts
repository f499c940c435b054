import { linesTotal } from './lines-total.js';
import { documentOf, tablesOf } from './rules/rules.fixture.js';

/** A document that agrees in everything, whose total of all expenditure has this label. */
const labelled = (label: string) =>
  documentOf(
    tablesOf().map((table) => ({
      ...table,
      rows: table.rows.map((row) => (row.total ? { ...row, name: label } : row)),
    })),
  );

describe('A total whose lines are not all read', () => {
  it.each([
    ['总计', '总计'],
    ['', '合计'],
  ])('under the label %j is named %s', (label, name) => {
    const [found] = linesTotal(labelled(label), [], []);
    expect(found).toMatchObject({ rule: 'LINES-TOTAL', expected: '0.00' });
    expect(found!.message).toContain(` 元 for ${name}, but the lines`);
  });
});
