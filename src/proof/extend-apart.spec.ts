import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instead } from '../../test/support/child-program.js';
import { eventsOf } from '../../test/support/log-events.js';
import { until } from '../../test/support/until.js';
import { SqliteEventLog } from '../log/sqlite/sqlite-event-log.js';
import { extendApart, type TreeAt } from './extend-apart.js';
import { PeriodicCheckpoints } from './periodic-checkpoints.js';
import { Prover } from './prover.js';

const EVENTS = 300;

describe('A tree that many events are missing in', () => {
  let folder: string;
  let log: SqliteEventLog;
  let tree: TreeAt;
  let prover: Prover;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ledger-tree-'));
    const file = join(folder, 'log.db');
    log = SqliteEventLog.open({ file });
    await log.append('agency-a', 'no-stream', eventsOf(EVENTS));
    const settings = {
      folder: join(folder, 'proof'),
      hash: undefined,
      signingKey: undefined,
      checkpoints: [],
      witnesses: 0,
    };
    tree = { place: { kind: 'sqlite', file }, settings };
    prover = new Prover(log, settings);
  });
  afterEach(async () => {
    instead.clear();
    prover.close();
    await log.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('gets them on another thread, and is signed where the service runs', async () => {
    expect(await prover.behind()).toBe(BigInt(EVENTS));
    await extendApart(tree);
    expect(await prover.behind()).toBe(0n);
    expect(await prover.latest()).toBeUndefined();
    const added: number[] = [];
    expect((await prover.checkpoint((events) => added.push(events)))!.size).toBe(EVENTS);
    expect(added).toEqual([]);
  });

  it.each([
    ['more than', BigInt(EVENTS - 1), true],
    ['as many as', BigInt(EVENTS), false],
  ] as const)(
    'asks another thread for them by their number: they are %s the service adds itself, which signs in any case',
    async (_, eventsHereMax, isApart) => {
      const begun = join(folder, 'begun');
      const program = join(folder, 'failing.mjs');
      await writeFile(
        program,
        `import { writeFileSync } from 'node:fs';
         writeFileSync(${JSON.stringify(begun)}, '');
         throw new Error('it fails');`,
      );
      instead.set('proof/extend-tree.worker.js', program);
      const logged: string[] = [];
      const periodic = new PeriodicCheckpoints(
        prover,
        (message) => logged.push(message),
        tree,
        eventsHereMax,
      );
      periodic.start();
      await until('it is signed', async () => (await prover.latest())?.size === EVENTS);
      await periodic.end();
      expect([existsSync(begun), logged]).toEqual([isApart, []]);
    },
  );

  it('is signed as the other thread has left it; what was recorded since is signed at the end', async () => {
    await extendApart(tree);
    await log.append('agency-b', 'no-stream', eventsOf(EVENTS));
    const program = join(folder, 'late.mjs');
    await writeFile(program, '');
    instead.set('proof/extend-tree.worker.js', program);
    const periodic = new PeriodicCheckpoints(prover, () => {}, tree, BigInt(EVENTS - 1));
    periodic.start();
    await until('it is signed', async () => (await prover.latest()) !== undefined);
    expect((await prover.latest())!.size).toBe(EVENTS);
    await periodic.end();
    expect((await prover.latest())!.size).toBe(2 * EVENTS);
  });
});
