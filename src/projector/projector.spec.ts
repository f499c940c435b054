import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Projection } from '../../projections/projection.js';
import {
  budget,
  contentOf,
  corrected,
  discontinued,
  entered,
  event,
  registered,
  replayed,
  ProjectorLedger,
} from '../../test/support/projector-ledger.js';
import {
  failing,
  toyLines,
  testProjections,
  toyTotals,
  toyTrail,
} from '../../test/support/test-projections.js';
import { until } from '../../test/support/until.js';
import type { EventLog } from '../log/event-log.js';
import { CatchUpSteps } from './catch-up-steps.js';
import { onPostgres } from '../../test/support/test-stores.js';
import { LARGE_DATA_TEST_MS } from '../../test/support/timeouts.js';
import { itInEachStageOfCi } from '../../test/support/it-in-ci.js';

/** Longer than a test may take: the test fails before. */
const PATIENCE_MS = 60_000;

let ledger: ProjectorLedger;
beforeEach(() => (ledger = new ProjectorLedger()));
afterEach(() => ledger.remove());

const fill = async (log: EventLog, budgets = 3, lines = 5): Promise<void> => {
  for (let n = 0; n < budgets; n++) {
    await log.append(`agency-agency${n}`, 'no-stream', [registered(`agency${n}`, `局 ${n}`)]);
    await log.append(
      budget(n),
      'no-stream',
      Array.from({ length: lines }, (_, line) => entered(`line${line}`, 100 * line + n)),
    );
    await log.append(budget(n), 'any', [corrected('line1', 100 + n, 999), discontinued('line2')]);
  }
};

