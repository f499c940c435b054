import { createHash, type Hash } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from '../../domain/values/civil-date.js';
import { decodeMeta } from '../envelope.js';
import type { StoredEvent } from '../event-log.js';

/*
 * The format of an exported log: a header, one line per event in log order, and a closing line; each line is a JSON
 * document. The lines of events do not depend on the engine: the same log gives the same lines, and the same digest,
 * wherever it is exported.
 */

/** The name of the format, in the header of each exported log. */
export const FORMAT = 'budget-ledger-log';
/** The version of the format. An import refuses any other. */
export const FORMAT_VERSION = 1;

const token = z.string().regex(/^e\d{1,9}-\d{20}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const id = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** The first line. */
export const header = z.strictObject({
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSION),
  ledger: z.string(),
  epoch: z.int().min(1),
  /** The event after which the file begins; null when it contains the whole log. */
  after: z.strictObject({ token, sequence: z.int().min(1), id }).nullable(),
});
/** The first line of an exported log. */
export type Header = z.infer<typeof header>;

/** The line of one event. */
export const eventLine = z.strictObject({
  /** The number of the event in the log: 1, 2, 3 … */
  sequence: z.int().min(1),
  stream: z.string().regex(/^(?:budget|agency)-./),
  version: z.int().min(0),
  id,
  type: z.string().min(1),
  recordedAt: z.string(),
  /** The two stored texts, byte for byte. */
  data: z.string(),
  meta: z.string(),
});
/** One event of an exported log. */
export type EventLine = z.infer<typeof eventLine>;

/** The last line: counts and digests (SHA-256, hexadecimal), by which an import checks that nothing is missing. */
export const closing = z.strictObject({
  events: z.int().min(0),
  streams: z.int().min(0),
  /** The token of the last event in the exported log. */
  lastToken: token.nullable(),
  /** Earlier epochs: the last of their positions that the log contains, and the sequence of the event there. */
  ended: z.array(
    z.strictObject({
      epoch: z.int().min(1),
      upTo: z.string().regex(/^\d{1,18}$/),
      sequence: z.int().min(0),
    }),
  ),
  /** Over the lines of the events. */
  sha256,
  /** Over all lines before this one. */
  fileSha256: sha256,
});
/** The last line of an exported log. */
export type Closing = z.infer<typeof closing>;

/** The line of an event, with the line break. */
export const lineOf = (stored: StoredEvent, sequence: number): string => {
  const { stream, version, id, type, data, meta } = stored;
  const { recordedAt }: { readonly recordedAt: Instant } = decodeMeta(stored);
  return `${JSON.stringify({ sequence, stream, version, id, type, recordedAt, data, meta } satisfies EventLine)}\n`;
};

/** A SHA-256 digest that can be read at any time. */
export class Digest {
  private readonly hash: Hash = createHash('sha256');

  add(bytes: string | Uint8Array): void {
    this.hash.update(bytes);
  }

  /** Of the bytes added so far. */
  get hex(): string {
    return this.hash.copy().digest('hex');
  }
}
