import { plainName } from '../../domain/values/agency-name.js';
import { budgetId, parseBudgetId, type BudgetId } from '../../domain/values/budget-id.js';
import type { Views } from '../../views/views-database.js';
import type { AgenciesInLog } from '../agencies-in-log.js';

/** The budgets of the units that the documents of a department's budget name in their rows, by the codes that those agencies have of their own. */
export const namedUnits = async (
  { db }: Views,
  agencies: AgenciesInLog,
  budget: BudgetId,
): Promise<readonly BudgetId[]> => {
  const { scope, fiscalYear } = parseBudgetId(budget);
  if (scope === 'unit') return [];
  const named = await db
    .selectFrom('printed_bodies')
    .select('name')
    .distinct()
    .where('budget', '=', budget)
    .execute();
  const owners = await Promise.all(named.map(({ name }) => agencies.ownerOf(name)));
  return owners.flatMap((agency) =>
    agency === undefined ? [] : budgetId({ agency, fiscalYear, scope: 'unit' }),
  );
};

/** The department's budget whose document names the unit of a budget; null where none does, or several do. */
export const namingDepartment = async (
  { db }: Views,
  agencies: AgenciesInLog,
  budget: BudgetId,
): Promise<BudgetId | null> => {
  const { scope, fiscalYear, agency } = parseBudgetId(budget);
  const name = scope === 'unit' ? await agencies.nameOn(agency) : undefined;
  if (name === undefined) return null;
  const naming = await db
    .selectFrom('printed_bodies')
    .select('budget')
    .distinct()
    .where('name', '=', plainName(name))
    .execute();
  const departments = naming.flatMap((row) => {
    const department = row.budget as BudgetId;
    const own = parseBudgetId(department);
    return own.scope === 'department' && own.fiscalYear === fiscalYear && own.agency !== agency
      ? department
      : [];
  });
  return departments.length === 1 ? departments[0]! : null;
};
