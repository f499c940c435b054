import { printedText } from '../../document-line.js';
import { fromFen } from '../../../domain/values/money.js';
import { Refusal } from '../../../domain/errors.js';
import { readNarrative } from '../../narrative/read-narrative.js';
import { readDocument } from '../../read-document.js';
import { frontOf, gridsOf, SAMPLE, type Sample } from '../../tables/budget.fixture.js';
import { PDF_PAGES_MAX } from './pdf-file.js';
import { pdfOf, type PrintStyle, printed } from './printed-pdf.fixture.js';
import { readPdf } from './read-pdf.js';
import { cases } from '../../../../test/support/rounds.js';
import { itInCi } from '../../../../test/support/it-in-ci.js';

const UNIT: Sample = { ...SAMPLE, scope: 'unit' };

const read = (bytes: Uint8Array) => readDocument(bytes, { file: 'a.pdf' });

/** What every row of every table prints: its code, its name and its figures by column. */
const figures = (document: Awaited<ReturnType<typeof read>>) =>
  document.tables.map(({ table, rows, columns, unit, state }) => ({
    table,
    state,
    unit,
    columns,
    rows: rows.map(({ code, name, cells }) => [
      code,
      name,
      Object.entries(cells).map(([column, { amount }]) => `${column} ${fromFen(amount)}`),
    ]),
  }));

const rowsOf = async (texts: readonly (readonly [string, number, number])[]) => {
  const bytes = await pdfOf((pdf) => {
    pdf.addPage();
    for (const [text, left, top] of texts) pdf.text(text, left, top, { lineBreak: false });
  });
  const { lines } = await readPdf(bytes, 'a.pdf');
  return lines.map((line) =>
    line.cells
      ? line.cells.map(({ text, column }) => `${column} ${text}`).join(', ')
      : printedText(line),
  );
};

const contentOf = (sample: Sample) => ({ front: frontOf(sample), tables: gridsOf(sample) });

const STYLES: readonly (readonly [string, PrintStyle])[] = [
  ['that is ruled', {}],
  ['whose lines are bars, cell by cell', { ruling: 'bars' }],
  ['without lines between its rows', { ruling: 'columns' }],
  ['without any lines', { ruling: 'none' }],
  ['written glyph by glyph', { writing: 'glyphs' }],
  ['whose figures stand in one text', { writing: 'rows' }],
  ['in bold, each glyph twice', { bold: true }],
  ['drawn from the last column to the first', { backwards: true, ruling: 'none' }],
  ['on pages that lie by 90 degrees', { rotated: 90 }],
  ['whose text is turned by 90 degrees', { turned: 90 }],
  ['whose names break over lines', { nameWidth: 70 }],
  [
    'whose names break over lines without a line between rows',
    { nameWidth: 70, ruling: 'columns' },
  ],
  ['whose amounts and codes have their last digit below', { lastDigitBelow: true }],
  ['over pages with the header again', { rowsPerPage: 3, pageNumbers: true }],
  ['over pages without the header again', { rowsPerPage: 3, headerRepeats: false }],
  // Those before are in npm test, these in CI.
  ['without lines on pages that lie', { turned: 90, ruling: 'none' }],
  ['on pages that lie by 180 degrees', { rotated: 180 }],
  ['on pages that lie by 270 degrees', { rotated: 270 }],
  ['whose text is turned by 270 degrees', { turned: 270 }],
  ['without lines at its sides', { ruling: 'open' }],
  ['without lines, written glyph by glyph', { ruling: 'none', writing: 'glyphs' }],
  ['over pages without lines', { rowsPerPage: 3, ruling: 'none', pageNumbers: true }],
  ['over pages without lines or headers', { rowsPerPage: 3, ruling: 'none', headerRepeats: false }],
];

const SAMPLES: readonly Sample[] = [SAMPLE, UNIT];

