import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { KeyedQueue } from '../concurrency/keyed-queue.js';
import type { Caller, CallerWithKey } from '../ledger/caller.js';
import { EventLog, IdempotencyKeyTaken } from '../log/event-log.js';
import { Projector } from '../projector/projector.js';
import { Views } from '../views/views-database.js';
import { answerFromLog } from './answer-from-log.js';
import { ImportDocument } from './import-document.js';
import type { ImportAnswer, ImportPreviewAnswer } from './imports.answer.js';
import { Previews, type Preview } from './previews.js';
import { ReadingPool } from './reading-pool.js';

/** Imports a document in two steps: a preview, which records nothing, and its commit. */
@Injectable()
export class PreviewedImports {
  /** Commits with one key run one after the other: only the first may record. */
  private readonly commits = new KeyedQueue();

  constructor(
    private readonly commands: CommandBus,
    private readonly log: EventLog,
    private readonly views: Views,
    private readonly projector: Projector,
    private readonly readingPool: ReadingPool,
    private readonly previews: Previews,
  ) {}

  async preview(preview: Preview, caller: Caller): Promise<ImportPreviewAnswer> {
    const { bytes, file, options } = preview;
    const examined = await this.readingPool.read(bytes, file, options.publishedOn);
    const answer = await this.commands.execute(
      new ImportDocument(examined, { ...options, dryRun: true }, caller),
    );
    return { id: await this.previews.keep(preview, examined), ...answer };
  }

  /**
   * Records what was previewed. The answer to a key stays the same at any later time.
   *
   * @throws {Refusal} `not-found`, `import-expired`: there is no such preview, or no longer; `idempotency-key-reused`: the
   *   key was used for another request; and what {@link ImportDocument} refuses.
   */
  commit(id: string, caller: CallerWithKey): Promise<ImportAnswer> {
    return this.commits.run(
      caller.idempotency.key,
      async () => (await this.earlierAnswer(id, caller)) ?? (await this.record(id, caller)),
    );
  }

  private async record(id: string, caller: CallerWithKey): Promise<ImportAnswer> {
    const { bytes, file, options } = await this.previews.find(id);
    const examined =
      this.previews.readLately(id) ??
      (await this.readingPool.read(bytes, file, options.publishedOn));
    const answer = await this.commands.execute(new ImportDocument(examined, options, caller));
    // It is recorded: without a file of its answer, that is made from the log again.
    await this.previews.remember(id, caller.idempotency, answer).catch(() => {});
    return answer;
  }

  /** Where its file is lost, the views say what a key has recorded; while they are away, the commit itself finds it. */
  private async earlierAnswer(
    id: string,
    { idempotency }: CallerWithKey,
  ): Promise<ImportAnswer | undefined> {
    const answered = await this.previews.answered(id, idempotency);
    if (answered) return answered;
    const { key, fingerprint } = idempotency;
    const used = await this.projector.askIfAvailable(() =>
      this.views.db
        .selectFrom('idempotency_keys')
        .select(['stream', 'fingerprint'])
        .where('key', '=', key)
        .executeTakeFirst(),
    );
    if (used && used.fingerprint !== fingerprint) throw new IdempotencyKeyTaken(key);
    return used && answerFromLog(this.log, used.stream, key);
  }
}
