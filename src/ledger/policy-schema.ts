import { z } from 'zod';
import { AMENDMENT_KINDS } from '../domain/events/budget.events.js';
import { Refusal } from '../domain/errors.js';
import { parsedBy } from '../validation/parsed-by.js';
import { validate } from '../validation/validate.js';
import { parseFen } from '../domain/values/money.js';
import type { Policy } from '../domain/budget/policy.js';

const amount = parsedBy((text) => parseFen(text));
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

/**
 * The policy that a JSON text holds.
 *
 * @throws {Refusal} `malformed`: the text is not JSON or not a policy; the message names the first field that is wrong.
 */
export const parsePolicy = (file: string, text: string): Policy => {
  try {
    return validate(schema, JSON.parse(text));
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof SyntaxError)) throw error;
    throw new Refusal(
      'malformed',
      `The policy ${file} cannot be used: ${error.message.replace(/\.$/, '')}.`,
      {},
      { cause: error },
    );
  }
};
