import { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { main } from '../../src/program/run-command.js';

/*
 * A process that runs the command lines from a JSON array on standard input and prints their outputs as a JSON array. For
 * tests of process-wide settings, such as the time zone.
 */
export interface Line {
  readonly argv: readonly string[];
  readonly stdin?: string;
}

const printed: string[] = [];
for (const { argv, stdin = '' } of JSON.parse(await text(process.stdin)) as readonly Line[]) {
  let out = '';
  await main(argv, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        out += chunk.toString();
        done();
      },
    }),
    stderr: process.stderr,
    env: process.env,
    interrupted: () => new AbortController().signal,
  });
  printed.push(out);
}
process.stdout.write(JSON.stringify(printed));
