import { linkKey, continued, type LineLink } from '../../domain/continuity/continuity.js';
import type { BudgetId } from '../../domain/values/budget-id.js';
import { parseLineKey, type LineKey } from '../../domain/values/line.js';
import { preparedQuery } from '../../views/prepared-query.js';
import type { Views } from '../../views/views-database.js';
import type { Bounds } from '../as-of/as-of.js';
import type { LineAsOf } from '../as-of/lines-as-of.js';

const recorded = preparedQuery(
  (db, values: { readonly budget: string; readonly position: bigint }) =>
    db
      .selectFrom('line_links')
      .select(['line', 'prior_budget', 'prior_line', 'weight'])
      .where('budget', '=', values.budget)
      .where('position', '<=', values.position)
      .orderBy('position'),
);

/** The links of a budget to the lines of its prior budget, as known within the bounds. A link has no day: it holds on every one. */
export const linksAsOf = async (
  views: Views,
  { budget, position }: Bounds,
  prior: BudgetId,
): Promise<readonly LineLink[]> => {
  const links = new Map<string, LineLink>();
  for (const row of await recorded(views.db, { budget, position })) {
    const from = { budget: row.prior_budget as BudgetId, line: row.prior_line as LineKey };
    const of = { line: row.line as LineKey, from };
    if (row.weight === null) links.delete(linkKey(of));
    else if (from.budget === prior) links.set(linkKey(of), { ...of, weight: row.weight });
  }
  return [...links.values()];
};

/**
 * The lines of the year before under the keys with which they are to be compared. Sums over all lines stay what they are; a
 * line of which nothing goes on under its own key is not among them.
 */
export const continuedLines = (
  priorLines: readonly LineAsOf[],
  links: readonly LineLink[],
): readonly LineAsOf[] => {
  if (links.length === 0) return priorLines;
  return priorLines.flatMap((prior) => {
    const originals = continued(prior.key, prior.original, links);
    const adjusted = continued(prior.key, prior.adjusted, links);
    return originals.map(({ line, fen }, index) => ({
      ...prior,
      key: line,
      line: parseLineKey(line),
      original: fen,
      adjusted: adjusted[index]!.fen,
    }));
  });
};
