import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { parseBudgetId } from '../../domain/values/budget-id.js';
import { documentAnswer } from '../../http/answers.js';
import { OfBudget, Reads } from '../../http/documented.js';
import { MEDIA_TYPES, preferred } from '../../http/media-types.js';
import { DOCUMENT_FORMATS, documentParameters } from '../../http/parameters.js';
import { DocumentOf, type DocumentAnswer } from './document.query.js';
import { documentAs } from './render-document.js';

@ApiTags('budgets')
@Controller('v1/budgets/:budget/document')
export class DocumentController {
  constructor(private readonly queries: QueryBus) {}

  /** The whole budget as it is published, as of a question; also as Markdown, CSV, XLSX, PDF and DOCX. */
  @Get()
  @OfBudget()
  @ApiProduces(...DOCUMENT_FORMATS.map((format) => MEDIA_TYPES[format]))
  @Reads(documentAnswer, 404)
  async show(
    @Param('budget') text: string,
    @Query({ schema: documentParameters })
    { unit, rebuild, format, ...asOf }: z.infer<typeof documentParameters>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DocumentAnswer | string | Buffer> {
    const budget = parseBudgetId(text).id;
    const answer = await this.queries.execute(new DocumentOf(budget, asOf, { unit, rebuild }));
    const shown = format ?? preferred(accept, DOCUMENT_FORMATS);
    reply.header('Vary', 'Accept');
    if (shown === 'json') return answer;
    const body = await documentAs(answer, shown);
    reply
      .type(MEDIA_TYPES[shown])
      .header('Content-Disposition', `attachment; filename="${budget}.${shown}"`);
    return typeof body === 'string' ? body : Buffer.from(body);
  }
}
