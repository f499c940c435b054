import { jest } from '@jest/globals';
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from '../e2e/cli-bin.js';
import { item, line, opening } from '../e2e/http-service.js';
import { allChanges, sent } from '../kill/clients.js';
import { itInCi } from '../support/it-in-ci.js';
import { ServiceProcess } from '../support/service-process.js';
import { BUILD_TEST_MS } from '../support/timeouts.js';
import { until } from '../support/until.js';

// Starts and kills processes, and waits until the leases of killed ones have ended: a minute.
jest.setTimeout(BUILD_TEST_MS);

const AGENCIES = ['wenhua', 'jiaoyu', 'jiaotong', 'shuili'];
const LINES = 4;
/** Each agency is registered, and its budget opened. */
const CHANGES = AGENCIES.length * (2 + LINES);
/** The deliveries at which the service is killed: every other one before it has the answer, the others after. */
const KILLED_AT = [3, 6, 8, 11, 14];

interface Delivery {
  readonly id: string;
  readonly sequence: number;
  readonly stream: string;
  readonly isAnswered: boolean;
}

describe('A webhook whose service is killed', () => {
  itInCi(
    'delivers each change at least once, always under the same id, and in the order of each budget',
    async () => {
      await built();
      const data = await mkdtemp(join(tmpdir(), 'ledger-webhooks-'));
      const service = new ServiceProcess(data, { LEDGER_WEBHOOK_NETWORKS: '127.0.0.0/8' });
      await service.again();
      const deliveries: Delivery[] = [];
      let restarting = Promise.resolve();
      const receiver = createServer((request, response) => {
        let body = '';
        request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        request.on('end', () => {
          const id = String(request.headers['webhook-id']);
          const { sequence, stream } = (
            JSON.parse(body) as { data: { sequence: number; stream: string } }
          ).data;
          const kill = KILLED_AT.indexOf(deliveries.length + 1);
          const isAnswered = kill % 2 !== 0;
          deliveries.push({ id, sequence, stream, isAnswered });
          if (isAnswered) response.writeHead(204).end();
          if (kill !== -1)
            restarting = restarting.then(async () => {
              await service.kill();
              response.destroy();
              await service.again();
            });
        });
      });
      await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
      const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
      const put = await fetch(`${service.address}/v1/webhooks/erp`, {
        method: 'PUT',
        headers: { 'ledger-actor': 'li', 'content-type': 'application/json' },
        body: JSON.stringify({ url }),
      });
      expect(put.status).toBe(200);
      const { signal } = new AbortController();
      const send = async (path: string, body: object, key: string): Promise<void> => {
        const headers = { 'if-match': '*' };
        expect((await sent(service, path, body, key, signal, headers)).status).toBe(201);
      };
      // The service is killed while it records, too.
      await Promise.all(
        AGENCIES.map(async (agency) => {
          await send('/v1/budgets', opening(agency), agency);
          for (let i = 1; i <= LINES; i += 1) {
            const path = `/v1/budgets/${agency}-2024-department/lines`;
            await send(path, { lines: [line('1.00', item(i))] }, `${agency} ${i}`);
          }
        }),
      );
      const ended = (): ReadonlySet<number> =>
        new Set(deliveries.flatMap((each) => (each.isAnswered ? [each.sequence] : [])));
      await until('all changes are delivered', () => ended().size === CHANGES);
      await restarting;
      const all = await allChanges(service);
      expect(all).toHaveLength(CHANGES);
      expect(deliveries.length).toBeGreaterThan(all.length);
      await service.stop();
      receiver.closeAllConnections();
      await new Promise((done) => receiver.close(done));
      await rm(data, { recursive: true });
      const idOf = new Map(all.map((each) => [each.sequence, (each as unknown as Delivery).id]));
      for (const { id, sequence } of deliveries) expect(id).toBe(idOf.get(sequence));
      for (const stream of new Set(deliveries.map((each) => each.stream))) {
        const sequences = deliveries.flatMap((each) =>
          each.stream === stream ? [each.sequence] : [],
        );
        expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
      }
    },
  );
});
