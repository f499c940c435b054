import { existsSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { changesAnswer, exceptionsAnswer, verifiedAnswer } from '../../src/audit/audit.answer.js';
import { shownBudget } from '../../src/budgets/budgets.answer.js';
import { documentAnswer } from '../../src/budgets/document/document.answer.js';
import { linesAnswer } from '../../src/budgets/lines/lines.answer.js';
import { bridgeAnswer } from '../../src/budgets/reports/bridge.answer.js';
import { deltasAnswer } from '../../src/budgets/reports/deltas.answer.js';
import { trailAnswer } from '../../src/budgets/reports/trail.answer.js';
import { tableAnswer } from '../../src/budgets/tables/table.answer.js';
import { processIo } from '../../src/cli/io.js';
import { Config } from '../../src/config/config.js';
import { findingsAnswer } from '../../src/findings/findings.answer.js';
import { PinoLogger } from '../../src/http/pino-logger.js';
import { importAnswer, importPreviewAnswer } from '../../src/imports/imports.answer.js';
import { serve } from '../../src/program/main.js';
import { main } from '../../src/program/run-command.js';
import { instead } from '../support/child-program.js';
import { executeOnViews, storesOf } from '../support/test-stores.js';
import { until } from '../support/until.js';
import { BUDGET, clientOf, line, opening, running, type Running } from './http-service.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

const bytes = await readFile(new URL('../../samples/baoshan-2022-unit.md', import.meta.url));

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('The service', () => {
  let service: Running;
  let imported: string;
  beforeAll(async () => {
    service = await running();
    const { post } = clientOf(service);
    await post('/v1/budgets', opening());
    await post(`/v1/budgets/${BUDGET}/lines`, { lines: [line()] }, { 'if-match': '*' });
    const { body } = await post('/v1/imports', bytes, { 'content-type': 'text/markdown' });
    imported = body['budget']!;
    importPreviewAnswer.parse(body);
    importAnswer.parse((await post(`/v1/imports/${body['id']}/commit`, {})).body);
  });
  afterAll(() => service.close());

  it('describes every path, with the shapes of bodies and answers', async () => {
    const { body } = await clientOf(service).get('/openapi.json');
    const paths = body['paths'] as unknown as Record<string, Record<string, Operation>>;
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/v1/budgets',
        '/v1/budgets/{budget}',
        '/v1/budgets/{budget}/lines',
        '/v1/budgets/{budget}/tables/{table}',
        '/v1/budgets/{budget}/deltas',
        '/v1/budgets/{budget}/bridge',
        '/v1/budgets/{budget}/trail',
        '/v1/budgets/{budget}/findings',
        '/v1/imports',
        '/v1/imports/{id}/commit',
        '/v1/changes',
        '/v1/audit/verify',
        '/healthz',
        '/readyz',
        '/metrics',
      ]),
    );
    for (const [path, methods] of Object.entries(paths))
      for (const [method, { responses, requestBody }] of Object.entries(methods)) {
        const answer = responses['200'] ?? responses['201'];
        expect([path, method, Object.values(answer?.content ?? {})[0]?.schema]).toEqual([
          path,
          method,
          expect.anything(),
        ]);
        if (method === 'post' && path.startsWith('/v1/budgets')) expect(requestBody).toBeDefined();
      }
    const lines = paths['/v1/budgets/{budget}/lines']!;
    expect(lines['get']!.parameters.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['budget', 'schedule', 'effective', 'recorded', 'position']),
    );
    expect(lines['post']!.parameters.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Ledger-Actor', 'Idempotency-Key', 'If-Match']),
    );
    // Every reference has a target.
    for (const [, name] of JSON.stringify(body).matchAll(/#\/components\/schemas\/([\w-]+)/g))
      expect(Object.keys(body['components']!['schemas']!)).toContain(name);
  });

  itInEachStageOfCi('answers in the shapes that it describes', async () => {
    const { get } = clientOf(service);
    for (const budget of [BUDGET, imported]) {
      const of = async (path: string) => (await get(`/v1/budgets/${budget}${path}`)).body;
      shownBudget.parse(await of(''));
      linesAnswer.parse(await of('/lines'));
      for (let table = 1; table <= 9; table += 1) tableAnswer.parse(await of(`/tables/${table}`));
      for (const by of ['class', 'group', 'item', 'economic', 'split', 'three-public', 'project'])
        deltasAnswer.parse(await of(`/deltas?by=${by}`));
      bridgeAnswer.parse(await of('/bridge'));
      trailAnswer.parse(await of('/trail'));
      findingsAnswer.parse(await of('/findings'));
      documentAnswer.parse(await of('/document'));
    }
    changesAnswer.parse((await get('/v1/audit/changes')).body);
    exceptionsAnswer.parse((await get('/v1/audit/exceptions')).body);
    verifiedAnswer.parse((await get('/v1/audit/verify')).body);
  });

  it.each`
    path                 | words
    ${''}                | ${['budgets', 'show', '']}
    ${'/lines'}          | ${['budgets', 'lines', '']}
    ${'/tables/8'}       | ${['budgets', 'table', '', '8']}
    ${'/deltas?by=item'} | ${['budgets', 'deltas', '', '--by', 'item']}
    ${'/bridge'}         | ${['budgets', 'bridge', '']}
    ${'/trail'}          | ${['budgets', 'trail', '']}
    ${'/findings'}       | ${['budgets', 'findings', '']}
  `(
    'answers $path with the bytes that the command line prints',
    async ({ path, words }: { path: string; words: readonly string[] }) => {
      const { text } = await clientOf(service).get(`/v1/budgets/${imported}${path}`);
      const argv = words.map((word) => word || imported);
      expect(text).toBe(await printed([...argv, '--json', '--data', service.data]));
    },
  );

  it('reads the whole log again and reports that it is intact', async () => {
    const { body } = await clientOf(service).get('/v1/audit/verify');
    expect(body).toMatchObject({ ok: true, problems: [] });
    expect(body['events']).toBeGreaterThan(100);
    expect(body['lastToken']).toMatch(/^e1-/);
  });

  itInEachStageOfCi(
    'answers others while a log is verified, and ends a verification whose caller goes',
    async () => {
      const { get } = clientOf(service);
      const program = join(service.data, 'held.mjs');
      const begun = join(service.data, 'held.pid');
      await writeFile(
        program,
        `import { writeFileSync } from 'node:fs';
       process.on('message', () => { writeFileSync(${JSON.stringify(begun)}, String(process.pid)); for (;;); });`,
      );
      instead.set('audit/verify-log.child.js', program);
      const caller = new AbortController();
      const held = fetch(`${service.address}/v1/audit/verify`, { signal: caller.signal });
      try {
        await until('it is begun', () => existsSync(begun) && statSync(begun).size > 0);
        expect((await get('/v1/budgets')).status).toBe(200);
        expect((await get('/v1/audit/verify')).status).toBe(429);
      } finally {
        instead.clear();
        caller.abort();
      }
      await expect(held).rejects.toThrow();
      const pid = Number(await readFile(begun, 'utf8'));
      await until('it has ended', () => !isRunning(pid));
      await until('another may begin', async () => (await get('/v1/audit/verify')).status === 200);
      expect(service.logged.filter((each) => each.includes('a request failed'))).toEqual([]);
    },
  );

  it('has a documentation page', async () => {
    const { get } = clientOf(service);
    const { text } = await get('/docs');
    expect(text).toContain('budget-ledger');
    expect((await get('/docs/swagger-ui-bundle.js')).status).toBe(200);
  });

  it('is alive, and ready once the views follow the log', async () => {
    const { get } = clientOf(service);
    expect((await get('/healthz')).body).toEqual({ status: 'alive' });
    expect((await get('/readyz')).body['status']).toBe('ready');
  });

  it('is not ready while a view is built anew, and names it in a problem, compressed or not', async () => {
    const state = (from: string, to: string) =>
      executeOnViews(
        service.data,
        "UPDATE projections SET state = ? WHERE name = 'budgets' AND state = ?",
        [to, from],
      );
    await state('live', 'building');
    try {
      for (const coding of ['identity', 'gzip']) {
        const { status, body } = await clientOf(service).get('/readyz', {
          'accept-encoding': coding,
        });
        expect([coding, status, body['code']]).toEqual([coding, 503, 'projection-behind']);
        expect(body['detail']).toContain('budgets');
      }
    } finally {
      await state('building', 'live');
    }
    await until('it is ready', async () => (await clientOf(service).get('/readyz')).status === 200);
  });

  it('is ready while a view has stopped at a budget, and names it; reads of this budget alone are refused', async () => {
    const { get, post } = clientOf(service);
    for (const agency of ['halted', 'sound'])
      expect((await post('/v1/budgets', opening(agency))).status).toBe(201);
    const budget = 'halted-2024-department';
    await executeOnViews(
      service.data,
      `INSERT INTO stopped_budgets SELECT name, generation, ?, 1, 0, 'no such row', '2026-01-01T00:00:00.000Z', 0, 0, NULL FROM projections WHERE name = 'budgets' AND state = 'live'`,
      [budget],
    );
    const { status, body } = await get('/readyz');
    expect(status).toBe(200);
    expect(JSON.stringify(body['projections'])).toContain(budget);
    expect((await get('/metrics')).text).toContain(
      'ledger_projection_stopped_budgets{projection="budgets"} 1',
    );
    const reads = ['', '/lines', '/tables/3', '/deltas', '/bridge', '/trail', '/findings'];
    for (const path of [...reads, '/amendments', '/document?format=md']) {
      const refused = await get(`/v1/budgets/${budget}${path}`);
      expect([path, refused.status, refused.body['code']]).toEqual([path, 503, 'budget-stopped']);
      expect(refused.body['detail']).toContain('projector retry');
    }
    for (const path of reads)
      expect((await get(`/v1/budgets/sound-2024-department${path}`)).status).toBe(200);
    expect((await get('/v1/budgets')).status).toBe(200);
    // A change is decided on the log, and answered with what was recorded.
    const entered = await post(
      `/v1/budgets/${budget}/lines`,
      { lines: [line('7.00')] },
      { 'if-match': '*' },
    );
    expect([entered.status, entered.body]).toMatchObject([
      201,
      { lines: [{ amount: '7.00' }], projection: 'behind' },
    ]);
    const amount = { ...line('7.00'), expenditure: 'project' };
    await post('/v1/budgets/sound-2024-department/lines', { lines: [amount] }, { 'if-match': '*' });
    const transfer = {
      kind: 'reallocation',
      reason: '划转',
      to: budget,
      changes: [{ function: amount.function, expenditure: 'project', amount: '-5.00' }],
    };
    const tried = await post('/v1/budgets/sound-2024-department/amendments?dryRun=true', transfer, {
      'if-match': '*',
    });
    expect([tried.status, tried.body]).toMatchObject([
      200,
      { amendments: [{ budget: 'sound-2024-department' }, { budget }] },
    ]);
    expect(tried.body['receiverTables']).toBeUndefined();
    await executeOnViews(service.data, 'DELETE FROM stopped_budgets');
    expect((await get(`/v1/budgets/${budget}/lines`)).body['lines']).toHaveLength(1);
  });

  it('counts requests by route and status, and shows the positions of the log and the views', async () => {
    const { get } = clientOf(service);
    await get('/v1/budgets/nothing-2024-unit');
    const { text } = await get('/metrics');
    expect(text).toMatch(
      /ledger_http_request_seconds_count\{method="GET",route="\/v1\/budgets\/:budget",status="404"\} [1-9]/,
    );
    expect(text).toMatch(/ledger_log_position [1-9]/);
    expect(text).toMatch(/ledger_projection_lag_events\{projection="audit-trail"\} 0/);
    expect(text).toMatch(/ledger_http_writes_total\{route="\/v1\/budgets"\} [1-9]/);
  });

  it.each([
    ['0.0.0.0', 1],
    ['127.0.0.1', 0],
    ['localhost', 0],
  ])(
    'at the address %s warns %i times that it does not authenticate',
    async (LEDGER_HOST, warnings) => {
      const reached = await running({ LEDGER_HOST, LEDGER_EXPOSE: 'unauthenticated' });
      const told = reached.logged.filter((line) => line.includes('does not authenticate'));
      expect(told).toHaveLength(warnings);
      await reached.close();
    },
  );

  it.each([
    [{ LEDGER_HOST: '' }, 'LEDGER_HOST is empty'],
    [
      { LEDGER_HOST: '192.0.2.1', LEDGER_EXPOSE: 'unauthenticated' },
      'is not an address of this machine',
    ],
    [{ LEDGER_HOST: '0.0.0.0' }, 'the service authenticates nobody'],
    [{ LEDGER_AUTH: 'oidc:http://login.example', LEDGER_AUDIENCE: 'a' }, 'LEDGER_AUTH must be'],
    [{ LEDGER_AUTH: 'oidc:https://login.example' }, 'LEDGER_AUTH needs LEDGER_AUDIENCE'],
    [
      { LEDGER_AUTH: 'oidc:https://login.example', LEDGER_AUDIENCE: 'a' },
      'the policy gives nobody a role',
    ],
    [{ LEDGER_CORS: 'https://a.example/' }, 'LEDGER_CORS must name origins'],
    [{ LEDGER_ALLOWED_HOSTS: 'a.example:3000' }, 'LEDGER_ALLOWED_HOSTS must name hosts'],
    [{ LEDGER_TRUST_PROXY: 'proxy.example' }, 'LEDGER_TRUST_PROXY must name addresses'],
    [{ LEDGER_TRUST_PROXY: '10.1.0.4, 10.1.0.0/33' }, 'not "10.1.0.0/33"'],
    [{ LEDGER_TLS_CERT: 'a.pem' }, 'LEDGER_TLS_CERT and LEDGER_TLS_KEY belong together'],
    [{ LEDGER_LOG: 'sqlite:' }, 'LEDGER_LOG must be like'],
    [{ LEDGER_VIEWS: 'sqlite:' }, 'LEDGER_VIEWS must be like'],
    [{ LEDGER_POLICY: join('nowhere', 'policy.json') }, 'policy.json cannot be read'],
  ])('does not start with %j, and says why', async (settings, sentence) => {
    await expect(running(settings as Record<string, string>)).rejects.toMatchObject({
      name: 'Refusal',
      message: expect.stringContaining(sentence),
    });
  });

  it('refuses a port that is in use with one message', async () => {
    const port = Number(new URL(service.address).port);
    const logger = new PinoLogger(pino({ level: 'silent' }));
    await expect(serve(Config.of({}, { data: service.data, port }), logger)).rejects.toThrow(
      new RegExp(`^Port ${port} is in use: .*\\.$`),
    );
  });
});

/** What a command writes to standard output. */
const printed = async (argv: readonly string[]): Promise<string> => {
  const stdout = new PassThrough();
  const output = text(stdout);
  const io = {
    ...processIo(),
    stdout,
    stderr: new PassThrough(),
    env: storesOf(argv.at(-1)!),
  };
  expect(await main(argv, io)).toBe(0);
  stdout.end();
  return output;
};

interface Operation {
  readonly responses: Record<
    string,
    { content?: Record<string, { schema?: unknown }> } | undefined
  >;
  readonly requestBody?: unknown;
  readonly parameters: readonly { readonly name: string }[];
}
