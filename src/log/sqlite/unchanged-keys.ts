import type { Database, Statement } from 'better-sqlite3';
import { eventId, keyOfChange } from '../event-id.js';
import { IdempotencyKeyTaken, type Unchanged } from '../event-log.js';

/** The idempotency keys of requests that recorded nothing. */
export class UnchangedKeys {
  private selecting: Statement<[string], Unchanged & { position: number | bigint }> | undefined;

  constructor(private readonly db: Database) {}

  /** What is remembered under a key. */
  find(key: string): Unchanged | undefined {
    // Prepared at the first use: a file of an earlier version that is open for reading has no such table.
    this.selecting ??= this.db.prepare(
      'SELECT stream, fingerprint, version, position FROM unchanged_keys WHERE key = ?',
    );
    const found = this.selecting.get(key);
    return found && { ...found, position: BigInt(found.position) };
  }

  /**
   * Remembers what a request was answered, and gives what was remembered first.
   *
   * @throws {IdempotencyKeyTaken} the key belongs to another request, or has recorded events.
   */
  remember(key: string, unchanged: Unchanged): Unchanged {
    return this.db
      .transaction(() => {
        const { stream, fingerprint, version, position } = unchanged;
        const first = this.find(key);
        if (
          first !== undefined
            ? first.stream !== stream || first.fingerprint !== fingerprint
            : this.hasRecorded(key)
        )
          throw new IdempotencyKeyTaken(key);
        if (first === undefined)
          this.db
            .prepare('INSERT INTO unchanged_keys VALUES (?, ?, ?, ?, ?)')
            .run(key, stream, fingerprint, version, position);
        return first ?? unchanged;
      })
      .immediate();
  }

  private hasRecorded(key: string): boolean {
    const id = eventId(keyOfChange(key), 0);
    return this.db.prepare('SELECT 1 FROM events WHERE id = ?').get(id) !== undefined;
  }
}
