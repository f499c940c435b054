/** Where the files of documents are: each under a name, whole and durable before it can be read. Names may have folders. */
export abstract class DocumentFiles {
  /**
   * Keeps a file; one of this name is replaced.
   *
   * @throws {Refusal} `documents-unavailable`: it cannot be written, or there is no room.
   */
  abstract keep(name: string, bytes: Uint8Array): Promise<void>;

  /**
   * The bytes of a file; undefined where there is none.
   *
   * @throws {Refusal} `documents-unavailable`: it cannot be read.
   */
  abstract read(name: string): Promise<Buffer | undefined>;

  /** Deletes the files of a folder, without those of folders in it, that were kept longer ago than so many ms. */
  abstract deleteOlder(folder: string, ms: number): Promise<void>;

  abstract close(): Promise<void>;

  /** Nest calls it when the application ends. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
