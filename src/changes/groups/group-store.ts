import { randomInt } from 'node:crypto';

/** What is kept under a name: `revision` counts its versions from a random number. So a name that was
 * deleted and is used again never has a revision of before. */
export interface Kept {
  readonly revision: number;
  /** A JSON text. */
  readonly state: string;
}

/** The revision of a first version. */
export const firstRevision = (): number => randomInt(1, 2 ** 47);

/**
 * Where the groups keep how far they are. It is no view: it cannot be computed again from the log. Several processes may use
 * it: a version is written only in place of the one that its writer has read, so that no step is lost.
 */
export abstract class GroupStore {
  /** @throws {Refusal} `groups-unavailable`: it cannot be read. */
  abstract read(name: string): Promise<Kept | undefined>;

  /** The names of all that is kept, in the order of their letters. */
  abstract names(): Promise<readonly string[]>;

  /**
   * Writes the version after `revision`, 0 for the first, and resolves once it is durable.
   *
   * @returns false, and nothing is written, where another version has been written meanwhile.
   * @throws {Refusal} `groups-unavailable`: it cannot be written, or there is no room.
   */
  abstract write(name: string, revision: number, state: string): Promise<boolean>;

  /**
   * Removes what is kept under a name, if anything is; with a revision, only that version.
   *
   * @returns whether anything was removed.
   */
  abstract delete(name: string, revision?: number): Promise<boolean>;

  /**
   * The time in ms, the same for all processes that use the store.
   *
   * @throws {Refusal} `groups-unavailable`: it cannot be asked.
   */
  abstract now(): Promise<number>;

  abstract close(): Promise<void>;

  /** Nest calls it when the application ends. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
