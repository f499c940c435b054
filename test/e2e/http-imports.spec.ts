import { strToU8, unzipSync, zipSync } from 'fflate';
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { docxOf, workbookOf, xlsxOf } from '../../src/reading/readers/office/office.fixture.js';
import { SAMPLE } from '../../src/reading/tables/budget.fixture.js';
import { deleteViews } from '../support/test-stores.js';
import { clientOf, running, type Running } from './http-service.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

const bytes = await readFile(new URL('../../samples/baoshan-2022-unit.md', import.meta.url));
const RAW = { 'content-type': 'application/octet-stream' };

describe('A document over HTTP', () => {
  let service: Running;
  beforeEach(async () => {
    service = await running();
  });
  afterEach(() => service.close());

  const preview = (query = '?file=budget.md') =>
    clientOf(service).post(`/v1/imports${query}`, bytes, RAW);
  const commit = (id: string, headers: Record<string, string | null> = {}) =>
    clientOf(service).post(`/v1/imports/${id}/commit`, '', { 'content-type': null, ...headers });
  const events = async () =>
    (await clientOf(service).get('/v1/changes?follow=false')).text.split('\n').length - 1;

  it('is previewed first, with nothing in the log, and recorded by its commit', async () => {
    const shown = await preview();
    expect(shown.status).toBe(201);
    expect(shown.body).toMatchObject({ status: 'preview', file: 'budget.md', fiscalYear: 2022 });
    expect(shown.body['token']).toBeNull();
    expect(await events()).toBe(0);
    const { id, ...facts } = shown.body as unknown as Record<string, unknown>;
    const committed = await commit(id as string);
    expect(committed.status).toBe(201);
    expect(committed.body).toEqual({
      ...facts,
      status: 'committed',
      token: committed.headers.get('ledger-token'),
    });
    expect(await events()).toBeGreaterThan(100);
    const { get } = clientOf(service);
    expect((await get(`/v1/budgets/${String(facts['budget'])}/tables/3`)).body['state']).toBe(
      'read',
    );
  });

  it('has its findings decided right after its commit by the ids of its preview, once however often it is sent', async () => {
    const { post, get } = clientOf(service);
    const { id, budget, findings } = (await preview()).body as unknown as {
      readonly id: string;
      readonly budget: string;
      readonly findings: readonly { readonly id: string; readonly rule: string }[];
    };
    const decisions = [
      ['SUM-CLASS', 'accept-expected'],
      ['NARR-FIGURE', 'known-slip'],
    ] as const;
    const record = async () => [
      await commit(id, { 'idempotency-key': 'k' }),
      ...(await Promise.all(
        decisions.map(([rule, decision]) => {
          const finding = findings.find((each) => each.rule === rule)!.id;
          return post(
            `/v1/budgets/${budget}/findings/${finding}/resolve`,
            { decision, reason: '印刷漏位' },
            { 'idempotency-key': `k.${finding}`, 'if-match': '*' },
          );
        }),
      )),
    ];
    const first = await record();
    expect(first.map(({ status }) => status)).toEqual([201, 200, 200]);
    const recorded = await events();
    expect((await record()).map(({ status, text }) => [status, text])).toEqual(
      first.map(({ status, text }) => [status, text]),
    );
    expect(await events()).toBe(recorded);
    const { body } = await get(`/v1/budgets/${budget}/findings`);
    expect(body).toMatchObject(decisions.map(([rule, decision]) => ({ rule, decision })));
    const { text } = await get('/v1/changes?follow=false&type=LineCorrected');
    expect(text).toContain('883761.64');
  });

  itInEachStageOfCi(
    'that the ledger has already is a duplicate: 200 with the first token',
    async () => {
      const first = await commit((await preview()).body['id']!);
      const before = await events();
      const again = await preview();
      expect(again.body).toMatchObject({ status: 'duplicate', token: first.body['token'] });
      const second = await commit(again.body['id']!);
      expect(second.status).toBe(200);
      expect(second.body).toMatchObject({ status: 'duplicate', token: first.body['token'] });
      expect(await events()).toBe(before);
    },
  );

  itInEachStageOfCi(
    'is recorded once by many commits with one key, and they get the same answer at any later time',
    async () => {
      const { id } = (await preview()).body as unknown as { id: string };
      const key = { 'idempotency-key': 'k' };
      const answers = await Promise.all(Array.from({ length: 10 }, () => commit(id, key)));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]!.status).toBe(201);
      await service.restart(() => deleteViews(service.data));
      const again = await commit(id, key);
      // Beside it the views, which are built anew.
      const { projection: _, ...body } = again.body as Record<string, unknown>;
      expect([again.status, body]).toEqual([201, answers[0]!.body]);
      expect((await commit('another', key)).body).toMatchObject({ code: 'idempotency-key-reused' });
    },
  );

  it('is recorded with If-Match only where its budget stands as it was looked at', async () => {
    const { post, get } = clientOf(service);
    const previewed = async (blanks: number) =>
      (await post('/v1/imports?file=a.md', Buffer.concat([bytes, Buffer.alloc(blanks, 10)]), RAW))
        .body as unknown as { readonly id: string; readonly budget: string };
    const { id, budget } = await previewed(0);
    const early = await commit(id, { 'if-match': '"3"' });
    expect(early).toMatchObject({ status: 412, body: { code: 'version-mismatch' } });
    expect(await events()).toBe(0);
    const tagAfter = async ({ headers }: { readonly headers: Headers }) =>
      (
        await get(`/v1/budgets/${budget}`, { 'ledger-min-token': headers.get('ledger-token')! })
      ).headers.get('etag')!;
    const first = { 'if-none-match': '*' };
    const seen = await tagAfter(await commit(id, first));
    // Somebody else who has looked at the budget before it was there is told.
    const second = await commit((await previewed(3)).id, first);
    expect([second.status, second.body['code']]).toEqual([412, 'version-mismatch']);
    expect(second.body['detail']).toContain('not at none');
    for (const unclear of [{ ...first, 'if-match': seen }, { 'if-none-match': seen }])
      expect((await commit(id, unclear)).body['code']).toBe('malformed');
    const now = await tagAfter(await commit((await previewed(1)).id, { 'if-match': seen }));
    const late = (await previewed(2)).id;
    expect((await commit(late, { 'if-match': seen })).body['code']).toBe('version-mismatch');
    expect((await commit(late, { 'if-match': now })).status).toBe(201);
  });

  it('can be sent as a multipart form too, with its file name', async () => {
    const form = new FormData();
    form.append('file', new File([bytes], '预算.md', { type: 'text/markdown' }));
    const { post } = clientOf(service);
    const shown = await post('/v1/imports', form, { 'content-type': null });
    expect(shown.body).toMatchObject({ status: 'preview', file: '预算.md' });
    form.append('colour', 'red');
    expect((await post('/v1/imports', form, { 'content-type': null })).body).toMatchObject({
      status: 400,
      code: 'unknown-field',
    });
  });

  itInEachStageOfCi(
    'may be a workbook or a Word document, whatever its Content-Type says',
    async () => {
      const { post, get } = clientOf(service);
      const files = [
        ['a.xlsx', xlsxOf(workbookOf(SAMPLE)), 'spreadsheetml.sheet'],
        ['b.docx', await docxOf({ ...SAMPLE, year: 2025 }), 'wordprocessingml.document'],
      ] as const;
      for (const [file, document, type] of files) {
        const shown = await post(`/v1/imports?file=${file}`, document, RAW);
        expect(shown.body).toMatchObject({ status: 'preview', file, findings: [] });
        expect((await commit(shown.body['id']!)).status).toBe(201);
        const registered = await get('/v1/changes?follow=false&type=DocumentRegistered');
        expect(registered.text).toContain(`officedocument.${type}`);
      }
      const { text } = await get('/openapi.json');
      expect(text).toContain('officedocument.spreadsheetml.sheet');
    },
  );

  itInEachStageOfCi(
    'whose contents unpack to too many bytes is refused, and nothing of it is kept',
    async () => {
      const blank = strToU8(`<x>${' '.repeat(10 * 1024 * 1024)}</x>`);
      const bomb = zipSync({ ...unzipSync(xlsxOf(workbookOf(SAMPLE))), 'xl/workbook.xml': blank });
      const refused = await clientOf(service).post('/v1/imports?file=a.xlsx', bomb, RAW);
      expect(refused.body).toMatchObject({ status: 422, code: 'document-too-costly' });
      expect(await events()).toBe(0);
    },
  );

  it('is refused when it is no document, empty, too large, or has errors and strict is set', async () => {
    const { post } = clientOf(service);
    expect((await post('/v1/imports', 'hello', RAW)).status).toBe(422);
    expect((await post('/v1/imports', '', RAW)).body).toMatchObject({
      code: 'document-unreadable',
    });
    const large = new Uint8Array(20 * 1024 * 1024 + 1);
    expect((await post('/v1/imports', large, RAW)).body).toMatchObject({
      status: 413,
      code: 'document-too-large',
    });
    expect((await post('/v1/imports?agency=No-Code', bytes, RAW)).status).toBe(400);
    expect((await post('/v1/imports?published-on=2022-01-01', bytes, RAW)).body).toMatchObject({
      code: 'unknown-parameter',
    });
    expect((await post('/v1/imports', bytes, { ...RAW, 'ledger-actor': null })).status).toBe(401);
  });

  it('waits a day for its commit; later it is 410, and an unknown id is 404', async () => {
    const { id } = (await preview()).body as unknown as { id: string };
    expect((await commit(id, { 'idempotency-key': null })).body).toMatchObject({
      code: 'idempotency-key-missing',
    });
    const known = join(service.data, 'documents', 'previews', 'known', `${id}.json`);
    const { createdAt, ...kept } = JSON.parse(readFileSync(known, 'utf8')) as Record<
      string,
      string
    >;
    expect(createdAt).toMatch(/^20\d\d-/);
    writeFileSync(known, JSON.stringify({ ...kept, createdAt: '2020-01-01T00:00:00.000Z' }));
    expect((await commit(id)).body).toMatchObject({ status: 410, code: 'import-expired' });
    expect((await commit('nothing')).body).toMatchObject({ status: 404, code: 'not-found' });
  });
});
