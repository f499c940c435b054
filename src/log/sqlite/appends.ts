import type { Database } from 'better-sqlite3';
import type { Instant } from '../../domain/values/civil-date.js';
import { checkAppend, encodeData, encodeMeta, recordingAt, type Recording } from '../envelope.js';
import {
  EventIdTaken,
  IdempotencyKeyTaken,
  keyOfAppend,
  lastVersion,
  WrongExpectedVersion,
  type Appended,
  type ExpectedVersion,
  type Meta,
  type NewEvent,
  type StoredEvent,
} from '../event-log.js';
import { appendStatements, type AppendStatements } from './append-statements.js';
import { closedLog, asLogError, readOnlyLog } from './errors.js';
import type { IdempotencyKeys } from './idempotency-keys.js';
import { sqliteCode } from '../../sqlite/sqlite-code.js';

/** The number of streams whose last version is cached between commits. */
const KNOWN_STREAMS_MAX = 10_000;

/** Limits of one commit, because writing it blocks the process. The appends of one tick may exceed them together. */
const COMMIT_EVENTS_MAX = 4_096;
const COMMIT_CHARACTERS_MAX = 8 * 1024 * 1024;

/** An append that waits for its commit. */
interface Waiting {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly NewEvent[];
  readonly data: readonly string[];
  /** Appends of one tick are in one commit. */
  readonly tick: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
  outcome?: Appended;
  failure?: unknown;
}

/**
 * The write side of the embedded log. Appends that arrive together share one durable commit (group commit), because
 * waiting for the disk costs more than everything else. Appends of the same tick are in one commit, in order, unless they
 * exceed the limits of a commit.
 */
export class SqliteAppends {
  /** The number of commits that wrote something. */
  commits = 0;

  /** What the transaction has written so far. */
  private written: StoredEvent[] = [];

  private queue: Waiting[] = [];
  private scheduled = false;
  private tick = 0;
  private tickOpen = false;

  // State after the last commit, so that an append need not read the file. Stale once another process has committed.
  private stale = true;
  private dataVersion: number | undefined;
  private position = 0;
  private recordedAt = '' as Instant;
  private readonly versions = new Map<string, number>();

  private readonly sql: AppendStatements;

  constructor(
    private readonly db: Database,
    private readonly file: string,
    private readonly clock: () => Instant,
    private readonly keys: IdempotencyKeys,
    private readonly committed: (written: readonly StoredEvent[]) => void,
  ) {
    this.sql = appendStatements(db);
  }

