import { Refusal } from '../../domain/errors.js';

/** Where a ledger is: the server, and what the names of its streams have before ours. */
export interface LedgerAddress {
  /** As the server's client takes it. */
  readonly connection: string;
  readonly prefix: string;
}

/**
 * Takes the ledger's name out of a connection string: with `ledger=NAME` one server keeps any number of ledgers, each in
 * streams `NAME-budget-…` and `NAME-agency-…`; without it the streams have no name before theirs.
 *
 * Refuses (`malformed`) a name whose streams another ledger would take for its own.
 */
export const ledgerAddress = (address: string): LedgerAddress => {
  const [server, query = ''] = address.split('?', 2) as [string, string?];
  const parameters = query.split('&').filter((each) => each !== '');
  const names = parameters.filter(isName);
  if (names.length === 0) return { connection: address, prefix: '' };
  const name = names[0]!.slice(PARAMETER.length);
  if (names.length > 1 || !/^[a-z][a-z0-9_]{0,62}$/.test(name) || TAKEN.has(name))
    throw new Refusal(
      'malformed',
      `"${name}" cannot be the name of a ledger in LEDGER_LOG: give one, of small letters, digits and _, that begins with a letter and is neither budget nor agency.`,
    );
  const others = parameters.filter((each) => !isName(each));
  return {
    connection: others.length === 0 ? server : `${server}?${others.join('&')}`,
    prefix: `${name}-`,
  };
};

const PARAMETER = 'ledger=';
/** In any spelling, as the client takes its own: it passes over what it does not know, and the ledger would be another. */
const isName = (parameter: string): boolean => parameter.toLowerCase().startsWith(PARAMETER);
/** A ledger without a name has all streams that begin so. */
const TAKEN: ReadonlySet<string> = new Set(['budget', 'agency']);
