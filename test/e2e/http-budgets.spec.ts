import { deleteViews } from '../support/test-stores.js';
import { BUDGET, clientOf, item, line, opening, running, type Running } from './http-service.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

const LINES = `/v1/budgets/${BUDGET}/lines`;

const IN_CHINESE = { title: '不存在', detail: expect.stringContaining('没有') };
const IN_ENGLISH = { title: 'Not found', detail: expect.stringContaining('There is no') };

describe('A budget over HTTP', () => {
  let service: Running;
  beforeEach(async () => {
    service = await running();
  });
  afterEach(() => service.close());

  it('is opened once; opening it again with the same content changes nothing', async () => {
    const { get, post } = clientOf(service);
    const first = await post('/v1/budgets', opening());
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      budget: BUDGET,
      agency: { code: 'wenhua', name: 'wenhua局' },
      fiscalYear: 2024,
      scope: 'department',
      version: 0,
      reconciled: true,
      token: first.headers.get('ledger-token'),
    });
    expect(first.body['token']).toMatch(/^e1-\d{20}$/);
    expect((await post('/v1/budgets', opening())).status).toBe(200);
    const other = { ...opening(), agency: { code: 'wenhua', name: '文化和旅游局' } };
    expect((await post('/v1/budgets', other)).body).toMatchObject({ code: 'agency-differs' });
    const { token: _, ...summary } = first.body as unknown as Record<string, unknown>;
    expect((await get('/v1/budgets')).body).toEqual([summary]);
  });

  it('is reconciled only where it has revenue beside its expenditure', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    const any = { 'if-match': '*' };
    const reconciled = async (): Promise<unknown> =>
      (await get(`/v1/budgets/${BUDGET}`)).body['reconciled'];
    await post(LINES, { lines: [line('100.00')] }, any);
    expect(await reconciled()).toBe(false);
    expect((await get('/v1/budgets?reconciled=true')).body).toEqual([]);
    const revenue = { schedule: 'revenue', function: '2070101', source: 'fiscal-appropriation' };
    await post(LINES, { lines: [{ ...revenue, amount: '100.00' }] }, any);
    expect(await reconciled()).toBe(true);
  });

  it('has its version as ETag, which a change sends in If-Match', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    const { headers } = await get(`/v1/budgets/${BUDGET}`);
    expect(headers.get('etag')).toBe('"0"');
    const entered = await post(
      LINES,
      { lines: [line('100')] },
      { 'if-match': headers.get('etag') },
    );
    expect(entered.status).toBe(201);
    expect(entered.headers.get('etag')).toBe('"1"');
    expect(entered.body).toEqual({
      budget: BUDGET,
      version: 1,
      token: entered.headers.get('ledger-token'),
      recorded: 1,
      findings: 0,
      lines: [
        {
          line: 'expenditure/general/2070101/basic',
          schedule: 'expenditure',
          fund: 'general',
          function: '2070101',
          expenditure: 'basic',
          name: '行政运行',
          amount: '100.00',
          original: '100.00',
          adjusted: '100.00',
        },
      ],
    });
  });

  it('refuses a change without a version (428) or with an old one (412), and accepts *', async () => {
    const { post } = clientOf(service);
    await post('/v1/budgets', opening());
    expect((await post(LINES, { lines: [line()] })).body).toMatchObject({
      status: 428,
      code: 'precondition-required',
    });
    expect((await post(LINES, { lines: [line()] }, { 'if-match': '"7"' })).body).toMatchObject({
      status: 412,
      code: 'version-mismatch',
      expected: 7,
      actual: 0,
    });
    expect((await post(LINES, { lines: [line()] }, { 'if-match': '*' })).status).toBe(201);
  });

  it('validates the body before the version', async () => {
    const { post } = clientOf(service);
    await post('/v1/budgets', opening());
    expect((await post(LINES, { lines: [line(1)] })).body['code']).toBe('amount-not-string');
    expect((await post(LINES, { lines: [line('1,0')] }, { 'if-match': '"7"' })).status).toBe(400);
  });

  it('accepts the change of one of two clerks who send the same version', async () => {
    const { post } = clientOf(service);
    await post('/v1/budgets', opening());
    const race = await Promise.all(
      [1, 2].map((i) =>
        post(
          LINES,
          { lines: [line('1.00', item(i))] },
          { 'if-match': '"0"', 'ledger-actor': `${i}` },
        ),
      ),
    );
    expect(race.map(({ status }) => status).sort()).toEqual([201, 412]);
    expect(race.find(({ status }) => status === 412)!.body).toMatchObject({
      expected: 0,
      actual: 1,
    });
  });

  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', IN_CHINESE, 'zh'],
    ['en;q=0.3, zh;q=0.5', IN_CHINESE, 'zh'],
    ['en-GB,en;q=0.9,zh;q=0.1', IN_ENGLISH, 'en'],
    ['zh;q=0', IN_ENGLISH, 'en'],
    ['fr', IN_ENGLISH, 'en'],
  ])(
    'that does not exist is answered in the language of the client: %s',
    async (accepted, texts, language) => {
      const { get } = clientOf(service);
      const { status, headers, body } = await get(`/v1/budgets/${BUDGET}`, {
        'accept-language': accepted,
      });
      expect({ status, body }).toMatchObject({
        status: 404,
        body: { code: 'not-found', ...texts },
      });
      expect(headers.get('content-language')).toBe(language);
      expect(headers.get('vary')).toContain('accept-language');
    },
  );

  it('that does not exist is 404 for a change too', async () => {
    const { get, post } = clientOf(service);
    for (const match of ['"0"', '*'])
      expect((await post(LINES, { lines: [line()] }, { 'if-match': match })).body).toMatchObject({
        status: 404,
        code: 'not-found',
      });
    expect((await get(`/v1/budgets/${BUDGET}`)).status).toBe(404);
    expect((await get('/v1/budgets/no_such_form')).status).toBe(404);
  });

  it('shows the lines entered in lines, table, deltas, bridge and trail', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    const lines = [line('60.00'), { ...line('40.00'), expenditure: 'project' }];
    await post(LINES, { lines }, { 'if-match': '"0"' });
    const of = (path: string) => get(`/v1/budgets/${BUDGET}/${path}`);
    expect((await of('lines?schedule=expenditure')).body['lines']).toHaveLength(2);
    expect((await of('lines?schedule=revenue')).body['lines']).toEqual([]);
    expect((await of('tables/5')).body['totals']).toEqual({
      total: '100.00',
      basic: '60.00',
      project: '40.00',
    });
    expect((await of('tables/5?unit=万元')).body['totals']!['total']).toBe('0.01');
    expect((await of('deltas?against=original&by=split')).body['total']!['text']).toBe(
      '0.00, 0.00%',
    );
    expect((await of('bridge')).body['total']!['adjusted']).toBe('100.00');
    expect((await of('trail?line=2070101')).body['entries']).toHaveLength(2);
    expect((await of('trail?line=2070199')).body).toMatchObject({ status: 404, code: 'not-found' });
    const before = 'recorded=2020-01-01T00:00:00Z';
    expect((await of(`trail?line=2070101&${before}`)).body['entries']).toEqual([]);
    expect((await of('findings')).body).toEqual([]);
  });

  it('answers as of a day, an instant and a position, and shows what they were resolved to', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    const first = await post(LINES, { lines: [line('1.00')] }, { 'if-match': '"0"' });
    const position = BigInt(first.body['token']!.slice(-20)).toString();
    await post(LINES, { lines: [line('2.00', '2070102')] }, { 'if-match': '"1"' });
    const of = async (query: string) => (await get(`${LINES}?${query}`)).body;
    const asked = await of(`position=${position}`);
    expect(asked['lines']).toHaveLength(1);
    expect(asked['asOf']).toMatchObject({ position, effective: null });
    expect((await of('effective=2023-12-31'))['lines']).toEqual([]);
    const last = await of('');
    expect(await of(`recorded=${last['asOf']!['recorded']}`)).toEqual(last);
    // The plus sign of an offset, percent-encoded or not.
    expect((await of('recorded=2024-01-01T08:00:00%2B08:00'))['lines']).toEqual([]);
    expect((await of('recorded=2024-01-01T08:00:00+08:00'))['lines']).toEqual([]);
  });

  it('gives tables as CSV, Markdown and XLSX, by format or by Accept', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    await post(LINES, { lines: [{ ...line('1.50'), name: '=1+1' }] }, { 'if-match': '"0"' });
    const table = `/v1/budgets/${BUDGET}/tables/5`;
    const csv = await get(`${table}?format=csv`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.text).toContain("'=1+1");
    expect((await get(table, { accept: 'text/csv' })).text).toBe(csv.text);
    expect((await get(table, { accept: 'text/html,*/*;q=0.8' })).body['table']).toBe(5);
    expect((await get(`${table}?format=md`)).headers.get('content-type')).toContain('markdown');
    const xlsx = await get(table, {
      accept: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    });
    expect(xlsx.headers.get('content-type')).toContain('spreadsheetml');
    expect(xlsx.text.slice(0, 2)).toBe('PK');
  });

  itInEachStageOfCi(
    'gives the whole document in every format, by format or by Accept',
    async () => {
      const { get, post } = clientOf(service);
      await post('/v1/budgets', opening());
      await post(LINES, { lines: [{ ...line('1.50'), name: '=1+1' }] }, { 'if-match': '"0"' });
      const document = `/v1/budgets/${BUDGET}/document`;
      const json = await get(document);
      expect(json.body).toMatchObject({ budget: BUDGET, agencyName: 'wenhua局', fiscalYear: 2024 });
      expect(json.body['tables']).toHaveLength(9);
      const md = await get(`${document}?format=md`);
      expect(md.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
      expect(md.text).toContain('预算主管部门：wenhua局');
      expect((await get(`${document}?format=csv`)).text).toContain("'=1+1");
      const begins = { pdf: '%PDF', xlsx: 'PK', docx: 'PK' } as const;
      for (const [format, magic] of Object.entries(begins)) {
        const asked = await get(`${document}?format=${format}`);
        expect(asked.text.slice(0, magic.length)).toBe(magic);
        expect(asked.headers.get('content-disposition')).toBe(
          `attachment; filename="${BUDGET}.${format}"`,
        );
      }
      const accepted = await get(document, { accept: 'application/pdf' });
      expect(accepted.headers.get('content-type')).toBe('application/pdf');
      expect((await get(`${document}?format=odt`)).status).toBe(400);
      expect((await get('/v1/budgets/none-2024-unit/document')).status).toBe(404);
    },
  );

  itInEachStageOfCi('gives the same bytes after the views were deleted', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening());
    await post(LINES, { lines: [line('60.00'), line('1.00', '2070199')] }, { 'if-match': '*' });
    const questions = [
      '',
      '/lines',
      '/tables/3',
      '/tables/5',
      '/document',
      '/document?format=md',
      '/deltas',
      '/bridge',
      '/trail',
      '/findings',
    ];
    const ask = async () =>
      Promise.all(questions.map(async (path) => (await get(`/v1/budgets/${BUDGET}${path}`)).text));
    const before = await ask();
    await service.restart(() => deleteViews(service.data));
    expect(await ask()).toEqual(before);
  });
});

