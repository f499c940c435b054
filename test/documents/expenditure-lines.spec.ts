import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exactInUnit } from '../../src/domain/values/money.js';
import { formOf } from '../../src/domain/tables/forms.js';
import { lineKey } from '../../src/domain/values/line.js';
import { examine } from '../../src/reading/examine.js';
import { PUBLISHED_BEGINNINGS, publishedDocument, publishedFile } from '../support/published.js';
import { cases } from '../support/rounds.js';

const here = dirname(fileURLToPath(import.meta.url));
const PUBLISHED = [
  'putuo-government-office-2025-unit.pdf',
  'putuo-wanli-street-2024-department.pdf',
  'shanghai-finance-bureau-2025-unit.pdf',
  'elsewhere/hangzhou-justice-bureau-2026-department.pdf',
  'faults/15-negative-leaf-refused-with-a-false-reason/negative.csv',
  'faults/20-invisible-characters/zwsp-and-lrm.csv',
];
const files = [
  ...readdirSync(here, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.name.startsWith('source.'))
    .map(({ parentPath, name }) => join(parentPath, name)),
  ...cases(1, PUBLISHED_BEGINNINGS).flatMap((beginning) => publishedFile(beginning) ?? []),
  ...cases(0, PUBLISHED).flatMap((name) => publishedDocument(name) ?? []),
];

const examined = async (file: string) => {
  const { document, facts } = await examine(readFileSync(file), file, null);
  const number = formOf(document).ofKind('expenditure')?.table;
  const table = document.tables.find((each) => each.table === number);
  const own = facts.lines.filter(({ line }) => line.schedule === 'expenditure');
  return {
    facts,
    printed: table?.rows.findLast(({ total }) => total)?.cells['total']?.amount ?? null,
    sum: own.reduce((fen, { amount }) => fen + amount, 0n),
  };
};

describe('The lines of expenditure add up to all expenditure that is printed, or a finding says by how much not', () => {
  it.each(files)('%s', async (file) => {
    expect(existsSync(file)).toBe(true);
    const { facts, printed, sum } = await examined(file);
    if (printed === null || printed === sum) return;
    const gap = printed - sum;
    const differences = facts.findings.flatMap(({ difference, unit }) =>
      unit === '元' || unit === '万元'
        ? [difference === exactInUnit(gap, unit) || difference === exactInUnit(-gap, unit)]
        : [],
    );
    expect(differences).toContain(true);
  });

  it('has what a unit pays of an item from its own revenue as a line of its own, and the cell as a claim', async () => {
    const { facts, printed, sum } = await examined(
      join(here, 'linjiang-welfare-2023-unit', 'source.xlsx'),
    );
    expect(sum).toBe(printed);
    const own = facts.lines.filter(({ line }) => lineKey(line).includes('/unit-funds/'));
    expect(own.map(({ line, amount }) => [lineKey(line), amount])).toEqual([
      ['expenditure/unit-funds/2080502/project', 360_000_000n],
    ]);
    const { table, row, column } = own[0]!.source;
    expect(
      facts.claims.filter(
        ({ source }) => source.table === table && source.row === row && source.column === column,
      ),
    ).toMatchObject([{ subject: '2080502' }]);
  });
});
