import { enableCompileCache } from 'node:module';
import type { CivilDate } from '../domain/values/civil-date.js';
import { Refusal } from '../domain/errors.js';
import type { Examined } from '../reading/examine.js';
import { endWithParent } from '../concurrency/end-with-parent.js';

/** A document for a child process to read. */
export interface Task {
  readonly bytes: Uint8Array;
  readonly file: string | null;
  readonly publishedOn: CivilDate | null;
}

/** What a child process found. Messages lose the class of what they carry: a refusal is sent as its fields. */
export type TaskResult =
  | { readonly examined: Omit<Examined, 'bytes'> }
  | { readonly refusal: Pick<Refusal, 'code' | 'message' | 'details'> }
  | { readonly error: unknown };

enableCompileCache();
const { examine } = await import('../reading/examine.js');

// The parent ends it, after the document: a terminal sends its signals to both.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());
endWithParent();

process.on('message', ({ bytes, file, publishedOn }: Task) => {
  examine(bytes, file, publishedOn).then(
    (result) => {
      // The parent has the file.
      const { bytes: _, ...examined } = result;
      send({ examined });
    },
    (error: unknown) =>
      send(
        error instanceof Refusal
          ? { refusal: { code: error.code, message: error.message, details: error.details } }
          : { error },
      ),
  );
});

const send = (result: TaskResult): void => void process.send?.(result);