describe('Catching up', () => {
  it('applies the events of the log to every view', async () => {
    const { log, views, projector } = await ledger.open();
    await fill(log, 2);
    expect(await projector.catchUp()).toMatchObject({ position: 16n, sequence: 16 });
    expect(
      await views.db
        .selectFrom('toy_totals' as 'projections')
        .selectAll()
        .execute(),
    ).toEqual([
      { budget: 'agency0-2024-unit', lines: 5n, entered: 1000n, corrected: 899n },
      { budget: 'agency1-2024-unit', lines: 5n, entered: 1005n, corrected: 898n },
    ]);
  });

  it('answers with an empty ledger when nothing was recorded', async () => {
    const { views, projector } = await ledger.open();
    expect(await projector.catchUp()).toMatchObject({ position: 0n, sequence: 0 });
    expect(await contentOf(views)).toMatchObject({ toy_lines: [], toy_trail: [] });
  });

  it('gives the same rows at once and event by event', async () => {
    const { log, views, projector } = await ledger.open();
    for (let n = 0; n < 3; n++) {
      await log.append(budget(n), 'no-stream', [entered('a', 5), entered('b', 7)]);
      await projector.catchUp();
      await log.append(budget(n), 'any', [corrected('a', 5, 9)]);
      await projector.catchUp();
      await log.append(budget(n), 'any', [discontinued('b'), entered('b', 1)]);
      await projector.catchUp();
    }
    expect(await contentOf(views)).toEqual(await replayed(log));
  });

  it('takes no step that ends within an append', async () => {
    const { log, views, projector } = await ledger.open();
    await projector.catchUp();
    const together = (events: number, correlationId: string) =>
      Array.from({ length: events }, (_, line) => ({ ...entered(`${line}`, line), correlationId }));
    const ends: bigint[] = [];
    for (const events of [3, 1_500, 2_500, 2])
      ends.push((await log.append(budget(0), 'any', together(events, `of ${events}`))).position);
    const steps = new CatchUpSteps(log, views, testProjections, () => {}, 10);
    const reached: bigint[] = [];
    for (let step = 'more'; step === 'more';) {
      const taken = await steps.live();
      step = taken.step;
      reached.push(taken.reached.position);
    }
    expect(new Set(reached).size).toBeGreaterThan(1);
    expect(ends).toEqual(expect.arrayContaining(reached));
  });

  // On a server each round trip waits for a writer that never rests; the rule is the same on every engine.
  (onPostgres ? it.skip : it)(
    'ends although others go on recording',
    async () => {
      const { log, projector } = await ledger.open(testProjections, 1);
      await fill(log);
      let caughtUp = false;
      const recording = (async () => {
        while (!caughtUp)
          await log.append(
            budget(9),
            'any',
            Array.from({ length: 300 }, (_, line) => entered(`${line}`, line)),
          );
      })();
      await projector.catchUp().finally(() => (caughtUp = true));
      await recording;
    },
    LARGE_DATA_TEST_MS,
  );

  it('continues after a restart', async () => {
    const before = await ledger.open();
    await fill(before.log, 1);
    await before.projector.catchUp();
    await before.close();

    const { log, views, projector } = await ledger.open();
    await log.append(budget(0), 'any', [entered('later', 1)]);
    await projector.catchUp();
    expect(await contentOf(views)).toEqual(await replayed(log));
    expect(ledger.said).toEqual([]);
  });

  it('fills deleted views with the same rows', async () => {
    const before = await ledger.open();
    await fill(before.log);
    await before.projector.catchUp();
    const content = await contentOf(before.views);
    await before.close();
    await ledger.deleteViews();

    const { views, projector } = await ledger.open();
    await projector.catchUp();
    expect(await contentOf(views)).toEqual(content);
  });

  it('writes the rows of an event and the checkpoint after it together', async () => {
    const { log, views, projector } = await ledger.open([toyTrail]);
    await fill(log);
    const seen: unknown[] = [];
    let done = false;
    const reading = async () => {
      for (let last = false; !last;) {
        last = done;
        const rows = await views.db
          .selectFrom('projections')
          .select((row) => [
            'position',
            row
              .selectFrom('toy_trail' as 'projections')
              .select((trail) => trail.fn.countAll().as('rows'))
              .as('rows'),
          ])
          .execute()
          .catch(() => []);
        seen.push(...rows.map(({ position, rows: count }) => `${position} ${String(count)}`));
        await sleep(1);
      }
    };
    const writing = async () => {
      await projector.catchUp();
      await log.append(budget(0), 'any', [entered('x', 1)]);
      await projector.catchUp();
    };
    await Promise.all([reading(), writing().finally(() => (done = true))]);
    // An empty generation first; then 24 events, 3 of them of agencies, then one more.
    expect(new Set(seen)).toEqual(
      new Set(['0 0', '24 21', '25 22'].filter((each) => seen.includes(each))),
    );
    expect(seen).toContain('25 22');
  });

  it('numbers all events of the log, also those that no view handles', async () => {
    const { log, views, projector } = await ledger.open([toyTrail]);
    await log.append('agency-a', 'no-stream', [registered('a', 'A')]);
    await log.append(budget(0), 'no-stream', [entered('x', 1)]);
    await projector.catchUp();
    await log.append('agency-b', 'no-stream', [registered('b', 'B')]);
    await log.append(budget(0), 'any', [entered('y', 1)]);
    await projector.catchUp();
    expect(await contentOf(views, [toyTrail])).toMatchObject({
      toy_trail: [{ sequence: 2n }, { sequence: 4n }],
    });
  });
});

