import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { EnteredLine } from '../../domain/budget/budget-command.js';
import { Refusal } from '../../domain/errors.js';
import { parseBudgetId, type BudgetId } from '../../domain/values/budget-id.js';
import { lineKey, SCHEDULES } from '../../domain/values/line.js';
import { inYuan } from '../../domain/values/money.js';
import { Freshness } from '../../http/freshness.js';
import { orNoSuchBudget } from '../../http/missing-budget.js';
import { asOfParameters, noParameters } from '../../http/query-parameters.js';
import { RequestedBy } from '../../http/requested-by.js';
import {
  AS_OF,
  JSON_BODY,
  OfBudget,
  Operation,
  Reads,
  Writes,
  type CallerOf,
} from '../../http/route.js';
import { Projector } from '../../projector/projector.js';
import { refusalAt } from '../../validation/validate.js';
import { EnterLines } from './enter-lines.js';
import { enteredLine, lineInput, type LineInput } from './line-input.js';
import {
  enteredAnswer,
  linesAnswer,
  type LinesAnswer,
  type EnteredAnswer,
} from './lines.answer.js';
import { LinesOf } from './lines.query.js';

const listing = z.strictObject({ schedule: z.enum(SCHEDULES).optional(), ...asOfParameters });

const entering = z.strictObject({ lines: z.array(lineInput).min(1) }).meta({ id: 'EnterLines' });

/** `/v1/budgets/:budget/lines`. */
@ApiTags('budgets')
@Controller('v1/budgets/:budget/lines')
export class LinesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
    private readonly freshness: Freshness,
    private readonly projector: Projector,
  ) {}

  @Get()
  @OfBudget()
  @Operation('listLines', 'The lines of a budget, as of a day, an instant or a position')
  @Reads(linesAnswer, 'not-found', ...AS_OF)
  list(
    @Param('budget') budget: string,
    @Query({ schema: listing }) { schedule, ...asOf }: z.infer<typeof listing>,
  ): Promise<LinesAnswer> {
    return this.queries.execute(new LinesOf(parseBudgetId(budget).id, asOf, schedule));
  }

  @Post()
  @OfBudget()
  @Operation('enterLines', 'Enters lines of the original budget without a document')
  @Writes(
    { 201: enteredAnswer },
    [
      ...JSON_BODY,
      'not-found',
      'year-closed',
      'line-exists',
      'line-invalid',
      'code-unknown',
      'line-would-go-negative',
    ],
    { ifMatch: true },
  )
  async enter(
    @Param('budget') text: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: entering }) body: z.infer<typeof entering>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnteredAnswer> {
    const budget = parseBudgetId(text).id;
    const entered = body.lines.map(readLine);
    const { version, token, lines, findings } = await this.commands
      .execute(new EnterLines(budget, entered, callerOf()))
      .catch(orNoSuchBudget(budget));
    const position = await this.freshness.noteWrite(reply, { version, token });
    const counts = { recorded: lines, findings };
    return {
      budget,
      version,
      token,
      ...counts,
      lines: await this.linesOf(budget, entered, position, reply),
    };
  }

  /**
   * The lines as they were right after this change: a repeat of the request gets the same answer. What is recorded is never
   * refused: while the views cannot say it, the lines are answered as they were entered.
   */
  private async linesOf(
    budget: BudgetId,
    entered: readonly EnteredLine[],
    position: bigint,
    reply: FastifyReply,
  ): Promise<EnteredAnswer['lines']> {
    if (!(await this.freshness.isInViews(reply, budget))) return asEntered(entered);
    const keys = entered.map(({ line }) => lineKey(line)).sort();
    const range = { first: keys[0]!, last: keys.at(-1)! };
    try {
      const answer = await this.queries.execute(
        new LinesOf(budget, { position }, undefined, range),
      );
      const lines = new Map(answer.lines.map((line) => [line.line, line]));
      return entered.flatMap(({ line, name }) => {
        const found = lines.get(lineKey(line));
        return found ? [{ ...found, name }] : [];
      });
    } catch (error) {
      if (!this.projector.isViewsProblem(error)) throw error;
      return asEntered(entered);
    }
  }
}

const asEntered = (entered: readonly EnteredLine[]): EnteredAnswer['lines'] =>
  entered.map(({ line, name, amount }) => ({
    line: lineKey(line),
    ...line,
    name,
    ...inYuan({ amount, original: amount, adjusted: amount }),
  }));

/** A refusal has a pointer to the line in the body. */
const readLine = (input: LineInput, index: number): EnteredLine => {
  try {
    return enteredLine(input);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const field = error.code === 'line-invalid' ? '' : '/amount';
    throw refusalAt(`/lines/${index}${field}`, error);
  }
};
