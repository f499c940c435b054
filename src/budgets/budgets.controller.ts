import { Body, Controller, Get, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { FISCAL_YEARS, agencyCode, parseBudgetId, SCOPES } from '../domain/values/budget-id.js';
import { Freshness } from '../http/freshness.js';
import { budgetParameters, noParameters, pageParameters, scope } from '../http/query-parameters.js';
import { budgetTag, RequestedBy } from '../http/requested-by.js';
import { JSON_BODY, OfBudget, Operation, Reads, Writes, type CallerOf } from '../http/route.js';
import type { Recorded } from '../ledger/recorder.js';
import { asListOrPage, type Page } from '../validation/page.js';
import { parsedBy } from '../validation/parsed-by.js';
import {
  budgetsAnswer,
  openedAnswer,
  shownBudget,
  type BudgetAnswer,
  type OpenedAnswer,
  type ShownBudget,
} from './budgets.answer.js';
import { ListBudgets } from './list-budgets.query.js';
import { OpenBudget } from './open-budget.js';
import { ShowBudget } from './show-budget.query.js';

const NAME_CHARS_MAX = 200;

const opening = z
  .strictObject({
    agency: z.strictObject({
      code: parsedBy(agencyCode),
      name: z.string().trim().min(1).max(NAME_CHARS_MAX),
    }),
    fiscalYear: z.int().min(FISCAL_YEARS.first).max(FISCAL_YEARS.last),
    scope: z.enum(SCOPES),
  })
  .meta({ id: 'OpenBudget' });

const listing = z.strictObject({
  ...budgetParameters,
  scope,
  reconciled: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({ description: 'true: no error and no warning is open; false: some are' }),
  ...pageParameters,
});

/** `/v1/budgets`: the list of budgets, one budget, and the opening of a budget without a document. */
@ApiTags('budgets')
@Controller('v1/budgets')
export class BudgetsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
    private readonly freshness: Freshness,
  ) {}

  @Get()
  @Operation('listBudgets', 'The budgets of the ledger')
  @Reads(budgetsAnswer)
  async list(
    @Query({ schema: listing }) { limit, after, ...filter }: z.infer<typeof listing>,
  ): Promise<readonly BudgetAnswer[] | Page<BudgetAnswer>> {
    const page = { limit, after };
    return asListOrPage(await this.queries.execute(new ListBudgets(filter, page)), page);
  }

  @Get(':budget')
  @OfBudget()
  @Operation(
    'getBudget',
    'One budget',
    'Its `ETag` is the version that a change sends in `If-Match`.',
  )
  @Reads(shownBudget, 'not-found')
  async show(
    @Param('budget') budget: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShownBudget> {
    const shown = await this.queries.execute(new ShowBudget(parseBudgetId(budget).id));
    const { version, agency, openedAs } = shown;
    reply.header('ETag', budgetTag(version, openedAs === undefined ? undefined : agency.name));
    return shown;
  }

  @Post()
  @Operation(
    'openBudget',
    'Opens a budget without a document',
    '200 if it is open already, for the same agency.',
  )
  @Writes({ 201: openedAnswer, 200: openedAnswer }, [
    ...JSON_BODY,
    'agency-differs',
    'budget-stopped',
  ])
  async open(
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: opening }) { agency, fiscalYear, scope }: z.infer<typeof opening>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OpenedAnswer> {
    const name = { agency: agency.code, fiscalYear, scope };
    const recorded = await this.commands.execute(new OpenBudget(name, agency.name, callerOf()));
    await this.freshness.noteWrite(reply, recorded);
    reply
      .code(recorded.events.length > 0 ? HttpStatus.CREATED : HttpStatus.OK)
      .header('Location', `/v1/budgets/${recorded.budget}`);
    return {
      budget: recorded.budget,
      agency,
      fiscalYear,
      scope,
      ...(await this.standing(recorded)),
    };
  }

  /** A budget that was opened now has no findings; for one that was open before, the views are asked. */
  private async standing({
    budget,
    version,
    token,
    events,
  }: Recorded): Promise<Pick<OpenedAnswer, 'version' | 'reconciled' | 'token'>> {
    if (events.length > 0) return { version, reconciled: true, token };
    await this.freshness.waitForViews();
    const {
      items: [summary],
    } = await this.queries.execute(new ListBudgets({ budget }));
    return { version, reconciled: summary!.reconciled, token };
  }
}
