import { createContext, type FunctionComponent } from 'preact';
import { useContext } from 'preact/hooks';
import type { BudgetAnswer } from '../../budgets/budgets.answer.js';
import { budgetPath } from './address.js';
import { useSay, type Say } from './language.js';

/** A budget, and what people call it by. */
export type NamedBudget = Pick<BudgetAnswer, 'budget' | 'agency' | 'fiscalYear' | 'scope'>;

/** 部门预算 or 单位预算, in words. */
export const scopeName = (scope: NamedBudget['scope'], say: Say): string =>
  scope === 'department' ? say('部门预算', 'Department') : say('单位预算', 'Unit');

/** What people call a budget: its agency, its year and its scope. */
export const budgetName = ({ agency, fiscalYear, scope }: NamedBudget, say: Say): string =>
  `${agency.name} ${fiscalYear} ${scopeName(scope, say)}`;

/** The budgets that a list names, by their ids. */
export const BudgetNames = createContext<ReadonlyMap<string, NamedBudget>>(new Map());

/** The way to a budget, by its name; by its id where {@link BudgetNames} has none. */
export const BudgetLink: FunctionComponent<{ readonly budget: string }> = ({ budget }) => {
  const say = useSay();
  const named = useContext(BudgetNames).get(budget);
  return (
    <a href={budgetPath(budget)} title={budget}>
      {named === undefined ? budget : budgetName(named, say)}
    </a>
  );
};
