import { Body, Controller, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { RequestedBy } from '../http/requested-by.js';
import { Operation, type CallerOf } from '../http/route.js';
import type { ChangeAnswer, ChangePreviewAnswer } from './amendments.answer.js';
import { BudgetChanges } from './budget-changes.js';
import { execution, executionInput } from './change-input.js';
import { ChangesBudget, changeParameters, type ChangeParameters } from './change-route.js';

/** `/v1/budgets/:budget/executions` (执行数). */
@ApiTags('amendments')
@Controller('v1/budgets/:budget/executions')
export class ExecutionsController {
  constructor(private readonly changes: BudgetChanges) {}

  @Post()
  @Operation('recordExecution', 'Records what was spent up to a day (执行数)')
  @ChangesBudget(
    HttpStatus.CREATED,
    'year-closed',
    'line-invalid',
    'code-unknown',
    'date-in-future',
    'outside-fiscal-year',
  )
  record(
    @Param('budget') budget: string,
    @Query({ schema: changeParameters }) parameters: ChangeParameters,
    @Body({ schema: executionInput }) body: z.infer<typeof executionInput>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswer | ChangePreviewAnswer> {
    return this.changes.change(budget, execution(body), parameters, callerOf, reply);
  }
}
