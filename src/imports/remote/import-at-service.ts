import { basename } from 'node:path';
import type { Io } from '../../cli/io.js';
import type { Service } from '../../cli/ledger.js';
import { withFileProgress } from '../../cli/progress.js';
import { readFile } from '../../cli/read-file.js';
import { printable } from '../../text/columns.js';
import type { ImportAnswer, ImportPreviewAnswer } from '../imports.answer.js';
import { refusedFile, type FileAnswer } from '../refused-file.js';

/** What `imports add` is told beside its files. */
interface ImportFlags {
  readonly agency: string | undefined;
  readonly publishedOn: string | undefined;
  readonly strict: boolean;
  readonly dryRun: boolean;
}

/**
 * Records files at a service, one after another: each is uploaded and read there, and then committed. A file that the service
 * refuses is answered as refused.
 *
 * @throws {Refusal} the service does not answer, or lets the caller record nothing.
 */
export const importAt = (
  service: Service,
  files: readonly string[],
  { dryRun, strict, ...flags }: ImportFlags,
  io: Io,
): Promise<readonly FileAnswer[]> =>
  withFileProgress(io, files.length, async (next) => {
    const answers: FileAnswer[] = [];
    for (const file of files) {
      next(printable(file));
      let bytes: Uint8Array | undefined;
      try {
        bytes = await readFile(file, io.stdin);
        const query = { ...flags, file: basename(file), ...(strict && { strict: 'true' }) };
        const sent = await service.send({ path: '/v1/imports', query, body: bytes });
        const { id, ...preview } = JSON.parse(sent.bytes.toString()) as ImportPreviewAnswer;
        answers.push({ ...(dryRun ? preview : await commit(service, id)), file });
      } catch (error) {
        if (!isOfFile(error)) throw error;
        answers.push(refusedFile(file, bytes, error));
      }
    }
    return answers;
  });

const commit = async (service: Service, id: string): Promise<ImportAnswer> => {
  const path = `/v1/imports/${encodeURIComponent(id)}/commit`;
  const { bytes } = await service.send({ path, body: {} });
  return JSON.parse(bytes.toString()) as ImportAnswer;
};

/** What the next file would meet too is no refusal of this one. */
const OF_ALL: readonly unknown[] = ['forbidden', 'token-invalid', 'log-unavailable'];

const isOfFile = (error: unknown): boolean =>
  !OF_ALL.includes((error as { readonly code?: unknown }).code);
