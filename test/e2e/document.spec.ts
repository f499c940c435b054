import { jest } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils, write } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import { lineKey } from '../../src/domain/values/line.js';
import { fromFen } from '../../src/domain/values/money.js';
import type { RoundTrip } from '../../src/imports/round-trip.js';
import { examine } from '../../src/reading/examine.js';
import { readNarrative } from '../../src/reading/narrative/read-narrative.js';
import type { PrintedDocument } from '../../src/reading/printed.js';
import {
  publishedDocument,
  publishedFile,
  publishedForm,
  PUBLISHED_BEGINNINGS,
  SAMPLE_2022,
  SAMPLE_2023,
} from '../support/published.js';
import { cases } from '../support/rounds.js';
import { answer, folders, run } from './cli-harness.js';
import type { PrintedBudget } from '../../src/budgets/document/document.answer.js';
import type { TableAnswer } from '../../src/budgets/tables/table.answer.js';
import { LARGE_DATA_TEST_MS } from '../support/timeouts.js';
import { itInCi, itInEachStageOfCi } from '../support/it-in-ci.js';

// Prints whole documents as PDF and reads them again.
jest.setTimeout(LARGE_DATA_TEST_MS);

const folder = folders();

/** What a test leaves real that changes only the date. */
const EXCEPT_DATE = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

interface Printing {
  readonly data: string;
  readonly budget: string;
}

/** What `make` gives, made when it is first asked for. */
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
};

/** A new ledger that has one document. */
const newLedgerOf = async (file: string): Promise<Printing> => {
  const data = folder();
  const [imported] = answer<{ budget: string }[]>(
    await run(['imports', 'add', file, '--data', data, '--json']),
  );
  return { data, budget: imported!.budget };
};

const ledgers = new Map<string, Promise<Printing>>();
/** The ledger that has one document, for all tests that leave it as it is. */
const ledgerOf = (file: string): Promise<Printing> => {
  const ledger = ledgers.get(file) ?? newLedgerOf(file);
  ledgers.set(file, ledger);
  return ledger;
};

const print = async ({ data, budget }: Printing, ...flags: string[]): Promise<Buffer> => {
  const ran = await run(['budgets', 'document', budget, '--data', data, ...flags]);
  expect(ran).toMatchObject({ exit: 0, err: '' });
  return ran.bytes;
};

const asked = async ({ data, budget }: Printing, ...flags: string[]): Promise<PrintedBudget> =>
  answer(await run(['budgets', 'document', budget, '--data', data, '--json', ...flags]));

/** Of the published documents, in their order. */
const PUBLISHED_SCOPES = ['department', 'department', 'unit', 'unit', 'unit'] as const;
const SOURCES: readonly (readonly [string, string | undefined, 'department' | 'unit'])[] = [
  ...cases(1, [
    ['the sample of 2023', SAMPLE_2023, 'department'],
    ['the sample of 2022', SAMPLE_2022, 'unit'],
  ] as const),
  // The published documents are printed in CI.
  ...cases(0, PUBLISHED_BEGINNINGS).map(
    (beginning, i) =>
      [
        `the published document ${beginning}`,
        publishedFile(beginning),
        PUBLISHED_SCOPES[i]!,
      ] as const,
  ),
];
const FORMATS = ['pdf', 'docx', 'xlsx', 'md', 'csv'] as const;

describe.each(SOURCES)('A ledger with %s', (_, source) => {
  // Published documents may not be copied into the repository: they are tested when they lie beside it.
  const there = source === undefined ? it.skip : it;
  const answered = once(async () => asked(await ledgerOf(source!)));
  const readBack = Object.fromEntries(
    FORMATS.map((format) => [
      format,
      once(async () => {
        const bytes = await print(await ledgerOf(source!), '--format', format);
        return (await examine(bytes, `printed.${format}`, null)).document;
      }),
    ]),
  ) as Record<(typeof FORMATS)[number], () => Promise<PrintedDocument>>;

  there.each(cases(1, FORMATS))(
    'prints all nine tables as %s so that they are read back',
    async (format) => {
      const document = await readBack[format]();
      const { tables, agencyName, fiscalYear, scope } = await answered();
      expect(document).toMatchObject({ agencyName, fiscalYear, scope });
      expect(document.tables.map(shown)).toEqual(tables.map(shownOfLedger));
    },
  );

  there.each(cases(1, FORMATS))(
    'prints sentences as %s whose figures are read back',
    async (format) => {
      const { narrative } = await answered();
      const figures = statedIn(await readBack[format]());
      expect(figures.findings).toEqual([]);
      // Every amount that a sentence prints is read as a claim or as a change.
      const printed = narrative.flatMap(({ paragraphs }) =>
        paragraphs.flatMap((text) =>
          [...text.matchAll(/[\d.]+(?=元|万元)/g)].map(([each]) => each),
        ),
      );
      expect(figures.claims.length + figures.deltas + figures.bases).toBe(printed.length);
    },
  );
});

