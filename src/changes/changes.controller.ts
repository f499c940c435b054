import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../domain/errors.js';
import { parseBudgetId } from '../domain/values/budget-id.js';
import { OpenStreams } from '../http/open-streams.js';
import { Operation, Reads } from '../http/route.js';
import { EventLog } from '../log/event-log.js';
import { positionOf, tokenOf } from '../log/token.js';
import { parsedBy } from '../validation/parsed-by.js';
import { Views } from '../views/views-database.js';
import { change, CHANGE_TYPES } from './change.js';
import { changesPages, refuseUnknownBudget, type ChangesOptions } from './changes.js';
import { ResponseWriter } from './response-writer.js';
import { ndjson, serverSentEvents, type StreamFormat } from './stream-formats.js';

const HEARTBEAT_MS = 15_000;
/** Changes are written to the client in chunks of about this size. */
const CHUNK_CHARS = 64 * 1024;

const typeList = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => [given].flat().flatMap((each) => each.split(',')))
  .pipe(z.array(z.enum(CHANGE_TYPES)));

const parameters = z.strictObject({
  after: z.string().optional().meta({ description: 'A token: only what came after it' }),
  budget: parsedBy((text) => parseBudgetId(text).id).optional(),
  type: typeList.optional().meta({ description: 'Repeated, or parted by commas' }),
  follow: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'false: ends after the history' }),
});

/** `/v1/changes`: the stream of changes. */
@ApiTags('changes')
@Controller('v1/changes')
export class ChangesController {
  constructor(
    private readonly log: EventLog,
    private readonly views: Views,
    private readonly streams: OpenStreams,
  ) {}

  @Get()
  @ApiProduces(ndjson.mediaType, serverSentEvents.mediaType)
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'A token; before `after`' })
  @Operation(
    'followChanges',
    'The changes in the order of the log: the history, then live',
    'NDJSON, one change a line, or server-sent events by Accept.',
  )
  @Reads(change, 'not-found')
  async stream(
    @Query({ schema: parameters }) { after, budget, type, follow }: z.infer<typeof parameters>,
    @Headers('accept') accept: string | undefined,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // A browser that reconnects sends the URL with its old `after`: Last-Event-ID counts more.
    const position = await this.positionOf(lastEventId || after);
    await refuseUnknownBudget(this.log, budget);
    const format = accept?.includes(serverSentEvents.mediaType) ? serverSentEvents : ndjson;
    reply.hijack();
    reply.raw.writeHead(200, {
      'Content-Type': format.mediaType,
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
      Vary: 'Accept',
    });
    if (request.method === 'HEAD') {
      reply.raw.end();
      return;
    }
    await this.streams.run(async (signal, end) => {
      reply.raw.once('close', end);
      const options = { after: position, budget, types: type, follow: follow !== 'false' };
      await this.send(format, reply, { ...options, log: this.log, views: this.views, signal }, end);
    });
  }

  private async send(
    format: StreamFormat,
    reply: FastifyReply,
    options: ChangesOptions,
    end: () => void,
  ): Promise<void> {
    const client = new ResponseWriter(reply.raw);
    const { epoch } = await this.log.identity();
    let seen = options.after;
    const beat = async (): Promise<void> => {
      if ((await this.log.identity()).epoch !== epoch) {
        await client.write(format.reset);
        end();
      } else if (client.idle) await client.write(format.heartbeat(tokenOf(epoch, seen)));
    };
    // A log that does not answer fails where the pages are read; the heartbeat need not report it too.
    const heart = setInterval(() => void beat().catch(() => undefined), HEARTBEAT_MS);
    try {
      reply.raw.flushHeaders();
      await client.write(format.opening);
      pages: for await (const page of changesPages(options)) {
        let chunk = '';
        for (const each of page.changes) {
          chunk += format.encode(each, tokenOf(epoch, BigInt(each.position)));
          if (chunk.length < CHUNK_CHARS) continue;
          await client.write(chunk);
          chunk = '';
          seen = BigInt(each.position);
          if (options.signal.aborted) break pages;
        }
        if (chunk !== '') await client.write(chunk);
        seen = page.position;
      }
      // A history that was interrupted must not look complete.
      if (options.signal.aborted && !options.follow) client.cut();
      else {
        // The last frame says how far the client is, so that it continues there.
        if (options.signal.aborted) await client.write(format.heartbeat(tokenOf(epoch, seen)));
        client.end();
      }
    } finally {
      clearInterval(heart);
    }
  }

  private async positionOf(token: string | undefined): Promise<bigint> {
    if (token === undefined) return 0n;
    const identity = await this.log.identity();
    const position = positionOf(token, identity);
    if (position > (await this.log.head()))
      throw new Refusal(
        'epoch-changed',
        `The token ${token} is beyond the log's last event: this ledger has not given it out. Read a snapshot and follow from its token.`,
        { epoch: identity.epoch },
      );
    return position;
  }
}
