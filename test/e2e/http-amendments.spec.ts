import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  amendmentsAnswer,
  changeAnswer,
  changePreviewAnswer,
} from '../../src/amendments/amendments.answer.js';
import { clientOf, opening, running, type Answer, type Running } from './http-service.js';
import { itInEachStageOfCi } from '../support/it-in-ci.js';

const BUDGET = 'wenhua-2024-department';
const PATH = `/v1/budgets/${BUDGET}`;
const PROJECT = { function: '2070101', expenditure: 'project' };
const EXPENDITURE = 'expenditure/general/2070101/project';

const supplement = (amount: unknown = '100.00') => ({
  kind: 'supplement',
  reason: '年中追加',
  changes: [{ ...PROJECT, amount }],
});
const approval = {
  authority: { number: '文财预[2024] 3号' },
  approvedOn: '2024-06-15',
  effectiveOn: '2024-06-15',
};
const ANY = { 'if-match': '*' };
const CHIEF = { 'if-match': '*', 'ledger-actor': 'wang' };

/** A name in UTF-8, as a client sends it. */
const inHeader = (name: string) => Buffer.from(name).toString('latin1');

let service: Running;
const get = (path: string) => clientOf(service).get(path);
const post = (path: string, body: unknown, headers: Record<string, string | null> = ANY) =>
  clientOf(service).post(path, body, headers);

const opened = async (env: Readonly<Record<string, string>> = {}) => {
  service = await running(env);
  await post('/v1/budgets', opening());
  await post(`${PATH}/lines`, {
    lines: [
      {
        schedule: 'revenue',
        function: '2070101',
        source: 'fiscal-appropriation',
        amount: '1500.00',
      },
      { schedule: 'expenditure', fund: 'general', ...PROJECT, amount: '1000.00' },
      {
        schedule: 'expenditure',
        fund: 'general',
        function: '2070101',
        expenditure: 'basic',
        amount: '500.00',
      },
      { schedule: 'economic', economic: '30217', cost: 'public', amount: '500.00' },
    ],
  });
};
const version = async () => (await get(PATH)).headers.get('etag')!;
const events = async () => (await get('/v1/changes?follow=false')).text.split('\n').length - 1;
const refusal = ({ status, body }: Answer) => [status, body?.['code']];
const proposed = async (body: object = supplement()): Promise<string> =>
  (await post(`${PATH}/amendments`, body)).body['amendment']!['id']!;
const approve = (id: string, headers = CHIEF, body: object = approval) =>
  post(`${PATH}/amendments/${id}/approve`, body, headers);

