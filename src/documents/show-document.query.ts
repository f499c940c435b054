import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BudgetId } from '../domain/values/budget-id.js';
import { KeptDocuments } from '../ledger/kept-documents.js';
import { readBudget } from '../ledger/read-budget.js';
import { refuseFutureQuestion } from '../ledger/refuse-future-question.js';
import { EventLog } from '../log/event-log.js';
import { refuseStopped } from '../views/stopped-budgets.js';
import { tableLayouts } from '../views/table-layouts.js';
import { Views } from '../views/views-database.js';
import type { ShownDocument } from './documents.answer.js';
import { findDocument } from './find-document.js';
import { recordedDocument, type DocumentRow } from './recorded-documents.js';

/** One document, by its SHA-256 or the first digits of it; where several budgets have it, the newest record, or that of `budget`. */
export class ShowDocument extends Query<ShownDocument> {
  constructor(
    readonly digits: string,
    readonly budget?: string,
    /** By what was recorded up to this position of the log: whether a newer document had taken its place. */
    readonly position?: bigint,
  ) {
    super();
  }
}

/**
 * Reads the document from the views, and the events that came of it from the log.
 *
 * @throws {Refusal} `malformed`, `not-found`: as {@link findDocument}; `budget-stopped`: a view of its budget is incomplete;
 *   `documents-unavailable`: its file cannot be read; `position-beyond-log`: the log has not reached the position.
 */
@QueryHandler(ShowDocument)
export class ShowDocumentHandler implements IQueryHandler<ShowDocument> {
  constructor(
    private readonly views: Views,
    private readonly log: EventLog,
    private readonly keptDocuments: KeptDocuments,
  ) {}

  async execute({ digits, budget, position }: ShowDocument): Promise<ShownDocument> {
    await refuseFutureQuestion(this.views, this.log, { position });
    const row = await findDocument(this.views, this.log, digits, budget, position);
    await refuseStopped(this.views, row.budget);
    const events = await this.eventsOf(row);
    const eventCounts: Record<string, number> = {};
    for (const { type } of events) eventCounts[type] = (eventCounts[type] ?? 0) + 1;
    return {
      ...recordedDocument(row),
      keeping: await this.keptDocuments.state(row.document),
      tables: await this.tablesOf(row),
      eventCounts,
      events,
    };
  }

  private async tablesOf(row: DocumentRow): Promise<ShownDocument['tables']> {
    const layouts = await tableLayouts(this.views, row);
    return layouts.map(({ table, title, state, rows, unit }) => ({
      table,
      title,
      state,
      rows: rows.length,
      unit,
    }));
  }

  /** The events of one append have one correlation id. */
  private async eventsOf({ budget, document }: DocumentRow): Promise<ShownDocument['events']> {
    const all = await readBudget(this.log, budget as BudgetId);
    const registered = all.find(
      (event) => event.type === 'DocumentRegistered' && event.data.document === document,
    );
    return all
      .filter(({ correlationId }) => correlationId === registered?.correlationId)
      .map(({ id, type, position }) => ({ id, type, position: String(position) }));
  }
}
