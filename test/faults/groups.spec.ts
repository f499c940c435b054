import { jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from '../e2e/cli-bin.js';
import { item, line, opening } from '../e2e/http-service.js';
import { ServiceProcess } from '../support/service-process.js';
import { itInCi } from '../support/it-in-ci.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';

// Starts and kills processes.
jest.setTimeout(SERVICE_TEST_MS);

interface Handed {
  readonly id: string;
  readonly stream: string;
  readonly changes: readonly { readonly sequence: number }[];
}

const AGENCIES = ['wenhua', 'jiaoyu', 'jiaotong'];
const LINES = 3;

describe('A group whose service is killed', () => {
  itInCi(
    'hands out again only what was not acknowledged, and keeps the order of each budget',
    async () => {
      await built();
      const data = await mkdtemp(join(tmpdir(), 'ledger-groups-'));
      const service = new ServiceProcess(data, {});
      await service.again();
      const send = async (method: string, path: string, body: object): Promise<Response> =>
        fetch(`${service.address}${path}`, {
          method,
          headers: {
            'ledger-actor': 'worker',
            'content-type': 'application/json',
            'idempotency-key': crypto.randomUUID(),
            'if-match': '*',
          },
          body: JSON.stringify(body),
        });
      for (const agency of AGENCIES) {
        await send('POST', '/v1/budgets', opening(agency));
        for (let i = 1; i <= LINES; i += 1) {
          const path = `/v1/budgets/${agency}-2024-department/lines`;
          expect((await send('POST', path, { lines: [line('1.00', item(i))] })).status).toBe(201);
        }
      }
      await send('PUT', '/v1/groups/mirror', {
        filter: { type: ['LineEntered'] },
        leaseSeconds: 1,
        maxAttempts: 1_000,
      });
      const acknowledged = new Map<string, number[]>();
      const isDone = (): boolean =>
        [...acknowledged.values()].flat().length === AGENCIES.length * LINES;
      let requests = 0;
      /** Every fifth request meets the kill of the service, before or after it was carried out. */
      const asked = async (how: string, body: object): Promise<Response | undefined> => {
        const answer = send('POST', `/v1/groups/mirror/${how}`, body).catch(() => undefined);
        requests += 1;
        if (requests % 5 !== 0) return answer;
        if (requests % 2 === 0) await answer;
        await service.kill();
        await service.again();
        return answer;
      };
      for (let turn = 0; turn < 500 && !isDone(); turn += 1) {
        const handed = await asked('lease', { max: 2 });
        const { lease } = handed?.ok
          ? ((await handed.json()) as { lease: Handed | null })
          : { lease: null };
        if (lease === null) continue;
        const sequences = lease.changes.map(({ sequence }) => sequence);
        const before = acknowledged.get(lease.stream) ?? [];
        for (const each of sequences) expect(before).not.toContain(each);
        let settled = await asked('ack', { lease: lease.id });
        // Without an answer the worker asks again: then the lease is still there, or was settled.
        while (settled === undefined) settled = await asked('ack', { lease: lease.id });
        acknowledged.set(lease.stream, [...before, ...sequences]);
      }
      await service.stop();
      await rm(data, { recursive: true });
      expect(isDone()).toBe(true);
      for (const sequences of acknowledged.values())
        expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    },
  );
});