describe('An amendment over HTTP', () => {
  beforeEach(() => opened());
  afterEach(() => service.close());

  it('is proposed with 201 and approved with 200, each with the version, the token and all of it', async () => {
    const answer = await post(`${PATH}/amendments`, supplement(), { 'if-match': await version() });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe(`"${answer.body['version']}"`);
    expect(answer.headers.get('ledger-token')).toBe(answer.body['token']);
    const amendment = {
      budget: BUDGET,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'proposed',
      kind: 'supplement',
      reason: '年中追加',
      changes: [
        {
          function: '2070101',
          fund: 'general',
          expenditure: 'project',
          economic: null,
          project: null,
          source: 'fiscal-appropriation',
          amount: '100.00',
        },
      ],
      legs: [
        {
          schedule: 'revenue',
          key: 'revenue/2070101/fiscal-appropriation',
          before: '1500.00',
          delta: '+100.00',
          after: '1600.00',
        },
        {
          schedule: 'expenditure',
          key: EXPENDITURE,
          before: '1000.00',
          delta: '+100.00',
          after: '1100.00',
        },
      ],
      net: '100.00',
      gross: '100.00',
      proposedBy: 'zhang',
      approvedBy: null,
      authority: null,
      approvedOn: null,
      effectiveOn: null,
      recordedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    };
    const proposedAt = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(answer.body['amendment']).toEqual({ ...amendment, proposedAt });
    const ended = await approve(answer.body['amendment']!['id']!);
    expect(ended.status).toBe(200);
    const approved = {
      ...amendment,
      status: 'approved',
      approvedBy: 'wang',
      authority: {
        number: '文财预[2024] 3号',
        normalised: '文财预〔2024〕3号',
        title: null,
        issuer: null,
      },
      approvedOn: '2024-06-15',
      effectiveOn: '2024-06-15',
    };
    expect(ended.body['amendment']).toEqual(approved);
    expect((await get(`${PATH}/amendments`)).body).toEqual([{ ...approved, proposedAt }]);
    amendmentsAnswer.parse((await get(`${PATH}/amendments`)).body);
    changeAnswer.parse(ended.body);
    expect((await get(`${PATH}/amendments?status=proposed`)).body).toEqual([]);
  });

  it('is refused with a code for each rule that it breaks', async () => {
    const propose = async (body: object) => (await post(`${PATH}/amendments`, body)).body;
    const one = (kind: string, ...changes: object[]) => ({ kind, reason: 'x', changes });
    const project = (amount: string) => ({ ...PROJECT, amount });
    expect(await propose(supplement('0.00'))).toMatchObject({ status: 422, code: 'amount-zero' });
    expect(await propose(supplement('-1.00'))).toMatchObject({ status: 422, code: 'sign-of-kind' });
    expect(await propose(one('rescission', project('-1000.01')))).toMatchObject({
      status: 422,
      code: 'line-would-go-negative',
      line: EXPENDITURE,
      headroom: '1000.00',
    });
    const basic = { function: '2070101', expenditure: 'basic', amount: '1.00' };
    expect(await propose(one('supplement', basic))).toMatchObject({
      status: 422,
      code: 'economic-missing',
    });
    expect(
      await propose(
        one('reallocation', project('-1.00'), { ...basic, economic: '30217', amount: '0.99' }),
      ),
    ).toMatchObject({ status: 422, code: 'reallocation-not-zero', sum: '-0.01' });
    expect(await propose(one('carry-forward', project('-1.00')))).toMatchObject({
      status: 422,
      code: 'transfer-target-missing',
    });
    expect(
      await propose(one('supplement', { ...PROJECT, function: '2180101', amount: '1.00' })),
    ).toMatchObject({
      status: 422,
      code: 'code-unknown',
      nearest: [{ code: '217' }, { code: '219' }, { code: '216' }],
    });
    const giving = async (kind: string, to: string) =>
      refusal(await post(`${PATH}/amendments`, { ...one(kind, project('-1.00')), to }));
    await post('/v1/budgets', { ...opening(), fiscalYear: 2025 });
    await post('/v1/budgets', { ...opening(), fiscalYear: 2026 });
    const next = BUDGET.replace('2024', '2025');
    expect(await giving('rescission', next)).toEqual([422, 'transfer-not-of-kind']);
    expect(await giving('carry-forward', next.replace('5', '6'))).toEqual([422, 'transfer-years']);
    expect(await giving('reallocation', next)).toEqual([422, 'transfer-years']);
    expect(await giving('carry-forward', 'nobody-2025-unit')).toEqual([
      422,
      'transfer-target-missing',
    ]);
    await post(`/v1/budgets/${next}/close`, { on: '2025-12-31', confirm: next });
    expect(await giving('carry-forward', next)).toEqual([409, 'receiver-closed']);
    const id = await proposed();
    expect(refusal(await post(`${PATH}/amendments/${id}/return`, { reason: 'x' }))).toEqual([
      422,
      'transfer-not-of-kind',
    ]);
    expect(refusal(await approve(id, { ...CHIEF, 'ledger-actor': 'zhang' }))).toEqual([
      403,
      'self-approval',
    ]);
    expect(refusal(await approve(id, CHIEF, { approvedOn: '2024-06-15' }))).toEqual([
      422,
      'authority-missing',
    ]);
    expect(refusal(await approve(id, CHIEF, { ...approval, effectiveOn: '2023-12-31' }))).toEqual([
      422,
      'effective-before-original',
    ]);
    expect(refusal(await approve(id, CHIEF, { ...approval, effectiveOn: '2025-01-01' }))).toEqual([
      422,
      'outside-fiscal-year',
    ]);
    expect(refusal(await approve(id, CHIEF, { ...approval, approvedOn: '2999-01-01' }))).toEqual([
      422,
      'date-in-future',
    ]);
    const figures = [{ ...PROJECT, amount: '1.00' }];
    const spent = { asOf: '2025-01-01', status: 'final', figures };
    expect(refusal(await post(`${PATH}/executions`, spent))).toEqual([422, 'outside-fiscal-year']);
    expect(refusal(await approve('nonsense'))).toEqual([404, 'not-found']);
    const asChief = async (end: string, name: string) =>
      refusal(
        await post(
          `${PATH}/amendments/${id}/${end}`,
          { reason: 'x' },
          { ...ANY, 'ledger-actor': name },
        ),
      );
    expect(await asChief('withdraw', 'wang')).toEqual([403, 'not-proposer']);
    expect(await asChief('reject', inHeader('ｚHANG'))).toEqual([403, 'self-approval']);
    expect(
      (await post(`${PATH}/amendments/${id}/withdraw`, { reason: '撤回' })).body['amendment'],
    ).toMatchObject({
      status: 'withdrawn',
      approvedBy: null,
    });
    expect(refusal(await approve(id))).toEqual([409, 'amendment-ended']);
  });

  it('is recorded for one of two clerks who send the same version, and 412 for the other', async () => {
    const match = { 'if-match': await version() };
    const answers = await Promise.all([
      post(`${PATH}/amendments`, supplement('1.00'), match),
      post(`${PATH}/amendments`, supplement('2.00'), match),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412]);
    const { body } = answers.find(({ status }) => status === 412)!;
    expect(body).toMatchObject({ code: 'version-mismatch', expected: 4, actual: 5 });
  });

  itInEachStageOfCi(
    'is one event for fifty concurrent requests with one key, and a repeat gets the first answer',
    async () => {
      const before = await events();
      const send = () =>
        post(`${PATH}/amendments`, supplement(), { 'if-match': '"4"', 'idempotency-key': 'k' });
      const answers = await Promise.all(Array.from({ length: 50 }, send));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(await events()).toBe(before + 1);
      const { id } = answers[0]!.body['amendment']! as unknown as { id: string };
      const key = { ...CHIEF, 'idempotency-key': 'a' };
      const approved = await approve(id, key);
      await proposed();
      await service.restart();
      expect((await send()).text).toBe(answers[0]!.text);
      expect((await approve(id, { ...key, 'if-match': '"1"' } as typeof CHIEF)).text).toBe(
        approved.text,
      );
      const other = await post(`${PATH}/amendments`, supplement('5.00'), {
        ...ANY,
        'idempotency-key': 'k',
      });
      expect(refusal(other)).toEqual([422, 'idempotency-key-reused']);
    },
  );

  it('is previewed with dryRun: the answer shows what would follow, and nothing is recorded, not even the key', async () => {
    const before = await events();
    const key = { 'idempotency-key': 'k', 'if-match': null };
    const tried = await post(`${PATH}/amendments?dryRun=true`, supplement(), key);
    changePreviewAnswer.parse(tried.body);
    expect(tried.status).toBe(200);
    expect(Object.keys(tried.body)).toEqual(
      expect.arrayContaining(['amendment', 'tables', 'deltas', 'approvals', 'findings']),
    );
    expect(tried.body['amendment']).toMatchObject({ status: 'proposed', net: '100.00' });
    expect(tried.body['tables']).toHaveLength(9);
    expect(tried.body['tables']![2]).toMatchObject({ table: 3, totals: { total: '1600.00' } });
    expect(tried.body['approvals']).toEqual([]);
    expect(tried.body['findings']).toEqual([]);
    expect(await events()).toBe(before);
    const kept = await post(`${PATH}/amendments`, supplement('7.00'), { ...key, ...ANY });
    expect(kept.status).toBe(201);
    const id = kept.body['amendment']!['id']!;
    const approval2 = await post(`${PATH}/amendments/${id}/approve?dryRun=true`, approval, CHIEF);
    expect(approval2.body['amendment']).toMatchObject({ status: 'approved', approvedBy: 'wang' });
    expect((await get(`${PATH}/amendments`)).body[0]).toMatchObject({ status: 'proposed' });
    const refused = await post(`${PATH}/amendments?dryRun=true`, supplement('-7.00'));
    expect(refusal(refused)).toEqual([422, 'sign-of-kind']);
  });

  it('of a code that the list lacks is taken, with a finding and an exception', async () => {
    const unknown = { ...PROJECT, function: '2079998', amount: '1.00' };
    const body = { kind: 'supplement', reason: 'x', changes: [unknown] };
    await approve(await proposed(body));
    const { body: findings } = await get(`${PATH}/findings`);
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'CODE-UNKNOWN', severity: 'warning', subject: '2079998' }),
    );
    const { body: exceptions } = await get(`/v1/audit/exceptions?budget=${BUDGET}`);
    expect(exceptions).toContainEqual(
      expect.objectContaining({ rule: 'unknown-code', events: [expect.any(String)] }),
    );
  });

  it('that is not approved yet is pending in the bridge, and reserves nothing', async () => {
    const id = await proposed();
    await proposed({
      kind: 'rescission',
      reason: 'x',
      changes: [{ ...PROJECT, amount: '-900.00' }],
    });
    await proposed({
      kind: 'rescission',
      reason: 'x',
      changes: [{ ...PROJECT, amount: '-900.00' }],
    });
    const bridge = (await get(`${PATH}/bridge`)).body;
    expect(bridge['total']).toMatchObject({ adjusted: '1500.00', pending: '-1700.00' });
    expect(bridge['rows']![1]).toMatchObject({
      line: EXPENDITURE,
      adjusted: '1000.00',
      pending: '-1700.00',
    });
    await approve(id);
    expect((await get(`${PATH}/bridge`)).body['total']).toMatchObject({
      original: '1500.00',
      amendments: { supplement: '100.00' },
      adjusted: '1600.00',
      pending: '-1800.00',
    });
    const { body } = await get(`${PATH}/bridge?schedule=revenue`);
    expect(body['rows']).toHaveLength(1);
  });
});

