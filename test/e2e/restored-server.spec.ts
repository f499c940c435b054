import { jest } from '@jest/globals';
import { Config } from '../../src/config/config.js';
import { adoptLog } from '../../src/projector/adopt-log.js';
import { EventStoreDbStandIn } from '../support/eventstoredb-stand-in.js';
import { storesOf } from '../support/test-stores.js';
import { until } from '../support/until.js';
import { clientOf, opening, running, type Running } from './http-service.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { itInCi, itInEachStageOfCi } from '../support/it-in-ci.js';

jest.setTimeout(SERVICE_TEST_MS);

describe('A service whose EventStoreDB was restored by its own means', () => {
  let server: EventStoreDbStandIn;
  let service: Running;
  beforeEach(async () => {
    server = await EventStoreDbStandIn.start();
    service = await running({ LEDGER_LOG: server.connection });
  });
  afterEach(async () => {
    await service.close();
    await server.stop();
  });

  const open = async (agency: string) => {
    const answer = await clientOf(service).post('/v1/budgets', opening(agency));
    return { ...answer, token: answer.headers.get('ledger-token')! };
  };
  const refusal = {
    status: 503,
    code: 'log-unavailable',
    detail: expect.stringContaining('budget-ledger log adopt'),
  };
  /** Two budgets are recorded, and the server forgets the second one. */
  const restored = async (): Promise<{ readonly kept: string; readonly lost: string }> => {
    const kept = (await open('kept')).token;
    const { size } = server.events;
    const lost = (await open('lost')).token;
    await clientOf(service).get('/v1/budgets', { 'ledger-min-token': lost });
    await server.stop();
    server.events.restoreTo(size);
    return { kept, lost };
  };
  const expectRefused = async (): Promise<void> => {
    const { get } = clientOf(service);
    const before = server.events.size;
    expect((await open('new')).body).toMatchObject(refusal);
    for (const path of ['/v1/budgets', '/v1/changes?follow=false', '/readyz'])
      expect((await get(path)).body).toMatchObject(refusal);
    expect(server.events.size).toBe(before);
  };
  const adopt = () =>
    adoptLog(
      Config.of(
        { ...storesOf(service.data), LEDGER_LOG: server.connection },
        { data: service.data },
      ),
    );

  itInEachStageOfCi(
    'answers 503 with what to do, and goes on when the log is adopted: tokens of before get 410, with where to go on',
    async () => {
      const { kept, lost } = await restored();
      await server.resume();
      await expectRefused();
      const adopted = await adopt();
      expect(adopted).toMatchObject({
        epoch: 2,
        lastToken: expect.stringMatching(/^e2-/) as string,
      });
      const { get } = clientOf(service);
      // What is cached of the epoch is looked at again after a second.
      let created = await open('new');
      for (; created.status === 503; created = await open('new'));
      expect(created.status).toBe(201);
      expect(created.token).toMatch(/^e2-/);
      const listed = await get('/v1/budgets', { 'ledger-min-token': created.token });
      expect(listed.text).toContain('kept-2024-department');
      expect(listed.text).toContain('new-2024-department');
      expect(listed.text).not.toContain('lost');
      for (const token of [kept, lost]) {
        const { body } = await get('/v1/budgets', { 'ledger-min-token': token });
        expect(body).toMatchObject({ status: 410, code: 'epoch-changed' });
      }
    },
  );

  itInCi('notices it when it starts, and says up to where the histories are the same', async () => {
    const early = (await open('early')).token;
    // The end of a service adds what it has recorded to the tree.
    await service.restart();
    const { lost } = await restored();
    await service.restart(() => server.resume());
    await expectRefused();
    const { lastCommonToken } = await adopt();
    // At least what was recorded before the end of the first service; what came after is common where the tree had it in time.
    const place = (token: string | null): bigint => BigInt(token!.split('-')[1]!);
    expect(place(lastCommonToken)).toBeGreaterThanOrEqual(place(early));
    expect(place(lastCommonToken)).toBeLessThan(place(lost));
    await service.restart();
    const { get } = clientOf(service);
    const problemOf = async (token: string) =>
      (await get('/v1/budgets', { 'ledger-min-token': token })).body;
    expect(await problemOf(lost)).toMatchObject({ code: 'epoch-changed', lastCommonToken });
    expect(await problemOf(early)).toMatchObject({ goOnFrom: early.replace('e1-', 'e2-') });
    await until('the views of the new epoch are built', async () => {
      const { status } = await fetch(`${service.address}/readyz`);
      return status === 200;
    });
  });
});
