import { readFile } from 'node:fs/promises';
import { Refusal } from '../domain/errors.js';
import { NO_POLICY, type Policy } from '../domain/budget/policy.js';

/** The bureau's own rules of approval: the JSON file that `LEDGER_POLICY` names. Without it any other actor may approve. */
export class PolicyFile {
  private policy: Promise<Policy> | undefined;

  constructor(private readonly file: string | undefined) {}

  /**
   * Reads the file once.
   *
   * @throws {Refusal} `malformed`: the file is not a policy; the message names the first field that is wrong.
   */
  current(): Promise<Policy> {
    return (this.policy ??= this.file === undefined ? Promise.resolve(NO_POLICY) : read(this.file));
  }
}

const read = async (file: string): Promise<Policy> => {
  // Most ledgers have no policy: the schema is loaded only when there is a file.
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
