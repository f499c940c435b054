import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { codeBeginning } from '../../domain/values/line.js';
import { asOfParameters, budgetParameters, flag, scope } from '../../http/query-parameters.js';
import { AS_OF, Operation, Reads } from '../../http/route.js';
import { parsedBy } from '../../validation/parsed-by.js';
import { againstOf, BASES } from '../reports/against.js';
import { TOTAL_CUTS, totalsAnswer, type TotalsAnswer } from './totals.answer.js';
import { TotalsOf } from './totals.query.js';

const parameters = z.strictObject({
  ...budgetParameters,
  scope,
  by: z.enum(TOTAL_CUTS).optional(),
  against: parsedBy(againstOf)
    .optional()
    .meta({ description: `One of ${BASES.join(', ')}, or a day` }),
  code: parsedBy(codeBeginning)
    .optional()
    .meta({ description: 'Only lines whose code begins so: 类, 款 or 项' }),
  economic: flag.meta({
    description: 'The lines by the economic classification, and not by function',
  }),
  ...asOfParameters,
});

/** `/v1/totals`: the sums over many budgets. */
@ApiTags('budgets')
@Controller('v1/totals')
export class TotalsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Operation(
    'getTotals',
    'The sums, the bridge and the changes of many budgets',
    'Years are never added: without `year` the newest is summed. Departments and units are never added: without `scope` that is summed in which more agencies have a budget.',
  )
  @Reads(totalsAnswer, ...AS_OF)
  show(
    @Query({ schema: parameters })
    { effective, recorded, position, by, against, ...filter }: z.infer<typeof parameters>,
  ): Promise<TotalsAnswer> {
    const asOf = { effective, recorded, position };
    return this.queries.execute(new TotalsOf(filter, by, against, asOf));
  }
}
