import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventsOf } from '../../../test/support/log-events.js';
import { Refusal } from '../../domain/errors.js';
import type { StoredEvent } from '../../log/event-log.js';
import { SqliteEventLog } from '../../log/sqlite/sqlite-event-log.js';
import { Hasher } from '../hasher.js';
import { Leaves } from './leaves.js';
import { Prover } from '../prover.js';

describe('The hashes of events as leaves', () => {
  let folder: string;
  let log: SqliteEventLog;
  let prover: Prover;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ledger-leaves-'));
    log = SqliteEventLog.open({ file: join(folder, 'log.db') });
    prover = new Prover(log, {
      folder: join(folder, 'proof'),
      hash: 'sm3',
      signingKey: undefined,
      checkpoints: [],
      witnesses: 0,
    });
  });
  afterEach(async () => {
    prover.close();
    await log.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Of all events, in the order of the log, the hash that the leaves give and the one that is computed. */
  const ofAll = async () => {
    const leaves = prover.leaves(1);
    const hasher = new Hasher('sm3');
    const given: string[] = [];
    const computed: string[] = [];
    for await (const page of log.readAll())
      for (const stored of page) {
        given.push(leaves.of(stored, given.length + 1));
        computed.push(hasher.event(stored).toString('base64'));
      }
    return { given, computed };
  };

  it('are the same whether the tree has the events, a part of them or none', async () => {
    await log.append('agency-a', 'no-stream', eventsOf(300));
    const before = await ofAll();
    await prover.checkpoint();
    await log.append('agency-b', 'no-stream', eventsOf(400));
    const part = await ofAll();
    await prover.checkpoint();
    const all = await ofAll();
    expect(before.given).toEqual(before.computed);
    expect(part.given).toEqual(all.given);
    expect(all.given).toHaveLength(700);
    expect(all.given).toEqual(all.computed);
  });

  it('are computed where a tile cannot be read, or is not whole', async () => {
    await log.append('agency-a', 'no-stream', eventsOf(1));
    const read: StoredEvent[] = [];
    for await (const page of log.readAll()) read.push(...page);
    const stored = read[0]!;
    const hasher = new Hasher('sm3');
    const unreadable = () => {
      throw new Refusal('proof-unusable', 'The tree cannot be read.');
    };
    for (const tileOf of [unreadable, () => Buffer.alloc(100), () => undefined])
      expect(new Leaves(hasher, 256, tileOf).of(stored, 200)).toBe(
        hasher.event(stored).toString('base64'),
      );
  });

  it('are looked up a tile at a time where the tree has the whole tile', () => {
    const tile = Buffer.alloc(256 * 32, 7);
    const asked: number[] = [];
    const leaves = new Leaves(new Hasher('sha-256'), 700, (place) => {
      asked.push(place);
      return tile;
    });
    const stored = {
      position: 1n,
      stream: 'agency-a',
      version: 0,
      id: '',
      type: 'Other',
      data: '{}',
      meta: '{}',
    };
    const own = new Hasher('sha-256').event(stored).toString('base64');
    const given = Array.from({ length: 700 }, (_, index) => leaves.of(stored, index + 1));
    expect(asked).toEqual([0, 1]);
    expect(given.slice(0, 512)).toEqual(
      Array.from({ length: 512 }, () => Buffer.alloc(32, 7).toString('base64')),
    );
    expect(given.slice(512)).toEqual(Array.from({ length: 188 }, () => own));
  });
});
