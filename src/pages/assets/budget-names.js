// What budgets are called, for scripts that have their ids.

const isChinese = document.documentElement.lang.startsWith('zh');
const SCOPES = isChinese
  ? { department: '部门预算', unit: '单位预算' }
  : { department: 'Department', unit: 'Unit' };
/** The names by the ids of the budgets, as they arrive. */
const names = new Map();

/** What people call a budget: its agency, its year and its scope; its id where it cannot be read. */
export const budgetName = (budget) => {
  if (!names.has(budget)) names.set(budget, ask(budget));
  return names.get(budget);
};

const ask = async (budget) => {
  try {
    const answer = await fetch(`/v1/budgets/${budget}`);
    if (!answer.ok) throw new Error(answer.statusText);
    const { agency, fiscalYear, scope } = await answer.json();
    return `${agency.name} ${fiscalYear} ${SCOPES[scope]}`;
  } catch {
    // It may be there the next time.
    names.delete(budget);
    return budget;
  }
};
