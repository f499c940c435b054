import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { SHOWN_UNITS } from '../../domain/tables/budget-form.js';
import { parseBudgetId } from '../../domain/values/budget-id.js';
import { MEDIA_TYPES, preferred } from '../../http/media-types.js';
import { asOfParameters, flag } from '../../http/query-parameters.js';
import { AS_OF, OfBudget, Operation, Reads } from '../../http/route.js';
import { documentAnswer, type PrintedBudget } from './document.answer.js';
import { DocumentOf } from './document.query.js';
import { documentAs } from './render-document.js';

const FORMATS = ['json', 'md', 'csv', 'xlsx', 'pdf', 'docx'] as const;

const parameters = z.strictObject({
  unit: z.enum(SHOWN_UNITS).optional().meta({ description: 'Of T1 to T8; T9 is in 万元' }),
  rebuild: flag.meta({ description: 'Also the tables that the document lacks' }),
  format: z.enum(FORMATS).optional().meta({ description: 'Instead of Accept' }),
  ...asOfParameters,
});

/** `/v1/budgets/:budget/document`. */
@ApiTags('budgets')
@Controller('v1/budgets/:budget/document')
export class DocumentController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @OfBudget()
  @ApiProduces(...FORMATS.map((format) => MEDIA_TYPES[format]))
  @Operation(
    'getPrintedBudget',
    'The whole budget in its published layout, as of a day, an instant or a position',
  )
  @Reads(documentAnswer, 'not-found', 'document-unprintable', ...AS_OF)
  async show(
    @Param('budget') text: string,
    @Query({ schema: parameters })
    { unit, rebuild, format, ...asOf }: z.infer<typeof parameters>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PrintedBudget | string | Buffer> {
    const budget = parseBudgetId(text).id;
    const answer = await this.queries.execute(new DocumentOf(budget, asOf, { unit, rebuild }));
    const shown = format ?? preferred(accept, FORMATS);
    reply.header('Vary', 'Accept');
    if (shown === 'json') return answer;
    const body = await documentAs(answer, shown);
    reply
      .type(MEDIA_TYPES[shown])
      .header('Content-Disposition', `attachment; filename="${budget}.${shown}"`);
    return typeof body === 'string' ? body : Buffer.from(body);
  }
}
