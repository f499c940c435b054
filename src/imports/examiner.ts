import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { CivilDate } from '../domain/values/civil-date.js';
import { Refusal } from '../domain/errors.js';
import type { Examined } from '../reading/examine.js';
import type { Answer, Question } from './examine.worker.js';
import { workerEntry } from './worker-entry.js';

export type { Examined } from '../reading/examine.js';

/** So many documents are examined at once, on as many threads. */
const EXAMINED_AT_ONCE = Math.min(2, availableParallelism());
/** The longest that a document may take; a published budget takes a second at most. */
const DOCUMENT_MS_MAX = 30_000;
/** The memory that a document may take beside its bytes. */
const DOCUMENT_HEAP_MEBIBYTES_MAX = 512;

export interface ExaminerLimits {
  readonly documentMs?: number;
  readonly documentHeapMebibytes?: number;
}

/**
 * Examines documents on threads of their own, a few at a time and each within a limit of time and of memory: what a file
 * holds can neither hold up nor exhaust who asks. Threads start with the first document and end with the examiner.
 */
@Injectable()
export class Examiner implements OnApplicationShutdown {
  private readonly idle: Worker[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly workers = new Set<Worker>();
  private busy = 0;
  private closed = false;
  private readonly documentMs: number;
  private readonly documentHeapMebibytes: number;

  constructor({
    documentMs = DOCUMENT_MS_MAX,
    documentHeapMebibytes = DOCUMENT_HEAP_MEBIBYTES_MAX,
  }: ExaminerLimits = {}) {
    this.documentMs = documentMs;
    this.documentHeapMebibytes = documentHeapMebibytes;
  }

  /** Refuses what `examine` refuses, and (`document-too-costly`) what goes beyond the limits. */
  async examine(
    bytes: Uint8Array,
    file: string | null,
    publishedOn: CivilDate | null = null,
  ): Promise<Examined> {
    if (this.busy >= EXAMINED_AT_ONCE) await new Promise<void>((take) => this.waiting.push(take));
    else this.busy += 1;
    try {
      return await this.ask({ bytes: new Uint8Array(bytes), file, publishedOn });
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.busy -= 1;
    }
  }

  /** Starts a thread before there is a document for it, so that both are ready at once. */
  warm(): this {
    if (this.workers.size === 0) this.idle.push(this.start());
    return this;
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.workers].map((worker) => worker.terminate()));
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private async ask(question: Question): Promise<Examined> {
    if (this.closed) throw new Error('The examiner is closed.');
    const worker = this.idle.pop() ?? this.start();
    const answer = await this.answerOf(worker, question);
    if ('examined' in answer) return answer.examined;
    if ('bug' in answer) throw answer.bug;
    const { code, message, details } = answer.refused;
    throw new Refusal(code, message, details);
  }

  private start(): Worker {
    const worker = new Worker(workerEntry.url, {
      ...(workerEntry.execArgv ? { execArgv: workerEntry.execArgv } : {}),
      resourceLimits: { maxOldGenerationSizeMb: this.documentHeapMebibytes },
    });
    // Who waits for an answer hears of it too; between documents nobody does.
    worker.on('error', () => this.drop(worker));
    worker.on('exit', () => this.drop(worker));
    worker.unref();
    this.workers.add(worker);
    return worker;
  }

  private drop(worker: Worker): void {
    this.workers.delete(worker);
    const at = this.idle.indexOf(worker);
    if (at !== -1) this.idle.splice(at, 1);
  }

  /** The thread that answers is used again; one that fails is not. */
  private async answerOf(worker: Worker, question: Question): Promise<Answer> {
    const ended = new AbortController();
    const deadline = setTimeout(() => ended.abort(), this.documentMs);
    worker.ref();
    try {
      worker.postMessage(question, [question.bytes.buffer as ArrayBuffer]);
      const [answer] = (await Promise.race([
        once(worker, 'message', { signal: ended.signal }),
        once(worker, 'exit', { signal: ended.signal }).then(() => {
          throw new Error('A thread ended while it examined a document.');
        }),
      ])) as [Answer];
      this.idle.push(worker);
      return answer;
    } catch (error) {
      this.drop(worker);
      await worker.terminate();
      throw this.asRefusal(error, question.file ?? 'The document');
    } finally {
      clearTimeout(deadline);
      ended.abort();
      worker.unref();
    }
  }

  private asRefusal(error: unknown, file: string): unknown {
    const { code, name } = error as NodeJS.ErrnoException;
    const limit =
      name === 'AbortError'
        ? `${this.documentMs / 1_000} seconds`
        : code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? `${this.documentHeapMebibytes} MiB of memory`
          : undefined;
    return limit === undefined
      ? error
      : new Refusal(
          'document-too-costly',
          `${file} takes more than ${limit} to read, as no budget does: save it anew, or give it as text or CSV.`,
        );
  }
}
