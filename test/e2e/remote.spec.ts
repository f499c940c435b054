import { jest } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AUDIENCE, identityProvider, type IdentityProvider } from '../support/identity-provider.js';
import { answer, run } from './cli-harness.js';
import {
  BUDGET,
  clientOf,
  line,
  opening,
  running,
  type Json,
  type Running,
} from './http-service.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';

jest.setTimeout(SERVICE_TEST_MS);

let provider: IdentityProvider;
let folder: string;
let service: Running;

beforeAll(async () => {
  provider = await identityProvider([
    { id: 'zhang', groups: ['clerks'] },
    { id: 'wang', groups: ['approvers'] },
    { id: 'li', groups: ['auditors'] },
  ]);
  folder = await mkdtemp(join(tmpdir(), 'ledger-remote-'));
  const policy = join(folder, 'policy.json');
  const access = ['clerk', 'approver', 'auditor'].map((role) => ({
    when: { groups: `${role}s` },
    role,
  }));
  await writeFile(policy, JSON.stringify({ rules: [], access }));
  service = await running({
    LEDGER_AUTH: `oidc:${provider.issuer}`,
    LEDGER_AUDIENCE: AUDIENCE,
    LEDGER_POLICY: policy,
  });
  const { post } = clientOf(service);
  const headers = {
    authorization: `Bearer ${await provider.token('zhang')}`,
    'ledger-actor': null,
    'if-match': '*',
  };
  const project = { ...line('7.00'), expenditure: 'project' };
  await post('/v1/budgets', opening(), headers);
  await post(`/v1/budgets/${BUDGET}/lines`, { lines: [line(), project] }, headers);
});
afterAll(async () => {
  await service.close();
  await provider.close();
  await rm(folder, { recursive: true, force: true });
});

/** A command of somebody who has a token and no data folder. */
const as = async (account: string, ...words: readonly string[]) =>
  run([...words, '--data', join(folder, 'none')], {
    env: { LEDGER_URL: service.address, LEDGER_TOKEN: await provider.token(account) },
  });

const CHANGE = 'function=2070101 expenditure=project amount=10.00';

describe('The command line with LEDGER_URL', () => {
  it.each([
    ['budgets list'],
    [`budgets show ${BUDGET}`],
    [`budgets table ${BUDGET} 3`],
    [`budgets lines ${BUDGET} --schedule expenditure`],
    [`budgets deltas ${BUDGET} --against 2024-03-01 --by item`],
    [`budgets bridge ${BUDGET}`],
    [`budgets trail ${BUDGET} --limit 2`],
    [`budgets findings ${BUDGET}`],
    ['budgets totals --by class'],
    ['budgets search 行政'],
    ['amendments list'],
    [`amendments list ${BUDGET} --status proposed`],
    ['agencies list'],
    ['documents list'],
    ['audit changes'],
    ['audit late --days 3'],
    ['audit exceptions'],
    ['audit in-transit --limit 1'],
  ])('prints for "%s" what it prints in the data folder of the service', async (command) => {
    const words = command.split(' ');
    const there = await run([...words, '--json', '--data', service.data]);
    expect(there.err).toBe('');
    expect(await as('li', ...words, '--json')).toEqual(there);
    const text = await as('li', ...words);
    const inFolder = await run([...words, '--data', service.data]);
    expect(text.out.replaceAll(service.address, service.data)).toBe(inFolder.out);
  });

  it('proposes, shows, approves and refuses as the person of the token', async () => {
    const proposing = ['--kind', 'supplement', '--change', CHANGE, '--reason', '追加'];
    const dry = answer<Json>(
      await as('zhang', 'amendments', 'propose', BUDGET, ...proposing, '--dry-run', '--json'),
    );
    expect(dry['amendment']).toMatchObject({ net: '10.00' });
    const { amendment } = answer<Json>(
      await as('zhang', 'amendments', 'propose', BUDGET, ...proposing, '--json', '--actor', 'wang'),
    );
    expect(amendment).toMatchObject({ proposedBy: 'zhang', status: 'proposed' });
    const id = amendment!['id'] as string;
    const approving = ['--authority', '宝财预〔2024〕1号', '--approved-on', '2024-06-15'];
    const own = await as('zhang', 'amendments', 'approve', BUDGET, id, ...approving);
    expect([own.exit, own.err]).toEqual([1, expect.stringContaining('approve')]);
    const approved = answer<Json>(
      await as('wang', 'amendments', 'approve', BUDGET, id, ...approving, '--json'),
    );
    expect(approved['amendment']).toMatchObject({ status: 'approved', approvedBy: 'wang' });
  });

  it('renames an agency as an approver', async () => {
    const renaming = ['wenhua', '--name', '文化和旅游局', '--effective-on', '2024-03-01', '--json'];
    const renamed = answer<Json>(await as('wang', 'agencies', 'rename', ...renaming));
    expect(renamed['agency']).toEqual({ code: 'wenhua', name: '文化和旅游局' });
  });

  it('says that a command works on a folder, and when there is no service or token', async () => {
    const verify = await as('li', 'audit', 'verify');
    expect([verify.exit, verify.err]).toEqual([1, expect.stringContaining('unset LEDGER_URL')]);
    const none = await run(['budgets', 'list'], { env: { LEDGER_URL: service.address } });
    expect([none.exit, none.err]).toEqual([1, expect.stringContaining('no token')]);
    const elsewhere = await run(['budgets', 'list'], {
      env: { LEDGER_URL: 'http://budget.example', LEDGER_TOKEN: 'secret' },
    });
    expect(elsewhere.err).toContain('https');
    expect(elsewhere.err).not.toContain('secret');
  });
});
