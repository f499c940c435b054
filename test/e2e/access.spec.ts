import { jest } from '@jest/globals';
import { mkdtemp, readFile, rm, readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROLES, type Permission, type Role } from '../../src/access/grants.js';
import { ROUTE_PERMISSIONS } from '../../src/http/access/route-permissions.js';
import { AUDIENCE, identityProvider, type IdentityProvider } from '../support/identity-provider.js';
import { answer, run } from './cli-harness.js';
import {
  clientOf,
  line,
  opening,
  running,
  type Answer,
  type Json,
  type Running,
} from './http-service.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { until } from '../support/until.js';

jest.setTimeout(SERVICE_TEST_MS);

/** What each role may do: written again here, so that a slip in the product is seen. */
const MAY: Readonly<Record<Role, readonly Permission[]>> = {
  reader: ['read', 'changes', 'tree'],
  clerk: ['read', 'enter', 'changes', 'tree'],
  approver: ['read', 'approve', 'changes', 'tree'],
  auditor: ['read', 'changes', 'audit', 'prove', 'verify', 'tree'],
  subscriber: ['changes', 'tree'],
  operator: ['operate', 'tree'],
};
/** The agency that the callers below may see; the others see none of `jiaoyu` and of the sample, which is of 宝山. */
const OURS = 'wenhua';
const HIDDEN = 'jiaoyu-2024-department';
/** Of the same length, and not in the ledger. */
const ABSENT = 'jiaoyx-2024-department';
const HIDDEN_WORDS = /jiaoyu|宝山|秘密/;

let provider: IdentityProvider;
let folder: string;
let service: Running;
/** The token of each role for one agency, and of each for all, `every-…`. */
const tokens = new Map<string, string>();
/** Names of what the ledger has of the hidden agencies. */
const hidden = { amendment: '', document: '', event: '', position: '', import: '' };

const as = (account: string) => {
  const authorization = `Bearer ${tokens.get(account)!}`;
  const client = clientOf(service);
  return {
    get: (path: string, headers: Record<string, string> = {}) =>
      // The compressed length depends on the name that was asked for.
      client.get(path, { authorization, 'accept-encoding': 'identity', ...headers }),
    post: (path: string, body: unknown, headers: Record<string, string | null> = {}) =>
      client.post(path, body, {
        'ledger-actor': null,
        authorization,
        'if-match': '*',
        'accept-encoding': 'identity',
        ...headers,
      }),
  };
};

const proposal = (reason: string) => ({
  kind: 'supplement',
  reason,
  changes: [{ function: '2070101', fund: 'general', expenditure: 'project', amount: '10.00' }],
});
const budgetApproval = { authority: { number: '宝财预〔2024〕1号' }, approvedOn: '2024-06-15' };
const approval = {
  authority: { number: '宝财预〔2024〕1号' },
  approvedOn: '2024-06-15',
  effectiveOn: '2024-06-15',
};

const settings = (): Readonly<Record<string, string>> => ({
  LEDGER_AUTH: `oidc:${provider.issuer}`,
  LEDGER_AUDIENCE: AUDIENCE,
  LEDGER_POLICY: join(folder, 'policy.json'),
});

