import { Body, Controller, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { RequestedBy } from '../http/requested-by.js';
import { Operation, type CallerOf } from '../http/route.js';
import type { ChangeAnswer, ChangePreviewAnswer } from './amendments.answer.js';
import { BudgetChanges } from './budget-changes.js';
import { closing, closeInput } from './change-input.js';
import { ChangesBudget, changeParameters, type ChangeParameters } from './change-route.js';

/** `/v1/budgets/:budget/close`. */
@ApiTags('amendments')
@Controller('v1/budgets/:budget/close')
export class CloseYearController {
  constructor(private readonly changes: BudgetChanges) {}

  @Post()
  @Operation(
    'closeYear',
    'Closes the year of a budget: only corrections may follow, and nothing undoes it',
    '`confirm` is the id of the budget once more.',
  )
  @ChangesBudget(
    HttpStatus.CREATED,
    'year-closed',
    'amendments-pending',
    'confirmation-missing',
    'outside-fiscal-year',
    'date-in-future',
  )
  close(
    @Param('budget') budget: string,
    @Query({ schema: changeParameters }) parameters: ChangeParameters,
    @Body({ schema: closeInput }) body: z.infer<typeof closeInput>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswer | ChangePreviewAnswer> {
    return this.changes.change(budget, closing(body), parameters, callerOf, reply);
  }
}