/** Nothing of it is recorded: one service has all of it. */
describe('An amendment over HTTP that is not complete', () => {
  beforeAll(() => opened());
  afterAll(() => service.close());

  it.each<[string, unknown, readonly unknown[]]>([
    ['amendments', supplement(100), [400, 'amount-not-string']],
    ['amendments', supplement('1,00'), [400, 'amount-form']],
    ['amendments', { ...supplement(), more: 1 }, [400, 'unknown-field']],
    ['amendments', { ...supplement(), to: 5 }, [400, 'malformed']],
    ['amendments', { ...supplement(), kind: 'gift' }, [400, 'malformed']],
    ['amendments?nonsense=1', supplement(), [400, 'unknown-parameter']],
    ['corrections', { corrects: 'x', to: 5, reason: 'x' }, [400, 'amount-not-string']],
    ['executions', { asOf: '2024-02-30', status: 'final', figures: [] }, [400, 'malformed']],
    [
      'executions',
      { asOf: '2024-12-31', status: 'final', figures: [{ function: '2070101', amount: 1 }] },
      [400, 'amount-not-string'],
    ],
    ['close', { on: 'soon' }, [400, 'malformed']],
    ['amendments/x/approve', { approvedOn: '2024-13-01' }, [400, 'malformed']],
    ['amendments/x/reject', {}, [400, 'malformed']],
  ])('%s: the body %j is validated before the version', async (path, body, refused) => {
    for (const match of [null, '"99"'])
      expect(refusal(await post(`${PATH}/${path}`, body, { 'if-match': match }))).toEqual(refused);
  });

  it.each([
    'amendments',
    'corrections',
    'executions',
    'close',
    'approve',
    'amendments/x/approve',
    'amendments/x/reject',
    'amendments/x/withdraw',
    'amendments/x/return',
  ])('%s needs an actor, a key and a version', async (path) => {
    const verb = path === 'approve' ? 'approve-budget' : path.split('/').at(-1)!;
    const body = {
      amendments: supplement(),
      corrections: { corrects: 'x', to: '1.00', reason: 'x' },
      executions: {
        asOf: '2024-12-31',
        status: 'final',
        figures: [{ ...PROJECT, amount: '1.00' }],
      },
      close: { on: '2025-01-15' },
      approve: approval,
      'approve-budget': { authority: approval.authority, approvedOn: '2024-02-10' },
      reject: { reason: 'x' },
      withdraw: { reason: 'x' },
      return: { reason: 'x' },
    }[verb]!;
    const send = async (headers: Record<string, string | null>) =>
      refusal(await post(`${PATH}/${path}`, body, { ...ANY, ...headers }));
    expect(await send({ 'ledger-actor': null })).toEqual([401, 'actor-missing']);
    expect(await send({ 'idempotency-key': null })).toEqual([400, 'idempotency-key-missing']);
    expect(await send({ 'if-match': null })).toEqual([428, 'precondition-required']);
    expect(await send({ 'if-match': '"99"' })).toEqual([412, 'version-mismatch']);
    expect(
      refusal(await post(`/v1/budgets/nobody-2024-unit/${path}`, body, { 'if-match': '*' })),
    ).toEqual([404, 'not-found']);
  });
});

