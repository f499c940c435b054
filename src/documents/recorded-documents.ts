import { sql } from 'kysely';
import type { DocumentRegistered } from '../domain/events/budget.events.js';
import type { RecordedEvent } from '../domain/events/recorded-event.js';
import {
  budgetStream,
  parseBudgetId,
  type BudgetId,
  type Scope,
} from '../domain/values/budget-id.js';
import { POSITION_MAX } from '../domain/values/as-of.js';
import { decode } from '../log/envelope.js';
import type { EventLog } from '../log/event-log.js';
import { stoppedBudgets } from '../views/stopped-budgets.js';
import type { Views } from '../views/views-database.js';
import type { DocumentAnswer } from './documents.answer.js';

/** The recorded documents with their budgets, without what their tables are; none of a budget that is stopped in a view. */
const inViews = ({ db }: Views, stopped: ReadonlySet<string>, position: bigint) => {
  const query = db
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
      >`(select newer.document from documents newer where newer.budget = documents.budget and newer.position > documents.position and newer.position <= ${position} order by newer.position limit 1)`.as(
        'superseded_by',
      ),
    ]);
  const upTo = query.where('documents.position', '<=', position);
  return stopped.size === 0 ? upTo : upTo.where('documents.budget', 'not in', [...stopped]);
};

/** A recorded document. `stopped`: a view of its budget is. */
export type DocumentRow = Awaited<ReturnType<ReturnType<typeof inViews>['execute']>>[number] & {
  readonly stopped?: true;
};

/**
 * The recorded documents in the order of their import: those of the views, as `narrow` restricts them, and those of budgets that are
 * stopped in a view, as `isAsked` does. The latter are read from the streams of their budgets, since the views may have none of
 * them. `position`: by what was recorded up to it.
 *
 * @throws {LogCorrupt} a document of a stopped budget cannot be read.
 */
export const recordedDocuments = async (
  views: Views,
  log: EventLog,
  narrow: (query: ReturnType<typeof inViews>) => ReturnType<typeof inViews>,
  isAsked: (row: DocumentRow) => boolean,
  position = POSITION_MAX,
): Promise<readonly DocumentRow[]> => {
  const stopped = await stoppedBudgets(views);
  const rows = await narrow(inViews(views, stopped, position))
    .orderBy('documents.position')
    .execute();
  if (stopped.size === 0) return rows;
  const ofStopped: DocumentRow[] = [];
  for (const budget of stopped)
    ofStopped.push(...(await inStream(log, budget, position)).filter(isAsked));
  return [...rows, ...ofStopped].toSorted((a, b) => (a.position < b.position ? -1 : 1));
};

/** The documents of a stopped budget, from its stream. */
const inStream = async (
  log: EventLog,
  budget: string,
  upTo: bigint,
): Promise<readonly DocumentRow[]> => {
  const { id, agency, fiscalYear, scope } = parseBudgetId(budget);
  const rows: DocumentRow[] = [];
  for await (const page of log.readStream(budgetStream(id)))
    for (const stored of page) {
      if (stored.type !== 'DocumentRegistered' || stored.position > upTo) continue;
      const { data, position, recordedAt, actor } = decode(
        stored,
      ) as RecordedEvent<DocumentRegistered>;
      rows.push({
        position,
        document: data.document,
        file: data.file,
        title: data.title,
        media_type: data.mediaType,
        bytes: data.bytes === undefined ? null : BigInt(data.bytes),
        pages: data.pages === undefined ? null : BigInt(data.pages),
        budget,
        agency_name: data.agencyName,
        published_on: data.publishedOn,
        recorded_at: recordedAt,
        actor,
        agency,
        fiscal_year: BigInt(fiscalYear),
        scope,
        superseded_by: null,
        stopped: true,
      });
    }
  return rows.map((row, n) => ({ ...row, superseded_by: rows[n + 1]?.document ?? null }));
};

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
  ...(row.stopped && { stopped: true as const }),
});
