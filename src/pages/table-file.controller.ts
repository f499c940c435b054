import { Body, Controller, HttpCode, Post, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { TABLE_FILES, TableAsFile } from '../budgets/document/table-as-file.query.js';
import { MEDIA_TYPES } from '../http/media-types.js';

/** More than the largest page has: a budget of 2,000 lines. */
const ROWS_MAX = 5_000;
const COLUMNS_MAX = 60;

const span = z.int().min(1).max(COLUMNS_MAX);
const cell = z.strictObject({
  text: z.string().max(4_000),
  isFigure: z.boolean(),
  rows: span,
  columns: span,
});
const rows = z.array(z.array(cell).max(COLUMNS_MAX)).max(ROWS_MAX);
const shownTable = z.strictObject({
  title: z.string().max(500),
  note: z.string().max(500),
  head: rows,
  body: rows,
});
const parameters = z.strictObject({ format: z.enum(TABLE_FILES) });

/** `/table-file`: gives a page the table that it shows as a file. It reads nothing and records nothing. */
@ApiExcludeController()
@Controller('table-file')
export class TableFileController {
  constructor(private readonly queries: QueryBus) {}

  /** @throws {Refusal} `document-unprintable`, `malformed`: as {@link TableAsFile}. */
  @Post()
  @HttpCode(200)
  async file(
    @Body({ schema: shownTable }) table: z.infer<typeof shownTable>,
    @Query({ schema: parameters }) { format }: z.infer<typeof parameters>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    reply.type(MEDIA_TYPES[format]);
    return Buffer.from(await this.queries.execute(new TableAsFile(table, format)));
  }
}
