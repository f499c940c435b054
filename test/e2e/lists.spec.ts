import { answer, run } from './cli-harness.js';
import { clientOf, item, opening, running, type Answer, type Running } from './http-service.js';
import { executeOnViews } from '../support/test-stores.js';

const BUDGETS = ['gongyuan-2024-department', 'tiyu-2024-department', 'wenhua-2023-department'];
const FIRST = BUDGETS[0]!;

let service: Running;
let get: (path: string, headers?: Record<string, string>) => Promise<Answer>;

const lineOf = (index: number, amount: string) => ({
  schedule: 'expenditure',
  fund: 'general',
  function: item(index),
  expenditure: 'project',
  amount,
});

beforeAll(async () => {
  service = await running();
  const client = clientOf(service);
  ({ get } = client);
  const { post } = client;
  const ok = async (path: string, body: unknown, headers?: Record<string, string>) => {
    const { status, text, body: answered } = await post(path, body, headers);
    if (status >= 300) throw new Error(`${path}: ${status} ${text}`);
    return answered;
  };
  for (const budget of BUDGETS) {
    const [agency, year] = budget.split('-') as [string, string];
    await ok('/v1/budgets', opening(agency, Number(year)));
    const path = `/v1/budgets/${budget}`;
    const any = { 'if-match': '*' };
    const revenue = { schedule: 'revenue', source: 'fiscal-appropriation', amount: '100.00' };
    const lines = [1, 2, 3].flatMap((i) => [
      { ...revenue, function: item(i) },
      lineOf(i, '100.00'),
    ]);
    await ok(`${path}/lines`, { lines }, any);
    for (const i of [1, 2]) {
      const proposed = await ok(
        `${path}/amendments`,
        {
          kind: 'reallocation',
          reason: `调整${i}`,
          changes: [
            { function: item(i), fund: 'general', expenditure: 'project', amount: '-10.00' },
            { function: item(3), fund: 'general', expenditure: 'project', amount: '10.00' },
          ],
        },
        any,
      );
      await ok(
        `${path}/amendments/${proposed['amendment']!['id']}/approve`,
        {
          authority: { number: '宝财预〔2024〕15号' },
          approvedOn: `${year}-01-15`,
          effectiveOn: `${year}-01-15`,
        },
        { ...any, 'ledger-actor': 'chief' },
      );
    }
  }
  // Lines that do not balance raise findings; a code that no list has raises another one.
  await ok(
    `/v1/budgets/${FIRST}/lines`,
    {
      lines: [
        { ...lineOf(1, '1.00'), function: '2079997' },
        { ...lineOf(1, '2.00'), function: '2079998' },
      ],
    },
    { 'if-match': '*' },
  );
  await ok(
    '/v1/agencies/tiyu/rename',
    { name: '体育局', effectiveOn: '2024-02-01' },
    { 'if-match': '*' },
  );
  await ok(
    '/v1/agencies/tiyu/rename',
    { name: '文体局', effectiveOn: '2999-01-01' },
    { 'if-match': '*' },
  );
});
afterAll(() => service.close());

/** Reads a list part by part. */
const inParts = async (path: string, limit: number): Promise<readonly unknown[]> => {
  const items: unknown[] = [];
  for (let after = ''; ;) {
    const query = `${path.includes('?') ? '&' : '?'}limit=${limit}${after && `&after=${after}`}`;
    const { status, body } = await get(`${path}${query}`);
    expect([path, status]).toEqual([path, 200]);
    const part = body['items'] as unknown as unknown[];
    expect(part.length).toBeLessThanOrEqual(limit);
    items.push(...part);
    if (body['next'] === null) return items;
    after = encodeURIComponent(String(body['next']));
  }
};

const LISTS = [
  '/v1/budgets',
  '/v1/agencies',
  '/v1/amendments',
  '/v1/audit/changes',
  `/v1/audit/changes?budget=${FIRST}`,
  '/v1/audit/late?days=1',
  '/v1/audit/exceptions',
  '/v1/audit/in-transit',
  `/v1/budgets/${FIRST}/amendments`,
  `/v1/budgets/${FIRST}/findings`,
];

