import { HASH_BYTES, type HashName } from './hasher.js';
import type { TreeHead } from './merkle.js';
import { parseNote, type SignedNote } from './signed-note.js';

/** A checkpoint (C2SP tlog-checkpoint): which log, how many events it has, and the root of its tree. */
export interface Checkpoint extends TreeHead {
  /** `budget-ledger/<ledger>/<epoch>`. */
  readonly origin: string;
  /** Lines after the root: a hash algorithm other than SHA-256, and the last checkpoint of the epoch before. */
  readonly extensions: readonly string[];
}

/** A checkpoint with its signatures, and its text as it is kept. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: string;
  readonly signed: SignedNote;
}

/** The name of the log of an epoch: a restored log is another one, which begins with a part of the earlier one. */
export const originOf = (ledger: string, epoch: number): string =>
  `budget-ledger/${ledger}/${epoch}`;

/** The hash algorithm of the tree of a checkpoint. */
export const hashNameOf = ({ extensions }: Pick<Checkpoint, 'extensions'>): HashName =>
  extensions.includes('hash sm3') ? 'sm3' : 'sha-256';

/** The text that is signed. */
export const formatCheckpoint = ({ origin, size, root, extensions }: Checkpoint): string =>
  [origin, String(size), base64(root), ...extensions, ''].join('\n');

/** Parses a signed checkpoint; undefined when the text is none. */
export const parseCheckpoint = (note: string): SignedCheckpoint | undefined => {
  const signed = parseNote(note);
  if (signed === undefined) return undefined;
  const [origin = '', size = '', rootText = '', ...rest] = signed.text.split('\n');
  const extensions = rest.slice(0, -1);
  const root = Buffer.from(rootText, 'base64');
  const isWhole =
    origin !== '' &&
    /^(0|[1-9]\d{0,14})$/.test(size) &&
    root.length === HASH_BYTES &&
    base64(root) === rootText &&
    !extensions.includes('');
  return isWhole ? { origin, size: Number(size), root, extensions, note, signed } : undefined;
};

/** The checkpoints of a file that holds one after another, each followed by an empty line; undefined where a text is none. */
export const parseCheckpoints = (text: string): readonly (SignedCheckpoint | undefined)[] => {
  const parts = text
    .replaceAll('\r\n', '\n')
    .split('\n\n')
    .filter((part) => part.trim() !== '');
  return Array.from({ length: Math.ceil(parts.length / 2) }, (_, i) =>
    parseCheckpoint(`${parts[2 * i]}\n\n${(parts[2 * i + 1] ?? '').trimEnd()}\n`),
  );
};

/** Base64 as RFC 4648, section 4, has it. */
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
