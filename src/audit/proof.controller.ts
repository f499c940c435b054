import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../domain/errors.js';
import { noParameters } from '../http/query-parameters.js';
import { Operation, Reads } from '../http/route.js';
import { Prover } from '../proof/prover.js';
import { formatNoteKey } from '../proof/signed-note.js';
import { parseTilePath } from '../proof/tiles.js';
import { VERIFIER } from '../proof/verifier.js';
import { provenEvent, type ProvenEvent } from './audit.answer.js';
import { ProofOfEvent } from './event-proof.query.js';

/** `/v1/proof`: the checkpoints and tiles of the tree over the events (C2SP tlog-tiles), and proofs of single events. */
@ApiTags('proof')
@Controller('v1/proof')
export class ProofController {
  constructor(
    private readonly prover: Prover,
    private readonly queries: QueryBus,
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
}
