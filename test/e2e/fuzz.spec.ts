import { jest } from '@jest/globals';
import fc from 'fast-check';
import { once } from 'node:events';
import { connect } from 'node:net';
import { ROUTE_PERMISSIONS } from '../../src/http/access/route-permissions.js';
import { BUDGET, clientOf, line, opening, running, type Running } from './http-service.js';
import { rounds } from '../support/rounds.js';

/** `npm run test:fuzz` sends more. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? rounds(150, 400));
const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

jest.setTimeout(30_000 + REQUESTS * 100);

let service: Running;
/** Ids that the ledger has. */
let known: readonly string[] = [];

beforeAll(async () => {
  service = await running();
  const { post } = clientOf(service);
  await post('/v1/budgets', opening());
  const any = { 'if-match': '*' };
  await post(`/v1/budgets/${BUDGET}/lines`, { lines: [line(), PROJECT_LINE] }, any);
  const { body } = await post(`/v1/budgets/${BUDGET}/amendments`, PROPOSAL, any);
  known = [body['amendment']!['id']! as string, 'expenditure/general/2070101/project'];
});
afterAll(() => service.close());

const PROJECT_LINE = { ...line('7.00'), expenditure: 'project' };
const CHANGE = { function: '2070101', fund: 'general', expenditure: 'project', amount: '10.00' };
const PROPOSAL = { kind: 'supplement', reason: '追加', changes: [CHANGE] };
const BODIES: readonly object[] = [
  opening('other'),
  { lines: [line(), PROJECT_LINE] },
  PROPOSAL,
  {
    authority: { number: '宝财预〔2024〕1号' },
    approvedOn: '2024-06-15',
    effectiveOn: '2024-06-15',
  },
  { reason: '理由' },
  { corrects: '00000000-0000-4000-8000-000000000000', to: '1.00', reason: '理由' },
  { asOf: '2024-03-31', status: 'final', figures: [{ function: '2070101', amount: '1.00' }] },
  { on: '2025-01-15' },
  { decision: 'accept-expected', reason: '理由' },
  { from: 'expenditure/general/2070101/basic', weight: '0.5', reason: '理由' },
  { name: '新名', authority: '1', effectiveOn: '2024-01-01' },
];

/** Texts that have broken services before. */
const odd = fc.constantFrom(
  '',
  ' ',
  '0',
  '-1',
  '1e999',
  '9'.repeat(40),
  'null',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%',
  '%00',
  '%2f',
  '%E0%A4%A',
  '%F0%9F%92%A9',
  "'; drop table budgets --",
  '$ne',
  '{}',
  '[]',
  '\u202e',
  'e1-99999999999999999999',
  'e0-00000000000000000000',
  '2024-02-30',
  '0000-00-00',
  '9999-12-31T23:59:60Z',
  'a'.repeat(3_000),
  '资金'.repeat(200),
  '*',
  '"1"',
  'W/"1"',
  '-0.00',
  '0.005',
  '１２３',
  '=1+1',
);
const value = fc.oneof(odd, fc.string({ maxLength: 40 }), fc.constantFrom(BUDGET, 'wenhua', '3'));
const ofLedger = fc.nat(9).map((i) => known[i] ?? BUDGET);
const encoded = fc.oneof(
  { arbitrary: value.map((text) => encodeURIComponent(text)), weight: 4 },
  { arbitrary: odd, weight: 1 },
);

const routes = Object.keys(ROUTE_PERMISSIONS).map((route) => route.split(' ') as [string, string]);
const method = fc.constantFrom('HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'POST', 'GET');

/** The path of a route with values in the places of its parameters. */
const pathOf = (pattern: string): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof({ arbitrary: fc.constant(''), weight: 3 }, encoded), {
      minLength: 4,
      maxLength: 4,
    })
    .chain((given) =>
      ofLedger.map((own) => {
        let place = 0;
        return pattern.replaceAll(/:\w+|\*/g, () => given[place++ % 4] || encodeURIComponent(own));
      }),
    );

