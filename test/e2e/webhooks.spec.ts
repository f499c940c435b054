import { jest } from '@jest/globals';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Webhook as Verifier, WebhookVerificationError } from 'standardwebhooks';
import { newSecret, signedHeaders } from '../../src/changes/webhooks/signature.js';
import { Targets } from '../../src/changes/webhooks/target.js';
import { AUDIENCE, identityProvider } from '../support/identity-provider.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { until } from '../support/until.js';
import { answer, folders, run } from './cli-harness.js';
import { undescribed } from './described-answers.js';
import {
  answerOf,
  BUDGET,
  clientOf,
  item,
  line,
  opening,
  running,
  type Answer,
  type Running,
} from './http-service.js';
import { onEventStoreDb, storesOf } from '../support/test-stores.js';
import { itInCi, itInEachStageOfCi } from '../support/it-in-ci.js';

jest.setTimeout(SERVICE_TEST_MS);
/** Between two requests of one caller, so that they stay fewer than those of a minute. */
const POLL_MS = 300;

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
}

/** A receiver that answers what it is told, 204 where it is told nothing. */
class Receiver {
  readonly received: Received[] = [];
  /** The answers to the first deliveries of the change with a sequence; null keeps the sender waiting. */
  answers = new Map<number, (Reply | null)[]>();
  private server!: Server;

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        this.received.push({ headers: request.headers, body });
        const answer = this.answers.get(JSON.parse(body).data.sequence)?.shift();
        if (answer === null) return;
        const { status, headers = {} } = answer ?? { status: 204 };
        response.writeHead(status, headers).end();
      });
    });
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

