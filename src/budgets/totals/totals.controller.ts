import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { asOfParameters, budgetParameters, scope } from '../../http/query-parameters.js';
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
    { year, agency, scope: only, by, against, ...asOf }: z.infer<typeof parameters>,
  ): Promise<TotalsAnswer> {
    return this.queries.execute(new TotalsOf({ year, agency, scope: only }, by, against, asOf));
  }
}
