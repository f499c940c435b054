import { jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { firstValueFrom, take, toArray } from 'rxjs';
import {
  EpochChanged,
  Gap,
  LedgerClient,
  LedgerRefusal,
  type Delivered,
  type Follow,
} from '../../src/client/client.js';
import { redelivered } from '../../src/client/conformance.js';
import { changes$ } from '../../src/client/rxjs.js';
import { seeded } from '../support/seeded.js';
import { PROCESS_TEST_MS } from '../support/timeouts.js';
import { until } from '../support/until.js';
import { built } from './cli-bin.js';
import { BUDGET, clientOf, item, line, opening, running, type Running } from './http-service.js';
import { itInCi, itInEachStageOfCi } from '../support/it-in-ci.js';
import { cases } from '../support/rounds.js';

jest.setTimeout(PROCESS_TEST_MS);

const LINES = 40;

describe('The client', () => {
  let service: Running;
  /** The whole log as the service gives it. */
  let log: readonly { readonly sequence: number }[];

  beforeAll(async () => {
    service = await running();
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    await post('/v1/budgets', opening('jiaoyu'));
    for (let i = 1; i <= LINES; i += 1)
      await post(
        `/v1/budgets/${i % 2 ? BUDGET : 'jiaoyu-2024-department'}/lines`,
        { lines: [line(`${i}.00`, item(i))] },
        { 'if-match': '*' },
      );
    log = (await get('/v1/changes?follow=false')).text
      .trimEnd()
      .split('\n')
      .map((each) => JSON.parse(each) as { readonly sequence: number });
  });
  afterAll(() => service.close());

  const history = async (
    follow: Follow = {},
    fetcher: typeof fetch = fetch,
  ): Promise<readonly Delivered[]> => {
    const client = new LedgerClient({ url: service.address, fetch: fetcher, pauseMs: 1 });
    const changes: Delivered[] = [];
    for await (const each of client.follow({ live: false, ...follow })) changes.push(each);
    return changes;
  };
  const withoutTokens = (changes: readonly Delivered[]) =>
    changes.map(({ token: _token, ...change }) => change);

  /** A network that hands on a response as `through` changes it. */
  const network =
    (through: (text: string) => { readonly text: string; readonly cut?: boolean }): typeof fetch =>
    async (...request) => {
      const response = await fetch(...request);
      if (!response.ok) return response;
      const { text, cut } = through(await response.text());
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(text));
        },
        pull(controller) {
          if (cut) controller.error(new TypeError('terminated'));
          else controller.close();
        },
      });
      return new Response(body, { status: response.status, headers: response.headers });
    };

  it.each(['sse', 'ndjson'] as const)('gives the whole history in order: %s', async (format) => {
    expect(withoutTokens(await history({ format }))).toEqual(log);
  });

  it.each(cases(1, ['sse', 'ndjson'] as const))(
    'gives each change once although the connection is cut at any byte: %s',
    async (format) => {
      const random = seeded(1);
      const cutting = network((text) => {
        const at = Math.floor(random() * text.length * 3);
        return { text: text.slice(0, at), cut: at < text.length };
      });
      for (let n = 0; n < 20; n += 1)
        expect(withoutTokens(await history({ format }, cutting))).toEqual(log);
    },
  );

  it('reads again what is missing, and gives once what is sent twice', async () => {
    const random = seeded(2);
    const lossy = network((text) => ({
      text: text
        .split(/(?<=\n\n)/)
        .map((frame) => (random() < 0.3 && frame.startsWith('id:') ? '' : frame))
        .map((frame) => (random() < 0.3 ? frame + frame : frame))
        .join(''),
    }));
    for (let n = 0; n < 5; n += 1) {
      const changes = withoutTokens(await history({}, lossy));
      // What is missing at the end of a history nobody can know.
      expect(changes).toEqual(log.slice(0, changes.length));
    }
  });

  it('reads again what is missing before a checkpoint, and stores no place behind it', async () => {
    const last = (await history()).at(-1)!;
    const { token, sequence } = last;
    const lossy = network((text) => {
      const frames = text.split(/(?<=\n\n)/).filter((frame) => frame.startsWith('id:'));
      const place = JSON.stringify({ token, sequence });
      const checkpoint = `event: checkpoint\nid: ${token}\ndata: ${place}\n\n`;
      return { text: frames.slice(0, -3).join('') + checkpoint };
    });
    const places: number[] = [];
    const changes = await history(
      { checkpoint: (_, stored) => void places.push(stored) },
      async (...request) => (String(request[0]).includes('from=') ? fetch : lossy)(...request),
    );
    expect(withoutTokens(changes)).toEqual(log);
    expect(places).toEqual([...changes.map((change) => change.sequence), sequence]);
  });

  it('goes on from any token, also with a filter', async () => {
    for (const filter of [{}, { agency: ['jiaoyu'] }, { type: ['BudgetOpened'] as const }]) {
      const all = await history({ filter });
      expect(all.length).toBeGreaterThan(1);
      for (const [i, { token, sequence }] of all.entries())
        expect(await history({ filter, after: token, sequence })).toEqual(all.slice(i + 1));
    }
  });

  it('stores the place of what the loop is done with, and ends when it cannot be stored', async () => {
    const places: (readonly [string, number])[] = [];
    const handled: number[] = [];
    const client = new LedgerClient({ url: service.address });
    const checkpoint = (token: string, sequence: number): void =>
      void places.push([token, sequence]);
    for await (const { sequence } of client.follow({ live: false, checkpoint })) {
      expect(places.map(([, stored]) => stored)).toEqual(handled);
      handled.push(sequence);
    }
    expect(places).toEqual((await history()).map(({ token, sequence }) => [token, sequence]));
    const failing = history({
      checkpoint: () => {
        throw new TypeError('the disk is full');
      },
    });
    await expect(failing).rejects.toThrow('the disk is full');
  });

  // A checkpoint comes every 15 s.
  itInCi('stores the place up to which a filter left out everything', async () => {
    const client = new LedgerClient({ url: service.address });
    const stop = new AbortController();
    const filtered: number[] = [];
    const following = client.follow({
      filter: { agency: ['jiaoyu'], type: ['BudgetOpened'] },
      signal: stop.signal,
      checkpoint: (_, sequence) => {
        filtered.push(sequence);
        if (sequence === log.length) stop.abort();
      },
    });
    for await (const { sequence } of following) filtered.push(-sequence);
    expect(filtered.at(-1)).toBe(log.length);
  });

  it('says which changes are missing when the ledger cannot give them', async () => {
    const losing = network((text) => ({
      text: text
        .replaceAll(/^id: .*\ndata: .*"sequence":7,.*\n\n/gm, '')
        .replaceAll(/^\{.*"sequence":7,.*\n/gm, ''),
    }));
    const lost = history({}, losing);
    await expect(lost).rejects.toThrow(Gap);
    await expect(lost).rejects.toMatchObject({ from: 7, to: 7 });
  });

  it('refuses a filter that the ledger refuses, and a place of another epoch', async () => {
    await expect(history({ filter: { year: [24] } })).rejects.toThrow(LedgerRefusal);
    await expect(history({ after: `e7-${'1'.padStart(20, '0')}` })).rejects.toThrow(EpochChanged);
  });

  it('ends a history with the error when the ledger stays away, and says when it begins to wait', async () => {
    const away: Error[] = [];
    let asked = 0;
    const nowhere: typeof fetch = async () => {
      asked += 1;
      throw new TypeError('fetch failed');
    };
    await expect(history({ onAway: (error) => away.push(error) }, nowhere)).rejects.toThrow(
      'fetch failed',
    );
    expect([asked, away.length]).toEqual([4, 1]);
  });

  it('is an Observable for those who use rxjs', async () => {
    const client = new LedgerClient({ url: service.address });
    const changes = await firstValueFrom(changes$(client).pipe(take(log.length), toArray()));
    expect(withoutTokens(changes)).toEqual(log);
  });

  it('delivers changes several times for the test of a handler, which keeps its place with its effect', async () => {
    const changes = await history();
    for (let seed = 1; seed <= 50; seed += 1) {
      const batches = [...redelivered(changes, seeded(seed))];
      const times = new Map<string, number>();
      const handled: Delivered[] = [];
      for (const each of batches.flat()) {
        times.set(each.id, (times.get(each.id) ?? 0) + 1);
        if (each.sequence > (handled.at(-1)?.sequence ?? 0)) handled.push(each);
      }
      expect(handled).toEqual(changes);
      expect([...times.values()].every((n) => n >= 1 && n <= 3)).toBe(true);
    }
  });
});

