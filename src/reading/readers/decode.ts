import { Refusal } from '../../domain/errors.js';
import { legible, UNREADABLE } from '../../text/legible.js';

const NUL_PEEK_BYTES = 64 * 1024;

/** Every published budget contains one of these words; a wrongly decoded one contains none. */
const BUDGET_WORDS = /预算|支出|合计|收入|单位|表/;

/**
 * Decodes a text: UTF-16 with a byte order mark, UTF-8 with or without one, else GB 18030 where that gives Chinese. Binary
 * data is never taken for text. What is never shown is left out, and a character whose bytes are broken becomes U+FFFD.
 *
 * @throws {Refusal} document-unreadable: the bytes are no text, or the text is blank
 */
export const decode = (bytes: Uint8Array, file: string): string => {
  const text = legible(decodeText(bytes, file));
  if (text.trim() === '')
    throw unreadable(`${file} has no text: give the published budget as text.`);
  return text;
};

const decodeText = (bytes: Uint8Array, file: string): string => {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return lossy(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return lossy(bytes, 'utf-16be');
  // UTF-16 without a byte order mark has a NUL beside every digit, and binary files have NULs too.
  if (bytes.subarray(0, NUL_PEEK_BYTES).includes(0))
    throw unreadable(
      `${file} holds NUL bytes, so it is a binary file or UTF-16 without a byte order mark: save it as UTF-8 text.`,
    );
  const utf8 = strict(bytes, 'utf-8');
  if (utf8 !== undefined) return utf8;
  const gb = lossy(bytes, 'gb18030');
  const repaired = lossy(bytes, 'utf-8');
  const readable = [gb, repaired].filter((text) => BUDGET_WORDS.test(text));
  const best = readable.toSorted((a, b) => unreadableIn(a) - unreadableIn(b))[0];
  if (best === undefined)
    throw unreadable(
      `${file} is neither UTF-8 nor GB 18030 text in Chinese: save it as UTF-8 text.`,
    );
  return best;
};

const strict = (bytes: Uint8Array, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const lossy = (bytes: Uint8Array, encoding: string): string =>
  new TextDecoder(encoding).decode(bytes);

const unreadableIn = (text: string): number => text.split(UNREADABLE).length - 1;

const unreadable = (message: string): Refusal => new Refusal('document-unreadable', message);
