import { sql } from 'kysely';
import type { BudgetId, Scope } from '../domain/values/budget-id.js';
import type { Views } from '../views/views-database.js';
import type { DocumentAnswer } from './documents.answer.js';

/** The recorded documents with their budgets, without what their tables are. */
export const recordedDocuments = ({ db }: Views) =>
  db
    .selectFrom('documents')
    .innerJoin('budgets', 'budgets.budget', 'documents.budget')
    .select([
      'documents.position',
      'documents.document',
      'documents.file',
      'documents.title',
      'documents.media_type',
      'documents.bytes',
      'documents.pages',
      'documents.budget',
      'documents.agency_name',
      'documents.published_on',
      'documents.recorded_at',
      'documents.actor',
      'budgets.agency',
      'budgets.fiscal_year',
      'budgets.scope',
      sql<
        string | null
      >`(select newer.document from documents newer where newer.budget = documents.budget and newer.position > documents.position order by newer.position limit 1)`.as(
        'superseded_by',
      ),
    ]);

/** A row of {@link recordedDocuments}. */
export type DocumentRow = Awaited<
  ReturnType<ReturnType<typeof recordedDocuments>['execute']>
>[number];

/** The row as answers have it. */
export const recordedDocument = (row: DocumentRow): DocumentAnswer => ({
  sha256: row.document,
  file: row.file,
  title: row.title,
  mediaType: row.media_type,
  bytes: row.bytes === null ? null : Number(row.bytes),
  pages: row.pages === null ? null : Number(row.pages),
  budget: row.budget as BudgetId,
  agency: { code: row.agency, name: row.agency_name },
  fiscalYear: Number(row.fiscal_year),
  scope: row.scope as Scope,
  publishedOn: row.published_on,
  recordedAt: row.recorded_at,
  actor: row.actor,
  supersededBy: row.superseded_by,
});
