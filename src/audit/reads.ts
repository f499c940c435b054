import { open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { actorKey } from '../domain/values/actor.js';
import type { ReadEntry } from '../http/access/read-record.js';
import { shanghaiDate } from '../ledger/shanghai.js';
import { PAGE_ENTRIES_MAX, placeIn, type Page, type PageRequest } from '../validation/page.js';
import type { Read } from './audit.answer.js';

/** Which reads are asked for; what is not given is not restricted. Days are those of Shanghai. */
export interface ReadsFilter {
  readonly budget?: string | undefined;
  /** The subject or its name. */
  readonly person?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** How much is read of a file at once, from its end on, in bytes. */
const CHUNK_BYTES = 65_536;
/** The day of the file of an earlier version, which held all days: before every other. */
const BEFORE_ALL = '0000-00-00';
const PLACE = /^(\d{4}-\d{2}-\d{2})((?:~[\w.-]+=\d+)*)$/;

/**
 * The reads that services with authentication have recorded in a folder, newest first, at most 1,000 of them; none where there is no
 * folder. Only what is asked for is read, from the end. The files of several services are merged by their times. A line that is cut
 * off, as by a full disk, is left out.
 *
 * @throws {Refusal} `malformed`: `after` is not the `next` of an earlier part.
 */
export const readsIn = async (
  folder: string,
  filter: ReadsFilter,
  { limit = PAGE_ENTRIES_MAX, after }: PageRequest,
): Promise<Page<Read>> => {
  const [startDay, ends] = after === undefined ? [undefined, undefined] : placeOf(after);
  const found: Read[] = [];
  for (const [day, files] of await filesByDay(folder)) {
    if (startDay !== undefined && day > startDay) continue;
    if (filter.until !== undefined && day > filter.until) continue;
    // No earlier file holds a later day.
    if (filter.from !== undefined && day < filter.from && day !== BEFORE_ALL) continue;
    const merged = await Merged.open(files, day === startDay ? ends : undefined);
    try {
      for (let line = await merged.next(); line !== undefined; line = await merged.next()) {
        if (!fits(line.entry, filter)) continue;
        found.push(line.entry);
        if (found.length === limit) return { items: found, next: `${day}${merged.place()}` };
      }
    } finally {
      await merged.close();
    }
  }
  return { items: found, next: null };
};

const placeOf = (after: string): readonly [day: string, ends: ReadonlyMap<string, number>] => {
  const [day, ends] = placeIn(after, PLACE, '2026-11-29~host=4096') as [string, string];
  return [
    day,
    new Map(
      ends
        .split('~')
        .slice(1)
        .map((each) => each.split('='))
        .map(([host, end]) => [host!, Number(end)]),
    ),
  ];
};

interface DayFile {
  readonly host: string;
  readonly path: string;
}

/** The files of each day by their hosts, the newest day first. */
const filesByDay = async (
  folder: string,
): Promise<readonly (readonly [day: string, files: readonly DayFile[]])[]> => {
  const days = new Map<string, DayFile[]>();
  for (const name of await namesIn(folder)) {
    const [, day, host] = /^(\d{4}-\d{2}-\d{2})\.([\w.-]+)\.jsonl$/.exec(name) ?? [];
    if (day !== undefined)
      days.set(day, [...(days.get(day) ?? []), { host: host!, path: join(folder, name) }]);
  }
  return [
    ...[...days].sort(([one], [other]) => (one < other ? 1 : -1)),
    [BEFORE_ALL, [{ host: 'before', path: `${folder}.jsonl` }]],
  ];
};

const namesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

const fits = (
  { at, budget, actor, actorName }: ReadEntry,
  { budget: ofBudget, person, from, until }: ReadsFilter,
): boolean => {
  const day = shanghaiDate(at);
  return (
    (ofBudget === undefined || budget === ofBudget) &&
    (person === undefined ||
      [actor, actorName ?? ''].some((name) => actorKey(name) === actorKey(person))) &&
    (from === undefined || day >= from) &&
    (until === undefined || day <= until)
  );
};

interface Line {
  readonly entry: ReadEntry;
  /** Where it begins in its file. */
  readonly offset: number;
}

interface Source {
  readonly host: string;
  readonly file: FileHandle;
  readonly lines: AsyncGenerator<Line, void, undefined>;
  /** The newest line that is not given out. */
  head: Line | undefined;
  /** What comes before it in the file is not given out. */
  end: number;
}

/** The lines of the files of one day, the newest first. */
class Merged {
  private constructor(private readonly sources: readonly Source[]) {}

  /** `ends`: up to where each file is read; a file that is not in it began later than what is asked for. */
  static async open(
    files: readonly DayFile[],
    ends: ReadonlyMap<string, number> | undefined,
  ): Promise<Merged> {
    const sources: Source[] = [];
    for (const { host, path } of files) {
      const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
      if (file === undefined) continue;
      const end = ends === undefined ? (await file.stat()).size : (ends.get(host) ?? 0);
      const lines = linesBefore(file, end);
      sources.push({ host, file, lines, head: (await lines.next()).value ?? undefined, end });
    }
    return new Merged(sources);
  }

  async next(): Promise<Line | undefined> {
    let newest: Source | undefined;
    for (const each of this.sources)
      if (each.head !== undefined && (newest?.head?.entry.at ?? '') < each.head.entry.at)
        newest = each;
    if (newest === undefined) return undefined;
    const line = newest.head;
    newest.end = line!.offset;
    newest.head = (await newest.lines.next()).value ?? undefined;
    return line;
  }

  /** Up to where each file has to be read for what comes next. */
  place(): string {
    return this.sources.map(({ host, end }) => `~${host}=${end}`).join('');
  }

  async close(): Promise<void> {
    await Promise.all(this.sources.map(({ file }) => file.close()));
  }
}

/** The entries of a file that stand before an offset, the last first. */
const linesBefore = async function* (
  file: FileHandle,
  end: number,
): AsyncGenerator<Line, void, undefined> {
  let start = end;
  // The bytes from `start` on that are not given out: at most one line and a chunk.
  let rest: Buffer = Buffer.alloc(0);
  while (start > 0) {
    const length = Math.min(CHUNK_BYTES, start);
    const chunk = Buffer.alloc(length);
    await file.read(chunk, 0, length, start - length);
    start -= length;
    rest = Buffer.concat([chunk, rest]);
    for (let newline = rest.lastIndexOf(0x0a); newline !== -1; newline = rest.lastIndexOf(0x0a)) {
      const entry = entryOf(rest.subarray(newline + 1));
      if (entry !== undefined) yield { entry, offset: start + newline + 1 };
      rest = rest.subarray(0, newline);
    }
  }
  const entry = entryOf(rest);
  if (entry !== undefined) yield { entry, offset: 0 };
};

const entryOf = (line: Buffer): ReadEntry | undefined => {
  try {
    return JSON.parse(line.toString()) as ReadEntry;
  } catch {
    return undefined;
  }
};
