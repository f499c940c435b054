import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Freshness } from '../http/freshness.js';
import { date, noParameters, pageParameters } from '../http/query-parameters.js';
import { RequestedBy } from '../http/requested-by.js';
import { JSON_BODY, Operation, Reads, Writes, type CallerOf } from '../http/route.js';
import { asListOrPage, type Page } from '../validation/page.js';
import {
  agenciesAnswer,
  renamedAnswer,
  type AgencyAnswer,
  type RenamedAnswer,
} from './agencies.answer.js';
import { ListAgencies } from './list-agencies.query.js';
import { RenameAgency } from './rename-agency.js';

const listing = z.strictObject(pageParameters);
const renaming = z
  .strictObject({
    name: z.string().trim().min(1),
    authority: z.string().min(1).optional(),
    effectiveOn: date,
  })
  .meta({ id: 'RenameAgency' });
/**
 * `/v1/agencies`: the agencies, and changes to them. An agency itself is registered by the first document or budget that names it.
 */
@ApiTags('agencies')
@Controller('v1/agencies')
export class AgenciesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
    private readonly freshness: Freshness,
  ) {}

  @Get()
  @Operation('listAgencies', 'The agencies of the ledger, in the order of their codes')
  @Reads(agenciesAnswer)
  async list(
    @Query({ schema: listing }) page: z.infer<typeof listing>,
  ): Promise<readonly AgencyAnswer[] | Page<AgencyAnswer>> {
    return asListOrPage(await this.queries.execute(new ListAgencies(page)), page);
  }

  @Post(':agency/rename')
  @ApiParam({ name: 'agency', type: String })
  @Operation('renameAgency', 'Gives an agency a new name from a day on')
  @Writes({ 200: renamedAnswer }, [...JSON_BODY, 'not-found', 'agency-differs'])
  async rename(
    @Param('agency') code: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: renaming }) { name, authority, effectiveOn }: z.infer<typeof renaming>,
    @RequestedBy() callerOf: CallerOf,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RenamedAnswer> {
    const answer = await this.commands.execute(
      new RenameAgency(code, name, authority ?? null, effectiveOn, callerOf()),
    );
    await this.freshness.noteWrite(reply, answer);
    return answer;
  }
}
