import { existsSync } from 'node:fs';
import { appendFile, mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CheckpointsPlace } from '../config/config.js';
import { base64, parseCheckpoint, type SignedCheckpoint } from './checkpoint.js';
import { isSignedBy, parseNoteKey, parseSignatures, signatureLine } from './signed-note.js';

/** How long a witness may take, in ms. */
const WITNESS_MS_MAX = 10_000;

/** The proof that the tree of `to` events begins with that of `from`. */
export type Consistency = (from: number, to: number) => Promise<readonly Uint8Array[]>;

/**
 * Brings a checkpoint to a place apart from the ledger, durably. One that is there already is not brought again.
 *
 * @returns The checkpoint, with the cosignature of a witness if the place is one.
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
      if (!(await endsWith(place.file, checkpoint)))
        await appendFile(place.file, `${note}\n`, { flush: true });
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
  `${origin.replaceAll('/', '_')}_${String(size).padStart(12, '0')}.checkpoint`;

/** The bytes at the end of a file that the last checkpoint and its signatures fit in. */
const TAIL_BYTES = 16 * 1024;

/** Whether the last checkpoint in a file is this one. */
const endsWith = async (file: string, { signed }: SignedCheckpoint): Promise<boolean> => {
  if (!existsSync(file)) return false;
  const opened = await open(file);
  try {
    const { size } = await opened.stat();
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    await opened.read(tail, 0, tail.length, size - tail.length);
    return tail.toString('utf8').includes(`${signed.text}\n\u2014 `);
  } finally {
    await opened.close();
  }
};

/** Never writes over a file: the folder only grows. */
const writeNew = async (file: string, { note, signed }: SignedCheckpoint): Promise<void> => {
  try {
    await writeFile(file, note, { flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const kept = await open(file);
    try {
      if (parseCheckpoint(await kept.readFile('utf8'))?.signed.text !== signed.text)
        throw new Error(`${file} is another checkpoint of the same size`, { cause: error });
    } finally {
      await kept.close();
    }
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
    if (!Number.isInteger(seen) || seen < 1 || seen > size)
      throw new Error(`the witness has seen ${seen} events, and the ledger has ${size}`);
    response = await ask(seen);
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
