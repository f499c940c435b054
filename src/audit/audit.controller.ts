import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Config } from '../config.js';
import { token } from '../http/answers.js';
import { Answers } from '../http/documented.js';
import { noParameters } from '../http/parameters.js';
import { verifyLog, type VerifyAnswer } from './verify-log.js';

const verified = z
  .strictObject({
    ok: z.boolean(),
    events: z.int(),
    streams: z.int(),
    lastToken: token.nullable(),
    problems: z.array(z.string()),
  })
  .meta({ id: 'Verified' });

@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  constructor(@Inject(Config) private readonly config: Config) {}

  /** Reads every byte of the log again and checks it. Takes as long as the log is large. */
  @Get('verify')
  @Answers({ 200: verified }, [400, 503])
  verify(@Query({ schema: noParameters }) _parameters: unknown): Promise<VerifyAnswer> {
    return verifyLog(this.config, () => {});
  }
}
