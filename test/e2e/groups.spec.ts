import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteGroupStore } from '../../src/changes/groups/sqlite-group-store.js';
import { seeded } from '../support/seeded.js';
import { until } from '../support/until.js';
import { answer, folders, run } from './cli-harness.js';
import { undescribed } from './described-answers.js';
import {
  answerOf,
  BUDGET,
  clientOf,
  item,
  line,
  opening,
  running,
  type Answer,
  type Running,
} from './http-service.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

interface Handed {
  readonly id: string;
  readonly stream: string;
  readonly attempt: number;
  readonly changes: readonly { readonly sequence: number; readonly type: string }[];
}

let service: Running;
beforeEach(async () => {
  service = await running();
});
afterEach(() => service.close());

const ask = async (method: string, path: string, body: unknown = {}): Promise<Answer> => {
  const response = await fetch(`${service.address}${path}`, {
    method,
    headers: { 'ledger-actor': 'worker', 'content-type': 'application/json' },
    ...(method !== 'GET' && { body: JSON.stringify(body) }),
  });
  const given = await answerOf(response);
  expect(undescribed(method.toLowerCase(), response.url, given)).toBeNull();
  return given;
};
const group = async (body: object = {}): Promise<Answer> => ask('PUT', '/v1/groups/mirror', body);
const lease = async (body: object = {}): Promise<Handed | null> => {
  const { status, body: given } = await ask('POST', '/v1/groups/mirror/lease', body);
  expect(status).toBe(200);
  return given['lease'] as unknown as Handed | null;
};
const settle = (how: 'ack' | 'nack' | 'park', body: object): Promise<Answer> =>
  ask('POST', `/v1/groups/mirror/${how}`, body);
const sequencesOf = (handed: Handed | null) => handed?.changes.map(({ sequence }) => sequence);

/** Three budgets with four lines each, entered in turns. */
const recorded = async (): Promise<void> => {
  const { post } = clientOf(service);
  const agencies = ['wenhua', 'jiaoyu', 'jiaotong'];
  for (const agency of agencies) await post('/v1/budgets', opening(agency));
  for (let i = 1; i <= 4; i += 1)
    for (const agency of agencies) {
      const path = `/v1/budgets/${agency}-2024-department/lines`;
      expect(
        (await post(path, { lines: [line('1.00', item(i))] }, { 'if-match': '*' })).status,
      ).toBe(201);
    }
};

