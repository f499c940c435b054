import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { ReadEntry } from '../http/access/read-record.js';
import { actorKey } from '../domain/values/actor.js';
import type { Read } from './audit.answer.js';
import { pageOf, placeIn, type Page, type PageRequest } from '../validation/page.js';
import { shanghaiDate } from '../ledger/shanghai.js';

/** Which reads are asked for; what is not given is not restricted. Days are those of Shanghai. */
export interface ReadsFilter {
  readonly budget?: string | undefined;
  /** The subject or its name. */
  readonly person?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/**
 * The reads that a service with authentication has recorded in a file, oldest first; none where there is no file. A line that is cut off,
 * as by a full disk, is left out.
 *
 * @throws {Refusal} `malformed`: `after` is not the `next` of an earlier part.
 */
export const readsIn = async (
  file: string,
  { budget, person, from, until }: ReadsFilter,
  page: PageRequest,
): Promise<Page<Read>> => {
  const { limit, after } = page;
  const first = after === undefined ? 0 : Number(placeIn(after, /^(\d{1,12})$/, '42')[0]);
  const found: Read[] = [];
  let number = 0;
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  try {
    for await (const line of lines) {
      number += 1;
      if (number <= first) continue;
      const entry = entryOf(line);
      if (entry === undefined) continue;
      const day = shanghaiDate(entry.at);
      if (
        (budget === undefined || entry.budget === budget) &&
        (person === undefined ||
          [entry.actor, entry.actorName ?? ''].some(
            (name) => actorKey(name) === actorKey(person),
          )) &&
        (from === undefined || day >= from) &&
        (until === undefined || day <= until)
      )
        found.push({ number, ...entry });
      if (limit !== undefined && found.length > limit) break;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    lines.close();
  }
  return pageOf(found, page, (last) => String(last.number));
};

const entryOf = (line: string): ReadEntry | undefined => {
  try {
    return JSON.parse(line) as ReadEntry;
  } catch {
    return undefined;
  }
};
