import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refusal } from '../domain/errors.js';
import type { Page, PageRequest } from '../validation/page.js';
import { Views } from '../views/views-database.js';
import { documentOf, recordedDocuments } from './recorded-documents.js';
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

  async execute({
    filter: { agency, year },
    page: { limit, after },
  }: ListDocuments): Promise<Page<DocumentAnswer>> {
    let query = recordedDocuments(this.views).orderBy('documents.position');
    if (agency !== undefined) query = query.where('budgets.agency', '=', agency);
    if (year !== undefined) query = query.where('budgets.fiscal_year', '=', BigInt(year));
    if (after !== undefined) query = query.where('documents.position', '>', placeIn(after));
    if (limit !== undefined) query = query.limit(limit + 1);
    const found = await query.execute();
    const shown = limit === undefined ? found : found.slice(0, limit);
    return {
      items: shown.map(documentOf),
      next: shown.length === found.length ? null : String(shown.at(-1)!.position),
    };
  }
}

const placeIn = (cursor: string): bigint => {
  if (!/^\d{1,18}$/.test(cursor))
    throw new Refusal(
      'malformed',
      `"${cursor}" is no place in the list: give "next" of the part before, such as 42.`,
    );
  return BigInt(cursor);
};
