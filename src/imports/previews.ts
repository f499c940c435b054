import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config } from '../config/config.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import { Refusal } from '../domain/errors.js';
import { keepFile, readKeptFile } from '../ledger/kept-documents.js';
import { IdempotencyKeyTaken } from '../log/event-log.js';
import type { ImportAnswer } from './imports.answer.js';

/** The time in which a previewed document can be committed. */
const PREVIEW_HOURS = 24;
const HOUR_MS = 3_600_000;

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A document that was previewed and is not recorded. */
export interface Preview {
  readonly bytes: Uint8Array;
  readonly file: string | null;
  readonly options: PreviewOptions;
}

/** What the caller said with the upload. It holds for the commit too. */
interface PreviewOptions {
  readonly agency?: string | undefined;
  readonly publishedOn?: CivilDate | undefined;
  readonly strict?: boolean | undefined;
}

/** A request for a commit. */
export interface CommitRequest {
  readonly key: string;
  readonly fingerprint: string;
}

/** What is kept of a preview beside its document. */
interface Kept {
  readonly file: string | null;
  readonly options: PreviewOptions;
  readonly createdAt: string;
}

/** The answer that a commit got. */
interface Answered {
  readonly fingerprint: string;
  readonly answer: ImportAnswer;
}

/**
 * Keeps documents between their preview and their commit, in files beside the recorded documents: neither the log nor the
 * views are needed, and every instance that shares the folder finds them. Documents that waited too long are deleted; what is
 * known of them, and the answers to their commits, are kept.
 */
@Injectable()
export class Previews implements OnApplicationShutdown {
  /** The folder of a ledger in memory, which is deleted with it. */
  private temporary: Promise<string> | undefined;

  constructor(private readonly config: Config) {}

  /**
   * Keeps a document; returns the id for its commit.
   *
   * @throws {Refusal} `documents-unavailable`: the folder of documents cannot be written.
   */
  async keep({ bytes, file, options }: Preview): Promise<string> {
    const id = randomUUID();
    const createdAt = new Date().toISOString();
    await this.deleteExpired();
    await keepFile(await this.document(id), bytes);
    await keepFile(await this.known(id), json({ file, options, createdAt } satisfies Kept));
    return id;
  }

  /**
   * @throws {Refusal} `not-found`: the id is not known.
   * @throws {Refusal} `import-expired`: the document waited too long.
   * @throws {Refusal} `documents-unavailable`: the folder of documents cannot be read.
   */
  async find(id: string): Promise<Preview> {
    const kept = ID.test(id) ? await this.read<Kept>(await this.known(id)) : undefined;
    if (!kept)
      throw new Refusal(
        'not-found',
        `There is no import ${id}: upload the document again to get a new id.`,
      );
    const { file, options, createdAt } = kept;
    const bytes = await readKeptFile(await this.document(id));
    if (bytes === undefined || isExpired(Date.parse(createdAt)))
      throw new Refusal(
        'import-expired',
        `The import ${id} waited longer than ${PREVIEW_HOURS} hours: upload the document again.`,
      );
    return { bytes, file, options };
  }

  /**
   * The answer that a commit with this key got; undefined when there is none, or its file is lost.
   *
   * @throws {IdempotencyKeyTaken} the key came with another request.
   */
  async answered(
    id: string,
    { key, fingerprint }: CommitRequest,
  ): Promise<ImportAnswer | undefined> {
    if (!ID.test(id)) return undefined;
    const answered = await this.read<Answered>(await this.answer(id, key));
    if (answered && answered.fingerprint !== fingerprint) throw new IdempotencyKeyTaken(key);
    return answered?.answer;
  }

  /** Keeps the answer to a commit. Without it the answer is made of the log again. */
  async remember(
    id: string,
    { key, fingerprint }: CommitRequest,
    answer: ImportAnswer,
  ): Promise<void> {
    await keepFile(await this.answer(id, key), json({ fingerprint, answer } satisfies Answered));
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.temporary !== undefined)
      await rm(await this.temporary, { recursive: true, force: true });
  }

  private async folder(): Promise<string> {
    const { documents } = this.config;
    return join(
      documents ?? (await (this.temporary ??= mkdtemp(join(tmpdir(), 'budget-ledger-')))),
      'previews',
    );
  }

  private async document(id: string): Promise<string> {
    return join(await this.folder(), id);
  }

  private async known(id: string): Promise<string> {
    return join(await this.folder(), 'known', `${id}.json`);
  }

  private async answer(id: string, key: string): Promise<string> {
    const hash = createHash('sha256').update(key).digest('hex');
    return join(await this.folder(), 'known', `${id}.${hash}.json`);
  }

  private async read<T>(file: string): Promise<T | undefined> {
    const bytes = await readKeptFile(file);
    return bytes && (JSON.parse(bytes.toString('utf8')) as T);
  }

  /** Also those that a crash has left before they were whole. */
  private async deleteExpired(): Promise<void> {
    const folder = await this.folder();
    const there = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const { name } of there.filter((each) => each.isFile())) {
      const file = join(folder, name);
      // Another instance may have deleted it meanwhile.
      const written = await stat(file).catch(() => undefined);
      if (written && isExpired(written.mtimeMs)) await rm(file, { force: true });
    }
  }
}

/** @param at when it was uploaded, in ms */
const isExpired = (at: number): boolean => Date.now() - at > PREVIEW_HOURS * HOUR_MS;

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value), 'utf8');
