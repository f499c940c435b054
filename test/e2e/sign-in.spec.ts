import { jest } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CookieJar } from '../support/cookie-jar.js';
import {
  AUDIENCE,
  identityProvider,
  SIGN_IN,
  type IdentityProvider,
} from '../support/identity-provider.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { clientOf, opening, running, type Running } from './http-service.js';

jest.setTimeout(SERVICE_TEST_MS);

/** They make a token of some 5 KB. */
const MANY_GROUPS = Array.from({ length: 100 }, (_, i) => `a group with a long name, number ${i}`);

let provider: IdentityProvider;
let folder: string;
let service: Running;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  provider = await identityProvider([
    { id: 'zhang', name: '张三', groups: ['clerks'] },
    { id: 'chen', groups: [] },
    { id: 'sun', name: '孙六', groups: ['clerks', ...MANY_GROUPS] },
    { id: 'qian', groups: ['clerks', ...MANY_GROUPS, ...MANY_GROUPS] },
  ]);
  folder = await mkdtemp(join(tmpdir(), 'ledger-sign-in-'));
  const policy = join(folder, 'policy.json');
  const access = [{ when: { groups: 'clerks' }, role: 'clerk' }];
  await writeFile(policy, JSON.stringify({ rules: [], access }));
  env = {
    LEDGER_AUTH: `oidc:${provider.issuer}`,
    LEDGER_AUDIENCE: AUDIENCE,
    LEDGER_POLICY: policy,
    ...SIGN_IN,
  };
  service = await running(env);
  provider.signInAt(service.address);
});
afterAll(async () => {
  await service.close();
  await provider.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a page as a person who has not signed in, and signs in. */
const signIn = async (person: string, path = '/'): Promise<readonly [CookieJar, Response]> => {
  const jar = new CookieJar();
  const login = await jar.visit(`${service.address}${path}`);
  const consent = await jar.submit(login, { login: person, password: 'any' });
  return [jar, await jar.submit(consent, {})];
};

/** Records a budget as a page does. */
const open = (jar: CookieJar, agency: string, headers: Readonly<Record<string, string>>) =>
  jar.send(`${service.address}/v1/budgets`, {
    method: 'POST',
    body: JSON.stringify(opening(agency)),
    headers: {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      ...headers,
    },
  });

describe('The pages of a service with authentication', () => {
  it('lead to the provider, and from there to the page that was asked for', async () => {
    const [jar, page] = await signIn('zhang', '/amendments?status=all&lang=en');
    expect([page.status, page.url]).toEqual([
      200,
      `${service.address}/amendments?status=all&lang=en`,
    ]);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const html = await page.text();
    expect(html).toContain('张三');
    expect(html).toContain('Sign out');
    const again = await jar.send(`${service.address}/`);
    expect(again.status).toBe(200);
  });

  it('keep the session in a cookie that holds nothing readable, and that no script and no other site can use', async () => {
    const jar = new CookieJar();
    const begun = await jar.send(`${service.address}/sign-in`);
    const attributes = 'Max-Age=600; Path=/; HttpOnly; SameSite=Lax';
    expect(begun.headers.getSetCookie()).toEqual([
      expect.stringMatching(new RegExp(`^ledger-sign-in=[\\w.-]+; ${attributes}$`)),
    ]);
    const asked = new URL(begun.headers.get('location')!).searchParams;
    expect([asked.get('response_type'), asked.get('code_challenge_method')]).toEqual([
      'code',
      'S256',
    ]);
    const [signedIn] = await signIn('zhang');
    const sealed = signedIn.cookie(service.address, 'ledger-session')!;
    expect(sealed.split('.')).toHaveLength(5);
    expect(sealed).not.toContain(Buffer.from('zhang').toString('base64url'));
  });

  it('record what a signed-in person sends, and refuse what another site sends with that session', async () => {
    const [jar] = await signIn('zhang');
    const own = { 'sec-fetch-site': 'same-origin' };
    expect((await open(jar, 'own', own)).status).toBe(201);
    expect((await open(jar, 'older', { origin: service.address })).status).toBe(201);
    for (const other of [
      {},
      { 'sec-fetch-site': 'cross-site', origin: service.address },
      { 'sec-fetch-site': 'same-site' },
      { origin: provider.issuer },
      { origin: 'null' },
    ])
      expect((await open(jar, 'other', other)).status).toBe(403);
    const token = await provider.token('zhang');
    const { body } = await clientOf(service).get('/v1/budgets', {
      authorization: `Bearer ${token}`,
    });
    expect((body as unknown as { budget: string }[]).map(({ budget }) => budget)).toEqual([
      'older-2024-department',
      'own-2024-department',
    ]);
    const changes = await clientOf(service).get('/v1/changes?follow=false&agency=own', {
      authorization: `Bearer ${token}`,
    });
    expect(JSON.parse(changes.text.trim().split('\n')[0]!)).toMatchObject({
      actor: 'zhang',
      authenticated: true,
    });
  });

  it('refuse the name that a form would send without authentication', async () => {
    const [jar, page] = await signIn('zhang', '/imports');
    expect(await page.text()).not.toContain('data-actor');
    const named = { 'sec-fetch-site': 'same-origin', 'ledger-actor': 'wang' };
    expect((await open(jar, 'named', named)).status).toBe(400);
  });

  it('end the session when a person signs out, and not when another site asks for it', async () => {
    const [jar] = await signIn('zhang');
    const end = (site: string) =>
      jar.send(`${service.address}/sign-out`, {
        method: 'POST',
        headers: { 'sec-fetch-site': site },
      });
    expect((await end('cross-site')).status).toBe(403);
    expect(jar.cookie(service.address, 'ledger-session')).toBeDefined();
    const ended = await end('same-origin');
    expect(await ended.text()).toContain(`${provider.issuer}/session/end`);
    expect(jar.cookie(service.address, 'ledger-session')).toBeUndefined();
    expect((await jar.send(`${service.address}/`)).status).toBe(303);
  });

  it('keep a token in several cookies that is longer than one may be, and remove all of them', async () => {
    const [jar, page] = await signIn('sun');
    expect(await page.text()).toContain('孙六');
    const parts = () =>
      ['ledger-session', 'ledger-session-2', 'ledger-session-3'].map(
        (name) => jar.cookie(service.address, name) !== undefined,
      );
    expect(parts()).toEqual([true, true, false]);
    jar.put(service.address, 'ledger-session-3', 'of a longer token of before');
    expect((await jar.send(`${service.address}/`)).status).toBe(200);
    await jar.send(`${service.address}/sign-out`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(parts()).toEqual([false, false, false]);
    const [, refused] = await signIn('qian');
    expect([refused.status, await refused.text()]).toEqual([
      401,
      expect.stringContaining('令牌过长'),
    ]);
  });

  it('lead to the sign-in again when a cookie does not hold', async () => {
    const [signedIn] = await signIn('zhang');
    const sealed = signedIn.cookie(service.address, 'ledger-session')!;
    const signInCookie = await new CookieJar().send(`${service.address}/sign-in`);
    const foreign = /ledger-sign-in=([^;]+)/.exec(signInCookie.headers.getSetCookie()[0]!)![1]!;
    for (const bad of [sealed.slice(0, -2), 'a.b.c.d.e', foreign]) {
      const jar = new CookieJar();
      jar.put(service.address, 'ledger-session', bad);
      const answer = await jar.send(`${service.address}/totals?year=2024`);
      expect([answer.status, answer.headers.get('location')]).toEqual([
        303,
        '/sign-in?to=%2Ftotals%3Fyear%3D2024',
      ]);
    }
  });

  it('say in a page that a role does not suffice, with a way out', async () => {
    const [, page] = await signIn('chen');
    expect(page.status).toBe(403);
    expect(await page.text()).toContain('action="/sign-out"');
  });

  it('refuse an answer of the provider that this browser did not ask for', async () => {
    const callback = `${service.address}/sign-in/callback?code=stolen&state=guessed`;
    const stranger = await new CookieJar().send(callback);
    expect(stranger.status).toBe(401);
    const jar = new CookieJar();
    await jar.send(`${service.address}/sign-in`);
    const mixed = await jar.send(callback);
    expect(mixed.status).toBe(401);
    expect(mixed.headers.get('content-type')).toContain('text/html');
    expect(jar.cookie(service.address, 'ledger-session')).toBeUndefined();
  });

  it.each(['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example'])(
    'never lead to another site: %s',
    async (to) => {
      const [, page] = await signIn('zhang', `/sign-in?to=${encodeURIComponent(to)}`);
      expect(page.url).toBe(`${service.address}/`);
    },
  );

  it('never lead to another site by an address that holds its own twice', async () => {
    const own = `//${new URL(service.address).host}`;
    const to = encodeURIComponent(`${own}${own}//elsewhere.example`);
    const [, page] = await signIn('zhang', `/sign-in?to=${to}`);
    expect(new URL(page.url).origin).toBe(service.address);
  });

  it('answer a program without a token with a problem, and a script of a page with a page', async () => {
    const program = await fetch(`${service.address}/v1/budgets`);
    expect(program.headers.get('content-type')).toContain('application/problem+json');
    const script = await fetch(`${service.address}/`);
    expect([script.status, script.headers.get('content-type')]).toEqual([
      401,
      'text/html; charset=utf-8',
    ]);
  });
});

describe('A service whose pages are reached by TLS', () => {
  it('sets cookies that go by TLS alone, for its own host alone', async () => {
    const behind = await running({ ...env, LEDGER_PUBLIC_URL: 'https://budget.example' });
    try {
      const begun = await fetch(`${behind.address}/sign-in`, { redirect: 'manual' });
      expect(begun.headers.getSetCookie()).toEqual([
        expect.stringMatching(
          /^__Host-ledger-sign-in=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
        ),
      ]);
      const asked = new URL(begun.headers.get('location')!).searchParams;
      expect(asked.get('redirect_uri')).toBe('https://budget.example/sign-in/callback');
    } finally {
      await behind.close();
    }
  });
});

describe('A service without authentication', () => {
  it('has no sign-in, and pages as before; their cookie of the language is secure under TLS', async () => {
    const open = await running({ LEDGER_PUBLIC_URL: 'https://budget.example' });
    try {
      expect((await fetch(`${open.address}/sign-in`)).status).toBe(404);
      const page = await fetch(`${open.address}/imports?lang=en`);
      expect(await page.text()).toContain('data-actor');
      expect(page.headers.getSetCookie()).toEqual([
        'ledger-lang=en; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure',
      ]);
    } finally {
      await open.close();
    }
  });
});
