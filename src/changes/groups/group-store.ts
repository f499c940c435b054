import { randomInt } from 'node:crypto';
import { pause } from '../../concurrency/pause.js';
import { Refusal } from '../../domain/errors.js';

/** What is kept under a name: `revision` counts its versions from a random number. So a name that was
 * deleted and is used again never has a revision of before. */
export interface KeptGroup {
  readonly revision: number;
  /** A JSON text. */
  readonly state: string;
}

/** What becomes of what is kept under a name; `undefined` removes it, and a state that is the same is not written. */
export interface Step<T> {
  readonly state: string | undefined;
  readonly answer: T;
}

/** So often a step is tried again after another process was first. */
const STEPS_MAX = 100;
const RETRY_MS = 10;

/** The revision of a first version. */
export const firstRevision = (): number => randomInt(1, 2 ** 47);

/**
 * Where the groups keep how far they are. It is no view: it cannot be computed again from the log. Several processes may use
 * it: a version is written only in place of the one that its writer has read, so that no step is lost.
 */
export abstract class GroupStore {
  /** @throws {Refusal} `groups-unavailable`: it cannot be read. */
  abstract read(name: string): Promise<KeptGroup | undefined>;

  /** The names of all that is kept, in the order of their letters. */
  abstract names(): Promise<readonly string[]>;

  /**
   * Writes the version after `revision`, 0 for the first, and resolves once it is durable.
   *
   * @returns false, and nothing is written, where another version has been written meanwhile.
   * @throws {Refusal} `groups-unavailable`: it cannot be written, or there is no room.
   */
  abstract write(name: string, revision: number, state: string): Promise<boolean>;

  /** Removes a version. @returns false, and nothing is removed, where it is not the newest one. */
  abstract delete(name: string, revision: number): Promise<boolean>;

  /**
   * The time in ms, the same for all processes that use the store.
   *
   * @throws {Refusal} `groups-unavailable`: it cannot be asked.
   */
  abstract now(): Promise<number>;

  abstract close(): Promise<void>;

  /**
   * Takes one step from the newest version to the next one; where another process was first, again from the version that it wrote.
   *
   * @param next gets the newest state, undefined where nothing is kept. It may be asked again.
   * @throws {Refusal} `groups-unavailable`: as {@link read}, or other processes were first all the time.
   */
  async step<T>(name: string, next: (state: string | undefined) => Promise<Step<T>>): Promise<T> {
    for (let n = 1; n <= STEPS_MAX; n += 1) {
      const kept = await this.read(name);
      const { state, answer } = await next(kept?.state);
      if (state === kept?.state) return answer;
      const isDone =
        state === undefined
          ? await this.delete(name, kept!.revision)
          : await this.write(name, kept?.revision ?? 0, state);
      if (isDone) return answer;
      await pause(Math.ceil(Math.random() * RETRY_MS));
    }
    throw new Refusal(
      'groups-unavailable',
      `Other processes change ${name} all the time. Repeat it in a moment.`,
    );
  }

  /** Nest calls it when the application ends. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
