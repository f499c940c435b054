import { readFileSync } from 'node:fs';
import {
  clientOf,
  line,
  opening,
  running,
  type Answer,
  type Running,
} from '../e2e/http-service.js';
import { itInCi } from '../support/it-in-ci.js';
import { onPostgres } from '../support/test-stores.js';
import { SERVICE_TEST_MS } from '../support/timeouts.js';
import { transferInTransit } from '../support/transfer-in-transit.js';
import { lockedViews } from '../support/locked-views.js';
import { until } from '../support/until.js';

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}
interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly properties?: object;
}

const described = JSON.parse(
  readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'),
) as Described;

/** The operations that record something in the ledger: those with a key against a second recording. */
const recording = Object.values(described.paths)
  .flatMap((methods) => Object.values(methods))
  .filter(({ parameters = [] }) => parameters.some(({ name }) => name === 'Idempotency-Key'));

const schemasOf = ({ $ref, anyOf, ...schema }: Schema): readonly Schema[] => {
  if ($ref !== undefined) return schemasOf(described.components.schemas[$ref.split('/').at(-1)!]!);
  return anyOf?.flatMap(schemasOf) ?? [schema];
};

const PRIOR = 'wenhua-2023-department';
const BUDGET = 'wenhua-2024-department';
const OF_BUDGET = `/v1/budgets/${BUDGET}`;
const KEY = 'expenditure/general/2070101/basic';
const OF_LINE = `${OF_BUDGET}/lines/${encodeURIComponent(KEY)}`;
const reason = '核对原件';
const approval = { authority: { number: '财预〔2024〕1号' }, approvedOn: '2024-06-15' };

/** What was recorded before the views went away: ids, and paths of amendments. */
interface Before {
  readonly proposals: readonly string[];
  readonly inTransit: string;
  readonly finding: string;
  readonly entry: string;
  readonly preview: string;
}
type Request = readonly [path: string, body: unknown, actor?: string];

/** A change by each operation. A new one needs a row here, and then its answer must say what all of them say. */
const CHANGES: Readonly<Record<string, (before: Before) => Request>> = {
  openBudget: () => ['/v1/budgets', opening('jiaoyu')],
  enterLines: () => [`${OF_BUDGET}/lines`, { lines: [line('70.00', '2070199')] }],
  linkLine: () => [`${OF_LINE}/links`, { from: KEY, weight: '0.4', reason }],
  unlinkLine: () => [`${OF_LINE}/unlink`, { from: KEY, reason }],
  resolveFinding: ({ finding }) => [
    `${OF_BUDGET}/findings/${finding}/resolve`,
    { decision: 'known-slip', reason },
  ],
  proposeAmendment: () => [`${OF_BUDGET}/amendments`, PROPOSAL],
  approveAmendment: ({ proposals: [first] }) => [`${first}/approve`, approval, 'chief'],
  rejectAmendment: ({ proposals: [, second] }) => [`${second}/reject`, { reason }, 'chief'],
  withdrawAmendment: ({ proposals: [, , third] }) => [`${third}/withdraw`, { reason }],
  returnAmendment: ({ inTransit }) => [inTransit, { reason }],
  correctLine: ({ entry }) => [
    `${OF_BUDGET}/corrections`,
    { corrects: entry, to: '90.00', reason },
  ],
  recordExecution: () => [
    `${OF_BUDGET}/executions`,
    { asOf: '2024-12-31', status: 'final', figures: [{ function: '2070101', amount: '50.00' }] },
  ],
  approveBudget: () => [`${OF_BUDGET}/approve`, approval, 'chief'],
  closeYear: () => [`/v1/budgets/${PRIOR}/close`, { on: '2024-01-15', confirm: PRIOR }, 'chief'],
  renameAgency: () => ['/v1/agencies/wenhua/rename', { name: '文体局', effectiveOn: '2024-07-01' }],
  commitImport: ({ preview }) => [`/v1/imports/${preview}/commit`, {}],
};

const PROPOSAL = {
  kind: 'supplement',
  reason,
  changes: [{ function: '2070101', expenditure: 'basic', economic: '30201', amount: '1.00' }],
};

const send = (service: Running, [path, body, actor = 'zhang']: Request): Promise<Answer> =>
  clientOf(service).post(path, body, { 'if-match': '*', 'ledger-actor': actor });

const recorded = async (service: Running, ...request: Request): Promise<Answer['body']> => {
  const { status, text, body } = await send(service, request);
  expect([request[0], status < 300, text]).toEqual([request[0], true, text]);
  expect(body['projection']).toBeUndefined();
  return body;
};

const recordedBefore = async (service: Running, inTransit: string): Promise<Before> => {
  for (const [year, item] of [
    [2023, '2070101'],
    [2024, '2070101'],
  ] as const) {
    await recorded(service, '/v1/budgets', opening('wenhua', year));
    const lines = [line('100.00', item), line('5.00', '2079998')];
    await recorded(service, `/v1/budgets/wenhua-${year}-department/lines`, { lines });
  }
  const proposals: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const { amendment } = await recorded(service, `${OF_BUDGET}/amendments`, PROPOSAL);
    proposals.push(`${OF_BUDGET}/amendments/${amendment!['id']}`);
  }
  const { get, post } = clientOf(service);
  const [finding] = (await get(`${OF_BUDGET}/findings`)).body as unknown as { id: string }[];
  const { entries } = (await get(`${OF_BUDGET}/trail?line=expenditure/general/2079998/basic`))
    .body as unknown as {
    entries: { id: string; line: string | null }[];
  };
  const sample = readFileSync(
    new URL('../../samples/baoshan-2022-unit.md', import.meta.url),
    'utf8',
  );
  const { body } = await post('/v1/imports?file=a.md', sample, { 'content-type': 'text/markdown' });
  return {
    proposals,
    inTransit,
    finding: finding!.id,
    entry: entries.find((each) => each.line !== null)!.id,
    preview: String(body['id']),
  };
};

describe('Each operation that records', () => {
  it('has a row here, and a description with `projection` in its answer', () => {
    expect(recording.map(({ operationId }) => operationId).toSorted()).toEqual(
      Object.keys(CHANGES).toSorted(),
    );
    for (const { operationId, responses } of recording) {
      const successes = Object.entries(responses).filter(([status]) => status < '300');
      const [, last] = successes.at(-1)!;
      const answers = schemasOf(last.content!['application/json']!.schema);
      expect([operationId, 'projection' in answers[0]!.properties!]).toEqual([operationId, true]);
    }
  });

  (onPostgres ? it.skip : itInCi)(
    'says in its answer that the views do not have the change while they are away, and not when they are back',
    async () => {
      const service = await running();
      let inTransit = '';
      await service.restart(async () => {
        inTransit = await transferInTransit(service.data);
      });
      const before = await recordedBefore(service, inTransit);
      const views = await lockedViews(service.data);
      const answers: unknown[] = [];
      try {
        for (const [operation, request] of Object.entries(CHANGES)) {
          const { status, body } = await send(service, request(before));
          answers.push([operation, status < 300 || body, body['projection']]);
        }
      } finally {
        views.exec('ROLLBACK');
        views.close();
      }
      expect(answers).toEqual(Object.keys(CHANGES).map((operation) => [operation, true, 'behind']));
      await until('the views are back', async () => {
        const { status } = await clientOf(service).get('/readyz');
        return status === 200;
      });
      await recorded(service, '/v1/budgets', opening('wenwu'));
      await service.close();
    },
    SERVICE_TEST_MS,
  );
});
