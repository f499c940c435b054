import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Refusal } from '../../domain/errors.js';
import { DocumentFiles } from './document-files.js';

/** The files of a folder. A crash may leave one whose name ends in `.partial`. */
export class FolderFiles extends DocumentFiles {
  constructor(private readonly folder: () => Promise<string>) {
    super();
  }

  async keep(name: string, bytes: Uint8Array): Promise<void> {
    const file = join(await this.folder(), name);
    const folder = dirname(file);
    const partial = `${file}.${randomUUID()}.partial`;
    try {
      const created = await mkdir(folder, { recursive: true });
      if (created !== undefined) await entriesSynced(resolve(folder), dirname(resolve(created)));
      await written(partial, bytes);
      await rename(partial, file);
      await synced(folder);
    } catch (error) {
      await rm(partial, { force: true }).catch(() => {});
      throw unavailable(folder, error, 'Nothing was recorded: make room there and repeat it');
    }
  }

  async read(name: string): Promise<Buffer | undefined> {
    const file = join(await this.folder(), name);
    try {
      return await readFile(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw unavailable(dirname(file), error, 'Check the disk and the permissions, then repeat it');
    }
  }

  /** Also those that a crash has left before they were whole. */
  async deleteOlder(name: string, ms: number): Promise<void> {
    const folder = join(await this.folder(), name);
    const there = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const each of there.filter((entry) => entry.isFile())) {
      const file = join(folder, each.name);
      // Another instance may have deleted it meanwhile.
      const found = await stat(file).catch(() => undefined);
      if (found && Date.now() - found.mtimeMs > ms) await rm(file, { force: true });
    }
  }

  async close(): Promise<void> {}
}

/** Files in a folder that is deleted with them. */
export class TemporaryFiles extends FolderFiles {
  private made: Promise<string> | undefined;

  constructor() {
    super(() => (this.made ??= mkdtemp(join(tmpdir(), 'budget-ledger-'))));
  }

  override async close(): Promise<void> {
    if (this.made !== undefined) await rm(await this.made, { recursive: true, force: true });
  }
}

const written = async (file: string, bytes: Uint8Array): Promise<void> => {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Flushes the entries of the new folders to the disk: each is in the folder above it, up to the one that was there. */
const entriesSynced = async (folder: string, there: string): Promise<void> => {
  for (let each = folder; each !== there; each = dirname(each)) await synced(dirname(each));
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
