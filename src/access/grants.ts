import { Reach } from './reach.js';

/** What a caller does for the bureau. */
export const ROLES = ['reader', 'clerk', 'approver', 'auditor', 'subscriber', 'operator'] as const;
/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/**
 * What a route needs of its caller: `read` budgets and documents; `enter` what a clerk records; `approve` amendments and budgets;
 * follow `changes`; list for an `audit`; `prove` single events; `verify` the whole log; fetch the `tree` of hashes; `operate` the service.
 */
export type Permission =
  'read' | 'enter' | 'approve' | 'changes' | 'audit' | 'prove' | 'verify' | 'tree' | 'operate';

const PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  reader: ['read', 'changes', 'tree'],
  clerk: ['read', 'enter', 'changes', 'tree'],
  approver: ['read', 'approve', 'changes', 'tree'],
  auditor: ['read', 'changes', 'audit', 'prove', 'verify', 'tree'],
  subscriber: ['changes', 'tree'],
  operator: ['operate', 'tree'],
};

/** Permissions that do not follow budgets. `verify` names budgets: it needs a grant over all of them. */
const OF_NO_BUDGET: ReadonlySet<Permission> = new Set(['tree', 'operate']);

/** A rule of the policy file: whoever has all the claims of `when` has the role for these budgets. */
export interface AccessRule {
  /** Names of claims with the value that each must have, or hold among others. */
  readonly when: Readonly<Record<string, string>>;
  readonly role: Role;
  /** Codes of agencies, `*` for any characters; all agencies when absent. */
  readonly agencies?: readonly string[] | undefined;
  /** Fiscal years; all when absent. */
  readonly years?: readonly number[] | undefined;
}

/** What a caller may do, and with which budgets: the rules whose claims it has. */
export class Grants {
  constructor(private readonly rules: readonly AccessRule[]) {}

  /** The rules that apply to the claims of a token. */
  static of(rules: readonly AccessRule[], claims: Readonly<Record<string, unknown>>): Grants {
    return new Grants(
      rules.filter(({ when }) =>
        Object.entries(when).every(([claim, value]) =>
          valuesOf(claim, claims[claim]).includes(value),
        ),
      ),
    );
  }

  /** Whether the caller has a permission for anything at all. */
  has(permission: Permission): boolean {
    const reach = this.reach(permission);
    if (OF_NO_BUDGET.has(permission)) return this.rulesFor(permission).length > 0;
    return permission === 'verify' ? reach.isEverything : !reach.isNothing;
  }

  /** The budgets that the caller has a permission for. */
  reach(...permissions: readonly Permission[]): Reach {
    return Reach.of(permissions.flatMap((permission) => this.rulesFor(permission)));
  }

  /** Equal for equal grants: by it a stream sees whether the grants that it was opened with have changed. */
  get fingerprint(): string {
    return JSON.stringify(this.rules);
  }

  private rulesFor(permission: Permission): readonly AccessRule[] {
    return this.rules.filter(({ role }) => PERMISSIONS[role].includes(permission));
  }
}

/** The claims that are texts with blanks between them (RFC 8693, section 4.2). */
const LISTS_OF_WORDS: ReadonlySet<string> = new Set(['scope', 'scp']);

/** A claim is a text or a list of texts. Any other claim than a scope is one text as a whole: a user may choose its words. */
const valuesOf = (name: string, claim: unknown): readonly string[] => {
  if (typeof claim === 'string') return LISTS_OF_WORDS.has(name) ? claim.split(' ') : [claim];
  return Array.isArray(claim) ? claim.filter((each) => typeof each === 'string') : [];
};
