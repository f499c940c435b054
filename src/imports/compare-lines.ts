import type { BudgetId } from '../domain/values/budget-id.js';
import type { DocumentFacts } from '../domain/budget/budget-command.js';
import { lineKey, type Schedule } from '../domain/values/line.js';
import { fromFen } from '../domain/values/money.js';
import type { Views } from '../views/views-database.js';
import type { ComparedLine, LineChanges } from './imports.answer.js';

/** Compares what a document prints with the lines that the budget has; all are added in a first document. */
export const compareLines = async (
  views: Views,
  budget: BudgetId,
  facts: DocumentFacts,
): Promise<LineChanges> => {
  const rows = await views.db
    .selectFrom('current_lines')
    .select(['line', 'name', 'schedule', 'original'])
    .where('budget', '=', budget)
    .where('discontinued', '=', 0n)
    .execute();
  const known = new Map(rows.map((row) => [row.line, row]));
  const printed = facts.lines.map(({ line, name, amount }): ComparedLine => {
    const key = lineKey(line);
    const after = fromFen(amount);
    const old = known.get(key);
    known.delete(key);
    if (!old) return { line: key, name, change: 'added', before: null, after };
    const change = old.original === amount ? 'unchanged' : 'changed';
    return { line: key, name, change, before: fromFen(old.original), after };
  });
  const gone = [...known.values()]
    .filter(({ schedule }) => schedule !== null && facts.complete.has(schedule as Schedule))
    .map(({ line, name, original }): ComparedLine => ({
      line,
      name: name ?? '',
      change: 'discontinued',
      before: fromFen(original),
      after: null,
    }));
  return lineChanges([...printed, ...gone]);
};

/** Groups compared lines by their change. */
export const lineChanges = (lines: readonly ComparedLine[]): LineChanges => {
  const of = (change: ComparedLine['change']) => lines.filter((each) => each.change === change);
  const both = (some: readonly ComparedLine[]) =>
    some.flatMap(({ line, before, after }) => (before === null ? [] : [{ line, before, after }]));
  return {
    added: of('added').length,
    changed: both(of('changed')),
    unchanged: of('unchanged').length,
    discontinued: both(of('discontinued')),
    lines,
  };
};
