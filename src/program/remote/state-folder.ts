import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '../../domain/errors.js';
import type { Io } from '../../cli/io.js';

/**
 * The folder in which the command line keeps what it must know between two commands at a service: `budget-ledger` in
 * `XDG_STATE_HOME`, or in `~/.local/state` (XDG Base Directory Specification). Only its owner may read it.
 */
export class StateFolder {
  readonly path: string;

  constructor(env: Io['env']) {
    this.path = join(
      env['XDG_STATE_HOME'] || join(env['HOME'] || homedir(), '.local', 'state'),
      'budget-ledger',
    );
  }

  /** The text of a file; undefined where there is none. */
  async read(name: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.path, name), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw this.unusable(error);
    }
  }

  /** Writes a file whole or not at all, with mode 0600. @throws {Refusal} `data-folder-unusable`. */
  async write(name: string, text: string): Promise<void> {
    const draft = join(this.path, `.${randomUUID()}`);
    try {
      await mkdir(this.path, { recursive: true, mode: 0o700 });
      await writeFile(draft, text, { mode: 0o600, flush: true });
      await rename(draft, join(this.path, name));
    } catch (error) {
      throw this.unusable(error);
    }
  }

  /** Removes a file, if it is there. */
  async remove(name: string): Promise<void> {
    await rm(join(this.path, name), { force: true });
  }

  private unusable(cause: unknown): Refusal {
    return new Refusal(
      'data-folder-unusable',
      `${this.path} cannot be used (${(cause as Error).message}): set XDG_STATE_HOME to a folder of your own.`,
      {},
      { cause },
    );
  }
}
