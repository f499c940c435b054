import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Refusal } from '../domain/errors.js';

/** Documents have their own, lower limit. */
const FILE_BYTES_MAX = 256 * 1024 * 1024;

/**
 * The bytes of a file, or of standard input for `-`. Errors of the operating system are thrown as they are.
 *
 * @throws {Refusal} `malformed`: it is a directory.
 * @throws {Refusal} `document-too-large`: it is larger than 256 MiB.
 */
export const readFile = async (path: string, stdin: Readable): Promise<Uint8Array> => {
  if (path === '-') return collect(stdin, 'Standard input');
  const file = await open(path);
  try {
    // The error of the operating system would not name the folder.
    if ((await file.stat()).isDirectory())
      throw new Refusal('malformed', `${path} is a directory: give a file.`);
    return await collect(file.createReadStream({ autoClose: false }), path);
  } finally {
    await file.close();
  }
};

const collect = async (stream: Readable, name: string): Promise<Uint8Array> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > FILE_BYTES_MAX)
      throw new Refusal(
        'document-too-large',
        `${name} is larger than ${FILE_BYTES_MAX / 1024 / 1024} MiB.`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
