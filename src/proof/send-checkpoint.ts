import { existsSync } from 'node:fs';
import { appendFile, mkdir, open, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CheckpointsPlace } from '../config/config.js';
import {
  base64,
  CUT_OFF,
  isCheckpoint,
  parseCheckpoint,
  parseCheckpoints,
  type SignedCheckpoint,
} from './checkpoint.js';
import { isSignedBy, parseNoteKey, parseSignatures, signatureLine } from './signed-note.js';

/** How long a witness may take, in ms. */
const WITNESS_MS_MAX = 10_000;

/** The proof that the tree of `to` events begins with that of `from`. */
export type Consistency = (from: number, to: number) => Promise<readonly Uint8Array[]>;

/** A place has another history than the checkpoint. */
export class ContradictedCheckpoint extends Error {
  constructor(
    message: string,
    /** Of how many events the checkpoint is that it has. */
    readonly seen: number,
  ) {
    super(message);
  }
}

/**
 * The last checkpoint that a file has, of whichever log, or that a folder has of the log `origin`; undefined where there is none. A
 * witness tells none before it is asked to sign.
 *
 * @throws {Error} the place cannot be read.
 */
export const lastCheckpointAt = async (
  place: CheckpointsPlace,
  origin: string,
): Promise<SignedCheckpoint | undefined> => {
  if (place.kind === 'file') return lastIn(await tailOf(place.file));
  if (place.kind === 'witness' || !existsSync(place.folder)) return undefined;
  const names = await readdir(place.folder);
  const own = names
    .filter((name) => name.startsWith(prefixOf(origin)) && name.endsWith(SUFFIX))
    .sort();
  for (const name of own.reverse()) {
    const found = parseCheckpoint(await readFile(join(place.folder, name), 'utf8'));
    if (found !== undefined) return found;
  }
  return undefined;
};

/**
 * Brings a checkpoint to a place apart from the ledger, durably. One that is there already is not brought again.
 *
 * @returns The checkpoint, with the cosignature of a witness if the place is one.
 * @throws {ContradictedCheckpoint} the place has signed or kept another history.
 * @throws {Error} it could not be written, or the witness did not sign it.
 */
export const sendCheckpoint = async (
  place: CheckpointsPlace,
  checkpoint: SignedCheckpoint,
  consistency: Consistency,
): Promise<string> => {
  const { note } = checkpoint;
  switch (place.kind) {
    case 'file':
      await mkdir(dirname(place.file), { recursive: true });
      await append(place.file, checkpoint);
      return note;
    case 'folder':
      await mkdir(place.folder, { recursive: true });
      await writeNew(join(place.folder, nameOf(checkpoint)), checkpoint);
      return note;
    case 'witness':
      return cosigned(place, checkpoint, consistency);
  }
};

/** The file of a checkpoint in a folder: of its ledger, epoch and size, so that no two have the same name. */
const nameOf = ({ origin, size }: SignedCheckpoint): string =>
  `${prefixOf(origin)}${String(size).padStart(12, '0')}${SUFFIX}`;

const prefixOf = (origin: string): string => `${origin.replaceAll('/', '_')}_`;

const SUFFIX = '.checkpoint';

/** The bytes at the end of a file that the last checkpoint and its signatures fit in. */
const TAIL_BYTES = 16 * 1024;

/** The end of a file; empty where there is no file. */
const tailOf = async (file: string): Promise<string> => {
  if (!existsSync(file)) return '';
  const opened = await open(file);
  try {
    const { size } = await opened.stat();
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    await opened.read(tail, 0, tail.length, size - tail.length);
    return tail.toString('utf8');
  } finally {
    await opened.close();
  }
};

/** The last whole checkpoint in the end of a file. */
const lastIn = (tail: string): SignedCheckpoint | undefined =>
  parseCheckpoints(tail).findLast(isCheckpoint);

/** The file only grows: what a full disk or a crash has cut off stays, and the checkpoint after it begins on a line of its own. */
const append = async (file: string, { note, signed }: SignedCheckpoint): Promise<void> => {
  const tail = await tailOf(file);
  if (lastIn(tail)?.signed.text === signed.text) return;
  const isEnded = tail === '' || tail.endsWith('\n\n');
  await appendFile(file, `${isEnded ? '' : '\n\n'}${note}\n`, { flush: true });
};

/** Never writes over a checkpoint: the folder only grows. The beginning of one, which was cut off, is replaced. */
const writeNew = async (file: string, { note, size, signed }: SignedCheckpoint): Promise<void> => {
  try {
    await writeFile(file, note, { flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const kept = await readFile(file, 'utf8');
    if (parseCheckpoints(kept).every((each) => each === CUT_OFF)) {
      await writeFile(`${file}.partial`, note, { flush: true });
      await rename(`${file}.partial`, file);
    } else if (parseCheckpoint(kept)?.signed.text !== signed.text)
      throw new ContradictedCheckpoint('it has another checkpoint of the same size', size);
  }
};

/** Asks a witness to sign (C2SP tlog-witness, add-checkpoint). It answers 409 with the size that it has seen. */
const cosigned = async (
  { url, key: keyText }: Extract<CheckpointsPlace, { kind: 'witness' }>,
  { note, size, signed }: SignedCheckpoint,
  consistency: Consistency,
): Promise<string> => {
  const key = parseNoteKey(keyText);
  if (isSignedBy(signed, key)) return note;
  const ask = async (old: number): Promise<Response> => {
    const proof = (await consistency(old, size)).map((hash) => `${base64(hash)}\n`).join('');
    return fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
      method: 'POST',
      body: `old ${old}\n${proof}\n${note}`,
      redirect: 'error',
      signal: AbortSignal.timeout(WITNESS_MS_MAX),
    });
  };
  let response = await ask(0);
  if (response.status === 409) {
    const seen = Number((await response.text()).trim());
    if (!Number.isInteger(seen) || seen < 1)
      throw new Error(`the witness has seen ${seen} events, and the ledger has ${size}`);
    if (seen > size)
      throw new ContradictedCheckpoint(
        `it has seen ${seen} events, and the checkpoint is of ${size}`,
        seen,
      );
    response = await ask(seen);
    // The proof does not lead from what it has seen to this root; or this root is not the one it has seen of so many events.
    if (response.status === 422 || (response.status === 409 && seen === size))
      throw new ContradictedCheckpoint(
        `it has seen ${seen} events that are not those of the checkpoint`,
        seen,
      );
  }
  const answer = await response.text();
  if (response.status !== 200)
    throw new Error(`the witness answered ${response.status}: ${answer.slice(0, 200)}`);
  const signatures = (parseSignatures(answer) ?? []).filter((each) =>
    isSignedBy({ text: signed.text, signatures: [each] }, key),
  );
  if (signatures.length === 0) throw new Error('the witness answered without its own signature');
  return `${note}${signatures.map(signatureLine).join('')}`;
};
