import { htmlBlocks } from './html-blocks.js';

const blocks = (html: string) => htmlBlocks(html, 'a.docx').map((cells) => cells.join('|'));
const table = (...rows: readonly string[]) =>
  `<table>${rows.map((row) => `<tr>${row}</tr>`).join('')}</table>`;

describe('A Word document', () => {
  it('is its paragraphs and the rows of its tables, in order', () => {
    expect(
      blocks(
        `<h1>一、职能</h1><p>甲<br/>乙</p>${table('<td><p>合计</p></td><td>1</td>')}<p>注</p>`,
      ),
    ).toEqual(['一、职能', '甲', '乙', '合计|1', '注']);
  });

  it('keeps a place blank for every part of a merged cell', () => {
    expect(
      blocks(
        table(
          '<td rowspan="2">项目</td><td colspan="2">支出</td><td rowspan="3">注</td>',
          '<td>基本</td><td>项目</td>',
          '<td>合计</td><td>1</td><td></td>',
        ),
      ),
    ).toEqual(['项目|支出||注', '|基本|项目|', '合计|1||']);
  });

  it('has the rows of a table within a cell after the row that it stands in', () => {
    const inner = table('<td>内</td><td>1</td>', '<td>乙</td><td>2</td>');
    expect(blocks(table(`<td>外</td><td>前${inner}后</td>`, '<td>末</td>'))).toEqual([
      '外|前后',
      '内|1',
      '乙|2',
      '末',
    ]);
  });

  it('has cells where tabs separate them, as between an agency and a unit', () => {
    expect(blocks('<p>\t编制部门：某局\t单位：元</p>')).toEqual(['编制部门：某局|单位：元']);
  });

  it('is refused when its tables nest too deep or are too wide', () => {
    for (const html of ['<table><tr><td>'.repeat(9), table('<td colspan="9999">x</td><td>y</td>')])
      expect(() => blocks(html)).toThrow(
        expect.objectContaining({ code: 'document-too-costly' }) as Error,
      );
  });
});
