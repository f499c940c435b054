import { createHash } from 'node:crypto';
import { agencyCode } from '../domain/values/budget-id.js';
import { Refusal } from '../domain/errors.js';
import { agencyNameOn } from '../ledger/agency-name.js';
import type { Views } from '../views/views-database.js';

/** The agency that a document is of, with the name that it has today. */
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
  views: Views,
  printedName: string,
  givenCode: string | undefined,
): Promise<FoundAgency> => {
  const name = plainName(printedName);
  const named = await views.db
    .selectFrom('agency_names')
    .select('agency')
    .where('name', '=', name)
    .executeTakeFirst();
  if (givenCode === undefined || givenCode === named?.agency) {
    if (!named) return { code: codeOfName(name), name, known: false };
    const today = await agencyNameOn(views, named.agency);
    return { code: named.agency, name: today ?? name, known: true };
  }
  if (named)
    throw new Refusal(
      'agency-differs',
      `The document is of "${name}", which the ledger knows as ${named.agency}, not as ${givenCode}: leave the agency out, or give ${named.agency}.`,
    );
  const today = await agencyNameOn(views, agencyCode(givenCode));
  return { code: givenCode, name: today ?? name, known: today !== undefined };
};

/** The name without spaces and without a bracket, which holds a former or second name, e.g. （原…）. */
export const plainName = (printed: string): string =>
  printed.replace(/\s+/gu, '').replace(/[（(〔[][^）)〕\]]*[）)〕\]]/gu, '') ||
  printed.replace(/\s+/gu, '');

/** The code of a new agency. It depends on the name alone, not on the order in which documents arrive. */
const codeOfName = (plain: string): string =>
  `a_${createHash('sha256').update(plain.normalize('NFKC')).digest('hex').slice(0, 10)}`;
