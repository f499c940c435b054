import db from '@eventstore/db-client';
import { jest } from '@jest/globals';
import { EventStoreDbEventLog } from '../../src/log/eventstoredb/eventstoredb-event-log.js';
import { verify } from '../../src/log/verify.js';
import { EventStoreDbStandIn } from '../support/eventstoredb-stand-in.js';
import { logAddressOf, nameOf } from '../support/test-stores.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { until } from '../support/until.js';
import { clientOf, line, opening, running, type Running } from './http-service.js';

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

  it('is not opened and not changed: 503, by a process that knew it and by one that did not, and it is verified as one problem', async () => {
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
    expect((await post('/v1/budgets/kept-2024-department/lines', { lines }, ANY)).status).toBe(201);
  });
});
