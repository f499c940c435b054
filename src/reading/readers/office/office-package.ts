import { crc32, inflateRawSync } from 'node:zlib';
import { Refusal } from '../../../domain/errors.js';

/** The nine-table form has 40 parts; a workbook with a sheet for each of a hundred projects has some hundreds. */
const PARTS_MAX = 2_000;
/** All wanted parts together, inflated. The nine-table form has 1 MiB, a hundred full sheets have 20. */
const INFLATED_BYTES_MAX = 64 * 1024 * 1024;
/** XML shrinks to a tenth, and to a hundredth where cells repeat. */
const RATIO_MAX = 200;
const INFLATED_ALWAYS_BYTES = 8 * 1024 * 1024;
/** The parts that are read nest a dozen deep; tables in tables nest deeper. */
const XML_DEPTH_MAX = 128;

/**
 * The wanted parts of an Office package by name. They are inflated here, within limits on their real size whatever the
 * package claims, so that no library inflates more. All other parts stay closed, such as links to other files.
 *
 * @throws {Refusal} document-too-costly: too many parts, too large or nested too deep; document-unreadable: damaged, locked,
 *   or it declares entities
 */
export const packageParts = (
  bytes: Uint8Array,
  wanted: RegExp,
  file: string,
): ReadonlyMap<string, Uint8Array> => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = new Map<string, Uint8Array>();
  let left = Math.min(
    INFLATED_BYTES_MAX,
    Math.max(INFLATED_ALWAYS_BYTES, bytes.length * RATIO_MAX),
  );
  for (const entry of entriesOf(buffer, file)) {
    const name = entry.name.replaceAll('\\', '/').replace(/^\/+/, '');
    if (!wanted.test(name)) continue;
    const part = inflated(buffer, entry, left, file);
    if (crc32(part) !== entry.checksum) throw broken(file);
    left -= part.length;
    checkXml(part, file);
    parts.set(name, part);
  }
  return parts;
};

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly at: number;
}

const END_SIGNATURE = Buffer.of(0x50, 0x4b, 5, 6);
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const LOCKED = 1;
const STORED = 0;
const DEFLATED = 8;

/** The directory at the end of a ZIP archive. */
const entriesOf = (buffer: Buffer, file: string): readonly Entry[] => {
  const end = buffer.lastIndexOf(END_SIGNATURE);
  if (end === -1 || end < buffer.length - END_BYTES - COMMENT_BYTES_MAX) throw broken(file);
  if (end + END_BYTES > buffer.length) throw broken(file);
  const count = buffer.readUInt16LE(end + 10);
  if (count > PARTS_MAX)
    throw costly(
      `${file} has ${count} parts, more than the ${PARTS_MAX} of any budget: save it anew.`,
    );
  const entries: Entry[] = [];
  let at = buffer.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > buffer.length || buffer.readUInt32LE(at) !== ENTRY_SIGNATURE)
      throw broken(file);
    if (buffer.readUInt16LE(at + 8) & LOCKED)
      throw unreadable(`${file} is locked with a password: save it without one.`);
    const nameBytes = buffer.readUInt16LE(at + 28);
    entries.push({
      name: buffer.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes),
      method: buffer.readUInt16LE(at + 10),
      checksum: buffer.readUInt32LE(at + 16),
      packedBytes: buffer.readUInt32LE(at + 20),
      at: buffer.readUInt32LE(at + 42),
    });
    at += ENTRY_BYTES + nameBytes + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
  }
  return entries;
};

const inflated = (
  buffer: Buffer,
  { method, packedBytes, at }: Entry,
  bytesMax: number,
  file: string,
): Uint8Array => {
  if (at + LOCAL_BYTES > buffer.length || buffer.readUInt32LE(at) !== LOCAL_SIGNATURE)
    throw broken(file);
  const begin = at + LOCAL_BYTES + buffer.readUInt16LE(at + 26) + buffer.readUInt16LE(at + 28);
  if (begin + packedBytes > buffer.length) throw broken(file);
  const packed = buffer.subarray(begin, begin + packedBytes);
  if (method === STORED && packed.length <= bytesMax) return packed;
  if (method !== STORED && method !== DEFLATED) throw broken(file);
  try {
    if (method === STORED) throw Object.assign(new Error(), { code: 'ERR_BUFFER_TOO_LARGE' });
    return inflateRawSync(packed, { maxOutputLength: Math.max(bytesMax, 1) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw broken(file);
    throw costly(
      `${file} has ${buffer.length} bytes and unpacks to many times as much as a budget has: save it anew, or give the document as CSV or text.`,
    );
  }
};

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const DECLARATION = /<!(?:DOCTYPE|ENTITY)/i;
const HEAD_BYTES = 4_096;

/** @throws {Refusal} document-unreadable: the XML declares entities or is not closed; document-too-costly: it nests too deep */
const checkXml = (xml: Uint8Array, file: string): void => {
  const head = Buffer.from(xml.buffer, xml.byteOffset, Math.min(xml.length, HEAD_BYTES));
  if (head.includes(0)) throw broken(file);
  if (DECLARATION.test(head.toString('latin1')))
    throw unreadable(
      `${file} declares a document type of its own, as no Office program does: save it anew.`,
    );
  let depth = 0;
  let elements = 0;
  for (let at = xml.indexOf(LESS); at !== -1; at = xml.indexOf(LESS, at + 1)) {
    const next = xml[at + 1];
    if (next === SLASH) depth--;
    else if (next !== BANG && next !== QUESTION) {
      const end = xml.indexOf(GREATER, at);
      if (end === -1) throw broken(file);
      elements++;
      if (xml[end - 1] !== SLASH && ++depth > XML_DEPTH_MAX)
        throw costly(
          `${file} nests deeper than ${XML_DEPTH_MAX} levels, as no document does: save it anew.`,
        );
    }
  }
  if (depth !== 0 || elements === 0) throw broken(file);
};

const broken = (file: string): Refusal =>
  unreadable(`${file} is damaged and cannot be unpacked: open it, save it anew and give that.`);

const unreadable = (message: string): Refusal => new Refusal('document-unreadable', message);

const costly = (message: string): Refusal => new Refusal('document-too-costly', message);
