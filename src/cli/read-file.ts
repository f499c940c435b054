import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Refusal } from '../domain/errors.js';

/** The longest file that is read into memory; documents have their own, lower limit. */
const FILE_BYTES_MAX = 256 * 1024 * 1024;

/** The bytes of a file, or with `-` those of standard input. What the operating system refuses is thrown as it is. */
export const readFile = async (path: string, stdin: Readable): Promise<Uint8Array> => {
  if (path === '-') return collect(stdin, 'Standard input');
  const file = await open(path);
  try {
    // A read error of a folder does not name it.
    if ((await file.stat()).isDirectory())
      throw new Refusal('malformed', `${path} is a directory: name the files in it.`);
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
