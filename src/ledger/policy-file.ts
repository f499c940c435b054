import { readFile, stat } from 'node:fs/promises';
import { NO_POLICY } from '../domain/budget/policy.js';
import { Refusal } from '../domain/errors.js';
import type { BureauPolicy } from './policy-schema.js';

/** How often the file is looked at, in ms: a change of it holds at most so much later. */
const LOOK_MS = 1_000;

/** The JSON file that `LEDGER_POLICY` names. Without it any other actor may approve. */
export class PolicyFile {
  private policy: Promise<BureauPolicy> | undefined;
  /** What the file looked like when it was read. */
  private version = '';
  private lookedAt = 0;
  private read: Buffer | null = null;
  private problem: string | undefined;

  /** @param logger gets one sentence when a changed file cannot be used */
  constructor(
    private readonly file: string | undefined,
    private readonly logger: (sentence: string) => void = () => {},
  ) {}

  /** The bytes of the file that {@link current} has read last; null where no file is named. */
  get bytes(): Buffer | null {
    return this.read;
  }

  /**
   * The policy as the file has it now. A file that is changed and cannot be used is reported, and the policy from before holds.
   *
   * @throws {Refusal} `malformed`: the file is not a policy, and none was read before; the message names the first field that is wrong.
   */
  async current(): Promise<BureauPolicy> {
    const { file } = this;
    if (file === undefined) return NO_POLICY;
    const now = performance.now();
    if (this.policy !== undefined && now - this.lookedAt < LOOK_MS) return this.policy;
    this.lookedAt = now;
    const version = await versionOf(file);
    if (this.policy !== undefined && version === this.version) return this.policy;
    const before = this.policy;
    const next = read(file, (bytes) => (this.read = bytes));
    if (before === undefined) {
      this.version = version;
      this.policy = next;
      next.catch(() => (this.policy = undefined));
      return next;
    }
    try {
      await next;
      this.version = version;
      this.policy = next;
      this.problem = undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (this.problem !== error.message)
        this.logger(`${error.message} The policy from before holds.`);
      this.problem = error.message;
    }
    return this.policy!;
  }
}

/** Different after each change of the file; empty where it cannot be looked at. */
const versionOf = async (file: string): Promise<string> => {
  const found = await stat(file, { bigint: true }).catch(() => undefined);
  return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeNs}`;
};

/** @param onRead gets the bytes of a file that is a policy */
const read = async (file: string, onRead: (bytes: Buffer) => void): Promise<BureauPolicy> => {
  // Most ledgers have no policy: the schema is loaded only when there is a file.
  const { parsePolicy } = await import('./policy-schema.js');
  const bytes = await readFile(file).catch((error: Error) => {
    throw new Refusal(
      'malformed',
      `The policy ${file} cannot be read: ${error.message}.`,
      {},
      { cause: error },
    );
  });
  const policy = parsePolicy(file, bytes.toString('utf8'));
  onRead(bytes);
  return policy;
};
