import { createHash, randomUUID } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';

/** A file that a command has written: its name as it was given, its size and its SHA-256 in hex. */
export interface WrittenFile {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes the file of `--out`. An existing file is replaced only when the new one is complete.
 *
 * @returns null where it is no file but a device or a pipe, e.g. /dev/stdout, which is written to and not replaced.
 */
export const writeOut = async (
  out: string,
  body: string | Uint8Array,
): Promise<WrittenFile | null> => {
  const there = await stat(out).catch(() => undefined);
  if (there && !there.isFile()) {
    await writeFile(out, body);
    return null;
  }
  const file = there ? await realpath(out) : out;
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, body, there ? { mode: there.mode } : {});
    await rename(partial, file);
    const sha256 = createHash('sha256').update(body).digest('hex');
    return { file: out, bytes: Buffer.byteLength(body), sha256 };
  } catch (error) {
    await rm(partial, { force: true });
    // The message names the file that the user gave.
    throw error instanceof Error ? Object.assign(error, { path: out }) : error;
  }
};
