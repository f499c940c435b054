import { createHash } from 'node:crypto';
import { agencyCode } from '../../domain/values/budget-id.js';
import { Refusal } from '../../domain/errors.js';
import type { EventLog } from '../../log/event-log.js';
import { isSamePlace, knownRegions, nameInRegion, regionOf } from './agency-region.js';
import type { AgenciesInLog } from '../../ledger/agencies-in-log.js';

/** The agency that a document is of, with the name that it has today. */
export interface FoundAgency {
  readonly code: string;
  readonly name: string;
  /** Whether the ledger has the agency already. */
  readonly known: boolean;
}

/** Which agency a document prints. */
export interface PrintedAgency {
  readonly agencyName: string;
  readonly title: string;
  readonly fiscalYear: number;
}

/**
 * The agency of a document: found by the name that the document prints, or by the code that the caller gives. Its district is part of it: a
 * 财政局 whose title is of another district than that of the known documents is another agency, whose name begins with its district. With the
 * code of the known one a person says that it is the same.
 *
 * @throws {Refusal} `agency-differs`: the ledger knows the printed name under another code.
 */
export const findAgency = async (
  agencies: AgenciesInLog,
  log: EventLog,
  { agencyName, title, fiscalYear }: PrintedAgency,
  givenCode: string | undefined,
): Promise<FoundAgency> => {
  const printed = plainName(agencyName);
  const region = regionOf(printed, title);
  const named = await agencies.ownerOf(printed);
  const isElsewhere =
    region !== null &&
    named !== undefined &&
    named !== givenCode &&
    (await isOfAnotherRegion(log, { code: named, name: printed }, region, fiscalYear));
  const name = isElsewhere ? nameInRegion(printed, region) : printed;
  const owner = isElsewhere ? await agencies.ownerOf(name) : named;
  if (owner !== undefined && givenCode !== undefined && givenCode !== owner)
    throw new Refusal(
      'agency-differs',
      `The document is of "${name}", which the ledger knows as ${owner}, not as ${givenCode}: leave the agency out, or give ${owner}.`,
    );
  const code = owner ?? (givenCode === undefined ? codeOfName(name) : agencyCode(givenCode));
  const today = await agencies.nameOn(code);
  return { code, name: today ?? name, known: today !== undefined };
};

const isOfAnotherRegion = async (
  log: EventLog,
  agency: { readonly code: string; readonly name: string },
  region: string,
  fiscalYear: number,
): Promise<boolean> => {
  const known = await knownRegions(log, agency, fiscalYear);
  return known.length > 0 && !known.some((each) => isSamePlace(each, region));
};

/** The name without spaces and without a bracket, which holds a former or second name, e.g. （原…）. */
export const plainName = (printed: string): string =>
  printed.replace(/\s+/gu, '').replace(/[（(〔[][^）)〕\]]*[）)〕\]]/gu, '') ||
  printed.replace(/\s+/gu, '');

/** The code of a new agency. It depends on the name alone, not on the order in which documents arrive. */
const codeOfName = (plain: string): string =>
  `a_${createHash('sha256').update(plain.normalize('NFKC')).digest('hex').slice(0, 10)}`;
