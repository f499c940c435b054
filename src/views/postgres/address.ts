import { Refusal } from '../../domain/errors.js';

/** Where the views are when the address does not say: apart from whatever else is in the database. */
const SCHEMA = 'budget_ledger';

/** A database of views on a server. */
export interface PostgresAddress {
  /** As the client takes it. */
  readonly url: string;
  /** The schema that holds the views and nothing else. */
  readonly schema: string;
  /** What the operator gave as `options`. */
  readonly options: string;
  /** For people: without user and password. */
  readonly place: string;
}

/** `postgres://user@host/database?schema=name`, and whatever else libpq's addresses say. */
export const postgresAddress = (text: string): PostgresAddress => {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Refusal('malformed', `LEDGER_VIEWS is not an address: ${withoutSecrets(text)}.`);
  }
  const schema = url.searchParams.get('schema') ?? SCHEMA;
  // Names go into settings of the connection, where nothing quotes them.
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema) || schema.startsWith('pg_'))
    throw new Refusal(
      'malformed',
      `"${schema}" cannot be the schema of LEDGER_VIEWS: use small letters, digits and _.`,
    );
  const options = url.searchParams.get('options') ?? '';
  url.searchParams.delete('schema');
  url.searchParams.delete('options');
  const place = `${url.protocol}//${url.host}${url.pathname}?schema=${schema}`;
  return { url: url.href, schema, options, place };
};

const withoutSecrets = (text: string): string => text.replace(/\/\/[^/]*@/, '//…@');
