import { jest } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { Authenticator } from '../../src/http/access/authentication.js';
import { AUDIENCE, identityProvider, type IdentityProvider } from '../support/identity-provider.js';
import { clientOf, line, opening, running, type Answer, type Running } from './http-service.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';

jest.setTimeout(SERVICE_TEST_MS);

const ACCOUNTS = [
  { id: 'zhang', name: '张三', groups: ['clerks'] },
  { id: 'wang', name: '王五', groups: ['approvers'] },
];
const ACCESS = [
  { when: { groups: 'clerks' }, role: 'clerk' },
  { when: { groups: 'approvers' }, role: 'approver' },
];

let provider: IdentityProvider;
let folder: string;
let service: Running;
let zhang: string;

const ask = async (token: string | null, path = '/v1/budgets'): Promise<Answer> =>
  clientOf(service).get(path, token === null ? {} : { authorization: `Bearer ${token}` });
const send = async (token: string, path: string, body: unknown, headers = {}): Promise<Answer> =>
  clientOf(service).post(path, body, {
    'ledger-actor': null,
    authorization: `Bearer ${token}`,
    ...headers,
  });
const codeOf = ({ status, body }: Answer): string => `${status} ${body?.['code'] ?? ''}`.trim();

beforeAll(async () => {
  provider = await identityProvider(ACCOUNTS);
  folder = await mkdtemp(join(tmpdir(), 'ledger-oidc-'));
  const policy = join(folder, 'policy.json');
  await writeFile(policy, JSON.stringify({ rules: [], access: ACCESS }));
  service = await running({
    LEDGER_AUTH: `oidc:${provider.issuer}`,
    LEDGER_AUDIENCE: AUDIENCE,
    LEDGER_POLICY: policy,
    LEDGER_TRUST_PROXY: '127.0.0.0/8',
  });
  zhang = await provider.token('zhang');
});
afterAll(async () => {
  await service.close();
  await provider.close();
  await rm(folder, { recursive: true, force: true });
});

