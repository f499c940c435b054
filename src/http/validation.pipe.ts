import type { ArgumentMetadata } from '@nestjs/common';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { Refusal } from '../domain/errors.js';
import type { FieldError } from './problem.js';

/** An issue as zod reports it through the Standard Schema interface. */
interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string;
  readonly keys?: readonly string[];
  /** Ours: what the domain refused, see `refusable`. */
  readonly params?: { readonly refusal?: Refusal };
}

/**
 * Whether a field holds money: a JSON number there has lost its exactness before anyone could read it. The `to` of a
 * correction does; that of a proposal, which has a kind, is a budget.
 */
const isMoney = (field: PropertyKey | undefined, body: unknown): boolean =>
  field === 'amount' || (field === 'to' && inside(body, 'kind') === undefined);

/**
 * Holds parameters and bodies to their schemas. What does not fit is one refusal, whose `errors` name each place; its code
 * is that of the first.
 */
export class ValidationPipe extends StandardSchemaValidationPipe {
  override async transform<T = unknown>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const { schema, type } = metadata;
    if (!schema || !this.toValidate(metadata)) return value;
    const result = await this.validate<T>(value, schema);
    if (!result.issues) return result.value;
    const what = type === 'query' ? 'parameter' : 'field';
    const errors = (result.issues as readonly Issue[]).flatMap((issue) =>
      fieldErrors(issue, value, what),
    );
    const [first] = errors;
    throw new Refusal(first!.code as Refusal['code'], first!.detail, { errors });
  }
}

const fieldErrors = (
  issue: Issue,
  value: unknown,
  what: 'parameter' | 'field',
): readonly FieldError[] => {
  const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part));
  const pointer = pointerTo(path);
  const name = path.length === 0 ? 'The body' : path.map(String).join('.');
  if (issue.code === 'unrecognized_keys')
    return (issue.keys ?? []).map((key) => ({
      pointer: pointerTo([...path, key]),
      code: what === 'parameter' ? 'unknown-parameter' : 'unknown-field',
      detail: `"${key}" is no ${what} here: leave it out.`,
    }));
  const refusal = issue.params?.refusal;
  if (refusal) return [{ pointer, code: refusal.code, detail: refusal.message }];
  const given = path.reduce<unknown>(inside, value);
  if (typeof given === 'number' && isMoney(path.at(-1), value))
    return [
      {
        pointer,
        code: 'amount-not-string',
        detail: `${name} is the number ${given}: write it as a string, like "1060056.00".`,
      },
    ];
  return [
    {
      pointer,
      code: 'malformed',
      detail:
        given === undefined && issue.code === 'invalid_type'
          ? `${name} is missing.`
          : `${name}: ${sentence(issue.message)}`,
    },
  ];
};

const inside = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Readonly<Record<PropertyKey, unknown>>)[key]
    : undefined;

/** RFC 6901. */
const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);
