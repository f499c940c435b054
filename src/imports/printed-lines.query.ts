import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ReadLines } from '../reading/readers/reader-of.js';
import { Previews } from './previews.js';
import { ReadingPool } from './reading-pool.js';

/** A file as it is printed, line by line; rows of tables with their cells. */
export type PrintedLines = ReadLines;

/** The lines of a file: one whose bytes are given, or the one of a preview, by its id. */
export class PrintedLinesOf extends Query<PrintedLines> {
  constructor(
    readonly file: { readonly bytes: Uint8Array; readonly name: string | null } | string,
  ) {
    super();
  }
}

/**
 * Reads the file in a process of its own, as every document is read.
 *
 * @throws {Refusal} `not-found`, `import-expired`: there is no such preview, or no longer; `document-unreadable`,
 *   `document-too-large`, `document-too-costly`: as {@link ReadingPool.readLines}.
 */
@QueryHandler(PrintedLinesOf)
export class PrintedLinesOfHandler implements IQueryHandler<PrintedLinesOf> {
  constructor(
    private readonly readingPool: ReadingPool,
    private readonly previews: Previews,
  ) {}

  async execute({ file }: PrintedLinesOf): Promise<PrintedLines> {
    if (typeof file !== 'string') return this.readingPool.readLines(file.bytes, file.name);
    const preview = await this.previews.find(file);
    return this.readingPool.readLines(preview.bytes, preview.file);
  }
}
