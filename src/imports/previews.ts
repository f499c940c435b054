import { Injectable } from '@nestjs/common';
import { createHash, randomUUID } from 'node:crypto';
import type { CivilDate } from '../domain/values/civil-date.js';
import { Refusal } from '../domain/errors.js';
import { Views } from '../views/views-database.js';
import type { ImportAnswer } from './imports.answer.js';

/** The time in which a previewed document can be committed. */
const PREVIEW_HOURS = 24;
const HOUR_MS = 3_600_000;

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

/** The answer to a commit, by the caller's idempotency key. */
export interface Answered {
  readonly key: string;
  readonly answer: ImportAnswer;
}

interface Kept extends PreviewOptions {
  readonly answered?: readonly Answered[];
}

/** Stores documents between their preview and their commit. They are lost with the views, and can be uploaded again. */
@Injectable()
export class Previews {
  constructor(private readonly views: Views) {}

  /** Stores a document; returns the id for its commit. */
  async keep({ bytes, file, options }: Preview, now = Date.now()): Promise<string> {
    const id = randomUUID();
    await this.views.transaction(async ({ db }) => {
      await db
        .insertInto('import_previews')
        .values({
          id,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          file,
          bytes,
          options: JSON.stringify(options satisfies Kept),
          created_at: new Date(now).toISOString(),
        })
        .execute();
      // Expired documents are deleted; their ids, and the answers to their commits, are kept.
      await db
        .updateTable('import_previews')
        .set({ bytes: new Uint8Array() })
        .where('created_at', '<', expiredBefore(now))
        .execute();
    });
    return id;
  }

  /**
   * @throws {Refusal} `not-found`: the id is not known.
   * @throws {Refusal} `import-expired`: the document waited too long.
   */
  async find(id: string, now = Date.now()): Promise<Preview> {
    const row = await this.row(id);
    if (!row)
      throw new Refusal(
        'not-found',
        `There is no import ${id}: upload the document again to get a new id.`,
      );
    if (row.created_at < expiredBefore(now))
      throw new Refusal(
        'import-expired',
        `The import ${id} waited longer than ${PREVIEW_HOURS} hours: upload the document again.`,
      );
    const { answered: _, ...options } = JSON.parse(row.options) as Kept;
    return { bytes: row.bytes, file: row.file, options };
  }

  /** The earlier answer for a key; undefined when there is none, or the views were deleted after it. */
  async answered(id: string, key: string): Promise<ImportAnswer | undefined> {
    const row = await this.row(id);
    const { answered = [] } = row ? (JSON.parse(row.options) as Kept) : {};
    return answered.find((each) => each.key === key)?.answer;
  }

  async remember(id: string, answered: Answered): Promise<void> {
    await this.views.transaction(async ({ db }) => {
      const row = await db
        .selectFrom('import_previews')
        .select('options')
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) return;
      const kept = JSON.parse(row.options) as Kept;
      await db
        .updateTable('import_previews')
        .set({
          options: JSON.stringify({ ...kept, answered: [...(kept.answered ?? []), answered] }),
        })
        .where('id', '=', id)
        .execute();
    });
  }

  private row(id: string) {
    return this.views.db
      .selectFrom('import_previews')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
  }
}

const expiredBefore = (now: number): string =>
  new Date(now - PREVIEW_HOURS * HOUR_MS).toISOString();
