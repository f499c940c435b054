import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { Refusal } from '../domain/errors.js';
import { languageNamed, type Language } from '../text/language.js';
import { withoutSecrets } from './without-secrets.js';
import { isLoopback } from './loopback.js';

/** The settings of the product, read once from the environment and the command line. */
export class Config {
  private constructor(
    /** `sqlite:<file>`, or `esdb://…` for EventStoreDB. */
    readonly log: LogEngine,
    /** `sqlite:<file>` or `postgres://…`. */
    readonly views: ViewsEngine,
    readonly port: number,
    readonly host: string,
    /** A JSON file with the bureau's approval rules; none when undefined. */
    readonly policy: string | undefined,
    /** Where documents are kept; null for a ledger in memory, which keeps none. */
    readonly documents: DocumentsPlace | null,
    /** Where groups of readers keep how far they are. */
    readonly groups: GroupsPlace,
    /** Private networks that webhooks may be sent to, such as `10.1.0.0/16`. */
    readonly webhookNetworks: readonly string[],
    /** The tree over the events, and the key that signs it. */
    readonly proof: ProofSettings,
    /** Who the service answers to, and how. */
    readonly access: AccessSettings,
    /** The language of sentences for clients that prefer none. */
    readonly language: Language,
  ) {}

  /**
   * Reads `LEDGER_LOG`, `LEDGER_VIEWS`, `LEDGER_DOCUMENTS`, `LEDGER_GROUPS`, `LEDGER_WEBHOOK_NETWORKS`, `LEDGER_PROOF`,
   * `LEDGER_HASH`, `LEDGER_SIGNING_KEY`,
   * `LEDGER_CHECKPOINTS`, `LEDGER_WITNESSES`, `LEDGER_PORT`, `LEDGER_HOST`, `LEDGER_POLICY`, `LEDGER_AUTH`, `LEDGER_AUDIENCE`,
   * `LEDGER_CLIENT_ID`, `LEDGER_CLIENT_SECRET`, `LEDGER_DEVICE_CLIENT_ID`, `LEDGER_SCOPE`, `LEDGER_PUBLIC_URL`, `LEDGER_EXPOSE`,
   * `LEDGER_ALLOWED_HOSTS`, `LEDGER_TRUST_PROXY`, `LEDGER_CORS`, `LEDGER_TLS_CERT`, `LEDGER_TLS_KEY`, `LEDGER_READS`, `LEDGER_REQUESTS_PER_MINUTE` and
   * `LEDGER_LANG`. `data` is the folder of the embedded files,
   * `--data`.
   *
   * @throws {Refusal} `malformed`: a setting has a value that is not valid.
   */
  static of(
    environment: Readonly<Record<string, string | undefined>>,
    { data = './data', port }: { data?: string; port?: number } = {},
  ): Config {
    const log = logEngine(environment['LEDGER_LOG'] ?? `sqlite:${resolve(data, 'log.db')}`);
    const inMemory = log.kind === 'sqlite' && log.file === ':memory:';
    return new Config(
      log,
      viewsEngine(environment['LEDGER_VIEWS'] ?? `sqlite:${resolve(data, 'views.db')}`),
      port ?? portOf(environment['LEDGER_PORT'] ?? '3000'),
      hostOf(environment['LEDGER_HOST'] ?? '127.0.0.1'),
      environment['LEDGER_POLICY'],
      inMemory
        ? null
        : documentsPlace(environment['LEDGER_DOCUMENTS'] ?? `dir:${resolve(data, 'documents')}`),
      groupsPlace(
        environment['LEDGER_GROUPS'] ??
          (inMemory ? 'sqlite::memory:' : `sqlite:${resolve(data, 'groups.db')}`),
      ),
      webhookNetworksOf(environment['LEDGER_WEBHOOK_NETWORKS'] ?? ''),
      {
        folder: inMemory
          ? null
          : folderOf(
              'LEDGER_PROOF',
              environment['LEDGER_PROOF'] ?? `dir:${resolve(data, 'proof')}`,
            ),
        hash: hashOf(environment['LEDGER_HASH']),
        signingKey: environment['LEDGER_SIGNING_KEY'],
        ...checkpointsOf(environment['LEDGER_CHECKPOINTS'], environment['LEDGER_WITNESSES']),
      },
      accessOf(environment, readsFolder(environment['LEDGER_READS'] ?? resolve(data, 'reads'))),
      languageOf(environment['LEDGER_LANG']),
    );
  }
}

/** An embedded database, by the path of its file. */
interface FileEngine {
  readonly kind: 'sqlite';
  readonly file: string;
}

