import { jest } from '@jest/globals';
import { Projector } from '../../src/projector/projector.js';
import { BUDGET, clientOf, line, opening, running, type Running } from './http-service.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

const LINES = `/v1/budgets/${BUDGET}/lines`;

const LINE = 'expenditure/general/2070101/basic';

/** It records nothing: a repeat needs no key. */
const PREVIEW = 'post /v1/imports';
const change = { function: '2070101', expenditure: 'project', amount: '1.00' };
/** Every route that writes, with a valid body: a route is refused for its body before it is refused for its headers. */
const WRITES: Readonly<Record<string, unknown>> = {
  'post /v1/budgets': opening(),
  'post /v1/budgets/{budget}/lines': { lines: [line()] },
  'post /v1/budgets/{budget}/findings/{finding}/resolve': {
    decision: 'known-slip',
    reason: '已核对',
  },
  'post /v1/budgets/{budget}/amendments': { kind: 'supplement', reason: '追加', changes: [change] },
  'post /v1/budgets/{budget}/amendments/{amendment}/approve': {
    authority: { number: '财预〔2024〕1号' },
    approvedOn: '2024-03-01',
  },
  'post /v1/budgets/{budget}/amendments/{amendment}/reject': { reason: '不同意' },
  'post /v1/budgets/{budget}/amendments/{amendment}/withdraw': { reason: '撤回' },
  'post /v1/budgets/{budget}/amendments/{amendment}/return': { reason: '退回' },
  'post /v1/budgets/{budget}/lines/{line}/links': { from: LINE, reason: '更名' },
  'post /v1/budgets/{budget}/lines/{line}/unlink': { from: LINE, reason: '更名' },
  'post /v1/budgets/{budget}/corrections': { corrects: 'x', to: '1.00', reason: '更正' },
  'post /v1/budgets/{budget}/executions': {
    asOf: '2024-12-31',
    status: 'final',
    figures: [{ function: '2070101', expenditure: 'project', amount: '1.00' }],
  },
  'post /v1/budgets/{budget}/approve': {
    authority: { number: '财预〔2024〕1号' },
    approvedOn: '2024-02-01',
  },
  'post /v1/budgets/{budget}/close': { on: '2025-03-01' },
  'post /v1/agencies/{agency}/rename': { name: '文化局', effectiveOn: '2024-03-01' },
  [PREVIEW]: '',
  'post /v1/imports/{id}/commit': {},
};

describe('An idempotency key', () => {
  let service: Running;
  beforeEach(async () => {
    service = await running();
  });
  afterEach(() => service.close());

  const events = async (): Promise<number> =>
    (await clientOf(service).get('/v1/changes?follow=false')).text.split('\n').length - 1;

  itInEachStageOfCi(
    'is needed by every change, and so are an actor and, for a change of a budget, its version',
    async () => {
      const { get, post } = clientOf(service);
      const { paths } = JSON.parse((await get('/openapi.json')).text) as {
        readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
      };
      // Groups and webhooks keep how far readers are, and record nothing.
      const ofLedger = Object.entries(paths).filter(
        ([path]) => !/^\/v1\/(?:groups|webhooks)/.test(path),
      );
      const writes = ofLedger.flatMap(([path, operations]) =>
        Object.keys(operations)
          .filter((method) => method !== 'get')
          .map((method) => `${method} ${path}`),
      );
      expect(writes.sort()).toEqual(Object.keys(WRITES).sort());
      await post('/v1/budgets', opening());
      const before = await events();
      for (const [route, body] of Object.entries(WRITES)) {
        const path = route
          .replace('post ', '')
          .replace('{budget}', BUDGET)
          .replace('{line}', encodeURIComponent(LINE))
          .replaceAll(/\{\w+\}/g, 'x');
        const without = async (header: string) => {
          const { status, body: problem } = await post(path, body, {
            'if-match': '*',
            [header]: null,
          });
          return [route, status, problem['code']];
        };
        expect(await without('ledger-actor')).toEqual([route, 401, 'actor-missing']);
        if (route === PREVIEW) continue;
        expect(await without('idempotency-key')).toEqual([route, 400, 'idempotency-key-missing']);
        if (route.includes('{budget}'))
          expect(await without('if-match')).toEqual([route, 428, 'precondition-required']);
      }
      expect(await events()).toBe(before);
    },
  );

  it('makes one event of fifty concurrent requests, and all get the first answer', async () => {
    const { post } = clientOf(service);
    await post('/v1/budgets', opening());
    const before = await events();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        post(LINES, { lines: [line()] }, { 'idempotency-key': 'k', 'if-match': '"0"' }),
      ),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]!.status).toBe(201);
    expect(await events()).toBe(before + 1);
  });

  it('gives the first answer again, whatever was recorded since and whatever If-Match says, also after a restart', async () => {
    const { post } = clientOf(service);
    const opened = await post('/v1/budgets', opening(), { 'idempotency-key': 'open' });
    const headers = { 'idempotency-key': 'one', 'if-match': '"0"' };
    const first = await post(LINES, { lines: [line()] }, headers);
    await post(LINES, { lines: [line('5.00', '2070102')] }, { 'if-match': '"1"' });
    await service.restart();
    for (const match of ['"0"', '"9"', '*']) {
      const again = await post(LINES, { lines: [line()] }, { ...headers, 'if-match': match });
      expect([again.status, again.text]).toEqual([201, first.text]);
      expect(again.headers.get('ledger-token')).toBe(first.headers.get('ledger-token'));
    }
    const reopened = await post('/v1/budgets', opening(), { 'idempotency-key': 'open' });
    expect([reopened.status, reopened.text]).toEqual([201, opened.text]);
  });

  it('does not depend on how the body is formatted', async () => {
    const { post } = clientOf(service);
    const { agency, fiscalYear, scope } = opening();
    const first = await post(
      '/v1/budgets',
      { agency, fiscalYear, scope },
      { 'idempotency-key': 'k' },
    );
    const body = ` {"scope":"${scope}", "fiscalYear":${fiscalYear}, "agency":${JSON.stringify(agency)}}`;
    const again = await post('/v1/budgets', body, { 'idempotency-key': 'k' });
    expect([again.status, again.text]).toEqual([201, first.text]);
  });

  it('that was used with another body or path is refused with 422', async () => {
    const { post } = clientOf(service);
    await post('/v1/budgets', opening(), { 'idempotency-key': 'k' });
    const others = [
      await post('/v1/budgets', opening('jiaoyu'), { 'idempotency-key': 'k' }),
      await post(LINES, { lines: [line()] }, { 'idempotency-key': 'k', 'if-match': '*' }),
    ];
    for (const { body } of others)
      expect(body).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  });

  it('of a refused request can be used again', async () => {
    const { post } = clientOf(service);
    await post('/v1/budgets', opening());
    const key = { 'idempotency-key': 'k' };
    expect((await post(LINES, { lines: [line()] }, { ...key, 'if-match': '"5"' })).status).toBe(
      412,
    );
    expect((await post(LINES, { lines: [line()] }, { ...key, 'if-match': '"0"' })).status).toBe(
      201,
    );
  });
});

