import {
  applyDecorators,
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ResolveFinding } from '../findings/resolve-finding.js';
import { noSuchBudget, parseBudgetId } from '../domain/values/budget-id.js';
import { actorOf } from '../http/actor.guard.js';
import { amendmentsAnswer, changeAnswer } from './answers.js';
import { callerWithVersion } from '../http/caller-of.js';
import { OfBudget, Reads, Writes } from '../http/documented.js';
import { Freshness } from '../http/freshness.js';
import { flag, noParameters } from '../http/parameters.js';
import { WrongExpectedVersion } from '../log/event-log.js';
import { ChangeBudget } from './change-budget.js';
import type { ChangeRequest } from './change-request.js';
import { PreviewChange } from './preview-change.query.js';
import {
  amendmentInput,
  approval,
  approvalInput,
  closeInput,
  closing,
  correction,
  correctionInput,
  endInput,
  execution,
  executionInput,
  proposal,
  resolutionInput,
} from './change-input.js';
import { AMENDMENT_STATUSES, ListAmendments } from './list-amendments.query.js';
import type { AmendmentAnswer } from './amendment-answer.js';

const listing = z.strictObject({ status: z.enum(AMENDMENT_STATUSES).optional() });
const changing = z.strictObject({
  dryRun: flag.meta({ description: 'Answers what would follow, and keeps nothing' }),
});
type Changing = z.infer<typeof changing>;

/** A change of a budget that is there: by whom, under which key, of which version, and with which answers. */
const Changes = (status: HttpStatus.OK | HttpStatus.CREATED, ...refusals: readonly number[]) =>
  applyDecorators(
    HttpCode(status),
    OfBudget(),
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: 'The ETag of the budget, or *',
    }),
    Writes({ [status]: changeAnswer }, 404, 412, 413, 415, 428, ...refusals),
  );

/** Changes of a budget after its publication. */
@ApiTags('amendments')
@Controller('v1/budgets/:budget')
export class ChangesOfBudgetController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
    private readonly freshness: Freshness,
  ) {}

  /** The amendments of a budget, as they were proposed. */
  @Get('amendments')
  @OfBudget()
  @Reads(amendmentsAnswer, 404)
  list(
    @Param('budget') budget: string,
    @Query({ schema: listing }) { status }: z.infer<typeof listing>,
  ): Promise<readonly AmendmentAnswer[]> {
    return this.queries.execute(new ListAmendments(parseBudgetId(budget).id, status));
  }

  /** Proposes an amendment. It moves nothing until another person approves it. */
  @Post('amendments')
  @Changes(HttpStatus.CREATED, 409)
  propose(
    @Param('budget') budget: string,
    @Query({ schema: changing }) options: Changing,
    @Body({ schema: amendmentInput }) body: z.infer<typeof amendmentInput>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.change(budget, proposal(body), options, request, reply);
  }

  /** Approves an amendment: from then on it counts. */
  @Post('amendments/:amendment/approve')
  @Changes(HttpStatus.OK, 403, 409)
  approve(
    @Param('budget') budget: string,
    @Param('amendment') amendment: string,
    @Query({ schema: changing }) options: Changing,
    @Body({ schema: approvalInput }) body: z.infer<typeof approvalInput>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.change(budget, approval(amendment, body), options, request, reply);
  }

  /** Rejects an amendment. */
  @Post('amendments/:amendment/reject')
  @Changes(HttpStatus.OK, 409)
  reject(
    @Param('budget') budget: string,
    @Param('amendment') amendment: string,
    @Query({ schema: changing }) options: Changing,
    @Body({ schema: endInput }) { reason }: z.infer<typeof endInput>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.change(budget, { type: 'reject', amendment, reason }, options, request, reply);
  }

  /** Withdraws an amendment. */
  @Post('amendments/:amendment/withdraw')
  @Changes(HttpStatus.OK, 409)
  withdraw(
    @Param('budget') budget: string,
    @Param('amendment') amendment: string,
    @Query({ schema: changing }) options: Changing,
    @Body({ schema: endInput }) { reason }: z.infer<typeof endInput>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.change(budget, { type: 'withdraw', amendment, reason }, options, request, reply);
  }

  /** Corrects a record that was wrong. No amendment. */
  @Post('corrections')
  @Changes(HttpStatus.CREATED)
  correct(
    @Param('budget') budget: string,
    @Query({ schema: changing }) options: Changing,
    @Body({ schema: correctionInput }) body: z.infer<typeof correctionInput>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.change(budget, correction(body), options, request, reply);
  }

  /** Records what was spent up to a date. */
  @Post('executions')
  @Changes(HttpStatus.CREATED, 409)
  execute(
    @Param('budget') budget: string,
    @Query({ schema: changing }) options: Changing,
    @Body({ schema: executionInput }) body: z.infer<typeof executionInput>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.change(budget, execution(body), options, request, reply);
  }

  /** Closes the year: afterwards only corrections. */
  @Post('close')
  @Changes(HttpStatus.CREATED, 409)
  close(
    @Param('budget') budget: string,
    @Query({ schema: changing }) options: Changing,
    @Body({ schema: closeInput }) body: z.infer<typeof closeInput>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    return this.change(budget, closing(body), options, request, reply);
  }

  /** Decides a finding. What is printed stays as it is. */
  @Post('findings/:finding/resolve')
  @Changes(HttpStatus.OK, 409)
  async resolve(
    @Param('budget') text: string,
    @Param('finding') finding: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: resolutionInput }) { decision, reason }: z.infer<typeof resolutionInput>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { id } = parseBudgetId(text);
    const caller = callerWithVersion(request);
    const { budget, version, token } = await this.commands.execute(
      new ResolveFinding(id, finding, decision, reason, caller),
    );
    await this.freshness.wrote(token);
    reply.headers({ ETag: `"${version}"`, 'Ledger-Token': token });
    return { budget, version, token };
  }

  private async change(
    text: string,
    change: ChangeRequest,
    { dryRun }: Changing,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<unknown> {
    const budget = parseBudgetId(text).id;
    if (dryRun) {
      reply.status(HttpStatus.OK);
      // A preview records nothing: it needs neither an idempotency key nor a version.
      return this.queries.execute(new PreviewChange(budget, change, actorOf(request)));
    }
    const answer = await this.commands
      .execute(new ChangeBudget(budget, change, callerWithVersion(request)))
      .catch((error: unknown) => {
        throw error instanceof WrongExpectedVersion && error.actual < 0
          ? noSuchBudget(budget)
          : error;
      });
    await this.freshness.wrote(answer.token);
    reply.headers({ ETag: `"${answer.version}"`, 'Ledger-Token': answer.token });
    return answer;
  }
}
