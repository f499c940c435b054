import { randomUUID } from 'node:crypto';
import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';

/** Writes the file of --out whole or not at all: what stood there before stays until the new one is complete. */
export const writeOut = async (out: string, body: string | Uint8Array): Promise<void> => {
  const there = await stat(out).catch(() => undefined);
  // A device or a pipe, such as /dev/stdout, is written to, not replaced.
  if (there && !there.isFile()) return writeFile(out, body);
  const file = there ? await realpath(out) : out;
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, body, there ? { mode: there.mode } : {});
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    // The name that was asked for is the one to tell of.
    throw error instanceof Error ? Object.assign(error, { path: out }) : error;
  }
};
