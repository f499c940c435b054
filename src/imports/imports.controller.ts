import { Body, Controller, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { agencyCode } from '../domain/values/budget-id.js';
import { TakesDocument } from '../http/bodies.js';
import { Freshness } from '../http/freshness.js';
import { date, flag, noParameters } from '../http/query-parameters.js';
import { RequestedBy } from '../http/requested-by.js';
import type { ProblemCode } from '../http/problem.js';
import { Operation, Writes, type CallerOf } from '../http/route.js';
import type { CallerWithKey } from '../ledger/caller.js';
import { parsedBy } from '../validation/parsed-by.js';
import {
  importAnswer,
  importPreviewAnswer,
  type ImportAnswer,
  type ImportPreviewAnswer,
} from './imports.answer.js';
import { PreviewedImports } from './previewed-imports.js';
import { DOCUMENT_TYPES, uploadOf } from './uploads.js';

const FILE_CHARS_MAX = 255;

const parameters = z.strictObject({
  file: z
    .string()
    .min(1)
    .max(FILE_CHARS_MAX)
    .optional()
    .meta({ description: 'The name of the file' }),
  agency: parsedBy(agencyCode).optional().meta({ description: "The agency's code" }),
  publishedOn: date.optional(),
  strict: flag.meta({ description: 'Refuses a document with an error among its findings' }),
});

const nothing = z.strictObject({}).optional();

/** What a document may be refused with. */
const DOCUMENT: readonly ProblemCode[] = [
  'document-unreadable',
  'document-too-costly',
  'document-of-another-kind',
  'document-year-unclear',
  'document-agency-unclear',
  'document-has-findings',
];

/** `/v1/imports`: a document is uploaded and previewed, and recorded by a second request. */
@ApiTags('imports')
@Controller('v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: PreviewedImports,
    private readonly freshness: Freshness,
  ) {}

  @Post()
  @ApiConsumes('application/octet-stream', 'multipart/form-data', ...DOCUMENT_TYPES)
  @ApiBody({
    description:
      'The document as it is: PDF, XLSX, DOCX, CSV, text, TSV or Markdown. Its kind is told from its bytes, whatever the Content-Type says.',
    schema: { type: 'string', format: 'binary' },
  })
  @TakesDocument()
  @Operation(
    'previewImport',
    'Reads and checks a document, and shows what its commit would record',
    'Nothing is recorded yet.',
  )
  @Writes({ 201: importPreviewAnswer }, [...DOCUMENT, 'unknown-field', 'agency-differs'], {
    idempotencyKey: false,
  })
  async preview(
    @Query({ schema: parameters }) { file, ...options }: PreviewParameters,
    @RequestedBy() callerOf: CallerOf,
    @Req() request: FastifyRequest,
  ): Promise<ImportPreviewAnswer> {
    const upload = await uploadOf(request.body, request.headers['content-type'], file ?? null);
    return this.imports.preview({ ...upload, options }, callerOf());
  }

  @Post(':id/commit')
  @Operation(
    'commitImport',
    'Records a document that was previewed',
    '201; 200 with the first token if the same bytes were recorded before. With If-Match only where the budget has not changed since, with If-None-Match: * only where there is none yet.',
  )
  @Writes(
    { 201: importAnswer, 200: importAnswer },
    [
      ...DOCUMENT,
      'unknown-field',
      'body-too-large',
      'media-type-unsupported',
      'not-found',
      'budget-differs',
      'year-closed',
      'import-expired',
      'documents-unavailable',
    ],
    { ifMatch: 'optional' },
  )
  async commit(
    @Param('id') id: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: nothing }) _body: unknown,
    @RequestedBy() callerOf: CallerOf<CallerWithKey>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportAnswer> {
    const answer = await this.imports.commit(id, callerOf());
    const { token } = answer;
    if (token !== null) await this.freshness.noteWrite(reply, { token });
    reply.code(answer.status === 'committed' ? HttpStatus.CREATED : HttpStatus.OK);
    return answer;
  }
}

type PreviewParameters = z.infer<typeof parameters>;
