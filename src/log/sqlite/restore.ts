import type { Database } from 'better-sqlite3';
import { checkAppend } from '../envelope.js';
import {
  lastVersion,
  WrongExpectedVersion,
  type Epoch,
  type LogIdentity,
  type EncodedAppend,
} from '../event-log.js';
import { appendStatements, type AppendStatements } from './append-statements.js';
import type { IdempotencyKeys } from './idempotency-keys.js';

/** Repeats appends of another log in one commit, all or none. Appends that are stored already are skipped. */
export const restoreAppends = (
  db: Database,
  keys: IdempotencyKeys,
  appends: readonly EncodedAppend[],
): void => {
  for (const { stream, expected, events } of appends) checkAppend(stream, expected, events);
  const sql = appendStatements(db);
  db.transaction(() => {
    const before = sql.last.get()?.position ?? 0;
    let position = before;
    for (const append of appends) position = restoreOne(sql, append, position);
    keys.recordAfter(before);
  }).immediate();
};

/** Returns the last position after it. */
const restoreOne = (
  sql: AppendStatements,
  { stream, expected, events }: EncodedAppend,
  position: number,
): number => {
  const from = lastVersion(expected) + 1;
  const actual = sql.lastVersion.get(stream) ?? -1;
  if (actual + 1 !== from) {
    const stored = sql.run.all(stream, from, events.length);
    if (events.every(({ id }, i) => stored[i]?.id === id)) return position;
    throw new WrongExpectedVersion(stream, expected, actual);
  }
  events.forEach(({ id, type, data, meta }, i) => {
    sql.insert.run(position + 1 + i, stream, from + i, id, type, data, meta);
  });
  return position + events.length;
};

/** Reads the identity of a log. A file with the first schema version, opened for reading only, has no ended epochs. */
export const identityReader = (db: Database): (() => LogIdentity) => {
  const ledger = db.prepare<[], { ledger: string; epoch: number }>(
    'SELECT id AS ledger, epoch FROM ledger',
  );
  const knowsEnded = (db.pragma('user_version', { simple: true }) as number) >= 2;
  const ended = db.prepare<
    [],
    { epoch: number; upTo: number; position: number; renumbered: number }
  >(
    knowsEnded
      ? 'SELECT epoch, up_to AS upTo, position, renumbered FROM ended_epochs ORDER BY epoch'
      : 'SELECT 0 AS epoch, 0 AS upTo, 0 AS position, 0 AS renumbered WHERE false',
  );
  // In one transaction: another process may begin an epoch at the same time.
  return db.transaction(() => ({
    ...ledger.get()!,
    ended: ended.all().map((row) => ({
      epoch: row.epoch,
      upTo: BigInt(row.upTo),
      position: BigInt(row.position),
      renumbered: row.renumbered === 1,
    })),
  }));
};

/** Writes the epoch and the ended ones. A trigger refuses an epoch that decreases. */
export const writeEpoch = (db: Database, { epoch, ended }: Epoch): void =>
  db
    .transaction(() => {
      db.prepare('UPDATE ledger SET epoch = ?').run(epoch);
      db.prepare('DELETE FROM ended_epochs').run();
      const insert = db.prepare(
        'INSERT INTO ended_epochs (epoch, up_to, position, renumbered) VALUES (?, ?, ?, ?)',
      );
      for (const each of ended)
        insert.run(each.epoch, each.upTo, each.position, each.renumbered ? 1 : 0);
    })
    .immediate();
