import { jest } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { readFile, writeFile } from 'node:fs/promises';
import type { OpenAPI3 } from 'openapi-typescript';
import { format } from 'prettier';
import type { components, operations } from '../../src/client/api.js';
import { LARGE_DATA_TEST_MS } from '../support/timeouts.js';
import { clientOf, opening, running, type Running } from './http-service.js';
import { itInCi } from '../support/it-in-ci.js';

// Generates eight thousand lines of types.
jest.setTimeout(LARGE_DATA_TEST_MS);

const FILE = new URL('../../docs/openapi.json', import.meta.url);
const TYPES = new URL('../../src/client/api.d.ts', import.meta.url);

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
}

/** Compares a file with what it is made of, and writes it first where `npm run docs:openapi` asks for it. */
const expectFile = async (file: URL, content: string): Promise<void> => {
  if (process.env['UPDATE_OPENAPI']) await writeFile(file, content);
  expect(content).toBe(await readFile(file, 'utf8'));
};

describe('The OpenAPI document', () => {
  let service: Running;
  let served: { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
  beforeAll(async () => {
    service = await running();
    served = JSON.parse((await clientOf(service).get('/openapi.json')).text);
  });
  afterAll(() => service.close());

  it('is docs/openapi.json (npm run docs:openapi updates it)', async () => {
    if (process.env['UPDATE_OPENAPI'])
      await writeFile(
        FILE,
        await format(JSON.stringify(served), { parser: 'json', printWidth: 100 }),
      );
    const kept: unknown = JSON.parse(await readFile(FILE, 'utf8'));
    // In the same order; `npm run format:check` looks at the rest.
    expect(JSON.stringify(served, null, 2)).toBe(JSON.stringify(kept, null, 2));
  });

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(served))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('gives each operation a name of its own and one line that says what it does', () => {
    const all = Object.values(served.paths).flatMap((methods) => Object.values(methods));
    const ids = all.map(({ operationId }) => operationId);
    expect(ids.filter((id) => !/^[a-z]+(?:[A-Z][a-z]+)*$/.test(id ?? ''))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(all.filter(({ summary = '' }) => !/^[A-Z].+[^.]$/.test(summary))).toEqual([]);
  });

  itInCi(
    'is what openapi-typescript makes src/client/api.d.ts of, in which no shape is unknown',
    async () => {
      const { default: openapiTs, astToString } = await import('openapi-typescript');
      const types = astToString(await openapiTs(structuredClone(served) as unknown as OpenAPI3));
      await expectFile(TYPES, types);
      // Headers and the members that a problem adds may be any.
      const unknown = types
        .split('\n')
        .filter(
          (line) => /: unknown;/.test(line) && !/\[(?:name|key): string\]: unknown/.test(line),
        );
      expect(unknown).toEqual([]);
    },
  );

  it('types a client: a budget is opened, and its amendments are listed', async () => {
    const { get, post } = clientOf(service);
    type Opening = NonNullable<
      operations['openBudget']['requestBody']
    >['content']['application/json'];
    const body: Opening = { ...opening('client', 2024), scope: 'unit' };
    const opened: components['schemas']['OpenedBudget'] = JSON.parse(
      (await post('/v1/budgets', body)).text,
    );
    expect(opened.budget).toBe('client-2024-unit');
    type Amendments =
      operations['listAmendmentsOfBudget']['responses']['200']['content']['application/json'];
    const amendments: Amendments = JSON.parse(
      (await get(`/v1/budgets/${opened.budget}/amendments`)).text,
    );
    expect(amendments).toEqual([]);
  });

  it('has the headers that each change needs: an actor, a key, and the version of a budget', () => {
    const headersOf = ({ parameters = [] }: Operation): readonly string[] =>
      parameters.filter((each) => each.in === 'header').map(({ name }) => name);
    const changes = Object.entries(served.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([method]) => method !== 'get')
        .map(([, operation]) => ({ path, operation })),
    );
    for (const { path, operation } of changes) {
      const ofBudget = ['Ledger-Actor', 'Idempotency-Key', 'If-Match'];
      const needs = path.includes('{budget}')
        ? ofBudget
        : path.endsWith('/commit')
          ? [...ofBudget, 'If-None-Match']
          : path === '/v1/imports' || /^\/v1\/(?:groups|webhooks)\//.test(path)
            ? ['Ledger-Actor']
            : ['Ledger-Actor', 'Idempotency-Key'];
      expect([path, headersOf(operation)]).toEqual([path, needs]);
    }
  });

  it('lets every read name the write that it must see', () => {
    for (const [path, { get }] of Object.entries(served.paths))
      if (get && path.startsWith('/v1/'))
        expect([path, get.parameters?.map(({ name }) => name)]).toEqual([
          path,
          expect.arrayContaining(['Ledger-Min-Token']),
        ]);
  });
});
