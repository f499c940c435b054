import { resolve } from 'node:path';
import { Refusal } from './domain/errors.js';

/** The settings of the product, read once from the environment and the command line. */
export class Config {
  private constructor(
    /** `sqlite:<file>`, or `esdb://…` for EventStoreDB. */
    readonly log: LogEngine,
    readonly views: Engine,
    readonly port: number,
    readonly host: string,
    /** A JSON file with the bureau's own rules of approval; none when undefined. */
    readonly policy: string | undefined,
  ) {}

  /**
   * `LEDGER_LOG`, `LEDGER_VIEWS`, `LEDGER_PORT`, `LEDGER_HOST`, `LEDGER_POLICY`. `data` is the folder of the embedded files, `--data`.
   * Refuses a setting that no engine answers to, with a sentence.
   */
  static of(
    environment: Readonly<Record<string, string | undefined>>,
    { data = './data', port }: { data?: string; port?: number } = {},
  ): Config {
    return new Config(
      logEngine(environment['LEDGER_LOG'] ?? `sqlite:${resolve(data, 'log.db')}`),
      engine('LEDGER_VIEWS', environment['LEDGER_VIEWS'] ?? `sqlite:${resolve(data, 'views.db')}`),
      port ?? portOf(environment['LEDGER_PORT'] ?? '3000'),
      // Without authentication the service answers this machine alone, unless the operator names an address: inside a
      // container the container's own border is what keeps others out.
      environment['LEDGER_HOST'] ?? '127.0.0.1',
      environment['LEDGER_POLICY'],
    );
  }
}

export interface Engine {
  readonly kind: 'sqlite';
  readonly file: string;
}

/** Where the log is: a file, or a server by its connection string. */
export type LogEngine = Engine | { readonly kind: 'eventstoredb'; readonly connection: string };

const logEngine = (value: string): LogEngine => {
  if (/^esdb(\+discover)?:\/\//.test(value)) return { kind: 'eventstoredb', connection: value };
  if (!value.startsWith('sqlite:'))
    throw new Refusal(
      'malformed',
      'LEDGER_LOG must be like sqlite:./data/log.db or esdb://user:password@host:2113.',
    );
  return { kind: 'sqlite', file: value.slice('sqlite:'.length) };
};

const engine = (setting: string, value: string): Engine => {
  if (!value.startsWith('sqlite:'))
    throw new Refusal('malformed', `${setting} must be like sqlite:./data/log.db, not "${value}".`);
  return { kind: 'sqlite', file: value.slice('sqlite:'.length) };
};

export const portOf = (text: string): number => {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new Refusal('malformed', `"${text}" is not a port: give a number from 0 to 65535.`);
  return port;
};