describe('A group', () => {
  it('hands the changes of a budget to one worker at a time, in their order', async () => {
    await recorded();
    expect(
      (
        await group({
          filter: { agency: ['wenhua', 'jiaoyu'], year: [2024], type: ['budget.line.entered.v1'] },
        })
      ).status,
    ).toBe(200);
    const [a, b, none] = [await lease(), await lease(), await lease()];
    expect([a!.stream, b!.stream]).toEqual([`budget-${BUDGET}`, 'budget-jiaoyu-2024-department']);
    expect(a!.changes).toHaveLength(4);
    expect(sequencesOf(a)).toEqual(sequencesOf(a)!.toSorted((x, y) => x - y));
    expect(none).toBeNull();
    expect((await settle('ack', { lease: a!.id })).body).toEqual({ events: 4, parked: false });
    const { body } = await ask('GET', '/v1/groups');
    expect(body).toMatchObject([
      {
        name: 'mirror',
        leases: 1,
        lag: { events: 4 },
        oldestLease: { stream: b!.stream },
        parked: [],
      },
    ]);
    expect((await settle('ack', { lease: a!.id })).body).toMatchObject({
      status: 409,
      code: 'lease-ended',
    });
  });

  it('hands out each change as the stream has it, without what joins it to the one before', async () => {
    await recorded();
    await group();
    const text = (await clientOf(service).get('/v1/changes?follow=false')).text.trim();
    const stream = text.split('\n').map((each) => {
      const { prevHash: _, ...change } = JSON.parse(each) as {
        sequence: number;
        prevHash?: string;
      };
      return change;
    });
    const handed: unknown[] = [];
    for (let next = await lease(); next !== null; next = await lease()) {
      handed.push(...next.changes);
      await settle('ack', { lease: next.id });
    }
    expect(new Map(handed.map((each) => [(each as { sequence: number }).sequence, each]))).toEqual(
      new Map(stream.map((each) => [each.sequence, each])),
    );
    expect((await ask('GET', '/v1/groups/mirror')).body).toMatchObject({
      lag: { events: 0, seconds: 0 },
    });
  });

  it('keeps what a worker has not done yet, and hands a part that was acknowledged to nobody again', async () => {
    await recorded();
    await group({ filter: { budget: [BUDGET] } });
    const first = await lease({ max: 3 });
    const [one] = sequencesOf(first)!;
    await settle('ack', { lease: first!.id, through: one });
    await settle('nack', { lease: first!.id, reason: 'the target was away' });
    await service.restart();
    const again = await lease({ max: 2 });
    expect(again).toMatchObject({ attempt: 2 });
    expect(sequencesOf(again)).toEqual(sequencesOf(first)!.slice(1));
  });

  it('parks a change that failed too often with the later ones of its budget, and the others flow', async () => {
    await recorded();
    await group({ filter: { type: ['LineEntered'] }, maxAttempts: 2 });
    const done: number[] = [];
    for (let next = await lease({ max: 1 }); next !== null; next = await lease({ max: 1 })) {
      if (next.stream === `budget-${BUDGET}`)
        await settle('nack', { lease: next.id, reason: 'refused' });
      else {
        await settle('ack', { lease: next.id });
        done.push(...sequencesOf(next)!);
      }
    }
    expect(done).toHaveLength(8);
    await clientOf(service).post(
      `/v1/budgets/${BUDGET}/lines`,
      { lines: [line('1.00', item(9))] },
      { 'if-match': '*' },
    );
    expect(await lease()).toBeNull();
    const { body } = await ask('GET', '/v1/groups/mirror');
    expect(body).toMatchObject({
      parked: [{ stream: `budget-${BUDGET}`, events: 5, reason: 'refused' }],
    });
    const replay = (events?: number) => ask('POST', '/v1/groups/mirror/replay', { events });
    expect((await replay()).body).toEqual({ events: 5, replayed: false });
    expect((await replay(4)).body).toMatchObject({ status: 422, code: 'confirmation-missing' });
    expect((await replay(5)).body).toEqual({ events: 5, replayed: true });
    const replayed = await lease();
    expect(replayed!.changes).toHaveLength(5);
    expect(sequencesOf(replayed)).toEqual(sequencesOf(replayed)!.toSorted((x, y) => x - y));
    expect((await settle('park', { lease: replayed!.id })).body).toEqual({
      events: 5,
      parked: true,
    });
  });

  itInEachStageOfCi('hands out again what a worker that is gone had', async () => {
    await recorded();
    await group({ filter: { budget: [BUDGET] }, leaseSeconds: 1 });
    const lost = await lease();
    let again: Handed | null = null;
    await until('the end of the lease', async () => (again = await lease()) !== null);
    expect(again).toMatchObject({ stream: lost!.stream, attempt: 2, changes: lost!.changes });
    expect((await settle('ack', { lease: lost!.id })).status).toBe(409);
  });

  itInEachStageOfCi(
    'keeps the order of each budget with several workers that fail at random, and loses nothing',
    async () => {
      await recorded();
      for (let seed = 1; seed <= 3; seed += 1) {
        await ask('DELETE', '/v1/groups/mirror');
        await group({ filter: { type: ['LineEntered'] }, maxAttempts: 1_000 });
        const random = seeded(seed);
        const done = new Map<string, number[]>();
        const working = async (): Promise<void> => {
          for (;;) {
            const next = await lease({ max: 1 + Math.floor(random() * 3) });
            const { body } = await ask('GET', '/v1/groups/mirror');
            if (next === null && (body['lag']!['events'] as unknown) === 0) return;
            if (next === null) continue;
            const upTo = Math.floor(random() * (next.changes.length + 1));
            const finished = sequencesOf(next)!.slice(0, upTo);
            if (upTo > 0) await settle('ack', { lease: next.id, through: finished.at(-1) });
            if (upTo < next.changes.length) await settle('nack', { lease: next.id });
            done.set(next.stream, [...(done.get(next.stream) ?? []), ...finished]);
          }
        };
        await Promise.all([working(), working(), working()]);
        expect(done.size).toBe(3);
        for (const sequences of done.values()) {
          expect(sequences).toHaveLength(4);
          expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
        }
      }
    },
  );

  it('begins where it is told to, and keeps its place when it is changed', async () => {
    await recorded();
    const end = await group({ start: 'end' });
    expect(end.body).toMatchObject({ sequence: 18, lag: { events: 0, seconds: 0 } });
    expect((await group({ leaseSeconds: 5 })).body).toMatchObject({
      sequence: 18,
      leaseSeconds: 5,
    });
    const { post } = clientOf(service);
    await post('/v1/budgets', opening('shuiwu'));
    expect(sequencesOf(await lease())).toEqual([19]);
  });

  it.each([
    ['PUT', '/v1/groups/Mirror', {}, 400, 'malformed'],
    ['PUT', '/v1/groups/other', { filter: { type: ['Deleted'] } }, 400, 'malformed'],
    ['PUT', '/v1/groups/other', { filter: { agency: ['nobody'] } }, 404, 'not-found'],
    ['PUT', '/v1/groups/other', { start: 'yesterday' }, 400, 'token-malformed'],
    ['PUT', '/v1/groups/other', { start: 'e1-00000000000000000099' }, 400, 'position-beyond-log'],
    ['PUT', '/v1/groups/other', { speed: 1 }, 400, 'unknown-field'],
    ['GET', '/v1/groups/other', {}, 404, 'not-found'],
    ['DELETE', '/v1/groups/other', {}, 404, 'not-found'],
    ['POST', '/v1/groups/other/lease', {}, 404, 'not-found'],
    ['POST', '/v1/groups/other/ack', { lease: 'x' }, 404, 'not-found'],
  ])('refuses %s %s %j: %i %s', async (method, path, body, status, code) => {
    expect((await ask(method, path, body)).body).toMatchObject({ status, code });
  });
});

