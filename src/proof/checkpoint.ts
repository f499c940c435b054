import { HASH_BYTES, type HashName } from './hasher.js';
import type { TreeHead } from './tree/merkle.js';
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

/** What stands in the place of a checkpoint whose writing was cut off, as by a full disk or a crash: it never was a signed note. */
export const CUT_OFF = 'cut-off';

/** What a place of checkpoints has: a checkpoint, the beginning of one, or undefined for a text that is neither. */
export type KeptCheckpoint = SignedCheckpoint | typeof CUT_OFF | undefined;

/** Whether it is a whole checkpoint. */
export const isCheckpoint = (kept: KeptCheckpoint): kept is SignedCheckpoint =>
  kept !== undefined && kept !== CUT_OFF;

/** What the name of each log begins with. */
const PRODUCT = 'budget-ledger/';

/** The name of the log of an epoch: a restored log is another one, which begins with a part of the earlier one. */
export const originOf = (ledger: string, epoch: number): string => `${PRODUCT}${ledger}/${epoch}`;

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

/** The checkpoints of a file that holds one after another, each followed by an empty line. */
export const parseCheckpoints = (text: string): readonly KeptCheckpoint[] => {
  const parts = text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '');
  const found: KeptCheckpoint[] = [];
  while (parts.length > 0) {
    const body = parts.shift()!;
    // A text that was cut off has no signatures: the next checkpoint follows it.
    const signatures = /^[\u2014\uFFFD]/.test(parts[0] ?? '') ? parts.shift()! : '';
    found.push(keptCheckpoint(body, signatures.trimEnd().split('\n')));
  }
  return found;
};

/** Takes the text of a checkpoint without its last line break, and its signature lines. */
const keptCheckpoint = (body: string, lines: readonly string[]): KeptCheckpoint => {
  const whole = lines.filter((line, i) => i < lines.length - 1 || !BEGUN_SIGNATURE.test(line));
  if (whole.length > 0) return parseCheckpoint(`${body}\n\n${whole.join('\n')}\n`);
  return PRODUCT.startsWith(body) || BEGUN_TEXT.test(body) ? CUT_OFF : undefined;
};

/** A signature line that ends before its last byte: an Ed25519 signature and the id of its key are 91 digits of base64. The dash may be cut too. */
const BEGUN_SIGNATURE = /^(?:[\u2014\uFFFD](?: [^\s+]*(?: [A-Za-z0-9+/]{0,90})?)?)?$/;

/** The text of a checkpoint, or the beginning of one. */
const BEGUN_TEXT = new RegExp(`^${PRODUCT}[^\\n]*(?:\\n\\d*(?:\\n[A-Za-z0-9+/=]*(?:\\n.*)*)?)?$`);

/** Base64 as RFC 4648, section 4, has it. */
export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
