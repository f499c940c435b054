import { Body, Controller, Get, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { parseBudgetId } from '../domain/values/budget-id.js';
import { asListOrPage, type Page } from '../validation/page.js';
import { RequestedBy } from '../http/requested-by.js';
import { OfBudget, Reads, type CallerOf } from '../http/route.js';
import {
  amendmentsAnswer,
  type AmendmentAnswer,
  type ChangeAnswer,
  type PreviewAnswer,
} from './amendments.answer.js';
import { BudgetChanges } from './budget-changes.js';
import { amendmentInput, approval, approvalInput, endInput, proposal } from './change-input.js';
import { ChangesBudget, changeParameters, type ChangeParameters } from './change-route.js';
import { ListAmendments } from './list-amendments.query.js';
import { listing } from './listing.js';

/** `/v1/budgets/:budget/amendments`: the amendments of a budget, and each step from proposal to approval. */
@ApiTags('amendments')
@Controller('v1/budgets/:budget/amendments')
export class AmendmentsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly changes: BudgetChanges,
  ) {}

  /** The amendments of a budget in the order in which they were proposed. */
  @Get()
  @OfBudget()
  @Reads(amendmentsAnswer, 404)
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

  /** Proposes an amendment. It moves nothing until another person approves it. */
  @Post()
  @ChangesBudget(HttpStatus.CREATED, 409)
  propose(
    @Param('budget') budget: string,
    @Query({ schema: changeParameters }) parameters: ChangeParameters,
    @Body({ schema: amendmentInput }) body: z.infer<typeof amendmentInput>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswer | PreviewAnswer> {
    return this.changes.change(budget, proposal(body), parameters, callerOf, reply);
  }

  /** Approves an amendment: from then on it counts. */
  @Post(':amendment/approve')
  @ChangesBudget(HttpStatus.OK, 403, 409)
  approve(
    @Param('budget') budget: string,
    @Param('amendment') amendment: string,
    @Query({ schema: changeParameters }) parameters: ChangeParameters,
    @Body({ schema: approvalInput }) body: z.infer<typeof approvalInput>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswer | PreviewAnswer> {
    return this.changes.change(budget, approval(amendment, body), parameters, callerOf, reply);
  }

  /** Rejects an amendment that another person has proposed. */
  @Post(':amendment/reject')
  @ChangesBudget(HttpStatus.OK, 403, 409)
  reject(
    @Param('budget') budget: string,
    @Param('amendment') amendment: string,
    @Query({ schema: changeParameters }) parameters: ChangeParameters,
    @Body({ schema: endInput }) { reason }: z.infer<typeof endInput>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswer | PreviewAnswer> {
    const change = { type: 'reject', amendment, reason } as const;
    return this.changes.change(budget, change, parameters, callerOf, reply);
  }

  /** Withdraws an amendment: the proposer alone may. */
  @Post(':amendment/withdraw')
  @ChangesBudget(HttpStatus.OK, 403, 409)
  withdraw(
    @Param('budget') budget: string,
    @Param('amendment') amendment: string,
    @Query({ schema: changeParameters }) parameters: ChangeParameters,
    @Body({ schema: endInput }) { reason }: z.infer<typeof endInput>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswer | PreviewAnswer> {
    const change = { type: 'withdraw', amendment, reason } as const;
    return this.changes.change(budget, change, parameters, callerOf, reply);
  }

  /** Records that the money of a transfer is back in this budget: the receiving one was closed before it arrived. */
  @Post(':amendment/return')
  @ChangesBudget(HttpStatus.OK, 409)
  giveBack(
    @Param('budget') budget: string,
    @Param('amendment') amendment: string,
    @Query({ schema: changeParameters }) parameters: ChangeParameters,
    @Body({ schema: endInput }) { reason }: z.infer<typeof endInput>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChangeAnswer | PreviewAnswer> {
    const change = { type: 'return', amendment, reason } as const;
    return this.changes.change(budget, change, parameters, callerOf, reply);
  }
}
