import type { Database, Statement } from 'better-sqlite3';
import type { Instant } from '../domain/civil-date.js';
import { checkForm } from './append-form.js';
import { encodeData, encodeMeta } from './envelope.js';
import {
  EventIdTaken,
  WrongExpectedVersion,
  type Appended,
  type ExpectedVersion,
  type Meta,
  type NewEvent,
} from './event-log.js';
import { closedLog, meaningOf, readOnlyLog, sqliteCode } from './sqlite-errors.js';

/** What one commit holds at most, unless one tick alone brings more: it bounds how long the process stands still. */
const COMMIT_EVENTS_MAX = 4_096;
const COMMIT_CHARACTERS_MAX = 8 * 1024 * 1024;

/** Streams whose last version is remembered between commits. */
const KNOWN_STREAMS_MAX = 10_000;

interface Waiting {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly NewEvent[];
  readonly data: readonly string[];
  readonly characters: number;
  /** Appends of one tick stay together. */
  readonly tick: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
  outcome: Appended | undefined;
  failure: unknown;
}

/**
 * The write side of the embedded log: appends that arrive together share one durable commit (group commit), because the
 * wait for the disk costs more than everything else. Appends issued in the same tick land in one commit, in order,
 * unless a tick alone passes the limits of a commit.
 */
export class SqliteAppends {
  /** Commits that wrote something. */
  commits = 0;

  private queue: Waiting[] = [];
  private scheduled = false;
  private tick = 0;
  private tickOpen = false;

  // What the last commit left, so that an append asks the file nothing. Stale once another process has committed.
  private stale = true;
  private dataVersion: number | undefined;
  private position = 0;
  private recordedAt = '' as Instant;
  private readonly versions = new Map<string, number>();

  private readonly begin: Statement<[]>;
  private readonly commit: Statement<[]>;
  private readonly rollback: Statement<[]>;
  private readonly savepoint: Statement<[]>;
  private readonly release: Statement<[]>;
  private readonly undo: Statement<[]>;
  private readonly readDataVersion: Statement<[], number>;
  private readonly last: Statement<[], { position: number; meta: string }>;
  private readonly lastVersion: Statement<[string], number>;
  private readonly run: Statement<[string, number, number], { id: string; position: number }>;
  private readonly byId: Statement<[string], { stream: string; version: number }>;
  private readonly insert: Statement<
    [number, string, number, string, string, string, string],
    unknown
  >;

