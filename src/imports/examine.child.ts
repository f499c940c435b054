import { enableCompileCache } from 'node:module';
import { answerParent } from '../concurrency/answer-parent.js';
import { failureOf, type Failure } from '../domain/errors.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import type { Examined } from '../reading/examine.js';

/** A document for a child process to read. */
export interface Task {
  readonly bytes: Uint8Array;
  readonly file: string | null;
  readonly publishedOn: CivilDate | null;
}

/** What a child process found. */
export type TaskResult = { readonly examined: Omit<Examined, 'bytes'> } | Failure;

enableCompileCache();
const { examine } = await import('../reading/examine.js');

answerParent(async ({ bytes, file, publishedOn }: Task): Promise<TaskResult> => {
  try {
    // The parent has the file.
    const { bytes: _, ...examined } = await examine(bytes, file, publishedOn);
    return { examined };
  } catch (error) {
    return failureOf(error);
  }
});
