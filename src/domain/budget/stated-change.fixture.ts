import type { YearOverYearChangeRecorded } from '../events/budget.events.js';
import { fromFen } from '../values/money.js';

export type Stated = YearOverYearChangeRecorded['data'];

/** A document's statement that the total rises from 1000000.00 to 1200000.00 yuan. `printed`: the figure as it is printed. */
export const stated = (more: Partial<Stated> = {}, printed = '0'): Stated => ({
  origin: 'stated',
  subject: {
    kind: 'total',
    code: null,
    name: '支出预算',
    side: 'expenditure',
    measure: 'total',
  },
  base: { kind: 'prior-budget', year: 2022, amount: fromFen(100_000_000n) },
  current: fromFen(120_000_000n),
  delta: '+200000.00',
  percent: null,
  reason: null,
  unit: '元',
  section: '一',
  source: {
    document: '0123456789abcdef',
    table: null,
    page: 1,
    line: 1,
    row: null,
    column: null,
    text: printed,
    unit: '元',
  },
  ...more,
});
