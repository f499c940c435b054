import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Config } from '../../config/config.js';
import { Refusal } from '../../domain/errors.js';
import { noParameters } from '../query-parameters.js';
import { Answers, Operation } from '../route.js';
import { Sessions } from './sessions.js';

const resource = z
  .strictObject({
    /** The origin of the service, as the request named it. */
    resource: z.string(),
    authorization_servers: z.array(z.string()),
    scopes_supported: z.array(z.string()),
    bearer_methods_supported: z.array(z.literal('header')),
    /** The client of the command line at that server (RFC 8628); absent where it is not offered. */
    device_client_id: z.string().exactOptional(),
  })
  .meta({ id: 'ProtectedResource' });

/** `/.well-known/oauth-protected-resource` (RFC 9728): where a client gets a token for this service. */
@ApiTags('operation')
@Controller('.well-known')
export class ProtectedResourceController {
  constructor(
    private readonly config: Config,
    private readonly sessions: Sessions,
  ) {}

  /** @throws {Refusal} `not-found`: the service authenticates nobody. */
  @Get('oauth-protected-resource')
  @Operation('getProtectedResource', 'Where a token for this service is to be had (RFC 9728)')
  @Answers({ 200: resource }, ['not-found', 'unknown-parameter', 'internal'])
  metadata(
    @Query({ schema: noParameters }) _parameters: unknown,
    @Req() request: FastifyRequest,
  ): z.infer<typeof resource> {
    const { oidc } = this.config.access;
    if (oidc === null)
      throw new Refusal('not-found', 'This service authenticates nobody: it accepts no tokens.');
    return {
      resource: this.sessions.originOf(request),
      authorization_servers: [oidc.issuer],
      scopes_supported: oidc.scope.split(/\s+/),
      bearer_methods_supported: ['header'],
      ...(oidc.deviceClient !== undefined && { device_client_id: oidc.deviceClient }),
    };
  }
}
