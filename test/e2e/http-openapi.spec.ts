import { readFile, writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { clientOf, running, type Running } from './http-service.js';

const FILE = new URL('../../docs/openapi.json', import.meta.url);

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
}

describe('The OpenAPI document', () => {
  let service: Running;
  let served: { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
  beforeAll(async () => {
    service = await running();
    served = JSON.parse((await clientOf(service).get('/openapi.json')).text);
  });
  afterAll(() => service.close());

  it('is docs/openapi.json (npm run docs:openapi updates it)', async () => {
    const document = await format(JSON.stringify(served), { parser: 'json', printWidth: 100 });
    if (process.env['UPDATE_OPENAPI']) await writeFile(FILE, document);
    expect(document).toBe(await readFile(FILE, 'utf8'));
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
      const needs = /\{budget\}/.test(path)
        ? ['Ledger-Actor', 'Idempotency-Key', 'If-Match']
        : path === '/v1/imports'
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