describe('An original budget', () => {
  beforeEach(() => opened());
  afterEach(() => service.close());

  it('is approved, and says by what document since when', async () => {
    expect((await get(PATH)).body['approval']).toBeNull();
    const approval = { authority: { number: '文财预[2024] 1号' }, approvedOn: '2024-02-10' };
    const tried = await post(`${PATH}/approve?dryRun=true`, approval, CHIEF);
    expect(tried.body).toMatchObject({ amendment: null, findings: [] });
    const answer = await post(`${PATH}/approve`, approval, { ...CHIEF, 'if-match': '"4"' });
    expect(answer.status).toBe(201);
    expect(changeAnswer.parse(answer.body)).toMatchObject({ version: 5 });
    const shown = {
      approvedOn: '2024-02-10',
      authority: {
        number: '文财预[2024] 1号',
        normalised: '文财预〔2024〕1号',
        title: null,
        issuer: null,
      },
      approver: 'wang',
      recordedAt: expect.stringMatching(/Z$/),
    };
    expect((await get(PATH)).body['approval']).toEqual(shown);
    const { body } = await get(`${PATH}/trail`);
    expect(body['entries']!.at(-1)).toMatchObject({
      type: 'BudgetApproved',
      approvedOn: '2024-02-10',
      authority: { number: '文财预[2024] 1号' },
    });
    const refused = async (more: object) =>
      refusal(await post(`${PATH}/approve`, { ...approval, ...more }, CHIEF));
    expect(await refused({ approvedOn: '2999-01-01' })).toEqual([422, 'date-in-future']);
    expect(await refused({ authority: undefined })).toEqual([422, 'authority-missing']);
    expect(await refused({ approvedOn: '2024-02-30' })).toEqual([400, 'malformed']);
  });
});