/** Whether the reference library of the specification accepts a delivery with a secret. */
const isSigned = ({ headers, body }: Received, secret: string): boolean => {
  try {
    new Verifier(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
};

describe('The signature of a delivery', () => {
  it('is that of the example of the specification', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
    expect(signedHeaders(id, 1_614_265_330_000, '{"test": 2432232314}', [secret])).toEqual({
      'webhook-id': id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is made with each secret while one replaces the other', () => {
    const secrets = [newSecret(), newSecret()];
    const signatures = signedHeaders('a', 0, '{}', secrets)['webhook-signature']!.split(' ');
    expect(signatures).toEqual(
      secrets.map((each) => signedHeaders('a', 0, '{}', [each])['webhook-signature']),
    );
  });
});

describe('The target of a webhook', () => {
  it.each([
    'http://127.0.0.1/',
    'http://localhost:8080/',
    'http://10.1.2.3/',
    'http://172.20.0.1/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://[::1]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[fec0::1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:7f00:1::]/',
    'http://168.63.129.16/',
    'http://2130706433/',
    'http://0x7f.1/',
  ])('is not in a private network, at registration and at each send: %s', async (url) => {
    const targets = new Targets([]);
    await expect(targets.check(url)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await targets.post(url, '{}', {})).toMatchObject({
      status: 0,
      text: expect.stringContaining('private network'),
    });
  });

  it('may be in a network that the configuration allows', async () => {
    const targets = new Targets(['10.1.0.0/16']);
    await targets.check('http://10.1.2.3/');
    await expect(targets.check('http://10.2.2.3/')).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each(['ftp://example.org/', 'hook', 'http://a:b@192.0.2.1/'])('is an http(s) URL: %s', (url) =>
    expect(new Targets([]).check(url)).rejects.toMatchObject({ code: 'malformed' }),
  );
});

describe('A webhook', () => {
  let service: Running;
  const receiver = new Receiver();
  beforeEach(async () => {
    receiver.received.length = 0;
    receiver.answers.clear();
    await receiver.start();
    service = await running({
      LEDGER_WEBHOOK_NETWORKS: '127.0.0.0/8',
      LEDGER_PUBLIC_URL: 'https://ledger.example',
    });
  });
  afterEach(async () => {
    await service.close();
    await receiver.stop();
  });

  const ask = async (method: string, path: string, body: unknown = {}): Promise<Answer> => {
    const response = await fetch(`${service.address}${path}`, {
      method,
      headers: { 'ledger-actor': 'li', 'content-type': 'application/json' },
      ...(method !== 'GET' && { body: JSON.stringify(body) }),
    });
    const given = await answerOf(response);
    expect(undescribed(method.toLowerCase(), response.url, given)).toBeNull();
    return given;
  };
  const put = async (more: object = {}): Promise<string> => {
    const { status, body } = await ask('PUT', '/v1/webhooks/erp', { url: receiver.url, ...more });
    expect(status).toBe(200);
    return body['secret']!;
  };
  const show = async (): Promise<Answer['body']> => (await ask('GET', '/v1/webhooks/erp')).body;
  const enter = async (i: number): Promise<void> => {
    const path = `/v1/budgets/${BUDGET}/lines`;
    await clientOf(service).post(path, { lines: [line('1.00', item(i))] }, { 'if-match': '*' });
  };
  const sequences = (): readonly number[] =>
    receiver.received.map(({ body }) => JSON.parse(body).data.sequence);
  const received = (count: number): Promise<void> =>
    until(`${count} deliveries`, () => receiver.received.length >= count);

  it('gets every change, signed, in order, also what was recorded while the service was away', async () => {
    await clientOf(service).post('/v1/budgets', opening());
    await enter(1);
    const secret = await put();
    const isAtEnd = async (): Promise<boolean> =>
      String((await show())['group']!['lag']!['events']) === '0';
    await until('the end', isAtEnd);
    await service.restart();
    await enter(2);
    await received(4);
    expect(sequences()).toEqual([1, 2, 3, 4]);
    for (const each of receiver.received) expect(isSigned(each, secret)).toBe(true);
    const { type, data } = JSON.parse(receiver.received[3]!.body);
    expect(type).toBe('budget.line.entered.v1');
    expect(receiver.received[3]!.headers['webhook-id']).toBe(data.id);
    await until('the end', isAtEnd);
    expect((await show())['attempts']).toMatchObject([{ sequence: 4, status: 204 }, {}, {}, {}]);
    expect(JSON.stringify(await ask('GET', '/v1/webhooks'))).not.toContain(secret);
  });

  itInCi(
    'gets what failed again under the same id, and what comes after it in the same budget only then',
    async () => {
      await clientOf(service).post('/v1/budgets', opening());
      await enter(1);
      receiver.answers.set(2, [{ status: 503 }]);
      receiver.answers.set(5, [{ status: 302, headers: { location: receiver.url } }]);
      await clientOf(service).post('/v1/budgets', opening('jiaoyu'));
      await put({ filter: { type: ['BudgetOpened', 'LineEntered'] } });
      // The first attempts of both budgets have failed, one by a redirect, which is not followed.
      await received(5);
      expect(sequences().filter((each) => each < 5)).toEqual([2, 2, 3]);
      expect(sequences().filter((each) => each >= 5)).toEqual([5, 5]);
      const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
      expect(new Set(ids).size).toBe(3);
    },
  );

  it('is disabled by 410 and keeps its place until it is enabled again', async () => {
    await clientOf(service).post('/v1/budgets', opening());
    receiver.answers.set(2, [{ status: 410 }]);
    await put({ filter: { type: ['BudgetOpened'] } });
    await until('the end of it', async () => (await show())['disabled'] !== (null as never));
    expect(await show()).toMatchObject({ disabled: expect.stringContaining('410') });
    await put({ filter: { type: ['BudgetOpened'] }, disabled: false });
    await received(2);
    expect(sequences()).toEqual([2, 2]);
  });

  it('signs with both secrets while the secret is changed; a test delivery changes nothing', async () => {
    const old = await put({ start: 'end' });
    const next = (await ask('POST', '/v1/webhooks/erp/rotate')).body['secret']!;
    const before = await show();
    expect((await ask('POST', '/v1/webhooks/erp/test')).body).toEqual({ status: 204, answer: '' });
    expect([old, next].map((each) => isSigned(receiver.received[0]!, each))).toEqual([true, true]);
    const changed = { ...receiver.received[0]!, body: '{}' };
    expect([changed, receiver.received[0]!].map((each) => isSigned(each, newSecret()))).toEqual([
      false,
      false,
    ]);
    expect(isSigned(changed, next)).toBe(false);
    expect(await show()).toEqual(before);
    expect((await ask('POST', '/v1/webhooks/erp/replay')).body).toEqual({
      events: 0,
      replayed: false,
    });
    expect((await ask('DELETE', '/v1/webhooks/erp')).status).toBe(200);
    expect((await ask('GET', '/v1/webhooks/erp')).status).toBe(404);
  });

  itInEachStageOfCi('gets the place of a change that is larger than 20 kB', async () => {
    const { post } = clientOf(service);
    await post('/v1/budgets', opening());
    const items = Array.from({ length: 100 }, (_, i) => item(i));
    const path = `/v1/budgets/${BUDGET}`;
    const lines = items.map((each) => line('100.00', each));
    await post(`${path}/lines`, { lines }, { 'if-match': '*' });
    const changes = items.map((each) => ({
      function: each,
      expenditure: 'basic',
      economic: '30201',
      amount: '-1.00',
    }));
    const proposal = { kind: 'rescission', reason: '压减', changes };
    const proposed = await post(`${path}/amendments`, proposal, { 'if-match': '*' });
    expect(proposed.status).toBe(201);
    await put({ filter: { type: ['AmendmentProposed'] } });
    await received(1);
    const [{ body }] = receiver.received as [Received];
    const { data } = JSON.parse(body);
    expect(data).toEqual({
      id: expect.any(String),
      sequence: expect.any(Number),
      budget: BUDGET,
      href: `https://ledger.example/v1/changes?from=${data.sequence}&to=${data.sequence}`,
    });
    const { text } = await clientOf(service).get(data.href.replace('https://ledger.example', ''));
    expect(JSON.parse(text)).toMatchObject({ id: data.id, type: 'AmendmentProposed' });
  });

  itInEachStageOfCi('has not failed where the service ends before it answers', async () => {
    await clientOf(service).post('/v1/budgets', opening());
    receiver.answers.set(2, [null]);
    await put({ filter: { type: ['BudgetOpened'] } });
    await received(1);
    await service.restart();
    await until('an attempt', async () => (await show())['attempts']!.length > 0);
    expect((await show())['attempts']).toMatchObject([{ sequence: 2, status: 204 }]);
    expect(sequences()).toEqual([2, 2]);
  });

  it('says why it is disabled in the language of the request', async () => {
    await put({ start: 'end', disabled: true });
    const { body } = await clientOf(service).get('/v1/webhooks/erp', { 'accept-language': 'zh' });
    expect(body['disabled']).toBe('已按请求停用。');
  });

  // The backup of an EventStoreDB is that of its operators.
  const itOnFiles = onEventStoreDb ? it.skip : it;
  itOnFiles(
    'is disabled by a restore, and begins again with a start and the same secret',
    async () => {
      await clientOf(service).post('/v1/budgets', opening());
      const settings = { filter: { type: ['BudgetOpened', 'LineEntered'] } };
      const secret = await put(settings);
      await received(1);
      await until(
        'the end',
        async () => String((await show())['group']!['lag']!['events']) === '0',
      );
      await service.restart(async () => {
        const env = storesOf(service.data);
        const file = join(service.data, 'backup.db');
        expect(await run(['backup', file, '--data', service.data], { env })).toMatchObject({
          exit: 0,
        });
        expect(
          await run(['restore', file, '--replace', '--data', service.data], { env }),
        ).toMatchObject({ exit: 0 });
      });
      await until('the end of it', async () => (await show())['disabled'] !== (null as never));
      const start = /start (e2-\d{20})/.exec((await show())['disabled']!)![1]!;
      expect(await put({ start })).toBeNull();
      expect(await show()).toMatchObject({ disabled: null, group: settings });
      await enter(1);
      await received(2);
      expect(sequences()).toEqual([2, 3]);
      expect(isSigned(receiver.received[1]!, secret)).toBe(true);
    },
  );
});

describe('webhooks', () => {
  const newFolder = folders();

  itInEachStageOfCi('are put, shown, tried, replayed and deleted on the command line', async () => {
    const receiver = new Receiver();
    await receiver.start();
    const data = newFolder();
    const env = { ...storesOf(data), LEDGER_WEBHOOK_NETWORKS: '127.0.0.0/8' };
    const at = (...argv: string[]) => run(['webhooks', ...argv, '--data', data], { env });
    try {
      await run(['budgets', 'open', BUDGET, '--name', '文化局', '--data', data], { env });
      expect((await at('list')).out).toBe('no webhooks\n');
      const put = await at('put', 'erp', '--url', receiver.url, '--type', 'BudgetOpened');
      expect(put.out).toMatch(/^secret: whsec_.+\nIt is not shown again\.\n$/);
      const secret = /whsec_\S+/.exec(put.out)![0];
      expect((await at('test', 'erp')).out).toBe('204\n');
      expect(isSigned(receiver.received[0]!, secret)).toBe(true);
      expect((await at('put', 'erp', '--disable')).out).toBe('the secret stays as it was\n');
      const shown = answer<object>(await at('show', 'erp', '--json'));
      expect(shown).toMatchObject({
        name: 'erp',
        owner: null,
        url: receiver.url,
        disabled: 'It was disabled by a request.',
        group: { filter: { type: ['BudgetOpened'] }, parked: [] },
      });
      expect((await at('list')).out).toContain(`erp      ${receiver.url}`);
      expect((await at('rotate', 'erp')).out).not.toContain(secret);
      expect((await at('replay', 'erp')).out).toBe('no changes are parked\n');
      expect((await at('put', 'erp', '--disable', '--enable')).exit).toBe(1);
      expect((await at('put', 'new')).err).toContain('There is no webhook "new"');
      expect((await at('delete', 'erp')).exit).toBe(0);
      expect((await at('show', 'erp')).exit).toBe(1);
    } finally {
      await receiver.stop();
    }
  });
});

describe('The webhook of a subject', () => {
  itInEachStageOfCi("is nobody else's, and ends with the rights of its subject", async () => {
    const receiver = new Receiver();
    await receiver.start();
    const provider = await identityProvider([]);
    const folder = await mkdtemp(join(tmpdir(), 'ledger-webhooks-'));
    const policy = join(folder, 'policy.json');
    const allow = async (...groups: readonly string[]): Promise<void> => {
      const access = groups.map((each) => ({ when: { groups: each }, role: 'clerk' }));
      await writeFile(`${policy}.new`, JSON.stringify({ rules: [], access }));
      await rename(`${policy}.new`, policy);
    };
    await allow('staff', 'clerks');
    const service = await running({
      LEDGER_AUTH: `oidc:${provider.issuer}`,
      LEDGER_AUDIENCE: AUDIENCE,
      LEDGER_POLICY: policy,
      LEDGER_WEBHOOK_NETWORKS: '127.0.0.0/8',
    });
    try {
      const as = async (sub: string, group: string) => {
        const token = await provider.signed({ sub, groups: [group] });
        return async (method: string, path: string, body: unknown = {}): Promise<Answer> =>
          answerOf(
            await fetch(`${service.address}${path}`, {
              method,
              headers: {
                authorization: `Bearer ${token}`,
                'content-type': 'application/json',
                'idempotency-key': crypto.randomUUID(),
              },
              ...(method !== 'GET' && { body: JSON.stringify(body) }),
            }),
          );
      };
      const maker = await as('maker', 'staff');
      const other = await as('other', 'clerks');
      const path = '/v1/webhooks/erp';
      const settings = { url: receiver.url, start: 'end' };
      expect((await maker('PUT', path, settings)).status).toBe(200);
      for (const [method, each] of [
        ['GET', path],
        ['PUT', path],
        ['DELETE', path],
        ['POST', `${path}/rotate`],
        ['POST', `${path}/test`],
        ['POST', `${path}/replay`],
      ] as const)
        expect((await other(method, each, method === 'PUT' ? settings : {})).status).toBe(404);
      expect((await other('GET', '/v1/webhooks')).body).toEqual([]);
      const { name } = (await maker('GET', path)).body['group'] as unknown as { name: string };
      const group = `/v1/groups/${encodeURIComponent(name)}`;
      expect((await maker('GET', group)).status).toBe(404);
      expect((await maker('POST', `${group}/lease`)).status).toBe(404);
      expect((await maker('DELETE', group)).status).toBe(404);
      expect((await maker('PUT', group)).status).toBe(400);
      expect((await other('POST', '/v1/budgets', opening())).status).toBe(201);
      await until('a delivery', () => receiver.received.length >= 2);
      await allow('clerks');
      // The subject has another role by now, but the webhook was put with the one that has ended.
      const again = await as('maker', 'clerks');
      await until('the end of it', async () => {
        await setTimeout(POLL_MS);
        return (await again('GET', path)).body['disabled'] !== (null as never);
      });
      expect((await again('GET', path)).body['disabled']).toMatch(/^The policy no longer gives/);
      expect((await other('POST', '/v1/budgets', opening('jiaoyu'))).status).toBe(201);
      expect((await again('PUT', path, { url: receiver.url, disabled: false })).status).toBe(200);
      await until('the rest', () => receiver.received.length >= 4);
    } finally {
      await service.close();
      await provider.close();
      await receiver.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
