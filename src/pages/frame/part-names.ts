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
import {
  FUNDS,
  isOneOf,
  SOURCES,
  UNDIVIDED,
  type Fund,
  type RevenueSource,
} from '../../domain/values/line.js';
import type { Unit } from '../../domain/values/money.js';
import {
  ENGLISH_CATEGORIES,
  ENGLISH_FUNDS,
  ENGLISH_MEASURES,
  ENGLISH_SOURCES,
  englishColumn,
  englishRow,
  englishUnit,
  listed,
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
  Object.hasOwn(CATEGORY_NAMES, category)
    ? say(CATEGORY_NAMES[category]!, ENGLISH_CATEGORIES[category]!)
    : undefined;

/** The words for the parts of the keys of lines, by their ids: a source of revenue may have the id of a category. */
export const lineWords = (
  say: Say,
): Readonly<Record<'parts' | 'sources', Readonly<Record<string, string>>>> => {
  const undivided = { [UNDIVIDED]: measureName(UNDIVIDED, say) };
  return {
    parts: {
      ...namesOf(MEASURE_NAMES, (measure) => measureName(measure, say)),
      ...namesOf(FUND_NAMES, (fund) => fundName(fund, say)),
      ...namesOf(CATEGORY_NAMES, (category) => categoryName(category, say)!),
      ...undivided,
    },
    sources: { ...namesOf(SOURCE_NAMES, (source) => sourceName(source, say)), ...undivided },
  };
};

const namesOf = <Code extends string>(
  codes: Readonly<Record<Code, string>>,
  nameOf: (code: Code) => string,
): Readonly<Record<string, string>> =>
  Object.fromEntries((Object.keys(codes) as Code[]).map((code) => [code, nameOf(code)]));

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

/** Subjects of sentences that are none of the parts of a budget's tables, by their keys. */
const OTHER_SUBJECTS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  revenue: ['收入', 'revenue'],
  expenditure: ['支出', 'expenditure'],
  'expenditure/fiscal-appropriation': ['财政拨款支出', 'expenditure of the fiscal appropriation'],
  'three-public': ['“三公”经费', 'three public expenses'],
  procurement: ['政府采购', 'procurement'],
  'procurement/goods': ['政府采购货物', 'procurement of goods'],
  'procurement/works': ['政府采购工程', 'procurement of works'],
  'procurement/services': ['政府采购服务', 'procurement of services'],
  'procurement/reserved': [
    '面向中小企业预留的政府采购',
    'procurement reserved for small and medium enterprises',
  ],
  'procurement/small': [
    '预留给小型和微型企业的政府采购',
    'procurement reserved for small and micro enterprises',
  ],
  'assets/purchases': ['购置固定资产', 'purchase of fixed assets'],
  'performance-targets': [
    '编报绩效目标的项目资金',
    'money of the projects with performance targets',
  ],
  unread: ['未识别的金额', 'figures that are not identified'],
};

/**
 * What a finding is about, in words: what sentences speak of has keys such as `three-public/abroad`. A code, or what is printed, is
 * itself; a part of a key that has no words is shown as it is.
 */
export const subjectName = (subject: string, say: Say): string => {
  const whole = listed(OTHER_SUBJECTS, subject);
  if (whole !== undefined) return say(...whole);
  if (subject === UNDIVIDED || Object.hasOwn(MEASURE_NAMES, subject))
    return measureName(subject as Measure | typeof UNDIVIDED, say);
  const at = subject.indexOf('/');
  const [of, part] = [subject.slice(0, Math.max(0, at)), subject.slice(at + 1)];
  switch (of) {
    case 'three-public':
      return categoryName(part, say) ?? `${subjectName(of, say)} · ${part}`;
    case 'revenue':
      return `${subjectName(of, say)} · ${fundOrSource(part, say)}`;
    case 'expenditure':
      return `${subjectName(of, say)} · ${isOneOf(FUNDS, part) ? fundName(part, say) : part}`;
    default:
      return categoryName(subject, say) ?? subject;
  }
};

const fundOrSource = (part: string, say: Say): string =>
  isOneOf(FUNDS, part)
    ? fundName(part, say)
    : isOneOf(SOURCES, part)
      ? sourceName(part, say)
      : part;
