import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { seen } from '../access/access.js';
import { Refusal } from '../domain/errors.js';
import { CallerLimits } from '../http/access/caller-limits.js';
import { Gate, type Admitted } from '../http/access/gate.js';
import { OpenStreams } from '../http/open-streams.js';
import { problemOf, type Problem } from '../http/problem.js';
import { Operation, Streams } from '../http/route.js';
import { EventLog, type Epoch } from '../log/event-log.js';
import { positionOf, tokenOf, type Token } from '../log/token.js';
import { Prover } from '../proof/prover.js';
import { parsedBy } from '../validation/parsed-by.js';
import { listingKnown } from '../validation/validate.js';
import { Views } from '../views/views-database.js';
import { change } from './change.js';
import {
  leavesOf,
  openChanges,
  SkippedEvents,
  type ChangesOptions,
  type ChangesPage,
  type Reached,
} from './changes.js';
import { FILTERS, valuesIn, type FilterName } from './filter-options.js';
import { isFiltered, refuseUnknown } from './filter.js';
import { positionBefore } from '../ledger/find-ordinal.js';
import { NamesInLog } from './names-in-log.js';
import { ResponseWriter } from './response-writer.js';
import { Spelling } from './shared-changes.js';
import {
  cloudEvent,
  cloudEventsBatch,
  ndjson,
  serverSentEvents,
  type StreamFormat,
} from './stream-formats.js';

/** A reader is told how far it is at least this often, in ms. */
const CHECKPOINT_MS = 15_000;
/** A reader is told how far it is after this many events that its filter leaves out. */
const CHECKPOINT_EVENTS = 1_000;
/** How often it is checked whether a reader may still read, in ms. */
const GRANT_CHECK_MS = 1_000;
/** How long after the frame `denied` the stream of a reader that may no longer read is cut, in ms. */
const DENIED_MS = 1_500;

/** A filter as a query parameter: repeated, or with its values separated by commas. */
const several = <Name extends FilterName>(name: Name) => {
  const { read, description } = FILTERS[name];
  return z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat().flatMap((text) => valuesIn(name, text)))
    .pipe(z.array(parsedBy(read as (text: string) => ReturnType<(typeof FILTERS)[Name]['read']>)))
    .optional()
    .meta({ description: `${description}; may be repeated` });
};

const sequence = z.coerce.number().int().min(1).optional();

const MEMBERS = {
  after: z.string().optional().meta({ description: 'A token: only what came after it' }),
  from: sequence.meta({ description: 'Instead of `after`: the first sequence' }),
  to: sequence.meta({ description: 'The last sequence, where the stream ends' }),
  budget: several('budget'),
  agency: several('agency'),
  year: several('year'),
  scope: several('scope'),
  type: several('type'),
  kind: several('kind'),
  code: several('code'),
  line: several('line'),
  follow: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'false: ends after the history' }),
  format: z
    .enum(['changes', 'cloudevents'])
    .optional()
    .meta({ description: 'cloudevents: also where Accept asks for server-sent events' }),
};
const parameters = z.strictObject(MEMBERS, listingKnown(MEMBERS));
type Parameters = z.infer<typeof parameters>;

/** `/v1/changes`: the stream of changes. */
@ApiTags('changes')
@Controller('v1/changes')
export class ChangesController {
  constructor(
    private readonly log: EventLog,
    private readonly views: Views,
    private readonly streams: OpenStreams,
    private readonly names: NamesInLog,
    private readonly gate: Gate,
    private readonly limits: CallerLimits,
    private readonly prover: Prover,
  ) {}

