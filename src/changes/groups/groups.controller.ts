import { Body, Controller, Delete, Get, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ReadRecord } from '../../http/access/read-record.js';
import { noParameters } from '../../http/query-parameters.js';
import { RequestedBy } from '../../http/requested-by.js';
import { JSON_BODY, Operation, Streams, Writes, type CallerOf } from '../../http/route.js';
import type { Caller } from '../../ledger/caller.js';
import { filterBody, replaying } from './bodies.js';
import {
  groupAnswer,
  groupsAnswer,
  leaseAnswer,
  replayAnswer,
  settledAnswer,
  type GroupAnswer,
  type LeaseAnswer,
  type ReplayAnswer,
  type SettledAnswer,
} from './groups.answer.js';
import { Groups, LEASE_CHANGES_MAX } from './groups.js';

const settings = z
  .strictObject({
    filter: filterBody.optional(),
    start: z
      .string()
      .optional()
      .meta({ description: 'Of a new group: beginning (the default), end, or a token' }),
    maxAttempts: z.int().min(1).max(1_000).optional().meta({ description: 'Default 10' }),
    leaseSeconds: z.int().min(1).max(86_400).optional().meta({ description: 'Default 60' }),
  })
  .meta({ id: 'PutGroup' });
const leasing = z
  .strictObject({ max: z.int().min(1).max(LEASE_CHANGES_MAX).optional() })
  .meta({ id: 'LeaseChanges' });
const reason = z.string().min(1).max(1_000).optional();
const acking = z
  .strictObject({
    lease: z.string(),
    through: z.int().min(1).optional().meta({ description: 'Up to this sequence; default all' }),
  })
  .meta({ id: 'AcknowledgeChanges' });
const nacking = z
  .strictObject({
    lease: z.string(),
    reason,
    delaySeconds: z.int().min(0).max(86_400).optional().meta({ description: 'Default 0' }),
  })
  .meta({ id: 'RefuseChanges' });
const parking = z.strictObject({ lease: z.string(), reason }).meta({ id: 'ParkChanges' });
/** What is refused in a request of a group. */
const REFUSALS = [...JSON_BODY, 'not-found', 'groups-unavailable', 'epoch-changed'] as const;
const SETTLING = [...REFUSALS, 'lease-ended'] as const;
/** A request that is repeated does nothing twice: a lease is settled once. */
const WITHOUT_KEY = { idempotencyKey: false } as const;

const NOT_GIVEN = 'no reason was given';

/** `/v1/groups`: workers that share the changes of the ledger. */
@ApiTags('changes')
@Controller('v1/groups')
export class GroupsController {
  constructor(
    private readonly groups: Groups,
    private readonly reads: ReadRecord,
  ) {}

  @Get()
  @Operation('listGroups', 'The groups, with how far they are and what is parked')
  @Streams(groupsAnswer, 'groups-unavailable')
  list(
    @Query({ schema: noParameters }) _parameters: unknown,
    @Req() request: FastifyRequest,
  ): Promise<readonly GroupAnswer[]> {
    return this.groups.list(ownerOf(request));
  }

  @Get(':group')
  @ApiParam({ name: 'group', type: String })
  @Operation('showGroup', 'A group, with how far it is and what is parked')
  @Streams(groupAnswer, 'not-found', 'groups-unavailable')
  show(
    @Param('group') name: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Req() request: FastifyRequest,
  ): Promise<GroupAnswer> {
    return this.groups.show(name, ownerOf(request));
  }

