import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { asOfParameters, budgetParameters } from '../http/query-parameters.js';
import { Operation, Reads } from '../http/route.js';
import { asListOrPage, type Page } from '../validation/page.js';
import { amendmentAnswer, amendmentsAnswer, type AmendmentAnswer } from './amendments.answer.js';
import { listing } from './listing.js';
import { ListAmendments } from './list-amendments.query.js';
import { ShowAmendment } from './show-amendment.query.js';

const allListing = listing.extend(budgetParameters);
const showing = z.strictObject({ position: asOfParameters.position });

/** `/v1/amendments`: the amendments of all budgets. */
@ApiTags('amendments')
@Controller('v1/amendments')
export class AllAmendmentsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Operation(
    'listAmendments',
    'The amendments of all budgets in the order in which they were proposed',
    'With `status=proposed`: what waits for an approval. With `position`: as each stood when the log had it.',
  )
  @Reads(amendmentsAnswer, 'position-beyond-log')
  async list(
    @Query({ schema: allListing }) { limit, after, ...filter }: z.infer<typeof allListing>,
  ): Promise<readonly AmendmentAnswer[] | Page<AmendmentAnswer>> {
    const page = { limit, after };
    return asListOrPage(await this.queries.execute(new ListAmendments(filter, page)), page);
  }

  @Get(':amendment')
  @Operation(
    'getAmendment',
    'One amendment, by its id',
    'With `position`: as it stood when the log had it.',
  )
  @Reads(amendmentAnswer, 'not-found', 'position-beyond-log')
  show(
    @Param('amendment') amendment: string,
    @Query({ schema: showing }) asked: z.infer<typeof showing>,
  ): Promise<AmendmentAnswer> {
    return this.queries.execute(new ShowAmendment(amendment, asked));
  }
}
