import { Refusal } from '../errors.js';

/** The scopes of a budget, the last part of its id. */
export const SCOPES = ['department', 'unit'] as const;
/** 部门预算 (consolidated) or 单位预算. The same money may stand in both: they are never added. */
export type Scope = (typeof SCOPES)[number];

/** `<agency>-<year>-<scope>`, e.g. `baoshan_cyzx-2023-department`. */
export type BudgetId = string & { readonly __kind: 'budget-id' };

/** The parts of a budget's id: the agency's code, the four-digit fiscal year, and the scope. */
export interface BudgetName {
  readonly agency: string;
  readonly fiscalYear: number;
  readonly scope: Scope;
}

const BUDGET = /^([a-z0-9_]+)-(\d{4})-(department|unit)$/;
const AGENCY = /^[a-z0-9_]{1,64}$/;

/**
 * The id of a budget.
 *
 * @throws {Refusal} `malformed`: the agency's code has other characters than an id may have.
 */
export const budgetId = ({ agency, fiscalYear, scope }: BudgetName): BudgetId =>
  `${agencyCode(agency)}-${String(fiscalYear).padStart(4, '0')}-${scope}` as BudgetId;

/** Whether the text has the form of a budget's id. */
export const isBudgetId = (text: string): text is BudgetId => BUDGET.test(text);

/** @throws {Refusal} `not-found`: the text is not the id of a budget. */
export const parseBudgetId = (text: string): BudgetName & { id: BudgetId } => {
  const match = BUDGET.exec(text);
  if (!match)
    throw new Refusal(
      'not-found',
      `There is no budget "${text}": a budget is called <agency>-<year>-<department|unit>.`,
      { budget: text },
    );
  return {
    id: text as BudgetId,
    agency: match[1]!,
    fiscalYear: Number(match[2]),
    scope: match[3] as Scope,
  };
};

/** The refusal `not-found` of a budget that is not opened. */
export const noSuchBudget = (budget: string): Refusal =>
  new Refusal('not-found', `There is no budget "${budget}": see the list of budgets.`, {
    budget,
  });

/** The refusal `not-found` of an agency that is not registered. */
export const noSuchAgency = (code: string): Refusal =>
  new Refusal('not-found', `There is no agency ${code}.`, { agency: code });

/** Whether a text has the form of the code of an agency. */
export const isAgencyCode = (text: string): boolean => AGENCY.test(text);

/**
 * Checks an agency's code: 1 to 64 lower-case letters, digits and underscores.
 *
 * @throws {Refusal} `malformed`: it has another form.
 */
export const agencyCode = (text: string): string => {
  if (!isAgencyCode(text))
    throw new Refusal(
      'malformed',
      `"${text}" is not an agency code: use lower-case letters, digits and underscores.`,
    );
  return text;
};

/** The first and the last fiscal year that a budget may have. */
export const FISCAL_YEARS = { first: 1949, last: 2999 } as const;

/**
 * Reads a fiscal year.
 *
 * @throws {Refusal} `malformed`: it is no year that a budget may have.
 */
export const fiscalYear = (text: string): number => {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  if (year < FISCAL_YEARS.first || year > FISCAL_YEARS.last)
    throw new Refusal(
      'malformed',
      `"${text}" is not a fiscal year: give four digits, such as 2024.`,
    );
  return year;
};

/** The stream of the log that records a budget. */
export const budgetStream = (id: BudgetId): string => `budget-${id}`;
/** The stream of the log that records an agency. */
export const agencyStream = (code: string): string => `agency-${code}`;

/** The stream of the log that records the bureau's policy. */
export const POLICY_STREAM = 'policy-bureau';

/** The budget that a stream records, or null for a stream of another category. */
export const budgetOfStream = (stream: string): BudgetId | null =>
  stream.startsWith('budget-') ? (stream.slice('budget-'.length) as BudgetId) : null;
