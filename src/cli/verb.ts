import type { Io } from './io.js';
import type { Ledger } from './ledger.js';
import type { Style } from './style.js';

export const EXIT = { ok: 0, refused: 1, usage: 2, findings: 3, corrupt: 4 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** A flag of the command line. `placeholder` names its value in the help; a switch has none. */
export interface Option<T> {
  readonly placeholder?: string;
  readonly help: string;
  /** May be given several times: the values arrive parted by commas. */
  readonly repeatable?: true;
  /** The value that the text means, or what holds when the flag is absent. Throws a sentence when it means none. */
  readonly read: (text: string | undefined) => T;
}

/** An argument by its place. */
export interface Positional<T> {
  /** As the help prints it, e.g. `<budget>` or `FILE…`. */
  readonly label: string;
  readonly arity: 'one' | 'optional' | 'many';
  readonly read: (texts: readonly string[]) => T;
}

type Values<S> = {
  readonly [K in keyof S]: S[K] extends { read: (given: never) => infer T } ? T : never;
};

/** What every verb takes. */
export interface Common {
  readonly data: string;
  readonly json: boolean;
  readonly actor: string;
}

/** What a verb leaves to be printed. */
export type Outcome =
  | {
      /** Printed by `--json`, as one document. */
      readonly answer: unknown;
      /** Printed otherwise, for people. */
      readonly text: (style: Style) => string;
      readonly exit?: Exit;
      /** One line on standard error beside the answer. */
      readonly warning?: string | undefined;
    }
  | { readonly body: string | Uint8Array }
  /** The verb has written what there was to write. */
  | 'written';

/** A command of the tool as it is declared; see {@link verb}. */
export interface Declaration<O, P> {
  /** `budgets table`. */
  readonly words: string;
  readonly summary: string;
  /** Lines under the summary in the verb's own help. */
  readonly notes?: readonly string[];
  readonly positionals: P;
  readonly options: O;
  readonly run: (given: Given<Values<O>, Values<P>>, io: Io) => Promise<Outcome>;
}

/** What a verb runs with. */
export interface Given<O, P> {
  readonly options: O;
  readonly positionals: P;
  readonly common: Common;
  readonly ledger: Ledger;
}

export type Options = Readonly<Record<string, Option<unknown>>>;
export type Positionals = Readonly<Record<string, Positional<unknown>>>;

/** A command of the tool. What its flags and arguments mean is known to its own `run` alone. */
export type Verb = Omit<Declaration<Options, Positionals>, 'run'> & {
  readonly run: (
    given: Given<Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>>,
    io: Io,
  ) => Promise<Outcome>;
};

/** Declares a verb: its `run` gets the values with the types that the options and positionals read. */
export const verb = <O extends Options, P extends Positionals>(
  declaration: Declaration<O, P>,
): Verb => declaration as unknown as Verb;
