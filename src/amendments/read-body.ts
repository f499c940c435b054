import type { z } from 'zod';
import { Refusal } from '../domain/errors.js';

/** Whether a field holds money. The `to` of a proposal, which has a kind, is a budget. */
const isMoney = (field: PropertyKey | undefined, body: unknown): boolean =>
  field === 'amount' ||
  (field === 'to' && !(typeof body === 'object' && body !== null && 'kind' in body));

/** A body that arrives as a file or as flags, held to its schema. What does not fit is one sentence that names the field. */
export const readBody = <S extends z.ZodType>(schema: S, value: unknown): z.infer<S> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    throw new Refusal('unknown-field', `"${issue.keys[0]}" is no field here: leave it out.`);
  const given = issue.path.reduce<unknown>((inside, key) => (inside as never)?.[key], value);
  if (typeof given === 'number' && isMoney(issue.path.at(-1), value))
    throw new Refusal(
      'amount-not-string',
      `${field} is the number ${given}: write it as a string, like "1060056.00".`,
    );
  throw new Refusal(
    'malformed',
    given === undefined
      ? `${field || 'The body'} is missing.`
      : `${field || 'The body'}: ${issue.message}.`,
  );
};