describe('An event that a view cannot apply', () => {
  const poisoned = (broken: () => boolean): readonly Projection[] => [
    toyLines,
    failing(toyTrail, ({ data }) => 'line' in data && data.line === 'poison', broken),
    toyTotals,
  ];

  it('stops its budget in this view, and nothing else', async () => {
    let broken = true;
    const { log, views, projector } = await ledger.open(poisoned(() => broken));
    await log.append(budget(0), 'no-stream', [entered('a', 1), entered('poison', 2)]);
    await log.append(budget(1), 'no-stream', [entered('b', 3)]);
    await log.append(budget(0), 'any', [entered('c', 4)]);
    await projector.catchUp();
    await log.append(budget(0), 'any', [entered('d', 5)]);
    await log.append(budget(1), 'any', [entered('e', 6)]);
    expect(await projector.catchUp()).toMatchObject({ position: 6n });

    expect(await contentOf(views)).toMatchObject({
      toy_lines: { length: 6 },
      toy_trail: [{ position: 1n }, { position: 3n }, { position: 6n }],
    });
    expect((await projector.status())[1]).toMatchObject({
      name: 'toy-trail',
      state: 'live',
      lag: 0,
      stopped: [
        {
          budget: 'agency0-2024-unit',
          position: 2n,
          error: 'RangeError: this cannot be applied',
          since: expect.any(String),
        },
      ],
    });
    expect(ledger.said).toEqual([
      'toy-trail cannot apply LineEntered at position 2: agency0-2024-unit is stopped in this view, the others continue.',
    ]);

    expect(await projector.retry()).toEqual([
      {
        projection: 'toy-trail',
        budget: 'agency0-2024-unit',
        error: 'RangeError: this cannot be applied',
      },
    ]);
    expect((await projector.status())[1]!.stopped).toHaveLength(1);

    broken = false;
    expect(await projector.retry('toy-trail', 'agency0-2024-unit')).toEqual([
      { projection: 'toy-trail', budget: 'agency0-2024-unit', error: null },
    ]);
    expect((await projector.status())[1]!.stopped).toEqual([]);
    await log.append(budget(0), 'any', [entered('f', 7)]);
    await projector.catchUp();
    expect(await contentOf(views)).toEqual(await replayed(log));
  });

  it('stops the budget again where a retry fails', async () => {
    let poison = 'a';
    const { log, views, projector } = await ledger.open([
      failing(
        toyTrail,
        ({ data }) => 'line' in data && data.line === poison,
        () => true,
      ),
    ]);
    await log.append(
      budget(0),
      'no-stream',
      ['a', 'b', 'c', 'd'].map((line) => entered(line, 1)),
    );
    await projector.catchUp();
    poison = 'c';
    await projector.retry();
    expect((await projector.status())[0]!.stopped).toMatchObject([{ position: 3n }]);
    expect(await contentOf(views, [toyTrail])).toMatchObject({
      toy_trail: [{ position: 1n }, { position: 2n }],
    });
    poison = '';
    await projector.retry();
    expect(await contentOf(views, [toyTrail])).toEqual(await replayed(log, [toyTrail]));
  });

  it('is found by the row that the table refuses, in the middle of a batch', async () => {
    const key = { ...toyTrail, tables: { ...toyTrail.tables } };
    const twice: Projection = {
      ...key,
      onEvery: (each) =>
        'line' in each.data && each.data.line === 'twice'
          ? [...toyTrail.onEvery!(each), ...toyTrail.onEvery!(each)]
          : toyTrail.onEvery!(each),
    };
    const { log, views, projector } = await ledger.open([twice, toyLines]);
    await log.append(budget(0), 'no-stream', [entered('a', 1), entered('twice', 1)]);
    await log.append(budget(1), 'no-stream', [entered('b', 1)]);
    await projector.catchUp();
    expect(await contentOf(views, [toyTrail, toyLines])).toMatchObject({
      // The failed event leaves no rows.
      toy_trail: [{ position: 1n }, { position: 3n }],
      toy_lines: { length: 3 },
    });
    expect((await projector.status())[0]!.stopped).toMatchObject([
      { budget: 'agency0-2024-unit', position: 2n, error: expect.stringMatching(/unique/i) },
    ]);
  });

  it('stops its budget in every view when it cannot be decoded', async () => {
    const { log, views, projector } = await ledger.open();
    await log.append(budget(0), 'no-stream', [entered('a', 1), event('FromTheFuture', {})]);
    await log.append(budget(1), 'no-stream', [entered('b', 1)]);
    await projector.catchUp();
    const status = await projector.status();
    expect(status.map(({ stopped }) => stopped)).toMatchObject(
      testProjections.map(() => [{ budget: 'agency0-2024-unit', position: 2n }]),
    );
    expect(await contentOf(views)).toMatchObject({
      // It is counted: later events have the same sequence as for a program that can decode it.
      toy_trail: [{ sequence: 1n }, { sequence: 3n }],
    });
  });

  it('stops an agency by its stream', async () => {
    let broken = true;
    const { log, projector, views } = await ledger.open([
      failing(
        toyTotals,
        ({ type }) => type === 'AgencyRegistered',
        () => broken,
      ),
    ]);
    await log.append('agency-a', 'no-stream', [registered('a', 'A')]);
    await projector.catchUp();
    expect((await projector.status())[0]!.stopped).toMatchObject([{ budget: 'agency-a' }]);
    broken = false;
    await projector.retry(undefined, 'agency-a');
    expect(await contentOf(views, [toyTotals])).toMatchObject({ toy_agencies: [{ agency: 'a' }] });
  });
});

