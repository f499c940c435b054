import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentAnswer } from '../../src/budgets/document/document.query.js';
import type { TableAnswer } from '../../src/budgets/table.query.js';
import { examine } from '../../src/imports/import-document.js';
import { readNarrative } from '../../src/imports/narrative/read-narrative.js';
import type { PrintedDocument } from '../../src/imports/printed.js';
import {
  publishedFile,
  PUBLISHED_BEGINNINGS,
  SAMPLE_2022,
  SAMPLE_2023,
} from '../support/published.js';
import { answer, folders, run } from './cli-harness.js';

const folder = folders();

interface Printing {
  readonly data: string;
  readonly budget: string;
}

/** A ledger that has one document. */
const ledgerOf = async (file: string): Promise<Printing> => {
  const data = folder();
  const [imported] = answer<{ budget: string }[]>(
    await run(['imports', 'add', file, '--data', data, '--json']),
  );
  return { data, budget: imported!.budget };
};

const print = async ({ data, budget }: Printing, ...flags: string[]): Promise<Buffer> => {
  const ran = await run(['budgets', 'document', budget, '--data', data, ...flags]);
  expect(ran).toMatchObject({ exit: 0, err: '' });
  return ran.bytes;
};

const asked = async ({ data, budget }: Printing, ...flags: string[]): Promise<DocumentAnswer> =>
  answer(await run(['budgets', 'document', budget, '--data', data, '--json', ...flags]));

const SOURCES: readonly (readonly [string, string | undefined])[] = [
  ['the sample of 2022', SAMPLE_2022],
  ['the sample of 2023', SAMPLE_2023],
  ...PUBLISHED_BEGINNINGS.map(
    (beginning) => [`the published document ${beginning}`, publishedFile(beginning)] as const,
  ),
];
const FORMATS = ['md', 'csv'] as const;

describe.each(SOURCES)('A ledger with %s', (_, source) => {
  // The published documents are not ours to copy: they are read where they lie beside the repository.
  const there = source === undefined ? it.skip : it;
  const ledger: { of?: Promise<Printing> } = {};
  const recorded = () => (ledger.of ??= ledgerOf(source!));

  there.each(FORMATS)('prints all nine tables as %s so that they are read back', async (format) => {
    const printing = await recorded();
    const bytes = await print(printing, '--format', format);
    const { document } = await examine(bytes, `printed.${format}`, null);
    const { tables, agencyName, fiscalYear, scope } = await asked(printing);
    expect(document).toMatchObject({ agencyName, fiscalYear, scope });
    expect(document.tables.map(shown)).toEqual(tables.map(shownOfLedger));
  });

  there.each(FORMATS)('prints sentences as %s whose figures are read back', async (format) => {
    const printing = await recorded();
    const { document } = await examine(
      await print(printing, '--format', format),
      `printed.${format}`,
      null,
    );
    const { narrative } = await asked(printing);
    const figures = said(document);
    expect(figures.findings).toEqual([]);
    // Every amount that a sentence prints is read as a claim or as a change.
    const printed = narrative.flatMap(({ paragraphs }) =>
      paragraphs.flatMap((text) => [...text.matchAll(/[\d.]+(?=元|万元)/g)].map(([each]) => each)),
    );
    expect(figures.claims.length + figures.deltas + figures.bases).toBe(printed.length);
  });
});

/** What a table says, whatever printed it. */
const shown = ({ table, state, unit, rows }: PrintedDocument['tables'][number]) => ({
  table,
  state,
  unit: rows.length === 0 ? null : unit,
  rows: bySide(
    rows
      .filter(({ total, cells }) => !total || Object.keys(cells).length > 0)
      .map(({ code, name, side, total, cells }) => ({
        side: side ?? null,
        code,
        name: total ? 'total' : name,
        cells: Object.fromEntries(
          Object.entries(cells).map(([column, { amount }]) => [column, amount]),
        ),
      })),
  ),
});

const shownOfLedger = ({ table, state, unit, rows, totals }: TableAnswer) => {
  const printed = (cells: TableAnswer['rows'][number]['cells']) =>
    Object.fromEntries(
      Object.entries(cells).flatMap(([column, figure]) =>
        figure === null ? [] : [[column, unit === '万元' ? yuan(figure) : figure]],
      ),
    );
  const sided = table === 1 || table === 4;
  const totalRows = sided
    ? (['revenue', 'expenditure'] as const).map((side) => ({
        side,
        cells: printed((totals as Record<typeof side, Record<string, string | null>>)[side]),
      }))
    : [{ side: null, cells: printed(totals as Record<string, string | null>) }];
  return {
    table,
    state,
    unit: rows.length === 0 ? null : unit,
    rows: bySide([
      ...rows.map(({ code, name, side, cells }) => ({
        side: side ?? null,
        code,
        name,
        cells: printed(cells),
      })),
      ...totalRows
        .filter(({ cells }) => Object.keys(cells).length > 0)
        .map(({ side, cells }) => ({ side, code: null, name: 'total', cells })),
    ]),
  };
};

const bySide = <Row extends { readonly side: string | null }>(rows: readonly Row[]) =>
  rows.toSorted((a, b) => (a.side === b.side ? 0 : a.side === 'revenue' ? -1 : 1));

/** 2.99 万元 are 29900.00 yuan. */
const yuan = (tenThousands: string): string => `${BigInt(tenThousands.replace('.', '')) * 100n}.00`;

const said = (document: PrintedDocument) => {
  const { claims, changes, findings } = readNarrative(document);
  return {
    claims: claims.map(({ subject, amount }) => `${subject} ${amount}`),
    deltas: changes.filter(({ delta }) => delta !== null && delta !== '0.00').length,
    bases: changes.filter(({ base }) => base.amount !== null).length,
    findings,
  };
};

describe('A printed document', () => {
  it('is the same bytes when the same is asked again, in every format', async () => {
    const printing = await ledgerOf(SAMPLE_2022);
    const first = new Map<string, Buffer>();
    for (const format of ['md', 'csv', 'xlsx', 'docx', 'pdf', 'json'])
      first.set(format, await print(printing, '--format', format));
    // ZIP counts time in steps of two seconds.
    await new Promise((later) => setTimeout(later, 2_100));
    for (const [format, bytes] of first)
      expect([format, bytes.equals(await print(printing, '--format', format))]).toEqual([
        format,
        true,
      ]);
  });

  it('says the same when it is imported and printed once more', async () => {
    const printing = await ledgerOf(SAMPLE_2023);
    const first = await print(printing);
    const file = join(printing.data, 'printed.md');
    writeFileSync(file, first);
    const again = await print(await ledgerOf(file));
    expect(withoutAsOf(again)).toBe(withoutAsOf(first));
  });
});

const withoutAsOf = (bytes: Buffer): string => bytes.toString().replace(/^依据预算账本.*$/m, '');
