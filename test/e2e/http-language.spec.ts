import { jest } from '@jest/globals';
import { clientOf, line, opening, BUDGET, running, type Running } from './http-service.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';

jest.setTimeout(SERVICE_TEST_MS);

/** An item that the list of the classification does not have, which is a finding. */
const UNLISTED = '2079977';

let service: Running;
beforeAll(async () => {
  service = await running({ LEDGER_LANG: 'zh' });
  const { post } = clientOf(service);
  await post('/v1/budgets', opening());
  await post(
    `/v1/budgets/${BUDGET}/lines`,
    { lines: [line('1.00', UNLISTED)] },
    { 'if-match': '*' },
  );
});
afterAll(() => service.close());

describe('The language of an answer', () => {
  const FINDINGS = `/v1/budgets/${BUDGET}/findings`;
  const asked = (path: string, language?: string) =>
    clientOf(service).get(path, language === undefined ? {} : { 'accept-language': language });

  it.each([
    ['en', 'en', /^The list of codes in this program does not have/],
    ['zh-CN', 'zh', /^本程序的科目表并非全国完整科目/],
    [undefined, 'zh', /^本程序的科目表并非全国完整科目/],
  ])(
    'is that of Accept-Language, otherwise of LEDGER_LANG: %s',
    async (accepted, language, text) => {
      const { headers, body } = await asked(FINDINGS, accepted);
      expect(body[0]).toMatchObject({ rule: 'CODE-UNKNOWN', message: expect.stringMatching(text) });
      expect(headers.get('content-language')).toBe(language);
      expect(headers.get('vary')).toContain('accept-language');
    },
  );

  it('is part of its tag: a client that has it in one language gets it in the other', async () => {
    const english = await asked(FINDINGS, 'en');
    const tag = english.headers.get('etag')!;
    const again = (language: string) =>
      fetch(`${service.address}${FINDINGS}`, {
        headers: { 'accept-language': language, 'if-none-match': tag },
      });
    expect((await again('en')).status).toBe(304);
    expect((await again('zh')).status).toBe(200);
  });

  it('is said of answers with sentences alone', async () => {
    const { headers } = await asked('/v1/budgets', 'zh');
    expect(headers.get('content-language')).toBeNull();
    expect(headers.get('vary') ?? '').not.toContain('accept-language');
  });

  it('is that of every sentence of a refusal, whose codes and pointers stay', async () => {
    const { post } = clientOf(service);
    const refused = (language: string) =>
      post(
        `/v1/budgets/${BUDGET}/lines`,
        { lines: [line(5)] },
        { 'if-match': '*', 'accept-language': language },
      );
    expect((await refused('zh')).body).toMatchObject({
      code: 'amount-not-string',
      title: '金额须为字符串',
      detail: 'lines.0.amount 是数值 5：请写成字符串，如 "1060056.00"。',
      errors: [
        {
          pointer: '/lines/0/amount',
          code: 'amount-not-string',
          detail: 'lines.0.amount 是数值 5：请写成字符串，如 "1060056.00"。',
        },
      ],
    });
    expect((await refused('en')).body).toMatchObject({
      title: 'Amount not string',
      errors: [{ detail: expect.stringContaining('is the number 5') }],
    });
  });
});
