import { HttpStatus, Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { parseBudgetId } from '../domain/values/budget-id.js';
import { Freshness } from '../http/freshness.js';
import { orNoSuchBudget } from '../http/missing-budget.js';
import type { CallerOf } from '../http/route.js';
import type { ChangeAnswer, ChangePreviewAnswer } from './amendments.answer.js';
import { ChangeBudget } from './change-budget.js';
import type { ChangeRequest } from './change-request.js';
import type { ChangeParameters } from './change-route.js';
import { PreviewChange } from './preview-change.query.js';

/** Carries out a change that came over HTTP, or shows with `dryRun` what it would do. */
@Injectable()
export class BudgetChanges {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly freshness: Freshness,
  ) {}

  async change(
    text: string,
    change: ChangeRequest,
    { dryRun }: ChangeParameters,
    callerOf: CallerOf,
    reply: FastifyReply,
  ): Promise<ChangeAnswer | ChangePreviewAnswer> {
    const budget = parseBudgetId(text).id;
    if (dryRun) {
      reply.status(HttpStatus.OK);
      return this.queries.execute(new PreviewChange(budget, change, callerOf().actor));
    }
    const answer = await this.commands
      .execute(new ChangeBudget(budget, change, callerOf()))
      .catch(orNoSuchBudget(budget));
    await this.freshness.noteWrite(reply, answer);
    return answer;
  }
}
