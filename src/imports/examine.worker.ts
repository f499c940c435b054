import { enableCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { CivilDate } from '../domain/values/civil-date.js';
import { Refusal } from '../domain/errors.js';
import type { Examined } from '../reading/examine.js';

/** A document for a worker thread to read. */
export interface Task {
  readonly bytes: Uint8Array;
  readonly file: string | null;
  readonly publishedOn: CivilDate | null;
}

/** Messages between threads lose the class of what they carry: a refusal is sent as its fields. */
export type TaskResult =
  | { readonly examined: Examined }
  | { readonly refusal: Pick<Refusal, 'code' | 'message' | 'details'> }
  | { readonly error: unknown };

enableCompileCache();
const { examine } = await import('../reading/examine.js');

parentPort?.on('message', ({ bytes, file, publishedOn }: Task) => {
  examine(bytes, file, publishedOn).then(
    // The file goes back without a copy.
    (examined) => send({ examined }, [examined.bytes.buffer as ArrayBuffer]),
    (error: unknown) =>
      send(
        error instanceof Refusal
          ? { refusal: { code: error.code, message: error.message, details: error.details } }
          : { error },
      ),
  );
});

const send = (result: TaskResult, transferred: readonly ArrayBuffer[] = []): void =>
  parentPort?.postMessage(result, transferred);
