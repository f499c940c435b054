import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { POSITION_MAX } from '../domain/values/as-of.js';
import { noSuchBudget } from '../domain/values/budget-id.js';
import { toFen, type Fen } from '../domain/values/money.js';
import { pageOf, type Page, type PageRequest } from '../validation/page.js';
import { Views } from '../views/views-database.js';
import type { BudgetAnswer } from './budgets.answer.js';
import { ListBudgets, type BudgetFilter } from './list-budgets.query.js';
import { standingOf, type Standing } from './standing.js';

/** A budget of a list, and how it stands; null where it is stopped in a view. */
export type OverviewRow = BudgetAnswer & { readonly standing: Standing | null };

/** By what an overview can be sorted: the name of the agency, the year, a sum, or the weight of the open findings. */
export const OVERVIEW_ORDERS = [
  'agency',
  'year',
  'original',
  'adjusted',
  'amended',
  'pending',
  'executed',
  'findings',
] as const;
/** By what an overview can be sorted. */
export type OverviewOrder = (typeof OVERVIEW_ORDERS)[number];
/** An order from the smallest on, or with a minus from the largest on. */
export type OverviewSort = OverviewOrder | `-${OverviewOrder}`;

/** The budgets of the ledger with how each stands, sorted; without `sort` as {@link ListBudgets} lists them. */
export class OverviewOf extends Query<Page<OverviewRow>> {
  constructor(
    readonly filter: BudgetFilter = {},
    readonly page: PageRequest = {},
    readonly sort?: OverviewSort,
  ) {
    super();
  }
}

/** @throws {Refusal} as {@link ListBudgets}; `not-found`: the budget that a sorted part comes after is not in the list. */
@QueryHandler(OverviewOf)
export class OverviewOfHandler implements IQueryHandler<OverviewOf> {
  constructor(
    private readonly queries: QueryBus,
    private readonly views: Views,
  ) {}

  async execute({ filter, page, sort }: OverviewOf): Promise<Page<OverviewRow>> {
    if (sort === undefined) return this.listed(filter, page);
    // Every budget is read: what it is sorted by is in no index.
    const { items } = await this.listed(filter, {});
    const sorted = items.toSorted(orderOf(sort));
    const { after } = page;
    const at = after === undefined ? -1 : sorted.findIndex(({ budget }) => budget === after);
    if (after !== undefined && at < 0) throw noSuchBudget(after);
    return pageOf(sorted.slice(at + 1), page, ({ budget }) => budget);
  }

  private async listed(filter: BudgetFilter, page: PageRequest): Promise<Page<OverviewRow>> {
    const { items, ...rest } = await this.queries.execute(new ListBudgets(filter, page));
    const whole = items.filter(({ stopped }) => !stopped).map(({ budget }) => budget);
    const standing = await standingOf(this.views, whole, {
      position: filter.position ?? POSITION_MAX,
      effective: null,
    });
    return {
      ...rest,
      items: items.map((each) => ({ ...each, standing: standing.get(each.budget) ?? null })),
    };
  }
}

const NAMES = new Intl.Collator('zh');

/** What a budget is sorted by; one of which nothing is known is the smallest. */
const valueOf = (
  { fiscalYear, standing }: OverviewRow,
  order: Exclude<OverviewOrder, 'agency'>,
): Fen | null => {
  if (order === 'year') return BigInt(fiscalYear);
  if (standing === null) return null;
  if (order === 'findings') {
    const { error, warning, info } = standing.openFindings;
    return (BigInt(error) << 64n) + (BigInt(warning) << 32n) + BigInt(info);
  }
  const amount = standing[order];
  return amount === null ? null : toFen(amount);
};

const orderOf = (sort: OverviewSort): ((a: OverviewRow, b: OverviewRow) => number) => {
  const order = sort.replace('-', '') as OverviewOrder;
  const sign = sort.startsWith('-') ? -1 : 1;
  return (one, other) => {
    if (order === 'agency')
      return sign * NAMES.compare(one.agency.name, other.agency.name) || byId(one, other);
    const [a, b] = [valueOf(one, order), valueOf(other, order)];
    if (a === b) return byId(one, other);
    return sign * (b === null || (a !== null && a > b) ? 1 : -1);
  };
};

const byId = (one: OverviewRow, other: OverviewRow): number => (one.budget < other.budget ? -1 : 1);
