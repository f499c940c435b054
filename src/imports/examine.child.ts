import { enableCompileCache } from 'node:module';
import { answerParent } from '../concurrency/answer-parent.js';
import { failureOf, type Failure } from '../domain/errors.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import type { Examined } from '../reading/examine.js';
import type { ReadLines } from '../reading/readers/reader-of.js';

/** A document for a child process to read: whole, with its checks, or its lines alone. */
export interface Task {
  readonly wanted: 'examined' | 'lines';
  readonly bytes: Uint8Array;
  readonly file: string | null;
  readonly publishedOn: CivilDate | null;
}

/** What a child process found. */
export type TaskResult = { readonly found: Found[Task['wanted']] } | Failure;

/** What is found, by what was wanted. */
export interface Found {
  readonly examined: Omit<Examined, 'bytes'>;
  readonly lines: ReadLines;
}

enableCompileCache();
const { examine } = await import('../reading/examine.js');
const { readerOf } = await import('../reading/readers/reader-of.js');

answerParent(async ({ wanted, bytes, file, publishedOn }: Task): Promise<TaskResult> => {
  try {
    if (wanted === 'lines') {
      const name = file ?? 'The document';
      return { found: await (await readerOf(bytes, name)).read(bytes, name) };
    }
    // The parent has the file.
    const { bytes: _, ...found } = await examine(bytes, file, publishedOn);
    return { found };
  } catch (error) {
    return failureOf(error);
  }
});