describe('A budget as PDF', () => {
  let plain: readonly ReturnType<typeof figures>[] = [];

  beforeAll(async () => {
    plain = await Promise.all(
      SAMPLES.map(async (sample) => figures(await read(await printed(contentOf(sample))))),
    );
  });

  it('prints its figures as they are put in', () => {
    const total = (table: number) => plain[0]![table - 1]!.rows.at(-1);
    expect(total(3)).toEqual([
      null,
      '合计',
      ['total 1555000.50', 'basic 1025000.50', 'project 530000.00'],
    ]);
    expect(total(8)).toEqual([
      null,
      '合计',
      ['total 1025000.50', 'personnel 815000.00', 'public 210000.50'],
    ]);
    expect(total(9)).toEqual([
      null,
      '',
      ['total 35000.00', 'reception 10000.00', 'vehicles 25000.00', 'vehicle-running 25000.00'],
    ]);
  });

  it.each(cases(6, STYLES))('%s has every figure in its place', async (_, style) => {
    // Both layouts of table 1, in turn.
    const turn = STYLES.findIndex(([, each]) => each === style) % 2;
    const document = await read(await printed(contentOf(SAMPLES[turn]!), style));
    expect(document.findings).toEqual([]);
    expect(figures(document)).toEqual(plain[turn]);
  });

  it('has its numbered rows separated where only one has a figure and no line is between', async () => {
    const items = SAMPLE.items.filter(({ code }) => !code.startsWith('210'));
    const costs = [{ code: '30101', amount: 90_000_000n }];
    const content = contentOf({ ...SAMPLE, items, costs });
    const document = await read(await printed(content, { ruling: 'columns' }));
    expect(document.findings).toEqual([]);
    expect(figures(document)).toEqual(figures(await read(await printed(content))));
  });
});

const SENTENCE =
  '2024年，某区行政服务中心收入预算155.50万元，其中：财政拨款收入155.50万元，比2023年预算增加12.34万元；事业收入0万元；事业单位经营收入0万元；其他收入0万元。主要原因是人员增加。';
const ITEM =
  '1. “社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）”科目30.00万元，主要用于缴纳养老保险。';

describe('A table without lines in a PDF', () => {
  const FIGURES = [
    ['5.00', 74, 113],
    ['0.00', 126, 113],
    ['5.00', 178, 113],
    ['0.00', 230, 113],
  ] as const;

  it('has a heading that runs over the border of its cell beside the next one', async () => {
    expect(
      await rowsOf([
        ['合计', 50, 90],
        ['因公出国（境）费', 102, 90],
        ['公务接待费', 154, 90],
        ['购置费', 210, 90],
        ...FIGURES,
      ]),
    ).toEqual([
      '0 合计, 1 因公出国（境）费, 2 公务接待费, 3 购置费',
      '0 5.00, 1 0.00, 2 5.00, 3 0.00',
    ]);
  });

  it('has headings apart from its only row, however near they are', async () => {
    expect(
      await rowsOf([
        ['“三公”经费预算数', 108, 74],
        ['合计', 72, 100],
        ['出国费', 120, 100],
        ['接待费', 172, 100],
        ['购置费', 224, 100],
        ...FIGURES,
      ]),
    ).toEqual([
      '0 “三公”经费预算数',
      '0 合计, 1 出国费, 2 接待费, 3 购置费',
      '0 5.00, 1 0.00, 2 5.00, 3 0.00',
    ]);
  });
});

describe('A table without lines whose figures are beside their headings', () => {
  const lefts = [72, 124, 176, 228, 280];
  const HEADINGS = [
    ['合计', 72, 74],
    ['基本支出', 164, 74],
    ['项目', 280, 74],
    ['小计', 124, 94],
    ['人员', 176, 94],
    ['公用', 228, 94],
  ] as const;
  const FIGURE_ROWS = [130, 150].flatMap((top) =>
    lefts.map((left) => ['5.00', left + 20, top] as const),
  );
  const NUMBERS = lefts.map((left, i) => [String(i + 1), left + 6, 112] as const);
  const read = [
    '0 合计, 1 基本支出, 4 项目',
    '1 小计, 2 人员, 3 公用',
    '0 5.00, 1 5.00, 2 5.00, 3 5.00, 4 5.00',
    '0 5.00, 1 5.00, 2 5.00, 3 5.00, 4 5.00',
  ];

  it('has each heading over its own column, and one of a group over the first of these', async () => {
    expect(await rowsOf([...HEADINGS, ...FIGURE_ROWS])).toEqual(read);
  });

  it('has the numbers of its columns with the headings, and not with the figures', async () => {
    expect(await rowsOf([...HEADINGS, ...NUMBERS, ...FIGURE_ROWS])).toEqual(
      read.toSpliced(2, 0, '0 1, 1 2, 2 3, 3 4, 4 5'),
    );
  });
});

