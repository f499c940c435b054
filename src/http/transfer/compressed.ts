import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A smaller answer is not compressed: it fits into one packet of the network. */
const COMPRESSED_BYTES_MIN = 1_024;
/** Faster than gzip, and smaller; the highest quality is for files that are compressed once. */
const BROTLI_QUALITY = 4;

/** Ways to compress, the better one first. They work off the event loop. */
const CODINGS = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        // Otherwise each compression has memory for a text of any size.
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  gzip: (body: Buffer) => promisify(gzip)(body),
} as const;
/** A coding of `Content-Encoding`. */
export type Coding = keyof typeof CODINGS;

/** Whether an answer becomes smaller: text of more than 1 kB. */
export const isCompressible = (body: Buffer, mediaType: unknown): boolean =>
  body.length > COMPRESSED_BYTES_MIN &&
  /^(?:text\/|application\/(?:[\w.-]+\+)?json|application\/x-ndjson)/.test(String(mediaType));

/** The bytes of an answer in a coding. */
export const compressed = (body: Buffer, coding: Coding): Promise<Buffer> => CODINGS[coding](body);

/** The coding that `Accept-Encoding` prefers (RFC 9110, section 12.5.3); undefined when it takes none of ours. */
export const preferredCoding = (accepted = ''): Coding | undefined => {
  const weights = new Map(
    accepted.split(',').map((each) => {
      const [name = '', ...parameters] = each.split(';').map((part) => part.trim().toLowerCase());
      const q = parameters.find((parameter) => parameter.startsWith('q='));
      return [name, q === undefined ? 1 : Number(q.slice(2)) || 0] as const;
    }),
  );
  const weight = (coding: Coding): number => weights.get(coding) ?? weights.get('*') ?? 0;
  const [best] = (Object.keys(CODINGS) as Coding[]).toSorted((a, b) => weight(b) - weight(a));
  return best !== undefined && weight(best) > 0 ? best : undefined;
};
