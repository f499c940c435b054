import { jest } from '@jest/globals';
import { request } from 'node:http';
import { BUDGET, clientOf, line, opening, running, type Running } from './http-service.js';

const LINES = `/v1/budgets/${BUDGET}/lines`;

describe('The HTTP interface', () => {
  let service: Running;
  beforeAll(async () => {
    service = await running();
    const { post } = clientOf(service);
    await post('/v1/budgets', opening());
    await post(LINES, { lines: [line()] }, { 'if-match': '"0"' });
  });
  afterAll(() => service.close());

  it.each`
    query                                          | code                     | pointer
    ${'lines?unknown=1'}                           | ${'unknown-parameter'}   | ${'/unknown'}
    ${'lines?actor=zhang'}                         | ${'unknown-parameter'}   | ${'/actor'}
    ${'findings?effective=2024-01-01'}             | ${'unknown-parameter'}   | ${'/effective'}
    ${'lines?effective=2023-02-29'}                | ${'malformed'}           | ${'/effective'}
    ${'lines?effective=2024-01-01&effective=2024'} | ${'malformed'}           | ${'/effective'}
    ${'lines?recorded=yesterday'}                  | ${'malformed'}           | ${'/recorded'}
    ${'lines?recorded=2999-01-01T00:00:00Z'}       | ${'as-of-in-future'}     | ${'/recorded'}
    ${'lines?position=-1'}                         | ${'malformed'}           | ${'/position'}
    ${'lines?position=999999999999999'}            | ${'position-beyond-log'} | ${undefined}
    ${'lines?schedule=t3'}                         | ${'malformed'}           | ${'/schedule'}
    ${'deltas?by=colour'}                          | ${'malformed'}           | ${'/by'}
    ${'deltas?against=last-year'}                  | ${'malformed'}           | ${'/against'}
    ${'deltas?against=2023-13-01'}                 | ${'malformed'}           | ${'/against'}
    ${'tables/3?unit=亿元'}                        | ${'malformed'}           | ${'/unit'}
    ${'tables/3?format=docx'}                      | ${'malformed'}           | ${'/format'}
    ${'tables/3?rebuild=maybe'}                    | ${'malformed'}           | ${'/rebuild'}
  `('refuses with 400 $code: $query', async ({ query, code, pointer }) => {
    const { status, headers, body } = await clientOf(service).get(`/v1/budgets/${BUDGET}/${query}`);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({ status: 400, code, type: `urn:budget-ledger:problem:${code}` });
    expect(body['title']).toBeTruthy();
    expect(body['detail']).toMatch(/\.$/);
    expect(body['errors']?.[0]?.['pointer']).toBe(pointer);
  });

  it.each`
    what                      | lines                                       | status | code                        | pointer
    ${'a number for money'}   | ${[line(100)]}                              | ${400} | ${'amount-not-string'}      | ${'/lines/0/amount'}
    ${'a comma'}              | ${[line(), line('1,000.00')]}               | ${400} | ${'amount-form'}            | ${'/lines/1/amount'}
    ${'three decimals'}       | ${[line('1.005')]}                          | ${400} | ${'amount-form'}            | ${'/lines/0/amount'}
    ${'an exponent'}          | ${[line('1e3')]}                            | ${400} | ${'amount-form'}            | ${'/lines/0/amount'}
    ${'an unknown field'}     | ${[{ ...line(), colour: 'red' }]}           | ${400} | ${'unknown-field'}          | ${'/lines/0/colour'}
    ${'another dimension'}    | ${[{ ...line(), economic: '30101' }]}       | ${400} | ${'unknown-field'}          | ${'/lines/0/economic'}
    ${'no schedule'}          | ${[{ amount: '1.00' }]}                     | ${400} | ${'malformed'}              | ${'/lines/0/schedule'}
    ${'a missing dimension'}  | ${[{ ...line(), fund: undefined }]}         | ${400} | ${'malformed'}              | ${'/lines/0/fund'}
    ${'no amount'}            | ${[{ ...line(), amount: undefined }]}       | ${400} | ${'malformed'}              | ${'/lines/0/amount'}
    ${'no lines'}             | ${[]}                                       | ${400} | ${'malformed'}              | ${'/lines'}
    ${'a class for a leaf'}   | ${[line('1.00', '207')]}                    | ${422} | ${'line-invalid'}           | ${'/lines/0'}
    ${'NUL in a name'}        | ${[line(), { ...line(), name: 'a\u0000' }]} | ${422} | ${'text-invalid'}           | ${'/lines/1/name'}
    ${'more than a budget'}   | ${[line('10000000000000.00')]}              | ${422} | ${'amount-too-large'}       | ${'/lines/0/amount'}
    ${'a line below zero'}    | ${[line('-1.00', '2070102')]}               | ${422} | ${'line-would-go-negative'} | ${'/lines/0/amount'}
    ${'another amount of it'} | ${[line('7.00')]}                           | ${409} | ${'line-exists'}            | ${undefined}
  `('refuses with $status $code: $what', async ({ lines, status, code, pointer }) => {
    const answer = await clientOf(service).post(LINES, { lines }, { 'if-match': '*' });
    expect(answer.body).toMatchObject({ status, code });
    expect(answer.status).toBe(status);
    expect(answer.body['errors']?.[0]?.['pointer']).toBe(pointer);
  });

  it.each([
    [
      '/v1/budgets',
      { ...opening('wenhua', 2025), agency: { code: 'wenhua', name: '文\u0000化' } },
      '/agency/name',
    ],
    [
      `/v1/budgets/${BUDGET}/amendments`,
      { kind: 'supplement', reason: '半 \uD800 个', changes: [] },
      '/reason',
    ],
    [
      `/v1/budgets/${BUDGET}/corrections`,
      { corrects: '\u0007', to: '1.00', reason: '错' },
      '/corrects',
    ],
    [
      '/v1/agencies/wenhua/rename',
      { name: 'a\u001Bb', authority: '1号', effectiveOn: '2024-01-01' },
      '/name',
    ],
    [
      `/v1/budgets/${BUDGET}/findings/1/resolve`,
      { decision: 'known-slip', reason: 'a\u0085' },
      '/reason',
    ],
    ['/v1/imports?file=a%00.pdf', '合计', '/file'],
    [`/v1/budgets/${BUDGET}%00/amendments`, { kind: 'supplement', reason: 'x', changes: [] }, ''],
  ])('refuses a text that no store holds, at any door: %s', async (path, body, pointer) => {
    const answer = await clientOf(service).post(path, body, { 'if-match': '*' });
    expect(answer.body).toMatchObject({ status: 422, code: 'text-invalid', errors: [{ pointer }] });
  });

  it('refuses such a text in a query and in the name of a person', async () => {
    const { get, post } = clientOf(service);
    expect((await get('/v1/amendments?proposedBy=%00')).body['code']).toBe('text-invalid');
    const actor = { 'if-match': '*', 'ledger-actor': '\u0085' };
    expect((await post(LINES, { lines: [line('9.00', '2070103')] }, actor)).body['code']).toBe(
      'text-invalid',
    );
  });

  it.each([
    ['GET', '/v1/nothing', 404, 'not-found'],
    ['GET', '/nothing', 404, 'not-found'],
    ['GET', `/v1/budgets/${BUDGET}/tables/0`, 404, 'not-found'],
    ['GET', `/v1/budgets/${BUDGET}/tables/10`, 404, 'not-found'],
    ['GET', `/v1/budgets/${BUDGET}/tables/three`, 404, 'not-found'],
    ['PUT', '/v1/nothing', 404, 'not-found'],
    ['GET', '/v1/budgets/%E0%A4%A', 400, 'url-malformed'],
    ['DELETE', `/v1/budgets/${BUDGET}`, 405, 'method-not-allowed'],
    ['PUT', '/v1/budgets', 405, 'method-not-allowed'],
    ['GET', '/v1/imports', 405, 'method-not-allowed'],
  ])('answers %s %s with %i %s', async (method, path, status, code) => {
    const response = await fetch(`${service.address}${path}`, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status, code });
    if (status === 405) expect(response.headers.get('allow')).toMatch(/GET|POST/);
  });

  it('refuses with 406 to send what Accept takes in no form, and never a change that it has recorded', async () => {
    const { get, post } = clientOf(service);
    for (const [path, accept, offered] of [
      ['/v1/budgets', 'application/xml', ['application/json']],
      ['/v1/budgets', 'application/json;q=0', ['application/json']],
      [`/v1/budgets/${BUDGET}/tables/1`, 'application/pdf', expect.arrayContaining(['text/csv'])],
    ] as const) {
      const { status, headers, body } = await get(path, { accept });
      expect([accept, status]).toEqual([accept, 406]);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(body).toMatchObject({ code: 'not-acceptable', offered });
    }
    for (const accept of [
      '',
      'text/html,*/*;q=0.8',
      'application/*',
      'Application/JSON;charset=utf-8',
    ])
      expect([accept, (await get('/v1/budgets', { accept })).status]).toEqual([accept, 200]);
    const change = { lines: [line('1.00', '2070103')] };
    const answer = await post(LINES, change, { 'if-match': '*', accept: 'application/xml' });
    expect(answer.status).toBe(201);
  });

  it('refuses a body that is not JSON, of another type, or too large', async () => {
    const { post } = clientOf(service);
    expect((await post('/v1/budgets', '{"agency":')).body).toMatchObject({
      status: 400,
      code: 'malformed',
    });
    expect((await post('/v1/budgets', 'null')).body).toMatchObject({
      status: 400,
      code: 'malformed',
    });
    expect((await post('/v1/budgets', '')).body).toMatchObject({ status: 400, code: 'malformed' });
    expect((await post('/v1/budgets', 'a=b', { 'content-type': 'text/plain' })).body).toMatchObject(
      {
        status: 415,
        code: 'media-type-unsupported',
      },
    );
    const large = JSON.stringify({ filler: 'x'.repeat(5 * 1024 * 1024) });
    expect((await post('/v1/budgets', large)).body).toMatchObject({
      status: 413,
      code: 'body-too-large',
    });
  });

  it('refuses a body that is nested too deeply, or has a __proto__ key', async () => {
    const { post } = clientOf(service);
    const deep = `{"agency":${'['.repeat(500_000)}${']'.repeat(500_000)}}`;
    expect((await post('/v1/budgets', deep)).status).toBe(400);
    const odd = JSON.stringify(opening()).replace('{', '{"__proto__":{},');
    expect((await post('/v1/budgets', odd)).body).toMatchObject({ code: 'unknown-field' });
  });

  it('answers a bug with 500 and without its cause, which is in the log under the same instance', async () => {
    const { Projector } = await import('../../src/projector/projector.js');
    const status = jest
      .spyOn(Projector.prototype, 'status')
      .mockRejectedValueOnce(new Error('a secret cause'));
    const { body, text } = await clientOf(service).get('/readyz');
    status.mockRestore();
    expect(body).toMatchObject({ status: 500, code: 'internal' });
    expect(text).not.toContain('secret');
    expect(text).not.toContain('.ts');
    const id = body['instance']!.replace('urn:uuid:', '');
    expect(
      service.logged.some((entry) => entry.includes(id) && entry.includes('a secret cause')),
    ).toBe(true);
  });

  it('never logs a body', async () => {
    const { post } = clientOf(service);
    await post(
      LINES,
      { lines: [{ ...line('3.21', '2070103'), name: '不入日志' }] },
      { 'if-match': '*' },
    );
    expect(service.logged.join('')).not.toContain('不入日志');
    expect(service.logged.join('')).toContain(LINES);
  });

  it('reads the name of an actor as UTF-8', async () => {
    const { get, post } = clientOf(service);
    const actor = Buffer.from('张三').toString('latin1');
    await post(
      LINES,
      { lines: [line('1.00', '2070104')] },
      { 'if-match': '*', 'ledger-actor': actor },
    );
    const { body } = await get(`/v1/budgets/${BUDGET}/trail?line=2070104`);
    expect(body['entries']![0]!['actor']).toBe('张三');
  });

  it('listens on the loopback address only', () => {
    expect(service.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('answers other requests while one sends less than its Content-Length', async () => {
    const { hostname, port } = new URL(service.address);
    const open = request({
      hostname,
      port,
      method: 'POST',
      path: '/v1/budgets',
      headers: { 'content-length': '1000', 'ledger-actor': 'z' },
    });
    open.on('error', () => undefined);
    open.write('{');
    expect((await clientOf(service).get('/healthz')).status).toBe(200);
    open.destroy();
  });
});
