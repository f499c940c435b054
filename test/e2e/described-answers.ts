import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';

interface Described {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly responses: Readonly<Record<string, Response>> }>>
    >
  >;
}
interface Response {
  readonly content?: Readonly<Record<string, unknown>>;
}

const ID = 'openapi.json';
const described = JSON.parse(
  readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'),
) as Described;
// That the document itself is valid is tested in http-openapi.spec.ts.
const ajv = new Ajv2020({
  strict: false,
  validateFormats: false,
  validateSchema: false,
  code: { optimize: false },
});
ajv.addSchema(described, ID);
const compiled = new Map<string, ValidateFunction>();

const paths = Object.keys(described.paths).map((path) => ({
  path,
  // A path without parameters is the more specific one.
  parameters: path.split('{').length - 1,
  pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));
paths.sort((a, b) => a.parameters - b.parameters);

const pointer = (...keys: readonly string[]): string =>
  keys
    .map((key) => `/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('');

/** What in an answer is not as docs/openapi.json describes it, in a sentence; null for an answer that is, or an unknown path. */
export const undescribed = (
  method: string,
  url: string,
  {
    status,
    headers,
    body,
  }: { readonly status: number; readonly headers: Headers; readonly body: unknown },
): string | null => {
  const { pathname } = new URL(url);
  const found = paths.find(({ pattern }) => pattern.test(pathname));
  const operation = found && described.paths[found.path]![method];
  // Paths and methods that do not exist have problems of their own.
  if (!found || !operation || status === 405) return null;
  const what = `${method.toUpperCase()} ${pathname} answered ${status}`;
  const response = operation.responses[status];
  if (!response) return `${what}, which docs/openapi.json does not have: ${JSON.stringify(body)}`;
  const type = headers.get('content-type')?.split(';')[0] ?? '';
  if (response.content?.[type] === undefined)
    return `${what} as ${type}, which docs/openapi.json does not have`;
  if (!/^application\/(?:problem\+)?json$/.test(type)) return null;
  const ref = `${ID}#${pointer('paths', found.path, method, 'responses', String(status), 'content', type, 'schema')}`;
  let fits = compiled.get(ref);
  if (!fits) compiled.set(ref, (fits = ajv.compile({ $ref: ref })));
  return fits(body) ? null : `${what}: ${ajv.errorsText(fits.errors)}: ${JSON.stringify(body)}`;
};
