import { FUND_NAMES, MEASURE_NAMES } from '../../domain/classification/statutory-name.js';
import { formOf } from '../../domain/tables/forms.js';
import { CATEGORIES, FUNDS, isOneOf, SOURCES, type Schedule } from '../../domain/values/line.js';
import { nameKey } from '../../text/fold.js';

/** The columns of a file of lines, which are the fields of `POST lines`, with their Chinese heads; the usual one first. */
const HEADS = {
  schedule: ['预算表', '表', '表名'],
  function: ['功能分类科目', '功能分类', '功能科目', '支出功能分类科目', '功能分类科目编码'],
  fund: ['资金性质'],
  expenditure: ['支出类型', '支出类别', '支出性质'],
  economic: [
    '经济分类科目',
    '经济分类',
    '经济科目',
    '部门预算经济分类科目',
    '经济分类科目编码',
    '部门预算经济分类科目编码',
  ],
  cost: ['经费类型', '费用类型'],
  category: ['三公经费', '三公经费类别'],
  project: ['项目名称', '项目'],
  source: ['资金来源', '收入来源'],
  name: ['名称', '科目名称', '功能分类科目名称', '经济分类科目名称'],
  amount: ['金额（元）', '金额', '预算数', '预算数（元）', '年初预算', '年初预算数'],
} as const;

/** A column of a file of lines. */
export type LineColumn = keyof typeof HEADS;
/** The columns of a file of lines, in their order. */
export const LINE_COLUMNS = Object.keys(HEADS) as readonly LineColumn[];

/** The Chinese head of a column, as an empty form has it. */
export const columnHead = (column: LineColumn): string => HEADS[column][0];

/** The column that a head means, in Chinese or by the field's name; undefined for any other head. */
export const columnOfHead = (head: string): LineColumn | undefined =>
  LINE_COLUMNS.find((column) => column === head) ?? COLUMN_OF_HEAD.get(nameKey(head));

const COLUMN_OF_HEAD: ReadonlyMap<string, LineColumn> = new Map(
  LINE_COLUMNS.flatMap((column) => HEADS[column].map((head) => [nameKey(head), column] as const)),
);

type Words = Readonly<Record<string, readonly string[]>>;

/** The names of the schedules, which are those of the sheets of an empty form. */
const SCHEDULE_WORDS: Readonly<Record<Schedule, readonly string[]>> = {
  revenue: ['收入', '收入预算', '收入总表', '收入预算总表'],
  expenditure: ['支出', '支出预算', '支出总表', '支出预算总表'],
  economic: ['基本支出经济分类', '经济分类', '基本支出', '基本支出明细表'],
  'three-public': ['三公经费', '三公经费和机关运行经费'],
  project: ['项目', '项目支出'],
};

/** Its tables have the words for sources, funds and categories. */
const FORM = formOf({ form: 'shanghai' });
const { headings: sources } = FORM.requireKind('revenue');
const { headings: categories, labels: categoryLabels = {} } = FORM.requireKind('three-public');

/** What a form prints as one amount, with no parts. */
const UNDIVIDED_WORD = '未分项';

/** The words of the columns that have a fixed set of values, by value; the usual word first. */
const VALUE_WORDS: Readonly<Partial<Record<LineColumn, Words>>> = {
  schedule: SCHEDULE_WORDS,
  fund: Object.fromEntries(
    FUNDS.map((fund) => [
      fund,
      [
        FUND_NAMES[fund],
        ...[...FORM.revenueLabels].flatMap(([label, meaning]) =>
          meaning.is === 'fund' && meaning.fund === fund ? [label] : [],
        ),
      ],
    ]),
  ),
  expenditure: {
    basic: [MEASURE_NAMES.basic, '基本'],
    project: [MEASURE_NAMES.project, '项目'],
    undivided: [UNDIVIDED_WORD],
  },
  cost: {
    personnel: [MEASURE_NAMES.personnel, '人员'],
    public: [MEASURE_NAMES.public, '公用'],
    undivided: [UNDIVIDED_WORD],
  },
  category: Object.fromEntries(
    CATEGORIES.map((category) => [category, [categoryLabels[category]!, ...categories[category]!]]),
  ),
  source: Object.fromEntries(SOURCES.map((source) => [source, sources[source]!])),
};

/** The usual Chinese words of the values that a column takes; empty for a column of free text, codes or amounts. */
export const columnWords = (column: LineColumn): readonly string[] =>
  Object.values(VALUE_WORDS[column] ?? {}).map(([word]) => word!);

/** The schedule that a sheet's name means. */
export const scheduleOfSheet = (name: string): Schedule | undefined =>
  valueOf('schedule', name) as Schedule | undefined;

/** The sheet of an empty form that explains its columns; it has no lines. */
export const GUIDE_SHEET = '填写说明';

/** The usual Chinese name of a schedule. */
export const scheduleName = (schedule: Schedule): string => SCHEDULE_WORDS[schedule][0]!;

const valueOf = (column: LineColumn, word: string): string | undefined => {
  const words = VALUE_WORDS[column] ?? {};
  const key = nameKey(word);
  return Object.keys(words).find((value) => words[value]!.some((each) => nameKey(each) === key));
};

/** The columns that a line of a schedule has beside its name and amount. */
export const DIMENSIONS: Readonly<Record<Schedule, readonly LineColumn[]>> = {
  revenue: ['function', 'source'],
  expenditure: ['fund', 'function', 'expenditure'],
  economic: ['economic', 'cost'],
  'three-public': ['category'],
  project: ['project', 'source'],
};

/** 1,060,056.00: the separators stand before every three digits, or the amount is refused as it is. */
const GROUPED = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/**
 * A row of a file as the fields of `POST lines`: Chinese values become the API's, full-width digits narrow, thousands
 * separators go, and where no schedule is named it is the one that has just these dimensions. 资金来源 may name a fund, since
 * people call both so. What has no meaning stays as it is, for the check of the fields to name.
 */
export const fieldsOf = (
  row: Readonly<Partial<Record<LineColumn, string>>>,
): Readonly<Partial<Record<LineColumn, string>>> => {
  const fields: Partial<Record<LineColumn, string>> = {};
  for (const column of LINE_COLUMNS) {
    const text = row[column];
    if (text === undefined) continue;
    if (column === 'source' && row.fund === undefined && valueOf('source', text) === undefined) {
      const fund = valueOf('fund', text);
      if (fund !== undefined) {
        fields.fund = fund;
        continue;
      }
    }
    fields[column] = VALUE_WORDS[column] ? (valueOf(column, text) ?? text) : plain(column, text);
  }
  const schedule = fields.schedule ?? scheduleWith(fields);
  return schedule === undefined ? fields : { ...fields, schedule };
};

const plain = (column: LineColumn, text: string): string => {
  if (column === 'name' || column === 'project') return text;
  const narrow = text.normalize('NFKC').trim();
  return column === 'amount' && GROUPED.test(narrow) ? narrow.replaceAll(',', '') : narrow;
};

const scheduleWith = (fields: Readonly<Partial<Record<LineColumn, string>>>) => {
  const given = LINE_COLUMNS.filter(
    (column) => fields[column] !== undefined && !isOneOf(['name', 'amount'], column),
  );
  return (Object.keys(DIMENSIONS) as Schedule[]).find(
    (schedule) =>
      DIMENSIONS[schedule].length === given.length &&
      DIMENSIONS[schedule].every((column) => given.includes(column)),
  );
};