describe('A service with authentication', () => {
  it('takes a token of its issuer', async () => {
    expect(codeOf(await ask(zhang))).toBe('200');
  });

  it('refuses a request without a token, and says how to authenticate', async () => {
    for (const headers of [{}, { authorization: 'Basic emhhbmc6c2VjcmV0' }]) {
      const answer = await clientOf(service).get('/v1/budgets', headers);
      expect(codeOf(answer)).toBe('401 token-invalid');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="budget-ledger"');
    }
    const answer = await ask('zhang');
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="budget-ledger", error="invalid_token"',
    );
  });

  it('answers without a token where nothing is said of a budget', async () => {
    for (const path of ['/healthz', '/readyz', '/openapi.json', '/asyncapi.json', '/docs/'])
      expect((await fetch(`${service.address}${path}`)).status).toBe(200);
    expect((await fetch(`${service.address}/metrics`)).status).toBe(401);
  });

  const seconds = () => Math.floor(Date.now() / 1000);
  it.each<[string, () => Promise<string>]>([
    ['has expired', () => provider.signed({ exp: seconds() - 61 })],
    ['does not end', () => provider.signed({ exp: undefined })],
    ['does not hold yet', () => provider.signed({ nbf: seconds() + 90 })],
    ['is of another issuer', () => provider.signed({ iss: 'https://elsewhere.example' })],
    ['is for another service', () => provider.signed({ aud: 'urn:another' })],
    ['has no subject', () => provider.signed({ sub: undefined })],
    ['has a number for its subject', () => provider.signed({ sub: 7 })],
    ['has null for its subject', () => provider.signed({ sub: null })],
    ['names a subject that nobody can see', () => provider.signed({ sub: '\u200b' })],
    ['names a key that is not published', () => provider.signed({}, { kid: 'third' })],
    [
      'has no signature',
      async () =>
        new UnsecuredJWT({
          iss: provider.issuer,
          aud: AUDIENCE,
          sub: 'zhang',
          exp: seconds() + 60,
        }).encode(),
    ],
    [
      'is signed with a secret',
      () =>
        new SignJWT({ iss: provider.issuer, aud: AUDIENCE, sub: 'zhang', exp: seconds() + 60 })
          .setProtectedHeader({ alg: 'HS256', kid: 'first' })
          .sign(Buffer.alloc(32, 'secret')),
    ],
    [
      'is signed with a key of somebody else',
      async () =>
        new SignJWT({ iss: provider.issuer, aud: AUDIENCE, sub: 'zhang', exp: seconds() + 60 })
          .setProtectedHeader({ alg: 'ES256', kid: 'first' })
          .sign((await generateKeyPair('ES256')).privateKey),
    ],
    [
      'was changed',
      async () => zhang.replace(/\.[^.]+\./, (claims) => claims.replace(/.\.$/, 'A.')),
    ],
    ['is no token', async () => 'zhang'],
  ])('refuses a token that %s', async (_, token) => {
    expect(codeOf(await ask(await token()))).toBe('401 token-invalid');
  });

  it('takes a token within the skew of 60 seconds', async () => {
    const late = await provider.signed({ exp: seconds() - 30, groups: ['clerks'] });
    const early = await provider.signed({ nbf: seconds() + 30, groups: ['clerks'] });
    expect(codeOf(await ask(late))).toBe('200');
    expect(codeOf(await ask(early))).toBe('200');
  });

  it('gives nothing to a subject without a role', async () => {
    expect(codeOf(await ask(await provider.signed({ groups: [] })))).toBe('403 forbidden');
  });

  it('records the subject with its name, and that it was authenticated; and refuses Ledger-Actor', async () => {
    expect(codeOf(await send(zhang, '/v1/budgets', opening(), { 'ledger-actor': 'wang' }))).toBe(
      '400 malformed',
    );
    const opened = await send(zhang, '/v1/budgets', opening());
    expect(codeOf(opened)).toBe('201');
    const followed = await ask(zhang, '/v1/changes?follow=false&agency=wenhua');
    const [first] = followed.text
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each) as object);
    expect(first).toMatchObject({ actor: 'zhang', actorName: '张三', authenticated: true });
  });

  it('compares subjects where two people are needed, whatever they call themselves', async () => {
    const budget = '/v1/budgets/wenhua-2024-department';
    expect(
      codeOf(await send(zhang, `${budget}/lines`, { lines: [line()] }, { 'if-match': '*' })),
    ).toBe('201');
    const change = {
      function: '2070101',
      fund: 'general',
      expenditure: 'project',
      amount: '10.00',
    };
    const proposal = { kind: 'supplement', reason: '追加', changes: [change] };
    const proposed = await send(zhang, `${budget}/amendments`, proposal, { 'if-match': '*' });
    expect(codeOf(proposed)).toBe('201');
    const approval = {
      authority: { number: '宝财预〔2024〕1号' },
      approvedOn: '2024-06-15',
      effectiveOn: '2024-06-15',
    };
    const approve = (token: string): Promise<Answer> =>
      send(token, `${budget}/amendments/${proposed.body['amendment']!['id']!}/approve`, approval, {
        'if-match': '*',
      });
    const renamed = await provider.signed({ name: '李四', groups: ['clerks', 'approvers'] });
    expect(codeOf(await approve(renamed))).toBe('403 self-approval');
    expect(codeOf(await approve(await provider.token('wang')))).toBe('200');
  });

  it('refuses too many tokens that do not hold of one address, and nobody else who has that address', async () => {
    const from = (address: string, token?: string): Promise<Response> =>
      fetch(`${service.address}/v1/budgets`, {
        headers: {
          // The proxy adds its caller; what its caller claims is not believed.
          'x-forwarded-for': `203.0.113.7, ${address}`,
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
      });
    const statuses = await Promise.all(
      Array.from({ length: 301 }, async () => (await from('198.51.100.1', 'a.b.c')).status),
    );
    expect(statuses.toSorted()).toEqual([...Array.from({ length: 300 }, () => 401), 429]);
    const refused = await from('198.51.100.1', 'a.b.c');
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect((await from('198.51.100.1', zhang)).status).toBe(200);
    expect((await from('198.51.100.1')).status).toBe(401);
    expect((await from('198.51.100.2', 'a.b.c')).status).toBe(401);
  });

  it('logs who asked, and neither tokens nor names', async () => {
    const { logged } = service;
    expect(logged.some((each) => each.includes('"actor":"zhang"'))).toBe(true);
    expect(logged.filter((each) => /eyJ|张三|a secret/.test(each))).toEqual([]);
  });

  it('takes the key that the issuer publishes now, and not the one that it withdrew', async () => {
    await provider.rotate();
    const token = await provider.token('zhang');
    let answer = await ask(token);
    // The keys are read again at most every two seconds.
    while (codeOf(answer) === '401 token-invalid') {
      await setTimeout(100);
      answer = await ask(token);
    }
    expect(codeOf(answer)).toBe('200');
    expect(codeOf(await ask(zhang))).toBe('401 token-invalid');
  });
});

describe('An issuer whose keys name no algorithm', () => {
  it('is believed where it signs with RS256, and with no other algorithm of the key', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const keys = [await exportJWK(publicKey)];
    const server = createServer((_request, response) =>
      response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys`, keys })),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const authenticator = new Authenticator({ issuer, audience: AUDIENCE });
      const signedWith = async (alg: string) => {
        const token = new SignJWT({ iss: issuer, aud: AUDIENCE, sub: 'zhang' })
          .setExpirationTime('1m')
          .setProtectedHeader({ alg });
        return authenticator.subjectIn(`Bearer ${await token.sign(privateKey)}`);
      };
      expect(await signedWith('RS256')).toMatchObject({ subject: 'zhang' });
      for (const alg of ['RS512', 'PS256'])
        await expect(signedWith(alg)).rejects.toMatchObject({ code: 'token-invalid' });
    } finally {
      server.close();
    }
  });
});
