import { randomUUID } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';

/** Writes the file of `--out`. An existing file is replaced only when the new one is complete. */
export const writeOut = async (out: string, body: string | Uint8Array): Promise<void> => {
  const there = await stat(out).catch(() => undefined);
  // A device or a pipe, e.g. /dev/stdout, is written to and not replaced.
  if (there && !there.isFile()) return writeFile(out, body);
  const file = there ? await realpath(out) : out;
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, body, there ? { mode: there.mode } : {});
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    // The message names the file that the user gave.
    throw error instanceof Error ? Object.assign(error, { path: out }) : error;
  }
};
