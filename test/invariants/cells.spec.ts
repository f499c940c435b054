import { jest } from '@jest/globals';
import fc from 'fast-check';
import { TableOf } from '../../src/budgets/tables/table.query.js';
import type { TableAnswer } from '../../src/budgets/tables/table.answer.js';
import type { AmountChange } from '../../src/domain/budget/movement.js';
import { change } from '../../src/domain/decide/decide.fixture.js';
import type { BudgetId } from '../../src/domain/values/budget-id.js';
import { fromFen, parseFen } from '../../src/domain/values/money.js';
import { ImportDocument } from '../../src/imports/import-document.js';
import { examine } from '../../src/reading/examine.js';
import { frontOf, gridsOf, SAMPLE, tableLines } from '../../src/reading/tables/budget.fixture.js';
import { CLERK, openLedger, type TestLedger } from '../support/test-ledger.js';
import { LARGE_DATA_TEST_MS } from '../support/timeouts.js';
import { rounds } from '../support/rounds.js';

jest.setTimeout(LARGE_DATA_TEST_MS);

/** The tables whose cells have lines below them: T9 has a single row of its own lines. */
const TABLES = [1, 2, 3, 4, 5, 8];
const AMOUNT = /^[\d,]+\.\d\d$/;

/** A figure of a table that is printed wrongly, by this much more. */
interface Slip {
  readonly table: number;
  readonly cell: number;
  readonly more: number;
}

const slip: fc.Arbitrary<Slip> = fc.record({
  table: fc.constantFrom(...TABLES),
  cell: fc.nat(60),
  more: fc.integer({ min: 1, max: 90_000_000 }),
});

const supplement: fc.Arbitrary<AmountChange> = fc
  .record({
    item: fc.constantFrom('2080505', '2120102', '2120199', '2120104'),
    economic: fc.constantFrom(null, '30201', '30217', '30102'),
    fen: fc.integer({ min: 1, max: 5_000_000 }),
  })
  .map(({ item, economic, fen }) =>
    change(fromFen(BigInt(fen)), {
      function: item,
      expenditure: economic === null ? 'project' : 'basic',
      economic,
    }),
  );

/** The document with its slips: most of its sums do not hold any more. */
const printed = (agency: string, slips: readonly Slip[]): string => {
  const sample = { ...SAMPLE, agency };
  const grids = gridsOf(sample).map((grid, at) => {
    const rows = grid.rows.map((row) => [...row]);
    const cells = rows.flatMap((row, y) =>
      row.flatMap((text, x) => (AMOUNT.test(text) ? [[y, x] as const] : [])),
    );
    for (const { table, cell, more } of slips) {
      if (table !== at + 1) continue;
      const [y, x] = cells[cell % cells.length]!;
      rows[y]![x] = fromFen(parseFen(rows[y]![x]!.replaceAll(',', '')) + BigInt(more));
    }
    return { ...grid, rows };
  });
  return [...frontOf(sample), ...grids.flatMap((grid) => tableLines(grid, 'tabs'))].join('\n');
};

/** By how much a change moves a cell that is no leaf of another code: told from the change alone, not from lines. */
const movesBy = (
  table: number,
  { code, side }: { readonly code: string | null; readonly side?: string },
  column: string,
  { function: item, expenditure, economic, amount }: AmountChange,
): bigint => {
  const of = (isBelow: boolean) => (isBelow ? amount : 0n);
  if (table === 8) {
    if (expenditure !== 'basic' || (code !== null && !economic!.startsWith(code))) return 0n;
    const cost = economic!.startsWith('302') ? 'public' : 'personnel';
    return of(column === 'total' || column === cost);
  }
  if (side !== 'revenue' && code !== null && !item.startsWith(code)) return 0n;
  switch (table) {
    case 2:
      return of(column === 'total' || column === 'fiscal-appropriation');
    case 4:
      return of(column === 'total' || (side !== 'revenue' && column === 'general'));
    default:
      return of(column === 'total' || column === expenditure);
  }
};

/** The rows of a table by what they are about, with the totals. */
const rowsOf = (table: TableAnswer) => {
  const { revenue, expenditure } = table.totals as Record<string, Record<string, string | null>>;
  const all = { code: null, name: '' } as const;
  return [
    ...table.rows,
    ...(revenue && typeof revenue === 'object'
      ? [
          { ...all, side: 'revenue' as const, cells: revenue },
          { ...all, side: 'expenditure' as const, cells: expenditure! },
        ]
      : [{ ...all, cells: table.totals as Record<string, string | null> }]),
  ];
};
/** The rows of revenue that stand above no fiscal appropriation. */
const OTHER_REVENUE = /基金|国有资本|事业|其他/;

describe('A cell after amendments', () => {
  let ledger: TestLedger;
  let agencies = 0;
  beforeAll(async () => {
    ledger = await openLedger();
  });
  afterAll(() => ledger.close());

  const tablesOf = async (budget: BudgetId) => {
    const answers = await Promise.all(
      TABLES.map((table) => ledger.ask(new TableOf(budget, table))),
    );
    return new Map(answers.map((answer) => [answer.table, answer]));
  };

  it('is what was printed and what changed below it, also where the print contradicts itself', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(slip, { maxLength: 6 }),
        fc.array(supplement, { minLength: 1, maxLength: 3 }),
        async (slips, changes) => {
          const bytes = new TextEncoder().encode(printed(`某区第${++agencies}服务中心`, slips));
          const examined = await examine(bytes, '预算.txt', null);
          const { budget } = await ledger.execute(new ImportDocument(examined, {}, CLERK));
          const before = await tablesOf(budget);
          const proposal = await ledger.propose(budget, 'supplement', changes);
          await ledger.approve(budget, proposal, { on: '2024-06-01' });
          for (const [table, after] of await tablesOf(budget)) {
            const known = new Map(
              rowsOf(before.get(table)!).map((row) => [`${row.side} ${row.code} ${row.name}`, row]),
            );
            for (const row of rowsOf(after)) {
              const old = known.get(`${row.side} ${row.code} ${row.name}`);
              for (const [column, text] of Object.entries(row.cells)) {
                const isOther = row.side === 'revenue' && OTHER_REVENUE.test(row.name);
                const by = isOther
                  ? 0n
                  : changes.reduce((sum, each) => sum + movesBy(table, row, column, each), 0n);
                const was = old?.cells[column] ?? null;
                const cell = `T${table} ${row.code ?? row.name} ${column}`;
                const moved = by === 0n ? was : fromFen(parseFen(was ?? '0.00') + by);
                expect(`${cell}: ${text}`).toBe(`${cell}: ${moved}`);
              }
            }
          }
        },
      ),
      { numRuns: rounds(5, 25) },
    );
  });
});
