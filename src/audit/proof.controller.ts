import { Controller, Get, Header, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../domain/errors.js';
import { parseBudgetId } from '../domain/values/budget-id.js';
import { CallerLimits } from '../http/access/caller-limits.js';
import { asOfParameters, noParameters } from '../http/query-parameters.js';
import { AS_OF, OfBudget, Operation, Reads } from '../http/route.js';
import { Prover } from '../proof/prover.js';
import { formatNoteKey } from '../proof/signed-note.js';
import { parseTilePath } from '../proof/tree/tiles.js';
import { VERIFIER } from '../proof/verifier.js';
import { provenEvent, type ProvenEvent } from './audit.answer.js';
import { BundleOf } from './bundle.query.js';
import { ConsistencyOf } from './consistency.query.js';
import { ProofOfEvent } from './event-proof.query.js';

const size = z.coerce.number().int().min(1).meta({ description: 'In events' });
const sizes = z.strictObject({ from: size, to: size });
const question = z.strictObject(asOfParameters);

/** `/v1/proof`: the checkpoints and tiles of the tree over the events (C2SP tlog-tiles), and proofs of single events. */
@ApiTags('proof')
@Controller('v1/proof')
export class ProofController {
  constructor(
    private readonly prover: Prover,
    private readonly queries: QueryBus,
    private readonly limits: CallerLimits,
  ) {}

  @Get('checkpoint')
  @ApiProduces('text/plain')
  @Header('Cache-Control', 'no-cache')
  @Operation('getCheckpoint', 'The newest checkpoint, a signed note')
  @Reads(z.string(), 'not-found', 'proof-unusable')
  async checkpoint(
    @Query({ schema: noParameters }) _parameters: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const checkpoint = await this.prover.latest();
    if (checkpoint === undefined)
      throw new Refusal('not-found', 'No checkpoint is signed yet: there are no events.');
    reply.type('text/plain; charset=utf-8');
    return checkpoint.note;
  }

  @Get('key')
  @ApiProduces('text/plain')
  @Operation('getCheckpointKey', 'The public key of the checkpoints, as a line of text')
  @Reads(z.string(), 'proof-unusable')
  async key(
    @Query({ schema: noParameters }) _parameters: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    reply.type('text/plain; charset=utf-8');
    return `${formatNoteKey(await this.prover.publicKey())}\n`;
  }

  @Get('keys')
  @ApiProduces('text/plain')
  @Operation(
    'listCheckpointKeys',
    'The list of keys by which a checkpoint of an earlier key is accepted; empty where the key was never changed',
    'A note for each change, signed by both keys, with an empty line after it.',
  )
  @Reads(z.string(), 'proof-unusable', 'proof-differs')
  keys(
    @Query({ schema: noParameters }) _parameters: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    reply.type('text/plain; charset=utf-8');
    return this.prover.keyList();
  }

  @Get('verifier')
  @ApiProduces('text/javascript')
  @Operation(
    'getVerifier',
    'The program that verifies a bundle by itself',
    'One file for Node.js: node budget-ledger-verify.mjs FILE.zip --key KEY.',
  )
  @Reads(z.string())
  async verifier(
    @Query({ schema: noParameters }) _parameters: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const program = await readFile(VERIFIER, 'utf8');
    reply
      .type('text/javascript; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="${basename(VERIFIER.pathname)}"`);
    return program;
  }

  @Get('tile/:level/*')
  @ApiProduces('application/octet-stream')
  @Operation(
    'getTile',
    'Hashes of the tree that stand side by side, 32 bytes each',
    'By the path that C2SP tlog-tiles gives a tile, such as tile/0/x001/067 or tile/0/000.p/5.',
  )
  @Reads(z.string().meta({ format: 'binary' }), 'not-found', 'proof-unusable')
  async tile(
    @Param('level') level: string,
    @Param('*') path: string,
    @Query({ schema: noParameters }) _parameters: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const named = `tile/${level}/${path}`;
    const at = parseTilePath(named);
    const hashes = at && (await this.prover.tile(at, at.width));
    if (at === undefined || hashes === undefined)
      throw new Refusal('not-found', `There is no ${named}.`);
    // After a restore the ledger has another tree under the same path: caches ask each time.
    reply.type('application/octet-stream').header('Cache-Control', 'no-cache');
    return Buffer.from(hashes);
  }

  @Get('events/:position')
  @Operation(
    'getEventProof',
    'One event as it is stored, and the proof that it is in the newest checkpoint',
    'By its position in the log, or by its id. `proof` is a C2SP tlog-proof.',
  )
  @Reads(provenEvent, 'not-found', 'proof-unusable')
  event(
    @Param('position') event: string,
    @Query({ schema: noParameters }) _parameters: unknown,
  ): Promise<ProvenEvent> {
    return this.queries.execute(new ProofOfEvent(event));
  }

  @Get('consistency')
  @ApiProduces('text/plain')
  @Operation(
    'getConsistencyProof',
    'The hashes that prove that one checkpoint continues another, a line of base64 each',
    'Of the checkpoints of `from` and `to` events (RFC 9162, section 2.1.4).',
  )
  @Reads(z.string(), 'malformed', 'proof-unusable')
  async consistency(
    @Query({ schema: sizes }) { from, to }: z.infer<typeof sizes>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const hashes = await this.queries.execute(new ConsistencyOf(from, to));
    reply.type('text/plain; charset=utf-8');
    return hashes.map((hash) => `${hash}\n`).join('');
  }

  @Get('bundles/:budget')
  @OfBudget()
  @ApiProduces('application/zip')
  @Operation(
    'getBundle',
    'One file with all that proves how a budget stands, as of a day, an instant or a position',
    'The program of /v1/proof/verifier verifies it.',
  )
  @Reads(
    z.string().meta({ format: 'binary' }),
    'not-found',
    'proof-differs',
    'proof-unusable',
    'document-corrupt',
    'documents-unavailable',
    ...AS_OF,
  )
  async bundle(
    @Param('budget') budget: string,
    @Query({ schema: question }) asOf: z.infer<typeof question>,
    @Req() { admitted }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { id } = parseBudgetId(budget);
    const ended = this.limits.begin('bundle', admitted?.subject.subject);
    const bytes = await this.queries.execute(new BundleOf(id, asOf)).finally(ended);
    reply.type('application/zip').header('Content-Disposition', `attachment; filename="${id}.zip"`);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}
