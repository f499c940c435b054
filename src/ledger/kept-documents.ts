import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Refusal } from '../domain/errors.js';

/** Whether the file of a document is kept: `damaged` when its bytes are not those that were recorded. */
export type Keeping = 'kept' | 'missing' | 'damaged';

/**
 * The files of the recorded documents, each once, in a folder and under its SHA-256. The log names a document only after its
 * file is on the disk. A crash between the two leaves a file that no event names.
 */
export class KeptDocuments {
  /** `folder` is null for a ledger in memory, which keeps none. */
  constructor(private readonly folder: string | null) {}

  /**
   * Keeps a document, durably, before it resolves. One that is kept already, and whole, is not written again.
   *
   * @param sha256 Of the bytes, in hex.
   * @throws {Refusal} `documents-unavailable`: the folder cannot be written, or the disk is full.
   */
  async keep(sha256: string, bytes: Uint8Array): Promise<void> {
    const { folder } = this;
    if (folder === null || (await this.state(sha256)) === 'kept') return;
    await keepFile(join(folder, sha256), bytes);
  }

  /**
   * The bytes of a document, which are those that were recorded.
   *
   * @param sha256 In hex.
   * @throws {Refusal} `document-not-kept`: there is no file of it.
   * @throws {Refusal} `document-corrupt`: its file has other bytes.
   * @throws {Refusal} `documents-unavailable`: its file cannot be read.
   */
  async read(sha256: string): Promise<Buffer> {
    const bytes = await this.bytesOf(sha256);
    if (bytes === undefined)
      throw new Refusal(
        'document-not-kept',
        `The file of the document ${sha256} is not kept: it was recorded before files were, or the folder of documents was not moved with the ledger. Import the same file once more, and it is kept from then on.`,
        { sha256 },
      );
    if (hashOf(bytes) !== sha256)
      throw new Refusal(
        'document-corrupt',
        `The file of the document ${sha256} is damaged: put it back from a backup, or import the same file once more.`,
        { sha256, found: hashOf(bytes) },
      );
    return bytes;
  }

  /**
   * Reads a document and compares its hash.
   *
   * @throws {Refusal} `documents-unavailable`: its file cannot be read.
   */
  async state(sha256: string): Promise<Keeping> {
    const bytes = await this.bytesOf(sha256);
    if (bytes === undefined) return 'missing';
    return hashOf(bytes) === sha256 ? 'kept' : 'damaged';
  }

  private async bytesOf(sha256: string): Promise<Buffer | undefined> {
    return this.folder === null ? undefined : readKeptFile(join(this.folder, sha256));
  }
}

/**
 * Writes a file under its name, durably and whole before it resolves; one of this name is replaced. Its folder is made.
 *
 * @throws {Refusal} `documents-unavailable`: the folder cannot be written, or the disk is full.
 */
export const keepFile = async (file: string, bytes: Uint8Array): Promise<void> => {
  const folder = dirname(file);
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    const created = await mkdir(folder, { recursive: true });
    // The entry of each folder that was made is in the one above it.
    if (created !== undefined) {
      const above = dirname(resolve(created));
      for (let made = resolve(folder); made !== above; made = dirname(made))
        await synced(dirname(made));
    }
    await written(partial, bytes);
    await rename(partial, file);
    await synced(folder);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => {});
    throw unavailable(folder, error, 'Nothing was recorded: make room there and repeat it');
  }
};

/**
 * The bytes of a file; undefined where there is none.
 *
 * @throws {Refusal} `documents-unavailable`: it cannot be read.
 */
export const readKeptFile = async (file: string): Promise<Buffer | undefined> => {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unavailable(dirname(file), error, 'Check the disk and the permissions, then repeat it');
  }
};

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const written = async (file: string, bytes: Uint8Array): Promise<void> => {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Flushes the entries of a folder to the disk. */
const synced = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const unavailable = (folder: string, error: unknown, advice: string): unknown => {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof Refusal || code === undefined) return error;
  return new Refusal(
    'documents-unavailable',
    `The folder of documents ${folder} cannot be used (${code === 'ENOSPC' ? 'the disk is full' : code}). ${advice}.`,
    {},
    { cause: error },
  );
};
