import { BUDGET, clientOf, line, opening, running, type Running } from './http-service.js';

const LINES = `/v1/budgets/${BUDGET}/lines`;

describe('An idempotency key', () => {
  let service: Running;
  beforeEach(async () => {
    service = await running();
  });
  afterEach(() => service.close());

  const events = async (): Promise<number> =>
    (await clientOf(service).get('/v1/changes?follow=false')).text.split('\n').length - 1;

  it('is needed by every change, and so is an actor', async () => {
    const { post } = clientOf(service);
    expect((await post('/v1/budgets', opening(), { 'idempotency-key': null })).body).toMatchObject({
      status: 400,
      code: 'idempotency-key-missing',
    });
    expect((await post('/v1/budgets', opening(), { 'ledger-actor': null })).body).toMatchObject({
      status: 401,
      code: 'actor-missing',
    });
    expect(await events()).toBe(0);
  });

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
    const answer = await get('/v1/budgets', {
      'ledger-min-token': `e1-${'9'.repeat(15).padStart(20, '0')}`,
    });
    expect(answer.body).toMatchObject({ status: 503, code: 'projection-behind' });
    expect(answer.headers.get('retry-after')).toBe('1');
  }, 11_500);
});
