import {
  AMENDMENT_KIND_NAMES,
  CATEGORY_NAMES,
  FUND_NAMES,
  MEASURE_NAMES,
  SOURCE_NAMES,
} from '../../domain/classification/statutory-name.js';
import type { AmendmentKind, ChangeSubject } from '../../domain/events/budget.events.js';
import { columnLabel } from '../../domain/tables/budget-form.js';
import { ANSWERED_FORM } from '../../domain/tables/forms.js';
import { UNDIVIDED, type Fund, type RevenueSource } from '../../domain/values/line.js';
import type { Unit } from '../../domain/values/money.js';
import {
  ENGLISH_CATEGORIES,
  ENGLISH_FUNDS,
  ENGLISH_MEASURES,
  ENGLISH_SOURCES,
  englishColumn,
  englishRow,
  englishUnit,
} from './english-names.js';
import type { Say } from './language.js';

type Measure = ChangeSubject['measure'];

/** A column into which expenditure is split, or the figure of all of them where they are not printed, in words. */
export const measureName = (measure: Measure | typeof UNDIVIDED, say: Say): string =>
  measure === UNDIVIDED
    ? say('未分列', 'undivided')
    : say(MEASURE_NAMES[measure], ENGLISH_MEASURES[measure]);

/** A source of revenue, in words. */
export const sourceName = (source: RevenueSource, say: Say): string =>
  say(SOURCE_NAMES[source], ENGLISH_SOURCES[source]);

/** A fund, in words. */
export const fundName = (fund: Fund, say: Say): string =>
  say(FUND_NAMES[fund], ENGLISH_FUNDS[fund]);

/** A kind of amendments, in words. */
export const amendmentKindName = (kind: AmendmentKind, say: Say): string =>
  say(AMENDMENT_KIND_NAMES[kind], kind.replaceAll('-', ' '));

/** A category of the three-public expenses, in words; undefined for what is none. */
export const categoryName = (category: string, say: Say): string | undefined =>
  CATEGORY_NAMES[category] && say(CATEGORY_NAMES[category], ENGLISH_CATEGORIES[category]!);

/** A unit of amounts, in words. */
export const unitName = (unit: Unit, say: Say): string => say(unit, englishUnit(unit));

/** What a row of that code and that printed name is called; its printed name where there is no English for it. */
export const rowText = (code: string | null, name: string, say: Say): string =>
  say(name, englishRow(code, name) ?? name);

/** What a column of a table is called; its key where the form does not have the table. */
export const columnText = (number: number, column: string, say: Say): string => {
  const table = ANSWERED_FORM.tables.find((each) => each.table === number);
  if (table === undefined) return column;
  const printed = columnLabel(table, column);
  return say(printed, englishColumn(table.kind, column) ?? printed);
};

/** What the columns of all tables are called, by the number of the table and their keys. */
export const columnTexts = (say: Say): Readonly<Record<number, Readonly<Record<string, string>>>> =>
  Object.fromEntries(
    ANSWERED_FORM.tables.map(({ table, columns, unitColumns = [], headings }) => [
      table,
      Object.fromEntries(
        [...columns, ...unitColumns, ...Object.keys(headings)].map((column) => [
          column,
          columnText(table, column, say),
        ]),
      ),
    ]),
  );

/**
 * What a finding is about, in words: the words of sentences have keys such as `three-public/abroad`. A code, or what is printed, is
 * itself.
 */
export const subjectName = (subject: string, say: Say): string => {
  const [of, part] = subject.split('/');
  switch (of) {
    case 'three-public':
      return categoryName(part ?? '', say) ?? say('“三公”经费', 'three public expenses');
    case 'revenue':
    case 'expenditure': {
      const side = of === 'revenue' ? say('收入', 'revenue') : say('支出', 'expenditure');
      const named = FUND_NAMES[part as Fund]
        ? fundName(part as Fund, say)
        : SOURCE_NAMES[part as RevenueSource] && sourceName(part as RevenueSource, say);
      return named ? `${side} · ${named}` : side;
    }
    case 'basic':
    case 'project':
    case UNDIVIDED:
      return measureName(of, say);
    default:
      return subject;
  }
};
