import { createContext, type FunctionComponent } from 'preact';
import { useContext } from 'preact/hooks';
import type { BudgetAnswer } from '../../budgets/budgets.answer.js';
import { budgetPath } from './address.js';
import { useSay, type Say } from './language.js';
import { offered, type NamesById } from './names-apart.js';
import { useAddress } from './permanent.js';

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

/** Gives what people call a budget, by its id; the id where {@link BudgetNames} has no name. */
export const useBudgetName = (): ((budget: string) => string) => {
  const say = useSay();
  const names = useContext(BudgetNames);
  return (budget) => {
    const named = names.get(budget);
    return named === undefined ? budget : budgetName(named, say);
  };
};

/** The way to a budget, by its name, see {@link useBudgetName}. */
export const BudgetLink: FunctionComponent<{ readonly budget: string }> = ({ budget }) => {
  const say = useSay();
  const to = useAddress();
  const named = useContext(BudgetNames).get(budget);
  return (
    <a href={to(budgetPath(budget))} title={budget}>
      {named === undefined ? (
        budget
      ) : (
        <>
          {named.agency.name} {named.fiscalYear} {scopeName(named.scope, say)}
        </>
      )}
    </a>
  );
};

/** The field of a filter that takes a budget by its name or its id. */
export const BudgetField: FunctionComponent<{
  /** The id that is asked for. */
  readonly asked: string | undefined;
  /** Those that it offers. */
  readonly budgets: NamesById;
}> = ({ asked, budgets }) => {
  const say = useSay();
  return (
    <label>
      {say('预算', 'Budget')}
      <input
        name="budget"
        value={asked && (budgets.get(asked) ?? asked)}
        list="budgets"
        size={48}
        autocomplete="off"
      />
      <BudgetOptions id="budgets" budgets={budgets} />
    </label>
  );
};

/** The list of budgets of a field. */
export const BudgetOptions: FunctionComponent<{
  readonly id: string;
  readonly budgets: NamesById;
}> = ({ id, budgets }) => (
  <datalist id={id}>
    {offered(budgets).map(([budget, name]) => (
      <option key={budget} value={name} data-budget={budget} />
    ))}
  </datalist>
);