  constructor(
    private readonly db: Database,
    private readonly file: string,
    private readonly clock: () => Instant,
    private readonly committed: () => void,
  ) {
    this.begin = db.prepare('BEGIN IMMEDIATE');
    this.commit = db.prepare('COMMIT');
    this.rollback = db.prepare('ROLLBACK');
    this.savepoint = db.prepare('SAVEPOINT one_append');
    this.release = db.prepare('RELEASE one_append');
    this.undo = db.prepare('ROLLBACK TO one_append');
    this.readDataVersion = db.prepare<[], number>('PRAGMA data_version').pluck();
    this.last = db.prepare('SELECT position, meta FROM events ORDER BY position DESC LIMIT 1');
    this.lastVersion = db
      .prepare<[string], number>(
        'SELECT version FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1',
      )
      .pluck();
    this.run = db.prepare(
      'SELECT id, position FROM events WHERE stream = ? AND version >= ? ORDER BY version LIMIT ?',
    );
    this.byId = db.prepare('SELECT stream, version FROM events WHERE id = ?');
    this.insert = db.prepare(
      'INSERT INTO events (position, stream, version, id, type, data, meta) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
  }

  append(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    return new Promise((resolve, reject) => {
      if (!this.db.open) throw closedLog(this.file);
      if (this.db.readonly) throw readOnlyLog(this.file);
      // A bug of the caller throws here, where it rejects this append and no other.
      checkForm(stream, expected, events);
      const data = events.map(encodeData);
      let characters = 0;
      for (const text of data) characters += text.length;
      this.queue.push({
        stream,
        expected,
        events,
        data,
        characters,
        tick: this.currentTick(),
        resolve,
        reject,
        outcome: undefined,
        failure: undefined,
      });
      this.schedule();
    });
  }

  /** Writes what waits, now: nothing is left behind when the log closes. */
  flush(): void {
    while (this.queue.length > 0) this.write(this.take());
  }

  /** Another process has committed since this was asked last, or this is the first question. */
  changedElsewhere(): boolean {
    const dataVersion = this.readDataVersion.get();
    if (dataVersion === this.dataVersion) return false;
    this.dataVersion = dataVersion;
    this.stale = true;
    return true;
  }

  /** The first two of a queue count as one tick: so an append that comes alone pays nothing for the counting. */
  private currentTick(): number {
    if (this.queue.length === 0) return ++this.tick;
    if (!this.tickOpen) {
      if (this.queue.length > 1) this.tick += 1;
      this.tickOpen = true;
      process.nextTick(() => {
        this.tickOpen = false;
      });
    }
    return this.tick;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (this.queue.length === 0) return;
      this.write(this.take());
      if (this.queue.length > 0) this.schedule();
    });
  }

  /** Whole ticks from the queue's front, as many as fit a commit; of a tick that alone does not fit, as much as does. */
  private take(): Waiting[] {
    let end = 0;
    let events = 0;
    let characters = 0;
    let tickStart = 0;
    for (; end < this.queue.length; end++) {
      const waiting = this.queue[end]!;
      if (end > 0 && waiting.tick !== this.queue[end - 1]!.tick) tickStart = end;
      events += waiting.events.length;
      characters += waiting.characters;
      if (end > 0 && (events > COMMIT_EVENTS_MAX || characters > COMMIT_CHARACTERS_MAX)) break;
    }
    if (end === this.queue.length) {
      const all = this.queue;
      this.queue = [];
      return all;
    }
    return this.queue.splice(0, tickStart > 0 ? tickStart : end);
  }

  private write(batch: readonly Waiting[]): void {
    if (batch.length === 1 && this.writeOne(batch[0]!)) return;
    let before: number;
    try {
      this.begin.run();
      this.refresh();
      before = this.position;
      const recordedAt = this.now();
      for (const waiting of batch) this.attempt(waiting, recordedAt);
    } catch (error) {
      this.abandon();
      return rejectAll(batch, meaningOf(error, this.file));
    }
    try {
      this.commit.run();
    } catch (error) {
      return this.settle(batch, error);
    }
    this.answer(batch, this.position > before);
  }

  /**
   * One event that comes alone needs no look at what others did: its position is the lock. If any process has committed
   * since, the position is taken, the insert fails, and so it does for everything else that takes the long way (false).
   */
  private writeOne(waiting: Waiting): boolean {
    const { stream, expected, events } = waiting;
    const actual = this.versions.get(stream);
    if (this.stale || actual === undefined || events.length > 1) return false;
    if (expected !== 'any' && actual !== wanted(expected)) return false;
    const recordedAt = this.now();
    try {
      this.insertEvent(waiting, 0, actual, recordedAt);
    } catch (error) {
      if (meaningOf(error, this.file) === error) return false;
      this.settle([waiting], error);
      return true;
    }
    waiting.outcome = this.appended(waiting, actual, recordedAt);
    this.answer([waiting], true);
    return true;
  }

  private attempt(waiting: Waiting, recordedAt: Instant): void {
    try {
      waiting.outcome = this.appendOne(waiting, recordedAt);
    } catch (error) {
      // The file's own trouble is everybody's.
      if (meaningOf(error, this.file) !== error || !this.db.inTransaction) throw error;
      // Told after the commit: what it conflicts with may come and go with this very transaction.
      waiting.failure = error;
    }
  }

  private appendOne(waiting: Waiting, recordedAt: Instant): Appended {
    const { stream, expected, events } = waiting;
    const actual = this.versionOf(stream);
    if (expected !== 'any' && actual !== wanted(expected)) {
      const repeated = this.repeated(waiting, wanted(expected) + 1);
      if (repeated) return repeated;
      throw new WrongExpectedVersion(stream, expected, actual);
    }
    // One insert undoes itself when it fails; several are undone by a savepoint, for events cannot be deleted.
    const several = events.length > 1;
    if (several) this.savepoint.run();
    try {
      for (let i = 0; i < events.length; i++) this.insertEvent(waiting, i, actual, recordedAt);
    } catch (error) {
      if (several && this.db.inTransaction) {
        this.undo.run();
        this.release.run();
      }
      if (sqliteCode(error) !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
      return this.repeatedAnywhere(waiting, error);
    }
    if (several) this.release.run();
    return this.appended(waiting, actual, recordedAt);
  }

  private insertEvent(
    { stream, events, data }: Waiting,
    i: number,
    actual: number,
    recordedAt: Instant,
  ): void {
    const event = events[i]!;
    this.insert.run(
      this.position + 1 + i,
      stream,
      actual + 1 + i,
      event.id,
      event.type,
      data[i]!,
      encodeMeta(event, recordedAt),
    );
  }

  private appended({ stream, events }: Waiting, actual: number, recordedAt: Instant): Appended {
    const version = actual + events.length;
    this.position += events.length;
    this.recordedAt = recordedAt;
    this.versions.set(stream, version);
    return { version, position: BigInt(this.position), repeated: false };
  }

  private answer(batch: readonly Waiting[], wrote: boolean): void {
    for (const { outcome, failure, resolve, reject } of batch)
      if (outcome) resolve(outcome);
      else reject(failure);
    if (!wrote) return;
    this.commits += 1;
    this.committed();
  }

  private now(): Instant {
    const now = this.clock();
    return now > this.recordedAt ? now : this.recordedAt;
  }

  /** The first answer, when the stream holds these very events from this version on. */
  private repeated({ stream, events }: Waiting, from: number): Appended | undefined {
    const stored = this.run.all(stream, from, events.length);
    if (stored.length < events.length || stored.some(({ id }, i) => id !== events[i]!.id))
      return undefined;
    return {
      version: from + events.length - 1,
      position: BigInt(stored.at(-1)!.position),
      repeated: true,
    };
  }

  private repeatedAnywhere(waiting: Waiting, cause: unknown): Appended {
    const { stream, expected, events } = waiting;
    const first = this.byId.get(events[0]!.id);
    const repeated =
      expected === 'any' && first?.stream === stream && this.repeated(waiting, first.version);
    if (repeated) return repeated;
    for (const { id } of events) {
      const taken = this.byId.get(id);
      if (taken) throw new EventIdTaken(id, taken.stream, taken.version);
    }
    throw cause;
  }

  private versionOf(stream: string): number {
    const known = this.versions.get(stream);
    if (known !== undefined) return known;
    const version = this.lastVersion.get(stream) ?? -1;
    if (this.versions.size >= KNOWN_STREAMS_MAX) this.versions.clear();
    this.versions.set(stream, version);
    return version;
  }

  /** Inside the transaction: nobody else can commit any more. */
  private refresh(): void {
    this.changedElsewhere();
    if (!this.stale) return;
    this.versions.clear();
    const last = this.last.get();
    this.position = last?.position ?? 0;
    this.recordedAt = last ? (JSON.parse(last.meta) as Meta).recordedAt : ('' as Instant);
    this.stale = false;
  }

  /** SQLite ends some failed transactions by itself. */
  private abandon(): void {
    this.stale = true;
    try {
      if (this.db.inTransaction) this.rollback.run();
    } catch {
      // The failure that led here is the one to tell.
    }
  }

  /**
   * The commit failed. Where its events can be read nevertheless, they are stored. A full disk did not take the commit's
   * last page, so they are not; after a failure of the disk they may be found when the file is next recovered.
   */
  private settle(batch: readonly Waiting[], error: unknown): void {
    this.abandon();
    if (this.isStored(batch)) return this.answer(batch, true);
    const outcome = sqliteCode(error).startsWith('SQLITE_IOERR') ? 'unknown' : 'not-stored';
    rejectAll(batch, meaningOf(error, this.file, outcome));
  }

  private isStored(batch: readonly Waiting[]): boolean {
    const written = batch.find(({ outcome }) => outcome && !outcome.repeated);
    try {
      return written !== undefined && this.byId.get(written.events[0]!.id) !== undefined;
    } catch {
      // Unreadable as well: what is known is what the commit said.
      return false;
    }
  }
}

const wanted = (expected: 'no-stream' | number): number =>
  expected === 'no-stream' ? -1 : expected;

const rejectAll = (batch: readonly Waiting[], error: unknown): void => {
  for (const { reject } of batch) reject(error);
};
