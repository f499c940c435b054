import { Body, Controller, Delete, Get, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Gate } from '../../http/access/gate.js';
import { noParameters } from '../../http/query-parameters.js';
import { RequestedBy } from '../../http/requested-by.js';
import { JSON_BODY, Operation, Streams, Writes, type CallerOf } from '../../http/route.js';
import { filterBody, replaying } from '../groups/bodies.js';
import { replayAnswer, type ReplayAnswer } from '../groups/groups.answer.js';
import { Webhooks } from './webhooks.js';
import {
  secretAnswer,
  testAnswer,
  webhookAnswer,
  webhooksAnswer,
  type SecretAnswer,
  type TestAnswer,
  type WebhookAnswer,
} from './webhooks.answer.js';

const settings = z
  .strictObject({
    url: z.string().max(2_000),
    filter: filterBody.optional(),
    start: z.string().optional().meta({
      description: 'Of a new webhook, and of one after a restore: beginning, end, or a token',
    }),
    disabled: z.boolean().optional(),
  })
  .meta({ id: 'PutWebhook' });

const REFUSALS = [...JSON_BODY, 'not-found', 'groups-unavailable', 'epoch-changed'] as const;
const WITHOUT_KEY = { idempotencyKey: false } as const;

/** `/v1/webhooks`: deliveries of changes to the services of others. */
@ApiTags('changes')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly gate: Gate,
  ) {}

  @Get()
  @Operation('listWebhooks', 'The webhooks, with their last attempts and how far they are')
  @Streams(webhooksAnswer, 'groups-unavailable')
  list(
    @Query({ schema: noParameters }) _parameters: unknown,
    @Req() request: FastifyRequest,
  ): Promise<readonly WebhookAnswer[]> {
    return this.webhooks.list(ownerOf(request));
  }

  @Get(':webhook')
  @ApiParam({ name: 'webhook', type: String })
  @Operation('showWebhook', 'A webhook, with its last attempts and how far it is')
  @Streams(webhookAnswer, 'not-found', 'groups-unavailable')
  show(
    @Param('webhook') name: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Req() request: FastifyRequest,
  ): Promise<WebhookAnswer> {
    return this.webhooks.show(name, ownerOf(request));
  }

  @Put(':webhook')
  @ApiParam({ name: 'webhook', type: String })
  @Operation('putWebhook', 'Makes a webhook, and answers its secret once; or changes it')
  @Writes(
    { 200: secretAnswer },
    [...REFUSALS, 'token-malformed', 'position-beyond-log', 'line-invalid'],
    WITHOUT_KEY,
  )
  async put(
    @Param('webhook') name: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: settings }) change: z.infer<typeof settings>,
    @RequestedBy() _caller: CallerOf,
    @Req() request: FastifyRequest,
  ): Promise<SecretAnswer> {
    return this.webhooks.put(name, change, await this.gate.makerOf(request));
  }

  @Delete(':webhook')
  @ApiParam({ name: 'webhook', type: String })
  @Operation('deleteWebhook', 'Removes a webhook with its place')
  @Writes({ 200: webhookAnswer }, REFUSALS, WITHOUT_KEY)
  delete(
    @Param('webhook') name: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @RequestedBy() _caller: CallerOf,
    @Req() request: FastifyRequest,
  ): Promise<WebhookAnswer> {
    return this.webhooks.delete(name, ownerOf(request));
  }

  @Post(':webhook/rotate')
  @ApiParam({ name: 'webhook', type: String })
  @Operation('rotateWebhookSecret', 'Makes a new secret; the old one signs too for a day')
  @Writes({ 200: secretAnswer }, REFUSALS, WITHOUT_KEY)
  rotate(
    @Param('webhook') name: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @RequestedBy() _caller: CallerOf,
    @Req() request: FastifyRequest,
  ): Promise<SecretAnswer> {
    return this.webhooks.rotate(name, ownerOf(request));
  }

  @Post(':webhook/test')
  @ApiParam({ name: 'webhook', type: String })
  @Operation('testWebhook', 'Sends a delivery that is no change, and changes nothing')
  @Writes({ 200: testAnswer }, REFUSALS, WITHOUT_KEY)
  test(
    @Param('webhook') name: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @RequestedBy() _caller: CallerOf,
    @Req() request: FastifyRequest,
  ): Promise<TestAnswer> {
    return this.webhooks.test(name, ownerOf(request));
  }

  @Post(':webhook/replay')
  @ApiParam({ name: 'webhook', type: String })
  @Operation(
    'replayWebhook',
    'Says how many changes are parked; with that number, sends them again',
  )
  @Writes({ 200: replayAnswer }, [...REFUSALS, 'confirmation-missing'], WITHOUT_KEY)
  replay(
    @Param('webhook') name: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: replaying }) { events }: z.infer<typeof replaying>,
    @RequestedBy() _caller: CallerOf,
    @Req() request: FastifyRequest,
  ): Promise<ReplayAnswer> {
    return this.webhooks.replay(name, events, ownerOf(request));
  }
}

const ownerOf = ({ admitted }: FastifyRequest): string | null => admitted?.subject.subject ?? null;
