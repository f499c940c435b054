import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AMENDMENT_KINDS } from '../domain/budget.events.js';
import { Refusal } from '../domain/errors.js';
import { yuan } from '../domain/money.js';
import { NO_POLICY, type Policy } from '../domain/policy.js';

const amount = z.string().transform((text) => yuan(text));
const policy = z.strictObject({
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

/** The bureau's own rules of approval: `LEDGER_POLICY` names a JSON file; without it any other actor may approve. */
export class PolicyFile {
  private policy: Policy | undefined;

  constructor(private readonly file: string | undefined) {}

  /** Read once. Refuses (`malformed`) a file that cannot be read as a policy, with the first place that is wrong. */
  current(): Policy {
    return (this.policy ??= this.file === undefined ? NO_POLICY : read(this.file));
  }
}

const read = (file: string): Policy => {
  try {
    return policy.parse(JSON.parse(readFileSync(file, 'utf8')));
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