describe('A mirror that is killed again and again', () => {
  itInEachStageOfCi('has the lines of the ledger', async () => {
    await built();
    const service = await running();
    const file = join(service.data, 'mirror.db');
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    const random = seeded(3);
    const mirroring = (): ChildProcess =>
      spawn(process.execPath, ['src/client/examples/mirror.mjs', service.address, file], {
        stdio: 'ignore',
      });
    const killed = async (mirror: ChildProcess): Promise<void> => {
      const exit = once(mirror, 'exit');
      mirror.kill('SIGKILL');
      await exit;
    };
    let isDone = false;
    const killing = async (): Promise<void> => {
      while (!isDone) {
        const mirror = mirroring();
        await sleep(150 + random() * 350);
        await killed(mirror);
      }
    };
    const writing = async (): Promise<void> => {
      const path = `/v1/budgets/${BUDGET}`;
      for (let i = 1; i <= 12; i += 1) {
        await post(`${path}/lines`, { lines: [line('100.00', item(i))] }, { 'if-match': '*' });
        const change = {
          function: item(i),
          expenditure: 'basic',
          economic: '30201',
          amount: '-1.00',
        };
        const proposal = { kind: 'rescission', reason: '压减', changes: [change] };
        const { body } = await post(`${path}/amendments`, proposal, { 'if-match': '*' });
        await post(
          `${path}/amendments/${body['amendment']!['id']}/approve`,
          { authority: { number: '财预〔2024〕1号' }, approvedOn: '2024-06-01' },
          { 'if-match': '*', 'ledger-actor': 'wang' },
        );
      }
      isDone = true;
    };
    await Promise.all([killing(), writing()]);
    const lines: readonly { line: string; amount: string }[] = JSON.parse(
      (await get(`/v1/budgets/${BUDGET}/lines`)).text,
    ).lines;
    const expected = lines.map((each) => [each.line, each.amount.replace('.', '')]).toSorted();
    const mirrored = (): readonly unknown[] => {
      // A slow machine may have killed every mirror before it created the file.
      if (!existsSync(file)) return [];
      const db = new Database(file, { readonly: true });
      try {
        return db
          .prepare('SELECT line, fen FROM lines')
          .all()
          .map((row) => [(row as { line: string }).line, String((row as { fen: number }).fen)])
          .toSorted();
      } catch (error) {
        if (/no such table/.test(String(error))) return [];
        throw error;
      } finally {
        db.close();
      }
    };
    const last = mirroring();
    await until(
      'the end of the log',
      () => JSON.stringify(mirrored()) === JSON.stringify(expected),
    );
    expect(mirrored()).toEqual(expected);
    await killed(last);
    await rm(file, { force: true });
    await service.close();
  });
});
