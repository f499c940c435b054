import type { Unit } from '../values/money.js';

/**
 * How grave a finding is. `error`: the document contradicts itself; `warning`: it probably does, or says what cannot be
 * right in law; `info`: worth knowing.
 */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
/** How grave a finding is. */
export type Severity = (typeof SEVERITIES)[number];

/** Where a printed figure stands, so that anyone can look it up. Numbers count from 1; null where it has none. */
export interface Place {
  /** The number of the table in its form; null in the narrative and in the forms of targets. */
  readonly table: number | null;
  readonly page: number | null;
  /** Line of the text. */
  readonly line: number | null;
  /** Row of the table, counted over its data rows. */
  readonly row: number | null;
  /** The column's key, such as `total` or `basic`. */
  readonly column: string | null;
  /** The text as printed. */
  readonly text: string;
}

/** Places, each once: several figures of one line may be printed alike. */
export const eachOnce = <P extends Place>(places: readonly P[]): readonly P[] => {
  const found = new Map<string, P>();
  for (const place of places) {
    const { table, page, line, row, column, text } = place;
    const key = JSON.stringify([table, page, line, row, column, text]);
    if (!found.has(key)) found.set(key, place);
  }
  return [...found.values()];
};

/**
 * A rule that does not hold: what is printed, what was expected, where. It blocks nothing and repairs nothing; a person
 * decides it. One cause is one finding, whatever the number of figures that it touches.
 */
export interface Finding {
  /** Rule id, e.g. `SUM-CLASS`: see docs/rules.md (勾稽关系). */
  readonly rule: string;
  readonly severity: Severity;
  readonly table: number | null;
  /** The heading in the narrative or the form where `table` is null. */
  readonly section: string | null;
  /** The code or label that the finding is about, e.g. `302` or `合计`. */
  readonly subject: string | null;
  readonly column: string | null;
  /** The figure as printed, without separators; null for a blank. */
  readonly printed: string | null;
  /** What the rule expects: a figure, or words. */
  readonly expected: string | null;
  /** printed − expected in `unit`, signed; null where one of the two is no figure. */
  readonly difference: string | null;
  readonly unit: Unit | null;
  readonly places: readonly Place[];
  /** Likely cause: `digit-lost`, `digit-doubled`, `merged-cells`, `row-shifted`, `repeated-cells`,
   * `offsetting-pair`, `total-copied`, `unit-confused`. */
  readonly hint: string | null;
  /** One sentence for people: what, where, what was expected. */
  readonly message: string;
}

/**
 * What a person can decide about a finding: the print holds, the expected value holds, or it is a slip that is known.
 */
export const DECISIONS = ['accept-printed', 'accept-expected', 'known-slip'] as const;
/** What the ledger decides about a finding by itself: what it says holds no longer, or a newer document has taken its place. */
export const LEDGER_DECISIONS = ['no-longer-holds', 'superseded'] as const;
/** See {@link LEDGER_DECISIONS}. */
export type LedgerDecision = (typeof LEDGER_DECISIONS)[number];
/** What a person decided about a finding. */
export type Decision = (typeof DECISIONS)[number];
