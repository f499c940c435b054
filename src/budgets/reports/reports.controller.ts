import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { parseBudgetId } from '../../domain/values/budget-id.js';
import { SCHEDULES } from '../../domain/values/line.js';
import { asOfParameters, pageParameters } from '../../http/query-parameters.js';
import { AS_OF, OfBudget, Operation, Reads } from '../../http/route.js';
import { parsedBy } from '../../validation/parsed-by.js';
import { againstOf, BASES } from './against.js';
import { bridgeAnswer, type BridgeAnswer } from './bridge.answer.js';
import { BridgeOf } from './bridge.query.js';
import { deltasAnswer, type DeltasAnswer } from './deltas.answer.js';
import { CUTS, DeltasOf } from './deltas.query.js';
import { asTrailOrPart, trailAnswer, type TrailAnswer, type TrailPart } from './trail.answer.js';
import { TrailOf } from './trail.query.js';

const deltasParameters = z.strictObject({
  against: parsedBy(againstOf)
    .optional()
    .meta({ description: `One of ${BASES.join(', ')}, or a day` }),
  by: z.enum(CUTS).optional(),
  ...asOfParameters,
});
const bridgeParameters = z.strictObject({
  schedule: z.enum(SCHEDULES).optional(),
  ...asOfParameters,
});
const trailParameters = z.strictObject({
  line: z.string().min(1).optional().meta({ description: 'A line key, or one of its codes' }),
  ...asOfParameters,
  ...pageParameters,
});

/** The reports on one budget. */
@ApiTags('budgets')
@Controller('v1/budgets/:budget')
export class ReportsController {
  constructor(private readonly queries: QueryBus) {}

  @Get('deltas')
  @OfBudget()
  @Operation(
    'getDeltas',
    'The changes from a base: the prior budget, the original, or the budget as of a day',
  )
  @Reads(deltasAnswer, 'not-found', ...AS_OF)
  deltas(
    @Param('budget') budget: string,
    @Query({ schema: deltasParameters })
    { against, by, ...asOf }: z.infer<typeof deltasParameters>,
  ): Promise<DeltasAnswer> {
    return this.queries.execute(new DeltasOf(parseBudgetId(budget).id, against, by, asOf));
  }

  @Get('bridge')
  @OfBudget()
  @Operation('getBridge', 'From the original to the adjusted budget, line by line')
  @Reads(bridgeAnswer, 'not-found', ...AS_OF)
  bridge(
    @Param('budget') budget: string,
    @Query({ schema: bridgeParameters }) { schedule, ...asOf }: z.infer<typeof bridgeParameters>,
  ): Promise<BridgeAnswer> {
    return this.queries.execute(new BridgeOf(parseBudgetId(budget).id, asOf, schedule));
  }

  @Get('trail')
  @OfBudget()
  @Operation('getTrail', 'Everything recorded of the budget, in the order of the log')
  @Reads(trailAnswer, 'not-found', ...AS_OF)
  async trail(
    @Param('budget') budget: string,
    @Query({ schema: trailParameters })
    { line, limit, after, ...asOf }: z.infer<typeof trailParameters>,
  ): Promise<TrailAnswer | TrailPart> {
    const page = { limit, after };
    const { id } = parseBudgetId(budget);
    return asTrailOrPart(await this.queries.execute(new TrailOf(id, asOf, line, page)), page);
  }
}
