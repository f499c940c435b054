import { jest } from '@jest/globals';
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { cases } from '../../../../test/support/rounds.js';
import { LARGE_DATA_TEST_MS } from '../../../../test/support/timeouts.js';
import { readDocument } from '../../read-document.js';
import { SAMPLE } from '../../tables/budget.fixture.js';
import { docxOf, workbookOf, xlsxOf } from './office.fixture.js';
import { itInCi } from '../../../../test/support/it-in-ci.js';

// Packs and reads hostile files that are as large as the limits allow.
jest.setTimeout(LARGE_DATA_TEST_MS);

const MIB = 1024 * 1024;
const good = { xlsx: xlsxOf(workbookOf(SAMPLE)), docx: await docxOf(SAMPLE) };
const main = { xlsx: 'xl/worksheets/sheet1.xml', docx: 'word/document.xml' };

/** A good file with some of its parts changed or more of them. */
const changed = (kind: keyof typeof good, parts: Zippable): Uint8Array =>
  zipSync({ ...unzipSync(good[kind]), ...parts });

const blank = (mebibytes: number) => strToU8(`<x>${' '.repeat(mebibytes * MIB)}</x>`);

/** Says of every part that it is small, in both places where a ZIP says so. */
const lying = (zip: Uint8Array): Uint8Array => {
  const view = Buffer.from(zip);
  for (const [mark, at] of [
    ['PK\x03\x04', 22],
    ['PK\x01\x02', 24],
  ] as const)
    for (let i = view.indexOf(mark); i !== -1; i = view.indexOf(mark, i + 4))
      view.writeUInt32LE(10, i + at);
  return new Uint8Array(view);
};

const refused = async (bytes: Uint8Array) => {
  const refusal = await readDocument(bytes, { file: 'a.bin' }).then(
    () => ({ code: 'read', message: '' }),
    ({ code, message }: { code: string; message: string }) => ({ code, message }),
  );
  expect(refusal.message).toMatch(/^a\.bin [^\n]+: [^\n]+\.$/);
  return refusal.code;
};

const deep = (tag: string, levels: number) =>
  strToU8(`<?xml version="1.0"?>${`<${tag}>`.repeat(levels)}${`</${tag}>`.repeat(levels)}`);

const LAUGHS = strToU8(
  `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">${Array.from(
    { length: 9 },
    (_, i) => `<!ENTITY b${i} "${`&${i === 0 ? 'a' : `b${i - 1}`};`.repeat(10)}">`,
  ).join('')}]><worksheet>&b8;</worksheet>`,
);

describe.each(cases(1, ['xlsx', 'docx'] as const))('A hostile %s', (kind) => {
  const with_ = (part: Uint8Array) => changed(kind, { [main[kind]]: [part, { level: 1 }] });

  it('that unpacks to hundreds of times its size is refused', async () => {
    expect(await refused(with_(blank(10)))).toBe('document-too-costly');
  });

  it('that understates the size of its parts is refused', async () => {
    expect(await refused(lying(with_(blank(10))))).toBe('document-too-costly');
  });

  itInCi('whose parts are too large together is refused', async () => {
    const parts = Object.fromEntries(
      Array.from({ length: 8 }, (_, i) => [
        kind === 'xlsx' ? `xl/worksheets/more${i}.xml` : `word/_rels/document.xml.rels`,
        blank(kind === 'xlsx' ? 2 : 10),
      ]),
    );
    expect(await refused(changed(kind, parts))).toBe('document-too-costly');
  });

  it('that holds an archive in an archive is read without it', async () => {
    const inner = zipSync({ 'bomb.xml': blank(10) });
    expect(
      (await readDocument(changed(kind, { 'xl/embeddings/a.zip': inner }))).tables[2]!.state,
    ).toBe('read');
  });

  it('with thousands of parts is refused', async () => {
    // Stored and not compressed: to compress thousands of parts takes seconds.
    const parts: Zippable = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, i) => [`x/${i}`, [blank(0), { level: 0 }]]),
    );
    expect(await refused(changed(kind, parts))).toBe('document-too-costly');
  });

  it('that nests ten thousand deep is refused', async () => {
    expect(await refused(with_(deep('w:p', 10_000)))).toBe('document-too-costly');
  });

  it('that declares entities is refused', async () => {
    expect(await refused(with_(LAUGHS))).toBe('document-unreadable');
  });

  it('that is cut off, or empty but for its name, is refused', async () => {
    expect(await refused(good[kind].slice(0, -100))).toBe('document-unreadable');
    expect(await refused(good[kind].slice(0, 2_000))).toBe('document-unreadable');
    expect(await refused(with_(new Uint8Array()))).toBe('document-unreadable');
    const flipped = good[kind].slice();
    flipped[Buffer.from(flipped).indexOf(main[kind]) + 100]! ^= 0xff;
    expect(await refused(flipped)).toBe('document-unreadable');
  });
});

describe('A workbook of extreme size', () => {
  const sheet = (cells: string) =>
    changed('xlsx', {
      [main.xlsx]: strToU8(
        `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells}</sheetData></worksheet>`,
      ),
    });

  it.each([
    ['a cell in its last row', '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'],
    ['a cell in its last column', '<row r="1"><c r="XFD1"><v>1</v></c></row>'],
  ])('with %s is refused or read', async (_, cells) => {
    await readDocument(sheet(cells), { file: 'a.xlsx' }).catch(({ code }: { code: string }) =>
      expect(code).toBe('document-too-costly'),
    );
  });
});

describe('An old Office file', () => {
  const ole = (stream: string) =>
    Uint8Array.of(
      0xd0,
      0xcf,
      0x11,
      0xe0,
      ...new Uint8Array(600),
      ...Buffer.from(stream, 'utf16le'),
    );

  it.each`
    stream                | says
    ${'Workbook'}         | ${'is an old Excel workbook (XLS); PDF, XLSX, DOCX, CSV, text, TSV and Markdown are read: open it and save it as XLSX or CSV'}
    ${'WordDocument'}     | ${'is an old Word document (DOC)'}
    ${'EncryptedPackage'} | ${'is a file that is locked with a password'}
  `('is refused with what to do: $stream', async ({ stream, says }) => {
    await expect(readDocument(ole(stream as string), { file: 'a.xls' })).rejects.toMatchObject({
      code: 'document-unreadable',
      message: expect.stringContaining(`a.xls ${String(says)}`),
    });
  });
});
