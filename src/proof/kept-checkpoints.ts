import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProofSettings } from '../config/config.js';
import { Refusal } from '../domain/errors.js';
import { parseCheckpoints, type KeptCheckpoint } from './checkpoint.js';
import { isNoteKeyText } from './signed-note.js';

/** How long a server may take to send a checkpoint, in ms. */
const FETCH_MS_MAX = 10_000;

/**
 * The checkpoints that are kept in a file, in the files of a folder, or at a URL.
 *
 * @throws {Refusal} `proof-unusable`: the place cannot be read.
 */
export const readCheckpoints = async (place: string): Promise<readonly KeptCheckpoint[]> => {
  try {
    if (/^https?:\/\//.test(place)) {
      const response = await fetch(place, { signal: AbortSignal.timeout(FETCH_MS_MAX) });
      if (!response.ok) throw new Error(`the server answers ${response.status}`);
      return parseCheckpoints(await response.text());
    }
    if (!(await stat(place)).isDirectory()) return parseCheckpoints(await readFile(place, 'utf8'));
    const found: KeptCheckpoint[] = [];
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

/** The places on this machine to which checkpoints are sent, and where there are some. A witness tells none. */
export const placesOf = ({ checkpoints }: Pick<ProofSettings, 'checkpoints'>): readonly string[] =>
  checkpoints
    .flatMap((place) =>
      place.kind === 'file' ? [place.file] : place.kind === 'folder' ? [place.folder] : [],
    )
    .filter((place) => existsSync(place));

/**
 * The checkpoints of all these places, see {@link readCheckpoints}.
 *
 * @throws {Refusal} `proof-unusable`: one of the places cannot be read.
 */
export const checkpointsAt = async (
  places: readonly string[],
): Promise<readonly KeptCheckpoint[]> => {
  const found: KeptCheckpoint[] = [];
  for (const place of places) found.push(...(await readCheckpoints(place)));
  return found;
};

/**
 * The text of a public key that is given as such, or as the file that holds it.
 *
 * @throws {Refusal} `proof-unusable`: it is neither the text of a key nor a file that can be read.
 */
export const readKeyText = async (given: string): Promise<string> => {
  if (isNoteKeyText(given)) return given;
  try {
    return await readFile(given, 'utf8');
  } catch (cause) {
    throw new Refusal(
      'proof-unusable',
      `"${given}" is neither a public key as audit key prints it nor a file that holds one.`,
      { given },
      { cause },
    );
  }
};
