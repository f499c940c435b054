import { jest } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
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
import { answer, run } from './cli-harness.js';
import { clientOf, running, type Json, type Running } from './http-service.js';

jest.setTimeout(SERVICE_TEST_MS);
// The provider says that its pages are plain.
jest.spyOn(console, 'info').mockImplementation(() => undefined);

let provider: IdentityProvider;
let folder: string;
let service: Running;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  provider = await identityProvider([{ id: 'zhang', name: '张三', groups: ['clerks'] }]);
  folder = await mkdtemp(join(tmpdir(), 'ledger-login-'));
  const policy = join(folder, 'policy.json');
  const access = [{ when: { groups: 'clerks' }, role: 'clerk' }];
  await writeFile(policy, JSON.stringify({ rules: [], access }));
  service = await running({
    LEDGER_AUTH: `oidc:${provider.issuer}`,
    LEDGER_AUDIENCE: AUDIENCE,
    LEDGER_POLICY: policy,
    LEDGER_SCOPE: 'openid offline_access',
    ...SIGN_IN,
  });
  env = { LEDGER_URL: service.address, XDG_STATE_HOME: join(folder, 'state') };
});
afterAll(async () => {
  await service.close();
  await provider.close();
  await rm(folder, { recursive: true, force: true });
});

/** What a person does who is told where to enter which code. */
const enterCode = async (told: string): Promise<void> => {
  const [, address, code] = /Open (\S+) in a browser and enter the code (\S+)\./.exec(told)!;
  const jar = new CookieJar();
  const confirm = await jar.submit(await jar.visit(address!), { user_code: code! });
  const login = await jar.submit(confirm, {});
  const consent = await jar.submit(login, { login: 'zhang', password: 'any' });
  await jar.submit(consent, {});
};

/** The file with the token. */
const kept = async (): Promise<string> => {
  const state = join(folder, 'state', 'budget-ledger');
  const [file] = (await readdir(state)).filter((name) => name.startsWith('token-'));
  return join(state, file!);
};

describe('The command line at a service', () => {
  it('is told by the service where a token is to be had', async () => {
    const { body } = await clientOf(service).get('/.well-known/oauth-protected-resource');
    expect(body).toEqual({
      resource: service.address,
      authorization_servers: [provider.issuer],
      scopes_supported: ['openid', 'offline_access'],
      bearer_methods_supported: ['header'],
      device_client_id: 'command-line',
    });
  });

  it('says without a token how to get one', async () => {
    const { exit, err } = await run(['budgets', 'list'], { env });
    expect([exit, err]).toEqual([1, expect.stringContaining('run budget-ledger login')]);
  });

  it('signs in with a code that is entered in a browser, and asks as that person from then on', async () => {
    let entered: Promise<void> | undefined;
    const ran = await run(['login', '--json'], {
      env,
      onError: (told) => {
        entered ??= enterCode(told);
      },
    });
    await entered;
    expect(answer<Json>(ran)).toMatchObject({ url: service.address, subject: 'zhang' });
    const file = await stat(await kept());
    expect((file.mode & 0o777).toString(8)).toBe('600');
    expect(await run(['budgets', 'list', '--json'], { env })).toMatchObject({
      exit: 0,
      out: '[]\n',
    });
  });

  it('renews a token that has ended', async () => {
    const file = await kept();
    const before = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    const ended = await provider.signed({ exp: 1 });
    await writeFile(file, JSON.stringify({ ...before, accessToken: ended }));
    expect((await run(['budgets', 'list'], { env })).exit).toBe(0);
    const after = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    expect(after['accessToken']).not.toBe(ended);
    await writeFile(file, JSON.stringify({ ...after, accessToken: ended, refreshToken: 'gone' }));
    const refused = await run(['budgets', 'list'], { env });
    expect([refused.exit, refused.err]).toEqual([1, expect.stringContaining('login again')]);
    await writeFile(file, JSON.stringify(after));
  });

  it('forgets the token when it is told to, and the provider does too', async () => {
    const { refreshToken } = JSON.parse(await readFile(await kept(), 'utf8')) as {
      refreshToken: string;
    };
    expect((await run(['logout'], { env })).out).toContain('is deleted');
    expect((await run(['logout'], { env })).out).toContain('no token');
    expect((await run(['budgets', 'list'], { env })).exit).toBe(1);
    const renewed = await fetch(`${provider.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: 'command-line',
        refresh_token: refreshToken,
      }),
    });
    expect(renewed.status).toBe(400);
  });

  it('refuses to sign in where no service is named, where it offers none, and without TLS elsewhere', async () => {
    const without = await run(['login'], { env: {} });
    expect([without.exit, without.err]).toEqual([2, expect.stringContaining('LEDGER_URL')]);
    const none = await run(['login'], { env: { ...env, LEDGER_URL: provider.issuer } });
    expect([none.exit, none.err]).toEqual([1, expect.stringContaining('LEDGER_DEVICE_CLIENT_ID')]);
    const plain = await run(['login'], { env: { ...env, LEDGER_URL: 'http://budget.example' } });
    expect([plain.exit, plain.err]).toEqual([1, expect.stringContaining('https')]);
  });
});
