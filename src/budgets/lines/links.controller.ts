import { Body, Controller, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { parseBudgetId } from '../../domain/values/budget-id.js';
import { lineKey, parseLineKey } from '../../domain/values/line.js';
import { share, spellShare, WHOLE, type Share } from '../../domain/continuity/share.js';
import { Freshness } from '../../http/freshness.js';
import { orNoSuchBudget } from '../../http/missing-budget.js';
import { noParameters } from '../../http/query-parameters.js';
import { RequestedBy } from '../../http/requested-by.js';
import { JSON_BODY, OfBudget, Operation, Writes, type CallerOf } from '../../http/route.js';
import type { Caller } from '../../ledger/caller.js';
import { readAt } from '../../validation/validate.js';
import { LinkLine } from './link-line.js';
import { linkedAnswer, type LinkedAnswer } from './lines.answer.js';

const text = z.string().trim().min(1).max(2_000);
const linking = z
  .strictObject({ from: text, weight: z.string().optional(), reason: text })
  .meta({ id: 'LinkLine' });
const unlinking = z.strictObject({ from: text, reason: text }).meta({ id: 'UnlinkLine' });

const REFUSALS = [...JSON_BODY, 'not-found', 'line-invalid'] as const;

const OfLine = () =>
  ApiParam({ name: 'line', type: String, description: 'The key of a line, percent-encoded' });

/** `/v1/budgets/:budget/lines/:line`: from which lines of the year before a line goes on. */
@ApiTags('budgets')
@Controller('v1/budgets/:budget/lines/:line')
export class LinksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly freshness: Freshness,
  ) {}

  @Post('links')
  @OfBudget()
  @OfLine()
  @Operation('linkLine', 'Records that the line goes on from a line of the year before')
  @Writes({ 201: linkedAnswer }, [...REFUSALS, 'line-linked', 'link-weight'], { ifMatch: true })
  link(
    @Param('budget') budget: string,
    @Param('line') line: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: linking }) { weight, ...body }: z.infer<typeof linking>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LinkedAnswer> {
    const part = weight === undefined ? WHOLE : readAt('/weight', () => share(weight));
    return this.record(budget, line, body, part, callerOf, reply);
  }

  @Post('unlink')
  @OfBudget()
  @OfLine()
  @Operation('unlinkLine', 'Takes a link back; both stay in the trail')
  @Writes({ 201: linkedAnswer }, REFUSALS, { ifMatch: true })
  unlink(
    @Param('budget') budget: string,
    @Param('line') line: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: unlinking }) body: z.infer<typeof unlinking>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LinkedAnswer> {
    return this.record(budget, line, body, null, callerOf, reply);
  }

  private async record(
    budgetText: string,
    lineText: string,
    { from: fromText, reason }: z.infer<typeof unlinking>,
    weight: Share | null,
    callerOf: () => Caller,
    reply: FastifyReply,
  ): Promise<LinkedAnswer> {
    const budget = parseBudgetId(budgetText).id;
    const line = lineKey(parseLineKey(lineText));
    const from = readAt('/from', () => lineKey(parseLineKey(fromText)));
    const { version, token } = await this.commands
      .execute(new LinkLine(budget, line, from, weight, reason, callerOf()))
      .catch(orNoSuchBudget(budget));
    await this.freshness.noteWrite(reply, { version, token });
    return {
      budget,
      version,
      token,
      line,
      from,
      weight: weight === null ? null : spellShare(weight),
    };
  }
}