describe('A table without lines whose rows are as near to each other as the lines of a cell', () => {
  const HEADINGS = [
    ['科目', 106, 60],
    ['基本支出', 262, 60],
    ['合计', 208, 66],
    ['类', 50, 73],
    ['款', 80, 73],
    ['科目名称', 110, 73],
    ['人员经费支', 240, 73],
    ['日常公用经', 300, 73],
    ['出', 240, 85],
    ['费支出', 300, 85],
  ] as const;
  const row = (top: number, name: string, codes: readonly string[], figures: readonly string[]) =>
    [
      ...codes.map((code, i) => [code, 50 + i * 30, top] as const),
      [name, 110, top] as const,
      ...figures.map((figure, i) => [figure, [207, 267, 327][i]!, top] as const),
    ] as const;
  const NAME = '机关事业单位';
  const figures = ['12.30', '10.20', '02.10'] as const;
  const read = [
    '0 科目, 3 合计, 4 基本支出',
    '0 类, 1 款, 2 科目名称, 4 人员经费支出, 5 日常公用经费支出',
    '0 201, 1 01, 2 行政运行, 3 12.30, 4 10.20, 5 02.10',
    '0 208, 1 05, 2 机关事业单位养老, 3 12.30, 4 10.20, 5 02.10',
    '0 210, 1 11, 2 行政单位医疗, 3 12.30, 4 10.20, 5 02.10',
  ];
  const first = row(100, '行政运行', ['201', '01'], figures);
  const last = (top: number) => row(top, '行政单位医疗', ['210', '11'], figures);

  it('has a name whole, whether its figures are beside its last line or its first', async () => {
    expect(
      await rowsOf([
        ...HEADINGS,
        ...first,
        [NAME, 110, 113],
        ...row(126, '养老', ['208', '05'], figures),
        ...last(139),
      ]),
    ).toEqual(read);
    expect(
      await rowsOf([
        ...HEADINGS,
        ...first,
        ...row(113, NAME, ['208', '05'], figures),
        ['养老', 110, 126],
        ...last(139),
      ]),
    ).toEqual(read);
  });

  it('has an amount apart from the text that begins where it ends', async () => {
    const amount = '1,234.50';
    expect(
      await rowsOf([
        ['收入', 100, 60],
        ['支出', 247, 60],
        ['项目', 50, 80],
        ['预算数', 130, 80],
        ['项目', 176, 80],
        ['预算数', 300, 80],
        ['一、财政拨款', 50, 100],
        [`${amount}一、教育支出`, 130, 100],
        [amount, 300, 100],
        ['二、其他收入', 50, 113],
        ['二、住房支出', 130 + 44, 113],
        [amount, 300, 113],
      ]),
    ).toEqual([
      '0 收入, 2 支出',
      '0 项目, 1 预算数, 2 项目, 3 预算数',
      '0 一、财政拨款, 1 1,234.50, 2 一、教育支出, 3 1,234.50',
      '0 二、其他收入, 2 二、住房支出, 3 1,234.50',
    ]);
  });

  it('is a table also where each row has one amount', async () => {
    expect(
      await rowsOf([
        ['收入项目', 50, 60],
        ['预算数', 200, 60],
        ['一、财政拨款', 50, 73],
        ['12.30', 207, 73],
        ['二、事业收入', 50, 86],
        ['三、其他收入', 50, 99],
        ['12.30', 207, 99],
        ['收入合计', 50, 112],
        ['24.60', 207, 112],
      ]),
    ).toEqual([
      '0 收入项目, 1 预算数',
      '0 一、财政拨款, 1 12.30',
      '0 二、事业收入',
      '0 三、其他收入, 1 12.30',
      '0 收入合计, 1 24.60',
    ]);
  });
});