describe('A link to a line of the year before over HTTP', () => {
  const ANY = { 'if-match': '*' };
  let service: Running;
  beforeAll(async () => {
    service = await running();
    const { post } = clientOf(service);
    for (const fiscalYear of [2023, 2024]) {
      await post('/v1/budgets', { ...opening(), fiscalYear });
      await post(
        `/v1/budgets/wenhua-${fiscalYear}-department/lines`,
        {
          lines: [
            {
              schedule: 'project',
              project: fiscalYear === 2023 ? '旧/项目 100%' : '新/项目 100%',
              source: 'other',
              amount: '5.00',
            },
          ],
        },
        ANY,
      );
    }
  });
  afterAll(() => service.close());

  const FROM = 'project/旧%2F项目 100%25/other';
  const ROUTE = `${LINES}/${encodeURIComponent('project/新%2F项目 100%25/other')}`;
  const body = { from: FROM, weight: '0.4', reason: '更名' };

  it('is recorded once, followed by the deltas, and taken back', async () => {
    const { get, post } = clientOf(service);
    const linked = await post(`${ROUTE}/links`, body, { 'idempotency-key': 'k', 'if-match': '*' });
    expect(linked).toMatchObject({
      status: 201,
      body: { budget: BUDGET, line: 'project/新%2F项目 100%25/other', from: FROM, weight: '0.4' },
    });
    expect(linked.headers.get('etag')).toBe(`"${String(linked.body['version'])}"`);
    const again = await post(`${ROUTE}/links`, body, { 'idempotency-key': 'k', 'if-match': '*' });
    expect(again.body).toEqual(linked.body);
    expect((await get(`/v1/budgets/${BUDGET}/deltas?by=project`)).body).toMatchObject({
      rows: [
        { code: '新/项目 100%', base: '2.00', linked: [{ line: FROM, weight: '0.4' }] },
        { code: '旧/项目 100%', base: '3.00' },
      ],
      total: { base: '5.00' },
    });
    expect(await post(`${ROUTE}/unlink`, { from: FROM, reason: '误连' }, ANY)).toMatchObject({
      status: 201,
      body: { weight: null },
    });
    expect(await post(`${ROUTE}/unlink`, { from: FROM, reason: '误连' }, ANY)).toMatchObject({
      status: 404,
    });
  });

  it.each([
    [{ ...body, weight: '1.5' }, 422, 'link-weight'],
    [{ ...body, weight: 0.4 }, 400, 'malformed'],
    [{ ...body, from: 'project/无/other' }, 404, 'not-found'],
    [{ ...body, from: '旧' }, 422, 'line-invalid'],
    [{ ...body, budget: 'x' }, 400, 'unknown-field'],
  ])('is refused: %j', async (wrong, status, code) => {
    const { post } = clientOf(service);
    expect(await post(`${ROUTE}/links`, wrong, ANY)).toMatchObject({ status, body: { code } });
  });
});
