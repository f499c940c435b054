import { readFileSync } from 'node:fs';
import { fromFen } from '../../../domain/values/money.js';
import { publishedDocument } from '../../../../test/support/published.js';
import { readNarrative } from '../../narrative/read-narrative.js';
import { readDocument } from '../../read-document.js';
import { checkDocument } from '../../rules/check.js';

/** Facts of three published PDFs, that lie beside the repository where there are any. */
const DOCUMENTS = [
  {
    file: 'putuo-government-office-2025-unit.pdf',
    identity: ['上海市普陀区人民政府办公室', 2025, 'unit'],
    rows: [13, 21, 21, 9, 21, 0, 0, 30, 1],
    cells: 231,
    total: '91016775.35',
    basic: ['24606775.35', '22473997.81', '2132777.54'],
    ninth: ['total 8675000.00', 'abroad 8390000.00', 'reception 285000.00', 'operating 2132800.00'],
    narrative: [29, 11],
  },
  {
    file: 'putuo-wanli-street-2024-department.pdf',
    identity: ['上海市普陀区人民政府万里街道办事处', 2024, 'department'],
    rows: [18, 67, 67, 14, 67, 0, 0, 32, 1],
    cells: 875,
    total: '156211123.00',
    basic: ['99706020.00', '88537451.00', '11168569.00'],
    ninth: [
      'total 479100.00',
      'abroad 0.00',
      'reception 13500.00',
      'vehicles 465600.00',
      'vehicle-purchase 250000.00',
      'vehicle-running 215600.00',
      'operating 4431800.00',
    ],
    narrative: [83, 44],
  },
  {
    file: 'shanghai-finance-bureau-2025-unit.pdf',
    identity: ['上海市财政局', 2025, 'unit'],
    rows: [13, 24, 24, 9, 24, 0, 0, 35, 1],
    cells: 263,
    total: '171915169.00',
    basic: ['127642039.00', '102464260.00', '25177779.00'],
    ninth: [
      'total 3463000.00',
      'abroad 2887000.00',
      'reception 254000.00',
      'vehicles 322000.00',
      'vehicle-running 322000.00',
      'operating 25177800.00',
    ],
    narrative: [21, 9],
  },
].filter(({ file }) => publishedDocument(file) !== undefined);
if (DOCUMENTS.length === 0)
  process.stderr.write('No published PDFs beside the repository: their reading is skipped.\n');

const open = async (file: string) => {
  const document = await readDocument(readFileSync(publishedDocument(file)!), { file });
  return { document, narrative: readNarrative(document) };
};

(DOCUMENTS.length === 0 ? describe.skip : describe)('A published PDF', () => {
  it.each(DOCUMENTS)('$file is read whole', async (expected) => {
    const { document, narrative } = await open(expected.file);
    const { tables } = document;
    expect([document.agencyName, document.fiscalYear, document.scope]).toEqual(expected.identity);
    expect(document.findings.filter(({ rule }) => rule !== 'TABLE-EMPTY-NOTE')).toEqual([]);
    expect(tables.map(({ rows }) => rows.length)).toEqual(expected.rows);
    const cells = tables.flatMap(({ rows }) => rows.flatMap((row) => Object.values(row.cells)));
    expect(cells).toHaveLength(expected.cells);
    const amounts = (table: number, side?: string) =>
      Object.values(
        tables[table - 1]!.rows.findLast((row) => row.total && (!side || row.side === side))!.cells,
      ).map(({ amount }) => fromFen(amount));
    expect([
      amounts(1, 'revenue')[0],
      amounts(1, 'expenditure')[0],
      amounts(2)[0],
      amounts(3)[0],
      amounts(4, 'expenditure')[0],
      amounts(5)[0],
    ]).toEqual(Array.from({ length: 6 }, () => expected.total));
    expect(amounts(8)).toEqual(expected.basic);
    expect(
      Object.entries(tables[8]!.rows[0]!.cells).map(
        ([column, { amount }]) => `${column} ${fromFen(amount)}`,
      ),
    ).toEqual(expected.ninth);
    const [claims, changes] = expected.narrative as [number, number];
    expect(narrative.claims.length).toBeGreaterThanOrEqual(claims);
    expect(narrative.changes.length).toBeGreaterThanOrEqual(changes);
    expect(narrative.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it.each(DOCUMENTS)('$file adds up', async ({ file }) => {
    const { document } = await open(file);
    const wrong = [...document.findings, ...checkDocument(document, null)].filter(
      ({ severity }) => severity !== 'info',
    );
    expect(
      wrong.map(({ rule, table, subject, difference }) => [rule, table, subject, difference]),
    ).toEqual(
      // A class printed one yuan above its items, two empty tables without a note; one with figures that is called empty.
      file.startsWith('shanghai')
        ? [
            ['TABLE-EMPTY-NOTE', 6, document.tables[5]!.title, null],
            ['TABLE-EMPTY-NOTE', 7, document.tables[6]!.title, null],
            ['SUM-CLASS', 8, '302', '1.00'],
          ]
        : file.includes('wanli')
          ? [['TABLE-EMPTY-NOTE', 9, document.tables[8]!.title, null]]
          : [],
    );
  });
});
