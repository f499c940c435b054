import type { z } from 'zod';
import { Refusal, type RefusalCode } from '../domain/errors.js';
import { invalidTexts } from '../domain/values/text.js';

/** One field of a request or a file that is not valid. */
export interface FieldError {
  /** A JSON Pointer (RFC 6901) to the field. */
  readonly pointer: string;
  readonly code: RefusalCode;
  readonly detail: string;
}

/** An issue as zod reports it, directly or through the Standard Schema interface. */
export interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  readonly code?: string;
  /** The keys that the schema does not have. */
  readonly keys?: readonly string[];
  /** The values that are allowed, where they are listed. */
  readonly values?: readonly unknown[];
  readonly options?: readonly unknown[];
  /** The type that is wanted, of `invalid_type`. */
  readonly expected?: string;
  /** What is counted, and its bound, of `too_small` and `too_big`. */
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  /** Set by `parsedBy`: the refusal of the domain. */
  readonly params?: { readonly refusal?: Refusal };
}

/**
 * Checks a value against a schema and gives the parsed value.
 *
 * @throws {Refusal} `text-invalid`: as {@link refuseInvalidTexts}; the code of the first field that is not valid: see {@link validationRefusal}.
 */
export const validate = <S extends z.ZodType>(schema: S, value: unknown): z.infer<S> => {
  refuseInvalidTexts(value);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw validationRefusal(parsed.error.issues as readonly Issue[], value, 'field');
};

/** @throws {Refusal} `text-invalid`: a text of the value holds a character that no text has, such as NUL; `errors` has every such field. */
export const refuseInvalidTexts = (value: unknown): void => {
  const errors = invalidTexts(value).map(({ path, refusal }): FieldError => ({
    pointer: pointerTo(path),
    code: refusal.code,
    detail: refusal.message,
  }));
  const [first] = errors;
  if (first) throw new Refusal(first.code, first.detail, { errors });
};

/** The refusal of a value that is not valid: its code and message are those of the first field, `errors` has every field. */
export const validationRefusal = (
  issues: readonly Issue[],
  value: unknown,
  what: 'parameter' | 'field',
): Refusal => {
  const errors = issues.flatMap((issue) => fieldErrors(issue, value, what));
  const [first] = errors;
  return new Refusal(first!.code, first!.detail, { errors });
};

/**
 * Runs `read` for the field at a JSON Pointer.
 *
 * @throws {Refusal} what `read` refuses, with the pointer among its `errors`.
 */
export const readAt = <T>(pointer: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw refusalAt(pointer, error);
  }
};

/** A refusal of the domain, with the pointer to the field that it is about among its `errors`. */
export const refusalAt = (pointer: string, { code, message, details }: Refusal): Refusal =>
  new Refusal(code, message, { ...details, errors: [{ pointer, code, detail: message }] });

const LISTING = 'known are ';

/** For a strict object: the refusal of a member that it does not know lists those that it knows. */
export const listingKnown = (shape: object) => ({
  error: (issue: { readonly code?: string | undefined }): string | undefined =>
    issue.code === 'unrecognized_keys' ? `${LISTING}${Object.keys(shape).join(', ')}` : undefined,
});

const fieldErrors = (
  issue: Issue,
  value: unknown,
  what: 'parameter' | 'field',
): readonly FieldError[] => {
  const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part));
  if (issue.code === 'unrecognized_keys') {
    const advice = issue.message.startsWith(LISTING) ? issue.message : 'leave it out';
    return (issue.keys ?? []).map((key) => ({
      pointer: pointerTo([...path, key]),
      code: what === 'parameter' ? 'unknown-parameter' : 'unknown-field',
      detail: `"${key}" is not a known ${what}: ${advice}.`,
    }));
  }
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
  const wanted = allowed ? `be one of ${allowed.join(', ')}` : requirement(issue);
  return wanted === undefined
    ? `${name}: ${issue.message.replace(/\.$/, '')}.`
    : `${name} is ${shown(given)}: it must ${wanted}.`;
};

/** The types of JSON in words, by the names that zod has for them. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const requirement = (issue: Issue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return `be ${TYPES[issue.expected!] ?? issue.expected}`;
    case 'too_small':
      return bound(issue.origin, 'at least', issue.minimum);
    case 'too_big':
      return bound(issue.origin, 'at most', issue.maximum);
    default:
      return undefined;
  }
};

const bound = (origin: string | undefined, most: string, limit: number | bigint | undefined) => {
  switch (origin) {
    case 'array':
      return `have ${most} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
    case 'string':
      return `have ${most} ${limit} ${limit === 1 ? 'character' : 'characters'}`;
    default:
      return `be ${most} ${limit}`;
  }
};

const GIVEN_CHARS_MAX = 80;

/** A value for a message; of a list or an object, which may be nested as deeply as its bytes allow, what it is. */
const shown = (given: unknown): string => {
  if (Array.isArray(given)) return 'a list';
  return typeof given === 'object' && given !== null
    ? 'an object'
    : JSON.stringify(given).slice(0, GIVEN_CHARS_MAX);
};

/**
 * Whether a field holds money: a JSON number there has lost its exactness before it could be read. `to` is an amount in a
 * correction; in a proposal, which has a `kind`, it is a budget.
 */
const isMoney = (field: PropertyKey | undefined, body: unknown): boolean =>
  field === 'amount' || (field === 'to' && inside(body, 'kind') === undefined);

const inside = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Readonly<Record<PropertyKey, unknown>>)[key]
    : undefined;

const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