beforeAll(async () => {
  provider = await identityProvider(
    ROLES.flatMap((role) => [
      { id: role, groups: [role] },
      { id: `every-${role}`, groups: [`every-${role}`] },
    ]),
  );
  folder = await mkdtemp(join(tmpdir(), 'ledger-access-'));
  const policy = join(folder, 'policy.json');
  const access = ROLES.flatMap((role) => [
    { when: { groups: role }, role, agencies: [OURS] },
    { when: { groups: `every-${role}` }, role },
  ]);
  await writeFile(policy, JSON.stringify({ rules: [], access }));
  service = await running(settings());
  for (const role of ROLES)
    for (const account of [role, `every-${role}`])
      tokens.set(account, await provider.token(account));

  const clerk = as('every-clerk');
  for (const agency of ['wenhua', 'jiaoyu']) {
    await clerk.post('/v1/budgets', opening(agency));
    const budget = `/v1/budgets/${agency}-2024-department`;
    await clerk.post(`${budget}/lines`, {
      lines: [
        line(),
        {
          ...line('5.00'),
          name: `${agency === OURS ? '公开' : '秘密'}事项`,
          expenditure: 'project',
        },
      ],
    });
    const reason = agency === OURS ? '公开追加' : '秘密追加';
    const { body } = await clerk.post(`${budget}/amendments`, proposal(reason));
    const id = body['amendment']!['id']! as string;
    if (agency !== OURS) hidden.amendment = id;
    await as('every-approver').post(`${budget}/amendments/${id}/approve`, approval);
  }
  const sample = await readFile('samples/baoshan-2022-unit.md');
  const { body } = await clerk.post('/v1/imports?file=a.md', sample, {
    'content-type': 'application/octet-stream',
  });
  await clerk.post(`/v1/imports/${body['id'] as string}/commit`, undefined);
  hidden.import = body['id'] as string;
  hidden.document = body['sha256'] as string;
  const followed = await as('every-auditor').get('/v1/changes?follow=false&agency=jiaoyu');
  const { id, position } = JSON.parse(followed.text.trim().split('\n').at(-1)!) as {
    id: string;
    position: string;
  };
  Object.assign(hidden, { event: id, position });
}, SERVICE_TEST_MS);
afterAll(async () => {
  await service.close();
  await provider.close();
  await rm(folder, { recursive: true, force: true });
});

const routes = Object.entries(ROUTE_PERMISSIONS).map(([route, permission]) => {
  const [method, path] = route.split(' ') as [string, string];
  return { route, method, path, permission };
});
const guarded = routes.filter(({ permission }) => permission !== 'public');

