import type { BudgetForm } from './budget-form.js';
import { COUNTRY } from './country.js';
import { FURTHER_KINDS } from '../values/further-kind.js';
import { isOneOf } from '../values/line.js';
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

const DIGITS = '一二三四五六七八九';

/**
 * The number in a table's number as its document prints it: 7 of 公开07表, 表七 and 07; undefined where a text is none. It is that of the
 * document's own form, and not the number here.
 */
export const printedTableNumber = (text: string): number | undefined => {
  const bare =
    /^(?:部门公开|预算公开|公开|附|批复)?表?(\d{1,2}|[一二三四五六七八九十]{1,3})表?$/.exec(
      text.trim(),
    )?.[1];
  if (bare === undefined) return undefined;
  if (/^\d/.test(bare)) return Number(bare);
  const [tens, ones] = bare.includes('十') ? bare.split('十') : [null, bare];
  const one = ones === '' ? 0 : DIGITS.indexOf(ones!) + 1;
  return tens === null ? one : (tens === '' ? 1 : DIGITS.indexOf(tens!) + 1) * 10 + one;
};

/**
 * What a person calls a table of an answered budget: its number here, for 1 to 9 and for its kind, or otherwise the text itself, which is
 * the kind of a further table or may be a number in its document; undefined where it can be neither.
 */
export const tableCalled = (text: string): number | string | undefined =>
  tableNumber(text) ??
  (isOneOf(FURTHER_KINDS, text) || (printedTableNumber(text) ?? 0) > 0 ? text : undefined);

/** The name of a form. Unlike the form, it can be handed from thread to thread. */
export type FormName = keyof typeof FORMS;

/** The names of all forms. */
export const FORM_NAMES = Object.keys(FORMS) as readonly FormName[] as readonly [
  FormName,
  ...FormName[],
];

/** The form that a document was read in. */
export const formOf = ({ form }: { readonly form: FormName }): BudgetForm => FORMS[form];
