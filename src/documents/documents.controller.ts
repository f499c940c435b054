import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { budgetParameters, noParameters, pageParameters } from '../http/query-parameters.js';
import { Operation, Reads } from '../http/route.js';
import { DOCUMENT_TYPES } from '../reading/printed.js';
import { asListOrPage, type Page } from '../validation/page.js';
import { attachment } from './attachment.js';
import { ContentOfDocument } from './document-content.query.js';
import {
  documentsAnswer,
  shownDocument,
  type DocumentAnswer,
  type ShownDocument,
} from './documents.answer.js';
import { ListDocuments } from './list-documents.query.js';
import { ShowDocument } from './show-document.query.js';

const listing = z.strictObject({ ...budgetParameters, ...pageParameters });
const shown = z.strictObject({
  budget: z.string().min(1).optional().meta({ description: 'As it is recorded in this budget' }),
});

/** `/v1/documents`: the documents that were recorded, and their files. */
@ApiTags('documents')
@Controller('v1/documents')
export class DocumentsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Operation('listDocuments', 'The documents of all budgets in the order of their import')
  @Reads(documentsAnswer)
  async list(
    @Query({ schema: listing }) { limit, after, ...filter }: z.infer<typeof listing>,
  ): Promise<readonly DocumentAnswer[] | Page<DocumentAnswer>> {
    const page = { limit, after };
    return asListOrPage(await this.queries.execute(new ListDocuments(filter, page)), page);
  }

  @Get(':sha256')
  @Operation(
    'getDocument',
    'One document, with its tables and the events that came of it',
    'By its SHA-256, or the first four digits of it or more. Where several budgets have it, the newest record, or that of `budget`.',
  )
  @Reads(shownDocument, 'not-found', 'documents-unavailable')
  show(
    @Param('sha256') digits: string,
    @Query({ schema: shown }) { budget }: z.infer<typeof shown>,
  ): Promise<ShownDocument> {
    return this.queries.execute(new ShowDocument(digits, budget));
  }

  @Get(':sha256/content')
  @ApiProduces(...DOCUMENT_TYPES)
  @Operation('getDocumentContent', 'The file of a document, with the bytes that were recorded')
  @Reads(
    z.string().meta({ format: 'binary' }),
    'not-found',
    'document-not-kept',
    'document-corrupt',
    'documents-unavailable',
  )
  async content(
    @Param('sha256') digits: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { sha256, file, mediaType, content } = await this.queries.execute(
      new ContentOfDocument(digits),
    );
    reply
      .type(mediaType)
      .header('Content-Disposition', attachment(file ?? sha256))
      .header('ETag', `"${sha256}"`)
      // RFC 9530: whoever gets the bytes can compare them.
      .header('Repr-Digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`)
      // A browser runs nothing that a document contains, whatever it takes it for.
      .header('X-Content-Type-Options', 'nosniff')
      .header('Content-Security-Policy', "default-src 'none'; sandbox");
    return content;
  }
}
