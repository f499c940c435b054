/** Files that are no text, by the bytes they begin with. */
const MAGIC: readonly { readonly kind: string; readonly bytes: readonly number[] }[] = [
  { kind: 'a PDF', bytes: [0x25, 0x50, 0x44, 0x46] },
  { kind: 'a ZIP archive', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'a ZIP archive', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { kind: 'an old Office file (XLS or DOC)', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { kind: 'a PNG image', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { kind: 'a JPEG image', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'a GIF image', bytes: [0x47, 0x49, 0x46, 0x38] },
  { kind: 'a TIFF image', bytes: [0x49, 0x49, 0x2a, 0x00] },
  { kind: 'a TIFF image', bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { kind: 'a RAR archive', bytes: [0x52, 0x61, 0x72, 0x21] },
  { kind: 'a 7z archive', bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { kind: 'a GZIP archive', bytes: [0x1f, 0x8b] },
];

/** Office packages are ZIP archives; the names of their parts stand plain in the first bytes. */
const PARTS: readonly { readonly kind: string; readonly part: string }[] = [
  { kind: 'an XLSX workbook', part: 'xl/' },
  { kind: 'a DOCX document', part: 'word/' },
  { kind: 'an OFD document', part: 'OFD.xml' },
];
const PEEK_BYTES = 64 * 1024;

/** What a file is when it is no text, in words for a sentence; undefined for what may be text. */
export const binaryKind = (bytes: Uint8Array): string | undefined => {
  const found = MAGIC.find(({ bytes: magic }) => magic.every((byte, i) => bytes[i] === byte));
  if (!found) return undefined;
  if (found.kind !== 'a ZIP archive') return found.kind;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, PEEK_BYTES));
  return PARTS.find(({ part }) => head.includes(part))?.kind ?? found.kind;
};
