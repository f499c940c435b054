import { jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceProcess } from '../support/service-process.js';
import { bin, built, start } from './cli-bin.js';
import { item, line, opening } from './http-service.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { until } from '../support/until.js';
import { cases } from '../support/rounds.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

const BUDGET = 'wenhua-2024-department';

jest.setTimeout(SERVICE_TEST_MS);

/** A service on an empty folder, and its clients. */
class Ending {
  private readonly sockets: Socket[] = [];

  private constructor(
    readonly data: string,
    private readonly service: ServiceProcess,
  ) {}

  /** Runs `work` with a service of its own, which has ended afterwards. */
  static async with(work: (service: Ending) => Promise<void>): Promise<void> {
    await built();
    const data = await mkdtemp(join(tmpdir(), 'ledger-end-'));
    const service = new ServiceProcess(data, {});
    const ending = new Ending(data, service);
    try {
      await service.again();
      await work(ending);
    } finally {
      for (const socket of ending.sockets) socket.destroy();
      await service.kill();
      await rm(data, { recursive: true, force: true });
    }
  }

  async connected(sent: string): Promise<{ socket: Socket; received: () => string }> {
    const socket = connect(Number(new URL(this.service.address).port), '127.0.0.1');
    socket.on('error', () => {});
    this.sockets.push(socket);
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    await once(socket, 'connect');
    if (sent !== '') socket.write(sent);
    return { socket, received: () => received };
  }

  post(path: string, body: object): Promise<Response> {
    return fetch(`${this.service.address}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'ledger-actor': 'zhang',
        'if-match': '*',
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify(body),
    });
  }

  /** Tells it to end, and resolves once it has. A service that hangs meets the limit of the test. */
  ended(): Promise<void> {
    return this.service.stop();
  }
}

// Most of the time is spent in waiting: the tests run at the same time, each with a service of its own.
describe('A service that is told to end', () => {
  it.concurrent.each(
    cases(2, [
      ['half a request was sent', 'GET /v1/budgets HTTP/1.1\r\nHost: localhost\r\nAcc'],
      ['a request was answered', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'],
      ['nothing was sent', ''],
      [
        'half a body was sent',
        'POST /v1/budgets HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nLedger-Actor: zhang\r\nContent-Length: 500\r\n\r\n{"agency"',
      ],
    ] as const),
  )('ends although a connection is open on which %s', (_what, sent) =>
    Ending.with(async (service) => {
      await service.connected(sent);
      await sleep(200);
      await service.ended();
    }),
  );

  it.concurrent('ends a stream with a last frame, from which the client continues', () =>
    Ending.with(async (service) => {
      await service.post('/v1/budgets', opening());
      const { received, socket } = await service.connected(
        'GET /v1/changes HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n',
      );
      // A client that reads nothing does not delay it.
      const silent = await service.connected(
        'GET /v1/changes HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n',
      );
      silent.socket.pause();
      await until('the first change', () => received().includes('BudgetOpened'));
      const closed = once(socket, 'close');
      await service.ended();
      await closed;
      const ids = [...received().matchAll(/^id: (\S+)$/gm)].map(([, id]) => id);
      // The last frame has the id of the last change, and the connection ends after it.
      expect(ids.at(-1)).toBe(ids.at(-2));
      expect(received()).toMatch(
        /event: bye\nid: (\S+)\ndata: \{"token":"\1","sequence":\d+\}\n\n$/,
      );
    }),
  );

  itInEachStageOfCi('loses nothing that it has answered, under load', () =>
    Ending.with(async (service) => {
      await service.post('/v1/budgets', opening());
      const answered: string[] = [];
      let n = 0;
      const writer = async (): Promise<void> => {
        for (;;) {
          const code = item(n++);
          try {
            const answer = await service.post(`/v1/budgets/${BUDGET}/lines`, {
              lines: [line('1.00', code)],
            });
            if (answer.status !== 201) continue;
            await answer.text();
            answered.push(`expenditure/general/${code}/basic`);
          } catch {
            return;
          }
        }
      };
      const writers = Array.from({ length: 8 }, writer);
      await until('more answers than writers', () => answered.length > 40);
      await service.ended();
      await Promise.all(writers);
      const { out } = await bin('budgets', 'lines', BUDGET, '--json', '--data', service.data);
      const { lines } = JSON.parse(out) as { lines: { line: string }[] };
      const recorded = new Set(lines.map((each) => each.line));
      expect(answered.filter((each) => !recorded.has(each))).toEqual([]);
      expect((await bin('audit', 'verify', '--data', service.data)).exit).toBe(0);
    }),
  );
});

describe('A service whose log nobody reads', () => {
  itInEachStageOfCi('answers more requests than a pipe holds lines', async () => {
    await built();
    const data = await mkdtemp(join(tmpdir(), 'ledger-log-'));
    const { child, ended } = start(['serve', '--port', '0', '--json', '--data', data]);
    child.stderr.pause();
    try {
      const [said] = (await once(child.stdout, 'data')) as [string];
      const { address } = JSON.parse(said) as { address: string };
      const requests = 2_000;
      const atOnce = 50;
      const statuses: number[] = [];
      const ask = async (): Promise<void> => {
        const answer = await fetch(`${address}/healthz`);
        await answer.arrayBuffer();
        statuses.push(answer.status);
      };
      while (statuses.length < requests) await Promise.all(Array.from({ length: atOnce }, ask));
      expect(new Set(statuses)).toEqual(new Set([200]));
    } finally {
      child.kill('SIGKILL');
      child.stderr.resume();
      await ended;
      await rm(data, { recursive: true, force: true });
    }
  });
});