describe('A list', () => {
  it.each(LISTS)('%s is an array, and the same in parts of 1, 2 and 1000', async (path) => {
    const { body } = await get(path);
    expect(Array.isArray(body)).toBe(true);
    if (!path.endsWith('in-transit')) expect(body.length).toBeGreaterThan(1);
    for (const limit of [1, 2, 1_000]) expect(await inParts(path, limit)).toEqual(body);
  });

  it('of a trail is the same in parts, also those of one line', async () => {
    for (const line of ['', `?line=${item(3)}`]) {
      const path = `/v1/budgets/${FIRST}/trail${line}`;
      const { body } = await get(path);
      expect(body['entries']!.length).toBeGreaterThan(1);
      for (const limit of [1, 3]) expect(await inParts(path, limit)).toEqual(body['entries']);
    }
    const { body } = await get(`/v1/budgets/${FIRST}/trail?limit=1`);
    expect(Object.keys(body)).toEqual(['budget', 'items', 'next', 'asOf']);
  });

  it('continues after an entry that is no longer the last, and is empty after the last one', async () => {
    const { body } = await get(`/v1/budgets?after=${BUDGETS[1]}`);
    expect(body).toMatchObject({ items: [{ budget: BUDGETS[2] }], next: null });
    expect((await get(`/v1/budgets?after=${BUDGETS[2]}`)).body).toEqual({ items: [], next: null });
  });

  it.each([...LISTS, `/v1/budgets/${FIRST}/trail`])(
    '%s refuses a place that no part named, and a limit of none',
    async (path) => {
      for (const wrong of ['after=Not a place', 'limit=0', 'limit=1001']) {
        const { status, body } = await get(`${path}${path.includes('?') ? '&' : '?'}${wrong}`);
        expect([path, wrong, status, body['code']]).toEqual([path, wrong, 400, 'malformed']);
      }
    },
  );

  it('in a file names its next part in a header', async () => {
    const whole = (await get('/v1/audit/changes?format=csv')).text.split('\n');
    const first = await get('/v1/audit/changes?format=csv&limit=2');
    expect(first.text.split('\n').slice(0, 3)).toEqual(whole.slice(0, 3));
    const next = first.headers.get('ledger-next')!;
    const rest = await get(`/v1/audit/changes?format=csv&after=${next}`);
    expect(rest.text.split('\n').slice(1)).toEqual(whole.slice(3));
    expect(rest.headers.get('ledger-next')).toBeNull();
  });

  it('is on the command line what it is over HTTP', async () => {
    const cli = async (...argv: readonly string[]) =>
      answer(await run([...argv, '--data', service.data, '--json']));
    const over = async (path: string) => (await get(path)).body;
    expect(await cli('budgets', 'list', '--year', '2024', '--limit', '1')).toEqual(
      await over('/v1/budgets?year=2024&limit=1'),
    );
    expect(await cli('agencies', 'list')).toEqual(await over('/v1/agencies'));
    expect(await cli('audit', 'changes', '--limit', '2')).toEqual(
      await over('/v1/audit/changes?limit=2'),
    );
    expect(await cli('budgets', 'trail', FIRST, '--limit', '2')).toEqual(
      await over(`/v1/budgets/${FIRST}/trail?limit=2`),
    );
    const totals = ['budgets', 'totals', '--year', '2024', '--by', 'kind', '--against', 'original'];
    expect(await cli(...totals)).toEqual(
      await over('/v1/totals?year=2024&by=kind&against=original'),
    );
    expect(await cli('budgets', 'totals')).toMatchObject({ years: [2024], budgets: 2 });
    expect(await cli('budgets', 'search', '调整', '--limit', '2')).toEqual(
      await over(`/v1/search?q=${encodeURIComponent('调整')}&limit=2`),
    );
    expect((await get('/v1/search')).body['code']).toBe('malformed');
    const { out: found } = await run(['budgets', 'search', '文体', '--data', service.data]);
    expect(found).toMatch(/agency +tiyu-2024-department/);
    const { out: text } = await run([...totals, '--data', service.data]);
    expect(text).toMatch(/2 budgets of departments, 2024; 2 against original/);
    expect(text).toMatch(/合计 .* 603\.00 .* 603\.00/);
    const { out } = await run(['budgets', 'list', '--limit', '1', '--data', service.data]);
    expect(out).toContain(`more: --after ${FIRST}`);
  });
});

describe('The list of budgets', () => {
  const ids = async (query: string) =>
    ((await get(`/v1/budgets?${query}`)).body as unknown as { budget: string }[]).map(
      ({ budget }) => budget,
    );

  it('is filtered by agency, year, scope and open findings', async () => {
    expect(await ids('agency=tiyu')).toEqual([BUDGETS[1]]);
    expect(await ids('year=2023')).toEqual([BUDGETS[2]]);
    expect(await ids('scope=unit')).toEqual([]);
    expect(await ids('scope=department&year=2024')).toEqual(BUDGETS.slice(0, 2));
    expect(await ids('reconciled=false')).toEqual([FIRST]);
    expect(await ids('reconciled=true')).toEqual(BUDGETS.slice(1));
  });

  it('shows the name that the agency has today, and agencies show their names of all times', async () => {
    const { body } = await get('/v1/budgets?agency=tiyu');
    expect(body[0]!['agency']).toEqual({ code: 'tiyu', name: '体育局' });
    expect((await get('/v1/agencies')).body[1]).toEqual({
      code: 'tiyu',
      name: '体育局',
      names: [
        { name: 'tiyu局', effectiveOn: null },
        { name: '体育局', effectiveOn: '2024-02-01' },
        { name: '文体局', effectiveOn: '2999-01-01' },
      ],
      budgets: 1,
    });
  });
});