/** Where the log is: a file, or a server by its connection string. */
export type LogEngine = FileEngine | { readonly kind: 'eventstoredb'; readonly connection: string };

/** Where the views are: a file, or a server for any number of instances of the service. */
export type ViewsEngine = FileEngine | { readonly kind: 'postgres'; readonly url: string };

/** Where documents are kept: a folder, or a server for any number of instances of the service. */
export type DocumentsPlace =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** The OpenID provider whose tokens are taken, and what the service is called there. */
export interface OidcSettings {
  readonly issuer: string;
  /** The service in the tokens (`aud`). */
  readonly audience: string;
  /** The client with which people sign in to the pages; null where the pages have no sign-in. */
  readonly client: { readonly id: string; readonly secret: string } | null;
  /** The public client of the command line (RFC 8628); undefined where it is not offered. */
  readonly deviceClient: string | undefined;
  /** The scopes that both ask for. */
  readonly scope: string;
}

/** Where groups of readers keep how far they are: a file, or a server for any number of instances of the service. */
export type GroupsPlace = FileEngine | { readonly kind: 'postgres'; readonly url: string };

/** Who the service answers to, and how. */
export interface AccessSettings {
  /** Whose tokens are taken; null where nobody is authenticated. */
  readonly oidc: OidcSettings | null;
  /** Whether a service that authenticates nobody may be reached from other machines. */
  readonly exposed: boolean;
  /** The origin at which browsers reach the service; undefined where it is the one that they name in `Host`. */
  readonly publicOrigin: string | undefined;
  /** The names that a service which authenticates nobody is asked by, besides those of this machine; in small letters. */
  readonly allowedHosts: readonly string[];
  /** The addresses and networks of proxies whose `X-Forwarded-For` says who asks; none by default. */
  readonly trustedProxies: readonly string[];
  /** The origins whose pages may call the service from a browser. */
  readonly origins: readonly string[];
  /** The PEM files of the certificate and its key; null for HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** The folder of the files that say who read what. */
  readonly reads: string;
  /** What one caller may ask for in a minute. */
  readonly requestsPerMinute: number;
}

/** Where the tree over the events is, and how it is signed. */
export interface ProofSettings {
  /** The folder of the tree; null for a ledger in memory, whose tree is lost with it. */
  readonly folder: string | null;
  /** The hash algorithm of a new tree; undefined where none is demanded. */
  readonly hash: 'sha-256' | 'sm3' | undefined;
  /** The PEM file of the key; where undefined, one is made in the folder. */
  readonly signingKey: string | undefined;
  /** Where checkpoints are sent to, beside the folder. */
  readonly checkpoints: readonly CheckpointsPlace[];
  /** How many of the witnesses among these places must have signed a checkpoint; 0 where none is demanded. */
  readonly witnesses: number;
}

/** A place for checkpoints that stands apart from the ledger: a file that grows, a folder, or a witness by its URL. */
export type CheckpointsPlace =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'witness'; readonly url: string; readonly key: string };

/** A locale of the two languages, or of none: `C` and `POSIX` are English, as where nothing is set. */
const languageOf = (value = ''): Language => {
  if (/^(?:(?:zh|en)(?![a-z]).*|C(?:\..*)?|POSIX|)$/i.test(value)) return languageNamed(value);
  throw new Refusal('malformed', `LEDGER_LANG must be zh or en, not "${value}".`);
};

const hashOf = (value: string | undefined): 'sha-256' | 'sm3' | undefined => {
  if (value === undefined || value === 'sha-256' || value === 'sm3') return value;
  throw new Refusal('malformed', `LEDGER_HASH must be sha-256 or sm3, not "${value}".`);
};

const checkpointsOf = (
  places: string | undefined,
  witnesses = '0',
): Pick<ProofSettings, 'checkpoints' | 'witnesses'> => {
  const checkpoints = places === undefined ? [] : places.split(',').map(checkpointsPlace);
  const all = checkpoints.filter(({ kind }) => kind === 'witness').length;
  if (!/^\d{1,3}$/.test(witnesses) || Number(witnesses) > all)
    throw new Refusal(
      'malformed',
      `LEDGER_WITNESSES must be a number up to the number of witnesses in LEDGER_CHECKPOINTS, which is ${all}, not "${witnesses}".`,
    );
  return { checkpoints, witnesses: Number(witnesses) };
};

