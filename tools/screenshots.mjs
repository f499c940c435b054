/*
 * npm run screenshots: the pictures of the README and docs. It imports the sample documents into a ledger of its own, does what a
 * clerk does, and takes six pages in both languages, for docs/pictures.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { launch } from '../test/pages/browser.ts';

const PICTURES = 'docs/pictures';
const SAMPLES = ['samples/baoshan-2022-unit.md', 'samples/baoshan-2023-department.txt'];
const BUDGET = 'baoshan-2023-department';
const LINE = '2120199';
const LOADER = ['--import', './test/support/typescript-loader.mjs'];

const data = mkdtempSync(join(tmpdir(), 'budget-ledger-screenshots-'));

/** Starts a command of the product on the ledger of the pictures. */
const start = (errors, ...words) =>
  spawn(process.execPath, [...LOADER, 'src/program/cli.ts', ...words, '--data', data], {
    stdio: ['ignore', 'pipe', errors],
  });

/** Runs a command, and gives what it prints. */
const run = async (...words) => {
  const child = start('inherit', ...words);
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}.`);
  return out;
};

/** What happens to the budget before the pictures are taken. */
const record = async () => {
  await run('imports', 'add', ...SAMPLES, '--agency', 'baoshan', '--actor', '李');
  const change = ['--change', `function=${LINE} expenditure=project amount=150000.00`];
  const kind = ['--kind', 'supplement', '--reason', '防汛应急物资'];
  const { amendment } = JSON.parse(
    await run('amendments', 'propose', BUDGET, ...kind, ...change, '--actor', '李', '--json'),
  );
  const approval = ['--authority', '宝财预〔2023〕15号', '--approved-on', '2023-06-15'];
  await run('amendments', 'approve', BUDGET, amendment.id, ...approval, '--actor', '王');
};

/** Starts the service; answers its address, and what ends it. */
const serve = async () => {
  // Its log, a line for each request, is of no use here.
  const child = start('ignore', 'serve', '--port', '0', '--actor', '李');
  for await (const line of createInterface(child.stdout)) {
    const [address] = /http:\/\/[\d.]+:\d+/.exec(line) ?? [];
    if (address === undefined) continue;
    child.stdout.resume();
    return {
      address,
      end: async () => {
        child.kill('SIGTERM');
        await once(child, 'close');
      },
    };
  }
  throw new Error('The service ended before it listened.');
};

/** The page that is taken of the empty ledger: a name, a path, and what a person does there first. */
const IMPORT = [
  'import',
  '/imports',
  async (page) => {
    await page.fill('[data-actor]', '李');
    await page.setInputFiles('[name=files]', SAMPLES.slice(0, 1));
    await page.locator('[data-choose="3"]').click();
    await page.locator('[data-table="3"] [data-place]').nth(8).click();
    await page.locator('.original .spot').first().waitFor();
    await page
      .locator('[data-imports] h2')
      .first()
      .evaluate((file) => file.scrollIntoView());
  },
];

/** The pages of the ledger with both samples. */
const PAGES = [
  ['budgets', '/'],
  ['table', `/budgets/${BUDGET}?table=3`],
  ['changes', `/budgets/${BUDGET}/deltas`],
  ['trail', `/budgets/${BUDGET}/trail?line=${LINE}`],
  [
    'amendment',
    `/budgets/${BUDGET}/amendments`,
    async (page, lang) => {
      const form = page.locator('form[data-preview]');
      await form.locator('[data-actor]').fill('李');
      await form.locator('[name=reason]').fill(lang === 'zh' ? '年中追加' : 'flood season');
      const name = await page
        .locator(`#lines-of-budget option[data-line$="${LINE}/project"]`)
        .getAttribute('value');
      await form.locator('[name="line.0"]').fill(name);
      await form.locator('[name="amount.0"]').fill('-80,000.00');
      await form.locator('[name=kind]').selectOption('rescission');
      await page.locator('[data-preview-of] table').nth(1).waitFor();
      // Below the lines stands what would move.
      await form
        .locator('fieldset')
        .first()
        .evaluate((line) => line.scrollIntoView());
    },
  ],
];

/** Takes the pages in both languages. */
const take = async (browser, address, pages) => {
  for (const lang of ['zh', 'en']) {
    mkdirSync(join(PICTURES, lang), { recursive: true });
    const page = await browser.newPage({ viewport: { width: 1280, height: 640 } });
    for (const [name, path, act] of pages) {
      await page.goto(`${address}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
      await act?.(page, lang);
      const file = join(PICTURES, lang, `${name}.png`);
      await page.screenshot({ path: file });
      process.stdout.write(`${file} ${Math.ceil(statSync(file).size / 1000)} kB\n`);
    }
    await page.close();
  }
};

try {
  const service = await serve();
  const browser = await launch();
  try {
    await take(browser, service.address, [IMPORT]);
    await record();
    await take(browser, service.address, PAGES);
  } finally {
    await browser.close();
    await service.end();
  }
} finally {
  rmSync(data, { recursive: true, force: true });
}
