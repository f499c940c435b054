import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ClaimCell, TableRow } from '../../domain/events/budget.events.js';
import type { RecordedLayout } from '../../views/table-layouts.js';
import { Views } from '../../views/views-database.js';

/** A printed cell that states no line, and the budget that has recorded its document. */
interface BudgetClaim {
  readonly budget: string;
  readonly claim: ClaimCell;
}

/** What the row of a claim is known by among those of several budgets, see {@link RowsOfClaims}. */
export const claimKey = (budget: string, { document, table, row }: ClaimCell): string =>
  `${budget} ${document} ${table} ${row}`;

/** The rows of printed cells, as their documents print them, by {@link claimKey}. */
export class RowsOfClaims extends Query<ReadonlyMap<string, TableRow>> {
  constructor(readonly claims: readonly BudgetClaim[]) {
    super();
  }
}

/** Reads the layouts of the documents from the views. A row of which the views have no document is absent. */
@QueryHandler(RowsOfClaims)
export class RowsOfClaimsHandler implements IQueryHandler<RowsOfClaims> {
  constructor(private readonly views: Views) {}

  async execute({ claims }: RowsOfClaims): Promise<ReadonlyMap<string, TableRow>> {
    const found = new Map<string, TableRow>();
    if (claims.length === 0) return found;
    const documents = await this.views.db
      .selectFrom('documents')
      .select(['budget', 'document', 'tables'])
      .where('budget', 'in', [...new Set(claims.map(({ budget }) => budget))])
      .where('document', 'in', [...new Set(claims.map(({ claim }) => claim.document))])
      .execute();
    const layouts = new Map(
      documents.map(({ budget, document, tables }) => [
        `${budget} ${document}`,
        JSON.parse(tables) as RecordedLayout[],
      ]),
    );
    for (const { budget, claim } of claims) {
      const row = layouts
        .get(`${budget} ${claim.document}`)
        ?.find(({ table }) => table === claim.table)
        ?.rows.find((each) => each.row === claim.row);
      if (row) found.set(claimKey(budget, claim), row);
    }
    return found;
  }
}
