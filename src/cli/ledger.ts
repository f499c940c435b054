import type { Command, Query } from '@nestjs/cqrs';
import type { Config } from '../config/config.js';

/** An open ledger. */
export interface Session {
  readonly ask: <T>(query: Query<T>) => Promise<T>;
  readonly execute: <T>(command: Command<T>) => Promise<T>;
  /** A part of the ledger by its class, for work that has no query or command, e.g. following the log. */
  readonly get: <T>(part: abstract new (...args: never[]) => T) => T;
}

/** A request to a service. */
export interface ServiceRequest {
  readonly path: string;
  /** Parameters; those that are undefined or null are left out. */
  readonly query?: object;
  /** It is posted: bytes as they are, anything else as JSON with an idempotency key. */
  readonly body?: object | Uint8Array;
  /** Instead of GET, or POST with a body. */
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  /** It changes no budget, and repeated it does nothing twice: it needs no key. */
  readonly withoutKey?: true;
  /** The media type that is asked for; JSON by default. */
  readonly accept?: string;
  /** How long to wait for the answer, in ms. */
  readonly waitMs?: number;
}

/** What a service has answered. */
export interface ServiceAnswer {
  readonly headers: Headers;
  readonly bytes: Buffer;
}

/** The service that the command line asks, for verbs whose work is no question and no command of the ledger. */
export interface Service {
  readonly url: string;
  /** `fetch` with the token of the caller. */
  readonly fetch: typeof globalThis.fetch;
  /** @throws {Refusal} what the service refuses; `log-unavailable`: it does not answer; `forbidden`: there is no token for it. */
  readonly send: (request: ServiceRequest) => Promise<ServiceAnswer>;
}

/** Work on an open ledger; the ledger closes when its promise settles. */
export type Work<T> = (session: Session) => Promise<T>;

/** The ledger that a command line names: in a data folder, on servers, or behind a service (LEDGER_URL). It is opened for one piece of work at a time. */
export interface Ledger {
  /** @throws {Refusal} `malformed`: a setting in the environment cannot be used. */
  readonly config: Config;

  /** Where the ledger is behind a service: that service. */
  readonly service: Service | undefined;

  /** Where it is, as people know it: its folder, or the address of a server. */
  place(): string;

  /**
   * Whether there is a ledger to read. Always true for a log on a server, which is not asked.
   *
   * @throws {Refusal} `data-folder-unusable`: the path leads through a file, so that a mistyped path is not taken for an empty
   *   ledger.
   */
  exists(): boolean;

  /**
   * One sentence, said once, that the folder that was read does not exist: it may be mistyped. Undefined where it exists, where
   * nothing was read, and for a log on a server.
   */
  absent(): string | undefined;

  /** Reads with views that are up to date. A folder without a ledger is read as an empty one and stays as it is. */
  read<T>(work: Work<T>): Promise<T>;

  /**
   * Changes the ledger, after completing what an interrupted command left unfinished.
   *
   * @throws {Refusal} `proof-differs`: the work may record events, and the log or its tree was changed since it was proved.
   * @param options.records Whether the work may record events: a ledger is created where there is none. Otherwise the work sees an
   *   empty one in memory.
   * @param options.unverified Whether views may be built from a log that is not the one that was proved.
   */
  change<T>(
    work: Work<T>,
    options?: { readonly records?: boolean; readonly unverified?: boolean },
  ): Promise<T>;

  /** Opens the ledger as it is, for a dry run: nothing is created, completed or brought up to date. */
  dryRun<T>(work: Work<T>): Promise<T>;

  /** The highest epoch of a ledger, by its id, that is known beside its log, as by checkpoints; 0 where none is. */
  knownEpoch(id: string): Promise<number>;

  /** Works on an empty ledger in memory that ends with the work. */
  temporary<T>(work: Work<T>): Promise<T>;
}
