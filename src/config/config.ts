import { resolve } from 'node:path';
import { Refusal } from '../domain/errors.js';
import { withoutSecrets } from './without-secrets.js';

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
    /** The folder in which documents are kept; null for a ledger in memory, which keeps none. */
    readonly documents: string | null,
    /** The tree over the events, and the key that signs it. */
    readonly proof: ProofSettings,
  ) {}

  /**
   * Reads `LEDGER_LOG`, `LEDGER_VIEWS`, `LEDGER_DOCUMENTS`, `LEDGER_PROOF`, `LEDGER_HASH`, `LEDGER_SIGNING_KEY`,
   * `LEDGER_CHECKPOINTS`, `LEDGER_PORT`, `LEDGER_HOST` and `LEDGER_POLICY`. `data` is the folder of the embedded files,
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
      // The service has no authentication, so by default it listens on this machine only. In a container the operator
      // names an address, and the container restricts access.
      hostOf(environment['LEDGER_HOST'] ?? '127.0.0.1'),
      environment['LEDGER_POLICY'],
      inMemory
        ? null
        : folderOf(
            'LEDGER_DOCUMENTS',
            environment['LEDGER_DOCUMENTS'] ?? `dir:${resolve(data, 'documents')}`,
          ),
      {
        folder: inMemory
          ? null
          : folderOf(
              'LEDGER_PROOF',
              environment['LEDGER_PROOF'] ?? `dir:${resolve(data, 'proof')}`,
            ),
        hash: hashOf(environment['LEDGER_HASH']),
        signingKey: environment['LEDGER_SIGNING_KEY'],
        checkpoints: checkpointsPlace(environment['LEDGER_CHECKPOINTS']),
      },
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

/** Where the tree over the events is, and how it is signed. */
export interface ProofSettings {
  /** The folder of the tree; null for a ledger in memory, whose tree is lost with it. */
  readonly folder: string | null;
  /** The hash algorithm of a new tree; undefined where none is demanded. */
  readonly hash: 'sha-256' | 'sm3' | undefined;
  /** The PEM file of the key; where undefined, one is made in the folder. */
  readonly signingKey: string | undefined;
  /** Where checkpoints are sent to, beside the folder. */
  readonly checkpoints: CheckpointsPlace | undefined;
}

/** A place for checkpoints that stands apart from the ledger: a file that grows, a folder, or a witness by its URL. */
export type CheckpointsPlace =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'witness'; readonly url: string; readonly key: string };

const hashOf = (value: string | undefined): 'sha-256' | 'sm3' | undefined => {
  if (value === undefined || value === 'sha-256' || value === 'sm3') return value;
  throw new Refusal('malformed', `LEDGER_HASH must be sha-256 or sm3, not "${value}".`);
};

const checkpointsPlace = (value: string | undefined): CheckpointsPlace | undefined => {
  if (value === undefined) return undefined;
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