  @Get()
  @ApiProduces(
    ndjson.mediaType,
    serverSentEvents.mediaType,
    cloudEvent.mediaType,
    cloudEventsBatch.mediaType,
  )
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'A token; before `after`' })
  @Operation(
    'followChanges',
    'The changes in the order of the log: the history, then live',
    'NDJSON, one change a line, or server-sent events or CloudEvents by Accept. docs/streams.md says how a reader proves that it missed nothing.',
  )
  @Streams(change, 'not-found', 'position-beyond-log', 'line-invalid')
  async stream(
    @Query({ schema: parameters })
    { after, from, to, follow, format: given, ...asked }: Parameters,
    @Headers('accept') accept: string | undefined,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // A browser that reconnects sends the URL with its old `after` or `from`: Last-Event-ID counts more.
    const position = lastEventId
      ? await this.startOf(lastEventId, undefined, to)
      : await this.startOf(after, from, to);
    const filter = { ...asked, within: seen() };
    await refuseUnknown(this.log, filter);
    const wanted = [serverSentEvents, cloudEvent, cloudEventsBatch].find(({ mediaType }) =>
      accept?.includes(mediaType),
    );
    // A JSON array has to end, so a batch never goes on live.
    const goesOn = follow !== 'false' && to === undefined && wanted !== cloudEventsBatch;
    const isOne = from !== undefined && from === to && !lastEventId && !isFiltered(filter);
    const format = wanted === cloudEvent ? formatOfCloudEvents(goesOn, isOne) : (wanted ?? ndjson);
    const asCloudEvents =
      wanted === cloudEvent || wanted === cloudEventsBatch || given === 'cloudevents';
    const { epoch } = await this.log.identity();
    reply.raw.once('close', this.limits.begin('stream', request.admitted?.subject.subject));
    // The response is streamed from here on: a failure can only end the connection.
    reply.hijack();
    // A live stream is sent without chunks, so that a frame is one buffer for the system and not three. The frame `bye` tells its end from a cut.
    const isWithoutChunks = goesOn && format === serverSentEvents;
    if (isWithoutChunks) reply.raw.removeHeader('Transfer-Encoding');
    reply.raw.writeHead(200, {
      ...(isWithoutChunks && { Connection: 'close' }),
      'Content-Type': format.mediaType,
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
      'Ledger-Token': tokenOf(epoch, position),
      Vary: 'Accept',
    });
    if (request.method === 'HEAD') {
      reply.raw.end();
      return;
    }
    await this.streams.run(reply.raw, async (signal, end) => {
      reply.raw.once('close', end);
      const { log, views, names } = this;
      const leaves = leavesOf(this.prover, epoch);
      const options = { log, views, names, leaves, after: position, to, filter, signal };
      await this.send(
        format,
        asCloudEvents,
        reply,
        { ...options, follow: goesOn },
        end,
        request.admitted,
      );
    });
  }

  private async send(
    format: StreamFormat,
    asCloudEvents: boolean,
    reply: FastifyReply,
    options: ChangesOptions,
    end: () => void,
    admitted: Admitted | undefined,
  ): Promise<void> {
    const { epoch, ledger } = await this.log.identity();
    const { start, read } = await openChanges(options);
    /** Up to where the client has everything. */
    let reached: Reached = start;
    const spelling = new Spelling(format, epoch, asCloudEvents ? ledger : null);
    const skipped = new SkippedEvents(options.filter, start.sequence);
    const token = (): Token => tokenOf(epoch, reached.position);
    const client = new ResponseWriter(reply.raw, () => {
      this.streams.cut += 1;
      return format.bye(token(), reached.sequence);
    });
    const checkpoint = async (): Promise<void> => {
      // A reader that hears of no checkpoint counts from the change before.
      if (format.checkpoint === null) return;
      // A tree that cannot be read is reported where it is written.
      const signed = await this.prover.latest().catch(() => undefined);
      skipped.passed(reached.sequence);
      await client.write(format.checkpoint(token(), reached.sequence, signed?.note));
    };
    const beat = async (): Promise<void> => {
      const now = await this.log.identity();
      if (now.epoch !== epoch) {
        await client.write(format.reset(epochEnded(token(), now)));
        end();
      } else if (client.idle) await checkpoint();
    };
    // A log that does not answer fails where the pages are read; the heartbeat need not report it too.
    const heart = setInterval(() => void beat().catch(() => undefined), CHECKPOINT_MS);
    let isDenied = false;
    const guard =
      admitted &&
      setInterval(() => {
        const noted = (): undefined => undefined;
        void this.gate.refusalOf(admitted).then((refusal) => {
          if (refusal === undefined || isDenied) return;
          isDenied = true;
          void client.write(format.denied(problemOf(refusal), token()));
          end();
          // A reader that does not read gets no more.
          setTimeout(() => client.cut(), DENIED_MS).unref();
        }, noted);
      }, GRANT_CHECK_MS);
    let isFirst = true;
    const sendAll = async (page: ChangesPage): Promise<void> => {
      // A page has up to as many events: what was left out before it is told first.
      const isDue = skipped.since(page.sequence) >= CHECKPOINT_EVENTS;
      if (isDue && skipped.since(reached.sequence) > 0) await checkpoint();
      for (const each of page.changes) {
        const { position, sequence } = each.event;
        const text = spelling.text(each, skipped.before(each.event));
        const isFull = client.add(isFirst ? text : format.between + text);
        isFirst = false;
        if (!isFull) continue;
        reached = { position, sequence };
        await client.flush();
        if (options.signal.aborted) return;
      }
      reached = page;
      await client.flush();
      if (skipped.since(page.sequence) >= CHECKPOINT_EVENTS) await checkpoint();
    };
    const take = (page: ChangesPage): Promise<void> | undefined => {
      const isCheckpointDue =
        format.checkpoint !== null && skipped.since(page.sequence) >= CHECKPOINT_EVENTS;
      if (page.changes.length > 1 || format.between !== '' || isCheckpointDue) return sendAll(page);
      // At the end of the log there is nearly always one, whose frame all readers share.
      const [only] = page.changes;
      reached = page;
      return only && client.write(spelling.frame(only, skipped.before(only.event)));
    };
    try {
      reply.raw.flushHeaders();
      await client.write(format.opening);
      await read(take);
      // A history that was interrupted must not look complete.
      if (isDenied && format === serverSentEvents) client.end();
      else if (options.signal.aborted && (isDenied || !options.follow)) client.cut();
      else {
        // What the filter leaves out after the last change is told too: the history is complete up to there.
        if (!options.signal.aborted && skipped.since(reached.sequence) > 0) await checkpoint();
        await client.write(
          options.signal.aborted ? format.bye(token(), reached.sequence) : format.closing,
        );
        client.end();
      }
    } finally {
      clearInterval(heart);
      clearInterval(guard);
    }
  }

  /** The position after which the stream begins: of a token, or before a sequence. */
  private async startOf(
    token: string | undefined,
    from: number | undefined,
    to: number | undefined,
  ): Promise<bigint> {
    if (from !== undefined && token !== undefined)
      throw new Refusal('malformed', 'from and after exclude each other: give one of them.');
    if (from !== undefined && to !== undefined && from > to)
      throw new Refusal(
        'malformed',
        `from is ${from} and to is ${to}: from must not be larger than to.`,
      );
    if (from !== undefined) return positionBefore(this.log, this.views, from);
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

/** Where CloudEvents are asked for: one is a document, a history an array, and what goes on is one document a line. */
const formatOfCloudEvents = (goesOn: boolean, isOne: boolean): StreamFormat => {
  if (goesOn) return ndjson;
  return isOne ? cloudEvent : cloudEventsBatch;
};

/** The problem that a token of an earlier epoch is answered with: it says where the reader goes on. */
const epochEnded = (token: Token, now: Epoch): Problem => {
  try {
    positionOf(token, now);
  } catch (error) {
    if (error instanceof Refusal) return problemOf(error);
    throw error;
  }
  throw new Error(`The token ${token} is of the present epoch.`);
};
