import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Instant } from '../../src/domain/values/civil-date.js';
import { decodeMeta } from '../../src/log/envelope.js';
import { SqliteEventLog } from '../../src/log/sqlite/sqlite-event-log.js';
import { verify } from '../../src/log/verify.js';
import { collect } from '../support/log-events.js';
import { BUDGET, clientOf, line, opening, running, type Running } from './http-service.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { onEventStoreDb } from '../support/test-stores.js';

jest.setTimeout(SERVICE_TEST_MS);

const HOUR_MS = 3_600_000;
const LINES = `/v1/budgets/${BUDGET}/lines`;

/** It writes to the file of the log beside the service. */
const describeOnFiles = onEventStoreDb ? describe.skip : describe;

describeOnFiles('A service whose clock is an hour behind the last event', () => {
  let service: Running;
  beforeAll(async () => {
    service = await running();
  });
  afterAll(() => service.close());

  it('warns, is ready, marks what it records, and accepts the instants of its own answers', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    expect((await get('/readyz')).body).not.toHaveProperty('warnings');
    // Another process on the same file, whose clock runs ahead.
    const ahead = SqliteEventLog.open({
      file: join(service.data, 'log.db'),
      clock: () => new Date(Date.now() + HOUR_MS).toISOString() as Instant,
    });
    await ahead.append('agency-wenhua', 0, [
      {
        id: randomUUID(),
        type: 'AgencyRenamed',
        schemaVersion: 1,
        data: {
          code: 'wenhua',
          from: 'wenhua局',
          to: '文旅局',
          authority: null,
          effectiveOn: '2024-03-01',
        },
        actor: 'li',
        correlationId: randomUUID(),
        causationId: null,
      },
    ]);
    const entered = await post(LINES, { lines: [line()] }, { 'if-match': '*' });
    expect(entered.status).toBe(201);
    // A read waits until the views have it.
    const shown = await get(LINES);
    const ready = await get('/readyz');
    expect(ready.status).toBe(200);
    expect(ready.body['warnings']).toEqual([
      expect.stringMatching(/^The clock of this machine is \d+ ms behind the last event/),
    ]);

    const { recorded } = shown.body['asOf'] as unknown as { readonly recorded: string };
    expect(Date.parse(recorded)).toBeGreaterThan(Date.now());
    for (const path of [
      LINES,
      `/v1/budgets/${BUDGET}/tables/3`,
      `/v1/budgets/${BUDGET}/bridge`,
      `/v1/budgets/${BUDGET}/trail`,
      '/v1/totals',
    ])
      expect([path, (await get(`${path}?recorded=${recorded}`)).status]).toEqual([path, 200]);
    expect((await get(`${LINES}?recorded=${recorded}`)).text).toBe(shown.text);
    const later = new Date(Date.parse(recorded) + 1).toISOString();
    expect((await get(`${LINES}?recorded=${later}`)).body).toMatchObject({
      status: 400,
      code: 'as-of-in-future',
      errors: [{ pointer: '/recorded' }],
    });

    const marks = (await collect(ahead.readAll())).map((event) => decodeMeta(event).clockSkewMs);
    // What was recorded before, and by the clock that ran ahead.
    const [opened, marked] = [marks.slice(0, 3), marks.slice(3)];
    expect(opened).toEqual([undefined, undefined, undefined]);
    expect(marked.length).toBeGreaterThan(0);
    for (const skew of marked) {
      expect(skew).toBeGreaterThan(0);
      expect(skew).toBeLessThanOrEqual(HOUR_MS);
    }
    expect(await verify(ahead)).toMatchObject({ problems: [] });
    await ahead.close();
  });
});