describe('A year that is closed', () => {
  beforeEach(() => opened());
  afterEach(() => service.close());

  it('takes only corrections, which are marked in the trail and in the changes', async () => {
    const id = await proposed();
    const waiting = await post(`${PATH}/close`, { on: '2025-01-15', confirm: BUDGET }, CHIEF);
    expect(waiting.body).toMatchObject({
      status: 409,
      code: 'amendments-pending',
      amendments: [id],
    });
    await post(`${PATH}/amendments/${id}/reject`, { reason: '不同意' }, CHIEF);
    const asked = await post(`${PATH}/close`, { on: '2025-01-15' }, CHIEF);
    expect(asked.body).toMatchObject({
      status: 422,
      code: 'confirmation-missing',
      closes: { budget: BUDGET, original: '1500.00', adjusted: '1500.00' },
    });
    expect(refusal(await post(`${PATH}/close`, { on: '2024-12-30' }, CHIEF))).toEqual([
      422,
      'outside-fiscal-year',
    ]);
    const tried = await post(`${PATH}/close?dryRun=true`, { on: '2025-01-15' }, CHIEF);
    expect(tried.status).toBe(200);
    const closed = await post(`${PATH}/close`, { on: '2025-01-15', confirm: BUDGET }, CHIEF);
    expect(closed.status).toBe(201);
    expect(closed.body).toMatchObject({ version: expect.any(Number), token: expect.any(String) });
    const late = { schedule: 'economic', economic: '30201', cost: 'public', amount: '1.00' };
    const figures = [{ ...PROJECT, amount: '1.00' }];
    for (const [path, body] of [
      ['amendments', supplement()],
      ['lines', { lines: [late] }],
      ['executions', { asOf: '2024-12-31', status: 'final', figures }],
    ] as const)
      expect(refusal(await post(`${PATH}/${path}`, body))).toEqual([409, 'year-closed']);
    const { body } = await get(`${PATH}/trail?line=${EXPENDITURE}`);
    const corrects = body['entries']![0]!['id']!;
    const corrected = await post(`${PATH}/corrections`, {
      corrects,
      to: '999.99',
      reason: '登记错误',
    });
    expect(corrected.status).toBe(201);
    const trail = (await get(`${PATH}/trail?line=${EXPENDITURE}`)).body['entries']!;
    expect(trail[1]).toMatchObject({
      type: 'LineCorrected',
      before: '1000.00',
      delta: '-0.01',
      after: '999.99',
      afterClose: true,
    });
    const changes = (await get(`/v1/changes?follow=false&budget=${BUDGET}&type=LineCorrected`))
      .text;
    expect(JSON.parse(changes)).toMatchObject({ data: { afterClose: true } });
    const audited = (await get('/v1/audit/changes?kind=correction')).body;
    expect(audited[0]).toMatchObject({ line: EXPENDITURE, delta: '-0.01', afterClose: true });
    expect((await get(`${PATH}/findings`)).body[0]).toMatchObject({
      rule: 'T1-BALANCE',
      status: 'open',
    });
    const again = trail[1]!['id']!;
    expect(
      refusal(await post(`${PATH}/corrections`, { corrects: again, to: '1.00', reason: 'x' })),
    ).toEqual([422, 'correction-invalid']);
  });
});