describe('A view of another version', () => {
  const second: Projection = {
    ...toyTrail,
    version: 2,
    onEvery: (each) =>
      toyTrail.onEvery!(each).map((statement) =>
        'insert' in statement
          ? { ...statement, row: { ...statement.row, actor: `${each.actor}, v2` } }
          : statement,
      ),
  };
  const actors = async (views: Awaited<ReturnType<ProjectorLedger['open']>>['views']) =>
    new Set(
      (
        (await views.db
          .selectFrom('toy_trail' as 'projections')
          .selectAll()
          .execute()) as unknown as { actor: string }[]
      ).map(({ actor }) => actor),
    );

  it('is built beside the old one, which stays live until the switch', async () => {
    const old = await ledger.open([toyTrail]);
    await fill(old.log, 20, 100);
    await old.projector.catchUp();
    const rows = (await contentOf(old.views, [toyTrail])) as { toy_trail: unknown[] };

    const { projector, views } = await ledger.open([second]);
    const answers: string[] = [];
    let done = false;
    const reading = async () => {
      while (!done) {
        answers.push([...(await actors(old.views))].join());
        await sleep(1);
      }
    };
    const progress: number[] = [];
    await Promise.all([
      reading(),
      projector.catchUp(({ done: events }) => progress.push(events)).finally(() => (done = true)),
    ]);
    expect(answers.length).toBeGreaterThan(0);
    expect(new Set(answers)).toEqual(
      new Set(['clerk', 'clerk, v2'].filter((each) => answers.includes(each))),
    );
    expect(answers[0]).toBe('clerk');
    expect(await actors(old.views)).toEqual(new Set(['clerk, v2']));
    expect(((await contentOf(views, [second])) as typeof rows).toy_trail).toHaveLength(
      rows.toy_trail.length,
    );
    expect(progress.at(-1)).toBe(20 * 103);
    expect((await projector.status())[0]).toMatchObject({ version: 2, generation: 2 });

    // The old program does not take them back.
    await expect(
      old.log.append(budget(0), 'any', [entered('x', 1)]).then(() => old.projector.catchUp()),
    ).rejects.toMatchObject({ code: 'projection-behind' });
  });

  it('is noticed by its tables when the version was not increased', async () => {
    const old = await ledger.open([toyTrail]);
    await fill(old.log, 1);
    await old.projector.catchUp();
    await old.close();
    const { actor: _, ...columns } = toyTrail.tables.toy_trail.columns;
    const narrower: Projection = {
      ...toyTrail,
      tables: { toy_trail: { ...toyTrail.tables.toy_trail, columns } },
      onEvery: (each) =>
        toyTrail.onEvery!(each).map((statement) => {
          if (!('insert' in statement)) return statement;
          const { actor: _actor, ...row } = statement.row;
          return { ...statement, row };
        }),
    };
    const { log, projector, views } = await ledger.open([narrower]);
    await projector.catchUp();
    expect(await contentOf(views, [narrower])).toEqual(await replayed(log, [narrower]));
  });

  it('is dropped when the program no longer has it', async () => {
    const old = await ledger.open();
    await old.projector.catchUp();
    await old.close();
    const { projector, views } = await ledger.open([toyLines]);
    await projector.catchUp();
    expect(await ledger.tablesOf(views, 'toy_')).toEqual(['toy_lines', 'toy_lines__1']);
  });
});

describe('A rebuild', () => {
  it('gives the same rows, reports it, and leaves one generation', async () => {
    const { log, views, projector } = await ledger.open();
    await fill(log);
    await projector.catchUp();
    const before = await contentOf(views);
    expect(await projector.rebuild()).toEqual(
      testProjections.map(({ name }) => ({ projection: name, identical: true })),
    );
    expect(await contentOf(views)).toEqual(before);
    expect(await ledger.tablesOf(views, 'toy_trail')).toEqual(['toy_trail', 'toy_trail__2']);
  });

  it('reports different rows', async () => {
    const { log, views, projector } = await ledger.open();
    await fill(log);
    await projector.catchUp();
    await views.transaction((tx) => tx.run(`UPDATE "toy_trail__1" SET actor = 'intruder'`));
    expect(await projector.rebuild('toy-trail')).toEqual([
      { projection: 'toy-trail', identical: false },
    ]);
    expect(await contentOf(views)).toEqual(await replayed(log));
  });

  it('is refused for an unknown projection', async () => {
    const { projector } = await ledger.open();
    expect(() => projector.rebuild('nothing')).toThrow(
      expect.objectContaining({ code: 'not-found' }) as Error,
    );
  });

  it('is complete while the log grows', async () => {
    const { log, views, projector } = await ledger.open();
    await fill(log, 10, 50);
    await projector.catchUp();
    const appending = async () => {
      for (let i = 0; i < 20; i++) await log.append(budget(1), 'any', [entered(`late${i}`, i)]);
    };
    const [rebuilt] = await Promise.all([projector.rebuild(), appending()]);
    expect(rebuilt.map(({ identical }) => identical)).toEqual([true, true, true]);
    await projector.catchUp();
    expect(await contentOf(views)).toEqual(await replayed(log));
  });
});

