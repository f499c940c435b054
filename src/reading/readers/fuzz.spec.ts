import { jest } from '@jest/globals';
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LARGE_DATA_TEST_MS } from '../../../test/support/timeouts.js';
import { Refusal } from '../../domain/errors.js';
import { examine } from '../examine.js';
import { render, SAMPLE } from '../tables/budget.fixture.js';
import { csvOf, docxOf, workbookOf, xlsxOf } from './office/office.fixture.js';
import { rounds } from '../../../test/support/rounds.js';

/** Damaged files of each kind; more with LEDGER_FUZZ_RUNS=2000, and repeatable with LEDGER_FUZZ_SEED. */
const RUNS = Number(process.env['LEDGER_FUZZ_RUNS'] ?? rounds(2, 20));
/** Longer files take longer, and so fewer runs. */
const RUNS_OF_BYTES = 20_000;
const SEED = process.env['LEDGER_FUZZ_SEED'];
/**
 * A small damaged file is read or refused for what is wrong with it, long before the service gives it up as too costly: the
 * limit for all runs of a test ends a test that hangs.
 */
jest.setTimeout(LARGE_DATA_TEST_MS * Math.ceil(RUNS / 20));

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Published documents and forms beside the repository take part where there are any. */
const published = ['documents', 'documents/forms'].flatMap((folder) => {
  const at = resolve(process.cwd(), '../shared', folder);
  return existsSync(at)
    ? readdirSync(at)
        .filter((file) => /\.(?:pdf|xlsx)$/.test(file))
        .map((file): [string, Uint8Array] => [file, new Uint8Array(readFileSync(join(at, file)))])
    : [];
});

const files: readonly (readonly [string, Uint8Array])[] = [
  ['text', utf8(render(SAMPLE, 'spaces'))],
  ['TSV', utf8(render(SAMPLE, 'tabs'))],
  ['Markdown', utf8(render(SAMPLE, 'pipes'))],
  ['CSV', utf8(csvOf(SAMPLE))],
  ['XLSX', xlsxOf(workbookOf(SAMPLE))],
  ['XLSX of one sheet', xlsxOf(workbookOf(SAMPLE, { oneSheet: true, codes: 'number' }))],
  ['DOCX', await docxOf(SAMPLE)],
  ...published,
];

/** One thing done to the bytes; `at` and `to` are parts of the whole, from 0 to 1. */
type Damage =
  | {
      readonly how: 'flip' | 'cut' | 'drop' | 'repeat' | 'swap';
      readonly at: number;
      readonly to: number;
    }
  | { readonly how: 'insert'; readonly at: number; readonly bytes: Uint8Array };

const part = fc.double({ min: 0, max: 1, noNaN: true });
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ how: fc.constantFrom('flip', 'cut', 'drop', 'repeat', 'swap'), at: part, to: part }),
  fc.record({
    how: fc.constant('insert' as const),
    at: part,
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 64 }),
      fc
        .constantFrom(
          '合计',
          '\t',
          ',',
          '"',
          '<',
          '</row>',
          '<w:tbl>',
          '&amp;',
          '\u0000',
          '单位：元',
        )
        .map((text) => utf8(text.repeat(20))),
    ),
  }),
);

const apply = (bytes: Uint8Array, done: Damage): Uint8Array => {
  const at = Math.floor(done.at * (bytes.length - 1));
  if (done.how === 'insert')
    return Buffer.concat([bytes.subarray(0, at), done.bytes, bytes.subarray(at)]);
  const to = Math.min(at + 1 + Math.floor(done.to * 400), bytes.length);
  const block = bytes.subarray(at, to);
  switch (done.how) {
    case 'flip':
      return bytes.map((byte, i) => (i === at ? byte ^ (1 + Math.floor(done.to * 254)) : byte));
    case 'cut':
      return bytes.slice(0, at);
    case 'drop':
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
    case 'repeat':
      return Buffer.concat([bytes.subarray(0, to), block, bytes.subarray(to)]);
    case 'swap': {
      const rest = bytes.subarray(to);
      const half = Math.floor(rest.length / 2);
      return Buffer.concat([
        bytes.subarray(0, at),
        rest.subarray(half),
        block,
        rest.subarray(0, half),
      ]);
    }
  }
};

/** Damage to the parts of a package, which is packed well again: the reader meets what a checksum would have kept away. */
const within = (bytes: Uint8Array, done: readonly Damage[], at: number): Uint8Array => {
  const parts = unzipSync(bytes);
  const names = Object.keys(parts).filter((name) =>
    /sheet\d|document\.xml$|sharedStr|workbook|Types/.test(name),
  );
  const name = names[Math.floor(at * (names.length - 1))]!;
  const other = names[Math.floor((1 - at) * (names.length - 1))]!;
  const damaged = done.reduce(apply, parts[name]!);
  return zipSync({
    ...parts,
    [name]: done[0]!.how === 'swap' ? parts[other]! : damaged,
    ...(done[0]!.how === 'swap' ? { [other]: damaged } : {}),
  });
};

const outcome = async (bytes: Uint8Array): Promise<string> => {
  const said = await examine(bytes, 'a.bin', null).then(
    () => 'read',
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      expect(error.message).toMatch(/^a\.bin [^\n]+\.$/);
      return error.code;
    },
  );
  // Reading does not yield: without this, the limit of the test would never be looked at.
  await nextTurn();
  return said;
};

describe('A damaged file', () => {
  it.each(files)('is read or refused with a message: %s', async (_, bytes) => {
    const isPackage = bytes[0] === 0x50 && bytes[1] === 0x4b;
    await fc.assert(
      fc.asyncProperty(
        fc.array(damage, { minLength: 1, maxLength: 6 }),
        part,
        fc.boolean(),
        async (done, at, inside) => {
          await outcome(isPackage && inside ? within(bytes, done, at) : done.reduce(apply, bytes));
        },
      ),
      {
        numRuns: Math.ceil(RUNS * Math.min(1, RUNS_OF_BYTES / bytes.length)),
        ...(SEED === undefined ? {} : { seed: Number(SEED) }),
      },
    );
  });
});
