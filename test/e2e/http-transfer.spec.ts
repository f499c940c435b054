import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { BUDGET, clientOf, item, line, opening, running, type Running } from './http-service.js';
import { cases } from '../support/rounds.js';

let service: Running;
const any = { 'if-match': '*' };

beforeAll(async () => {
  service = await running();
  const { post } = clientOf(service);
  await post('/v1/budgets', opening());
  const lines = Array.from({ length: 40 }, (_, i) => line('100.00', item(i)));
  expect((await post(`/v1/budgets/${BUDGET}/lines`, { lines }, any)).status).toBe(201);
});
afterAll(() => service.close());

/** The answer as it came over the wire; `fetch` would decode it. */
const raw = (
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; headers: Record<string, string | undefined>; bytes: Buffer }> =>
  new Promise((resolve, reject) => {
    request(`${service.address}${path}`, { headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers as Record<string, string | undefined>,
          bytes: Buffer.concat(chunks),
        }),
      );
    })
      .on('error', reject)
      .end();
  });

const READS = [
  '/v1/budgets',
  `/v1/budgets/${BUDGET}`,
  `/v1/budgets/${BUDGET}/lines`,
  `/v1/budgets/${BUDGET}/bridge?position=1`,
  `/v1/budgets/${BUDGET}/tables/3?format=csv&rebuild`,
  `/v1/budgets/${BUDGET}/document?format=xlsx&rebuild`,
  '/v1/audit/changes?format=xlsx',
  // Describing the interface takes seconds.
  ...cases(0, ['/openapi.json']),
];

describe('A read over HTTP', () => {
  it.each(READS)('%s is 304, without bytes, for a client that has the answer', async (path) => {
    const first = await raw(path);
    expect([first.status, first.headers['cache-control']]).toEqual([200, 'no-cache']);
    const etag = first.headers['etag']!;
    expect(etag).toMatch(/^(?:W\/)?"[\w-]+"$/);
    for (const [method, given] of [
      ['GET', etag],
      ['GET', `"other", ${etag.replace('W/', '')}`],
      ['GET', '*'],
      ['HEAD', etag],
    ] as const) {
      const again = await raw(path, { 'if-none-match': given }, method);
      expect([given, again.status, again.bytes.length]).toEqual([given, 304, 0]);
      expect(again.headers['etag']).toBe(etag);
      expect(again.headers['content-type']).toBeUndefined();
      expect(again.headers['vary']).toBe(first.headers['vary']);
    }
    expect((await raw(path, { 'if-none-match': 'W/"other"' })).bytes).toEqual(first.bytes);
  });

  it('has another tag when its bytes change, and the same one as of an earlier position', async () => {
    const now = `/v1/budgets/${BUDGET}/lines`;
    const { bytes } = await raw(now);
    const { asOf } = JSON.parse(bytes.toString()) as { asOf: { position: string } };
    const then = `${now}?position=${asOf.position}`;
    const tags = async () => [(await raw(now)).headers['etag'], (await raw(then)).headers['etag']];
    const before = await tags();
    const { post } = clientOf(service);
    expect((await post(now, { lines: [line('1.00', item(100))] }, any)).status).toBe(201);
    const after = await tags();
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    // The tag by which an answer is cited.
    const sha256 = createHash('sha256')
      .update((await raw(then)).bytes)
      .digest('base64url');
    expect(after[1]).toBe(`W/"${sha256}"`);
  });

  it('of a budget has its version as tag, until the agency has another name', async () => {
    const path = `/v1/budgets/${BUDGET}`;
    const { get, post } = clientOf(service);
    const before = await get(path);
    expect(before.headers.get('etag')).toBe(`"${before.body['version']}"`);
    await post('/v1/agencies/wenhua/rename', { name: '文旅局', effectiveOn: '2024-01-01' });
    const after = await get(path, { 'if-none-match': before.headers.get('etag')! });
    expect([after.status, after.body['agency']]).toEqual([200, { code: 'wenhua', name: '文旅局' }]);
    expect(after.body['openedAs']).toBe('wenhua局');
    // The tag is still what a change sends.
    const entered = await post(
      `${path}/lines`,
      { lines: [line('1.00', item(101))] },
      { 'if-match': after.headers.get('etag') },
    );
    expect(entered.status).toBe(201);
  });

  it('that is refused has no tag', async () => {
    const { status, headers } = await raw('/v1/budgets/none-2024-unit', { 'if-none-match': '*' });
    expect([status, headers['etag']]).toEqual([404, undefined]);
  });

  it('of metrics is never kept', async () => {
    const { headers } = await raw('/metrics');
    expect([headers['cache-control'], headers['etag']]).toEqual(['no-store', undefined]);
  });
});

describe('An answer over 1 kB', () => {
  const LINES = `/v1/budgets/${BUDGET}/lines`;

  it.each([
    ['gzip', 'gzip', gunzipSync],
    ['br', 'br', brotliDecompressSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['br;q=0.1, gzip', 'gzip', gunzipSync],
    ['br;q=0, *', 'gzip', gunzipSync],
  ])('for Accept-Encoding: %s is sent as %s', async (accepted, coding, decoded) => {
    const plain = await raw(LINES);
    const { headers, bytes } = await raw(LINES, { 'accept-encoding': accepted });
    expect([headers['content-encoding'], headers['vary']]).toEqual([coding, 'Accept-Encoding']);
    expect(bytes.length).toBeLessThan(plain.bytes.length / 4);
    expect(decoded(bytes)).toEqual(plain.bytes);
    expect(headers['etag']).toBe(plain.headers['etag']);
  });

  it.each([undefined, 'identity', 'deflate', 'gzip;q=0, br;q=0'])(
    'for Accept-Encoding: %s is sent as it is',
    async (accepted) => {
      const { headers } = await raw(LINES, accepted ? { 'accept-encoding': accepted } : {});
      expect([headers['content-encoding'], headers['vary']]).toEqual([
        undefined,
        'Accept-Encoding',
      ]);
    },
  );

  it('keeps the other headers that it varies by', async () => {
    const { headers } = await raw(`/v1/budgets/${BUDGET}/tables/3?rebuild`, {
      'accept-encoding': 'gzip',
    });
    expect([headers['vary'], headers['content-encoding']]).toEqual([
      'Accept, Accept-Encoding',
      'gzip',
    ]);
  });

  it('is not compressed when it is small, packed already, or has a strong tag', async () => {
    for (const path of ['/healthz', '/v1/audit/changes?format=xlsx', `/v1/budgets/${BUDGET}`]) {
      const { headers } = await raw(path, { 'accept-encoding': 'gzip' });
      expect([path, headers['content-encoding']]).toEqual([path, undefined]);
    }
  });

  it('is a stream: it is sent as it comes', async () => {
    for (const accept of ['text/event-stream', 'application/x-ndjson']) {
      const { headers, bytes } = await raw('/v1/changes?follow=false', {
        accept,
        'accept-encoding': 'gzip, br',
        'if-none-match': '*',
      });
      expect([headers['content-encoding'], headers['etag']]).toEqual([undefined, undefined]);
      expect(bytes.toString()).toContain('BudgetOpened');
    }
  });
});
