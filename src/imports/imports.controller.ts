import {
  Body,
  Controller,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { KeyedQueue } from '../concurrency/keyed-queue.js';
import { Refusal } from '../domain/errors.js';
import { agencyCode } from '../domain/values/budget-id.js';
import { TakesDocument } from '../http/bodies.js';
import { Freshness } from '../http/freshness.js';
import { date, flag, noParameters } from '../http/query-parameters.js';
import { RequestedBy, type CallerOf, type CallerWithKey } from '../http/requested-by.js';
import { Writes } from '../http/route.js';
import { EventLog } from '../log/event-log.js';
import { Projector } from '../projector/projector.js';
import { parsedBy } from '../validation/parsed-by.js';
import { Views } from '../views/views-database.js';
import { answerFromLog } from './answer-from-log.js';
import { ImportDocument } from './import-document.js';
import { importAnswer, previewAnswer, type ImportAnswer } from './imports.answer.js';
import { Previews } from './previews.js';
import { ReadingPool } from './reading-pool.js';
import { DOCUMENT_TYPES, uploadOf } from './uploads.js';

const FILE_CHARS_MAX = 255;

const parameters = z.strictObject({
  file: z
    .string()
    .min(1)
    .max(FILE_CHARS_MAX)
    .optional()
    .meta({ description: 'The name of the file' }),
  agency: parsedBy(agencyCode).optional().meta({ description: "The agency's code" }),
  publishedOn: date.optional(),
  strict: flag.meta({ description: 'Refuses a document with an error among its findings' }),
});

const nothing = z.strictObject({}).optional();

@ApiTags('imports')
@Controller('v1/imports')
export class ImportsController {
  private readonly commits = new KeyedQueue();

  constructor(
    private readonly commands: CommandBus,
    private readonly log: EventLog,
    private readonly views: Views,
    private readonly projector: Projector,
    private readonly readingPool: ReadingPool,
    private readonly previews: Previews,
    private readonly freshness: Freshness,
  ) {}

  /** Reads and checks a document, and shows what its commit would record. Nothing is recorded yet. */
  @Post()
  @HttpCode(HttpStatus.CREATED)
  @ApiConsumes('application/octet-stream', 'multipart/form-data', ...DOCUMENT_TYPES)
  @ApiBody({
    description:
      'The document as it is: PDF, XLSX, DOCX, CSV, text, TSV or Markdown. Its kind is told from its bytes, whatever the Content-Type says.',
    schema: { type: 'string', format: 'binary' },
  })
  @TakesDocument()
  @Writes({ 201: previewAnswer }, [409, 413], { idempotencyKey: false })
  async preview(
    @Query({ schema: parameters }) { file, ...options }: PreviewParameters,
    @RequestedBy() callerOf: CallerOf,
    @Req() request: FastifyRequest,
  ): Promise<{ readonly id: string } & ImportAnswer> {
    const upload = await uploadOf(request.body, request.headers['content-type'], file ?? null);
    const { bytes, file: name } = upload;
    const examined = await this.readingPool.read(bytes, name, options.publishedOn);
    const answer = await this.commands.execute(
      new ImportDocument(examined, { ...options, dryRun: true }, callerOf()),
    );
    return { id: await this.previews.keep({ ...upload, options }), ...answer };
  }

  /** Records a document that was previewed: 201; 200 with the first token if the same bytes were recorded before. */
  @Post(':id/commit')
  @HttpCode(HttpStatus.CREATED)
  @Writes({ 201: importAnswer, 200: importAnswer }, [404, 409, 410])
  async commit(
    @Param('id') id: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Body({ schema: nothing }) _body: unknown,
    @RequestedBy() callerOf: CallerOf<CallerWithKey>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportAnswer> {
    const caller = callerOf();
    const { key } = caller.idempotency;
    const answer = await this.commits.run(
      key,
      async () => (await this.first(id, caller)) ?? (await this.record(id, caller)),
    );
    if (answer.token !== null) {
      await this.freshness.wrote(answer.token);
      reply.header('Ledger-Token', answer.token);
    }
    reply.code(answer.status === 'committed' ? HttpStatus.CREATED : HttpStatus.OK);
    return answer;
  }

  private async record(id: string, caller: CallerWithKey): Promise<ImportAnswer> {
    const { bytes, file, options } = await this.previews.find(id);
    const examined = await this.readingPool.read(bytes, file, options.publishedOn);
    const answer = await this.commands.execute(new ImportDocument(examined, options, caller));
    await this.previews.remember(id, { key: caller.idempotency.key, answer });
    return answer;
  }

  /** The answer that this key got before, at any later time. */
  private async first(
    id: string,
    { idempotency: { key, fingerprint } }: CallerWithKey,
  ): Promise<ImportAnswer | undefined> {
    await this.projector.catchUp();
    const used = await this.views.db
      .selectFrom('idempotency_keys')
      .select(['stream', 'fingerprint'])
      .where('key', '=', key)
      .executeTakeFirst();
    if (used && used.fingerprint !== fingerprint)
      throw new Refusal(
        'idempotency-key-reused',
        `The idempotency key "${key}" was used for another request: take a new key for a new change.`,
      );
    return (
      (await this.previews.answered(id, key)) ??
      (used ? answerFromLog(this.log, used.stream, key) : undefined)
    );
  }
}

type PreviewParameters = z.infer<typeof parameters>;
