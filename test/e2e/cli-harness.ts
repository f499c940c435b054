import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { Io } from '../../src/cli/io.js';
import { main } from '../../src/program/run-command.js';
import { deleteViews, environmentOf } from '../support/test-stores.js';

export const SAMPLE_2022 = 'samples/baoshan-2022-unit.md';
export const SAMPLE_2023 = 'samples/baoshan-2023-department.txt';

/** The result of a command. */
export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly bytes: Buffer;
  readonly err: string;
}

export interface Environment {
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Standard output and error are a terminal. */
  readonly terminal?: boolean;
  readonly signal?: AbortSignal;
  /** Gets all of standard output whenever more is written. */
  readonly onOutput?: (text: string) => void;
  /** Gets all of standard error whenever more is written. */
  readonly onError?: (text: string) => void;
}

/** Runs a command in this process, with the real program and its own input and output. */
export const run = async (
  argv: readonly string[],
  { stdin = '', env = {}, terminal = false, signal, onOutput, onError }: Environment = {},
): Promise<Ran> => {
  const out = new Collected(terminal, onOutput);
  const err = new Collected(terminal, onError);
  const io: Io = {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: out,
    stderr: err,
    env: { ...environmentOf(argv), ...env },
    interrupted: () => signal ?? new AbortController().signal,
  };
  const exit = await main(argv, io);
  return { exit, out: out.text, bytes: out.bytes, err: err.text };
};

/** The one JSON document that a command with `--json` printed. */
export const answer = <T>({ exit, out, err }: Ran): T => {
  if (!/^[^\n]+\n$/.test(out))
    throw new Error(`exit ${exit}, not one line of JSON: ${JSON.stringify(out)} ${err}`);
  return JSON.parse(out) as T;
};

/** Returns a function that creates folders, which are deleted after the tests. */
export const folders = (): (() => string) => {
  const made: string[] = [];
  afterAll(async () => {
    for (const folder of made) {
      await deleteViews(folder);
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-cli-'));
    made.push(folder);
    return folder;
  };
};

class Collected extends Writable {
  private readonly chunks: Buffer[] = [];

  constructor(
    readonly isTTY: boolean,
    private readonly onOutput?: (text: string) => void,
  ) {
    super();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(chunk);
    this.onOutput?.(this.text);
    done();
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }

  get text(): string {
    return this.bytes.toString();
  }
}
