/** The program that verifies a bundle. It stands in one file that needs Node.js and nothing else, also nothing of this ledger. */
export const VERIFIER = new URL('../proof/budget-ledger-verify.mjs', import.meta.url);

/** What must have signed the checkpoint of a bundle; what is not given is not demanded. */
interface Expected {
  /** The public key of the ledger; default the one that the bundle brings along. */
  readonly key?: string | undefined;
  readonly origin?: string | undefined;
  /** The public keys of witnesses. */
  readonly witnesses?: readonly string[] | undefined;
  /** How many of the witnesses must have signed; default all. */
  readonly quorum?: number | undefined;
}

/** The functions of the program. */
interface Verifier {
  /** `exit` is 1 where something was changed, 2 where another key or ledger has signed; `lines` say what was verified. */
  readonly verifyBundle: (
    zip: Uint8Array,
    expected: Expected,
  ) => { readonly exit: 0 | 1 | 2; readonly lines: readonly string[] };
}

/** Loads the program: the same file that is given to others. */
export const loadVerifier = async (): Promise<Verifier> =>
  (await import(VERIFIER.href)) as Verifier;
