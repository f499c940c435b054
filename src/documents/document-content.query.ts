import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { KeptDocuments } from '../ledger/kept-documents.js';
import { EventLog } from '../log/event-log.js';
import { Views } from '../views/views-database.js';
import { findDocument } from './find-document.js';

/** The file of a document. */
export interface DocumentContent {
  readonly sha256: string;
  readonly file: string | null;
  readonly mediaType: string;
  /** Their SHA-256 is that of the document. */
  readonly content: Buffer;
}

/** The file of a document, by its SHA-256 or the first digits of it. */
export class ContentOfDocument extends Query<DocumentContent> {
  constructor(readonly digits: string) {
    super();
  }
}

/**
 * Reads the file and compares its hash.
 *
 * @throws {Refusal} `malformed`, `not-found`: as {@link findDocument}; `document-not-kept`, `document-corrupt`,
 *   `documents-unavailable`: as {@link KeptDocuments.read}.
 */
@QueryHandler(ContentOfDocument)
export class ContentOfDocumentHandler implements IQueryHandler<ContentOfDocument> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
    private readonly keptDocuments: KeptDocuments,
  ) {}

  async execute({ digits }: ContentOfDocument): Promise<DocumentContent> {
    const { document, file, media_type } = await findDocument(this.views, this.log, digits);
    const content = await this.keptDocuments.read(document);
    return { sha256: document, file, mediaType: media_type, content };
  }
}
