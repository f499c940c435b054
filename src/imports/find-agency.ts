import { createHash } from 'node:crypto';
import { agencyCode } from '../domain/values/budget-id.js';
import { Refusal } from '../domain/errors.js';
import type { AgenciesInLog } from '../ledger/agencies-in-log.js';

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
  agencies: AgenciesInLog,
  printedName: string,
  givenCode: string | undefined,
): Promise<FoundAgency> => {
  const name = plainName(printedName);
  const owner = await agencies.ownerOf(name);
  if (owner !== undefined && givenCode !== undefined && givenCode !== owner)
    throw new Refusal(
      'agency-differs',
      `The document is of "${name}", which the ledger knows as ${owner}, not as ${givenCode}: leave the agency out, or give ${owner}.`,
    );
  const code = owner ?? (givenCode === undefined ? codeOfName(name) : agencyCode(givenCode));
  const today = await agencies.nameOn(code);
  return { code, name: today ?? name, known: today !== undefined };
};

/** The name without spaces and without a bracket, which holds a former or second name, e.g. （原…）. */
export const plainName = (printed: string): string =>
  printed.replace(/\s+/gu, '').replace(/[（(〔[][^）)〕\]]*[）)〕\]]/gu, '') ||
  printed.replace(/\s+/gu, '');

/** The code of a new agency. It depends on the name alone, not on the order in which documents arrive. */
const codeOfName = (plain: string): string =>
  `a_${createHash('sha256').update(plain.normalize('NFKC')).digest('hex').slice(0, 10)}`;
