import { documentOf } from '../../read-document.js';
import { frontOf, gridsOf, SAMPLE, type Sample } from '../../tables/budget.fixture.js';
import { type PrintStyle, printed } from './printed-pdf.fixture.js';
import { readPdf } from './read-pdf.js';

const UNIT: Sample = { ...SAMPLE, scope: 'unit' };

const read = async (bytes: Uint8Array) =>
  documentOf({ bytes, lines: await readPdf(bytes, 'a.pdf'), broken: 0 }, 'a.pdf');

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
      Object.entries(cells).map(([column, { amount }]) => `${column} ${amount}`),
    ]),
  }));

const contentOf = (sample: Sample) => ({ front: frontOf(sample), tables: gridsOf(sample) });

const STYLES: readonly (readonly [string, PrintStyle])[] = [
  ['that is ruled', {}],
  ['whose lines are bars, cell by cell', { ruling: 'bars' }],
  ['without lines at its sides', { ruling: 'open' }],
  ['without lines between its rows', { ruling: 'columns' }],
  ['without any lines', { ruling: 'none' }],
  ['written glyph by glyph', { writing: 'glyphs' }],
  ['without lines, written glyph by glyph', { ruling: 'none', writing: 'glyphs' }],
  ['whose figures stand in one text', { writing: 'rows' }],
  ['in bold, each glyph twice', { bold: true }],
  ['drawn from the last column to the first', { backwards: true, ruling: 'none' }],
  ['on pages that lie by 90 degrees', { rotated: 90 }],
  ['on pages that lie by 180 degrees', { rotated: 180 }],
  ['on pages that lie by 270 degrees', { rotated: 270 }],
  ['whose text is turned by 90 degrees', { turned: 90 }],
  ['whose text is turned by 270 degrees', { turned: 270 }],
  ['without lines on pages that lie', { turned: 90, ruling: 'none' }],
  ['whose names break over lines', { nameWidth: 70 }],
  [
    'whose names break over lines without a line between rows',
    { nameWidth: 70, ruling: 'columns' },
  ],
  ['over pages with the header again', { rowsPerPage: 3, pageNumbers: true }],
  ['over pages without the header again', { rowsPerPage: 3, headerRepeats: false }],
  ['over pages without lines', { rowsPerPage: 3, ruling: 'none', pageNumbers: true }],
  ['over pages without lines or headers', { rowsPerPage: 3, ruling: 'none', headerRepeats: false }],
];

describe('A budget as PDF', () => {
  it.each(STYLES)('%s prints every figure in its place', async (_, style) => {
    for (const sample of [SAMPLE, UNIT]) {
      const plain = await read(await printed(contentOf(sample)));
      const document = await read(await printed(contentOf(sample), style));
      expect(document.findings).toEqual([]);
      expect(figures(document)).toEqual(figures(plain));
    }
  });
});