const NAMES = [
  'limit',
  'after',
  'from',
  'to',
  'budget',
  'agency',
  'year',
  'scope',
  'type',
  'kind',
  'code',
  'line',
  'follow',
  'format',
  'q',
  'effective',
  'recorded',
  'position',
  'unit',
  'rebuild',
  'by',
  'against',
  'dryRun',
  'file',
  'publishedOn',
  'strict',
  'days',
  'rule',
  'status',
  'reconciled',
  'person',
  'lang',
];
const query = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom(...NAMES),
        value.map((text) => encodeURIComponent(text)),
      ),
      encoded,
    ),
    {
      maxLength: 4,
    },
  )
  .map((pairs) => pairs.map(([name, text]) => `${name}=${text}`).join('&'));

/** A header may hold no line end; everything else is sent as it is. */
const headerValue = value.map((text) => text.replaceAll(/[\r\n]/g, ''));
const headers = fc.dictionary(
  fc.constantFrom(
    'Ledger-Actor',
    'Idempotency-Key',
    'If-Match',
    'If-None-Match',
    'Ledger-Min-Token',
    'Accept',
    'Last-Event-ID',
    'Accept-Language',
    'Accept-Encoding',
    'Authorization',
    'Origin',
    'Range',
    'X-Any',
    'Content-Type',
    'Content-Length',
    'Transfer-Encoding',
    'Expect',
    'Cookie',
  ),
  headerValue,
  { maxKeys: 3 },
);

/** A body that a route takes, with one of its values replaced by another. */
const mutated = fc
  .tuple(fc.constantFrom(...BODIES), fc.nat(20), fc.oneof(value, fc.jsonValue({ maxDepth: 3 })))
  .map(([body, which, other]) => {
    let count = 0;
    return JSON.stringify(body, (_, each: unknown) => (count++ === which ? other : each)) ?? '';
  });
const body = fc.oneof(
  mutated.map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.from(`${'['.repeat(2_000)}${']'.repeat(2_000)}`)),
);

const request = fc.constantFrom(...routes).chain(([usual, pattern]) =>
  fc.record({
    method: fc.oneof(
      { arbitrary: fc.constant(usual), weight: 9 },
      { arbitrary: method, weight: 1 },
    ),
    path: pathOf(pattern),
    query,
    headers,
    body: fc.oneof(
      { arbitrary: body, weight: usual === 'GET' ? 0 : 1 },
      { arbitrary: fc.constant(null), weight: 1 },
    ),
  }),
);
type Request = typeof request extends fc.Arbitrary<infer R> ? R : never;

const rawOf = ({
  method: verb,
  path,
  query: search,
  headers: given,
  body: content,
}: Request): Buffer => {
  const usual: Record<string, string> = {
    'Ledger-Actor': 'zhang',
    'Idempotency-Key': crypto.randomUUID(),
    'If-Match': '*',
    ...(content && {
      'Content-Type': 'application/json',
      'Content-Length': String(content.length),
    }),
  };
  const lines = Object.entries({ ...usual, ...given }).map(([name, text]) => `${name}: ${text}`);
  const target = `${path}${search === '' ? '' : `?${search}`}`.replaceAll(/[\r\n]/g, '');
  const head = [`${verb} ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...lines];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), content ?? Buffer.alloc(0)]);
};

/** The status of the answer; undefined where the connection is closed without one, or waits for the rest of the request. */
const statusOf = async (raw: Buffer): Promise<number | undefined> => {
  const { hostname, port } = new URL(service.address);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.end(raw);
  let text = '';
  try {
    for await (const chunk of socket) {
      text += String(chunk);
      const status = /^HTTP\/1\.1 (?!1)(\d{3}) /m.exec(text)?.[1];
      if (status !== undefined) return Number(status);
    }
  } catch {
    // The service has closed the connection.
  } finally {
    socket.destroy();
  }
  return undefined;
};

describe(`${REQUESTS} mutated requests with the seed ${SEED}`, () => {
  it('are each answered without a failure of the service, which lives on', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (each) => {
        const status = (await statusOf(rawOf(each))) ?? 400;
        if (status >= 500) throw new Error(`${status} for ${String(rawOf(each)).slice(0, 2_000)}`);
      }),
      { numRuns: REQUESTS, seed: SEED, endOnFailure: REQUESTS > 1_000 },
    );
    expect((await fetch(`${service.address}/healthz`)).status).toBe(200);
    expect(service.logged.filter((each) => each.includes('a request failed'))).toEqual([]);
  });
});
