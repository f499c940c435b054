import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';

/** Noto Sans SC, the glyphs of simplified Chinese, in its npm package. */
const FILE = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff';

let font: Promise<Uint8Array> | undefined;

/** The font as TrueType, since the PDF writer takes six seconds with the compressed form. Read once. */
export const chineseFont = (): Promise<Uint8Array> => {
  font ??= readFile(createRequire(import.meta.url).resolve(FILE)).then(trueTypeOf);
  return font;
};

const HEADER_BYTES = 12;
const ENTRY_BYTES = 16;
const WOFF_HEADER_BYTES = 44;
const WOFF_ENTRY_BYTES = 20;

/** WOFF 1.0, section 3 to 5: the same tables, each compressed by itself. */
const trueTypeOf = (woff: Buffer): Uint8Array => {
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, i) => {
    const at = WOFF_HEADER_BYTES + i * WOFF_ENTRY_BYTES;
    const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field));
    const data = woff.subarray(offset!, offset! + packed!);
    return {
      tag: woff.subarray(at, at + 4),
      checksum: woff.readUInt32BE(at + 16),
      data: packed! < length! ? inflateSync(data) : data,
    };
  });
  const directory = HEADER_BYTES + count * ENTRY_BYTES;
  const total = tables.reduce((sum, { data }) => sum + padded(data.length), directory);
  const out = Buffer.alloc(total);
  const power = Math.floor(Math.log2(count));
  out.writeUInt32BE(woff.readUInt32BE(4), 0);
  out.writeUInt16BE(count, 4);
  out.writeUInt16BE(2 ** power * 16, 6);
  out.writeUInt16BE(power, 8);
  out.writeUInt16BE(count * 16 - 2 ** power * 16, 10);
  let offset = directory;
  for (const [i, { tag, checksum, data }] of tables.entries()) {
    const at = HEADER_BYTES + i * ENTRY_BYTES;
    tag.copy(out, at);
    out.writeUInt32BE(checksum, at + 4);
    out.writeUInt32BE(offset, at + 8);
    out.writeUInt32BE(data.length, at + 12);
    data.copy(out, offset);
    offset += padded(data.length);
  }
  return out;
};

const padded = (bytes: number): number => Math.ceil(bytes / 4) * 4;
