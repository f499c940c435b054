import { BudgetForm } from './budget-form.js';
import { SHANGHAI } from './shanghai.js';

/** A form of two tables, in another order and with other numbers. */
const FORM = new BudgetForm({
  tables: [
    { ...SHANGHAI.requireKind('general'), table: 4 },
    { ...SHANGHAI.requireKind('revenue'), table: 9 },
  ],
  otherHeadings: [],
  revenueLabels: [],
  revenuePatterns: [],
  revenueWords: [],
  totals: SHANGHAI.totals,
});

describe('A form', () => {
  it('finds its tables by their numbers and by their kinds', () => {
    expect(FORM.table(4).kind).toBe('general');
    expect(FORM.ofKind('revenue')?.table).toBe(9);
    expect(FORM.requireKind('revenue').table).toBe(9);
  });

  it('has no table of a kind that it does not print', () => {
    expect(FORM.ofKind('three-public')).toBeUndefined();
    expect(() => FORM.requireKind('three-public')).toThrow('no table of the kind three-public');
    expect(() => FORM.table(1)).toThrow('no table 1');
  });
});
