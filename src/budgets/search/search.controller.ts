import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { asOfParameters, pageParameters } from '../../http/query-parameters.js';
import { Operation, Reads } from '../../http/route.js';
import { searchAnswer, type SearchAnswer } from './search.answer.js';
import { SearchFor } from './search.query.js';

const parameters = z.strictObject({
  q: z.string().meta({ description: 'The text; one Chinese character is enough' }),
  position: asOfParameters.position,
  ...pageParameters,
});

/** `/v1/search`: the places of a text in all budgets. */
@ApiTags('budgets')
@Controller('v1/search')
export class SearchController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Operation(
    'search',
    'The places of a text: agencies, lines, projects, reasons of amendments and corrections',
    'Any part of a name or reason, or the first digits of a code. 100 hits without `limit`.',
  )
  @Reads(searchAnswer, 'position-beyond-log')
  search(
    @Query({ schema: parameters }) { q, position, ...page }: z.infer<typeof parameters>,
  ): Promise<SearchAnswer> {
    return this.queries.execute(new SearchFor(q, page, { position }));
  }
}