describe('A budget that is stopped in a view', () => {
  const STOPPED = BUDGETS[1]!;
  const stop = (budget: string) =>
    executeOnViews(
      service.data,
      `INSERT INTO stopped_budgets SELECT name, generation, ?, 1, 0, 'no such row', '2026-01-01T00:00:00.000Z', 0, 0, NULL FROM projections WHERE name = 'findings' AND state = 'live'`,
      [budget],
    );
  beforeAll(() => stop(STOPPED));
  afterAll(() => executeOnViews(service.data, 'DELETE FROM stopped_budgets'));

  it('is marked in every list over many budgets, and the others are not', async () => {
    for (const path of [
      '/v1/budgets',
      '/v1/amendments',
      '/v1/audit/changes',
      '/v1/audit/late?days=1',
    ]) {
      const entries = (await get(path)).body as unknown as { budget: string; stopped?: true }[];
      for (const { budget, stopped } of entries)
        expect([path, budget, stopped]).toEqual([path, budget, budget === STOPPED || undefined]);
    }
    const { text } = await get('/v1/audit/changes?format=csv');
    expect(text.split('\n')[0]).toMatch(/,stopped$/);
  });

  it('is never reconciled', async () => {
    const { body } = await get('/v1/budgets?reconciled=false');
    expect(body).toMatchObject([{ budget: FIRST }, { budget: STOPPED, stopped: true }]);
    expect((await get('/v1/budgets?reconciled=true')).body).toMatchObject([{ budget: BUDGETS[2] }]);
  });

  it('is an exception of the audit, which says what it can of the others', async () => {
    const { status, body } = await get('/v1/audit/exceptions');
    expect(status).toBe(200);
    const found = body as unknown as { rule: string; budget: string }[];
    expect(found.filter(({ budget }) => budget === STOPPED)).toMatchObject([
      { rule: 'budget-stopped' },
    ]);
    expect(found.some(({ budget }) => budget !== STOPPED)).toBe(true);
  });

  it('is an exception of the audit too where the views have no row of it, because it stopped at its first event', async () => {
    const first = 'zz-2024-unit';
    await stop(first);
    const { body } = await get('/v1/audit/exceptions?rule=budget-stopped');
    expect(body).toMatchObject([{ budget: STOPPED }, { budget: first }]);
    expect((await get('/v1/audit/exceptions?rule=budget-stopped&limit=1')).body).toMatchObject({
      items: [{ budget: STOPPED }],
    });
  });

  it('is in the lists of budgets and agencies too where the views have no row of it, and in what is searched', async () => {
    const [first, known] = ['zz-2024-unit', 'tiyu-2025-unit'];
    await stop(known);
    await stop('agency-zz');
    const listed = {
      budget: known,
      agency: { code: 'tiyu', name: '体育局' },
      fiscalYear: 2025,
      scope: 'unit',
      version: 0,
      reconciled: false,
      stopped: true,
    };
    expect((await get('/v1/budgets?agency=tiyu&year=2025')).body).toEqual([listed]);
    const { body } = await get('/v1/budgets');
    const ids = [...BUDGETS, known, first].toSorted();
    expect(body).toMatchObject(ids.map((budget) => ({ budget })));
    for (const limit of [1, 2]) expect(await inParts('/v1/budgets', limit)).toEqual(body);
    expect((await get('/v1/budgets?reconciled=true')).body).toMatchObject([{ budget: BUDGETS[2] }]);

    const agencies = (await get('/v1/agencies')).body;
    expect(agencies).toMatchObject([
      { code: 'gongyuan', budgets: 1 },
      { code: 'tiyu', budgets: 2 },
      { code: 'wenhua', budgets: 1 },
      { code: 'zz', name: 'zz', names: [], budgets: 1, stopped: true },
    ]);
    for (const limit of [1, 3]) expect(await inParts('/v1/agencies', limit)).toEqual(agencies);

    const search = `/v1/search?q=${encodeURIComponent('文体')}`;
    const found = (await get(search)).body;
    expect(found).toMatchObject({
      items: [{ budget: BUDGETS[1] }, { budget: known, kind: 'agency', stopped: true }],
      stopped: [BUDGETS[1], known, first].toSorted(),
    });
    expect(await inParts(search, 1)).toEqual(found['items']);
    expect((await run(['budgets', 'search', '文体', '--data', service.data])).err).toContain(first);
    for (const page of ['/', '/search?q=nothing']) expect((await get(page)).text).toContain(first);
  });

  it('has no reports of its own', async () => {
    for (const list of ['changes', 'exceptions'])
      expect((await get(`/v1/audit/${list}?budget=${STOPPED}`)).body['code']).toBe(
        'budget-stopped',
      );
  });
});
