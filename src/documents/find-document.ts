import { Refusal } from '../domain/errors.js';
import type { EventLog } from '../log/event-log.js';
import type { Views } from '../views/views-database.js';
import { recordedDocuments, type DocumentRow } from './recorded-documents.js';

/** With fewer digits a document is hardly found by chance. */
const PREFIX_DIGITS_MIN = 4;

/**
 * The document whose SHA-256 begins with these digits; where it was recorded in several budgets, the newest record, or that of
 * `budget`. `position`: by what was recorded up to it.
 *
 * @throws {Refusal} `malformed`: they are no hexadecimal digits, too few, or the beginning of several documents.
 * @throws {Refusal} `not-found`: no document begins so, or none of this budget.
 */
export const findDocument = async (
  views: Views,
  log: EventLog,
  digits: string,
  budget?: string,
  position?: bigint,
): Promise<DocumentRow> => {
  const prefix = digits.toLowerCase();
  if (!new RegExp(`^[0-9a-f]{${PREFIX_DIGITS_MIN},64}$`).test(prefix))
    throw new Refusal(
      'malformed',
      `"${digits}" is not the SHA-256 of a document: give its 64 hexadecimal digits, or the first ${PREFIX_DIGITS_MIN} or more.`,
    );
  const rows = await recordedDocuments(
    views,
    log,
    (all) => {
      const query = all
        // The digits after the prefix are at least 0, and less than the letter g.
        .where('documents.document', '>=', prefix)
        .where('documents.document', '<', `${prefix}g`);
      return budget === undefined ? query : query.where('documents.budget', '=', budget);
    },
    (row) => row.document.startsWith(prefix) && (budget === undefined || row.budget === budget),
    position,
  );
  const newest = rows.at(-1);
  if (!newest)
    throw new Refusal('not-found', `There is no document ${digits}: see the list of documents.`);
  const found = [...new Set(rows.map(({ document }) => document))];
  if (found.length > 1)
    throw new Refusal(
      'malformed',
      `"${digits}" is the beginning of ${found.length} documents: give more digits of ${found.map((sha256) => sha256.slice(0, prefix.length + 8)).join(' or ')}.`,
      { found },
    );
  return newest;
};