describe('The text of a PDF', () => {
  const prose = [
    '#2024年部门预算编制说明',
    SENTENCE,
    '财政拨款支出主要内容如下：',
    ITEM,
    ...Array.from({ length: 40 }, (_, i) => ITEM.replace('1.', `${i + 2}.`)),
  ];

  it.each(cases(1, ['cells', 'glyphs'] as const))(
    'is paragraphs, without the numbers of its pages, when it is written by %s',
    async (writing) => {
      const bytes = await printed(
        { front: frontOf(SAMPLE), prose, tables: gridsOf(SAMPLE) },
        { writing, pageNumbers: true },
      );
      const { lines } = await readPdf(bytes, 'a.pdf');
      const texts = lines.map((line) => printedText(line).trim());
      const from = texts.indexOf('2024年部门预算编制说明');
      expect(texts.slice(from, from + prose.length)).toEqual(
        prose.map((paragraph) => paragraph.replace('#', '')),
      );
      expect(texts.filter((text) => /^- \d+ -$/.test(text))).toEqual([]);
      const pages = [...new Set(lines.map(({ page }) => page))];
      expect(pages.length).toBeGreaterThan(2);
      for (const each of pages) {
        const own = lines.filter(({ page }) => page === each);
        expect(own.map(({ line }) => line)).toEqual(own.map((_, i) => i + 1));
      }
      expect(lines[from]!.page).toBe(2);
    },
  );

  it('is read as sentences', async () => {
    const document = await read(
      await printed({ front: frontOf(SAMPLE), prose, tables: gridsOf(SAMPLE) }),
    );
    const { claims, changes } = readNarrative(document);
    expect(
      claims.filter(({ subject }) => subject === 'revenue').map(({ amount }) => fromFen(amount)),
    ).toEqual(['1555000.00']);
    expect(changes.map(({ delta, reason }) => [delta, reason])).toEqual([
      [12_340_000n, '人员增加'],
    ]);
  });
});

describe('A PDF is refused with a message', () => {
  const refusal = async (bytes: Uint8Array) =>
    readPdf(bytes, 'a.pdf').then(
      () => 'no refusal',
      (error: unknown) =>
        error instanceof Refusal ? `${error.code}: ${error.message}` : String(error),
    );

  it('when it is a scan', async () => {
    const bytes = await pdfOf((pdf) => {
      for (let i = 1; i <= 3; i++)
        pdf.addPage().image(PIXEL, 0, 0, { width: 600 }).text(`${i}`, 300, 700);
    });
    expect(await refusal(bytes)).toMatch(
      /^document-unreadable: a\.pdf has 3 pages and only 3 characters of text, so it is a scan: give the XLSX form/,
    );
  });

  it('when it opens with a password', async () => {
    const bytes = await printed(contentOf(SAMPLE), { password: 'secret' });
    expect(await refusal(bytes)).toMatch(
      /^document-unreadable: a\.pdf is a PDF that opens with a password only/,
    );
  });

  it('when it is cut off or no more than a beginning', async () => {
    const bytes = await printed(contentOf(SAMPLE));
    for (const length of [8, 200])
      expect(await refusal(bytes.slice(0, length))).toMatch(
        /^document-unreadable: a\.pdf is a PDF that is broken or cut off/,
      );
  });

  itInCi('when it has more pages than a budget has', async () => {
    const bytes = await pdfOf((pdf) => {
      for (let i = 0; i <= PDF_PAGES_MAX; i++) pdf.addPage({ size: [10, 10] });
    });
    expect(await refusal(bytes)).toMatch(
      /^document-too-large: a\.pdf has 2001 pages, more than the 2000 that a document may have/,
    );
  });
});

/** One white point. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC',
  'base64',
);
