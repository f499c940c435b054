import { jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { get, type RequestOptions } from 'node:https';
import { json } from 'node:stream/consumers';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { running } from './http-service.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';

jest.setTimeout(SERVICE_TEST_MS);

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-tls-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const pem = (name: string): string => join(folder, name);

(hasOpenssl ? describe : describe.skip)('A service with a certificate', () => {
  it('answers HTTPS, and says that it does', async () => {
    spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost,IP:127.0.0.1',
      '-keyout',
      pem('key.pem'),
      '-out',
      pem('cert.pem'),
    ]);
    const service = await running({
      LEDGER_TLS_CERT: pem('cert.pem'),
      LEDGER_TLS_KEY: pem('key.pem'),
    });
    expect(service.address).toMatch(/^https:\/\/127\.0\.0\.1:/);
    const options: RequestOptions = { ca: readFileSync(pem('cert.pem')), agent: false };
    const headers = await new Promise<object>((resolve, reject) => {
      get(`${service.address}/healthz`, options, (response) => {
        response.resume();
        resolve({ status: response.statusCode, ...response.headers });
      }).on('error', reject);
    });
    expect(headers).toMatchObject({
      status: 200,
      'strict-transport-security': expect.stringMatching(/^max-age=\d+$/),
    });
    await service.close();
  });

  it('does not start without its files', async () => {
    await expect(
      running({ LEDGER_TLS_CERT: pem('absent'), LEDGER_TLS_KEY: pem('absent') }),
    ).rejects.toMatchObject({ code: 'malformed', message: expect.stringContaining('absent') });
  });
});

describe('A service that authenticates nobody', () => {
  it('answers by an address, as localhost and by the names of its settings, and by no other name', async () => {
    const service = await running({
      LEDGER_ALLOWED_HOSTS: 'ledger, Budget.Example',
      LEDGER_PUBLIC_URL: 'https://public.example',
    });
    const { hostname, port } = new URL(service.address);
    const asked = async (host: string, path = '/v1/budgets'): Promise<number> => {
      const request = httpGet({ host: hostname, port, path, headers: { host }, agent: false });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      if (response.statusCode === 421)
        expect(await json(response)).toMatchObject({
          code: 'host-unknown',
          detail: expect.stringContaining('LEDGER_ALLOWED_HOSTS'),
        });
      response.resume();
      return response.statusCode!;
    };
    const served = ['127.0.0.1:3000', 'LOCALHOST:3001', 'localhost.', '[::1]:3000', '192.0.2.7'];
    const named = ['ledger:3000', 'budget.example', 'public.example', 'a.localhost'];
    for (const host of [...served, ...named])
      expect([host, await asked(host)]).toEqual([host, 200]);
    const others = [
      'evil.example:3000',
      'localhost.evil.example',
      'notlocalhost',
      '127.0.0.1.evil.example',
    ];
    for (const host of others) expect([host, await asked(host)]).toEqual([host, 421]);
    for (const path of ['/', '/nothing', '/healthz', '/docs/'])
      expect([path, await asked('evil.example', path)]).toEqual([path, 421]);
    await service.close();
  });
});

describe('A request', () => {
  it('that is none of HTTP is answered with a problem', async () => {
    const service = await running();
    const { hostname, port } = new URL(service.address);
    const answered = async (request: string): Promise<unknown> => {
      const socket = connect({ host: hostname, port: Number(port) });
      socket.end(request);
      let answer = '';
      for await (const chunk of socket) answer += String(chunk);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head).toContain('\r\nContent-Type: application/problem+json');
      const { code, status } = JSON.parse(body) as { code: string; status: number };
      expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      return [status, code];
    };
    const large = `X-Large: ${'a'.repeat(20_000)}`;
    expect(await answered(`GET /healthz HTTP/1.1\r\nHost: a\r\n${large}\r\n\r\n`)).toEqual([
      431,
      'head-too-large',
    ]);
    expect(await answered('GET /v1/budgets?x=元 HTTP/1.1\r\nHost: a\r\n\r\n')).toEqual([
      400,
      'url-malformed',
    ]);
    expect(await answered('FOO / HTTP/1.1\r\nHost: a\r\n\r\n')).toEqual([400, 'malformed']);
    await service.close();
  });
});
