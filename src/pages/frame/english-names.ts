import { classNamed, economic, functional } from '../../domain/classification/lookup.js';
import {
  ENGLISH_ECONOMIC,
  ENGLISH_FORMER,
  ENGLISH_FUNCTIONAL,
  ENGLISH_ITEMS,
} from '../../domain/classification/english.js';
import { CATEGORY_NAMES } from '../../domain/classification/statutory-name.js';
import { ANSWERED_FORM } from '../../domain/tables/forms.js';
import type { TableKind } from '../../domain/tables/table-kind.js';
import type { ChangeSubject } from '../../domain/events/budget.events.js';
import type { Fund, RevenueSource } from '../../domain/values/line.js';
import type { Unit } from '../../domain/values/money.js';
import { nameKey } from '../../text/fold.js';

/* The English of the words that the statutory tables print. What has none here is shown as it is printed. */

/** The columns into which expenditure is split. */
export const ENGLISH_MEASURES: Readonly<Record<ChangeSubject['measure'], string>> = {
  total: 'Total',
  basic: 'basic expenditure',
  project: 'project expenditure',
  personnel: 'personnel costs',
  public: 'public costs',
};

/** The sources of revenue. */
export const ENGLISH_SOURCES: Readonly<Record<RevenueSource, string>> = {
  'fiscal-appropriation': 'fiscal appropriation',
  operating: 'income from institutional operations',
  business: 'commercial income',
  other: 'other income',
  'special-account': 'special fiscal account',
  'carry-over': 'carried over',
  'special-fund': 'special fiscal funds',
  'other-level-appropriation': 'appropriation of other levels',
  'self-raised': 'self-raised funds',
};

/** The funds. */
export const ENGLISH_FUNDS: Readonly<Record<Fund, string>> = {
  general: 'general public budget',
  'government-fund': 'government funds',
  'state-capital': 'state capital budget',
  'unit-funds': "unit's own funds",
};

/** The categories of the three-public expenses. */
export const ENGLISH_CATEGORIES: Readonly<Record<string, string>> = {
  abroad: 'travel abroad',
  reception: 'official receptions',
  vehicles: 'official vehicles',
  'vehicle-purchase': 'purchase of vehicles',
  'vehicle-running': 'running of vehicles',
  operating: 'operating costs of the office',
};

const TITLES: Readonly<Record<TableKind, string>> = {
  'revenue-expenditure': 'Revenue and expenditure',
  revenue: 'Revenue',
  expenditure: 'Expenditure',
  appropriation: 'Revenue and expenditure of the fiscal appropriation',
  general: 'Expenditure of the general public budget',
  'government-fund': 'Expenditure of government funds',
  'state-capital': 'Expenditure of the state capital budget',
  'basic-economic': 'Basic expenditure of the general public budget by economic item',
  'three-public': 'Three public expenses and operating costs of the office',
};

/** In words: they stand behind figures too, where digits would be a second figure. */
const UNITS: Readonly<Record<Unit, string>> = {
  元: 'yuan',
  千元: 'thousand yuan',
  万元: 'ten thousand yuan',
  百万元: 'million yuan',
  亿元: 'hundred million yuan',
};

/** What the classification has English for, by code. */
const CODES: Readonly<Record<string, string>> = { ...ENGLISH_FUNCTIONAL, ...ENGLISH_ECONOMIC };

const TOTALS: ReadonlyMap<string, string> = new Map([
  [ANSWERED_FORM.totals.all, 'Total'],
  [ANSWERED_FORM.totals.revenue, 'Total revenue'],
  [ANSWERED_FORM.totals.expenditure, 'Total expenditure'],
]);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a list has for a text that may be any, such as a project's name; undefined where it has nothing. */
export const listed = <Named>(
  list: Readonly<Record<string, Named>>,
  text: string,
): Named | undefined => (Object.hasOwn(list, text) ? list[text] : undefined);

/** What a kind of table shows. */
export const englishTitle = (kind: TableKind): string => TITLES[kind];

/** The unit of amounts. */
export const englishUnit = (unit: Unit): string => UNITS[unit];

/** The heading over a column of a table; undefined where there is no English for it. */
export const englishColumn = (kind: TableKind, column: string): string | undefined => {
  const own = kind === 'three-public' ? ENGLISH_CATEGORIES : ENGLISH_SOURCES;
  const word = listed({ ...ENGLISH_MEASURES, ...ENGLISH_FUNDS, ...own }, column);
  return word && capital(word);
};

/** What a row of a table prints of itself. */
interface PrintedRow {
  /** Null where none is printed. */
  readonly code: string | null;
  readonly name: string;
}

/**
 * The English of rows of tables, see {@link englishRow}, by what they print: the code, where there is one, and the name. Beside the given
 * rows it has those that a change may add by the names of the form and the classification.
 */
export const englishRows = (printed: readonly PrintedRow[]): Readonly<Record<string, string>> => {
  const added = [
    ...Object.keys(CODES).map((code) => ({
      code,
      name: functional.nameOf(code) ?? economic.nameOf(code)!,
    })),
    ...ANSWERED_FORM.tables
      .flatMap(({ revenueRows = [] }) => revenueRows)
      .map((name) => ({ code: null, name })),
  ];
  const words = (...parts: readonly (string | null)[]) => parts.filter(Boolean).join(' ');
  return Object.fromEntries(
    [...added, ...printed].flatMap(({ code, name }): readonly (readonly [string, string])[] => {
      const english = englishRow(code, name);
      return english === undefined ? [] : [[words(code, name), words(code, english)]];
    }),
  );
};

/**
 * The English of what a row is called: of a code under its own name or a former one, of a category of the three-public expenses, of a
 * source or a fund on the revenue side, of a total. Undefined for all else. No name that is free text, such as a project's, is asked for.
 *
 * @param code the code of the row; null where none is printed
 */
export const englishRow = (code: string | null, name: string): string | undefined => {
  if (code !== null) {
    if (listed(CATEGORY_NAMES, code) === name) return capital(ENGLISH_CATEGORIES[code]!);
    return functional.isNamed(code, name) || economic.isNamed(code, name)
      ? (englishCode(code, name) ?? listed(ENGLISH_ITEMS, name))
      : undefined;
  }
  const total = TOTALS.get(name);
  if (total !== undefined) return total;
  const meaning = ANSWERED_FORM.revenueLabels.get(nameKey(name));
  if (meaning?.is === 'source') return capital(ENGLISH_SOURCES[meaning.source]);
  if (meaning?.is === 'fund') return capital(ENGLISH_FUNDS[meaning.fund]);
  const ofClass = classNamed(name);
  return ofClass && englishCode(ofClass, name);
};

/** The English of a 类 or 款 under a name that it has or had; undefined for any other code. */
const englishCode = (code: string, name: string): string | undefined =>
  listed(CODES, code) && (ENGLISH_FORMER.get(nameKey(name).replace(/支出$/, '')) ?? CODES[code]);
