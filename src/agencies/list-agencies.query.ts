import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { agencyCode } from '../domain/values/budget-id.js';
import { shanghaiToday } from '../ledger/shanghai.js';
import { pageOf, type Page, type PageRequest } from '../validation/page.js';
import { budgetsWithoutRow, stoppedAgencies, stoppedMark } from '../views/stopped-budgets.js';
import { Views } from '../views/views-database.js';
import type { AgencyAnswer } from './agencies.answer.js';

/** The agencies of the ledger, in the order of their codes. */
export class ListAgencies extends Query<Page<AgencyAnswer>> {
  constructor(readonly page: PageRequest = {}) {
    super();
  }
}

/**
 * Reads the agencies from the views, with all their names: one that begins after today is there, and is not the name of today. An
 * agency that is stopped in a view is marked.
 *
 * @throws {Refusal} `malformed`: `after` is not the code of an agency.
 */
@QueryHandler(ListAgencies)
export class ListAgenciesHandler implements IQueryHandler<ListAgencies> {
  constructor(private readonly views: Views) {}

  async execute({ page }: ListAgencies): Promise<Page<AgencyAnswer>> {
    const { limit, after } = page;
    let chosen = this.views.db.selectFrom('agencies').select('agency').distinct().orderBy('agency');
    if (after !== undefined) chosen = chosen.where('agency', '>', agencyCode(after));
    if (limit !== undefined) chosen = chosen.limit(limit + 1);
    const rows = await this.views.db
      .selectFrom('agencies')
      .select(({ selectFrom, fn }) => [
        'agency',
        'name',
        'effective_on',
        selectFrom('budgets')
          .select(fn.countAll<bigint>().as('budgets'))
          .whereRef('budgets.agency', '=', 'agencies.agency')
          .as('budgets'),
      ])
      .where('agency', 'in', chosen)
      .orderBy('agency')
      .orderBy('effective_on')
      .orderBy('position')
      .execute();
    const today = shanghaiToday();
    const found = new Map<string, { names: AgencyName[]; budgets: bigint | null; name: string }>();
    for (const { agency, name, effective_on, budgets } of rows) {
      const each = found.get(agency) ?? { names: [], budgets, name };
      found.set(agency, each);
      each.names.push({ name, effectiveOn: effective_on || null });
      if (effective_on <= today) each.name = name;
    }
    const stopped = await stoppedAgencies(this.views);
    for (const code of stopped)
      if (!found.has(code) && code > (after ?? ''))
        found.set(code, { name: code, names: [], budgets: await this.budgetsOf(code) });
    const withoutRow = await budgetsWithoutRow(this.views);
    const agencies = [...found]
      .map(([code, { name, names, budgets }]) => ({
        code,
        name,
        names,
        budgets: Number(budgets) + withoutRow.filter(({ agency }) => agency === code).length,
        ...stoppedMark(stopped, code),
      }))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1));
    return pageOf(agencies, page, ({ code }) => code);
  }

  private async budgetsOf(agency: string): Promise<bigint> {
    const { budgets } = await this.views.db
      .selectFrom('budgets')
      .select(({ fn }) => fn.countAll<bigint>().as('budgets'))
      .where('agency', '=', agency)
      .executeTakeFirstOrThrow();
    return budgets;
  }
}

type AgencyName = AgencyAnswer['names'][number];
