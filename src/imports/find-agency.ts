import { createHash } from 'node:crypto';
import { agencyCode } from '../domain/values/budget-id.js';
import { Refusal } from '../domain/errors.js';
import type { Views } from '../views/views-database.js';

/** The agency that a document is of. */
export interface FoundAgency {
  readonly code: string;
  readonly name: string;
  /** Whether the ledger has the agency already. */
  readonly known: boolean;
}

/**
 * The agency of a document: found by the name that the document prints, or by the code that the caller gives.
 *
 * @throws {Refusal} `agency-differs`: the ledger knows the printed name under another code.
 */
export const findAgency = async (
  { db }: Views,
  printedName: string,
  givenCode: string | undefined,
): Promise<FoundAgency> => {
  const name = plainName(printedName);
  const named = await db
    .selectFrom('agency_names')
    .innerJoin('agencies', 'agencies.agency', 'agency_names.agency')
    .select(['agencies.agency', 'agencies.name'])
    .where('agency_names.name', '=', name)
    .executeTakeFirst();
  if (givenCode === undefined || givenCode === named?.agency)
    return named
      ? { code: named.agency, name: named.name, known: true }
      : { code: codeOfName(name), name, known: false };
  if (named)
    throw new Refusal(
      'agency-differs',
      `The document is of "${name}", which the ledger knows as ${named.agency}, not as ${givenCode}: leave the agency out, or give ${named.agency}.`,
    );
  const coded = await db
    .selectFrom('agencies')
    .selectAll()
    .where('agency', '=', agencyCode(givenCode))
    .executeTakeFirst();
  return { code: givenCode, name: coded?.name ?? name, known: coded !== undefined };
};

/** The name without spaces and without a bracket, which holds a former or second name, e.g. （原…）. */
export const plainName = (printed: string): string =>
  printed.replace(/\s+/gu, '').replace(/[（(〔[][^）)〕\]]*[）)〕\]]/gu, '') ||
  printed.replace(/\s+/gu, '');

/** The code of a new agency. It depends on the name alone, not on the order in which documents arrive. */
const codeOfName = (plain: string): string =>
  `a_${createHash('sha256').update(plain.normalize('NFKC')).digest('hex').slice(0, 10)}`;
