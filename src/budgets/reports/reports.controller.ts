import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { parseBudgetId } from '../../domain/values/budget-id.js';
import { bridgeAnswer, deltasAnswer, findingsAnswer, trailAnswer } from '../../http/answers.js';
import { OfBudget, Reads } from '../../http/documented.js';
import {
  bridgeParameters,
  deltasParameters,
  noParameters,
  trailParameters,
} from '../../http/parameters.js';
import { BridgeOf, type BridgeAnswer } from './bridge.query.js';
import { DeltasOf, type DeltasAnswer } from './deltas.query.js';
import { FindingsOf, type FindingAnswer } from '../../findings/findings.query.js';
import { TrailOf, type TrailAnswer } from './trail.query.js';

/** What can be asked of one budget beside its lines and tables. */
@ApiTags('budgets')
@Controller('v1/budgets/:budget')
export class QuestionsController {
  constructor(private readonly queries: QueryBus) {}

  /** The changes against a base: the prior budget, the original, or the budget as of a day. */
  @Get('deltas')
  @OfBudget()
  @Reads(deltasAnswer, 404)
  deltas(
    @Param('budget') budget: string,
    @Query({ schema: deltasParameters })
    { against, by, ...asOf }: z.infer<typeof deltasParameters>,
  ): Promise<DeltasAnswer> {
    return this.queries.execute(new DeltasOf(parseBudgetId(budget).id, against, by, asOf));
  }

  /** From the original to the adjusted budget, line by line. */
  @Get('bridge')
  @OfBudget()
  @Reads(bridgeAnswer, 404)
  bridge(
    @Param('budget') budget: string,
    @Query({ schema: bridgeParameters }) { schedule, ...asOf }: z.infer<typeof bridgeParameters>,
  ): Promise<BridgeAnswer> {
    return this.queries.execute(new BridgeOf(parseBudgetId(budget).id, asOf, schedule));
  }

  /** Everything recorded of the budget, in the order of the log. */
  @Get('trail')
  @OfBudget()
  @Reads(trailAnswer, 404)
  trail(
    @Param('budget') budget: string,
    @Query({ schema: trailParameters }) { line, ...asOf }: z.infer<typeof trailParameters>,
  ): Promise<TrailAnswer> {
    return this.queries.execute(new TrailOf(parseBudgetId(budget).id, asOf, line));
  }

  /** The rules that do not hold, open and resolved. */
  @Get('findings')
  @OfBudget()
  @Reads(findingsAnswer, 404)
  findings(
    @Param('budget') budget: string,
    @Query({ schema: noParameters }) _parameters: unknown,
  ): Promise<readonly FindingAnswer[]> {
    return this.queries.execute(new FindingsOf(parseBudgetId(budget).id));
  }
}
