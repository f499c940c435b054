import { jest } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { running, type Running } from './e2e/http-service.js';
import { itInCi } from './support/it-in-ci.js';
import { AUDIENCE, identityProvider } from './support/identity-provider.js';
import { SAMPLE_2022, SAMPLE_2023 } from './support/published.js';
import { MEMBERS_MAX, shapeOf, shortened, updateExamples } from './support/shortened.js';
import { SERVICE_TEST_MS } from './support/timeouts.js';
import { transferInTransit } from './support/transfer-in-transit.js';
import { until } from './support/until.js';

// Two documents are read, and every operation is asked for once.
jest.setTimeout(SERVICE_TEST_MS);

const FILE = new URL('../src/http/examples.json', import.meta.url);
const DESCRIBED = new URL('../docs/openapi.json', import.meta.url);
/** So many characters of an answer that is no JSON are shown. */
const CHARS_MAX = 600;
/** Their answers are bytes. */
const WITHOUT_ANSWER = new Set(['getTile', 'getBundle']);

interface Example {
  readonly parameters: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly answers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
type Examples = Readonly<Record<string, Example>>;

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly example?: string;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}
interface Content {
  readonly content?: Readonly<
    Record<string, { readonly examples?: Readonly<Record<string, { readonly value: unknown }>> }>
  >;
}

const operationsOf = ({ paths }: Described) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
const described = JSON.parse(readFileSync(DESCRIBED, 'utf8')) as Described;
const operations = operationsOf(described);
const JSON_TYPE = /^application\/json$/;

/** The example of an answer or a body in a description. */
const exampleIn = ({ content = {} }: Content): unknown =>
  Object.values(content).flatMap(({ examples = {} }) => Object.values(examples))[0]?.value;

describe('The examples of docs/openapi.json', () => {
  it('are there for the answer of each operation, its body and the parameters of its path', () => {
    for (const { operation } of operations) {
      const { operationId, parameters = [], requestBody, responses } = operation;
      const answers = Object.entries(responses).filter(([status]) => status < '300');
      const shown = answers.filter(([, answer]) => exampleIn(answer) !== undefined);
      expect([operationId, shown.length > 0 || WITHOUT_ANSWER.has(operationId)]).toEqual([
        operationId,
        true,
      ]);
      if (requestBody?.content?.['application/json'])
        expect([operationId, exampleIn(requestBody)]).toEqual([operationId, expect.any(Object)]);
      for (const { name, example } of parameters.filter((each) => each.in === 'path'))
        expect([operationId, name, example]).toEqual([operationId, name, expect.any(String)]);
    }
  });

  it('fit their schemas', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(described, 'openapi.json');
    const invalid: unknown[] = [];
    let count = 0;
    for (const { path, method, operation } of operations)
      for (const [where, { content = {} }] of [
        ['requestBody', operation.requestBody ?? {}] as const,
        ...Object.entries(operation.responses).map(
          ([status, each]) => [`responses/${status}`, each] as const,
        ),
      ])
        for (const [type, { examples = {} }] of Object.entries(content))
          for (const { value } of Object.values(examples)) {
            const at = [path, method].map(escaped).join('/');
            const $ref = `openapi.json#/paths/${at}/${where}/content/${escaped(type)}/schema`;
            const fits: ValidateFunction = ajv.compile({ $ref });
            count += 1;
            if (!fits(value)) invalid.push([operation.operationId, where, fits.errors]);
          }
    expect(invalid).toEqual([]);
    expect(count).toBeGreaterThan(operations.length);
  });

  const recording = process.env['UPDATE_OPENAPI'] ? it : itInCi;
  recording(
    'have the members that the service gives today (npm run docs:openapi records them again)',
    async () => {
      const recorded = await recordedExamples();
      if (process.env['UPDATE_OPENAPI']) await updateExamples(FILE, recorded);
      const kept = JSON.parse(readFileSync(FILE, 'utf8')) as Examples;
      expect(shapeOf(kept)).toEqual(shapeOf(recorded));
    },
  );
});

const escaped = (key: string): string =>
  encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));

/** The beginning of a text, in whole lines. */
const beginning = (text: string): string => {
  if (text.length <= CHARS_MAX) return text;
  return text.slice(0, text.lastIndexOf('\n', CHARS_MAX) + 1 || text.indexOf('\n') + 1);
};

/** Asks services for everything that docs/openapi.json describes, and keeps the first success of each operation by its status. */
class Recording {
  /** Of the last change: what is read has seen it. */
  private token: string | null = null;
  readonly examples: Record<
    string,
    { parameters: object; body?: unknown; answers: Record<string, object> }
  > = {};

