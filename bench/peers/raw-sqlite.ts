import Database from 'better-sqlite3';
import type { ExpectedVersion, NewEvent } from '../../src/log/event-log.js';
import type { Appender } from '../appender.js';

/** SQLite alone with the same rows: prepared inserts, and nothing that a log adds. */
class Raw {
  protected readonly db: Database.Database;
  protected readonly insert: Database.Statement;

  constructor(file: string) {
    this.db = new Database(file);
    this.db.pragma('journal_mode = WAL');
    this.db.pragma('synchronous = FULL');
    this.db.exec(`CREATE TABLE events (
      position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, id TEXT NOT NULL,
      type TEXT NOT NULL, data TEXT NOT NULL, meta TEXT NOT NULL, UNIQUE (stream, version)) STRICT`);
    this.insert = this.db.prepare(
      'INSERT INTO events (stream, version, id, type, data, meta) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  protected write(stream: string, expected: ExpectedVersion, events: readonly NewEvent[]): void {
    const first = typeof expected === 'number' ? expected + 1 : 0;
    const recordedAt = new Date().toISOString();
    events.forEach(({ id, type, data, ...meta }, i) => {
      this.insert.run(
        stream,
        first + i,
        id,
        type,
        JSON.stringify(data),
        JSON.stringify({ ...meta, recordedAt }),
      );
    });
  }

  close(): void {
    this.db.close();
  }
}

/** One transaction for each append. */
export class RawSingle extends Raw implements Appender {
  readonly name = 'raw';
  private readonly transaction = this.db.transaction(
    (stream: string, expected: ExpectedVersion, events: readonly NewEvent[]) =>
      this.write(stream, expected, events),
  );

  async append(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent[],
  ): Promise<void> {
    // A single insert is already a transaction.
    if (events.length === 1) this.write(stream, expected, events);
    else this.transaction.immediate(stream, expected, events);
  }
}

/** One transaction for all appends that arrive in one turn of the event loop. */
export class RawGrouped extends Raw implements Appender {
  readonly name = 'raw, group commit';
  private queue: { readonly write: () => void; readonly resolve: () => void }[] = [];
  private readonly flush = this.db.transaction((queue: typeof this.queue) => {
    for (const { write } of queue) write();
  });

  append(stream: string, expected: ExpectedVersion, events: readonly NewEvent[]): Promise<void> {
    return new Promise((resolve) => {
      if (this.queue.length === 0)
        setImmediate(() => {
          const queue = this.queue;
          this.queue = [];
          this.flush.immediate(queue);
          for (const each of queue) each.resolve();
        });
      this.queue.push({ write: () => this.write(stream, expected, events), resolve });
    });
  }
}
