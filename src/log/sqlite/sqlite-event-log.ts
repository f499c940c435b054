import type { Database, Statement } from 'better-sqlite3';
import { isUtf8 } from 'node:buffer';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Instant } from '../../domain/values/civil-date.js';
import { eventId, keyOfChange } from '../event-id.js';
import {
  EventLog,
  EventUnreadable,
  type AllRead,
  type Appended,
  type Epoch,
  type ExpectedVersion,
  type LogIdentity,
  type NewEvent,
  type EventPage,
  type EncodedAppend,
  type StoredEvent,
  type StreamRead,
  type Take,
  type Unchanged,
} from '../event-log.js';
import { FOLLOWED_PAGE_EVENTS, LogTail } from '../log-tail.js';
import { SqliteAppends } from './appends.js';
import { closedLog, asLogError, readOnlyLog } from './errors.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { openLogFile, type LogFile } from './open-log-file.js';
import { identityReader, restoreAppends, writeEpoch } from './restore.js';
import { OncePerTurn } from '../../concurrency/once-per-turn.js';

/** Events of one page, which is read at once and kept in memory. */
const PAGE_EVENTS = 1_000;
/** Sorts behind every character that a stream's name has. */
const LAST_CHARACTER = '\u{10ffff}';

/** How often followers look for commits of other processes, in ms. */
const POLL_MS = 100;

/** How an embedded log is opened. */
export interface SqliteEventLogOptions extends LogFile {
  /** The clock for `recordedAt`. It may step back; recorded times never do. */
  readonly clock?: () => Instant;
}

/**
 * The embedded log: one SQLite file, which any number of processes of one machine may use. An append is durable when it
 * resolves. Positions are 1, 2, 3 … in the order of commits, without gaps.
 */
export class SqliteEventLog extends EventLog {
  /** @throws {Refusal} as {@link openLogFile}. */
  static open(options: SqliteEventLogOptions): SqliteEventLog {
    return new SqliteEventLog(openLogFile(options), options.file, options.clock ?? systemClock());
  }

  private readonly appends: SqliteAppends;
  private readonly keys: IdempotencyKeys;
  private readonly tail = new LogTail({
    start: () => this.query(() => this.startTail()),
    history: (after) => this.readAll({ after, pageEvents: FOLLOWED_PAGE_EVENTS }),
  });

  private readonly forward: Statement<[bigint, bigint, number], StoredRow>;
  private readonly forwardOf: Statement<[string, string, bigint, bigint, number], StoredRow>;
  private readonly backward: Statement<[bigint, number], StoredRow>;
  private readonly streamForward: Statement<[string, number, number], StoredRow>;
  private readonly streamBackward: Statement<[string, number, number], StoredRow>;
  private readonly rawTexts: Statement<[bigint], { data: Buffer; meta: Buffer }>;
  private readonly readIdentity: () => LogIdentity;
  /** What was read, and {@link commitsElsewhere} before that. */
  private known: { readonly commits: number; readonly identity: LogIdentity } | undefined;
  /** A number that changes with each commit of another connection. */
  private readonly dataVersion: Statement<[], number>;
  /** The same. Asked for with every request. */
  private readonly commitsElsewhere: OncePerTurn<number>;
  private readonly lastPosition: Statement<[], number>;

