import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceProcess } from '../support/service-process.js';
import { bin, built } from './cli-bin.js';
import { item, line, opening } from './http-service.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';

const BUDGET = 'wenhua-2024-department';
/** The promise is 10 s; a supervisor kills then. */
const END_MS_MAX = 10_000;

describe('A service that is told to end', () => {
  let data: string;
  let service: ServiceProcess;
  let sockets: Socket[] = [];

  beforeAll(built, 300_000);
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'ledger-end-'));
    service = new ServiceProcess(data, {});
    await service.again();
    sockets = [];
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    await service.kill();
    await rm(data, { recursive: true, force: true });
  });

  const connected = async (sent: string): Promise<{ socket: Socket; received: () => string }> => {
    const socket = connect(Number(new URL(service.address).port), '127.0.0.1');
    socket.on('error', () => {});
    sockets.push(socket);
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    await once(socket, 'connect');
    if (sent !== '') socket.write(sent);
    return { socket, received: () => received };
  };

  const post = async (path: string, body: object): Promise<Response> =>
    fetch(`${service.address}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'ledger-actor': 'zhang',
        'if-match': '*',
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify(body),
    });

  const timeToEnd = async (): Promise<number> => {
    const since = performance.now();
    await service.stop();
    return performance.now() - since;
  };

  it.each([
    ['nothing was sent', ''],
    ['half a request was sent', 'GET /v1/budgets HTTP/1.1\r\nHost: ledger\r\nAcc'],
    [
      'half a body was sent',
      'POST /v1/budgets HTTP/1.1\r\nHost: ledger\r\nContent-Type: application/json\r\nLedger-Actor: zhang\r\nContent-Length: 500\r\n\r\n{"agency"',
    ],
    ['a request was answered', 'GET /healthz HTTP/1.1\r\nHost: ledger\r\n\r\n'],
  ])('ends within 10 s although a connection is open on which %s', async (_what, sent) => {
    await connected(sent);
    await sleep(200);
    expect(await timeToEnd()).toBeLessThan(END_MS_MAX);
  });

  it('ends a stream with a last frame, from which the client continues', async () => {
    await post('/v1/budgets', opening());
    const { received, socket } = await connected(
      'GET /v1/changes HTTP/1.1\r\nHost: ledger\r\nAccept: text/event-stream\r\n\r\n',
    );
    // A client that reads nothing does not delay it.
    const silent = await connected(
      'GET /v1/changes HTTP/1.1\r\nHost: ledger\r\nAccept: text/event-stream\r\n\r\n',
    );
    silent.socket.pause();
    for (let n = 0; n < 50 && !received().includes('BudgetOpened'); n += 1) await sleep(100);
    const closed = once(socket, 'close');
    expect(await timeToEnd()).toBeLessThan(END_MS_MAX);
    await closed;
    const ids = [...received().matchAll(/^id: (\S+)$/gm)].map(([, id]) => id);
    // The last frame has the id of the last change, and the chunk that ends the response follows it.
    expect(ids.at(-1)).toBe(ids.at(-2));
    expect(received()).toMatch(
      /event: bye\nid: (\S+)\ndata: \{"token":"\1","sequence":\d+\}\n\n\r\n0\r\n\r\n$/,
    );
  });

  it(
    'loses nothing that it has answered, under load',
    async () => {
      await post('/v1/budgets', opening());
      const answered: string[] = [];
      let n = 0;
      const writer = async (): Promise<void> => {
        for (;;) {
          const code = item(n++);
          try {
            const answer = await post(`/v1/budgets/${BUDGET}/lines`, {
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
      await sleep(1_500);
      expect(await timeToEnd()).toBeLessThan(END_MS_MAX);
      await Promise.all(writers);
      expect(answered.length).toBeGreaterThan(8);
      const { out } = await bin('budgets', 'lines', BUDGET, '--json', '--data', data);
      const { lines } = JSON.parse(out) as { lines: { line: string }[] };
      const recorded = new Set(lines.map((each) => each.line));
      expect(answered.filter((each) => !recorded.has(each))).toEqual([]);
      expect((await bin('audit', 'verify', '--data', data)).exit).toBe(0);
    },
    SERVICE_TEST_MS,
  );
});
