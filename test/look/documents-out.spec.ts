import { jest } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { fillForm } from '../../src/budgets/document/form/fill-form.js';
import { DocumentOf } from '../../src/budgets/document/document.query.js';
import { documentAs } from '../../src/budgets/document/render-document.js';
import type { PrintedBudget } from '../../src/budgets/document/document.answer.js';
import { ImportDocument } from '../../src/imports/import-document.js';
import { examine } from '../../src/reading/examine.js';
import { change } from '../../src/domain/decide/decide.fixture.js';
import { itInCi } from '../support/it-in-ci.js';
import { publishedForm } from '../support/published.js';
import { CLERK, openLedger, type TestLedger } from '../support/test-ledger.js';
import { BUILD_TEST_MS } from '../support/timeouts.js';
import {
  differences,
  lookOf,
  looksAsText,
  looksFromText,
  type PageLook,
  type Pixels,
} from './page-look.js';
import { officePath, pixelsOfOffice, pixelsOfPdf } from './rendered.js';

// Starts LibreOffice, and draws some sixty pages.
jest.setTimeout(BUILD_TEST_MS);

const inOffice = officePath === undefined ? it.skip : itInCi;
const form = publishedForm('department');
const ofForm = form === undefined ? it.skip : inOffice;

const referenceOf = (format: string): string =>
  new URL(`adjusted-budget.${format}.txt`, import.meta.url).pathname;

/** Compares the pages of a file with the kept ones, which UPDATE_LOOKS=1 writes anew. */
const expectLook = (format: string, pages: readonly PageLook[]): void => {
  const file = referenceOf(format);
  if (process.env['UPDATE_LOOKS'] === '1') writeFileSync(file, looksAsText(pages));
  expect(differing(format, pages)).toEqual([]);
};

const differing = (format: string, pages: readonly PageLook[]): readonly string[] => {
  const kept = looksFromText(readFileSync(referenceOf(format), 'utf8'));
  return kept.length === pages.length
    ? pages.flatMap((page, i) => differences(page, kept[i]!).map((what) => `page ${i + 1} ${what}`))
    : [`${pages.length} pages, and were ${kept.length}`];
};

describe('An adjusted budget looks as before', () => {
  let ledger: TestLedger;
  let answer: PrintedBudget;
  beforeAll(async () => {
    ledger = await openLedger();
    const imported = async (file: string) => {
      const bytes = readFileSync(new URL(`../../samples/${file}`, import.meta.url));
      const examined = await examine(bytes, file, null);
      return (await ledger.execute(new ImportDocument(examined, {}, CLERK))).budget;
    };
    await imported('baoshan-2022-unit.md');
    const budget = await imported('baoshan-2023-department.txt');
    const proposal = await ledger.propose(budget, 'supplement', [change('150000.00')]);
    await ledger.approve(budget, proposal, { on: '2023-06-15' });
    answer = await ledger.ask(new DocumentOf(budget));
  });
  afterAll(() => ledger.close());

  const bytesOf = async (format: 'pdf' | 'xlsx' | 'docx') =>
    (await documentAs(answer, format)) as Uint8Array;

  itInCi('as PDF, where a rule that is missing or has moved is noticed', async () => {
    const pages = await pixelsOfPdf(await bytesOf('pdf'));
    expectLook('pdf', pages.map(lookOf));
    const TABLE_3 = 5;
    const page = pages[TABLE_3]!;
    const look = lookOf(page);
    const inner = look.down.at(-2)!.at;
    const noticed = (changed: Pixels) => differences(lookOf(changed), look).join('; ');
    expect(noticed(withoutRule(page, inner))).toContain(`no rule down at ${inner.toFixed(1)} %`);
    expect(noticed(squeezed(page, inner))).toMatch(/no rule down.*new rule down/);
    expect(noticed(lighter(page))).toBe('');
  });

  inOffice('as XLSX, where a squeezed column and missing borders are noticed', async () => {
    const bytes = await bytesOf('xlsx');
    const looksOf = async (file: Uint8Array) => (await pixelsOfOffice(file, 'xlsx')).map(lookOf);
    expectLook('xlsx', await looksOf(bytes));
    const parts = unzipSync(bytes);
    const changed = (sheet: number, text: (xml: string) => string) => {
      const part = `xl/worksheets/sheet${sheet}.xml`;
      parts[part] = strToU8(text(strFromU8(parts[part]!)));
    };
    const [TABLE_3, TABLE_5] = [5, 7];
    changed(TABLE_3, (xml) => xml.replace(/(<col min="5" max="5" width=")[\d.]+/, '$15'));
    changed(TABLE_5, (xml) => xml.replaceAll(/ s="\d+"/g, ''));
    const noticed = differing('xlsx', await looksOf(zipSync(parts)));
    const [FIRST, SECOND] = [TABLE_3 + 1, TABLE_5 + 1];
    expect(noticed).toContainEqual(expect.stringMatching(`^page ${FIRST} has a new rule down`));
    expect(noticed).toContainEqual(expect.stringMatching(`^page ${SECOND} has no rule down`));
  });

  ofForm('as a filled form of a bureau', async () => {
    const { bytes } = fillForm(readFileSync(form!), 'form.xlsx', answer);
    expectLook('form.xlsx', (await pixelsOfOffice(bytes, 'xlsx')).map(lookOf));
  });

  inOffice('as DOCX', async () => {
    expectLook('docx', (await pixelsOfOffice(await bytesOf('docx'), 'docx')).map(lookOf));
  });
});

/** The page without the rule from top to bottom at a place, in percent. */
const withoutRule = ({ width, height, dark }: Pixels, at: number): Pixels => {
  const changed = dark.slice();
  const middle = Math.round((at * width) / 100);
  for (let y = 0; y < height; y++) changed.fill(0, y * width + middle - 3, y * width + middle + 4);
  return { width, height, dark: changed };
};

/** The page with such a rule two percent further to the left: a column that is narrower by that. */
const squeezed = (page: Pixels, at: number): Pixels => {
  const { width, height, dark } = withoutRule(page, at);
  const middle = Math.round((at * width) / 100);
  const to = middle - Math.round(width / 50);
  for (let y = 0; y < height; y++)
    for (let x = -3; x <= 3; x++)
      dark[y * width + to + x] = Math.max(
        dark[y * width + to + x]!,
        page.dark[y * width + middle + x]!,
      );
  return { width, height, dark };
};

/** The page as another antialiasing draws it: each pixel is averaged with the one to its right. */
const lighter = ({ width, height, dark }: Pixels): Pixels => ({
  width,
  height,
  dark: dark.map((each, i) => (each * 2 + (dark[i + 1] ?? 0)) / 3),
});
