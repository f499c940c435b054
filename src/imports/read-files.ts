import { basename } from 'node:path';
import type { Io } from '../cli/io.js';
import { withFileProgress } from '../cli/progress.js';
import { readFile } from '../cli/read-file.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import type { Examined } from '../reading/examine.js';
import { printable } from '../text/columns.js';
import type { ReadingPool } from './reading-pool.js';

/** Documents that are read ahead of the current one: enough to keep the processes busy, in bounded memory. */
const READ_AHEAD = 3;

/** A file after reading. */
export interface FileToImport {
  readonly file: string;
  /** Undefined when the file cannot be opened. */
  readonly bytes: Uint8Array | undefined;
  /** Returns the document, or throws the error for which it could not be read. */
  readonly document: () => Examined;
}

/** Starts the processes that read documents, and ends them after the work. */
export const withReadingPool = async <T>(work: (pool: ReadingPool) => Promise<T>): Promise<T> => {
  const { ReadingPool } = await import('./reading-pool.js');
  const pool = new ReadingPool().warmUp();
  try {
    return await work(pool);
  } finally {
    await pool.close();
  }
};

/** Works on the files one after another, in order, while the next ones are read. */
export const forEachFile = (
  pool: ReadingPool,
  files: readonly string[],
  publishedOn: CivilDate | null,
  io: Io,
  work: (file: FileToImport) => Promise<void>,
): Promise<void> =>
  withFileProgress(io, files.length, async (next) => {
    const ahead: Promise<FileToImport>[] = [];
    for (const [index, file] of files.entries()) {
      while (ahead.length < READ_AHEAD && index + ahead.length < files.length)
        ahead.push(read(pool, files[index + ahead.length]!, publishedOn, io));
      next(printable(file));
      await work(await ahead.shift()!);
    }
  });

/** Never rejects, because no caller awaits the promise yet. */
const read = async (
  pool: ReadingPool,
  file: string,
  publishedOn: CivilDate | null,
  io: Io,
): Promise<FileToImport> => {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readFile(file, io.stdin);
    const document = await pool.read(bytes, basename(file), publishedOn);
    return { file, bytes, document: () => document };
  } catch (error) {
    return {
      file,
      bytes,
      document: () => {
        throw error;
      },
    };
  }
};
