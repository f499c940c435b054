import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomUUID,
  type KeyObject,
} from 'node:crypto';
import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from '../domain/errors.js';
import { makeFolder } from '../sqlite/make-folder.js';

/** Only its owner may read the key. */
const OWNER_ONLY = 0o600;

/** The bits of a mode by which others than the owner of a file may do something with it. */
const OTHERS = 0o077;

/** The mode of a key that others than its owner may read or write, in octal digits; null where they may not, and where files have no mode. */
export const openMode = (file: string): string | null => {
  const mode = statSync(file).mode & 0o777;
  return process.platform === 'win32' || (mode & OTHERS) === 0 ? null : mode.toString(8);
};

/**
 * The private key in a PEM file (PKCS #8, Ed25519).
 *
 * @throws {Refusal} `proof-unusable`: as {@link publicKeyIn}, or others than its owner may read it.
 */
export const readSigningKey = (file: string): KeyObject => {
  const key = keyIn(file);
  const mode = openMode(file);
  if (mode !== null)
    throw new Refusal(
      'proof-unusable',
      `The signing key ${file} is not used, because its mode is ${mode}: others could have read it. Make it 600, and make another key with audit key rotate.`,
      { file },
    );
  return key;
};

/**
 * The public half of the key in a PEM file.
 *
 * @throws {Refusal} `proof-unusable`: there is no such file, it cannot be read, or it holds another kind of key.
 */
export const publicKeyIn = (file: string): KeyObject => createPublicKey(keyIn(file));

const keyIn = (file: string): KeyObject => {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType !== 'ed25519') throw new Error('it is not an Ed25519 key');
    return key;
  } catch (cause) {
    throw new Refusal(
      'proof-unusable',
      `The signing key ${file} cannot be used (${cause instanceof Error ? cause.message : String(cause)}): name the PEM file of an Ed25519 key with LEDGER_SIGNING_KEY.`,
      { file },
      { cause },
    );
  }
};

/** A new private key, which only memory holds. */
export const newSigningKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;

/**
 * The private key of the file. Where there is none, makes one that only the owner of the file may read.
 *
 * @throws {Refusal} as {@link readSigningKey}.
 */
export const readOrMakeSigningKey = (file: string): KeyObject => {
  if (existsSync(file)) return readSigningKey(file);
  makeFolder(dirname(file));
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    const pem = newSigningKey().export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(partial, pem, { mode: OWNER_ONLY, flush: true });
    moveNew(partial, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new Refusal(
        'proof-unusable',
        `The signing key cannot be written to ${file}: check the permissions of its folder.`,
        { file },
        { cause: error },
      );
  } finally {
    rmSync(partial, { force: true });
  }
  return readSigningKey(file);
};

/** Another process may have made the file meanwhile: neither a link nor an exclusive copy replaces one. */
const moveNew = (partial: string, file: string): void => {
  try {
    linkSync(partial, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // A disk without hard links, such as FAT or a share of another system.
    copyFileSync(partial, file, constants.COPYFILE_EXCL);
  }
};

/** Where a key that is to follow waits until the list says so. */
const nextOf = (file: string): string => `${file}.next`;

/** Writes a new private key beside the file, which {@link finishRotation} puts in its place; one that is left from before is replaced. */
export const prepareNextKey = (file: string): KeyObject => {
  rmSync(nextOf(file), { force: true });
  return readOrMakeSigningKey(nextOf(file));
};

/** Puts the key that waits into the place of the old one, where it is the newest of the list. A crash before it is repaired by the next call. */
export const finishRotation = (file: string, newest: KeyObject | undefined): void => {
  const next = nextOf(file);
  if (newest === undefined || !existsSync(next)) return;
  if (!createPublicKey(readSigningKey(next)).equals(newest)) return;
  try {
    renameSync(next, file);
  } catch (error) {
    // Another process was first.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
};