  private constructor(
    private readonly db: Database,
    readonly file: string,
    clock: () => Instant,
  ) {
    super();
    this.keys = new IdempotencyKeys(db);
    this.appends = new SqliteAppends(db, file, clock, this.keys, (written) =>
      this.noteChange(written),
    );
    this.readIdentity = identityReader(db);
    this.dataVersion = db.prepare<[], number>('PRAGMA data_version').pluck();
    this.commitsElsewhere = new OncePerTurn(() => this.dataVersion.get()!);
    const select = 'SELECT position, stream, version, id, type, data, meta FROM events';
    this.forward = db.prepare(
      `${select} WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`,
    );
    this.forwardOf = db.prepare(
      `${select} WHERE stream >= ? AND stream < ? AND position > ? AND position <= ? ORDER BY position LIMIT ?`,
    );
    this.backward = db.prepare(`${select} WHERE position < ? ORDER BY position DESC LIMIT ?`);
    this.streamForward = db.prepare(
      `${select} WHERE stream = ? AND version >= ? ORDER BY version LIMIT ?`,
    );
    this.streamBackward = db.prepare(
      `${select} WHERE stream = ? AND version <= ? ORDER BY version DESC LIMIT ?`,
    );
    this.rawTexts = db.prepare(
      'SELECT CAST(data AS BLOB) AS data, CAST(meta AS BLOB) AS meta FROM events WHERE position = ?',
    );
    this.lastPosition = db
      .prepare<[], number>('SELECT coalesce(max(position), 0) FROM events')
      .pluck();
  }

  /** The number of durable commits since the log was opened; appends that arrive together share one. */
  get commits(): number {
    return this.appends.commits;
  }

  append(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    return this.appends.append(stream, expected, events);
  }

  /** A file has no limit for one append. */
  async accepts(): Promise<void> {}

  async unchangedUnder(key: string): Promise<Unchanged | undefined> {
    return this.query(() => this.keys.find(key));
  }

  override hasRecorded(key: string): boolean {
    return this.query(() => this.keys.hasRecorded(eventId(keyOfChange(key), 0)));
  }

  async rememberUnchanged(key: string, unchanged: Unchanged): Promise<Unchanged> {
    return this.change(() => this.keys.remember(key, unchanged));
  }

  override knownVersion(stream: string): number | undefined {
    return this.query(() => this.appends.knownVersion(stream));
  }

  async *readStream(
    stream: string,
    { from, direction = 'forward', max = Infinity }: StreamRead = {},
  ): AsyncGenerator<EventPage> {
    const backward = direction === 'backward';
    const statement = backward ? this.streamBackward : this.streamForward;
    let next = from ?? (backward ? Number.MAX_SAFE_INTEGER : 0);
    for (let left = max; left > 0;) {
      const count = Math.min(left, PAGE_EVENTS);
      const page = this.page(() => statement.all(stream, next, count));
      if (page.length > 0) yield page;
      if (page.length < count) return;
      left -= count;
      next = page.at(-1)!.version + (backward ? -1 : 1);
      await yieldToEventLoop();
    }
  }

  async *readAll({
    after,
    direction = 'forward',
    streams,
    pageEvents = PAGE_EVENTS,
  }: AllRead = {}): AsyncGenerator<EventPage> {
    const backward = direction === 'backward';
    // Ends at the event that is last now: otherwise a reader that is slower than the writers would never end.
    const head = this.query(() => BigInt(this.lastPosition.get()!));
    let cursor = after ?? (backward ? head + 1n : 0n);
    for (;;) {
      const page = this.page(() =>
        backward
          ? this.backward.all(cursor, pageEvents)
          : streams === undefined
            ? this.forward.all(cursor, head, pageEvents)
            : this.forwardOf.all(streams, `${streams}${LAST_CHARACTER}`, cursor, head, pageEvents),
      );
      if (page.length > 0) yield page;
      if (page.length < pageEvents) return;
      cursor = page.at(-1)!.position;
      await yieldToEventLoop();
    }
  }

  follow(after: bigint, signal: AbortSignal, take?: Take): AsyncGenerator<EventPage> {
    return this.tail.follow(after, signal, take);
  }

  async head(): Promise<bigint> {
    return this.query(() => BigInt(this.lastPosition.get()!));
  }

  async identity(): Promise<LogIdentity> {
    return this.query(() => {
      // Changed by a restore alone.
      const commits = this.commitsElsewhere.get();
      if (this.known?.commits !== commits) this.known = { commits, identity: this.readIdentity() };
      return this.known.identity;
    });
  }

  async restore(appends: readonly EncodedAppend[]): Promise<void> {
    this.change(() => restoreAppends(this.db, this.keys, appends));
    this.appends.forget();
    this.noteChange();
  }

