import type { AmendmentKind } from '../events/budget.events.js';
import { absFen, type Fen } from '../values/money.js';

/**
 * Who must approve what. The law gives one cell of this matrix (a government's total: the standing committee, Budget Law,
 * articles 67 to 70) and leaves the rest to local rules (article 72), so it is data that a bureau writes.
 */
export interface Policy {
  readonly rules: readonly PolicyRule[];
  /** Codes, or their beginnings, whose lines a reallocation should not touch (重点支出): an audit lists where one did. */
  readonly protected?: readonly string[] | undefined;
}

/**
 * One rule of the bureau's policy file: which amendments it applies to, and who approves them. Bounds are in fen,
 * exclusive.
 */
export interface PolicyRule {
  readonly name: string;
  /** The kinds that it applies to; all when absent. */
  readonly kinds?: readonly AmendmentKind[] | undefined;
  /** It applies to amounts above any of these; always when none is given. `cumulative` counts the budget's approved amendments and this one. */
  readonly above?:
    | {
        readonly net?: Fen | undefined;
        readonly gross?: Fen | undefined;
        readonly cumulative?: Fen | undefined;
      }
    | undefined;
  /** The body that approves, in words. */
  readonly approver: string;
  /** The actors who may record that approval; anyone but the proposer when absent. */
  readonly actors?: readonly string[] | undefined;
}

/** Without a policy any other actor may approve any kind. */
export const NO_POLICY: Policy = { rules: [] };

/** An approval that the policy asks for. */
export interface Approval {
  readonly rule: string;
  readonly approver: string;
  readonly actors: readonly string[] | null;
}

/**
 * How large an amendment is, in fen: its net effect, the sum of what it moves, and what approved amendments and this
 * one come to.
 */
export interface AmendmentSize {
  readonly kind: AmendmentKind;
  readonly net: Fen;
  readonly gross: Fen;
  readonly cumulative: Fen;
}

/** The approvals that a policy asks for an amendment of this kind and size. */
export const approvalsFor = (policy: Policy, size: AmendmentSize): readonly Approval[] =>
  policy.rules
    .filter((rule) => applies(rule, size))
    .map(({ name, approver, actors }) => ({ rule: name, approver, actors: actors ?? null }));

const applies = ({ kinds, above }: PolicyRule, size: AmendmentSize): boolean => {
  if (kinds && !kinds.includes(size.kind)) return false;
  const limits = (['net', 'gross', 'cumulative'] as const).filter(
    (measure) => above?.[measure] !== undefined,
  );
  return limits.length === 0 || limits.some((measure) => absFen(size[measure]) > above![measure]!);
};
