import { applyDecorators, Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Config } from '../config/config.js';
import { CallerLimits } from '../http/access/caller-limits.js';
import { MEDIA_TYPES, preferred } from '../http/media-types.js';
import {
  asOfParameters,
  budgetParameters,
  date,
  noParameters,
  pageParameters,
} from '../http/query-parameters.js';
import { Operation, Reads } from '../http/route.js';
import type { ProblemCode } from '../http/problem.js';
import { asListOrPage, PAGE_ENTRIES_MAX, type Page, type PageRequest } from '../validation/page.js';
import { parsedBy } from '../validation/parsed-by.js';
import { AuditChanges } from './audit-changes.query.js';
import { AuditExceptions } from './audit-exceptions.query.js';
import {
  changesAnswer,
  exceptionsAnswer,
  inTransitAnswer,
  readsAnswer,
  verifiedAnswer,
  type VerifiedAnswer,
} from './audit.answer.js';
import { CHANGE_KINDS } from '../domain/events/change-kinds.js';
import { daysOf, LATE_DAYS } from './days.js';
import { EXCEPTION_RULES } from './exception-rules.js';
import { TransfersInTransit } from './in-transit.query.js';
import { readsIn } from './reads.js';
import {
  CHANGE_COLUMNS,
  EXCEPTION_COLUMNS,
  READ_COLUMNS,
  TRANSIT_COLUMNS,
} from './render/columns.js';
import {
  recordsAsCsv,
  recordsAsJsonLines,
  recordsAsXlsx,
  type RecordColumn,
} from './render/records.js';
import { VerifyLog } from './verify-log.query.js';

const FORMATS = ['json', 'csv', 'xlsx', 'jsonl'] as const;
type Format = (typeof FORMATS)[number];

const listed = {
  format: z.enum(FORMATS).optional().meta({ description: 'Instead of Accept' }),
  ...pageParameters,
};
const text = z.string().trim().min(1).optional();
const filters = {
  budget: text,
  person: text.meta({ description: 'Who proposed or recorded it' }),
  line: text.meta({ description: 'A line key, or one of its codes' }),
  kind: z.enum(CHANGE_KINDS).optional(),
  number: text.meta({ description: 'A document number (文号) in any of its spellings' }),
  from: date.optional().meta({ description: 'Recorded on this day or later' }),
  until: date.optional().meta({ description: 'Recorded on this day or earlier' }),
  position: asOfParameters.position,
};
const changesParameters = z.strictObject({ ...filters, ...listed });
const lateParameters = z.strictObject({
  ...filters,
  days: parsedBy(daysOf)
    .optional()
    .meta({
      description: `Recorded more than this many days after it took effect (default ${LATE_DAYS})`,
    }),
  ...listed,
});
const exceptionsParameters = z.strictObject({
  budget: text,
  rule: z.enum(EXCEPTION_RULES).optional(),
  position: filters.position,
  ...listed,
});
const readsParameters = z.strictObject({
  budget: text,
  person: text.meta({ description: 'The subject of the token, or its name' }),
  from: filters.from,
  until: filters.until,
  ...listed,
});
const transitParameters = z.strictObject({
  budget: text.meta({ description: 'The budget that the money has left' }),
  ...budgetParameters,
  position: filters.position,
  ...listed,
});

/** A list that can be had as JSON, CSV, XLSX and JSON lines. */
const ListsRecords = (schema: z.ZodType, ...refusals: readonly ProblemCode[]) =>
  applyDecorators(
    ApiProduces(...FORMATS.map((each) => MEDIA_TYPES[each])),
    Reads(schema, ...refusals),
  );

