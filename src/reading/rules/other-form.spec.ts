import { BudgetForm } from '../../domain/tables/budget-form.js';
import { SHANGHAI } from '../../domain/tables/shanghai.js';
import type { TableKind } from '../../domain/tables/table-kind.js';
import type { PrintedTable } from '../printed.js';
import { checkTables } from './check.js';
import { tablesOf, withCell } from './rules.fixture.js';

/** Shanghai's form without some kinds, its tables in the reverse order and numbered from 11. */
const formWithout = (...kinds: readonly TableKind[]): BudgetForm =>
  new BudgetForm({
    tables: SHANGHAI.tables
      .filter(({ kind }) => !kinds.includes(kind))
      .toReversed()
      .map((table, at) => ({ ...table, table: 11 + at })),
    otherHeadings: [],
    revenueLabels: [
      [{ is: 'source', source: 'fiscal-appropriation' }, ['财政拨款收入']],
      [{ is: 'fund', fund: 'general' }, ['一般公共预算资金']],
    ],
    revenuePatterns: [],
    revenueWords: [],
    totals: SHANGHAI.totals,
  });

/** Tables of Shanghai's form as the other form prints them. */
const printedIn = (form: BudgetForm, tables: readonly PrintedTable[]): readonly PrintedTable[] =>
  tables.flatMap((printed) => {
    const { kind } = SHANGHAI.table(printed.table);
    const own = form.ofKind(kind);
    return own ? [{ ...printed, table: own.table }] : [];
  });

const KINDS = SHANGHAI.tables.map(({ kind }) => kind);

describe('The rules for the tables of another form', () => {
  it.each(KINDS)('find nothing in tables that agree, where the form has no table of %s', (kind) => {
    const form = formWithout(kind);
    expect(checkTables(printedIn(form, tablesOf()), form)).toEqual([]);
  });

  it('find nothing where the form has a single table', () => {
    for (const kind of KINDS) {
      const form = formWithout(...KINDS.filter((other) => other !== kind));
      expect(checkTables(printedIn(form, tablesOf()), form)).toEqual([]);
    }
  });

  it('find a wrong sum, and name the table by its number in the form', () => {
    const form = formWithout('state-capital');
    const wrong = withCell(tablesOf(), 5, '208', 'total', '1.00');
    const { table } = form.requireKind('general');
    expect(checkTables(printedIn(form, wrong), form)).toMatchObject([
      {
        table,
        subject: '208',
        printed: '1.00',
        message: expect.stringMatching(`^Table ${table} `),
      },
    ]);
  });
});
