import { readFileSync } from 'node:fs';
import { fromFen } from '../../../domain/values/money.js';
import { publishedDocument } from '../../../../test/support/published.js';
import type { PrintedRow } from '../../printed.js';
import { readDocument } from '../../read-document.js';
import { cases } from '../../../../test/support/rounds.js';

/**
 * The sums of three published PDFs, where they lie beside the repository. Their lines, sentences and findings are in
 * test/documents.
 */
const DOCUMENTS = [
  {
    file: 'putuo-government-office-2025-unit.pdf',
    agencyName: '上海市普陀区人民政府办公室',
    cells: 231,
    total: '91016775.35',
    basic: ['total 24606775.35', 'personnel 22473997.81', 'public 2132777.54'],
    ninth: ['total 8675000.00', 'abroad 8390000.00', 'reception 285000.00', 'operating 2132800.00'],
  },
  {
    file: 'putuo-wanli-street-2024-department.pdf',
    agencyName: '上海市普陀区人民政府万里街道办事处',
    cells: 875,
    total: '156211123.00',
    basic: ['total 99706020.00', 'personnel 88537451.00', 'public 11168569.00'],
    ninth: [
      'total 479100.00',
      'abroad 0.00',
      'reception 13500.00',
      'vehicles 465600.00',
      'vehicle-purchase 250000.00',
      'vehicle-running 215600.00',
      'operating 4431800.00',
    ],
  },
  {
    file: 'shanghai-finance-bureau-2025-unit.pdf',
    agencyName: '上海市财政局',
    cells: 263,
    total: '171915169.00',
    basic: ['total 127642039.00', 'personnel 102464260.00', 'public 25177779.00'],
    ninth: [
      'total 3463000.00',
      'abroad 2887000.00',
      'reception 254000.00',
      'vehicles 322000.00',
      'vehicle-running 322000.00',
      'operating 25177800.00',
    ],
  },
].filter(({ file }) => publishedDocument(file) !== undefined);
if (DOCUMENTS.length === 0)
  process.stderr.write('No published PDFs beside the repository: their reading is skipped.\n');

(DOCUMENTS.length === 0 ? describe.skip : describe)('A published PDF', () => {
  it.each(cases(1, DOCUMENTS))('$file is read whole', async ({ file, agencyName, ...expected }) => {
    const document = await readDocument(readFileSync(publishedDocument(file)!), { file });
    const { tables } = document;
    expect(document.agencyName).toBe(agencyName);
    expect(document.findings.filter(({ rule }) => rule !== 'TABLE-EMPTY-NOTE')).toEqual([]);
    const cells = tables.flatMap(({ rows }) => rows.flatMap((row) => Object.values(row.cells)));
    expect(cells).toHaveLength(expected.cells);
    const printed = ({ cells: shown }: PrintedRow) =>
      Object.entries(shown).map(([column, { amount }]) => `${column} ${fromFen(amount)}`);
    const totals = (table: number, side?: string) =>
      printed(
        tables[table - 1]!.rows.findLast((row) => row.total && (!side || row.side === side))!,
      );
    expect([
      totals(1, 'revenue')[0],
      totals(1, 'expenditure')[0],
      totals(2)[0],
      totals(3)[0],
      totals(4, 'expenditure')[0],
      totals(5)[0],
    ]).toEqual(Array.from({ length: 6 }, () => `total ${expected.total}`));
    expect(totals(8)).toEqual(expected.basic);
    expect(printed(tables[8]!.rows[0]!)).toEqual(expected.ninth);
  });
});
