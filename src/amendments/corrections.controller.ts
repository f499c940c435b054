import { Body, Controller, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { RequestedBy } from '../http/requested-by.js';
import { Operation, type CallerOf } from '../http/route.js';
import type { ChangeAnswer, ChangePreviewAnswer } from './amendments.answer.js';
import { BudgetChanges } from './budget-changes.js';
import { correction, correctionInput } from './change-input.js';
import { ChangesBudget, changeParameters, type ChangeParameters } from './change-route.js';

/** `/v1/budgets/:budget/corrections` (更正). */
@ApiTags('amendments')
@Controller('v1/budgets/:budget/corrections')
export class CorrectionsController {
  constructor(private readonly changes: BudgetChanges) {}

  @Post()
  @Operation(
    'correctLine',
    'Corrects a record that was wrong (更正)',
    'It is no amendment, and is possible after the year is closed.',
  )
  @ChangesBudget(HttpStatus.CREATED, 'correction-invalid', 'line-discontinued')
  correct(
    @Param('budget') budget: string,
    @Query({ schema: changeParameters }) parameters: ChangeParameters,
    @Body({ schema: correctionInput }) body: z.infer<typeof correctionInput>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswer | ChangePreviewAnswer> {
    return this.changes.change(budget, correction(body), parameters, callerOf, reply);
  }
}