  append(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (!this.db.open) throw closedLog(this.file);
      if (this.db.readonly) throw readOnlyLog(this.file);
      // Checked here, so that a bug of the caller rejects this append only.
      checkAppend(stream, expected, events);
      const data = events.map(encodeData);
      this.queue.push({
        stream,
        expected,
        events,
        data,
        tick: this.currentTick(),
        resolve,
        reject,
      });
      this.schedule();
    });
  }

  /** Writes all waiting appends now, before the log closes. */
  flush(): void {
    while (this.queue.length > 0) this.write(this.takeBatch());
  }

  /** As {@link EventLog.knownVersion}. */
  knownVersion(stream: string): number | undefined {
    return this.stale || this.sql.dataVersion.get() !== this.dataVersion
      ? undefined
      : this.versionOf(stream);
  }

  /** Discards the cached state, because this connection has written events in another way. */
  forget(): void {
    this.stale = true;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (this.queue.length > 0) this.write(this.takeBatch());
      if (this.queue.length > 0) this.schedule();
    });
  }

  private currentTick(): number {
    if (!this.tickOpen) {
      this.tick += 1;
      this.tickOpen = true;
      process.nextTick(() => {
        this.tickOpen = false;
      });
    }
    return this.tick;
  }

  /** Removes the appends of the next commit: as many whole ticks as fit, or as much of the first tick as fits. */
  private takeBatch(): Waiting[] {
    let end = 0;
    let tickStart = 0;
    let events = 0;
    let characters = 0;
    for (; end < this.queue.length; end++) {
      const { tick, data } = this.queue[end]!;
      if (end > 0 && tick !== this.queue[end - 1]!.tick) tickStart = end;
      events += data.length;
      for (const text of data) characters += text.length;
      if (end > 0 && (events > COMMIT_EVENTS_MAX || characters > COMMIT_CHARACTERS_MAX))
        return this.queue.splice(0, tickStart > 0 ? tickStart : end);
    }
    return this.queue.splice(0);
  }

  private write(batch: readonly Waiting[]): void {
    let before: number;
    try {
      this.sql.begin.run();
      this.refresh();
      this.written = [];
      before = this.position;
      const recording = recordingAt(this.clock(), this.recordedAt);
      for (const waiting of batch) this.attempt(waiting, recording);
    } catch (error) {
      this.rollBack();
      return rejectAll(batch, asLogError(error, this.file));
    }
    try {
      this.sql.commit.run();
    } catch (error) {
      return this.resolveFailedCommit(batch, error);
    }
    this.answer(batch, this.position > before);
  }

  private attempt(waiting: Waiting, recording: Recording): void {
    try {
      waiting.outcome = this.appendOne(waiting, recording);
    } catch (error) {
      // A failure of the file fails the whole batch.
      if (asLogError(error, this.file) !== error || !this.db.inTransaction) throw error;
      // Reported after the commit: what it conflicts with may be rolled back with this transaction.
      waiting.failure = error;
    }
  }

  private appendOne(waiting: Waiting, recording: Recording): Appended {
    const { stream, expected, events } = waiting;
    const actual = this.versionOf(stream);
    if (expected === 'any') {
      const repeated = this.repeatedInStream(waiting);
      if (repeated) return repeated;
    } else if (actual !== lastVersion(expected)) {
      const repeated = this.repeated(waiting, lastVersion(expected) + 1);
      if (repeated) return repeated;
      throw new WrongExpectedVersion(stream, expected, actual);
    }
    const key = keyOfAppend(events)?.key;
    if (key !== undefined && (this.keys.find(key) || this.keys.hasRecorded(events[0]!.id)))
      throw new IdempotencyKeyTaken(key);
    // A single failed insert leaves nothing. Several are undone by a savepoint, because events cannot be deleted.
    const before = this.written.length;
    const several = events.length > 1 || key !== undefined;
    if (several) this.sql.savepoint.run();
    try {
      for (let i = 0; i < events.length; i++) this.insertEvent(waiting, i, actual, recording);
      if (key !== undefined) this.keys.record(events[0]!.id, this.position + 1);
    } catch (error) {
      this.written.length = before;
      if (several && this.db.inTransaction) {
        this.sql.undo.run();
        this.sql.release.run();
      }
      throw error;
    }
    if (several) this.sql.release.run();
    return this.appended(waiting, actual, recording, this.written.slice(before));
  }

  private insertEvent(
    { stream, events, data }: Waiting,
    i: number,
    actual: number,
    recording: Recording,
  ): void {
    const { id, type } = events[i]!;
    const position = this.position + 1 + i;
    const version = actual + 1 + i;
    const meta = encodeMeta(events[i]!, recording);
    this.sql.insert.run(position, stream, version, id, type, data[i]!, meta);
    this.written.push({
      position: BigInt(position),
      stream,
      version,
      id,
      type,
      data: data[i]!,
      meta,
    });
  }

  private appended(
    { stream, events }: Waiting,
    actual: number,
    { recordedAt }: Recording,
    stored: readonly StoredEvent[],
  ): Appended {
    const version = actual + events.length;
    this.position += events.length;
    this.recordedAt = recordedAt;
    this.versions.set(stream, version);
    return { version, position: BigInt(this.position), repeated: false, stored };
  }

  private answer(batch: readonly Waiting[], wrote: boolean): void {
    // What was written goes out to its followers first: they have all that they need, and who is answered has more to do.
    setImmediate(() => {
      for (const { outcome, failure, resolve, reject } of batch)
        if (outcome !== undefined) resolve(outcome);
        else reject(failure);
    });
    if (!wrote) return;
    this.commits += 1;
    this.committed(this.written);
  }

  /** The first answer, when the stream contains exactly these events from this version on. */
  private repeated({ stream, events }: Waiting, from: number): Appended | undefined {
    const stored = this.sql.run.all(stream, from, events.length);
    if (stored.length < events.length || stored.some(({ id }, i) => id !== events[i]!.id))
      return undefined;
    return {
      version: from + events.length - 1,
      position: BigInt(stored.at(-1)!.position),
      repeated: true,
    };
  }

  /** As {@link repeated}, for an append that expects no version. */
  private repeatedInStream(waiting: Waiting): Appended | undefined {
    const { stream, events } = waiting;
    for (const [i, { id }] of events.entries()) {
      const version = this.sql.versionOf.get(stream, id);
      if (version === undefined) continue;
      const repeated = i === 0 && this.repeated(waiting, version);
      if (repeated) return repeated;
      throw new EventIdTaken(id, stream, version);
    }
    return undefined;
  }

  private versionOf(stream: string): number {
    const known = this.versions.get(stream);
    if (known !== undefined) return known;
    const version = this.sql.lastVersion.get(stream) ?? -1;
    if (this.versions.size >= KNOWN_STREAMS_MAX) this.versions.clear();
    this.versions.set(stream, version);
    return version;
  }

  /** Called inside the transaction, when no other process can commit. */
  private refresh(): void {
    const dataVersion = this.sql.dataVersion.get();
    if (!this.stale && dataVersion === this.dataVersion) return;
    this.dataVersion = dataVersion;
    this.versions.clear();
    const last = this.sql.last.get();
    this.position = last?.position ?? 0;
    this.recordedAt = last ? (JSON.parse(last.meta) as Meta).recordedAt : ('' as Instant);
    this.stale = false;
  }

  /** Rolls back, unless SQLite has done so by itself. */
  private rollBack(): void {
    this.stale = true;
    try {
      if (this.db.inTransaction) this.sql.rollback.run();
    } catch {
      // The first failure is the one to report.
    }
  }

  /**
   * Finds out what became of a failed commit. Events that can be read are stored. After "disk full" they are not; after an
   * I/O error the outcome is unknown, because recovery of the file may find them later.
   */
  private resolveFailedCommit(batch: readonly Waiting[], error: unknown): void {
    this.rollBack();
    if (this.isStored(batch)) return this.answer(batch, true);
    const outcome = sqliteCode(error).startsWith('SQLITE_IOERR') ? 'unknown' : 'not-stored';
    rejectAll(batch, asLogError(error, this.file, outcome));
  }

  private isStored(batch: readonly Waiting[]): boolean {
    const written = batch.find(({ outcome }) => outcome && !outcome.repeated);
    try {
      if (written === undefined) return false;
      const { outcome, events } = written;
      return this.repeated(written, outcome!.version - events.length + 1) !== undefined;
    } catch {
      // The file cannot be read either: report the commit's error.
      return false;
    }
  }
}

const rejectAll = (batch: readonly Waiting[], error: unknown): void => {
  for (const { reject } of batch) reject(error);
};