/** The content of a table, whatever format it was read from. */
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
          Object.entries(cells).map(([column, { amount }]) => [column, fromFen(amount)]),
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

const statedIn = (document: PrintedDocument) => {
  const { claims, changes, findings } = readNarrative(document);
  return {
    claims: claims.map(({ subject, amount }) => `${subject} ${fromFen(amount)}`),
    deltas: changes.filter(({ delta }) => delta !== null && delta !== 0n).length,
    bases: changes.filter(({ base }) => base.amount !== null).length,
    findings,
  };
};

describe('A printed document', () => {
  itInCi('has the same bytes each time, in every format', async () => {
    const printing = await ledgerOf(SAMPLE_2022);
    const first = new Map<string, Buffer>();
    for (const format of ['md', 'csv', 'xlsx', 'docx', 'pdf', 'json'])
      first.set(format, await print(printing, '--format', format));
    // ZIP and PDF can contain the time at which they were written.
    jest.useFakeTimers({ now: Date.now() + 3_600_000, doNotFake: [...EXCEPT_DATE] });
    try {
      for (const [format, bytes] of first)
        expect([format, bytes.equals(await print(printing, '--format', format))]).toEqual([
          format,
          true,
        ]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('states the same after it is imported and printed again', async () => {
    const printing = await ledgerOf(SAMPLE_2023);
    const first = await print(printing);
    const file = join(printing.data, 'printed.md');
    writeFileSync(file, first);
    const again = await print(await ledgerOf(file));
    expect(withoutAsOf(again)).toBe(withoutAsOf(first));
  });
});

/** 150000.00 more for a project, from 15 June 2023 on. */
const supplement = async ({ data, budget }: Printing): Promise<void> => {
  const { amendment } = answer<{ amendment: { id: string } }>(
    await run(
      `amendments propose ${budget} --kind supplement --reason 增加 --actor a --json --data ${data} --change`
        .split(' ')
        .concat('function=2120199 expenditure=project amount=150000.00'),
    ),
  );
  const approve = `amendments approve ${budget} ${amendment.id} --authority 财预〔2023〕1号 --approved-on 2023-06-15`;
  const { exit } = await run(`${approve} --actor b --data ${data}`.split(' '));
  expect(exit).toBe(0);
};

describe('A document as of a date', () => {
  /** The sample of 2023 with 150000.00 more for a project from 15 June on, after the sample of 2022. */
  const amended = once(async () => {
    const { data } = await newLedgerOf(SAMPLE_2022);
    const [imported] = answer<{ budget: string }[]>(
      await run(['imports', 'add', SAMPLE_2023, '--data', data, '--json']),
    );
    const { budget } = imported!;
    await supplement({ data, budget });
    return { data, budget };
  });

  it('shows what is in force on that date, in its cells and in its sentences', async () => {
    const before = (await print(await amended(), '--effective', '2023-06-14')).toString();
    const after = (await print(await amended())).toString();
    expect(before).toContain('| 212 | 01 | 99 | 其他城乡社区管理事务支出 | 6272475.68 |');
    expect(before).toContain(
      '城乡社区支出6272475.68元，比上年预算增加845500.24元，增长15.58%，主要原因是项目支出增加。',
    );
    expect(before).toContain('按2023-06-14已生效的预算');
    expect(after).toContain(
      '| 212 | 01 | 99 | 其他城乡社区管理事务支出 | 6422475.68 | 5699975.68 | 722500.00 |',
    );
    expect(after).toContain('城乡社区支出6422475.68元，比上年预算增加995500.24元，增长18.34%');
    expect(after).toContain('资本性支出（类）20000.00元，比上年预算增加20000.00元，为本年新增。');
    expect(after).toContain('“三公”经费预算2.99万元，与上年预算持平。');
  });

  itInEachStageOfCi(
    'leaves out a change that the document states of an amount that no longer holds',
    async () => {
      // Without the budget of last year, the statement is the only source of the change.
      const { data, budget } = await newLedgerOf(SAMPLE_2023);
      const stated = '城乡社区支出6272475.68元，比上年预算增加845500.24元';
      expect((await print({ data, budget })).toString()).toContain(stated);
      await supplement({ data, budget });
      expect((await print({ data, budget })).toString()).toContain('城乡社区支出6422475.68元。');
    },
  );

  it('has its amounts in 万元 on request, rounded half up; table 9 always has', async () => {
    const printed = await asked(await amended(), '--unit', '万元', '--effective', '2023-01-01');
    expect(printed.tables.map(({ unit }) => unit)).toEqual(Array(9).fill('万元'));
    expect(printed.narrative[0]!.paragraphs[0]).toMatch(
      /收入预算810\.55万元，比上年预算增加107\.66万元/,
    );
    const inYuan = await asked(await amended(), '--unit', '元');
    expect(inYuan.tables.map(({ unit }) => unit)).toEqual([...Array(8).fill('元'), '万元']);
  });

  it('is not printed to a terminal, unless it is text', async () => {
    const { data, budget } = await amended();
    const at = (format: string) =>
      run(['budgets', 'document', budget, '--data', data, '--format', format], { terminal: true });
    for (const format of ['pdf', 'xlsx', 'docx']) {
      const { exit, err, out } = await at(format);
      expect({ exit, out }).toEqual({ exit: 2, out: '' });
      expect(err).toContain('--out');
    }
    expect((await at('csv')).exit).toBe(0);
  });
});

describe('An Excel form', () => {
  const forms = SOURCES.map(
    ([name, source, scope]) => [name, source, publishedForm(scope)] as const,
  );

  describe.each(forms)('filled from a ledger with %s', (_, source, form) => {
    const there = source === undefined || form === undefined ? it.skip : it;

    there('is read back with every figure where the tables have it', async () => {
      const printing = await ledgerOf(source!);
      const ran = await run([
        'budgets',
        'document',
        printing.budget,
        '--form',
        form!,
        '--data',
        printing.data,
      ]);
      expect(ran.exit).toBe(0);
      expect(ran.err).toMatch(/^Not filled in: [^\n]+\n$/);
      const { document } = await examine(ran.bytes, 'form.xlsx', null);
      const { tables, fiscalYear, scope, agencyName } = await asked(printing);
      expect(document).toMatchObject({ fiscalYear, scope, agencyName });
      expect(figuresOf(document.tables.map(shown))).toEqual(figuresOf(tables.map(shownOfLedger)));
      expect(statedIn(document).claims.length).toBeGreaterThan(20);
    });
  });

  itInEachStageOfCi(
    'can be any workbook with the nine tables; the other parts stay byte for byte',
    async () => {
      const form = join(folder(), 'form.xlsx');
      writeFileSync(form, await print(await ledgerOf(SAMPLE_2023), '--format', 'xlsx'));
      const printing = await ledgerOf(SAMPLE_2022);
      const bytes = await print(printing, '--form', form);
      const [before, after] = [unzipSync(readFileSync(form)), unzipSync(bytes)];
      expect(Object.keys(after)).toEqual(Object.keys(before));
      for (const part of ['xl/styles.xml', 'xl/_rels/workbook.xml.rels', '[Content_Types].xml'])
        expect(Buffer.compare(after[part]!, before[part]!)).toBe(0);
      const { document } = await examine(bytes, 'form.xlsx', null);
      const { tables } = await asked(printing);
      expect(document.fiscalYear).toBe(2022);
      expect(figuresOf(document.tables.map(shown))).toEqual(figuresOf(tables.map(shownOfLedger)));
    },
  );

  it('is refused when it has no cell for an amount, and no file is written', async () => {
    const printing = await ledgerOf(SAMPLE_2022);
    const form = join(printing.data, 'form.xlsx');
    writeFileSync(form, await print(printing, '--format', 'xlsx'));
    const book = read(readFileSync(form));
    const sheet = book.Sheets['支出总表']!;
    delete sheet['G4'];
    delete sheet['G5'];
    sheet['!merges'] = sheet['!merges']!.filter(({ s }) => !(s.r === 3 && s.c === 6));
    writeFileSync(form, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    const out = join(printing.data, 'out.xlsx');
    const ran = await run([
      'budgets',
      'document',
      printing.budget,
      '--form',
      form,
      '--out',
      out,
      '--data',
      printing.data,
    ]);
    expect(ran).toMatchObject({ exit: 1, out: '' });
    expect(ran.err).toMatch(
      /^form\.xlsx has no place for 734650\.00 in the column 项目支出 of table 3[^\n]+\n$/,
    );
    expect(existsSync(out)).toBe(false);
  });

  it('is refused with a message when it is not a workbook or has none of the tables', async () => {
    const printing = await ledgerOf(SAMPLE_2022);
    const fill = (form: string) =>
      run(['budgets', 'document', printing.budget, '--form', form, '--data', printing.data]);
    expect(await fill(SAMPLE_2022)).toMatchObject({
      exit: 1,
      err: expect.stringMatching(/^baoshan-2022-unit\.md is not an XLSX workbook[^\n]+\n$/),
    });
    const empty = join(printing.data, 'empty.xlsx');
    writeFileSync(
      empty,
      write(utils.book_new(utils.aoa_to_sheet([['x']]), '1'), { type: 'buffer' }) as Buffer,
    );
    expect((await fill(empty)).err).toMatch(/^empty\.xlsx has none of the nine tables[^\n]+\n$/);
  });
});

/** All amounts by table, code, name and column: a form has blank rows and columns of its own. */
const figuresOf = (
  tables: readonly { table: number; rows: readonly { cells: Record<string, string> }[] }[],
) =>
  tables.map(({ table, rows }) => ({
    table,
    rows: rows.filter(({ cells }) => Object.keys(cells).length > 0),
  }));

describe('imports check --form', () => {
  const lacks = async (file: string): Promise<unknown> =>
    answer<{ form: unknown }[]>(await run(['imports', 'check', file, '--form', '--json']))[0]!.form;

  itInEachStageOfCi(
    'lists the tables and columns that the form asks and the document lacks',
    async () => {
      expect(await lacks(SAMPLE_2022)).toEqual({ name: 'shanghai', lacks: [] });
      const file = join(folder(), 'short.md');
      const text = readFileSync(SAMPLE_2022, 'utf8');
      const at = text.indexOf('6、2022 年单位政府性基金');
      const end = text.indexOf('7、2022 年单位国有资本');
      expect(at).toBeGreaterThan(0);
      writeFileSync(file, text.slice(0, at) + text.slice(end));
      expect(await lacks(file)).toMatchObject({
        name: 'shanghai',
        lacks: [{ table: 6, kind: 'government-fund', column: null }],
      });
      const { out } = await run(['imports', 'check', file, '--form']);
      expect(out).toMatch(/^ {2}lacks T6 /m);
    },
  );
});

describe('imports check --round-trip', () => {
  itInEachStageOfCi.each(SOURCES)('finds no difference in %s', async (_, source) => {
    if (source === undefined) return;
    const [checked] = answer<{ roundTrip: RoundTrip }[]>(
      await run(['imports', 'check', '--round-trip', source, '--json']),
    );
    expect(checked!.roundTrip.differences).toEqual([]);
    expect(checked!.roundTrip.cells).toBeGreaterThan(300);
  });

  it('names the cell that differs, and exits with 3', async () => {
    const file = join(folder(), 'damaged.md');
    const lines = readFileSync(SAMPLE_2022, 'utf8').replace('| 2.99 | 0.00 |', '| 2.9.9 | 0.00 |');
    writeFileSync(file, lines);
    const ran = await run(['imports', 'check', '--round-trip', file, '--json']);
    expect(ran.exit).toBe(3);
    expect(answer<{ roundTrip: RoundTrip }[]>(ran)[0]!.roundTrip.differences).toEqual([
      expect.objectContaining({ table: 9, column: 'total', printed: '2.9.9', wouldPrint: null }),
    ]);
    const { out } = await run(['imports', 'check', '--round-trip', file]);
    expect(out).toContain('1 of 394 cells would not be printed as they are');
  });
});

const withoutAsOf = (bytes: Buffer): string => bytes.toString().replace(/^依据预算账本.*$/m, '');

describe('A budget in the form of another place', () => {
  const elsewhere = [
    'changsha-petition-bureau-2026-department',
    'shenzhen-finance-bureau-2026-department',
  ];

  // A workbook has no tables that are not recorded, and no spaces in 合计.
  const linesAndErrors = async (bytes: Uint8Array, file: string) => {
    const { document, facts } = await examine(bytes, file, null);
    return {
      form: document.form,
      lines: facts.lines
        .map(({ line, amount }) => `${lineKey(line)} ${fromFen(amount)}`)
        .toSorted(),
      problems: facts.findings
        .filter(({ severity }) => severity !== 'info')
        .map(({ message }) => message),
    };
  };

  const isReadBack = async (file: string, format = 'xlsx') => {
    const bytes = await print(await ledgerOf(file), '--format', format);
    expect(await linesAndErrors(bytes, `printed.${format}`)).toEqual(
      await linesAndErrors(readFileSync(file), file),
    );
  };

  it.each(cases(1, ['xlsx', 'md', 'csv', 'docx', 'pdf']))(
    'is read back as %s, in the same form, with the same lines and no new finding',
    (format) => isReadBack('test/documents/lanjiang-archives-2027-department/source.csv', format),
  );

  itInCi('is read back from its workbook, whatever place published it', async () => {
    for (const name of elsewhere) {
      const file = publishedDocument(`elsewhere/${name}.pdf`);
      if (file !== undefined) await isReadBack(file);
    }
  });
});