/** A request to a route; what its path names is not in the ledger. */
const ask = async (
  { method, path }: { method: string; path: string },
  token: string | undefined,
): Promise<number> => {
  const url = path.replaceAll(/:\w+|\*/g, '0').replace(/^\/v1\/changes$/, '$&?follow=false');
  const response = await fetch(`${service.address}${url}`, {
    method,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  await response.text();
  return response.status;
};

describe('The routes', () => {
  it.each(guarded)('$route is closed without a token', async (route) => {
    expect(await ask(route, undefined)).toBe(401);
  });

  describe.each(ROLES)('of a caller with the role %s for all agencies', (role) => {
    it.each(guarded)(`$route: needs $permission`, async (route) => {
      const status = await ask(route, tokens.get(`every-${role}`));
      expect(status === 403).toBe(!MAY[role].includes(route.permission as Permission));
      expect(status).not.toBe(401);
      expect(status).toBeLessThan(500);
    });
  });

  it('are not closed where they say nothing of a budget', async () => {
    for (const route of routes.filter(({ permission }) => permission === 'public'))
      expect([401, 403]).not.toContain(await ask(route, undefined));
  });
});

describe('What a caller may not see', () => {
  // Groups and webhooks are what the caller has made itself.
  const lists = guarded.filter(
    ({ method, path, permission }) =>
      method === 'GET' &&
      !/[:*]|^\/v1\/(?:groups|webhooks)$/.test(path) &&
      !['operate', 'tree', 'verify'].includes(permission),
  );
  it.each(lists)('is not in $route', async ({ path, permission }) => {
    const query: Record<string, string> = {
      '/v1/changes': '?follow=false',
      '/v1/search': '?q=2070101',
      '/search': '?q=2070101',
    };
    const role = ROLES.find((each) => MAY[each].includes(permission as Permission))!;
    const ask = (account: string) => as(account).get(`${path}${query[path] ?? ''}`);
    const { status, text } = await ask(role);
    expect(status).toBe(200);
    expect(HIDDEN_WORDS.test(text)).toBe(false);
    // A list of the whole ledger has it.
    const whole = (await ask(`every-${role}`)).text;
    if (path === '/v1/totals') expect(whole).not.toBe(text);
    else if (path.startsWith('/v1/') && !/in-transit|exceptions/.test(path))
      expect(HIDDEN_WORDS.test(whole)).toBe(true);
  });

  it('is found by no search', async () => {
    for (const words of ['秘密', '宝山', 'jiaoyu']) {
      const { body } = await as('auditor').get(`/v1/search?q=${encodeURIComponent(words)}`);
      expect(body['items']).toEqual([]);
    }
    const { body } = await as('auditor').get(`/v1/search?q=${encodeURIComponent('公开')}`);
    expect(body['items']).not.toEqual([]);
  });

  const same = (given: Answer, text: string): object => ({
    status: given.status,
    headers: Object.fromEntries(
      [...given.headers].filter(([name]) => !['date', 'ledger-token'].includes(name)),
    ),
    text: given.text.replaceAll(text, '…'),
  });

  const bodies: Readonly<Record<string, unknown>> = {
    lines: { lines: [line()] },
    amendments: proposal('理由'),
    approve: approval,
    reject: { reason: '理由' },
    withdraw: { reason: '理由' },
    return: { reason: '理由' },
    corrections: { corrects: '00000000-0000-4000-8000-000000000000', to: '1.00', reason: '理由' },
    executions: {
      asOf: '2024-03-31',
      status: 'provisional',
      figures: [{ function: '2070101', amount: '1.00' }],
    },
    close: { on: '2025-01-15' },
    resolve: { decision: 'known-slip', reason: '理由' },
    links: { from: 'expenditure/general/2070101/basic', reason: '理由' },
    unlink: { from: 'expenditure/general/2070101/basic', reason: '理由' },
  };
  const ofBudget = guarded.filter(({ path }) => path.includes(':budget'));
  it.each(ofBudget)(
    'is not found by $route, as what is not there',
    async ({ method, path, permission }) => {
      const role = ROLES.find((each) => MAY[each].includes(permission as Permission))!;
      const ask = async (budget: string): Promise<object> => {
        const url = path
          .replace(':budget', budget)
          .replace(':table', '3')
          .replace(':line', encodeURIComponent('expenditure/general/2070101/basic'))
          .replace(':amendment', hidden.amendment)
          .replace(':finding', '1');
        const name = path.split('/').at(-1)!;
        const answer =
          method === 'GET'
            ? await as(role).get(url)
            : await as(role).post(
                url,
                path.endsWith(':budget/approve') ? budgetApproval : bodies[name],
                {
                  'idempotency-key': 'one key of this test',
                },
              );
        return same(answer, budget);
      };
      const absent = await ask(ABSENT);
      expect(absent).toMatchObject({ status: 404 });
      expect(await ask(HIDDEN)).toEqual(absent);
    },
  );

  it.each([
    ['auditor', '/v1/amendments/:', 'amendment', '00000000-0000-5000-8000-000000000000'],
    ['auditor', '/v1/documents/:', 'document', 'f'.repeat(64)],
    ['auditor', '/v1/documents/:/content', 'document', 'f'.repeat(64)],
    ['auditor', '/v1/proof/events/:', 'event', '00000000-0000-5000-8000-000000000000'],
    ['auditor', '/v1/proof/events/:', 'position', ''],
    ['auditor', '/v1/changes?follow=false&budget=:', '', ABSENT],
    ['auditor', '/v1/changes?follow=false&agency=:', '', 'jiaoyx'],
    ['auditor', '/v1/audit/changes?budget=:', '', ABSENT],
    ['auditor', '/v1/audit/exceptions?budget=:', '', ABSENT],
  ] as const)('is not found by its id: %s asks %s by %s', async (role, path, what, absent) => {
    const own: string = what === '' ? absent.replace('jiaoyx', 'jiaoyu') : hidden[what];
    const ask = async (id: string): Promise<object> =>
      same(await as(role).get(path.replace(':', id)), id);
    // A position of as many digits, after the last one.
    const expected = await ask(absent === '' ? own.replaceAll(/\d/g, '9') : absent);
    expect(expected).toMatchObject({ status: 404 });
    expect(await ask(own)).toEqual(expected);
  });

  it('is as unknown to a whole-ledger auditor as it is there: nothing of the tests above is closed by another cause', async () => {
    expect((await as('every-auditor').get(`/v1/amendments/${hidden.amendment}`)).status).toBe(200);
    expect((await as('every-auditor').get(`/v1/documents/${hidden.document}`)).status).toBe(200);
    expect((await as('every-auditor').get(`/v1/budgets/${HIDDEN}`)).status).toBe(200);
  });

  it('cannot be opened, imported or renamed', async () => {
    const open = (agency: string) => as('clerk').post('/v1/budgets', opening(agency));
    const opened = await open('jiaoyu');
    expect(opened.status).toBe(403);
    expect(same(opened, 'jiaoyu')).toEqual(same(await open('jiaoyx'), 'jiaoyx'));
    const rename = async (agency: string) =>
      same(
        await as('approver').post(`/v1/agencies/${agency}/rename`, {
          name: '新名',
          effectiveOn: '2024-01-01',
        }),
        agency,
      );
    expect(await rename('jiaoyu')).toEqual(await rename('jiaoyx'));
    const sample = await readFile('samples/baoshan-2022-unit.md');
    const preview = await as('clerk').post('/v1/imports', sample, {
      'content-type': 'application/octet-stream',
    });
    expect(preview.status).toBe(403);
    expect(preview.text).not.toMatch(/宝山/);
    expect((await as('clerk').post(`/v1/imports/${hidden.import}/commit`, undefined)).status).toBe(
      403,
    );
  });

  it('counts, without its name, among what a close would leave out', async () => {
    const budget = `${OURS}-2024-department`;
    const proposed = await as('every-clerk').post(`/v1/budgets/${HIDDEN}/amendments`, {
      kind: 'reallocation',
      reason: '秘密划转',
      to: budget,
      changes: [{ function: '2070101', expenditure: 'project', amount: '-3.00' }],
    });
    expect(proposed.status).toBe(201);
    let warned: Answer | undefined;
    // A close does not wait for views that are slow.
    await until('the views say what comes', async () => {
      warned = await as('approver').post(`/v1/budgets/${budget}/close`, { on: '2024-12-31' });
      return warned.body['closes']?.['incoming'] !== undefined;
    });
    expect(warned!.body).toMatchObject({
      code: 'confirmation-missing',
      closes: { incoming: { transfers: 1, amount: '3.00' } },
    });
    expect(warned!.text).not.toMatch(HIDDEN_WORDS);
    const id = proposed.body['amendment']!['id'] as string;
    await as('every-clerk').post(`/v1/budgets/${HIDDEN}/amendments/${id}/withdraw`, {
      reason: '撤回',
    });
  });

  it('is not in the record of reads that an auditor of one agency asks for', async () => {
    expect((await as('auditor').get('/v1/audit/reads')).status).toBe(403);
  });

  it('is not verified by an auditor of one agency, because a report names what is wrong', async () => {
    expect((await as('auditor').get('/v1/audit/verify')).status).toBe(403);
    expect((await as('every-auditor').get('/v1/audit/verify')).body['ok']).toBe(true);
  });
});

describe('The record of reads', () => {
  /** The newest 1,000, the oldest of them first. */
  const reads = async (query = ''): Promise<readonly Json[]> => {
    const { body } = await as('every-auditor').get(`/v1/audit/reads${query}`);
    return (body as unknown as { items: Json[] }).items.toReversed();
  };

  it('says who read, exported, printed, followed, proved and verified what, with the checkpoint of that moment', async () => {
    const asked: readonly (readonly [path: string, how: string, accept?: string])[] = [
      [`/v1/budgets/${OURS}-2024-department`, 'read'],
      ['/v1/audit/changes?format=xlsx', 'exported'],
      ['/v1/audit/changes', 'exported', 'text/csv'],
      [`/v1/budgets/${OURS}-2024-department/document?format=md`, 'printed'],
      ['/v1/changes?follow=false', 'followed'],
      ['/v1/proof/events/2', 'proved'],
    ];
    const before = (await reads('?person=auditor')).length;
    for (const [path, , accept] of asked)
      await as('auditor').get(path, accept === undefined ? {} : { accept });
    const recorded = (await reads('?person=auditor')).slice(before);
    expect(recorded.map(({ actor, how, address }) => [actor, how, address])).toEqual(
      asked.map(([address, how]) => ['auditor', how, address]),
    );
    expect(recorded[0]).toMatchObject({ budget: `${OURS}-2024-department` });
    await as('every-auditor').get('/v1/audit/verify');
    expect((await reads('?person=every-auditor')).map(({ how }) => how)).toContain('verified');
  });

  it('names the budget that is leased to a worker of a group', async () => {
    const budget = `${OURS}-2024-department`;
    const made = await fetch(`${service.address}/v1/groups/mirror`, {
      method: 'PUT',
      body: JSON.stringify({ filter: { budget: [budget] } }),
      headers: {
        authorization: `Bearer ${tokens.get('subscriber')!}`,
        'content-type': 'application/json',
      },
    });
    expect(made.status).toBe(200);
    const before = (await reads('?person=subscriber')).length;
    const leased = await as('subscriber').post('/v1/groups/mirror/lease', {});
    expect(leased.body['lease']!['budget']).toBe(budget);
    // Nothing else is there to be handed out.
    await as('subscriber').post('/v1/groups/mirror/lease', {});
    const recorded = (await reads('?person=subscriber')).slice(before);
    const address = '/v1/groups/mirror/lease';
    expect(recorded.map((each) => [each['how'], each['address'], each['budget']])).toEqual([
      ['followed', address, null],
      ['followed', address, budget],
      ['followed', address, null],
    ]);
    expect(recorded[0]!['request']).toBe(recorded[1]!['request']);
  });

  it('has the newest checkpoint of the moment', async () => {
    // The service signs one at its end.
    await service.restart();
    const { text } = await as('auditor').get('/v1/proof/checkpoint');
    const [, size, root] = text.split('\n');
    await as('auditor').get('/v1/budgets');
    expect((await reads('?person=auditor')).at(-1)!['checkpoint']).toEqual({
      size: Number(size),
      root,
    });
  });

  it('has a request that is refused because nothing is there, and none of whoever was not let in', async () => {
    const size = (await reads()).length;
    await as('auditor').get(`/v1/budgets/${HIDDEN}`);
    await as('subscriber').get(`/v1/budgets/${HIDDEN}`);
    expect((await reads()).slice(size).map(({ actor, budget }) => [actor, budget])).toEqual([
      ['auditor', HIDDEN],
      ['every-auditor', null],
    ]);
  });

  it('is the same on the command line, by parts too', async () => {
    const all = (await reads()).toReversed();
    const part = async (limit: number, ...after: readonly string[]) =>
      answer<{ items: Json[]; next: string }>(
        await run([
          'audit',
          'reads',
          '--json',
          '--limit',
          String(limit),
          ...after,
          '--data',
          service.data,
        ]),
      );
    const first = await part(2);
    const second = await part(3, '--after', first.next);
    expect([...first.items, ...second.items]).toEqual(all.slice(0, 5));
  });

  it('is only read by its owner', async () => {
    const record = join(service.data, 'reads');
    const [file] = await readdir(record);
    expect((await stat(join(record, file!))).mode & 0o777).toBe(0o600);
    expect((await stat(record)).mode & 0o777).toBe(0o700);
  });

  it('is kept, or the service does not start', async () => {
    await expect(
      running({ ...settings(), LEDGER_READS: join(folder, 'policy.json', 'reads.jsonl') }),
    ).rejects.toMatchObject({ code: 'data-folder-unusable' });
  });
});
