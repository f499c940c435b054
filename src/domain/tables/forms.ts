import type { BudgetForm } from './budget-form.js';
import { COUNTRY } from './country.js';
import { SHANGHAI } from './shanghai.js';
import type { TableKind } from './table-kind.js';

/** The forms that documents are read in, by the name that a read document keeps of its own. */
const FORMS = { shanghai: SHANGHAI, country: COUNTRY } as const satisfies Readonly<
  Record<string, BudgetForm>
>;

/**
 * The form in which budgets are answered and printed, and in which recorded tables have their numbers. A document of another
 * form is recorded under the numbers of its kinds here.
 */
export const ANSWERED_FORM: BudgetForm = FORMS.shanghai;

/** How many tables an answered budget has; they are numbered from 1. */
export const TABLES = ANSWERED_FORM.tables.length;

/** What people and lists call two kinds beside their names here. */
const KIND_ALIASES: Readonly<Record<string, TableKind>> = {
  'income-expenditure': 'revenue-expenditure',
  income: 'revenue',
};

/** The number of an answered budget's table, from its number or its kind; undefined where it has no such table. */
export const tableNumber = (text: string): number | undefined =>
  ANSWERED_FORM.tables.find(
    ({ table, kind }) => String(table) === text || kind === (KIND_ALIASES[text] ?? text),
  )?.table;

/** The name of a form. Unlike the form, it can be handed from thread to thread. */
export type FormName = keyof typeof FORMS;

/** The names of all forms. */
export const FORM_NAMES = Object.keys(FORMS) as readonly FormName[] as readonly [
  FormName,
  ...FormName[],
];

/** The form that a document was read in. */
export const formOf = ({ form }: { readonly form: FormName }): BudgetForm => FORMS[form];
