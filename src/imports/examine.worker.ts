import { enableCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { CivilDate } from '../domain/values/civil-date.js';
import { Refusal } from '../domain/errors.js';
import type { Examined } from '../reading/examine.js';

/** What the examiner asks of a thread. */
export interface Question {
  readonly bytes: Uint8Array;
  readonly file: string | null;
  readonly publishedOn: CivilDate | null;
}

/** What a thread answers; classes do not outlive the way between threads. */
export type Answer =
  | { readonly examined: Examined }
  | { readonly refused: Pick<Refusal, 'code' | 'message' | 'details'> }
  | { readonly bug: unknown };

enableCompileCache();
const { examine } = await import('../reading/examine.js');

parentPort?.on('message', ({ bytes, file, publishedOn }: Question) => {
  examine(bytes, file, publishedOn).then(
    (examined) => answer({ examined }),
    (error: unknown) =>
      answer(
        error instanceof Refusal
          ? { refused: { code: error.code, message: error.message, details: error.details } }
          : { bug: error },
      ),
  );
});

const answer = (given: Answer): void => parentPort?.postMessage(given);
