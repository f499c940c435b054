import type { RowLine } from '../document-line.js';
import { pagesOf } from './coded-section.js';

const page = (number: number, ...rows: readonly (readonly [number, string][])[]): RowLine[] =>
  rows.map((cells, i) => ({
    page: number,
    line: i + 1,
    cells: cells.map(([column, text]) => ({ column, text })),
    printed: cells.map(([, text]) => text).join('\t'),
  }));

describe('The pages of a table', () => {
  const upper: [number, string][] = [
    [0, '科目编码'],
    [1, '科目名称'],
    [2, '合计'],
    [3, '基本支出'],
  ];
  const lower: [number, string][] = [
    [3, '人员经费'],
    [4, '公用经费'],
  ];
  const row: [number, string][] = [
    [0, '208'],
    [1, '社会保障和就业支出'],
    [2, '3.00'],
    [3, '2.00'],
    [4, '1.00'],
  ];

  it('have the headings of a header that is broken over two of them', () => {
    const numbers: [number, string][] = [0, 1, 2, 3, 4].map((at) => [at, String(at + 1)]);
    const [first, ...others] = pagesOf({
      pages: [[...page(1, upper), ...page(2, lower, numbers, row)]],
    });
    expect(others).toEqual([]);
    expect([...first!.paths.values()].slice(2)).toEqual([
      ['合计'],
      ['基本支出', '人员经费'],
      ['基本支出', '公用经费'],
    ]);
    expect(first!.rows).toHaveLength(1);
  });

  it('have the header once where a page that has no row repeats it', () => {
    const pages = pagesOf({ pages: [[...page(1, upper, lower), ...page(2, upper, lower, row)]] });
    expect(pages.map(({ rows }) => rows.length)).toEqual([0, 1]);
  });
});
