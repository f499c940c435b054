import type { TableForm } from '../../../domain/tables/budget-form.js';
import type { Severity } from '../../../domain/events/finding.js';
import type { Figure } from './table-set.js';

/** An equation between printed figures (勾稽关系). `printed` and `expected` are sums; both have at least one figure. */
export interface Relation {
  readonly rule: string;
  readonly severity: Severity;
  /** The code or label of the row that the relation is about. */
  readonly subject: string;
  readonly name: string;
  readonly column: string;
  readonly printed: readonly Figure[];
  readonly expected: readonly Figure[];
  /** The words before the expected amount in the message: `its 款 add up to`. */
  readonly says: string;
  /** For a relation either side of which may be wrong: the words for the printed side, when it is the expected one. */
  readonly symmetric?: { readonly says: string };
  /** Holds in most documents, but no statute demands it: broken it is a warning and proves nothing. */
  readonly customary?: true;
}

/** The table that the relation is about: that of its printed side. */
export const tableOf = ({ printed }: Relation): TableForm => printed[0]!.form;

/** Proposed amounts for figures, in fen. */
export type Amounts = ReadonlyMap<Figure, bigint>;

const NOTHING: Amounts = new Map();

/** The amount of a figure in fen: the proposed one, else the printed one, else 0. */
export const amountOf = (figure: Figure, amounts: Amounts = NOTHING): bigint =>
  amounts.get(figure) ?? figure.amount ?? 0n;

/** The sum of the figures' amounts in fen, as {@link amountOf} gives them. */
export const sumOf = (figures: readonly Figure[], amounts: Amounts = NOTHING): bigint => {
  let fen = 0n;
  for (const figure of figures) fen += amountOf(figure, amounts);
  return fen;
};

/** printed − expected, in fen; zero when the relation holds within the rounding of its figures. */
export const residual = (relation: Relation, amounts: Amounts = NOTHING): bigint => {
  const difference = sumOf(relation.printed, amounts) - sumOf(relation.expected, amounts);
  if (difference === 0n) return 0n;
  let slack = 0n;
  for (const figure of relation.printed) slack += figure.slack;
  for (const figure of relation.expected) slack += figure.slack;
  return -slack <= difference && difference <= slack ? 0n : difference;
};
