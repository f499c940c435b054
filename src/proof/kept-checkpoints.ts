import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../domain/errors.js';
import { parseCheckpoints, type SignedCheckpoint } from './checkpoint.js';

/** How long a server may take to send a checkpoint, in ms. */
const FETCH_MS_MAX = 10_000;

/**
 * The checkpoints that are kept in a file, in the files of a folder, or at a URL; undefined for a text that is none.
 *
 * @throws {Refusal} `proof-unusable`: the place cannot be read.
 */
export const readCheckpoints = async (
  place: string,
): Promise<readonly (SignedCheckpoint | undefined)[]> => {
  try {
    if (/^https?:\/\//.test(place)) {
      const response = await fetch(place, { signal: AbortSignal.timeout(FETCH_MS_MAX) });
      if (!response.ok) throw new Error(`the server answers ${response.status}`);
      return parseCheckpoints(await response.text());
    }
    if (!(await stat(place)).isDirectory()) return parseCheckpoints(await readFile(place, 'utf8'));
    const found: (SignedCheckpoint | undefined)[] = [];
    for (const name of (await readdir(place)).filter((each) => each.endsWith('.checkpoint')).sort())
      found.push(...parseCheckpoints(await readFile(join(place, name), 'utf8')));
    return found;
  } catch (cause) {
    throw new Refusal(
      'proof-unusable',
      `The checkpoints at ${place} cannot be read (${cause instanceof Error ? cause.message : String(cause)}): name a file, a folder or a URL of checkpoints.`,
      { place },
      { cause },
    );
  }
};