describe('A token', () => {
  let service: Running;
  beforeAll(async () => {
    service = await running();
  });
  afterAll(() => service.close());

  it('makes a read see the write that it names', async () => {
    const { get, post } = clientOf(service);
    for (let i = 0; i < 20; i += 1) {
      const { headers } = await post('/v1/budgets', opening(`bureau_${i}`));
      const token = headers.get('ledger-token')!;
      const { body } = await get('/v1/budgets', { 'ledger-min-token': token });
      expect(body).toHaveLength(i + 1);
    }
  });

  it('is not needed to see the writes of the same service', async () => {
    const { get, post } = clientOf(service);
    await post('/v1/budgets', opening('own_write'));
    expect((await get('/v1/budgets/own_write-2024-department')).status).toBe(200);
  });

  it('is part of every read too: the answer and the changes after its token are complete', async () => {
    const { get, post } = clientOf(service);
    const { headers, body } = await get('/v1/budgets');
    await post('/v1/budgets', opening('later'));
    const after = await get(`/v1/changes?follow=false&after=${headers.get('ledger-token')}`);
    const opened = after.text.split('\n').filter((change) => change.includes('"BudgetOpened"'));
    expect(opened).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain('later');
  });

  it('is refused when it is malformed (400) or of another epoch (410)', async () => {
    const { get } = clientOf(service);
    const read = (token: string) => get('/v1/budgets', { 'ledger-min-token': token });
    expect((await read('42')).body).toMatchObject({ status: 400, code: 'token-malformed' });
    expect((await read(`e9-${'1'.padStart(20, '0')}`)).body).toMatchObject({
      status: 410,
      code: 'epoch-changed',
    });
  });

  it('of a future write makes the read wait for ten seconds at most, then 503 with Retry-After', async () => {
    const { get } = clientOf(service);
    const { reached } = Projector.prototype;
    const waits = jest.spyOn(Projector.prototype, 'reached').mockImplementation(function (
      this: Projector,
      position,
    ) {
      return reached.call(this, position, { timeoutMs: 50 });
    });
    const future = '9'.repeat(15);
    try {
      const answer = await get('/v1/budgets', {
        'ledger-min-token': `e1-${future.padStart(20, '0')}`,
      });
      expect(answer.body).toMatchObject({ status: 503, code: 'projection-behind' });
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(waits).toHaveBeenCalledWith(BigInt(future), { timeoutMs: 10_000 });
    } finally {
      waits.mockRestore();
    }
  });
});
