import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { pageOf, placeIn, type Page, type PageRequest } from '../validation/page.js';
import { refuseFutureQuestion } from '../ledger/refuse-future-question.js';
import { EventLog } from '../log/event-log.js';
import { Views } from '../views/views-database.js';
import { recordedDocument, recordedDocuments } from './recorded-documents.js';
import type { DocumentAnswer } from './documents.answer.js';

/** Which documents are listed; what is not given is not restricted. */
export interface DocumentFilter {
  readonly agency?: string | undefined;
  readonly year?: number | undefined;
  /** Those that were recorded when the log had this position. */
  readonly position?: bigint | undefined;
}

/** The documents of all budgets in the order of their import. */
export class ListDocuments extends Query<Page<DocumentAnswer>> {
  constructor(
    readonly filter: DocumentFilter = {},
    readonly page: PageRequest = {},
  ) {
    super();
  }
}

/**
 * Reads the documents from the views, and those of budgets that are stopped in a view, which are marked, from the log.
 *
 * @throws {Refusal} `malformed`: `after` is not the `next` of an earlier part; `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(ListDocuments)
export class ListDocumentsHandler implements IQueryHandler<ListDocuments> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
  ) {}

  async execute({
    filter: { agency, year, position },
    page,
  }: ListDocuments): Promise<Page<DocumentAnswer>> {
    await refuseFutureQuestion(this.views, this.log, { position });
    const { limit, after } = page;
    const place = after === undefined ? 0n : BigInt(placeIn(after, /^(\d{1,18})$/, '42')[0]!);
    const rows = await recordedDocuments(
      this.views,
      this.log,
      (all) => {
        let query = all;
        if (agency !== undefined) query = query.where('budgets.agency', '=', agency);
        if (year !== undefined) query = query.where('budgets.fiscal_year', '=', BigInt(year));
        if (after !== undefined) query = query.where('documents.position', '>', place);
        return limit === undefined ? query : query.limit(limit + 1);
      },
      (row) =>
        (agency === undefined || row.agency === agency) &&
        (year === undefined || row.fiscal_year === BigInt(year)) &&
        row.position > place,
      position,
    );
    const { items, next } = pageOf(rows, page, ({ position }) => String(position));
    return { items: items.map(recordedDocument), next };
  }
}