describe('The place of a group', () => {
  it('is written by one of two processes only, and never over a newer one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ledger-groups-'));
    const [a, b] = [0, 1].map(() => new SqliteGroupStore(join(folder, 'groups.db'))) as [
      SqliteGroupStore,
      SqliteGroupStore,
    ];
    expect(await a.read('x')).toBeUndefined();
    expect(await Promise.all([a.write('x', 0, '1'), b.write('x', 0, '2')])).toEqual([true, false]);
    const { revision } = (await b.read('x'))!;
    expect(await b.write('x', revision, '3')).toBe(true);
    expect(await a.write('x', revision, '4')).toBe(false);
    expect(await a.read('x')).toEqual({ revision: revision + 1, state: '3' });
    await a.close();
    await b.close();
    await rm(folder, { recursive: true });
  });
});

const folder = folders();

describe('groups', () => {
  itInEachStageOfCi('works on the command line as over HTTP', async () => {
    const data = folder();
    const at = (...argv: readonly string[]) => run([...argv, '--data', data, '--actor', '王']);
    await at('budgets', 'open', 'wenhua-2024-unit', '--name', '文化局');
    expect(
      (await at('groups', 'put', 'mirror', '--type', 'BudgetOpened', '--max-attempts', '1')).exit,
    ).toBe(0);
    const { lease: handed } = answer<{ lease: Handed }>(
      await at('groups', 'lease', 'mirror', '--json'),
    );
    expect(handed.changes.map(({ type }) => type)).toEqual(['BudgetOpened']);
    expect((await at('groups', 'nack', 'mirror', handed.id, '--reason', '下游停机')).out).toBe(
      '1 changes parked\n',
    );
    expect((await at('groups', 'list')).out).toMatch(/^group .*\nmirror .* 1\n$/);
    expect((await at('groups', 'replay', 'mirror')).out).toContain('--events 1 ');
    expect((await at('groups', 'replay', 'mirror', '--events', '1')).exit).toBe(0);
    const again = answer<{ lease: Handed }>(await at('groups', 'lease', 'mirror', '--json'));
    expect((await at('groups', 'ack', 'mirror', again.lease.id)).exit).toBe(0);
    expect((await at('groups', 'lease', 'mirror')).out).toBe('nothing to do\n');
    expect((await at('groups', 'delete', 'mirror')).exit).toBe(0);
    expect((await at('groups', 'list')).out).toBe('no groups\n');
  });
});
