import { withoutSecrets } from '../../config/without-secrets.js';
import { Refusal } from '../../domain/errors.js';

/** The schema of the views when the address names none, so that they are apart from other tables of the database. */
const SCHEMA = 'budget_ledger';

/** A schema of a database on a server. */
export interface PostgresAddress {
  /** The connection string for the client. */
  readonly url: string;
  /** The schema that holds the tables of the program and nothing else. */
  readonly schema: string;
  /** The `options` that the operator gave, for the server. */
  readonly options: string;
  /** For messages: without user and password. */
  readonly place: string;
}

/**
 * Reads `postgres://user:password@host/database?schema=name`, with any other parameter that the client knows.
 *
 * @throws {Refusal} `malformed`: it is not a URL, or the schema's name is not a plain identifier.
 */
export const postgresAddress = (
  text: string,
  given: { readonly setting: string; readonly schema: string } = {
    setting: 'LEDGER_VIEWS',
    schema: SCHEMA,
  },
): PostgresAddress => {
  const url = parse(text);
  if (url === null)
    throw new Refusal('malformed', `${given.setting} is not an address: ${withoutSecrets(text)}.`);
  const schema = url.searchParams.get('schema') ?? given.schema;
  // The name goes unquoted into settings of the connection.
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema) || schema.startsWith('pg_'))
    throw new Refusal(
      'malformed',
      `"${schema}" cannot be the schema of ${given.setting}: use small letters, digits and _.`,
    );
  const options = url.searchParams.get('options') ?? '';
  url.searchParams.delete('schema');
  url.searchParams.delete('options');
  const place = `${url.protocol}//${url.host}${url.pathname}?schema=${schema}`;
  return { url: url.href, schema, options, place };
};

/** `scheme://user:`, the password, and `@host/path?query`. */
const WITH_PASSWORD = /^(\w+:\/\/[^:@/?#]*:)(.+?)(@[^@/?#]+(?:\/[^@?#]*)?(?:\?[^#]*)?)$/s;

/**
 * A URL reads `/`, `?` and `#` in a password as the end of the host. Where that leaves no valid URL, or an `@` in a part
 * where none belongs, these characters are percent-encoded first.
 */
const parse = (text: string): URL | null => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && ![url.pathname, url.hash, ...url.searchParams.keys()].join().includes('@'))
    return url;
  const [, start, password, rest] = WITH_PASSWORD.exec(text) ?? [];
  if (password === undefined) return null;
  const encoded = `${start}${password.replace(/[/?#@]/g, encodeURIComponent)}${rest}`;
  return URL.canParse(encoded) ? new URL(encoded) : null;
};