/** `/v1/audit`: the reports for auditors, over all budgets or one, as JSON, CSV, XLSX or JSON lines. */
@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  constructor(
    private readonly config: Config,
    private readonly queries: QueryBus,
    private readonly limits: CallerLimits,
  ) {}

  @Get('verify')
  @Operation(
    'verifyLog',
    'Reads and checks every byte of the log and of the documents',
    'The time it takes grows with the log. One runs at a time, in a process of its own: others get 429. It ends when its caller goes.',
  )
  @Reads(verifiedAnswer, 'documents-unavailable', 'proof-unusable')
  async verify(
    @Query({ schema: noParameters }) _parameters: unknown,
    @Req() { admitted }: FastifyRequest,
    @Res({ passthrough: true }) { raw }: FastifyReply,
  ): Promise<VerifiedAnswer> {
    const ended = this.limits.begin('verification', admitted?.subject.subject);
    const gone = new AbortController();
    raw.once('close', () => gone.abort());
    try {
      return await this.queries.execute(new VerifyLog(gone.signal));
    } finally {
      ended();
    }
  }

  @Get('reads')
  @Operation(
    'listReads',
    'Who asked for what, newest first, where callers are authenticated',
    'Needs an auditor of all agencies and years. Always in parts, of 1,000 entries where no limit is given.',
  )
  @ListsRecords(readsAnswer)
  async reads(
    @Query({ schema: readsParameters })
    { format: given, limit, after, ...filter }: z.infer<typeof readsParameters>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const page = { limit: limit ?? PAGE_ENTRIES_MAX, after };
    const found = await readsIn(this.config.access.reads, filter, page);
    return written(found, page, READ_COLUMNS, 'reads', given ?? preferred(accept, FORMATS), reply);
  }

  @Get('changes')
  @Operation(
    'listAuditChanges',
    'The changes after publication, one entry for each line that a change moves',
  )
  @ListsRecords(changesAnswer, 'not-found', 'position-beyond-log')
  async changes(
    @Query({ schema: changesParameters })
    { format: given, limit, after, ...filter }: z.infer<typeof changesParameters>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const page = { limit, after };
    const found = await this.queries.execute(new AuditChanges(filter, page));
    return written(
      found,
      page,
      CHANGE_COLUMNS,
      'changes',
      given ?? preferred(accept, FORMATS),
      reply,
    );
  }

  @Get('late')
  @Operation(
    'listLateChanges',
    'The changes that were recorded more than `days` days after they took effect',
  )
  @ListsRecords(changesAnswer, 'not-found', 'position-beyond-log')
  async late(
    @Query({ schema: lateParameters })
    { format: given, limit, after, days = LATE_DAYS, ...filter }: z.infer<typeof lateParameters>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const page = { limit, after };
    const found = await this.queries.execute(new AuditChanges({ ...filter, lateDays: days }, page));
    return written(found, page, CHANGE_COLUMNS, 'late', given ?? preferred(accept, FORMATS), reply);
  }

  @Get('exceptions')
  @Operation(
    'listAuditExceptions',
    'What an auditor should look into; it is not necessarily wrong',
    'A part looks at a bounded number of budgets: `items` may have fewer entries than asked for, or none, while `next` leads on. The list ends where `next` is null.',
  )
  @ListsRecords(exceptionsAnswer, 'not-found', 'position-beyond-log')
  async exceptions(
    @Query({ schema: exceptionsParameters })
    { format: given, limit, after, ...filter }: z.infer<typeof exceptionsParameters>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const page = { limit, after };
    const found = await this.queries.execute(new AuditExceptions(filter, page));
    return written(
      found,
      page,
      EXCEPTION_COLUMNS,
      'exceptions',
      given ?? preferred(accept, FORMATS),
      reply,
    );
  }

  @Get('in-transit')
  @Operation(
    'listTransfersInTransit',
    'Money that has left one budget and not yet arrived in the other',
    'Added to the sum of all budgets, it makes the total right. The filters are about the budget that the money has left.',
  )
  @ListsRecords(inTransitAnswer, 'not-found', 'position-beyond-log')
  async inTransit(
    @Query({ schema: transitParameters })
    { format: given, limit, after, ...filter }: z.infer<typeof transitParameters>,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const page = { limit, after };
    const found = await this.queries.execute(new TransfersInTransit(filter, page));
    return written(
      found,
      page,
      TRANSIT_COLUMNS,
      'in-transit',
      given ?? preferred(accept, FORMATS),
      reply,
    );
  }
}

/** The list, or the part of it, in the format that was asked for. A file names the next part in `Ledger-Next`. */
const written = <R>(
  found: Page<R>,
  page: PageRequest,
  columns: readonly RecordColumn<R>[],
  name: string,
  format: Format,
  reply: FastifyReply,
): unknown => {
  reply.header('Vary', 'Accept');
  if (format === 'json') return asListOrPage(found, page);
  const { items, next } = found;
  if (next !== null) reply.header('Ledger-Next', next);
  reply
    .type(MEDIA_TYPES[format])
    .header('Content-Disposition', `attachment; filename="audit-${name}.${format}"`);
  switch (format) {
    case 'csv':
      return recordsAsCsv(items, columns);
    case 'jsonl':
      return recordsAsJsonLines(items);
    case 'xlsx':
      return Buffer.from(recordsAsXlsx(items, columns, name));
  }
};
