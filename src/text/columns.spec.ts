import { columns, printable, widthOf } from './columns.js';

describe('Columns on a terminal', () => {
  it.each`
    text           | width
    ${''}          | ${0}
    ${'2120199'}   | ${7}
    ${'城乡社区'}  | ${8}
    ${'（本级）'}  | ${8}
    ${'ＡＢ'}      | ${4}
    ${'e\u0301'}   | ${1}
    ${'\u{20BB7}'} | ${2}
  `('$text is $width wide', ({ text, width }) => expect(widthOf(text)).toBe(width));

  it('stand under each other when some of the text is Chinese', () => {
    const lines = columns(
      [
        ['编码', '名称', '合计'],
        ['208', '社会保障和就业支出', '1060056.00'],
        ['2120199', 'ICT', '0.00'],
      ],
      (column) => column === 2,
    );
    expect(lines).toEqual([
      '编码     名称                      合计',
      '208      社会保障和就业支出  1060056.00',
      '2120199  ICT                       0.00',
    ]);
    expect(new Set(lines.map(widthOf)).size).toBe(1);
  });

  it('show nothing of a printed text that would command the terminal', () => {
    expect(printable('a\u001B[31mb\nc\u2028d\u009Be')).toBe('a [31mb c d e');
    expect(columns([['a\u001B]0;x\u0007b', 'c']])).toEqual(['a ]0;x b  c']);
  });
});
