import { Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import type { CivilDate } from '../domain/values/civil-date.js';
import { Refusal } from '../domain/errors.js';
import { DocumentFiles } from '../ledger/files/document-files.js';
import { IdempotencyKeyTaken } from '../log/event-log.js';
import type { Examined } from '../reading/examine.js';
import type { ImportAnswer } from './imports.answer.js';

/** The time in which a previewed document can be committed. */
const PREVIEW_HOURS = 24;
/** How long it is known afterwards that there was a preview, and what its commit was answered. */
const KNOWN_DAYS = 90;
/** How often this process looks for what is older, at an upload. */
const CLEANING_HOURS = 1;
const HOUR_MS = 3_600_000;
/** What was read of so many documents is kept, so that their tables and their commit do not read them again. */
const READ_MAX = 3;

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
 * Keeps documents between their preview and their commit, beside the recorded documents: neither the log nor the views are
 * needed, and every instance that shares their place finds them. Documents that waited too long are deleted; what is
 * known of them, and the answers to their commits, some weeks later.
 */
@Injectable()
export class Previews {
  /** When this process has last deleted what is too old, in ms. */
  private cleanedAt = Number.NEGATIVE_INFINITY;

  /** What was read of the last documents, by the ids of their previews, the oldest first. */
  private readonly lately = new Map<string, Examined>();

  constructor(private readonly files: DocumentFiles) {}

  /**
   * Keeps a document, and for a while what was read of it; returns the id for its commit.
   *
   * @throws {Refusal} `documents-unavailable`: the place of documents cannot be written.
   */
  async keep({ bytes, file, options }: Preview, examined: Examined): Promise<string> {
    const id = randomUUID();
    const createdAt = new Date().toISOString();
    await this.deleteOld();
    await this.files.keep(document(id), bytes);
    await this.files.keep(known(id), json({ file, options, createdAt } satisfies Kept));
    this.lately.set(id, examined);
    for (const [oldest] of this.lately) if (this.lately.size > READ_MAX) this.lately.delete(oldest);
    return id;
  }

  /** What was read of a document; undefined where this process does not have it, or no longer. */
  readLately(id: string): Examined | undefined {
    return this.lately.get(id);
  }

  /**
   * @throws {Refusal} `not-found`: the id is not known.
   * @throws {Refusal} `import-expired`: the document waited too long.
   * @throws {Refusal} `documents-unavailable`: the place of documents cannot be read.
   */
  async find(id: string): Promise<Preview> {
    const kept = ID.test(id) ? await this.read<Kept>(known(id)) : undefined;
    if (!kept)
      throw new Refusal(
        'not-found',
        `There is no import ${id}: upload the document again to get a new id.`,
      );
    const { file, options, createdAt } = kept;
    const bytes = await this.files.read(document(id));
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
    const answered = await this.read<Answered>(answerName(id, key));
    if (answered && answered.fingerprint !== fingerprint) throw new IdempotencyKeyTaken(key);
    return answered?.answer;
  }

  /** Keeps the answer to a commit. Without it the answer is made of the log again. */
  async remember(
    id: string,
    { key, fingerprint }: CommitRequest,
    answer: ImportAnswer,
  ): Promise<void> {
    await this.files.keep(answerName(id, key), json({ fingerprint, answer } satisfies Answered));
  }

  private async deleteOld(): Promise<void> {
    if (performance.now() - this.cleanedAt < CLEANING_HOURS * HOUR_MS) return;
    this.cleanedAt = performance.now();
    await this.files.deleteOlder(FOLDER, PREVIEW_HOURS * HOUR_MS);
    await this.files.deleteOlder(KNOWN, KNOWN_DAYS * 24 * HOUR_MS);
  }

  private async read<T>(name: string): Promise<T | undefined> {
    const bytes = await this.files.read(name);
    return bytes && (JSON.parse(bytes.toString('utf8')) as T);
  }
}

const FOLDER = 'previews';
const KNOWN = `${FOLDER}/known`;
const document = (id: string): string => `${FOLDER}/${id}`;
const known = (id: string): string => `${KNOWN}/${id}.json`;
const answerName = (id: string, key: string): string =>
  `${KNOWN}/${id}.${createHash('sha256').update(key).digest('hex')}.json`;

/** @param at when it was uploaded, in ms */
const isExpired = (at: number): boolean => Date.now() - at > PREVIEW_HOURS * HOUR_MS;

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value), 'utf8');
