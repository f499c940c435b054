import { jest } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { COVER, TABLES } from '../../src/reading/by-headings/elsewhere.fixture.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { folders, run } from './cli-harness.js';
import { clientOf, running, type Running } from './http-service.js';

jest.setTimeout(SERVICE_TEST_MS);

const folder = folders();

const PROJECTS = `公开12表
项目支出预算表
部门名称：临江市水务中心,,,,单位：万元
单位名称,项目名称,总计,一般公共预算,单位资金
,合计,30.00,25.00,5.00
临江市水务中心,河道清淤,20.00,20.00,
临江市水务中心,其他支出,10.00,5.00,5.00`;

describe('Tables of a document that are none of the nine', () => {
  let service: Running;
  let budget: string;
  let sha256: string;
  beforeAll(async () => {
    service = await running();
    const { post } = clientOf(service);
    const bytes = new TextEncoder().encode(
      [COVER, ...Object.values(TABLES), PROJECTS].join('\n\n'),
    );
    const preview = await post('/v1/imports?file=budget.csv', bytes, {
      'content-type': 'application/octet-stream',
      'idempotency-key': null,
    });
    const committed = await post(`/v1/imports/${preview.body['id']}/commit`, '', {
      'content-type': null,
    });
    budget = committed.body['budget']!;
    sha256 = committed.body['sha256']!;
    expect(committed.body['tables']).toEqual(preview.body['tables']);
    expect(committed.body['tables']).toContainEqual({
      table: 12,
      state: 'read',
      rows: 3,
      unit: '万元',
    });
  });
  afterAll(() => service.close());

  const page = async (path: string): Promise<string> =>
    (await fetch(`${service.address}${path}`)).text();

  it('are answered alike over HTTP and on the command line, by number and by kind', async () => {
    const { get } = clientOf(service);
    const { body, text } = await get(`/v1/budgets/${budget}/tables/projects`);
    expect(body).toMatchObject({
      table: 12,
      kind: 'projects',
      number: '公开12表',
      title: '项目支出预算表',
      columns: ['总计', '一般公共预算', '单位资金'],
      textColumns: ['单位名称'],
      rows: [
        {
          name: '河道清淤',
          texts: { 单位名称: '临江市水务中心' },
          cells: { 总计: '20.00', 一般公共预算: '20.00', 单位资金: null },
        },
        { name: '其他支出', cells: { 总计: '10.00', 一般公共预算: '5.00', 单位资金: '5.00' } },
      ],
      totals: { 总计: '30.00', 一般公共预算: '25.00', 单位资金: '5.00' },
    });
    for (const called of ['12', 'T12', '公开12表', 'projects']) {
      const { out, exit } = await run([
        'budgets',
        'table',
        budget,
        called,
        '--json',
        '--data',
        service.data,
      ]);
      expect(exit).toBe(0);
      expect(out).toBe(text);
    }
    expect((await get(`/v1/budgets/${budget}/tables/12?format=csv`)).text).toContain(
      '河道清淤,临江市水务中心,20.00,20.00,',
    );
    expect((await get(`/v1/budgets/${budget}/tables/carry-over`)).status).toBe(404);
    expect((await get(`/v1/budgets/${budget}/tables/77`)).status).toBe(404);
    expect((await get(`/v1/documents/${sha256}`)).body['tables']).toContainEqual({
      table: 13,
      title: '政府采购支出表',
      state: 'read',
      rows: 2,
      unit: '万元',
    });
  });

  it('are in the bundle of the budget, and one that was changed or taken out there is noticed', async () => {
    const bundle = join(folder(), 'bundle.zip');
    const made = await run(['audit', 'bundle', budget, '--out', bundle, '--data', service.data]);
    expect(made).toMatchObject({ exit: 0 });
    const verified = await run(['verify-bundle', bundle]);
    expect(verified).toMatchObject({ exit: 0 });
    expect(verified.out).not.toContain('Not compared, because');
    const files = unzipSync(readFileSync(bundle));
    const name = 'answers/table-12.json';
    const forged = strFromU8(files[name]!).replace('"5.00"', '"6.00"');
    writeFileSync(bundle, zipSync({ ...files, [name]: strToU8(forged) }));
    expect(await run(['verify-bundle', bundle])).toMatchObject({
      exit: 1,
      err: expect.stringContaining('Table 12 says 6.00'),
    });
    const { [name]: _, ...others } = files;
    writeFileSync(bundle, zipSync(others));
    expect(await run(['verify-bundle', bundle])).toMatchObject({
      exit: 1,
      err: expect.stringContaining(`The bundle has no ${name}`),
    });
  });

  it('are compared by the round trip of a document', async () => {
    const file = join(folder(), 'budget.csv');
    writeFileSync(file, [COVER, ...Object.values(TABLES), PROJECTS].join('\n\n'));
    const checked = await run(['imports', 'check', file, '--round-trip', '--data', service.data]);
    expect(checked.out).toMatch(/all \d+ cells would be printed as they are/);
  });

  it('lead from a sum to the lines where their table prints no total', async () => {
    const { post } = clientOf(service);
    const tables = {
      ...TABLES,
      expenditure: TABLES.expenditure.replace(/^,合计.*\n/m, ''),
    };
    const text = [COVER, ...Object.values(tables)].join('\n\n').replaceAll('水务中心', '园林中心');
    const preview = await post('/v1/imports?file=budget.csv', new TextEncoder().encode(text), {
      'content-type': 'application/octet-stream',
      'idempotency-key': null,
    });
    const { body } = await post(`/v1/imports/${preview.body['id']}/commit`, '', {
      'content-type': null,
    });
    const head = await page(`/budgets/${body['budget']}`);
    const total = /<dd><a href="([^"]*row=total[^"]*)"/.exec(head)![1]!.replaceAll('&amp;', '&');
    const html = await page(total);
    expect(html).toContain('该表没有列示此合计');
    expect(html).toContain('2210201');
    expect(await page(total.replace('row=total', 'row=nothing'))).not.toContain('2210201');
  });

  it('are shown on the pages, each figure with the way to its place', async () => {
    const nine = await page(`/budgets/${budget}`);
    expect(nine).toContain('项目支出预算表');
    expect(nine).toContain(`/budgets/${budget}?table=12`);
    const html = await page(`/budgets/${budget}?table=12`);
    expect(html).toContain('河道清淤');
    expect(html).toContain('临江市水务中心');
    expect(html).toContain('单位资金');
    const link = /href="([^"]*\/trail\?table=12[^"]*column=[^"]*)"/
      .exec(html)![1]!
      .replaceAll('&amp;', '&');
    const cell = await page(link);
    expect(cell).toContain('20.00');
    expect(cell).toContain('总计');
  });

  it('have their names as printed on English pages, also those that are words of the form', async () => {
    const html = await page(`/budgets/${budget}?table=12&lang=en`);
    expect(html).toContain('<span lang="zh-Hans">其他支出</span>');
    const link = [...html.matchAll(/href="([^"]*\/trail[^"]*row=[^"]*column=[^"]*)"/g)]
      .map(([, href]) => href!.replaceAll('&amp;', '&'))
      .find((href) => new URLSearchParams(href.split('?')[1]).get('row') === '其他支出')!;
    expect(await page(`${link}&lang=en`)).toMatch(/<h2>.*其他支出.*<\/h2>/);
  });
});
