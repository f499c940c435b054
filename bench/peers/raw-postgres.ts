import { Pool } from 'pg';
import type { ExpectedVersion, NewEvent } from '../../src/log/event-log.js';
import type { Appender } from '../appender.js';

const CONNECTIONS = 16;

/** PostgreSQL alone with the same rows: one prepared insert and one commit for each append, and nothing that a log adds. */
export class RawPostgres implements Appender {
  readonly name = 'raw pg';

  private constructor(private readonly pool: Pool) {}

  /** Creates its table, which must not exist yet. */
  static async open(address: string): Promise<RawPostgres> {
    const pool = new Pool({ connectionString: address, max: CONNECTIONS });
    await pool.query(`CREATE TABLE events (
      position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL,
      id UUID NOT NULL UNIQUE, type TEXT NOT NULL, data TEXT NOT NULL, meta TEXT NOT NULL, UNIQUE (stream, version))`);
    return new RawPostgres(pool);
  }

  append(stream: string, expected: ExpectedVersion, events: readonly NewEvent[]): Promise<unknown> {
    const first = typeof expected === 'number' ? expected + 1 : 0;
    const recordedAt = new Date().toISOString();
    return this.pool.query({
      name: 'append',
      text: `INSERT INTO events (stream, version, id, type, data, meta)
        SELECT $1, * FROM unnest($2::int[], $3::uuid[], $4::text[], $5::text[], $6::text[])`,
      values: [
        stream,
        events.map((_, i) => first + i),
        events.map(({ id }) => id),
        events.map(({ type }) => type),
        events.map(({ data }) => JSON.stringify(data)),
        events.map(({ id: _id, type: _type, data: _data, ...meta }) =>
          JSON.stringify({ ...meta, recordedAt }),
        ),
      ],
    });
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
