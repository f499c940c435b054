import db from '@eventstore/db-client';
import { jest } from '@jest/globals';
import { EventStoreDbEventLog } from '../../src/log/eventstoredb/eventstoredb-event-log.js';
import { verify } from '../../src/log/verify.js';
import { EventStoreDbStandIn } from '../support/eventstoredb-stand-in.js';
import { logAddressOf, nameOf } from '../support/test-stores.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { until } from '../support/until.js';
import { clientOf, line, opening, running, type Running } from './http-service.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

jest.setTimeout(SERVICE_TEST_MS);

const SERVER = process.env['LEDGER_TEST_ESDB'];
/** In each way the server shows a stream like one that never was. On the stand-in only the limit that deleting sets. */
const WAYS = SERVER ? (['deleted', 'expired', 'tombstoned'] as const) : (['deleted'] as const);

/** At any version. */
const ANY = { 'if-match': '*' };

describe('A stream that somebody has removed on the EventStoreDB server', () => {
  let standIn: EventStoreDbStandIn | undefined;
  let service: Running;
  beforeAll(async () => {
    if (!SERVER) standIn = await EventStoreDbStandIn.start();
    service = await running(standIn && { LEDGER_LOG: standIn.connection });
  });
  afterAll(async () => {
    await service.close();
    await standIn?.stop();
  });

  const connection = (): string =>
    standIn ? standIn.connection : logAddressOf(SERVER!, service.data);
  const remove = async (stream: string, way: (typeof WAYS)[number]): Promise<void> => {
    if (standIn) return standIn.events.remove(stream);
    const client = db.EventStoreDBClient.connectionString(SERVER!);
    const name = `${nameOf(service.data)}-${stream}`;
    if (way === 'deleted') await client.deleteStream(name);
    else if (way === 'tombstoned') await client.tombstoneStream(name);
    else {
      await client.setStreamMetadata(name, { maxAge: 1 });
      await until('its events expire', async () => {
        let events = 0;
        for await (const _ of client.readStream(name)) events += 1;
        return events === 0;
      });
    }
    await client.dispose();
  };

  itInEachStageOfCi(
    'is not opened and not changed: 503, by a process that knew it and by one that did not, and it is verified as one problem',
    async () => {
      const budgets = [...WAYS, 'kept'] as const;
      for (const agency of budgets) {
        const { post } = clientOf(service);
        expect((await post('/v1/budgets', opening(agency))).status).toBe(201);
        const lines = [line('1.00')];
        expect(
          (await post(`/v1/budgets/${agency}-2024-department/lines`, { lines }, ANY)).status,
        ).toBe(201);
      }
      for (const way of WAYS) await remove(`budget-${way}-2024-department`, way);
      const log = EventStoreDbEventLog.open({ connection: connection(), readonly: true });
      const head = await log.head();
      for (const restarts of [false, true]) {
        if (restarts) await service.restart();
        const { post } = clientOf(service);
        for (const way of WAYS)
          for (const [path, body] of [
            ['/v1/budgets', opening(way)],
            [`/v1/budgets/${way}-2024-department/lines`, { lines: [line('2.00', '2070199')] }],
          ] as const)
            expect([
              way,
              path,
              (await post(path, body, path === '/v1/budgets' ? {} : ANY)).body,
            ]).toEqual([way, path, expect.objectContaining({ status: 503, code: 'log-corrupt' })]);
      }
      expect(await log.head()).toBe(head);
      const { problems } = await verify(log, { singleClockFrom: null });
      await log.close();
      expect(problems).toHaveLength(WAYS.length);
      for (const way of WAYS)
        expect(problems).toContainEqual(expect.stringContaining(`budget-${way}-2024-department`));
      const { post } = clientOf(service);
      const lines = [line('2.00', '2070199')];
      expect((await post('/v1/budgets/kept-2024-department/lines', { lines }, ANY)).status).toBe(
        201,
      );
    },
  );

  itInEachStageOfCi(
    'does not end or disturb the changes: what the server notes of it is no event of the ledger',
    async () => {
      const { post } = clientOf(service);
      const recorded = (agency: string) => post('/v1/budgets', opening(agency));
      for (const way of WAYS) expect((await recorded(`${way}_later`)).status).toBe(201);
      const followed = await changesOf(service, '');
      const first = JSON.stringify(`${WAYS.at(-1)!}_later-2024-department`);
      await until('what is recorded is followed', () => followed.text().includes(first));
      for (const way of WAYS) await remove(`budget-${way}_later-2024-department`, way);
      expect((await recorded('newest')).status).toBe(201);
      const newest = JSON.stringify('newest-2024-department');
      await until('the newest change is followed', () => followed.text().includes(newest));
      followed.leave();
      // A process that knew none of them reads all, and only some of what is removed.
      await service.restart();
      const again = await changesOf(service, '?follow=false');
      await again.ended;
      for (const each of [followed, again]) {
        const changes = each.all();
        expect(changes.map(({ sequence }) => sequence)).toEqual(changes.map((_, n) => n + 1));
        expect(changes.at(-1)).toMatchObject({
          type: 'BudgetOpened',
          budget: 'newest-2024-department',
        });
        expect(changes.every(({ type }) => !type.startsWith('$'))).toBe(true);
      }
      await service.restart();
      const lines = await changesOf(service, '?follow=false&type=LineEntered');
      await lines.ended;
      expect(new Set(lines.all().map(({ budget, agency }) => `${budget} ${agency?.code}`))).toEqual(
        new Set([
          'kept-2024-department kept',
          // The name stood in an event that nobody reads any more.
          ...WAYS.map((way) => `${way}-2024-department undefined`),
        ]),
      );
      // A server keeps what it has removed until it cleans itself.
      if (SERVER) expect(again.all()).toEqual(followed.all());
    },
  );

  itInEachStageOfCi(
    'that was only cut is not changed: 503, also by a process that has the whole budget in memory',
    async () => {
      const { post } = clientOf(service);
      const budget = 'cut-2024-department';
      await post('/v1/budgets', opening('cut'));
      for (const item of ['2070101', '2070102', '2070103'])
        await post(`/v1/budgets/${budget}/lines`, { lines: [line('1.00', item)] }, ANY);
      if (standIn) standIn.events.cut(`budget-${budget}`, 2);
      else {
        const client = db.EventStoreDBClient.connectionString(SERVER!);
        await client.setStreamMetadata(`${nameOf(service.data)}-budget-${budget}`, {
          truncateBefore: 2,
        });
        await client.dispose();
      }
      const lines = [line('2.00', '2070199')];
      for (const restarts of [false, true]) {
        if (restarts) await service.restart();
        const answer = await clientOf(service).post(`/v1/budgets/${budget}/lines`, { lines }, ANY);
        expect(answer.body).toMatchObject({ status: 503, code: 'log-corrupt' });
      }
    },
  );
});

interface Seen {
  readonly sequence: number;
  readonly type: string;
  readonly budget: string | null;
  readonly agency: { readonly code: string } | null;
}

/** Reads the changes as they arrive. */
const changesOf = async (service: Running, query: string) => {
  const left = new AbortController();
  const answer = await fetch(`${service.address}/v1/changes${query}`, {
    headers: { accept: 'application/x-ndjson' },
    signal: left.signal,
  });
  expect(answer.status).toBe(200);
  let text = '';
  const read = async () => {
    try {
      for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) text += part;
    } catch (error) {
      if (!left.signal.aborted) throw error;
    }
  };
  return {
    text: () => text,
    all: () =>
      text
        .split('\n')
        .filter((each) => each.startsWith('{"position"'))
        .map((each) => JSON.parse(each) as Seen),
    ended: read(),
    leave: () => left.abort(),
  };
};
