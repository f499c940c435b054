import { jest } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { AUDIENCE, identityProvider, type IdentityProvider } from '../support/identity-provider.js';
import { answer, run, SAMPLE_2022, SAMPLE_2023 } from './cli-harness.js';
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
import { itInEachStageOfCi } from '../support/it-in-ci.js';

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

/** Another address of the service, where one stands before it. */
let url: string | undefined;

/** A command of somebody who has a token and no data folder. */
const as = async (account: string, ...words: readonly string[]) =>
  run([...words, '--data', join(folder, 'none')], {
    env: {
      LEDGER_URL: url ?? service.address,
      LEDGER_TOKEN: await provider.token(account),
      XDG_STATE_HOME: join(folder, 'state'),
    },
  });

/** The same request at another address. */
const fetchFrom = async (request: IncomingMessage, address: string): Promise<Response> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
  return fetch(`${address}${request.url}`, {
    method: request.method!,
    headers: headers as Record<string, string>,
    ...(request.method === 'POST' && { body: Buffer.concat(chunks) }),
  });
};

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
    [`audit in-transit --budget ${BUDGET} --agency nobody --year 2024`],
  ])('prints for "%s" what it prints in the data folder of the service', async (command) => {
    const words = command.split(' ');
    const there = await run([...words, '--json', '--data', service.data]);
    expect(there.err).toBe('');
    expect(await as('li', ...words, '--json')).toEqual(there);
    const text = await as('li', ...words);
    const inFolder = await run([...words, '--data', service.data]);
    expect(text.out.replaceAll(service.address, service.data)).toBe(inFolder.out);
  });

  it('works in a group, whose owner is the person of the token; who has the data folder has it too', async () => {
    const json = async (...words: readonly string[]): Promise<Json> =>
      answer<Json>(await as('zhang', ...words, '--json'));
    expect(await json('groups', 'put', 'mirror', '--type', 'BudgetOpened')).toMatchObject({
      name: 'mirror',
      filter: { type: ['BudgetOpened'] },
    });
    const { lease } = await json('groups', 'lease', 'mirror', '--max', '5');
    expect(lease).toMatchObject({ budget: BUDGET, changes: [{ type: 'BudgetOpened' }] });
    const nack = ['groups', 'nack', 'mirror', lease!['id']!, '--reason', '停机'];
    expect(await json(...nack)).toEqual({ events: 1, parked: false });
    const again = (await json('groups', 'lease', 'mirror'))['lease']!['id']!;
    expect(await json('groups', 'park', 'mirror', again)).toEqual({ events: 1, parked: true });
    expect((await as('zhang', 'groups', 'show', 'mirror')).out).toMatch(
      new RegExp(`^budget-${BUDGET}: 1 changes from \\d+ on are parked for \\d+ s: no reason`, 'm'),
    );
    expect(await json('groups', 'replay', 'mirror', '--events', '1')).toMatchObject({
      replayed: true,
    });
    const last = (await json('groups', 'lease', 'mirror'))['lease']!['id']!;
    expect(await json('groups', 'ack', 'mirror', last)).toEqual({ events: 1, parked: false });
    expect((await as('li', 'groups', 'show', 'mirror')).exit).toBe(1);
    const there = await run(['groups', 'list', '--json', '--data', service.data]);
    expect(await json('groups', 'list')).toEqual(JSON.parse(there.out));
    expect(await json('groups', 'delete', 'mirror')).toMatchObject({ name: 'mirror' });
    expect(await json('groups', 'list')).toEqual([]);
  });

  it('keeps webhooks as the person of the token', async () => {
    const url = 'https://192.0.2.1/hook';
    const put = await as('zhang', 'webhooks', 'put', 'erp', '--url', url, '--start', 'end');
    expect(put.out).toMatch(/^secret: whsec_/);
    const shown = answer<Json>(await as('zhang', 'webhooks', 'show', 'erp', '--json'));
    expect(shown).toMatchObject({ owner: 'zhang', url, disabled: null, attempts: [] });
    expect((await as('zhang', 'webhooks', 'put', 'erp', '--disable')).exit).toBe(0);
    expect((await as('zhang', 'webhooks', 'rotate', 'erp')).out).toMatch(/^secret: whsec_/);
    expect((await as('zhang', 'webhooks', 'replay', 'erp', '--events', '0')).exit).toBe(0);
    expect((await as('zhang', 'webhooks', 'delete', 'erp')).exit).toBe(0);
    expect((await as('zhang', 'webhooks', 'list')).out).toBe('no webhooks\n');
  });

  it('proposes, shows, approves and refuses as the person of the token', async () => {
    const proposing = ['--kind', 'supplement', '--change', CHANGE, '--reason', '追加'];
    const other = await as('zhang', 'amendments', 'propose', BUDGET, ...proposing, '--actor', 'li');
    expect([other.exit, other.err]).toEqual([2, expect.stringContaining('leave --actor out')]);
    const dry = answer<Json>(
      await as('zhang', 'amendments', 'propose', BUDGET, ...proposing, '--dry-run', '--json'),
    );
    expect(dry['amendment']).toMatchObject({ net: '10.00' });
    const { amendment } = answer<Json>(
      await as('zhang', 'amendments', 'propose', BUDGET, ...proposing, '--json'),
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

  it.each([
    ['audit verify --no-views', '--no-views need the data folder'],
    ['projector rebuild', 'with LEDGER_URL unset'],
    ['log export', 'with LEDGER_URL unset'],
  ])('says why a service cannot do "%s"', async (command, why) => {
    const refused = await as('li', ...command.split(' '));
    expect([refused.exit, refused.err]).toEqual([1, expect.stringContaining(why)]);
  });

  it('opens a budget, enters lines from a file, and links a line to the year before', async () => {
    const file = join(folder, 'lines.csv');
    await writeFile(
      file,
      'schedule,function,fund,expenditure,name,amount\nexpenditure,2070101,general,basic,行政运行,90.00\n',
    );
    const before = 'wenhua-2023-department';
    const opened = answer<Json>(
      await as('zhang', 'budgets', 'open', before, '--name', '文化和旅游局', '--json'),
    );
    expect(opened['budget']).toBe(before);
    const enter = ['budgets', 'enter', before, file, '--json'];
    expect(answer<Json>(await as('zhang', ...enter))).toMatchObject({ lines: 1, findings: 0 });
    expect(answer<Json>(await as('zhang', ...enter))).toMatchObject({ lines: 0 });
    const linking = [
      'expenditure/general/2070101/project',
      '--from',
      'expenditure/general/2070101/basic',
    ];
    const linked = answer<Json>(
      await as(
        'zhang',
        'lines',
        'link',
        BUDGET,
        ...linking,
        '--weight',
        '0.4',
        '--reason',
        '拆分',
        '--json',
      ),
    );
    expect(linked).toMatchObject({ from: 'expenditure/general/2070101/basic', weight: '0.4' });
    const unlinked = answer<Json>(
      await as('zhang', 'lines', 'unlink', BUDGET, ...linking, '--reason', '有误', '--json'),
    );
    expect(unlinked['weight']).toBeNull();
  });

  it('imports documents, which the service reads, and fetches the file of one', async () => {
    const bad = join(folder, 'bad.pdf');
    await writeFile(bad, 'no document');
    const dry = answer<Json>(
      await as('zhang', 'imports', 'add', SAMPLE_2022, '--dry-run', '--json'),
    );
    expect(dry[0]).toMatchObject({ status: 'preview', file: SAMPLE_2022 });
    const ran = await as('zhang', 'imports', 'add', SAMPLE_2022, bad, '--json');
    const added = answer<Json>(ran);
    expect(ran.exit).toBe(1);
    expect([added[0]!['status'], added[1]!['status']]).toEqual(['committed', 'refused']);
    expect(added[1]!['problem']!['code']).toMatch(/^document-/);
    const again = answer<Json>(await as('zhang', 'imports', 'add', SAMPLE_2022, '--json'));
    expect(again[0]).toMatchObject({ status: 'duplicate' });
    const out = join(folder, 'fetched.md');
    const sha256 = String(added[0]!['sha256']);
    const fetched = answer<Json>(
      await as('li', 'documents', 'fetch', sha256.slice(0, 8), '--out', out, '--json'),
    );
    expect(fetched).toMatchObject({ sha256, file: basename(SAMPLE_2022) });
    expect(await readFile(out)).toEqual(await readFile(SAMPLE_2022));
    const approver = await as('wang', 'imports', 'add', SAMPLE_2023);
    expect([approver.exit, approver.err]).toEqual([1, expect.stringContaining('enter')]);
  });

  itInEachStageOfCi(
    'prints the changes that the data folder has, and verifies what the service verifies',
    async () => {
      const following = ['changes', 'follow', '--end', '--agency', 'wenhua'];
      const there = await run([...following, '--data', service.data]);
      expect(there.out).not.toBe('');
      expect(await as('li', ...following)).toEqual(there);
      const [, second] = there.out
        .split('\n')
        .map((each) => (each === '' ? null : (JSON.parse(each) as Json)));
      const token = `e1-${String(second!['position']).padStart(20, '0')}`;
      const rest = await as('li', ...following, '--after', token);
      expect(there.out.endsWith(rest.out)).toBe(true);
      expect(rest.out.split('\n').length).toBe(there.out.split('\n').length - 2);
      const verified = answer<Json>(await as('li', 'audit', 'verify', '--json'));
      expect(verified).toMatchObject({ ok: true, problems: [] });
      const key = await run(['audit', 'key', '--data', service.data]);
      expect(await as('li', 'audit', 'key')).toEqual(key);
      const signed = await run(['audit', 'checkpoint', '--data', service.data]);
      expect(await as('li', 'audit', 'checkpoint')).toEqual(signed);
      expect((await as('li', 'audit', 'prove', String(second!['position']))).exit).toBe(0);
      await as('zhang', 'budgets', 'open', 'jilu-2024-unit', '--name', '记录局');
      const from = join(folder, 'from.txt');
      await writeFile(from, signed.out);
      await run(['audit', 'checkpoint', '--data', service.data]);
      const continued = await as('li', 'audit', 'prove', '--from', from);
      expect(continued).toMatchObject({ exit: 0, err: '', out: expect.stringMatching(/=\n$/) });
      expect(continued).toEqual(
        await run(['audit', 'prove', '--from', from, '--data', service.data]),
      );
      const reads = answer<Json>(await as('li', 'audit', 'reads', '--person', 'li', '--json'));
      expect(reads['items']![0]).toMatchObject({ actor: 'li' });
    },
  );

  it('bundles a budget as the data folder does, for whoever may prove', async () => {
    const [there, here] = [join(folder, 'there.zip'), join(folder, 'here.zip')];
    const words = ['audit', 'bundle', BUDGET, '--out'];
    expect(await as('li', ...words, there)).toMatchObject({ exit: 0, err: '' });
    expect((await run([...words, here, '--data', service.data])).exit).toBe(0);
    expect((await readFile(there)).equals(await readFile(here))).toBe(true);
    const key = (await as('li', 'audit', 'key')).out.trim();
    expect((await run(['verify-bundle', there, '--key', key])).exit).toBe(0);
    const reads = answer<Json>(await as('li', 'audit', 'reads', '--budget', BUDGET, '--json'));
    expect(reads['items']![0]).toMatchObject({ actor: 'li', how: 'proved', budget: BUDGET });
    const clerk = await as('zhang', 'audit', 'bundle', BUDGET);
    expect([clerk.exit, clerk.err]).toEqual([1, expect.stringContaining('prove')]);
    const unknown = await as('li', 'audit', 'bundle', 'no-2024-unit');
    expect([unknown.exit, unknown.err]).toEqual([1, expect.stringContaining('no-2024-unit')]);
  });

  it('records a change once whose answer was lost, when the command is repeated', async () => {
    const lossy = createServer((request, response) => {
      const forwarded = fetchFrom(request, service.address);
      void forwarded.then(async (answered) => {
        const body = Buffer.from(await answered.arrayBuffer());
        if (request.method === 'POST' && losing) {
          losing = false;
          response.destroy();
        } else
          response.writeHead(answered.status, { 'content-type': 'application/json' }).end(body);
      });
    });
    let losing = true;
    lossy.listen(0, '127.0.0.1');
    await once(lossy, 'listening');
    url = `http://127.0.0.1:${(lossy.address() as AddressInfo).port}`;
    try {
      const reason = '答复丢失';
      const proposing = [
        'amendments',
        'propose',
        BUDGET,
        '--kind',
        'supplement',
        '--change',
        CHANGE,
      ];
      const lost = await as('zhang', ...proposing, '--reason', reason);
      expect([lost.exit, lost.err]).toEqual([1, expect.stringContaining('repeat the command')]);
      const repeated = await as('zhang', ...proposing, '--reason', reason, '--json');
      expect(repeated.err).toContain('same key');
      const proposed = async () =>
        answer<Json>(
          await as('zhang', 'amendments', 'list', BUDGET, '--status', 'proposed', '--json'),
        ) as unknown as readonly { readonly id: string; readonly reason: string }[];
      const recorded = (await proposed()).filter((each) => each.reason === reason);
      expect(recorded.map(({ id }) => id)).toEqual([answer<Json>(repeated)['amendment']!['id']]);
      const another = await as('zhang', ...proposing, '--reason', reason, '--json');
      expect(another.err).not.toContain('same key');
      expect((await proposed()).filter((each) => each.reason === reason)).toHaveLength(2);
    } finally {
      url = undefined;
      lossy.closeAllConnections();
      lossy.close();
    }
  });

  itInEachStageOfCi(
    'gives up a history that no service gives, and waits for changes that come once there is one',
    async () => {
      let asked = 0;
      let isAway = true;
      const changing = createServer((request, response) => {
        asked += 1;
        if (isAway) response.writeHead(503).end();
        else
          void fetchFrom(request, service.address).then(async (answered) => {
            response.writeHead(answered.status, Object.fromEntries(answered.headers));
            await pipeline(Readable.fromWeb(answered.body! as ReadableStream), response).catch(
              () => undefined,
            );
          });
      });
      changing.listen(0, '127.0.0.1');
      await once(changing, 'listening');
      url = `http://127.0.0.1:${(changing.address() as AddressInfo).port}`;
      try {
        const ended = await as('li', 'changes', 'follow', '--end');
        expect([ended.exit, ended.out, asked]).toEqual([1, '', 4]);
        expect(ended.err).toBe(
          `The service at ${url} does not answer (HTTP 503): check LEDGER_URL, and repeat the command.\n`,
        );
        const stop = new AbortController();
        const followed = await run(['changes', 'follow', '--data', join(folder, 'none')], {
          env: { LEDGER_URL: url, LEDGER_TOKEN: await provider.token('li') },
          signal: stop.signal,
          onError: () => (isAway = false),
          onOutput: () => stop.abort(),
        });
        expect(followed.err).toBe(`${url} does not answer: waiting until it does\n`);
        expect(JSON.parse(followed.out.split('\n')[0]!)).toMatchObject({ sequence: 1 });
        expect(
          (await as('li', 'changes', 'follow', '--end', '--budget', 'no-2024-unit')).err,
        ).toMatch(/no-2024-unit/);
      } finally {
        url = undefined;
        changing.closeAllConnections();
        changing.close();
      }
    },
  );

  it('asks a service that authenticates nobody as the person that is named', async () => {
    const open = await running();
    try {
      const env = { LEDGER_URL: open.address, XDG_STATE_HOME: join(folder, 'nobody') };
      const opening = [
        'budgets',
        'open',
        'wenlv-2024-unit',
        '--name',
        '文化和旅游局',
        '--actor',
        '张三',
      ];
      const opened = await run([...opening, '--data', join(folder, 'none')], { env });
      expect(opened).toMatchObject({ exit: 0, err: '' });
      const changes = await run(['changes', 'follow', '--end', '--data', join(folder, 'none')], {
        env,
      });
      expect(changes.out).toContain('"actor":"张三"');
    } finally {
      await open.close();
    }
  });

  it('says when there is no service or token', async () => {
    const none = await run(['budgets', 'list'], { env: { LEDGER_URL: service.address } });
    expect([none.exit, none.err]).toEqual([1, expect.stringContaining('no token')]);
    const elsewhere = await run(['budgets', 'list'], {
      env: { LEDGER_URL: 'http://budget.example', LEDGER_TOKEN: 'secret' },
    });
    expect(elsewhere.err).toContain('https');
    expect(elsewhere.err).not.toContain('secret');
  });
});
