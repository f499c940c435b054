import type { Database, Statement } from 'better-sqlite3';
import { eventId, keyOfChange } from '../event-id.js';
import { IdempotencyKeyTaken, type Unchanged } from '../event-log.js';

/** The idempotency keys of the ledger: those that recorded events, found by the id of the first one, and those that recorded nothing. */
export class IdempotencyKeys {
  constructor(private readonly db: Database) {}

  /** What is remembered under a key that recorded nothing. */
  find(key: string): Unchanged | undefined {
    const found = this.sql.unchanged.get(key);
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
            : this.hasRecorded(eventId(keyOfChange(key), 0))
        )
          throw new IdempotencyKeyTaken(key);
        if (first === undefined) this.sql.remember.run(key, stream, fingerprint, version, position);
        return first ?? unchanged;
      })
      .immediate();
  }

  /** Whether a key has recorded events. `id`: of the first of them. */
  hasRecorded(id: string): boolean {
    return this.sql.recorded
      .all(startOf(id))
      .some((position) => this.sql.idAt.get(position) === id);
  }

  /** Notes that a key has recorded events, in the transaction that stores them. `id`: of the first of them. */
  record(id: string, position: number): void {
    this.sql.record.run(startOf(id), position);
  }

  /** Notes the keys of all events after a position, in the transaction that stores them. */
  recordAfter(position: number): void {
    this.sql.recordAfter.run(position);
  }

  // Prepared at the first use: a file of an earlier version that is open for reading has no such tables.
  private get sql(): Statements {
    return (this.prepared ??= statements(this.db));
  }
  private prepared: Statements | undefined;
}

interface Statements {
  readonly unchanged: Statement<[string], Unchanged & { position: number | bigint }>;
  readonly remember: Statement<[string, string, string, number, bigint]>;
  readonly recorded: Statement<[Buffer], number>;
  readonly idAt: Statement<[number], string>;
  readonly record: Statement<[Buffer, number]>;
  readonly recordAfter: Statement<[number]>;
}

/** The first 64 bits of an id: keys that share them are told apart by their events. */
const startOf = (id: string): Buffer => Buffer.from(id.slice(0, 18).replaceAll('-', ''), 'hex');

const statements = (db: Database): Statements => ({
  unchanged: db.prepare(
    'SELECT stream, fingerprint, version, position FROM unchanged_keys WHERE key = ?',
  ),
  remember: db.prepare('INSERT INTO unchanged_keys VALUES (?, ?, ?, ?, ?)'),
  recorded: db
    .prepare<[Buffer], number>('SELECT position FROM recorded_keys WHERE id_start = ?')
    .pluck(),
  idAt: db.prepare<[number], string>('SELECT id FROM events WHERE position = ?').pluck(),
  record: db.prepare('INSERT INTO recorded_keys VALUES (?, ?)'),
  recordAfter: db.prepare(`INSERT INTO recorded_keys
    SELECT unhex(replace(substr(id, 1, 18), '-', '')), position FROM events
    WHERE position > ? AND substr(id, 29) = '00000000' AND instr(meta, '"idempotency":{') > 0`),
});
