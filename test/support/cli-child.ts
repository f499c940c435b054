import { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { main } from '../../src/program/run.js';

/*
 * A process of its own that runs the command lines it is given on standard input, one JSON array each with what the command
 * reads, and prints what each one printed, as one JSON array: for what a process has only one of, such as its time zone.
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
