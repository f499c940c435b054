import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Queue } from '../concurrency/queue.js';
import { withTimeout } from '../concurrency/with-timeout.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import { Refusal } from '../domain/errors.js';
import type { Examined } from '../reading/examine.js';
import type { Task, TaskResult } from './examine.worker.js';
import { workerEntry } from './worker-entry.js';

/** Documents that are read at the same time, each on its own thread. */
const THREADS_MAX = Math.min(2, availableParallelism());
/** A published budget takes a second at most. */
const DOCUMENT_MS_MAX = 30_000;
/** The memory that reading a document may take, without its bytes. */
const DOCUMENT_HEAP_MEBIBYTES_MAX = 512;

/** What reading one document may take: time in ms, and memory in MiB without its bytes. */
export interface ReadingLimits {
  readonly documentMs?: number;
  readonly documentHeapMebibytes?: number;
}

/**
 * Reads and checks documents on worker threads, each within a limit of time and memory, so that no document can block or
 * crash the process. Threads start when they are needed and end with the pool.
 */
@Injectable()
export class ReadingPool implements OnApplicationShutdown {
  private readonly workers = new Set<Worker>();
  private readonly idle: Worker[] = [];
  private readonly queue = new Queue(THREADS_MAX);
  private closed = false;
  private readonly documentMs: number;
  private readonly documentHeapMebibytes: number;

  constructor({
    documentMs = DOCUMENT_MS_MAX,
    documentHeapMebibytes = DOCUMENT_HEAP_MEBIBYTES_MAX,
  }: ReadingLimits = {}) {
    this.documentMs = documentMs;
    this.documentHeapMebibytes = documentHeapMebibytes;
  }

  /**
   * Reads and checks a document.
   *
   * @param file The name of the file, for messages.
   * @throws {Refusal} `document-too-costly`: reading exceeds a limit.
   * @throws {Refusal} every code of `readDocument`.
   */
  read(
    bytes: Uint8Array,
    file: string | null,
    publishedOn: CivilDate | null = null,
  ): Promise<Examined> {
    return this.queue.run(() => this.runTask({ bytes: new Uint8Array(bytes), file, publishedOn }));
  }

  /** Starts a thread ahead of the first document. */
  warmUp(): this {
    if (this.workers.size === 0) this.idle.push(this.startWorker());
    return this;
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.workers].map((worker) => worker.terminate()));
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private async runTask(task: Task): Promise<Examined> {
    if (this.closed) throw new Error('The pool that reads documents is closed.');
    const worker = this.idle.pop() ?? this.startWorker();
    const result = await this.runOn(worker, task);
    if ('examined' in result) return result.examined;
    if ('error' in result) throw result.error;
    const { code, message, details } = result.refusal;
    throw new Refusal(code, message, details);
  }

  private startWorker(): Worker {
    const worker = new Worker(workerEntry.url, {
      ...(workerEntry.execArgv ? { execArgv: workerEntry.execArgv } : {}),
      resourceLimits: { maxOldGenerationSizeMb: this.documentHeapMebibytes },
    });
    // A task that runs gets the error too; these listeners are for threads that end while they are idle.
    worker.on('error', () => this.forget(worker));
    worker.on('exit', () => this.forget(worker));
    worker.unref();
    this.workers.add(worker);
    return worker;
  }

  private forget(worker: Worker): void {
    this.workers.delete(worker);
    const index = this.idle.indexOf(worker);
    if (index !== -1) this.idle.splice(index, 1);
  }

  /** Returns the thread to the idle ones when it has answered, and ends it when it has failed. */
  private async runOn(worker: Worker, task: Task): Promise<TaskResult> {
    const file = task.file ?? 'The document';
    const ended = new AbortController();
    worker.ref();
    try {
      worker.postMessage(task, [task.bytes.buffer as ArrayBuffer]);
      const answer = Promise.race([
        once(worker, 'message', { signal: ended.signal }),
        once(worker, 'exit', { signal: ended.signal }).then(() => {
          throw new Error('A worker thread ended while it read a document.');
        }),
      ]) as Promise<[TaskResult]>;
      const [result] = await withTimeout(answer, this.documentMs, () => {
        throw tooCostly(file, `${this.documentMs / 1_000} seconds`);
      });
      this.idle.push(worker);
      return result;
    } catch (error) {
      this.forget(worker);
      await worker.terminate();
      if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
        throw tooCostly(file, `${this.documentHeapMebibytes} MiB of memory`);
      throw error;
    } finally {
      ended.abort();
      worker.unref();
    }
  }
}

/** The refusal for a thread that was ended by a limit. */
const tooCostly = (file: string, limit: string): Refusal =>
  new Refusal(
    'document-too-costly',
    `${file} takes more than ${limit} to read, which no published budget needs: save it again, or provide it as text or CSV.`,
  );