describe('A policy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-policy-'));
  const file = join(folder, 'policy.json');
  beforeAll(() => {
    writeFileSync(
      file,
      JSON.stringify({
        rules: [
          { name: '大额', above: { gross: '1000.00' }, approver: '区财政局', actors: ['zhao'] },
          { name: '累计', above: { cumulative: '1500.00' }, approver: '区政府', actors: ['zhao'] },
        ],
      }),
    );
  });
  beforeEach(() => opened({ LEDGER_POLICY: file }));
  afterEach(() => service.close());
  afterAll(() => rmSync(folder, { recursive: true }));

  it('names the approvals that are needed in a dry run, and refuses other approvers', async () => {
    const large = supplement('1000.01');
    const tried = await post(`${PATH}/amendments?dryRun=true`, large);
    expect(tried.body['approvals']).toEqual([
      { rule: '大额', approver: '区财政局', actors: ['zhao'] },
    ]);
    expect(
      (await post(`${PATH}/amendments?dryRun=true`, supplement('1000.00'))).body['approvals'],
    ).toEqual([]);
    const id = await proposed(large);
    expect((await approve(id)).body).toMatchObject({
      status: 403,
      code: 'approval-not-permitted',
      rule: '大额',
    });
    expect((await approve(id, { ...CHIEF, 'ledger-actor': 'zhao' })).status).toBe(200);
    const more = await post(`${PATH}/amendments?dryRun=true`, supplement('500.00'));
    expect(more.body['approvals']).toEqual([
      { rule: '累计', approver: '区政府', actors: ['zhao'] },
    ]);
  });
});

describe('A list for an auditor', () => {
  beforeEach(() => opened());
  afterEach(() => service.close());

  it('can be had as JSON, CSV, JSON lines and XLSX, by format or by Accept', async () => {
    await approve(await proposed({ ...supplement(), reason: '=HYPERLINK("x"),追加' }));
    const json = await get('/v1/audit/changes');
    expect(json.body).toHaveLength(2);
    expect(json.body[1]).toMatchObject({
      budget: BUDGET,
      kind: 'supplement',
      line: EXPENDITURE,
      delta: '+100.00',
      proposedBy: 'zhang',
      actor: 'wang',
      number: '文财预[2024] 3号',
    });
    const csv = await get('/v1/audit/changes?format=csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.text.split('\n')[2]).toContain(`,1000.00,100.00,1100.00,2024-06-15,`);
    expect(csv.text).toContain(`"'=HYPERLINK(""x""),追加"`);
    const lines = await clientOf(service).get('/v1/audit/changes', {
      accept: 'application/x-ndjson',
    });
    expect(
      lines.text
        .trimEnd()
        .split('\n')
        .map((each) => JSON.parse(each)),
    ).toEqual(json.body);
    const xlsx = await get('/v1/audit/changes?format=xlsx');
    expect(xlsx.text.slice(0, 2)).toBe('PK');
    for (const path of ['late', 'exceptions', 'in-transit'])
      expect((await get(`/v1/audit/${path}?format=csv`)).status).toBe(200);
  });
});

describe('A list for an auditor of what was approved', () => {
  beforeAll(async () => {
    await opened();
    await approve(await proposed());
  });
  afterAll(() => service.close());

  it.each([
    ['number=文财预〔2024〕3号', 2],
    ['person=wang', 2],
    ['person=nobody', 0],
    ['line=2070101', 2],
    [`line=${EXPENDITURE}`, 1],
    ['kind=rescission', 0],
    [`budget=${BUDGET}`, 2],
    ['from=2999-01-01', 0],
    ['until=2024-01-01', 0],
  ])('is filtered: %s', async (query, count) => {
    expect((await get(`/v1/audit/changes?${query}`)).body).toHaveLength(count as number);
  });

  it('refuses unknown values', async () => {
    expect(refusal(await get('/v1/audit/changes?who=x'))).toEqual([400, 'unknown-parameter']);
    expect(refusal(await get('/v1/audit/changes?kind=gift'))).toEqual([400, 'malformed']);
    expect(refusal(await get('/v1/audit/late?days=-1'))).toEqual([400, 'malformed']);
    expect(refusal(await get('/v1/audit/changes?budget=nobody-2024-unit'))).toEqual([
      404,
      'not-found',
    ]);
  });
});
