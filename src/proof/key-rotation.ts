import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { base64, originOf, type Checkpoint, type SignedCheckpoint } from './checkpoint.js';
import { HASH_BYTES } from './hasher.js';
import {
  formatNoteKey,
  isSignedBy,
  noteKeyOf,
  parseNote,
  parseNoteKey,
  signatureLine,
  signNote,
  type NoteKey,
} from './signed-note.js';

/** The second line of the text; no checkpoint has it, whose second line is a number. */
const KIND = 'key rotation';

/** That one key follows another: a note that both have signed. */
export interface KeyRotation {
  /** `budget-ledger/<ledger>/<epoch>`, the log whose checkpoints the old key signed last. */
  readonly origin: string;
  readonly from: NoteKey;
  readonly to: NoteKey;
  /** The number of events in the last checkpoint of the old key. */
  readonly size: number;
  /** The root of that checkpoint: what the old key signed is of a log that has it. */
  readonly root: Uint8Array;
  readonly note: string;
}

/** The note of a rotation after a checkpoint, signed by both private keys. */
export const signRotation = (
  { origin, size, root }: Pick<Checkpoint, 'origin' | 'size' | 'root'>,
  from: KeyObject,
  to: KeyObject,
): string => {
  const [old, next] = [from, to].map((key) => formatNoteKey(noteKeyOf(origin, key)));
  const text = `${origin}\n${KIND}\nfrom ${old}\nto ${next}\nafter ${size} ${base64(root)}\n`;
  const [signature] = parseNote(signNote(text, origin, to))!.signatures;
  return signNote(text, origin, from) + signatureLine(signature!);
};

/** Parses the note of a rotation; undefined when it is none, or one of the two keys has not signed it. */
const parseRotation = (note: string): KeyRotation | undefined => {
  const signed = parseNote(note);
  const match = /^(\S+)\n(.*)\nfrom (\S+)\nto (\S+)\nafter (\d{1,15}) (\S+)\n$/.exec(
    signed?.text ?? '',
  );
  if (signed === undefined || match?.[2] !== KIND) return undefined;
  const [origin, size] = [match[1]!, Number(match[5])];
  const root = Buffer.from(match[6]!, 'base64');
  if (root.length !== HASH_BYTES) return undefined;
  const [from, to] = [parseNoteKey(match[3]!), parseNoteKey(match[4]!)];
  const both = [from, to].every(({ key }) => isSignedBy(signed, noteKeyOf(origin, key)));
  return both ? { origin, from, to, size, root, note } : undefined;
};

/**
 * Whether a rotation may follow another in the list: it begins with the key that the other ended with, at no earlier checkpoint.
 * Without the order, a retired key could put a rotation of a later checkpoint before the one by which it was retired.
 */
const isNext = (before: KeyRotation, { origin, size, from }: KeyRotation): boolean => {
  const [earlier, later] = [epochOf(before), epochOf({ origin })];
  const isInOrder = earlier < later || (earlier === later && before.size <= size);
  return isInOrder && before.to.key.equals(from.key);
};

/** The rotations of a list of notes, each followed by an empty line, the oldest first; undefined where the list is not whole. */
const parseRotations = (list: string): readonly KeyRotation[] | undefined => {
  const parts = list.split('\n\n').slice(0, -1);
  const found: KeyRotation[] = [];
  for (let i = 0; i < parts.length; i += 2) {
    const rotation = parseRotation(`${parts[i]}\n\n${parts[i + 1] ?? ''}\n`);
    if (rotation === undefined) return undefined;
    const before = found.at(-1);
    if (before !== undefined && !isNext(before, rotation)) return undefined;
    found.push(rotation);
  }
  return found;
};

/** The rotations that are kept in a file; none where there is no file, undefined where it is not whole. */
export const rotationsIn = (file: string): readonly KeyRotation[] | undefined =>
  existsSync(file) ? parseRotations(readFileSync(file, 'utf8')) : [];

/**
 * The public key that may have signed a checkpoint: each key of the list until the checkpoint at which the next one followed. Where the
 * trusted key is not in the list, it alone.
 */
const keyFor = (
  checkpoint: Pick<Checkpoint, 'origin' | 'size'>,
  trusted: KeyObject,
  rotations: readonly KeyRotation[],
): KeyObject => {
  const isTrusted = ({ key }: NoteKey): boolean => key.equals(trusted);
  if (!rotations.some(({ from, to }) => isTrusted(from) || isTrusted(to))) return trusted;
  const epoch = epochOf(checkpoint);
  const due = rotations.find(
    (each) => epoch < epochOf(each) || (epoch === epochOf(each) && checkpoint.size <= each.size),
  );
  return (due?.from ?? rotations.at(-1)!.to).key;
};

/** Whether a checkpoint is signed by the key that may have signed it, see {@link keyFor}. */
export const isSignedInTurn = (
  checkpoint: SignedCheckpoint,
  trusted: KeyObject,
  rotations: readonly KeyRotation[],
): boolean =>
  isSignedBy(
    checkpoint.signed,
    noteKeyOf(checkpoint.origin, keyFor(checkpoint, trusted, rotations)),
  );

/** The epoch of a log, by its origin. */
export const epochOf = ({ origin }: Pick<Checkpoint, 'origin'>): number =>
  Number(/\/(\d+)$/.exec(origin)?.[1]);

/** The epoch of a log, by its origin, where it is one of this ledger; null for one of another ledger. */
export const epochIn = (log: Pick<Checkpoint, 'origin'>, ledger: string): number | null => {
  const epoch = epochOf(log);
  return log.origin === originOf(ledger, epoch) ? epoch : null;
};