  constructor(
    private readonly addressNow: () => string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly operations: ReturnType<typeof operationsOf>,
  ) {}

  static async of(
    addressNow: () => string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Recording> {
    const response = await fetch(`${addressNow()}/openapi.json`);
    return new Recording(addressNow, headers, operationsOf((await response.json()) as Described));
  }

  get address(): string {
    return this.addressNow();
  }

  /** Waits until an answer has so many members, which is not recorded. */
  until(
    target: string,
    count: number,
    membersIn: (body: never) => readonly unknown[] = (body) => body,
  ): Promise<void> {
    return until(`${count} in ${target}`, async () => {
      const response = await fetch(`${this.address}${target}`, { headers: this.headers });
      return membersIn((await response.json()) as never).length >= count;
    });
  }

  async ask<T>(
    method: string,
    target: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<T> {
    const isBytes = body instanceof Uint8Array;
    const response = await fetch(`${this.address}${target}`, {
      method,
      headers: {
        ...this.headers,
        ...(method === 'GET' && this.token !== null && { 'ledger-min-token': this.token }),
        'idempotency-key': crypto.randomUUID(),
        'if-match': '*',
        ...(body !== undefined && !isBytes && { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body !== undefined && { body: isBytes ? (body as never) : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status >= 300) throw new Error(`${method} ${target}: ${response.status} ${text}`);
    if (method !== 'GET') this.token = response.headers.get('ledger-token') ?? this.token;
    const { pathname, searchParams } = new URL(response.url);
    const found = this.operations
      .map((each) => ({ ...each, match: patternOf(each.path).exec(pathname) }))
      .filter(({ match, method: of }) => match !== null && of === method.toLowerCase())
      .sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0]!;
    const { operationId } = found.operation;
    const type = response.headers.get('content-type')!.split(';')[0]!;
    const example = (this.examples[operationId] ??= {
      parameters: Object.fromEntries([
        ...Object.entries(found.match!.groups ?? {}).map(([name, each]) => [
          name,
          decodeURIComponent(each),
        ]),
        ...searchParams,
      ]),
      ...(body !== undefined && !isBytes && { body }),
      answers: {},
    });
    const value = JSON_TYPE.test(type) ? (JSON.parse(text) as unknown) : text;
    const shown = operationId === 'getAsyncApi' ? headOf(value as AsyncApi) : shortened(value);
    if (!WITHOUT_ANSWER.has(operationId))
      example.answers[response.status] ??= {
        [type]: typeof value === 'string' ? beginning(value) : shown,
      };
    return value as T;
  }
}

interface AsyncApi {
  readonly asyncapi: string;
  readonly info: object;
}
const headOf = ({ asyncapi, info }: AsyncApi): AsyncApi => ({ asyncapi, info });

/** The `path` of a tile has several parts. */
const patternOf = (path: string): RegExp => {
  const parameters = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === 'path' ? '(?<path>.+)' : `(?<${name}>[^/]+)`,
  );
  return new RegExp(`^${parameters}$`);
};

interface Named {
  readonly id: string;
}

const recordedExamples = async (): Promise<Examples> => {
  const receiver: Server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(204).end());
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const service = await running({ LEDGER_WEBHOOK_NETWORKS: '127.0.0.0/8' });
  try {
    const recording = await Recording.of(() => service.address, { 'ledger-actor': 'limin' });
    await imports(recording);
    await changes(recording);
    await amendments(recording, service);
    await reads(recording);
    await streams(recording, urlOf(receiver));
    return published({ ...recording.examples, ...(await authenticated()) }, urlOf(receiver));
  } finally {
    await service.close();
    receiver.closeAllConnections();
    receiver.close();
  }
};

const urlOf = (server: Server): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;

/** The secret of the example of Standard Webhooks. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** The examples with the address of a receiver as others have one, and without a secret that was somebody's. */
const published = (examples: object, url: string): Examples =>
  JSON.parse(
    JSON.stringify(examples)
      .replaceAll(url, 'https://erp.example/hook')
      .replaceAll(/whsec_[^"]+/g, SECRET),
  ) as Examples;

const UNIT = 'baoshan-2022-unit';
const DEPARTMENT = 'baoshan-2023-department';
const reason = '核对原件';
const approval = {
  authority: { issuer: '宝山区财政局', number: '宝财预〔2022〕15号' },
  approvedOn: '2022-06-15',
};

/** The two samples are read and recorded, and a third budget is entered line by line. */
const imports = async (service: Recording): Promise<void> => {
  for (const file of [SAMPLE_2022, SAMPLE_2023]) {
    const bytes = readFileSync(new URL(`../${file}`, import.meta.url));
    const path = `/v1/imports?file=${file.replace('samples/', '')}&agency=baoshan`;
    const type = { 'content-type': 'application/octet-stream' };
    const { id } = await service.ask<Named>('POST', path, bytes, type);
    await service.ask('POST', `/v1/imports/${id}/commit`, {});
  }
  const agency = { code: 'jiaoyu', name: '临江区教育局' };
  await service.ask('POST', '/v1/budgets', { agency, fiscalYear: 2024, scope: 'department' });
  const line = { schedule: 'expenditure', fund: 'general', function: '2050202' };
  const lines = [{ ...line, expenditure: 'basic', name: '小学教育', amount: '63184600.00' }];
  await service.ask('POST', '/v1/budgets/jiaoyu-2024-department/lines', { lines });
};

const changes = async (service: Recording): Promise<void> => {
  const [finding] = await service.ask<readonly Named[]>('GET', `/v1/budgets/${UNIT}/findings`);
  const resolved = `/v1/budgets/${UNIT}/findings/${finding!.id}/resolve`;
  await service.ask('POST', resolved, { decision: 'accept-expected', reason });
  await service.ask('POST', `/v1/budgets/${UNIT}/approve`, approval);
  const line = encodeURIComponent('expenditure/general/2101102/basic');
  const from = 'expenditure/general/2120199/basic';
  const lines = `/v1/budgets/${DEPARTMENT}/lines/${line}`;
  await service.ask('POST', `${lines}/links`, { from, weight: '0.4', reason: '科目调整' });
  await service.ask('POST', `${lines}/unlink`, { from, reason: '科目调整' });
  const trail = `/v1/budgets/${UNIT}/trail?line=expenditure/general/2120199/basic`;
  const { entries } = await service.ask<{ readonly entries: readonly Named[] }>('GET', trail);
  const correction = { corrects: entries[0]!.id, to: '6272475.68', reason };
  await service.ask('POST', `/v1/budgets/${UNIT}/corrections`, correction);
  await service.ask('POST', `/v1/budgets/${UNIT}/executions`, {
    asOf: '2022-12-31',
    status: 'final',
    figures: [{ function: '2120199', amount: '5000000.00' }],
  });
};

const amendments = async (service: Recording, running: Running): Promise<void> => {
  const path = `/v1/budgets/${UNIT}/amendments`;
  const proposed = async (): Promise<string> => {
    const change = { function: '2120199', expenditure: 'project', amount: '-100.00' };
    const proposal = { kind: 'rescission', reason: '压减一般性支出', changes: [change] };
    const { amendment } = await service.ask<{ readonly amendment: Named }>('POST', path, proposal);
    return `${path}/${amendment.id}`;
  };
  const other = { 'ledger-actor': 'wangfang' };
  const approved = await proposed();
  await service.ask('POST', `${approved}/approve`, approval, other);
  await service.ask('GET', approved.replace(`/budgets/${UNIT}`, ''));
  await service.ask('POST', `${await proposed()}/reject`, { reason: '资金另有安排' }, other);
  await service.ask('POST', `${await proposed()}/withdraw`, { reason: '金额有误' });
  await service.ask('GET', path);
  await service.ask('GET', '/v1/amendments');
  let inTransit = '';
  await running.restart(async () => {
    inTransit = await transferInTransit(running.data);
  });
  await service.until('/v1/audit/in-transit', 1);
  await service.ask('GET', '/v1/audit/in-transit');
  await service.ask('POST', inTransit, { reason: '接收单位已关账' });
  const closing = { on: '2023-01-15', confirm: UNIT };
  await service.ask('POST', `/v1/budgets/${UNIT}/close`, closing, other);
  const renaming = { name: '临江区教育和体育局', effectiveOn: '2024-07-01' };
  await service.ask('POST', '/v1/agencies/jiaoyu/rename', renaming, other);
};

const reads = async (service: Recording): Promise<void> => {
  const budget = `/v1/budgets/${DEPARTMENT}`;
  const [document] = await service.ask<readonly { readonly sha256: string }[]>(
    'GET',
    '/v1/documents',
  );
  for (const path of [
    '/healthz',
    '/readyz',
    '/metrics',
    '/asyncapi.json',
    '/v1/budgets',
    budget,
    `${budget}/lines?schedule=expenditure`,
    `${budget}/tables/3`,
    `${budget}/document`,
    `${budget}/deltas?by=item`,
    `/v1/budgets/${UNIT}/bridge`,
    '/v1/totals?year=2023&by=class',
    `/v1/search?q=${encodeURIComponent('城市')}`,
    '/v1/agencies',
    `/v1/documents/${document!.sha256}`,
    `/v1/documents/${document!.sha256}/content`,
    '/v1/changes?type=BudgetAmended&follow=false',
    '/v1/audit/changes',
    '/v1/audit/late',
    '/v1/audit/exceptions',
    '/v1/proof/checkpoint',
    '/v1/audit/verify',
    '/v1/proof/key',
    '/v1/proof/keys',
    '/v1/proof/verifier',
    '/v1/proof/tile/0/000.p/1',
    `/v1/proof/bundles/${UNIT}`,
  ])
    await service.ask('GET', path);
  const [, size] = (await service.ask<string>('GET', '/v1/proof/checkpoint')).split('\n');
  await service.ask('GET', `/v1/proof/consistency?from=1&to=${size}`);
  const changes = await service.ask<string>('GET', '/v1/changes?from=1&to=1');
  const { position } = JSON.parse(changes) as { readonly position: string };
  await service.ask('GET', `/v1/proof/events/${position}`);
};

interface Attempts {
  readonly attempts: readonly object[];
  readonly group: { readonly leases: number; readonly lag: { readonly events: number } };
}

const streams = async (service: Recording, url: string): Promise<void> => {
  const filter = { agency: ['baoshan'], type: ['BudgetAmended', 'AmendmentProposed'] };
  const group = '/v1/groups/mirror';
  await service.ask('PUT', group, { filter, start: 'beginning', maxAttempts: 10 });
  const lease = async (): Promise<string> =>
    (await service.ask<{ readonly lease: Named }>('POST', `${group}/lease`, { max: 1 })).lease.id;
  await service.ask('POST', `${group}/ack`, { lease: await lease() });
  const failed = { lease: await lease(), reason: 'the mirror is full', delaySeconds: 0 };
  await service.ask('POST', `${group}/nack`, failed);
  await service.ask('POST', `${group}/park`, { lease: await lease(), reason: 'unknown code' });
  await service.ask('GET', group);
  await service.ask('GET', '/v1/groups');
  const { events } = await service.ask<{ readonly events: number }>('POST', `${group}/replay`, {});
  await service.ask('POST', `${group}/replay`, { events });
  await service.ask('DELETE', group);

  const webhook = '/v1/webhooks/erp';
  await service.ask('PUT', webhook, { url, filter, start: 'beginning' });
  // A delivery that is under way is shown as a lease.
  await service.until(webhook, MEMBERS_MAX, ({ attempts, group: { lag, leases } }: Attempts) =>
    lag.events === 0 && leases === 0 ? attempts : [],
  );
  await service.ask('GET', webhook);
  await service.ask('GET', '/v1/webhooks');
  await service.ask('POST', `${webhook}/rotate`, {});
  await service.ask('POST', `${webhook}/test`, {});
  await service.ask('POST', `${webhook}/replay`, {});
  await service.ask('DELETE', webhook);
};

interface Items {
  readonly items: readonly object[];
}

/** What only a service has that authenticates its callers. */
const authenticated = async (): Promise<object> => {
  const provider = await identityProvider([]);
  const folder = mkdtempSync(join(tmpdir(), 'ledger-examples-'));
  const policy = join(folder, 'policy.json');
  const access = [
    { when: { groups: 'clerks' }, role: 'clerk' },
    { when: { groups: 'clerks' }, role: 'auditor' },
  ];
  writeFileSync(policy, JSON.stringify({ rules: [], access }));
  const service = await running({
    LEDGER_AUTH: `oidc:${provider.issuer}`,
    LEDGER_AUDIENCE: AUDIENCE,
    LEDGER_POLICY: policy,
  });
  try {
    const token = await provider.signed({ sub: 'limin', name: '李敏', groups: ['clerks'] });
    const recording = await Recording.of(() => service.address, {
      authorization: `Bearer ${token}`,
    });
    await recording.ask('GET', '/.well-known/oauth-protected-resource');
    const agency = { code: 'jiaoyu', name: '临江区教育局' };
    await recording.ask('POST', '/v1/budgets', { agency, fiscalYear: 2024, scope: 'department' });
    await recording.ask('GET', '/v1/budgets/jiaoyu-2024-department');
    await recording.until('/v1/audit/reads', MEMBERS_MAX, ({ items }: Items) => items);
    await recording.ask('GET', '/v1/audit/reads');
    const { getProtectedResource, listReads } = recording.examples;
    return { getProtectedResource, listReads };
  } finally {
    await service.close();
    await provider.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
