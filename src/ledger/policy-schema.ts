import { z } from 'zod';
import { AMENDMENT_KINDS } from '../domain/events/budget.events.js';
import { Refusal } from '../domain/errors.js';
import { yuan } from '../domain/values/money.js';
import type { Policy } from '../domain/budget/policy.js';

const amount = z.string().transform((text) => yuan(text));
const schema = z.strictObject({
  protected: z.array(z.string().regex(/^\d+$/)).optional(),
  rules: z.array(
    z.strictObject({
      name: z.string().min(1),
      kinds: z.array(z.enum(AMENDMENT_KINDS)).optional(),
      above: z
        .strictObject({
          net: amount.optional(),
          gross: amount.optional(),
          cumulative: amount.optional(),
        })
        .optional(),
      approver: z.string().min(1),
      actors: z.array(z.string().min(1)).optional(),
    }),
  ),
});

/** The policy that a JSON text holds. Throws a {@link Refusal} (`malformed`) with the first place that is wrong. */
export const parsePolicy = (file: string, text: string): Policy => {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const why =
      error instanceof z.ZodError
        ? `${error.issues[0]?.path.join('.')}: ${error.issues[0]?.message}`
        : (error as Error).message;
    throw new Refusal(
      'malformed',
      `The policy ${file} cannot be used: ${why}.`,
      {},
      { cause: error },
    );
  }
};
