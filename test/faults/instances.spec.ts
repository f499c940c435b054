import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerOf, BUDGET, item, line, opening, type Answer } from '../e2e/http-service.js';
import { built } from '../e2e/cli-bin.js';
import { ServiceProcess } from '../support/service-process.js';
import { deleteViews, onPostgres, storesOf } from '../support/test-stores.js';
import { SERVICE_TEST_MS, BUILD_TEST_MS } from '../support/timeouts.js';

/** Writes before the first kill. */
const WRITES = 10;
/**
 * A survivor answers before the ten seconds after which the server would end a silent transaction: the lock of a killed
 * instance ends with its connection.
 */
const TAKEOVER_MS_MAX = 9_000;

/** Only views on a server can be shared by several instances. */
const describeWithServer = onPostgres ? describe : describe.skip;

describeWithServer('Three instances of the service (they need PostgreSQL for their views)', () => {
  let data: string;
  let instances: readonly ServiceProcess[];

  beforeAll(async () => {
    await built();
    data = mkdtempSync(join(tmpdir(), 'instances-'));
    instances = [0, 1, 2].map(() => new ServiceProcess(data, storesOf(data)));
    await Promise.all(instances.map((each) => each.again()));
  }, BUILD_TEST_MS);
  afterAll(async () => {
    await Promise.all(instances.map((each) => each.stop()));
    await deleteViews(data);
    rmSync(data, { recursive: true, force: true });
  }, SERVICE_TEST_MS);

  const write = async (at: ServiceProcess, path: string, body: unknown): Promise<string> => {
    const answer = await answerOf(
      await fetch(`${at.address}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'ledger-actor': 'zhang',
          'idempotency-key': crypto.randomUUID(),
          'if-match': '*',
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TAKEOVER_MS_MAX),
      }),
    );
    expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
    return answer.headers.get('ledger-token')!;
  };
  const enter = (at: ServiceProcess, n: number): Promise<string> =>
    write(at, `/v1/budgets/${BUDGET}/lines`, { lines: [line('1.00', item(n))] });
  const read = async (at: ServiceProcess, token: string): Promise<Answer> =>
    answerOf(
      await fetch(`${at.address}/v1/budgets/${BUDGET}/lines`, {
        headers: { 'ledger-min-token': token },
        signal: AbortSignal.timeout(TAKEOVER_MS_MAX),
      }),
    );
  const expectLines = async (at: ServiceProcess, token: string, n: number): Promise<void> => {
    const { status, body } = await read(at, token);
    expect(status).toBe(200);
    expect(body['lines']).toHaveLength(n);
  };

  it(
    'see the writes of each other; when two are killed one after the other, the last one continues to project and answer',
    async () => {
      let entered = 0;
      let token = await write(instances[0]!, '/v1/budgets', opening());
      for (let i = 0; i < WRITES; i += 1) {
        token = await enter(instances[i % 3]!, (entered += 1));
        await expectLines(instances[(i + 1) % 3]!, token, entered);
      }
      for (const [killed, ...left] of [instances, instances.slice(1)]) {
        // It may be projecting or waiting for another instance when it is killed.
        const last = left.at(-1)!;
        let over = false;
        const writing = (async () => {
          while (!over) token = await enter(last, (entered += 1));
        })();
        const written = async (more: number): Promise<void> => {
          const begun = entered;
          while (entered < begun + more) await Promise.race([writing, sleep(5)]);
        };
        await written(3);
        await killed!.kill();
        const before = token;
        // One more may have begun before the kill. The next one began after it.
        await written(2);
        over = true;
        await writing;
        // The killed instance does not return: a survivor has projected what was written after the kill.
        expect(token > before).toBe(true);
        for (const each of left) await expectLines(each, token, entered);
        await expect(fetch(`${killed!.address}/healthz`)).rejects.toThrow();
        for (const each of left) expect((await fetch(`${each.address}/readyz`)).status).toBe(200);
      }
      for (const each of instances.slice(0, 2)) await each.again();
      for (const each of instances) await expectLines(each, token, entered);
      const changes = await fetch(`${instances[0]!.address}/v1/changes?follow=false`);
      const sequences = (await changes.text())
        .split('\n')
        .filter((text) => text !== '')
        .map((text) => (JSON.parse(text) as { sequence: number }).sequence);
      expect(sequences).toEqual(sequences.map((_, i) => i + 1));
    },
    SERVICE_TEST_MS,
  );
});