const checkpointsPlace = (value: string): CheckpointsPlace => {
  if (/^dir:./.test(value)) return { kind: 'folder', folder: resolve(value.slice('dir:'.length)) };
  const witness = /^(https?:\/\/[^#]+)#(.+)$/.exec(value);
  if (witness) return { kind: 'witness', url: witness[1]!, key: witness[2]! };
  if (value.trim() === '' || /^https?:/.test(value))
    throw new Refusal(
      'malformed',
      `LEDGER_CHECKPOINTS must be a file, dir:FOLDER, or https://witness.example/prefix#KEY with the witness's public key, not "${withoutSecrets(value)}".`,
    );
  return { kind: 'file', file: resolve(value) };
};

/** SQLite would take an empty name for a temporary database. */
const fileEngine = (value: string): FileEngine | null =>
  /^sqlite:./.test(value) ? { kind: 'sqlite', file: value.slice('sqlite:'.length) } : null;

const logEngine = (value: string): LogEngine => {
  if (/^esdb(\+discover)?:\/\//.test(value)) return { kind: 'eventstoredb', connection: value };
  const engine = fileEngine(value);
  if (engine === null)
    throw new Refusal(
      'malformed',
      `LEDGER_LOG must be like sqlite:./data/log.db or esdb://user:password@host:2113, not "${withoutSecrets(value)}".`,
    );
  return engine;
};

const viewsEngine = (value: string): ViewsEngine => {
  if (/^postgres(ql)?:\/\//.test(value)) return { kind: 'postgres', url: value };
  const engine = fileEngine(value);
  if (engine === null)
    throw new Refusal(
      'malformed',
      `LEDGER_VIEWS must be like sqlite:./data/views.db or postgres://user:password@host/database, not "${withoutSecrets(value)}".`,
    );
  return engine;
};

const documentsPlace = (value: string): DocumentsPlace => {
  if (/^postgres(ql)?:\/\//.test(value)) return { kind: 'postgres', url: value };
  if (/^dir:./.test(value)) return { kind: 'folder', folder: resolve(value.slice('dir:'.length)) };
  throw new Refusal(
    'malformed',
    `LEDGER_DOCUMENTS must be like dir:./data/documents or postgres://user:password@host/database, not "${withoutSecrets(value)}".`,
  );
};

const groupsPlace = (value: string): GroupsPlace => {
  if (/^postgres(ql)?:\/\//.test(value)) return { kind: 'postgres', url: value };
  const engine = fileEngine(value);
  if (engine === null)
    throw new Refusal(
      'malformed',
      `LEDGER_GROUPS must be like sqlite:./data/groups.db or postgres://user:password@host/database, not "${withoutSecrets(value)}".`,
    );
  return engine;
};

const listed = (value: string): readonly string[] =>
  value
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

const isNetwork = (text: string): boolean => {
  const [network = '', bits = '', ...rest] = text.split('/');
  const size = isIP(network) === 4 ? 32 : 128;
  return rest.length === 0 && isIP(network) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= size;
};

const webhookNetworksOf = (value: string): readonly string[] =>
  listed(value).map((each) => {
    if (isNetwork(each)) return each;
    throw new Refusal(
      'malformed',
      `LEDGER_WEBHOOK_NETWORKS must name networks such as 10.1.0.0/16, with commas between them, not "${each}".`,
    );
  });

const hostsOf = (value: string): readonly string[] =>
  listed(value).map((each) => {
    const name = each.toLowerCase();
    if (/^[a-z\d](?:[a-z\d._-]*[a-z\d])?$/.test(name)) return name;
    throw new Refusal(
      'malformed',
      `LEDGER_ALLOWED_HOSTS must name hosts without a port, such as ledger.example, with commas between them, not "${withoutSecrets(each)}".`,
    );
  });

const trustedProxiesOf = (value: string): readonly string[] =>
  listed(value).map((each) => {
    if (isIP(each) !== 0 || isNetwork(each)) return each;
    throw new Refusal(
      'malformed',
      `LEDGER_TRUST_PROXY must name addresses or networks of proxies, such as 10.1.0.4 or 10.1.0.0/16, with commas between them, not "${each}".`,
    );
  });

const folderOf = (setting: string, value: string): string => {
  if (!/^dir:./.test(value))
    throw new Refusal(
      'malformed',
      `${setting} must be like dir:./data/${setting.slice('LEDGER_'.length).toLowerCase()}, not "${withoutSecrets(value)}".`,
    );
  return resolve(value.slice('dir:'.length));
};

/** An empty host would listen on every address of the machine. */
const hostOf = (text: string): string => {
  if (text.trim() === '')
    throw new Refusal(
      'malformed',
      'LEDGER_HOST is empty: name the address to listen on, or leave the setting out.',
    );
  return text;
};

/** @throws {Refusal} `malformed`: it is not a number from 0 to 65535. */
export const portOf = (text: string): number => {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new Refusal('malformed', `"${text}" is not a port: give a number from 0 to 65535.`);
  return port;
};

/** More than a person or a page asks for, and less than what slows down others. */
const REQUESTS_PER_MINUTE = 6_000;

/** An earlier version had one file, which the setting may still name: `reads.jsonl`. */
const readsFolder = (place: string): string => resolve(place.replace(/\.jsonl$/, ''));

const accessOf = (
  environment: Readonly<Record<string, string | undefined>>,
  reads: string,
): AccessSettings => {
  const perMinute = environment['LEDGER_REQUESTS_PER_MINUTE'] ?? String(REQUESTS_PER_MINUTE);
  if (!/^[1-9]\d{0,8}$/.test(perMinute))
    throw new Refusal(
      'malformed',
      `LEDGER_REQUESTS_PER_MINUTE must be a whole number from 1, not "${perMinute}".`,
    );
  return {
    oidc: oidcOf(environment),
    publicOrigin: publicOriginOf(environment['LEDGER_PUBLIC_URL']),
    exposed: exposedOf(environment['LEDGER_EXPOSE']),
    allowedHosts: hostsOf(environment['LEDGER_ALLOWED_HOSTS'] ?? ''),
    trustedProxies: trustedProxiesOf(environment['LEDGER_TRUST_PROXY'] ?? ''),
    origins: originsOf(environment['LEDGER_CORS'] ?? ''),
    tls: tlsOf(environment['LEDGER_TLS_CERT'], environment['LEDGER_TLS_KEY']),
    reads,
    requestsPerMinute: Number(perMinute),
  };
};

const oidcOf = (
  environment: Readonly<Record<string, string | undefined>>,
): AccessSettings['oidc'] => {
  const value = environment['LEDGER_AUTH'] ?? 'none';
  const audience = environment['LEDGER_AUDIENCE'];
  if (value === 'none') return null;
  const issuer = /^oidc:(.+)$/.exec(value)?.[1] ?? '';
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (
    url === undefined ||
    !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))
  )
    throw new Refusal(
      'malformed',
      `LEDGER_AUTH must be none, or oidc: and the issuer's URL such as oidc:https://login.example/realms/bureau, not "${withoutSecrets(value)}".`,
    );
  if (audience === undefined || audience.trim() === '')
    throw new Refusal(
      'malformed',
      'LEDGER_AUTH needs LEDGER_AUDIENCE: the name of this service in the tokens (aud).',
    );
  return {
    issuer,
    audience,
    client: clientOf(environment['LEDGER_CLIENT_ID'], environment['LEDGER_CLIENT_SECRET']),
    deviceClient: environment['LEDGER_DEVICE_CLIENT_ID'] || undefined,
    scope: environment['LEDGER_SCOPE'] || 'openid profile',
  };
};

/** The sessions of the pages are encrypted with a key that is made of the secret, so that it must be one that nobody guesses. */
const SECRET_CHARS_MIN = 16;

const clientOf = (id: string | undefined, secret: string | undefined): OidcSettings['client'] => {
  if (id === undefined && secret === undefined) return null;
  if (id !== undefined && id !== '' && secret !== undefined && secret.length >= SECRET_CHARS_MIN)
    return { id, secret };
  throw new Refusal(
    'malformed',
    `LEDGER_CLIENT_ID and LEDGER_CLIENT_SECRET belong together: set both; the secret has ${SECRET_CHARS_MIN} characters at least.`,
  );
};

const publicOriginOf = (value: string | undefined): string | undefined => {
  if (value === undefined || value === '') return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || `${url.origin}/` !== url.href)
    throw new Refusal(
      'malformed',
      `LEDGER_PUBLIC_URL must be the address of the service without a path, such as https://budget.example, not "${withoutSecrets(value)}".`,
    );
  return url.origin;
};

const exposedOf = (value: string | undefined): boolean => {
  if (value === undefined || value === 'unauthenticated') return value !== undefined;
  throw new Refusal('malformed', `LEDGER_EXPOSE must be unauthenticated or unset, not "${value}".`);
};

const originsOf = (value: string): readonly string[] =>
  listed(value).map((each) => {
    if (URL.canParse(each) && new URL(each).origin === each) return each;
    throw new Refusal(
      'malformed',
      `LEDGER_CORS must name origins such as https://budget.example, with commas between them, not "${withoutSecrets(each)}".`,
    );
  });

const tlsOf = (cert: string | undefined, key: string | undefined): AccessSettings['tls'] => {
  if (cert === undefined && key === undefined) return null;
  if (cert !== undefined && key !== undefined) return { cert: resolve(cert), key: resolve(key) };
  throw new Refusal('malformed', 'LEDGER_TLS_CERT and LEDGER_TLS_KEY belong together: set both.');
};
