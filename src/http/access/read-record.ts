import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Permission } from '../../access/grants.js';
import { Config } from '../../config/config.js';
import { Refusal } from '../../domain/errors.js';
import { Prover } from '../../proof/prover.js';

/** How long the newest checkpoint is remembered, in ms. */
const CHECKPOINT_MS = 1_000;
/** An address is kept up to so many characters: longer ones are refused by the server before. */
const ADDRESS_CHARS_MAX = 4_000;

/** What a caller does with what it asks for. */
export type Reading = 'read' | 'exported' | 'printed' | 'followed' | 'proved' | 'verified';

/** One line of the record: who asked for what, before it was answered. */
export interface ReadEntry {
  /** An instant of this service's clock. */
  readonly at: string;
  /** The subject of the token, and its name where the token has one. */
  readonly actor: string;
  readonly actorName?: string;
  readonly how: Reading;
  /** The path and the query. */
  readonly address: string;
  /** The budget that the path names; null where it names none. */
  readonly budget: string | null;
  /** The id of the request in the log of the service. */
  readonly request: string;
  /** The newest checkpoint at that moment; null before the first. */
  readonly checkpoint: { readonly size: number; readonly root: string } | null;
}

/** Permissions that only write, or ask for nothing of a budget. */
const NOT_RECORDED: ReadonlySet<Permission> = new Set(['enter', 'approve', 'tree', 'operate']);

/**
 * The record of who asked for what: a line of JSON for each request, appended before it is answered, so that nothing is answered
 * that is not on record. It is kept wherever callers are authenticated, and has no switch.
 */
@Injectable()
export class ReadRecord implements OnModuleInit, OnApplicationShutdown {
  private file: FileHandle | undefined;
  private checkpoint: { until: number; value: Promise<ReadEntry['checkpoint']> } | undefined;

  constructor(
    private readonly config: Config,
    private readonly prover: Prover,
  ) {}

  /** @throws {Refusal} `data-folder-unusable`: the file cannot be written. */
  async onModuleInit(): Promise<void> {
    const { oidc, reads } = this.config.access;
    if (oidc === null) return;
    try {
      await mkdir(dirname(reads), { recursive: true });
      this.file = await open(reads, 'a', 0o600);
    } catch (error) {
      throw unusable(reads, error);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.file?.close();
  }

  /**
   * Records a request that was let in.
   *
   * @throws {Refusal} `data-folder-unusable`: it cannot be recorded, and must not be answered.
   */
  async note({ id, url, admitted, params, headers }: FastifyRequest): Promise<void> {
    if (admitted === undefined || this.file === undefined) return;
    const { subject, permission } = admitted;
    if (NOT_RECORDED.has(permission)) return;
    const { budget } = params as { readonly budget?: string };
    const entry: ReadEntry = {
      at: new Date().toISOString(),
      actor: subject.subject,
      ...(subject.name !== undefined && { actorName: subject.name }),
      how: readingOf(permission, url, headers.accept ?? ''),
      address: url.slice(0, ADDRESS_CHARS_MAX),
      budget: budget ?? null,
      request: id,
      checkpoint: await this.newest(),
    };
    try {
      await this.file.appendFile(`${JSON.stringify(entry)}\n`);
    } catch (error) {
      throw unusable(this.config.access.reads, error);
    }
  }

  private newest(): Promise<ReadEntry['checkpoint']> {
    const now = performance.now();
    if (this.checkpoint === undefined || this.checkpoint.until < now)
      this.checkpoint = {
        until: now + CHECKPOINT_MS,
        value: this.prover.latest().then(
          (found) =>
            found === undefined
              ? null
              : { size: found.size, root: Buffer.from(found.root).toString('base64') },
          // A tree that cannot be read is reported by the periodic checkpoints.
          () => null,
        ),
      };
    return this.checkpoint.value;
  }
}

const readingOf = (permission: Permission, url: string, accept: string): Reading => {
  const [path, query = ''] = url.split('?', 2) as [string, string?];
  if (permission === 'prove') return 'proved';
  if (permission === 'verify') return path.endsWith('/verify') ? 'verified' : 'read';
  if (permission === 'changes') return 'followed';
  const format = new URLSearchParams(query).get('format');
  const isFile =
    format === null
      ? !/json|\*\/\*|^$/.test(accept) && !accept.includes('text/html')
      : format !== 'json';
  if (path.endsWith('/document') && isFile) return 'printed';
  return isFile || path.endsWith('/content') ? 'exported' : 'read';
};

const unusable = (file: string, cause: unknown): Refusal =>
  new Refusal(
    'data-folder-unusable',
    `The record of reads ${file} cannot be written (${(cause as Error).message}): nothing is answered that is not on record.`,
    {},
    { cause },
  );