  async expectAtLeast(): Promise<void> {}

  async beginEpoch(epoch: Epoch): Promise<void> {
    this.change(() => writeEpoch(this.db, epoch));
    this.known = undefined;
  }

  /** Writes waiting appends first, and ends all followers. */
  async close(): Promise<void> {
    if (!this.db.open) return;
    this.appends.flush();
    this.tail.close();
    this.db.close();
  }

  /** Each page is a statement of its own, so that a slow reader holds no snapshot, which would block WAL checkpoints. */
  private page(read: () => StoredRow[]): EventPage {
    const rows = this.query(read);
    for (const row of rows) {
      this.refuseBroken(row);
      row.position = BigInt(row.position);
    }
    return rows as (StoredRow & StoredEvent)[];
  }

  /** Broken bytes are read as U+FFFD, which a text may contain too: only the bytes tell a changed event from a whole one. */
  private refuseBroken(row: StoredRow): void {
    const { stream, version, data, meta } = row;
    if (!data.includes(REPLACEMENT) && !meta.includes(REPLACEMENT)) return;
    const position = BigInt(row.position);
    const raw = this.query(() => this.rawTexts.get(position)!);
    const broken = (['data', 'meta'] as const).filter((field) => !isUtf8(raw[field]));
    if (broken.length > 0)
      throw new EventUnreadable(
        `The event at position ${position} (${stream}, version ${version}) of ${this.file} is not UTF-8: restore the log from a backup.`,
        { ...row, position },
        broken,
      );
  }

  private change<T>(write: () => T): T {
    if (this.db.open && this.db.readonly) throw readOnlyLog(this.file);
    return this.query(write);
  }

  private query<T>(read: () => T): T {
    if (!this.db.open) throw closedLog(this.file);
    try {
      return read();
    } catch (error) {
      throw asLogError(error, this.file);
    }
  }

  /** One timer and one read of what is new for all followers. */
  private startTail(): () => void {
    // Asked before the end of the log: what is committed between the two is found at the first look.
    let before = this.dataVersion.get();
    this.tail.begin(BigInt(this.lastPosition.get()!));
    const poll = setInterval(() => {
      const now = this.dataVersionNow();
      if (now !== undefined && now === before) return;
      before = now;
      this.noteChange();
    }, POLL_MS);
    return () => clearInterval(poll);
  }

  /** `written`: what this connection has just committed. */
  private noteChange(written: EventPage = []): void {
    const { end } = this.tail;
    if (end === undefined) return;
    try {
      // Other processes may have written before it.
      const page =
        written[0]?.position === end + 1n
          ? written
          : this.page(() => this.forward.all(end, POSITION_MAX, PAGE_EVENTS));
      // There may be many more: each follower reads them at its pace.
      if (page.length >= PAGE_EVENTS) this.tail.begin(BigInt(this.lastPosition.get()!));
      else if (page.length > 0) this.tail.add(page);
    } catch (error) {
      this.tail.fail(error);
    }
  }

  /** Undefined where it cannot be read: then what is new is read, and the followers get the error. */
  private dataVersionNow(): number | undefined {
    try {
      return this.dataVersion.get();
    } catch {
      return undefined;
    }
  }
}

/** Formats the time once per millisecond, because formatting costs more than reading the clock. */
const systemClock = (): (() => Instant) => {
  let at = 0;
  let formatted = '' as Instant;
  return () => {
    const now = Date.now();
    if (now !== at) {
      at = now;
      formatted = new Date(now).toISOString() as Instant;
    }
    return formatted;
  };
};

/** A row as SQLite returns it; its position is converted to a bigint in place. */
interface StoredRow extends Omit<StoredEvent, 'position'> {
  position: number | bigint;
}

/** What broken bytes of UTF-8 are read as. */
const REPLACEMENT = '\uFFFD';

const POSITION_MAX = BigInt(Number.MAX_SAFE_INTEGER);
