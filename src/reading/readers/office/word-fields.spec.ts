import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { printedText } from '../../document-line.js';
import { SAMPLE } from '../../tables/budget.fixture.js';
import { docxOf } from './office.fixture.js';
import { readDocx } from './read-docx.js';

const PART = 'word/document.xml';

/** The texts of the sample as a Word document, whose XML is changed. */
const textsOf = async (change: (xml: string) => string): Promise<readonly string[]> => {
  const parts = unzipSync(await docxOf(SAMPLE));
  const xml = strFromU8(parts[PART]!);
  const changed = change(xml);
  const bytes = zipSync({ ...parts, [PART]: strToU8(changed) });
  return (await readDocx(bytes, 'budget.docx')).lines.map(printedText);
};

/** The first amount of a table, with the run around it. */
const RUN = /<w:r>(?:(?!<\/w:r>).){0,200}<w:t[^>]*>(\d[\d,]*\.\d\d)<\/w:t><\/w:r>/;
const amountIn = (xml: string): string => RUN.exec(xml)![1]!;

describe('A field of a Word document', () => {
  it('is its saved text', async () => {
    const plain = await textsOf((xml) => xml);
    const simple = await textsOf((xml) =>
      xml.replace(RUN, (run) => `<w:fldSimple w:instr=" =SUM(ABOVE) ">${run}</w:fldSimple>`),
    );
    const complex = await textsOf((xml) =>
      xml.replace(
        RUN,
        (run) =>
          `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> =SUM(ABOVE) </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
      ),
    );
    expect(simple).toEqual(plain);
    expect(complex).toEqual(plain);
  });

  it('is its formula where its value is not saved, from which no amount is read', async () => {
    let amount = '';
    const plain = await textsOf((xml) => {
      amount = amountIn(xml);
      return xml;
    });
    const at = plain.findIndex((text) => text.includes(amount));
    const expected = plain.with(at, plain[at]!.replace(amount, '=SUM(ABOVE)'));
    const simple = await textsOf((xml) =>
      xml.replace(RUN, '<w:fldSimple w:instr=" =SUM(ABOVE)"/>'),
    );
    const complex = await textsOf((xml) =>
      xml.replace(
        RUN,
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
      ),
    );
    expect(simple).toEqual(expected);
    expect(complex).toEqual(expected);
  });
});
