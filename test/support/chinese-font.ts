import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { inflateSync } from 'node:zlib';

const FILE = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff';
const CACHED = fileURLToPath(new URL('../../dist/test/noto-sans-sc-400.ttf', import.meta.url));

/** Noto Sans SC as TrueType, kept in dist: from its compressed form a PDF takes seconds to write. */
export const chineseFont = (): Buffer => {
  if (existsSync(CACHED)) return readFileSync(CACHED);
  const font = trueTypeOf(readFileSync(createRequire(import.meta.url).resolve(FILE)));
  // Specs run beside each other: the file is there whole or not at all.
  writeFileSync(`${CACHED}.${process.pid}`, font);
  renameSync(`${CACHED}.${process.pid}`, CACHED);
  return font;
};

/** WOFF 1.0, sections 3 to 5: the tables of a TrueType font, each compressed by itself. */
const trueTypeOf = (woff: Buffer): Buffer => {
  const count = woff.readUInt16BE(12);
  const header = Buffer.alloc(12 + count * 16);
  header.writeUInt32BE(woff.readUInt32BE(4), 0);
  header.writeUInt16BE(count, 4);
  const power = Math.floor(Math.log2(count));
  header.writeUInt16BE(2 ** power * 16, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE(count * 16 - 2 ** power * 16, 10);
  const parts = [header];
  let offset = header.length;
  for (let i = 0; i < count; i++) {
    const entry = 44 + i * 20;
    const [from, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [
      number,
      number,
      number,
    ];
    const data = woff.subarray(from, from + packed);
    woff.copy(header, 12 + i * 16, entry, entry + 4);
    woff.copy(header, 16 + i * 16, entry + 16, entry + 20);
    header.writeUInt32BE(offset, 20 + i * 16);
    header.writeUInt32BE(length, 24 + i * 16);
    const table = Buffer.alloc(Math.ceil(length / 4) * 4);
    (packed < length ? inflateSync(data) : data).copy(table);
    parts.push(table);
    offset += table.length;
  }
  return Buffer.concat(parts);
};
