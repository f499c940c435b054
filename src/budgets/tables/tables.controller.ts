import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../../domain/errors.js';
import { SHOWN_UNITS } from '../../domain/tables/budget-form.js';
import { tableCalled, TABLES } from '../../domain/tables/forms.js';
import { parseBudgetId } from '../../domain/values/budget-id.js';
import { MEDIA_TYPES, preferred } from '../../http/media-types.js';
import { asOfParameters, flag } from '../../http/query-parameters.js';
import { AS_OF, OfBudget, Operation, Reads } from '../../http/route.js';
import { tableAsCsv } from './table-csv.js';
import { tableAsMarkdown } from './table-markdown.js';
import { tableAsXlsx } from './table-xlsx.js';
import { tableAnswer, type TableAnswer } from './table.answer.js';
import { TableOf } from './table.query.js';

const FORMATS = ['json', 'csv', 'md', 'xlsx'] as const;

const parameters = z.strictObject({
  unit: z.enum(SHOWN_UNITS).optional(),
  rebuild: flag.meta({ description: 'Also where the document lacks the table' }),
  format: z.enum(FORMATS).optional().meta({ description: 'Instead of Accept' }),
  ...asOfParameters,
});

const WRITTEN = {
  csv: tableAsCsv,
  md: tableAsMarkdown,
  xlsx: (answer: TableAnswer) => Buffer.from(tableAsXlsx(answer)),
};

/**
 * `/v1/budgets/:budget/tables`.
 *
 * @throws {Refusal} `not-found`: the budget has no table of that number or kind, and its document none so numbered.
 */
@ApiTags('budgets')
@Controller('v1/budgets/:budget/tables')
export class TablesController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':table')
  @OfBudget()
  @ApiProduces(...FORMATS.map((format) => MEDIA_TYPES[format]))
  @Operation('getTable', 'One table of a budget, as of a day, an instant or a position')
  @Reads(tableAnswer, 'not-found', ...AS_OF)
  async show(
    @Param('budget') text: string,
    @Param('table') number: string,
    @Query({ schema: parameters })
    { unit, rebuild, format, ...asOf }: z.infer<typeof parameters>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TableAnswer | string | Buffer> {
    const budget = parseBudgetId(text).id;
    const table = tableCalled(number);
    if (table === undefined)
      throw new Refusal(
        'not-found',
        `There is no table ${number}: a budget has the tables 1 to ${TABLES}, also by their kinds, such as general, or by the number that its document prints.`,
      );
    const answer = await this.queries.execute(new TableOf(budget, table, asOf, { unit, rebuild }));
    const shown = format ?? preferred(accept, FORMATS);
    reply.header('Vary', 'Accept');
    if (shown === 'json') return answer;
    const file = `${budget}-table-${answer.table}.${shown}`;
    reply.type(MEDIA_TYPES[shown]).header('Content-Disposition', `attachment; filename="${file}"`);
    return WRITTEN[shown](answer);
  }
}
