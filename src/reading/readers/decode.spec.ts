import { printedText } from '../document-line.js';
import { decode } from './decode.js';
import { linesOf } from './text-lines.js';

const TEXT = '某区2024年部门预算\r\n合计\t1,234.50\r\n';
const utf8 = new TextEncoder().encode(TEXT);
const utf16 = (littleEndian: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(2 + TEXT.length * 2));
  for (const [i, unit] of [0xfeff, ...TEXT.split('').map((char) => char.charCodeAt(0))].entries())
    view.setUint16(i * 2, unit, littleEndian);
  return new Uint8Array(view.buffer);
};
/** `合计：1元` in GB 18030. */
const GB = Uint8Array.of(0xba, 0xcf, 0xbc, 0xc6, 0xa3, 0xba, 0x31, 0xd4, 0xaa);

describe('The bytes of a document', () => {
  it.each`
    encoding                      | bytes
    ${'UTF-8'}                    | ${utf8}
    ${'UTF-8 with its mark'}      | ${Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8)}
    ${'UTF-16, little end first'} | ${utf16(true)}
    ${'UTF-16, big end first'}    | ${utf16(false)}
  `('may be $encoding', ({ bytes }) => {
    expect(decode(bytes as Uint8Array, 'a.txt')).toBe(TEXT);
  });

  it('may be GBK', () => {
    expect(decode(GB, 'a.txt')).toBe('合计：1元');
  });

  it('may be UTF-8 that was cut in the middle of a character', () => {
    const cut = new TextEncoder().encode('某区2024年部门预算：支出合计').slice(0, -1);
    expect(decode(cut, 'a.txt')).toBe('某区2024年部门预算：支出合\uFFFD');
  });
});

describe('The lines of a document', () => {
  it('end in any of the three ways, and are counted from 1', () => {
    expect(linesOf('a\r\nb\nc\rd', 'a.txt')).toEqual(
      ['a', 'b', 'c', 'd'].map((text, i) => ({ line: i + 1, page: null, text, cells: null })),
    );
  });

  it('have their page when form feeds separate pages', () => {
    expect(
      linesOf('a\n\fb\nc\n\f\fd', 'a.txt').map((line) => `${line.page}${printedText(line)}`),
    ).toEqual(['1a', '2b', '2c', '4d']);
  });
});
