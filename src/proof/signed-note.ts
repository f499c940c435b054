import { createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';
import { Refusal } from '../domain/errors.js';

/** What a signature of a note is over: the text of the note, or a witness's statement of when it saw the text. */
const ED25519 = 1;
const COSIGNATURE = 4;

/** A public key by which signatures of notes are verified (C2SP signed-note), with the name of who holds it. */
export interface NoteKey {
  readonly name: string;
  /** The first four bytes of the SHA-256 of name and key, by which a signature says whose it is. */
  readonly id: Buffer;
  readonly key: KeyObject;
  /** 1 for Ed25519, 4 for the cosignature of a witness. */
  readonly algorithm: number;
}

/** A note: a text, and signature lines, each of a key that has a name. */
export interface SignedNote {
  /** With its last line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A signature line of a note. */
export interface NoteSignature {
  readonly name: string;
  readonly id: Buffer;
  readonly bytes: Buffer;
}

/** The public half of an Ed25519 key under a name. */
export const noteKeyOf = (name: string, key: KeyObject, algorithm = ED25519): NoteKey => {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return { name, id: idOf(name, algorithm, rawOf(publicKey)), key: publicKey, algorithm };
};

/** The text of a public key (C2SP signed-note): name, id in hex, and the key in base64, joined by plus signs. */
export const formatNoteKey = ({ name, id, key, algorithm }: NoteKey): string =>
  `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.of(algorithm), rawOf(key)]).toString('base64')}`;

/** Whether a text has the form of a public key: name, id and key. */
export const isNoteKeyText = (text: string): boolean => NOTE_KEY.test(text.trim());

const NOTE_KEY = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/;

/**
 * Parses the text of a public key.
 *
 * @throws {Refusal} `malformed`: it is not the text of an Ed25519 key, or its id is that of another key.
 */
export const parseNoteKey = (text: string): NoteKey => {
  const match = NOTE_KEY.exec(text.trim());
  const bytes = Buffer.from(match?.[3] ?? '', 'base64');
  const algorithm = bytes[0];
  if (!match || bytes.length !== 33 || (algorithm !== ED25519 && algorithm !== COSIGNATURE))
    throw new Refusal(
      'malformed',
      `"${text.trim()}" is not a public key: give one as audit key prints it, name+id+key.`,
    );
  const raw = bytes.subarray(1);
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    format: 'jwk',
  });
  const found = noteKeyOf(match[1]!, key, algorithm);
  if (found.id.toString('hex') !== match[2])
    throw new Refusal(
      'malformed',
      `The public key "${text.trim()}" was changed: its id does not match.`,
    );
  return found;
};

/** The text with a signature line by the private key. */
export const signNote = (text: string, name: string, key: KeyObject): string => {
  const { id } = noteKeyOf(name, key);
  return `${text}\n${signatureLine({ name, id, bytes: sign(null, Buffer.from(text), key) })}`;
};

/** One signature line, with its line break. */
export const signatureLine = ({ name, id, bytes }: NoteSignature): string =>
  `\u2014 ${name} ${Buffer.concat([id, bytes]).toString('base64')}\n`;

/** Parses a note; undefined when the text is not one. */
export const parseNote = (note: string): SignedNote | undefined => {
  const end = note.lastIndexOf('\n\n');
  if (end === -1 || !note.endsWith('\n')) return undefined;
  const signatures = parseSignatures(note.slice(end + 2));
  return signatures === undefined || signatures.length === 0
    ? undefined
    : { text: note.slice(0, end + 1), signatures };
};

/** Parses signature lines; undefined when one of them has another form. */
export const parseSignatures = (lines: string): readonly NoteSignature[] | undefined => {
  const found: NoteSignature[] = [];
  for (const line of lines.split('\n').slice(0, -1)) {
    const match = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+=*)$/.exec(line);
    const bytes = Buffer.from(match?.[2] ?? '', 'base64');
    if (!match || bytes.length < 5) return undefined;
    found.push({ name: match[1]!, id: bytes.subarray(0, 4), bytes: bytes.subarray(4) });
  }
  return found;
};

/** The first note, with the signatures of the second that it lacks; unchanged where the second is of another text. */
export const withSignaturesOf = (note: string, other: string): string => {
  const [first, second] = [parseNote(note), parseNote(other)];
  if (first === undefined || first.text !== second?.text) return note;
  const lines = first.signatures.map(signatureLine);
  return (
    note +
    second.signatures
      .map(signatureLine)
      .filter((line) => !lines.includes(line))
      .join('')
  );
};

/** Whether the note has a valid signature of this key. A signature that claims to be of the key and is not valid does not count. */
export const isSignedBy = ({ text, signatures }: SignedNote, key: NoteKey): boolean =>
  signatures.some(
    ({ name, id, bytes }) => name === key.name && id.equals(key.id) && isValid(text, bytes, key),
  );

const isValid = (text: string, bytes: Buffer, { key, algorithm }: NoteKey): boolean => {
  if (algorithm === ED25519) return verify(null, Buffer.from(text), key, bytes);
  // A witness signs when it saw the text: eight bytes with the seconds since 1970, then the signature.
  if (bytes.length !== 72) return false;
  const statement = `cosignature/v1\ntime ${bytes.readBigUInt64BE(0)}\n${text}`;
  return verify(null, Buffer.from(statement), key, bytes.subarray(8));
};

/** The 32 bytes of a public key (RFC 8032). */
const rawOf = (key: KeyObject): Buffer =>
  Buffer.from(key.export({ format: 'jwk' }).x!, 'base64url');

const idOf = (name: string, algorithm: number, raw: Buffer): Buffer =>
  hash(
    'sha256',
    Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(algorithm), raw]),
    'buffer',
  ).subarray(0, 4);