describe('A rebuild of one view', () => {
  it('leaves it at the same event as the others', async () => {
    const { log, views, projector } = await ledger.open();
    await fill(log);
    await projector.catchUp();
    const steps = new CatchUpSteps(log, views, testProjections, () => {});
    await steps.live();
    await steps.beginBeside([toyTrail]);
    await log.append(budget(1), 'any', [entered('late', 1)]);
    while ((await steps.build(() => {})) !== 'at-head');
    const positions = await views.db
      .selectFrom('projections')
      .select('position')
      .where('state', '=', 'live')
      .execute();
    expect(new Set(positions.map(({ position }) => position))).toEqual(new Set([await log.head()]));
  });
});

describe('Views that do not fit the log', () => {
  /** Views that show that the log was changed are the only witness of what it was. */
  const keptFor = async (
    reason: string,
    spoil: (other: ProjectorLedger) => Promise<void>,
  ): Promise<void> => {
    const other = new ProjectorLedger(ledger.folder);
    await spoil(other);
    const { log, views, projector } = await ledger.open();
    const before = await contentOf(views);
    await expect(projector.catchUp()).rejects.toMatchObject({
      code: 'proof-differs',
      message: expect.stringContaining(reason) as string,
    });
    expect(await contentOf(views)).toEqual(before);
    projector.acceptUnverified();
    await projector.catchUp();
    expect(await contentOf(views)).toEqual(await replayed(log));
  };

  it('are refused when they are of another ledger, and stay as they are', async () => {
    const first = await ledger.open();
    await fill(first.log);
    await first.projector.catchUp();
    const before = await contentOf(first.views);
    await first.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(ledger.logFile + suffix, { force: true });
    const second = await ledger.open();
    await fill(second.log, 5);
    const refusal = {
      code: 'projection-behind',
      message: expect.stringMatching(
        /^The views belong to another ledger: give each ledger its own/,
      ) as string,
    };
    await expect(second.projector.catchUp()).rejects.toMatchObject(refusal);
    await expect(second.projector.reached(0n)).rejects.toMatchObject(refusal);
    await expect(second.projector.status()).rejects.toMatchObject(refusal);
    expect(await contentOf(second.views)).toEqual(before);
  });

  it('are not used any more once another ledger has claimed them', async () => {
    const { log, views, projector } = await ledger.open();
    await fill(log);
    const following = projector.start();
    await projector.catchUp();
    await views.transaction((tx) => tx.run(`UPDATE views_origin SET ledger = 'another'`));
    await until('the refusal', () =>
      ledger.said.some((each) => each.includes('belong to another ledger')),
    );
    await expect(projector.catchUp()).rejects.toMatchObject({ code: 'projection-behind' });
    await expect(projector.reached(0n)).rejects.toMatchObject({
      message: expect.stringContaining('belong to another ledger') as string,
    });
    await projector.stop();
    await following;
  });

  it('are dropped when an epoch begins while they are read', async () => {
    const { log, views, projector } = await ledger.open();
    await fill(log);
    await projector.catchUp();
    const position = await log.head();
    await log.beginEpoch({
      epoch: 2,
      ended: [{ epoch: 1, upTo: position, position, renumbered: false }],
    });
    const states = async () => new Set((await projector.status()).map(({ state }) => state));
    expect(await projector.hasOwnViews()).toBe(false);
    expect(await states()).toEqual(new Set(['rebuilding']));
    await projector.reached(0n);
    expect(await projector.hasOwnViews()).toBe(true);
    expect(await states()).toEqual(new Set(['live']));
    expect(await contentOf(views)).toEqual(await replayed(log));
  });

  it('are kept when they are of an epoch that neither a restore nor an import has ended', () =>
    keptFor(
      'they are of epoch 9, and the log, of epoch 1, does not say where that one ended',
      async (other) => {
        const opened = await other.open();
        await fill(opened.log);
        await opened.projector.catchUp();
        await opened.views.transaction((tx) => tx.run('UPDATE views_origin SET epoch = 9'));
        await opened.close();
      },
    ));

  it('are kept when they are ahead of it', () =>
    keptFor('they have events up to position 1000, and the log ends with 24', async (other) => {
      const opened = await other.open();
      await fill(opened.log);
      await opened.projector.catchUp();
      await opened.views.transaction((tx) => tx.run('UPDATE projections SET position = 1000'));
      await opened.close();
    }));
});

