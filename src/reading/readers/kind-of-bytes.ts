import { Refusal } from '../../domain/errors.js';

/** The binary kinds of file that are read. CSV is distinguished from other text after decoding, by its commas. */
export type BinaryKind = 'pdf' | 'xlsx' | 'docx';

const READ = 'PDF, XLSX, DOCX, CSV, text, TSV and Markdown are read';

const SAVE_AS_XLSX = 'open it and save it as XLSX or CSV';
const SAVE_AS_DOCX = 'open it and save it as DOCX, or give the PDF that was published';
const PICTURE = 'a picture has no figures to read: give the PDF, XLSX or DOCX that it was made of';
const UNPACK = 'unpack it and give the documents in it';

/** Binary files by their first bytes; `give` is the advice for a kind that is not read. */
const MAGIC: readonly {
  readonly is: BinaryKind | 'zip' | 'ole' | { readonly name: string; readonly give: string };
  readonly bytes: readonly number[];
}[] = [
  { is: 'pdf', bytes: [0x25, 0x50, 0x44, 0x46] },
  { is: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { is: 'zip', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { is: 'ole', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { is: { name: 'a PNG image', give: PICTURE }, bytes: [0x89, 0x50, 0x4e, 0x47] },
  { is: { name: 'a JPEG image', give: PICTURE }, bytes: [0xff, 0xd8, 0xff] },
  { is: { name: 'a GIF image', give: PICTURE }, bytes: [0x47, 0x49, 0x46, 0x38] },
  { is: { name: 'a TIFF image', give: PICTURE }, bytes: [0x49, 0x49, 0x2a, 0x00] },
  { is: { name: 'a TIFF image', give: PICTURE }, bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { is: { name: 'an RTF document', give: SAVE_AS_DOCX }, bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66] },
  { is: { name: 'a RAR archive', give: UNPACK }, bytes: [0x52, 0x61, 0x72, 0x21] },
  { is: { name: 'a 7z archive', give: UNPACK }, bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { is: { name: 'a GZIP archive', give: UNPACK }, bytes: [0x1f, 0x8b] },
];

/** Office packages are ZIP archives: the names of their parts are not compressed, at the beginning and in the directory at the end. */
const PARTS: readonly {
  readonly part: string;
  readonly is: BinaryKind | { readonly name: string; readonly give: string };
}[] = [
  { part: 'xl/workbook.xml', is: 'xlsx' },
  { part: 'word/document.xml', is: 'docx' },
  { part: 'xl/workbook.bin', is: { name: 'an XLSB workbook', give: SAVE_AS_XLSX } },
  { part: 'OFD.xml', is: { name: 'an OFD document', give: 'save it as PDF and give that' } },
  {
    part: 'opendocument.spreadsheet',
    is: { name: 'an ODS workbook', give: SAVE_AS_XLSX },
  },
  { part: 'opendocument.text', is: { name: 'an ODT document', give: SAVE_AS_DOCX } },
];
const PEEK_BYTES = 64 * 1024;

/** Streams of an old Office file are named in UTF-16 in its directory. */
const OLE_STREAMS: readonly {
  readonly stream: string;
  readonly name: string;
  readonly give: string;
}[] = [
  {
    stream: 'EncryptedPackage',
    name: 'a file that is locked with a password',
    give: 'open it and save it without the password',
  },
  { stream: 'Workbook', name: 'an old Excel workbook (XLS)', give: SAVE_AS_XLSX },
  { stream: 'Book', name: 'an old Excel workbook (XLS)', give: SAVE_AS_XLSX },
  { stream: 'WordDocument', name: 'an old Word document (DOC)', give: SAVE_AS_DOCX },
];

/** Formats of text that programs name .xls or .doc, by how they begin. */
const MARKUP: readonly {
  readonly begins: RegExp;
  readonly name: string;
  readonly give: string;
}[] = [
  { begins: /^MIME-Version:/i, name: 'a web archive (MHTML)', give: SAVE_AS_XLSX },
  {
    begins:
      /^<\?xml[^>]*>\s*<\?mso-application|^<\?xml[^]*urn:schemas-microsoft-com:office:spreadsheet/i,
    name: 'an XML spreadsheet',
    give: SAVE_AS_XLSX,
  },
  {
    begins:
      /^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<(?:!doctype html|html|head|meta|body|table|style|div)\b/i,
    name: 'an HTML page',
    give: SAVE_AS_XLSX,
  },
];
const MARKUP_PEEK_CHARS = 4_096;

/** @throws {Refusal} document-unreadable: the text is HTML or another format that is not read, whatever the file is named */
export const refuseMarkup = (text: string, file: string): void => {
  const begin = text.slice(0, MARKUP_PEEK_CHARS).trimStart();
  const found = MARKUP.find(({ begins }) => begins.test(begin));
  if (found)
    throw new Refusal(
      'document-unreadable',
      `${file} is ${found.name}, whatever its name says; ${READ}: ${found.give}.`,
    );
};

/**
 * The kind of a binary file; undefined for a file that may be text.
 *
 * @throws {Refusal} document-unreadable: a binary file of a kind that is not read
 */
export const binaryKind = (bytes: Uint8Array, file: string): BinaryKind | undefined => {
  const found = MAGIC.find(({ bytes: magic }) => magic.every((byte, i) => bytes[i] === byte));
  if (!found) return undefined;
  const is =
    found.is === 'zip' ? packageOf(bytes) : found.is === 'ole' ? oldOffice(bytes) : found.is;
  if (typeof is === 'string') return is;
  throw new Refusal('document-unreadable', `${file} is ${is.name}; ${READ}: ${is.give}.`);
};

const packageOf = (bytes: Uint8Array) =>
  PARTS.find(({ part }) => holds(bytes, part, 'latin1'))?.is ?? {
    name: 'a ZIP archive',
    give: UNPACK,
  };

const oldOffice = (bytes: Uint8Array) =>
  OLE_STREAMS.find(({ stream }) => holdsUtf16(bytes, stream)) ?? {
    name: 'an old Office file (XLS or DOC)',
    give: 'open it and save it as XLSX or DOCX',
  };

/** Whether the first or last bytes of a file contain a name. */
const holds = (bytes: Uint8Array, name: string, encoding: 'latin1' | 'utf16le'): boolean => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wanted = Buffer.from(name, encoding);
  return (
    buffer.subarray(0, PEEK_BYTES).includes(wanted) || buffer.subarray(-PEEK_BYTES).includes(wanted)
  );
};

const holdsUtf16 = (bytes: Uint8Array, name: string): boolean => holds(bytes, name, 'utf16le');
