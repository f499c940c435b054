import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { childProgram } from '../concurrency/child-program.js';
import { Queue } from '../concurrency/queue.js';
import { withTimeout } from '../concurrency/with-timeout.js';
import type { CivilDate } from '../domain/values/civil-date.js';
import { Refusal, thrownBy } from '../domain/errors.js';
import type { Examined } from '../reading/examine.js';
import type { ReadLines } from '../reading/readers/reader-of.js';
import type { Found, Task, TaskResult } from './examine.child.js';

/** Documents that are read at the same time, each by a process of its own. */
const PROCESSES_MAX = Math.min(2, availableParallelism());
/** A published budget takes a second at most. */
const DOCUMENT_MS_MAX = 30_000;
/** The memory that reading a document may take, without its bytes. */
const DOCUMENT_HEAP_MEBIBYTES_MAX = 512;

/** The environment variables that Node needs, or that change how it runs. */
const PASSED_ON: ReadonlySet<string> = new Set([
  'LANG',
  'LC_ALL',
  'NODE_COMPILE_CACHE',
  'NODE_DISABLE_COMPILE_CACHE',
  'NODE_OPTIONS',
  'PATH',
  'SystemRoot',
  'TEMP',
  'TMP',
  'TMPDIR',
  'TZ',
]);

/** What reading one document may take: time in ms, and memory in MiB without its bytes. */
export interface ReadingLimits {
  readonly documentMs?: number;
  readonly documentHeapMebibytes?: number;
}

/**
 * Reads and checks documents in child processes, each within a limit of time and memory, so that no document can block or
 * crash this process: V8 ends a process that is out of memory, and all its threads with it. Processes start when they are
 * needed and end with the pool, or when this process ends in any way.
 */
@Injectable()
export class ReadingPool implements OnApplicationShutdown {
  private readonly children = new Set<ChildProcess>();
  private readonly idle: ChildProcess[] = [];
  private readonly queue = new Queue(PROCESSES_MAX);
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
    return this.queue.run(async () => ({
      ...(await this.runTask({ wanted: 'examined', bytes, file, publishedOn })),
      bytes,
    }));
  }

  /**
   * Reads a document as it is printed, line by line, and checks nothing.
   *
   * @param file The name of the file, for messages.
   * @throws {Refusal} `document-too-costly`: reading exceeds a limit.
   * @throws {Refusal} every code of `readerOf` and of its reader.
   */
  readLines(bytes: Uint8Array, file: string | null): Promise<ReadLines> {
    return this.queue.run(() => this.runTask({ wanted: 'lines', bytes, file, publishedOn: null }));
  }

  /** Starts a process ahead of the first document. */
  warmUp(): this {
    if (this.children.size === 0) this.idle.push(this.start());
    return this;
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.children].map(end));
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private async runTask<Wanted extends Task['wanted']>(
    task: Task & { readonly wanted: Wanted },
  ): Promise<Found[Wanted]> {
    if (this.closed) throw new Error('The pool that reads documents is closed.');
    const result = await this.runIn(this.idle.pop() ?? this.start(), task);
    if ('found' in result) return result.found as Found[Wanted];
    throw thrownBy(result);
  }

  private start(): ChildProcess {
    const child = fork(childProgram('imports/examine.child.js'), {
      execArgv: [...process.execArgv, `--max-old-space-size=${this.documentHeapMebibytes}`],
      // What reads the bytes of strangers knows no secret.
      env: Object.fromEntries(Object.entries(process.env).filter(([name]) => PASSED_ON.has(name))),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // A document that is being read gets its end too; these listeners are for children that end while they are idle.
    child.on('error', () => this.forget(child));
    child.on('exit', () => this.forget(child));
    detach(child);
    this.children.add(child);
    return child;
  }

  private forget(child: ChildProcess): void {
    this.children.delete(child);
    const index = this.idle.indexOf(child);
    if (index !== -1) this.idle.splice(index, 1);
  }

  /** Returns the child to the idle ones when it has answered, and ends it when it has failed. */
  private async runIn(child: ChildProcess, task: Task): Promise<TaskResult> {
    const file = task.file ?? 'The document';
    const ended = new AbortController();
    const { signal } = ended;
    child.ref();
    child.channel?.ref();
    try {
      const answer = Promise.race([
        once(child, 'message', { signal }),
        once(child, 'exit', { signal }).then(([, killedBy]) => {
          if (this.closed || killedBy === null)
            throw new Error('A process ended while it read a document.');
          throw tooCostly(file, `${this.documentHeapMebibytes} MiB of memory`);
        }),
      ]) as Promise<[TaskResult]>;
      // What cannot be sent, because the child has ended, is answered by its end.
      child.send(task, () => {});
      const [result] = await withTimeout(answer, this.documentMs, () => {
        throw tooCostly(file, `${this.documentMs / 1_000} seconds`);
      });
      this.idle.push(child);
      return result;
    } catch (error) {
      this.forget(child);
      await end(child);
      throw error;
    } finally {
      ended.abort();
      detach(child);
    }
  }
}

/** Ends a child, and waits for its end. */
const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.ref();
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
};

/** An idle child does not keep this process alive. */
const detach = (child: ChildProcess): void => {
  child.unref();
  child.channel?.unref();
};

/** The refusal for a child that was ended by a limit. */
const tooCostly = (file: string, limit: string): Refusal =>
  new Refusal(
    'document-too-costly',
    `${file} takes more than ${limit} to read, which no published budget needs: save it again, or provide it as text or CSV.`,
  );
