import type { Io } from './io.js';
import type { Ledger } from './ledger.js';
import type { Style } from './style.js';

/** The exit codes. They are part of the interface of the command line. */
export const EXIT = { ok: 0, refused: 1, usage: 2, findings: 3, corrupt: 4 } as const;
/** An exit code. */
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** A flag. `placeholder` stands for its value in the help; a flag without a value has none. */
export interface Option<T> {
  readonly placeholder?: string;
  readonly help: string;
  /** May be given several times: `read` gets the values separated by commas. */
  readonly repeatable?: true;
  /** Parses the text; undefined when the flag is absent. Throws an `Error` with a message for the user. */
  readonly read: (text: string | undefined) => T;
}

/** An argument without a flag. */
export interface Positional<T> {
  /** As the help prints it, e.g. `<budget>` or `FILE…`. */
  readonly label: string;
  readonly help: string;
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

/** What a verb returns to be printed. */
export type Outcome =
  | {
      /** Printed with `--json`, as one document. */
      readonly answer: unknown;
      /** Printed otherwise, for people. */
      readonly text: (style: Style) => string;
      readonly exit?: Exit;
      /** One line for standard error, printed with the answer. */
      readonly warning?: string | undefined;
    }
  | {
      /** Printed as it is, or written to the file `out`. */
      readonly body: string | Uint8Array;
      readonly out?: string | undefined;
      /** One line for standard error, printed after the body. */
      readonly warning?: string | undefined;
    }
  /** The verb has written its output itself. */
  | 'written';

/** A command of the tool as it is declared; see {@link verb}. */
export interface Declaration<O, P> {
  /** `budgets table`. */
  readonly words: string;
  readonly summary: string;
  /** Lines below the summary in the verb's own help. */
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

/** The flags of a verb by their names, without the dashes. */
export type Options = Readonly<Record<string, Option<unknown>>>;
/** The arguments of a verb, in the order in which they are given. */
export type Positionals = Readonly<Record<string, Positional<unknown>>>;

/** A command of the tool. Only its own `run` knows the types of its flags and arguments. */
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
