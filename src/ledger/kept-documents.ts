import { createHash } from 'node:crypto';
import { Refusal } from '../domain/errors.js';
import type { DocumentFiles } from './files/document-files.js';

/** Whether the file of a document is kept: `damaged` when its bytes are not those that were recorded. */
export type Keeping = 'kept' | 'missing' | 'damaged';

/**
 * The files of the recorded documents, each once, under its SHA-256. The log names a document only after its file is kept. A
 * crash between the two leaves a file that no event names.
 */
export class KeptDocuments {
  /** `files` is null for a ledger in memory, which keeps none. */
  constructor(private readonly files: DocumentFiles | null) {}

  /**
   * Keeps a document, durably, before it resolves. One that is kept already, and whole, is not written again.
   *
   * @param sha256 Of the bytes, in hex.
   * @throws {Refusal} `documents-unavailable`: it cannot be written, or there is no room.
   */
  async keep(sha256: string, bytes: Uint8Array): Promise<void> {
    const { files } = this;
    if (files === null || (await this.state(sha256)) === 'kept') return;
    await files.keep(sha256, bytes);
  }

  /**
   * The bytes of a document, which are those that were recorded.
   *
   * @param sha256 In hex.
   * @throws {Refusal} `document-not-kept`: there is no file of it.
   * @throws {Refusal} `document-corrupt`: its file has other bytes.
   * @throws {Refusal} `documents-unavailable`: its file cannot be read.
   */
  async read(sha256: string): Promise<Buffer> {
    const bytes = await this.bytesOf(sha256);
    if (bytes === undefined)
      throw new Refusal(
        'document-not-kept',
        `The file of the document ${sha256} is not kept: it was recorded before files were, or the folder of documents was not moved with the ledger. Import the same file once more, and it is kept from then on.`,
        { sha256 },
      );
    if (hashOf(bytes) !== sha256)
      throw new Refusal(
        'document-corrupt',
        `The file of the document ${sha256} is damaged: put it back from a backup, or import the same file once more.`,
        { sha256, found: hashOf(bytes) },
      );
    return bytes;
  }

  /**
   * Reads a document and compares its hash.
   *
   * @throws {Refusal} `documents-unavailable`: its file cannot be read.
   */
  async state(sha256: string): Promise<Keeping> {
    const bytes = await this.bytesOf(sha256);
    if (bytes === undefined) return 'missing';
    return hashOf(bytes) === sha256 ? 'kept' : 'damaged';
  }

  private async bytesOf(sha256: string): Promise<Buffer | undefined> {
    return this.files?.read(sha256);
  }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