describe('An optional query', () => {
  itInEachStageOfCi(
    'that hangs is given up, and later ones are not asked while it hangs',
    async () => {
      const { projector } = await ledger.open();
      const running = projector.start();
      let end!: () => void;
      const hanging = new Promise<void>((resolve) => (end = resolve));
      expect(await projector.askIfAvailable(() => hanging)).toBeUndefined();
      let asked = 0;
      const ask = () => Promise.resolve(`answer ${(asked += 1)}`);
      expect(await projector.askIfAvailable(ask)).toBeUndefined();
      end();
      await sleep(0);
      expect(await projector.askIfAvailable(ask)).toBe('answer 1');
      await projector.stop();
      await running;
    },
  );
});

describe('Waiting for a position', () => {
  it('catches up in a process that does not follow', async () => {
    const { log, views, projector } = await ledger.open();
    await fill(log, 1);
    await projector.reached(8n);
    expect(await contentOf(views)).toEqual(await replayed(log));
  });

  it('is refused when the log does not have it', async () => {
    const { projector } = await ledger.open();
    await expect(projector.reached(1n)).rejects.toMatchObject({ code: 'projection-behind' });
  });

  it('is over as soon as the views have it, and refused at the end of the timeout', async () => {
    const { log, projector } = await ledger.open();
    const running = projector.start();
    await Promise.all([
      projector.reached(1n, { timeoutMs: PATIENCE_MS }),
      log.append(budget(0), 'no-stream', [entered('a', 1)]),
    ]);
    await expect(projector.reached(2n, { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'projection-behind',
    });
    await projector.stop();
    await running;
  });
});

describe('Following', () => {
  it('sees what this process and another append', async () => {
    const { log, views, projector } = await ledger.open();
    const other = await ledger.open();
    const stop = new AbortController();
    const running = projector.start(stop.signal);
    for (let i = 0; i < 5; i++) {
      const { position } = await (i % 2 ? log : other.log).append(budget(i), 'no-stream', [
        entered('a', i),
      ]);
      await projector.reached(position, { timeoutMs: PATIENCE_MS });
    }
    stop.abort();
    await running;
    expect(await contentOf(views)).toEqual(await replayed(log));
  });

  it('shows what goes wrong, and goes on when it is right again', async () => {
    const { log, views, projector } = await ledger.open();
    await projector.catchUp();
    await views.transaction((tx) => tx.run('ALTER TABLE stopped_budgets RENAME TO hidden'));
    await log.append(budget(0), 'no-stream', [entered('a', 1)]);
    const running = projector.start();
    await until('a message', () => ledger.said.length > 0);
    expect(ledger.said[0]).toMatch(/^The views cannot be updated \(.*stopped_budgets/);
    await views.transaction((tx) => tx.run('ALTER TABLE hidden RENAME TO stopped_budgets'));
    await projector.reached(1n, { timeoutMs: PATIENCE_MS });
    expect((await projector.status())[0]).toMatchObject({ state: 'live', problem: null });
    await projector.stop();
    await running;
  });
});

describe('The status', () => {
  it('says how far each view is behind', async () => {
    const { log, projector } = await ledger.open([toyLines]);
    expect(await projector.status()).toMatchObject([{ state: 'rebuilding', lag: 0 }]);
    await projector.catchUp();
    await log.append(budget(0), 'no-stream', [entered('a', 1), entered('b', 1)]);
    expect(await projector.status()).toEqual([
      {
        name: 'toy-lines',
        version: 1,
        generation: 1,
        state: 'behind',
        position: 0n,
        sequence: 0,
        lag: 2,
        stopped: [],
        lastMovedAt: null,
        problem: null,
      },
    ]);
    await projector.catchUp();
    expect(await projector.status()).toMatchObject([
      { state: 'live', position: 2n, lag: 0, lastMovedAt: expect.stringMatching(/Z$/) },
    ]);
  });
});
