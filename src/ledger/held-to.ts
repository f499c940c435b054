import type { z } from 'zod';
import { Refusal, type RefusalCode } from '../domain/errors.js';

/** One thing that does not fit its schema. */
export interface FieldError {
  /** RFC 6901: where in the body it is. */
  readonly pointer: string;
  readonly code: RefusalCode;
  readonly detail: string;
}

/** An issue as zod reports it, also through the Standard Schema interface. */
export interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string;
  readonly keys?: readonly string[];
  /** What the field may be, where it is one of a few. */
  readonly values?: readonly unknown[];
  readonly options?: readonly unknown[];
  /** Ours: what the domain refused, see `refusable`. */
  readonly params?: { readonly refusal?: Refusal };
}

/** A value held to its schema, whichever door it came through. What does not fit is one refusal: see {@link misfit}. */
export const heldTo = <S extends z.ZodType>(schema: S, value: unknown): z.infer<S> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw misfit(parsed.error.issues as readonly Issue[], value, 'field');
};

/** The refusal of a value that does not fit its schema: `errors` names each place; its code and sentence are the first's. */
export const misfit = (
  issues: readonly Issue[],
  value: unknown,
  what: 'parameter' | 'field',
): Refusal => {
  const errors = issues.flatMap((issue) => fieldErrors(issue, value, what));
  const [first] = errors;
  return new Refusal(first!.code, first!.detail, { errors });
};

const fieldErrors = (
  issue: Issue,
  value: unknown,
  what: 'parameter' | 'field',
): readonly FieldError[] => {
  const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part));
  if (issue.code === 'unrecognized_keys')
    return (issue.keys ?? []).map((key) => ({
      pointer: pointerTo([...path, key]),
      code: what === 'parameter' ? 'unknown-parameter' : 'unknown-field',
      detail: `"${key}" is no ${what} here: leave it out.`,
    }));
  const pointer = pointerTo(path);
  const refusal = issue.params?.refusal;
  if (refusal) return [{ pointer, code: refusal.code, detail: refusal.message }];
  const name = path.length === 0 ? 'The body' : path.map(String).join('.');
  const given = path.reduce<unknown>(inside, value);
  if (typeof given === 'number' && isMoney(path.at(-1), value))
    return [
      {
        pointer,
        code: 'amount-not-string',
        detail: `${name} is the number ${given}: write it as a string, like "1060056.00".`,
      },
    ];
  return [{ pointer, code: 'malformed', detail: malformed(issue, name, given) }];
};

const malformed = (issue: Issue, name: string, given: unknown): string => {
  if (given === undefined || given === '') return `${name} is missing.`;
  const allowed = issue.values ?? issue.options;
  if (allowed)
    return `${name} is ${JSON.stringify(given).slice(0, GIVEN_CHARS_MAX)}: it must be one of ${allowed.join(', ')}.`;
  return `${name}: ${issue.message.replace(/\.$/, '')}.`;
};

const GIVEN_CHARS_MAX = 80;

/**
 * Whether a field holds money: a JSON number there has lost its exactness before anyone could read it. The `to` of a
 * correction does; that of a proposal, which has a kind, is a budget.
 */
const isMoney = (field: PropertyKey | undefined, body: unknown): boolean =>
  field === 'amount' || (field === 'to' && inside(body, 'kind') === undefined);

const inside = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Readonly<Record<PropertyKey, unknown>>)[key]
    : undefined;

const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
