import { hash } from 'node:crypto';
import type { StoredEvent } from '../log/event-log.js';

/** The hash algorithms of a tree: SHA-256 (FIPS 180-4), and SM3 (GB/T 32905-2016). Both give 32 bytes. */
export const HASH_NAMES = ['sha-256', 'sm3'] as const;
/** The hash algorithm of a tree; it is chosen when the tree is begun, and never changes. */
export type HashName = (typeof HASH_NAMES)[number];

/** The length of a hash, in bytes. */
export const HASH_BYTES = 32;

/** The first bytes of each leaf: what is hashed, and the version of its encoding. */
const LEAF_DOMAIN = 'budget-ledger event v1\n';

const OPENSSL_NAMES: Readonly<Record<HashName, string>> = { 'sha-256': 'sha256', sm3: 'sm3' };

/** The hashes of a Merkle tree (RFC 9162, section 2.1.1) over events. */
export class Hasher {
  private readonly algorithm: string;
  private readonly pair = Buffer.concat([Buffer.of(1), Buffer.alloc(2 * HASH_BYTES)]);
  private scratch = Buffer.alloc(0);

  constructor(readonly name: HashName) {
    this.algorithm = OPENSSL_NAMES[name];
  }

  /** The root of a tree without leaves. */
  empty(): Buffer {
    return this.digest('');
  }

  /** The hash of a leaf with this content. */
  leaf(content: Uint8Array): Buffer {
    return this.digest(Buffer.concat([Buffer.of(0), content]));
  }

  /** The hash of an inner node. */
  node(left: Uint8Array, right: Uint8Array): Buffer {
    this.pair.set(left, 1);
    this.pair.set(right, 1 + HASH_BYTES);
    return this.digest(this.pair);
  }

  /**
   * The hash of the leaf of an event. The leaf is everything that is stored of it, except its position, which differs between
   * engines (its place in the tree is its sequence): a fixed first line, then stream, version (in decimal digits), id, type,
   * data and meta, each as its length in bytes (four bytes, the highest first) and its UTF-8.
   */
  event(stored: StoredEvent): Buffer {
    const fields = fieldsOf(stored);
    const most =
      1 + LEAF_DOMAIN.length + fields.reduce((sum, { length }) => sum + 4 + 3 * length, 0);
    if (this.scratch.length < most) this.scratch = Buffer.alloc(2 * most);
    return this.digest(this.scratch.subarray(0, writeLeaf(this.scratch, fields)));
  }

  /** By way of a text, which costs half: `hash` allocates memory outside of the heap for each buffer that it gives. */
  private digest(bytes: string | Uint8Array): Buffer {
    return Buffer.from(hash(this.algorithm, bytes, 'binary'), 'latin1');
  }
}

const fieldsOf = ({ stream, version, id, type, data, meta }: StoredEvent): readonly string[] => [
  stream,
  String(version),
  id,
  type,
  data,
  meta,
];

/** Writes the leaf after the byte 0, by which RFC 9162 separates leaves from inner nodes; returns the length of both. */
const writeLeaf = (bytes: Buffer, fields: readonly string[]): number => {
  bytes[0] = 0;
  let end = 1 + bytes.write(LEAF_DOMAIN, 1, 'latin1');
  for (const text of fields) {
    const length = bytes.write(text, end + 4, 'utf8');
    bytes.writeUInt32BE(length, end);
    end += 4 + length;
  }
  return end;
};
