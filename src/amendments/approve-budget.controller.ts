import { Body, Controller, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { RequestedBy } from '../http/requested-by.js';
import { Operation, type CallerOf } from '../http/route.js';
import type { ChangeAnswer, ChangePreviewAnswer } from './amendments.answer.js';
import { BudgetChanges } from './budget-changes.js';
import { budgetApproval, budgetApprovalInput } from './change-input.js';
import { ChangesBudget, changeParameters, type ChangeParameters } from './change-route.js';

/** `/v1/budgets/:budget/approve` (批复). */
@ApiTags('amendments')
@Controller('v1/budgets/:budget/approve')
export class ApproveBudgetController {
  constructor(private readonly changes: BudgetChanges) {}

  @Post()
  @Operation(
    'approveBudget',
    'Records that the original budget is approved (批复)',
    'A later approval replaces it.',
  )
  @ChangesBudget(HttpStatus.CREATED, 'year-closed', 'authority-missing', 'date-in-future')
  approve(
    @Param('budget') budget: string,
    @Query({ schema: changeParameters }) parameters: ChangeParameters,
    @Body({ schema: budgetApprovalInput }) body: z.infer<typeof budgetApprovalInput>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswer | ChangePreviewAnswer> {
    return this.changes.change(budget, budgetApproval(body), parameters, callerOf, reply);
  }
}
