import { TOTAL_ROW } from '../../budgets/tables/cell.query.js';
import type { Yuan } from '../../domain/values/money.js';
import { address, budgetPath, type Parameters } from '../frame/address.js';

/** 支出预算总表, and 一般公共预算基本支出 by economic items. */
const EXPENDITURE_TABLE = 3;
const ECONOMIC_TABLE = 8;

/**
 * The page that says where a budget prints the total of its expenditure, who has changed it since, and which lines it adds up. `by`: of
 * which table; `column`: the key of a column.
 */
export const totalPath = (
  budget: string,
  question: Parameters = {},
  { by = 'function', column = 'total' }: { by?: 'function' | 'economic'; column?: string } = {},
): string =>
  address(budgetPath(budget, '/trail'), {
    ...question,
    table: by === 'economic' ? ECONOMIC_TABLE : EXPENDITURE_TABLE,
    row: TOTAL_ROW,
    column,
  });

/** The way from a figure to where it comes from; undefined for one of nothing: a budget without lines has no rows. */
export const originOf = (amount: Yuan | null, path: string): string | undefined =>
  amount === null || amount === '0.00' ? undefined : path;
