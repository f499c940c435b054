import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { DECISIONS } from '../domain/events/finding.js';
import { parseBudgetId } from '../domain/values/budget-id.js';
import { Freshness } from '../http/freshness.js';
import { asOfParameters, noParameters, pageParameters } from '../http/query-parameters.js';
import { RequestedBy } from '../http/requested-by.js';
import { JSON_BODY, OfBudget, Operation, Reads, Writes, type CallerOf } from '../http/route.js';
import { asListOrPage, type Page } from '../validation/page.js';
import {
  findingsAnswer,
  resolvedAnswer,
  type FindingAnswer,
  type ResolvedAnswer,
} from './findings.answer.js';
import { FindingsOf } from './findings.query.js';
import { ResolveFinding } from './resolve-finding.js';

const listing = z.strictObject({ position: asOfParameters.position, ...pageParameters });
const resolution = z
  .strictObject({
    decision: z.enum(DECISIONS),
    reason: z.string().trim().min(1).max(2_000),
  })
  .meta({ id: 'ResolveFinding' });

/** `/v1/budgets/:budget/findings`: the findings of a budget, and their decision. */
@ApiTags('findings')
@Controller('v1/budgets/:budget/findings')
export class FindingsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
    private readonly freshness: Freshness,
  ) {}

  @Get()
  @OfBudget()
  @Operation(
    'listFindings',
    'The findings of a budget, open and resolved',
    'With `position`: as they stood when the log had it.',
  )
  @Reads(findingsAnswer, 'not-found', 'position-beyond-log')
  async list(
    @Param('budget') budget: string,
    @Query({ schema: listing }) { position, ...page }: z.infer<typeof listing>,
  ): Promise<readonly FindingAnswer[] | Page<FindingAnswer>> {
    const { id } = parseBudgetId(budget);
    return asListOrPage(await this.queries.execute(new FindingsOf(id, page, { position })), page);
  }

  @Post(':finding/resolve')
  @OfBudget()
  @Operation(
    'resolveFinding',
    'Decides a finding',
    '`accept-expected` corrects the cell to the expected figure. A later decision replaces an earlier one.',
  )
  @Writes(
    { 200: resolvedAnswer },
    [...JSON_BODY, 'not-found', 'finding-resolved', 'nothing-to-correct'],
    { ifMatch: true },
  )
  async resolve(
    @Param('budget') text: string,
    @Param('finding') finding: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: resolution }) { decision, reason }: z.infer<typeof resolution>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ResolvedAnswer> {
    const { id } = parseBudgetId(text);
    const { budget, version, token } = await this.commands.execute(
      new ResolveFinding(id, finding, decision, reason, callerOf()),
    );
    await this.freshness.noteWrite(reply, { version, token });
    return { budget, version, token };
  }
}
