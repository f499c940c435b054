import { nameKey } from '../../text/fold.js';
import { FUNCTIONAL } from '../classification/functional.js';
import type { PrintedTableLayout, TableRow } from '../events/budget.events.js';
import {
  EXPENDITURES,
  UNDIVIDED,
  type Fund,
  type LineName,
  type NamedLine,
} from '../values/line.js';
import type { BudgetForm, TableForm } from './budget-form.js';

/** Which of the lines that a table shows are below a row of it. */
export type RowMeaning =
  /** All of its side; `sum`: a row beside the total's that says so again, such as 本年支出合计. */
  | { readonly is: 'whole'; readonly sum?: true }
  /** Those of a code. */
  | { readonly is: 'code'; readonly code: string }
  /** Those that `of` tells; `sum` as for `whole`. */
  | {
      readonly is: 'lines';
      readonly of: (line: LineName) => boolean;
      readonly sum?: true;
    }
  /** None that is known. */
  | { readonly is: 'nothing' };

const NOTHING: RowMeaning = { is: 'nothing' };
const WHOLE: RowMeaning = { is: 'whole', sum: true };

/** What stands before a name: 其中：, and an ordinal, also one whose brackets were set apart from it. */
const BEFORE_NAME =
  /^(?:其中[:：]?|[（(]\s*[)）]\s*[一二三四五六七八九十]+\s+|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])\s*/;
const YEARS_SUM = /^(?:本年|当年)(?:收入|支出)(?:合计|小计|总计)?$/;
/** A heading of one side that stands for all of it. */
const SIDES_SUM = /^(?:部门预算|单位预算)$/;
/** The whole of a table of the appropriation. */
const APPROPRIATION = /^(?:财政拨款|预算拨款|财政拨款收入|财政拨款支出)$/;
const MEASURES: Readonly<Record<string, (typeof EXPENDITURES)[number]>> = {
  基本支出: 'basic',
  项目支出: 'project',
};

const bareName = (name: string): string => nameKey(name.trim().replace(BEFORE_NAME, ''));

/**
 * What each row of a printed table stands for, by its code or its words. A form may print its functions by name alone (行政运行 below 司法):
 * `lines`, whose codes and names tell them. `isWhole`: whether a row prints what the total row prints, such as that of the
 * one body in a table by bodies.
 */
export const rowMeanings = (
  form: BudgetForm,
  table: TableForm,
  { rows, form: readAs }: Pick<PrintedTableLayout, 'rows' | 'form'>,
  lines: readonly NamedLine[],
  isWhole: (row: TableRow) => boolean,
): ReadonlyMap<TableRow, RowMeaning> => {
  const repeated = readAs === 'country' ? repeatedCodes(rows) : new Set<string | null>();
  const spending = spendingMeaning(table, repeated, lines, isWhole);
  const revenue = revenueMeaning(form, table);
  return new Map(rows.map((row) => [row, row.side === 'revenue' ? revenue(row) : spending(row)]));
};

const revenueMeaning = (form: BudgetForm, table: TableForm): ((row: TableRow) => RowMeaning) => {
  const above: string[] = [];
  const funds = new Set<Fund>();
  const isOfTheYear = (line: LineName) =>
    table.countsAsRevenue(line) && !(line.schedule === 'revenue' && line.source === 'carry-over');
  return ({ name, total }) => {
    const key = bareName(name);
    const before = [...above];
    above.push(key);
    if (total) return { is: 'whole' };
    if (YEARS_SUM.test(key)) return { is: 'lines', of: isOfTheYear, sum: true };
    if (SIDES_SUM.test(key)) return WHOLE;
    const isAppropriation = APPROPRIATION.test(key);
    if (isAppropriation && !table.schedules.includes('revenue')) return WHOLE;
    const meaning = form.shownMeaning(isAppropriation ? '财政拨款' : key, before);
    if (meaning.is === 'source') {
      const { source } = meaning;
      return { is: 'lines', of: (line) => line.schedule === 'revenue' && line.source === source };
    }
    // The second row of a fund is a part of what is carried over (上年结转, then 一般公共预算).
    if (meaning.is !== 'fund' || funds.has(meaning.fund)) return NOTHING;
    const { fund } = meaning;
    funds.add(fund);
    return { is: 'lines', of: (line) => line.schedule === 'expenditure' && line.fund === fund };
  };
};

