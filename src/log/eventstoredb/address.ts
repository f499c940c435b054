import { Refusal } from '../../domain/errors.js';

/** The user of the server, from the connection string. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Where a ledger is: the server, and the prefix of the ledger's streams on it. */
export interface LedgerAddress {
  /** The connection string for the client, without credentials: the client prints it in warnings and errors. */
  readonly connection: string;
  readonly credentials: Credentials | undefined;
  /** Host names with their ports, as they were given. */
  readonly hosts: readonly string[];
  /** False when the connection is plain text. */
  readonly hasTls: boolean;
  /** For messages: scheme and hosts, without credentials and parameters. */
  readonly server: string;
  /** Before each stream's name: `NAME-` where the server keeps several ledgers, otherwise empty. */
  readonly prefix: string;
}

/** Scheme, no user and no password, hosts with numbers of ports, parameters. A parameter may contain `@`. */
const WITHOUT_CREDENTIALS =
  /^(esdb(?:\+discover)?:\/\/)()()([^@/?:,]+(?::\d+)?(?:,[^@/?:,]+(?::\d+)?)*)\/*(?:\?([^@&=]*(?:=[^&]*)?(?:&[^@&=]*(?:=[^&]*)?)*))?$/s;
/** Scheme, user, password, hosts, parameters. A password may contain any character. */
const WITH_CREDENTIALS = /^(esdb(?:\+discover)?:\/\/)([^:@]+):(.+?)@([^@/?]+)\/*(?:\?(.*))?$/s;

/**
 * Reads `esdb://[user:password@]host:port[,host:port …][?parameters]`. With the parameter `ledger=NAME` one server keeps
 * any number of ledgers, each in streams `NAME-budget-…` and `NAME-agency-…`; without it the streams have no prefix.
 *
 * @throws {Refusal} `malformed`: it has another form, or the ledger's name could be taken for another ledger's streams.
 */
export const ledgerAddress = (address: string): LedgerAddress => {
  const text = address.trim();
  const [, scheme, username, password, hosts, query = ''] =
    WITHOUT_CREDENTIALS.exec(text) ?? WITH_CREDENTIALS.exec(text) ?? [];
  if (scheme === undefined || hosts === undefined) throw notAnAddress();
  const parameters = query.split('&').filter((each) => each !== '');
  const others = parameters.filter((each) => !isLedger(each));
  const server = `${scheme}${hosts}`;
  return {
    connection: others.length === 0 ? server : `${server}?${others.join('&')}`,
    credentials: !username
      ? undefined
      : { username: decoded(username), password: decoded(password!) },
    hosts: hosts.split(','),
    hasTls: !others.some((each) => /^tls=false$/i.test(each)),
    server,
    prefix: prefixOf(parameters.filter(isLedger)),
  };
};

/** @param cause the client's error, when the client does not take the address. */
export const notAnAddress = (cause?: unknown): Refusal =>
  new Refusal(
    'malformed',
    'LEDGER_LOG is not a connection string of EventStoreDB: give one like esdb://user:password@host:2113, with ?tls=false for a server without TLS.',
    {},
    { cause },
  );

const PARAMETER = 'ledger=';
/** In upper or lower case: the client ignores a parameter that it does not know, and the ledger would be another one. */
const isLedger = (parameter: string): boolean => parameter.toLowerCase().startsWith(PARAMETER);

/** The categories of streams: a ledger without a name has all streams that begin with them. */
const RESERVED: ReadonlySet<string> = new Set(['budget', 'agency']);

const prefixOf = (ledgers: readonly string[]): string => {
  if (ledgers.length === 0) return '';
  const name = ledgers[0]!.slice(PARAMETER.length);
  if (ledgers.length > 1 || !/^[a-z][a-z0-9_]{0,62}$/.test(name) || RESERVED.has(name))
    throw new Refusal(
      'malformed',
      `"${name}" cannot be the name of a ledger in LEDGER_LOG: give one, of small letters, digits and _, that begins with a letter and is neither budget nor agency.`,
    );
  return `${name}-`;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // No cause: the error would quote the secret.
    throw notAnAddress();
  }
};
