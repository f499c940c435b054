import { strFromU8, unzipSync } from 'fflate';
import { documentAsDocx } from './document-docx.js';

describe('A Word document', () => {
  it('has no character that XML forbids, whatever the names contain', async () => {
    const laid = {
      title: '2024年单位预算',
      cover: ['预算单位：某区\u0001文化馆\uFFFE'],
      heading: '2024年单位预算编制说明',
      sections: [{ heading: '一、总体情况', paragraphs: ['1 < 2 & 3\uD800\b。'] }],
      tables: [],
      absent: [],
    };
    const parts = unzipSync(await documentAsDocx(laid, '2024-01-01T00:00:00.000Z'));
    const xml = strFromU8(parts['word/document.xml']!);
    expect(xml).toContain('预算单位：某区 文化馆 ');
    expect(xml).toContain('1 &lt; 2 &amp; 3  。');
  });
});