/** A code that is printed for each 政府 class or body: which of its rows a change belongs to is not recorded. */
const repeatedCodes = (rows: readonly TableRow[]): ReadonlySet<string | null> =>
  new Set(
    [...Map.groupBy(rows, ({ code }) => code)].flatMap(([code, own]) =>
      own.length > 1 ? [code] : [],
    ),
  );

const spendingMeaning = (
  table: TableForm,
  repeated: ReadonlySet<string | null>,
  lines: readonly NamedLine[],
  isWhole: (row: TableRow) => boolean,
): ((row: TableRow) => RowMeaning) => {
  const codes = codesOfNames(table, lines);
  return (row) => {
    const { code, name, total } = row;
    if (total || table.levels.length === 0) return { is: 'whole' };
    if (code !== null && repeated.has(code)) return NOTHING;
    if (code !== null) {
      codes.passed(code);
      return { is: 'code', code };
    }
    if (table.shape === 'coded') return isWhole(row) ? WHOLE : NOTHING;
    const key = bareName(name);
    if (YEARS_SUM.test(key) || SIDES_SUM.test(key) || APPROPRIATION.test(key)) return WHOLE;
    const measure = MEASURES[key];
    if (measure !== undefined)
      return {
        is: 'lines',
        of: (line) => line.schedule === 'expenditure' && line.expenditure === measure,
        sum: true,
      };
    const known = codes.of(key);
    return known === null ? NOTHING : { is: 'code', code: known };
  };
};

/** The codes of rows that have a name alone: below the class and group of the rows above them, one after another. */
const codesOfNames = (
  table: TableForm,
  lines: readonly NamedLine[],
): { readonly passed: (code: string) => void; readonly of: (key: string) => string | null } => {
  let names: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  const below = (above: string, digits: number, key: string) =>
    [...(names ??= namesOfCodes(table, lines))].find(
      ([code, own]) => code.length === digits && code.startsWith(above) && own.has(key),
    )?.[0];
  let [ofClass, group]: (string | null)[] = [null, null];
  return {
    passed: (code) => {
      ofClass = code.slice(0, 3);
      group = code.length > 3 ? code.slice(0, 5) : null;
    },
    of: (key) => {
      const item = group === null ? undefined : below(group!, 7, key);
      if (item !== undefined) return item;
      const ownGroup = ofClass === null ? undefined : below(ofClass!, 5, key);
      if (ownGroup !== undefined) return (group = ownGroup);
      const ownClass = below('', 3, key);
      if (ownClass === undefined) return null;
      [ofClass, group] = [ownClass, null];
      return ownClass;
    },
  };
};

/** The names, as they are compared, of each class, group and item that lines have. */
const namesOfCodes = (
  table: TableForm,
  lines: readonly NamedLine[],
): ReadonlyMap<string, ReadonlySet<string>> => {
  const names = new Map<string, Set<string>>();
  for (const { line, name } of lines) {
    const code = table.codeOf(line);
    if (code === null || code === UNDIVIDED) continue;
    for (const digits of [3, 5, 7]) {
      const prefix = code.slice(0, digits);
      const known = FUNCTIONAL[prefix] ?? '';
      // 一般公共服务 is the class 一般公共服务支出.
      const all = [
        known,
        digits === 3 ? known.replace(/支出$/, '') : '',
        prefix === code ? name : '',
      ];
      const own = names.get(prefix) ?? new Set();
      names.set(prefix, own);
      for (const each of all) if (each !== '') own.add(bareName(each));
    }
  }
  return names;
};
