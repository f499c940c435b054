import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { pageOf, placeIn, type Page, type PageRequest } from '../validation/page.js';
import { Views } from '../views/views-database.js';
import { recordedDocument, recordedDocuments } from './recorded-documents.js';
import type { DocumentAnswer } from './documents.answer.js';

/** Which documents are listed; what is not given is not restricted. */
export interface DocumentFilter {
  readonly agency?: string | undefined;
  readonly year?: number | undefined;
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
 * Reads the documents from the views.
 *
 * @throws {Refusal} `malformed`: `after` is not the `next` of an earlier part.
 */
@QueryHandler(ListDocuments)
export class ListDocumentsHandler implements IQueryHandler<ListDocuments> {
  constructor(private readonly views: Views) {}

  async execute({ filter: { agency, year }, page }: ListDocuments): Promise<Page<DocumentAnswer>> {
    const { after } = page;
    let query = recordedDocuments(this.views).orderBy('documents.position');
    if (agency !== undefined) query = query.where('budgets.agency', '=', agency);
    if (year !== undefined) query = query.where('budgets.fiscal_year', '=', BigInt(year));
    if (after !== undefined) {
      const [position] = placeIn(after, /^(\d{1,18})$/, '42');
      query = query.where('documents.position', '>', BigInt(position!));
    }
    if (page.limit !== undefined) query = query.limit(page.limit + 1);
    const { items, next } = pageOf(await query.execute(), page, ({ position }) => String(position));
    return { items: items.map(recordedDocument), next };
  }
}
