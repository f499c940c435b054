import { Body, Controller, Get, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { parseBudgetId } from '../domain/values/budget-id.js';
import { asListOrPage, type Page } from '../validation/page.js';
import { RequestedBy } from '../http/requested-by.js';
import type { ProblemCode } from '../http/problem.js';
import { OfBudget, Operation, Reads, type CallerOf } from '../http/route.js';
import {
  amendmentsAnswer,
  type AmendmentAnswer,
  type ChangeAnswer,
  type ChangePreviewAnswer,
} from './amendments.answer.js';
import { BudgetChanges } from './budget-changes.js';
import { amendmentInput, approval, approvalInput, endInput, proposal } from './change-input.js';
import { ChangesBudget, changeParameters, type ChangeParameters } from './change-route.js';
import { ListAmendments } from './list-amendments.query.js';
import { listing } from './listing.js';

/** What the proposal of an amendment may be refused with. */
const PROPOSAL: readonly ProblemCode[] = [
  'year-closed',
  'amount-zero',
  'reallocation-not-zero',
  'sign-of-kind',
  'economic-missing',
  'line-invalid',
  'code-unknown',
  'line-would-go-negative',
  'line-discontinued',
  'transfer-target-missing',
  'transfer-not-of-kind',
  'transfer-years',
  'receiver-closed',
];
/** What each step after the proposal may be refused with. */
const STEP: readonly ProblemCode[] = ['amendment-ended', 'year-closed'];

/** `/v1/budgets/:budget/amendments`: the amendments of a budget, and each step from proposal to approval. */
@ApiTags('amendments')
@Controller('v1/budgets/:budget/amendments')
export class AmendmentsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly changes: BudgetChanges,
  ) {}

  @Get()
  @OfBudget()
  @Operation(
    'listAmendmentsOfBudget',
    'The amendments of a budget in the order in which they were proposed',
    'With `position`: as each stood when the log had it.',
  )
  @Reads(amendmentsAnswer, 'not-found', 'position-beyond-log')
  async list(
    @Param('budget') text: string,
    @Query({ schema: listing }) { limit, after, ...filter }: z.infer<typeof listing>,
  ): Promise<readonly AmendmentAnswer[] | Page<AmendmentAnswer>> {
    const page = { limit, after };
    const budget = parseBudgetId(text).id;
    return asListOrPage(
      await this.queries.execute(new ListAmendments({ ...filter, budget }, page)),
      page,
    );
  }

  @Post()
  @Operation(
    'proposeAmendment',
    'Proposes an amendment',
    'It moves nothing until another person approves it.',
  )
  @ChangesBudget(HttpStatus.CREATED, ...PROPOSAL)
  propose(
    @Param('budget') budget: string,
    @Query({ schema: changeParameters }) parameters: ChangeParameters,
    @Body({ schema: amendmentInput }) body: z.infer<typeof amendmentInput>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswer | ChangePreviewAnswer> {
    return this.changes.change(budget, proposal(body), parameters, callerOf, reply);
  }

  @Post(':amendment/approve')
  @Operation('approveAmendment', 'Approves an amendment: from then on it counts')
  @ChangesBudget(
    HttpStatus.OK,
    ...STEP,
    'self-approval',
    'approval-not-permitted',
    'authority-missing',
    'date-in-future',
    'outside-fiscal-year',
    'effective-before-original',
    'line-would-go-negative',
    'receiver-closed',
  )
  approve(
    @Param('budget') budget: string,
    @Param('amendment') amendment: string,
    @Query({ schema: changeParameters }) parameters: ChangeParameters,
    @Body({ schema: approvalInput }) body: z.infer<typeof approvalInput>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswer | ChangePreviewAnswer> {
    return this.changes.change(budget, approval(amendment, body), parameters, callerOf, reply);
  }

  @Post(':amendment/reject')
  @Operation('rejectAmendment', 'Rejects an amendment that another person has proposed')
  @ChangesBudget(HttpStatus.OK, ...STEP, 'self-approval')
  reject(
    @Param('budget') budget: string,
    @Param('amendment') amendment: string,
    @Query({ schema: changeParameters }) parameters: ChangeParameters,
    @Body({ schema: endInput }) { reason }: z.infer<typeof endInput>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswer | ChangePreviewAnswer> {
    const change = { type: 'reject', amendment, reason } as const;
    return this.changes.change(budget, change, parameters, callerOf, reply);
  }

  @Post(':amendment/withdraw')
  @Operation('withdrawAmendment', 'Withdraws an amendment: the proposer alone may')
  @ChangesBudget(HttpStatus.OK, ...STEP, 'not-proposer')
  withdraw(
    @Param('budget') budget: string,
    @Param('amendment') amendment: string,
    @Query({ schema: changeParameters }) parameters: ChangeParameters,
    @Body({ schema: endInput }) { reason }: z.infer<typeof endInput>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswer | ChangePreviewAnswer> {
    const change = { type: 'withdraw', amendment, reason } as const;
    return this.changes.change(budget, change, parameters, callerOf, reply);
  }

  @Post(':amendment/return')
  @Operation(
    'returnAmendment',
    'Records that the money of a transfer is back in this budget',
    'For a transfer whose receiving budget was closed before the money arrived.',
  )
  @ChangesBudget(HttpStatus.OK, ...STEP, 'transfer-not-of-kind')
  giveBack(
    @Param('budget') budget: string,
    @Param('amendment') amendment: string,
    @Query({ schema: changeParameters }) parameters: ChangeParameters,
    @Body({ schema: endInput }) { reason }: z.infer<typeof endInput>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswer | ChangePreviewAnswer> {
    const change = { type: 'return', amendment, reason } as const;
    return this.changes.change(budget, change, parameters, callerOf, reply);
  }
}
