import { Body, Controller, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Freshness } from '../http/freshness.js';
import { date, noParameters } from '../http/query-parameters.js';
import { RequestedBy } from '../http/requested-by.js';
import { JSON_BODY, Operation, Writes, type CallerOf } from '../http/route.js';
import { renamedAnswer, type RenamedAnswer } from './agencies.answer.js';
import { RenameAgency } from './rename-agency.js';

const renaming = z
  .strictObject({
    name: z.string().trim().min(1),
    authority: z.string().min(1).optional(),
    effectiveOn: date,
  })
  .meta({ id: 'RenameAgency' });
/**
 * `/v1/agencies`: changes to agencies. An agency itself is registered by the first document or budget that names it.
 */
@ApiTags('agencies')
@Controller('v1/agencies')
export class AgenciesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly freshness: Freshness,
  ) {}

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
