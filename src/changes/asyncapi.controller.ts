import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { noParameters } from '../http/query-parameters.js';
import { Answers, Operation } from '../http/route.js';
import { asyncApi } from './asyncapi.js';

/** `/asyncapi.json`: the description of the stream of changes, beside `/openapi.json`. */
@ApiTags('changes')
@Controller('asyncapi.json')
export class AsyncApiController {
  /** Made for the first who asks, and not when the service starts. */
  private description: object | undefined;

  @Get()
  @Operation('getAsyncApi', 'The description of the stream of changes (AsyncAPI 3)')
  @Answers({ 200: z.looseObject({ asyncapi: z.string() }) }, ['unknown-parameter'])
  show(@Query({ schema: noParameters }) _parameters: unknown): object {
    return (this.description ??= asyncApi());
  }
}
