import { z } from 'zod';
import type { Policy } from '../domain/budget/policy.js';
import { ROLES, type AccessRule } from '../access/grants.js';
import { AMENDMENT_KINDS } from '../domain/events/budget.events.js';
import { Refusal } from '../domain/errors.js';
import { parsedBy } from '../validation/parsed-by.js';
import { validate } from '../validation/validate.js';
import { parseFen } from '../domain/values/money.js';

const amount = parsedBy((text) => parseFen(text));
const rule = z.strictObject({
  when: z
    .record(z.string().min(1), z.string().min(1))
    .refine((when) => Object.keys(when).length > 0, 'names at least one claim'),
  role: z.enum(ROLES),
  agencies: z
    .array(z.string().regex(/^[a-z0-9_*]{1,64}$/))
    .min(1)
    .optional(),
  years: z.array(z.int().min(1949).max(2999)).min(1).optional(),
});
const schema = z.strictObject({
  protected: z.array(z.string().regex(/^\d+$/)).optional(),
  access: z.array(rule).optional(),
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

/** The bureau's own rules: who must approve what, and, for a service with authentication, who may do what. */
export interface BureauPolicy extends Policy {
  /** Who has which role for which budgets; nobody has any when absent. */
  readonly access?: readonly AccessRule[] | undefined;
}

/**
 * The policy that a JSON text holds.
 *
 * @throws {Refusal} `malformed`: the text is not JSON or not a policy; the message names the first field that is wrong.
 */
export const parsePolicy = (file: string, text: string): BureauPolicy => {
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
