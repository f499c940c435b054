import { readFile } from 'node:fs/promises';
import { Refusal } from '../domain/errors.js';
import { NO_POLICY, type Policy } from '../domain/budget/policy.js';

/** The bureau's own rules of approval: `LEDGER_POLICY` names a JSON file; without it any other actor may approve. */
export class PolicyFile {
  private policy: Promise<Policy> | undefined;

  constructor(private readonly file: string | undefined) {}

  /** Read once. Refuses (`malformed`) a file that cannot be read as a policy, with the first place that is wrong. */
  current(): Promise<Policy> {
    return (this.policy ??= this.file === undefined ? Promise.resolve(NO_POLICY) : read(this.file));
  }
}

const read = async (file: string): Promise<Policy> => {
  // Most ledgers have no policy, and a command that only reads needs none: the schema is loaded with the file.
  const { parsePolicy } = await import('./policy-schema.js');
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Refusal(
      'malformed',
      `The policy ${file} cannot be read: ${error.message}.`,
      {},
      { cause: error },
    );
  });
  return parsePolicy(file, text);
};
