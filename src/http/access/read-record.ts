import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Permission } from '../../access/grants.js';
import { Config } from '../../config/config.js';
import { Refusal } from '../../domain/errors.js';
import { shanghaiDate } from '../../ledger/shanghai.js';
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
  /** The budget that the path names, or that a lease has handed out; null where there is none. */
  readonly budget: string | null;
  /** The id of the request in the log of the service. */
  readonly request: string;
  /** The newest checkpoint at that moment; null before the first. */
  readonly checkpoint: { readonly size: number; readonly root: string } | null;
}

/** Permissions that only write, or ask for nothing of a budget. */
const NOT_RECORDED: ReadonlySet<Permission> = new Set(['enter', 'approve', 'tree', 'operate']);

/** The file of a day. */
interface DayFile {
  readonly day: string;
  readonly handle: Promise<FileHandle>;
  /** Its last line may be cut off: the next one begins on a line of its own. */
  isTorn: boolean;
}

/**
 * The record of who asked for what: a line of JSON for each request, appended before it is answered, so that nothing is answered
 * that is not on record. It is kept wherever callers are authenticated, and has no switch. Each day of Shanghai has a file, and so
 * has each machine, so that services may share the folder. Nothing is deleted.
 */
@Injectable()
export class ReadRecord implements OnModuleInit, OnApplicationShutdown {
  private file: DayFile | undefined;
  private checkpoint: { until: number; value: Promise<ReadEntry['checkpoint']> } | undefined;

  constructor(
    private readonly config: Config,
    private readonly prover: Prover,
  ) {}

  /** @throws {Refusal} `data-folder-unusable`: the folder cannot be written. */
  async onModuleInit(): Promise<void> {
    if (this.config.access.oidc !== null) await this.fileOf(new Date().toISOString());
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.file?.handle)?.close();
  }

  /**
   * Records a request that was let in.
   *
   * @param budget the budget that it reads, where not its path says so but its answer
   * @throws {Refusal} `data-folder-unusable`: it cannot be recorded, and must not be answered.
   */
  async note(
    request: FastifyRequest,
    budget = (request.params as { readonly budget?: string }).budget ?? null,
  ): Promise<void> {
    const { id, url, admitted } = request;
    if (admitted === undefined) return;
    const { subject, permission } = admitted;
    if (NOT_RECORDED.has(permission)) return;
    const entry: ReadEntry = {
      at: new Date().toISOString(),
      actor: subject.subject,
      ...(subject.name !== undefined && { actorName: subject.name }),
      how: readingOf(permission, request),
      address: url.slice(0, ADDRESS_CHARS_MAX),
      budget,
      request: id,
      checkpoint: await this.newest(),
    };
    const file = await this.fileOf(entry.at);
    const begin = file.isTorn ? '\n' : '';
    file.isTorn = false;
    try {
      await (await file.handle).appendFile(`${begin}${JSON.stringify(entry)}\n`);
    } catch (error) {
      file.isTorn = true;
      throw unusable(this.config.access.reads, error);
    }
  }

  /** @throws {Refusal} `data-folder-unusable`: it cannot be opened; the next request tries again. */
  private async fileOf(at: string): Promise<DayFile> {
    const day = shanghaiDate(at);
    const before = this.file;
    if (before?.day === day) return before;
    const { reads } = this.config.access;
    const path = join(reads, `${day}.${hostname().replaceAll(/[^\w.-]/g, '_')}.jsonl`);
    const opened: DayFile = { day, handle: openIn(reads, path), isTorn: true };
    this.file = opened;
    try {
      await opened.handle;
    } catch (error) {
      this.file = undefined;
      throw unusable(path, error);
    }
    // It is closed after what is being appended to it.
    await (await before?.handle)?.close();
    return opened;
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

const openIn = async (folder: string, path: string): Promise<FileHandle> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return open(path, 'a', 0o600);
};

const readingOf = (
  permission: Permission,
  { method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>,
): Reading => {
  const accept = headers.accept ?? '';
  const [path, query = ''] = url.split('?', 2) as [string, string?];
  if (permission === 'prove') return 'proved';
  if (permission === 'verify')
    return path.endsWith('/verify') || method === 'POST' ? 'verified' : 'read';
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
