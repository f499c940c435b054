import { jest } from '@jest/globals';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run, SAMPLE_2022, SAMPLE_2023 } from './cli-harness.js';
import { BUDGET, clientOf, item, line, opening, running, type Running } from './http-service.js';
import { lockedViews } from '../support/locked-views.js';
import { onPostgres, storesOf } from '../support/test-stores.js';
import { until } from '../support/until.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { itInCi, itInEachStageOfCi } from '../support/it-in-ci.js';

jest.setTimeout(SERVICE_TEST_MS);

const PATHS = [
  '/v1/budgets',
  `/v1/budgets/${BUDGET}`,
  `/v1/budgets/${BUDGET}/lines`,
  `/v1/budgets/${BUDGET}/tables/3?rebuild=true`,
  `/v1/budgets/${BUDGET}/deltas?by=item`,
  `/v1/budgets/${BUDGET}/bridge`,
  `/v1/budgets/${BUDGET}/trail`,
  `/v1/budgets/${BUDGET}/findings`,
  '/v1/totals?year=2024',
  '/v1/search?q=wenhua',
  '/v1/agencies',
];

describe('An answer that was given before', () => {
  let service: Running;
  let question = 0;
  beforeAll(async () => {
    service = await running();
    const { post } = clientOf(service);
    await post('/v1/budgets', opening());
  });
  afterAll(() => service.close());

  const asked = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${service.address}${path}`, { headers });
    const { status } = response;
    return { status, text: await response.text(), etag: response.headers.get('etag') };
  };
  /** Never asked like this before, so that it is made anew. */
  const anew = (path: string) => asked(path, { accept: `application/json, x/${(question += 1)}` });

  const same = async (): Promise<readonly string[]> => {
    const wrong: string[] = [];
    for (const path of PATHS) {
      const [given, made] = [await asked(path), await anew(path)];
      if (JSON.stringify(given) !== JSON.stringify(made)) wrong.push(path);
    }
    return wrong;
  };

  itInCi(
    'is the one that would be made anew, after each change by this service and by another process',
    async () => {
      const { post } = clientOf(service);
      const any = { 'if-match': '*' };
      for (let n = 0; n < 2; n += 1) expect(await same()).toEqual([]);
      const changes = [
        () => post(`/v1/budgets/${BUDGET}/lines`, { lines: [line('100.00', item(1))] }, any),
        () => post('/v1/budgets', opening('jiaoyu')),
        () => run(['imports', 'add', SAMPLE_2022, '--data', service.data]),
        () =>
          post('/v1/agencies/wenhua/rename', { name: '文化和旅游局', effectiveOn: '2024-01-01' }),
        () => run(['imports', 'add', SAMPLE_2023, '--data', service.data]),
        () => run(['projector', 'rebuild', '--data', service.data]),
      ];
      for (const change of changes) {
        await change();
        // The views may move between the two questions; while they stand still, a wrong answer would stay wrong.
        for (let n = 0; n < 2; n += 1)
          await until('equal answers', async () => (await same()).length === 0);
      }
    },
  );

  itInEachStageOfCi('has the write of its caller', async () => {
    const { post, get } = clientOf(service);
    const path = `/v1/budgets/${BUDGET}/lines`;
    for (let i = 2; i < 12; i += 1) {
      const entered = await post(path, { lines: [line(`${i}.00`, item(i))] }, { 'if-match': '*' });
      const token = entered.headers.get('ledger-token')!;
      expect((await get(path)).text).toContain(item(i));
      expect((await get(path, { 'ledger-min-token': token })).text).toContain(item(i));
    }
  });

  (onPostgres ? it.skip : itInCi)(
    'has what another service recorded up to the position that is asked for, though the views have it later',
    async () => {
      const files = ['log', 'views'].map((name) => [
        `LEDGER_${name.toUpperCase()}`,
        `sqlite:${join(service.data, `${name}.db`)}`,
      ]);
      const other = await running({ ...Object.fromEntries(files), ...storesOf(service.data) });
      const path = `/v1/budgets/${BUDGET}/lines`;
      const views = await lockedViews(service.data);
      try {
        const lines = { lines: [line('12.00', item(12))] };
        const { headers } = await clientOf(other).post(path, lines, { 'if-match': '*' });
        const position = BigInt(headers.get('ledger-token')!.split('-')[1]!);
        const answer = asked(`${path}?position=${position}`);
        await pause(300);
        views.exec('ROLLBACK');
        expect((await answer).text).toContain(item(12));
      } finally {
        views.close();
        await other.close();
      }
    },
  );

  it('is 304 for whoever has its bytes, whole for the next one, and compressed where that is accepted', async () => {
    const path = `/v1/budgets/${BUDGET}/trail`;
    const headers = { accept: 'application/json, x/known' };
    const { etag, text } = await asked(path, headers);
    for (let n = 0; n < 2; n += 1) {
      const known = await asked(path, { ...headers, 'if-none-match': etag! });
      expect(known).toEqual({ status: 304, text: '', etag });
      expect((await asked(path, headers)).text).toBe(text);
      for (const coding of ['br', 'gzip'])
        expect((await asked(path, { ...headers, 'accept-encoding': coding })).text).toBe(text);
    }
  });

  it('is counted apart from those that are made anew', async () => {
    const counted = async (answer: string) => {
      const { text } = await asked('/metrics');
      return Number(new RegExp(`kept_answers_total\\{answer="${answer}"\\} (\\d+)`).exec(text)![1]);
    };
    const headers = { accept: 'application/json, x/counted' };
    const [kept, made] = [await counted('kept'), await counted('anew')];
    const ask = () => asked(`/v1/budgets/${BUDGET}/bridge`, headers);
    await ask();
    expect(await counted('anew')).toBe(made + 1);
    // The views may move between two questions, and then it is made anew.
    await until('a kept answer', async () => {
      await ask();
      return (await counted('kept')) === kept + 1;
    });
    const { text } = await asked('/metrics');
    expect(text).toMatch(/ledger_http_kept_answers_bytes [1-9]/);
  });

  it('is refused as before where the question is wrong', async () => {
    for (let n = 0; n < 2; n += 1)
      expect((await asked(`/v1/budgets/${BUDGET}/lines?nonsense=1`)).status).toBe(400);
  });
});