  @Put(':group')
  @ApiParam({ name: 'group', type: String })
  @Operation('putGroup', 'Makes a group, or changes how it delivers', 'Its place stays.')
  @Writes(
    { 200: groupAnswer },
    [...REFUSALS, 'token-malformed', 'position-beyond-log', 'line-invalid'],
    WITHOUT_KEY,
  )
  put(
    @Param('group') name: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: settings }) change: z.infer<typeof settings>,
    @RequestedBy() callerOf: CallerOf,
  ): Promise<GroupAnswer> {
    return this.groups.put(name, change, ownerOfCaller(callerOf()));
  }

  @Delete(':group')
  @ApiParam({ name: 'group', type: String })
  @Operation('deleteGroup', 'Removes a group with its place')
  @Writes({ 200: groupAnswer }, REFUSALS, WITHOUT_KEY)
  delete(
    @Param('group') name: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @RequestedBy() callerOf: CallerOf,
  ): Promise<GroupAnswer> {
    return this.groups.delete(name, ownerOfCaller(callerOf()));
  }

  @Post(':group/lease')
  @ApiParam({ name: 'group', type: String })
  @Operation(
    'leaseChanges',
    'Hands changes of one budget to a worker',
    'Nobody else gets changes of that budget until they are acknowledged, refused or parked, or the lease ends.',
  )
  @Writes({ 200: leaseAnswer }, REFUSALS, WITHOUT_KEY)
  async lease(
    @Param('group') name: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: leasing }) { max = LEASE_CHANGES_MAX }: z.infer<typeof leasing>,
    @RequestedBy() callerOf: CallerOf,
    @Req() request: FastifyRequest,
  ): Promise<LeaseAnswer> {
    const caller = callerOf();
    const answer = await this.groups.lease(name, caller.actor, max, ownerOfCaller(caller));
    // The path names no budget. Where it cannot be recorded the lease ends by itself.
    const budget = answer.lease?.budget ?? null;
    if (budget !== null) await this.reads.note(request, budget);
    return answer;
  }

  @Post(':group/ack')
  @ApiParam({ name: 'group', type: String })
  @Operation('acknowledgeChanges', 'The changes of a lease are done')
  @Writes({ 200: settledAnswer }, SETTLING, WITHOUT_KEY)
  ack(
    @Param('group') name: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: acking }) { lease, through }: z.infer<typeof acking>,
    @RequestedBy() callerOf: CallerOf,
  ): Promise<SettledAnswer> {
    return this.groups.ack(name, lease, through, ownerOfCaller(callerOf()));
  }

  @Post(':group/nack')
  @ApiParam({ name: 'group', type: String })
  @Operation(
    'refuseChanges',
    'The first change of a lease has failed',
    'It is handed out again; after maxAttempts it is parked with the later changes of its budget.',
  )
  @Writes({ 200: settledAnswer }, SETTLING, WITHOUT_KEY)
  nack(
    @Param('group') name: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: nacking }) body: z.infer<typeof nacking>,
    @RequestedBy() callerOf: CallerOf,
  ): Promise<SettledAnswer> {
    const { lease, reason: why = NOT_GIVEN, delaySeconds = 0 } = body;
    return this.groups.nack(name, lease, { reason: why, delaySeconds }, ownerOfCaller(callerOf()));
  }

  @Post(':group/park')
  @ApiParam({ name: 'group', type: String })
  @Operation('parkChanges', 'Parks the changes of a lease with the later ones of their budget')
  @Writes({ 200: settledAnswer }, SETTLING, WITHOUT_KEY)
  park(
    @Param('group') name: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: parking }) { lease, reason: why = NOT_GIVEN }: z.infer<typeof parking>,
    @RequestedBy() callerOf: CallerOf,
  ): Promise<SettledAnswer> {
    return this.groups.park(name, lease, why, ownerOfCaller(callerOf()));
  }

  @Post(':group/replay')
  @ApiParam({ name: 'group', type: String })
  @Operation(
    'replayParked',
    'Says how many changes are parked; with that number, hands them out again',
  )
  @Writes({ 200: replayAnswer }, [...REFUSALS, 'confirmation-missing'], WITHOUT_KEY)
  replay(
    @Param('group') name: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: replaying }) { events }: z.infer<typeof replaying>,
    @RequestedBy() callerOf: CallerOf,
  ): Promise<ReplayAnswer> {
    return this.groups.replay(name, events, ownerOfCaller(callerOf()));
  }
}

const ownerOf = ({ admitted }: FastifyRequest): string | null => admitted?.subject.subject ?? null;

const ownerOfCaller = ({ actor, authentication }: Caller): string | null =>
  authentication?.authenticated ? actor : null;
