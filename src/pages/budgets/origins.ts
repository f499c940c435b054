import { TOTAL_ROW } from '../../budgets/tables/cell.query.js';
import type { Schedule } from '../../domain/values/line.js';
import type { Yuan } from '../../domain/values/money.js';
import { address, budgetPath, type Parameters } from '../frame/address.js';

/** 收入预算总表, 支出预算总表, and 一般公共预算基本支出 by economic items: the tables that sum a schedule. */
const TOTALS = { revenue: 2, expenditure: 3, economic: 8 } as const;

/** Whether the lines of a schedule add up to anything: 机关运行经费 stands beside “三公”经费, and is no part of them. */
export const isSummed = (schedule: string): boolean => schedule !== 'three-public';

/**
 * The page that says where a budget prints the total of a schedule, who has changed it since, and which lines it adds up. `column`: the key
 * of a column; `code`: only of that class, group or item. Undefined where no table has such a sum.
 */
export const totalPath = (
  budget: string,
  question: Parameters = {},
  {
    schedule = 'expenditure',
    column = 'total',
    code = '',
  }: { schedule?: Schedule; column?: string; code?: string } = {},
): string | undefined => {
  if (!(schedule in TOTALS) || (code !== '' && !CODE.test(code))) return undefined;
  return address(budgetPath(budget, '/trail'), {
    ...question,
    table: TOTALS[schedule as keyof typeof TOTALS],
    row: code || TOTAL_ROW,
    column,
  });
};

/** 类, 款 or 项 of the functional classification, or 类 or 款 of the economic one. */
const CODE = /^\d{3}(?:\d\d){0,2}$/;

/** The way from a figure to where it comes from; undefined for one of nothing: a budget without lines has no rows. */
export const originOf = (amount: Yuan | null, path: string | undefined): string | undefined =>
  amount === null || amount === '0.00' ? undefined : path;
