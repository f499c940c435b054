import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folders, SAMPLE_2023 } from './e2e/cli-harness.js';
import { outputOf, startChild } from './support/child-process.js';
import { environmentOf } from './support/test-stores.js';
import { PROCESS_TEST_MS } from './support/timeouts.js';
import { itInCi } from './support/it-in-ci.js';

/** Printed in cells of the sample's tables, and in none of its sentences. */
const AMOUNT = '5699975.68';
const BUDGET = 'baoshan-2023-department';
/** A stranger who follows an amount has to read so many files. */
const FILES_MAX = 45;
/** What judges an amount or hashes its event, and hands it on to nobody, is beside the road of the amount. */
const BESIDE = /^(?:reading\/rules|proof)\//;

const folder = folders();

itInCi(
  `One printed amount passes at most ${FILES_MAX} files, from the bytes of its document to the answer`,
  async () => {
    const data = folder();
    const passed = join(folder(), 'passed');
    const lines = [
      ['imports', 'add', SAMPLE_2023, '--agency', 'baoshan', '--data', data],
      ['budgets', 'table', BUDGET, '3', '--json', '--data', data],
    ].map((argv) => ({ argv }));
    const loader = `amount-loader.mjs?${new URLSearchParams({ FEN: AMOUNT.replace('.', ''), PASSED: passed })}`;
    const child = startChild(
      'cli-child.ts',
      [],
      {
        ...environmentOf(lines[0]!.argv),
        // The process that reads the document looks too.
        NODE_OPTIONS: `--import=${new URL(`support/${loader}`, import.meta.url).href}`,
      },
      loader,
    );
    child.child.stdin.end(JSON.stringify(lines));
    const [, table] = JSON.parse(await outputOf(child)) as string[];
    expect(table).toContain(AMOUNT);

    const all = new Set(readFileSync(passed, 'utf8').trimEnd().split('\n'));
    const files = [...all].filter((file) => !BESIDE.test(file));
    expect(files).toContain('reading/readers/text-lines.ts');
    expect(files).toContain('budgets/tables/table.query.ts');
    if (files.length > FILES_MAX)
      throw new Error(`It passes ${files.length} files:\n${files.join('\n')}`);
  },
  PROCESS_TEST_MS,
);
