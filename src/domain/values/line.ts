import { Refusal } from '../errors.js';

/**
 * A line is a leaf cell of a schedule, the facet that shows the money. Published tables are margins of one hidden
 * table, so the same money stands in several schedules.
 */
export const SCHEDULES = ['revenue', 'expenditure', 'economic', 'three-public', 'project'] as const;
/** The facet that shows the money of a line. */
export type Schedule = (typeof SCHEDULES)[number];

/** 资金性质. `unit-funds` (单位资金) is what a unit spends beside the appropriation, printed among all expenditure and in no table of a fund. */
export const FUNDS = ['general', 'government-fund', 'state-capital', 'unit-funds'] as const;
/** 资金性质: which fund the money is of. */
export type Fund = (typeof FUNDS)[number];

/** 基本支出 keeps an agency running; 项目支出 pays for one task. */
export const EXPENDITURES = ['basic', 'project'] as const;
/** A figure whose form prints no parts of it, such as one amount for 基本支出 and 项目支出 together: it is in no part, and never guessed. */
export const UNDIVIDED = 'undivided';

/** What a line of expenditure may be of. */
export const LINE_EXPENDITURES = ['basic', 'project', 'undivided'] as const;
/** 基本支出, 项目支出, or both where a form prints one amount of them. */
export type Expenditure = (typeof LINE_EXPENDITURES)[number];

/** The two parts of 基本支出 by economic item: 人员经费 and 公用经费. */
export const COSTS = ['personnel', 'public'] as const;
/** What a line of an economic item may be of. */
export const LINE_COSTS = ['personnel', 'public', 'undivided'] as const;
/** 人员经费 or 公用经费, within 基本支出, or both where a form prints one amount of them. */
export type Cost = (typeof LINE_COSTS)[number];

/** The part of a total that a figure is of, as a list: empty for one that is {@link UNDIVIDED}. */
export const partsOf = <T extends string>(part: T): readonly Exclude<T, typeof UNDIVIDED>[] =>
  part === UNDIVIDED ? [] : [part as Exclude<T, typeof UNDIVIDED>];

/** Where revenue comes from: the columns of its table. */
export const SOURCES = [
  'fiscal-appropriation', // 财政拨款收入
  'operating', // 事业收入
  'business', // 事业单位经营收入
  'other', // 其他收入
  'special-account', // 财政专户管理资金
  'carry-over', // 结余结转
  'special-fund', // 财政专项资金
  'other-level-appropriation', // 非同级财政拨款
  'self-raised', // 自筹资金
] as const;
/** Where revenue comes from: a column of its table. */
export type RevenueSource = (typeof SOURCES)[number];

/** The categories of three-public expenses: 三公经费, and `operating` for 机关运行经费. */
export const CATEGORIES = [
  'abroad',
  'reception',
  'vehicle-purchase',
  'vehicle-running',
  'operating',
] as const;
/** The leaves of the three-public expenses: 因公出国(境)费, 公务接待费, 购置费, 运行费, 机关运行经费. */
export type Category = (typeof CATEGORIES)[number];

/**
 * What names a line. Dimensions that its schedule lacks are absent. Its code is {@link UNDIVIDED} where a form prints the money of
 * a table as a whole, and no item of it.
 */
export type LineName =
  | { schedule: 'revenue'; function: string; source: RevenueSource }
  | { schedule: 'expenditure'; fund: Fund; function: string; expenditure: Expenditure }
  | { schedule: 'economic'; economic: string; cost: Cost }
  | { schedule: 'three-public'; category: Category }
  | { schedule: 'project'; project: string; source: RevenueSource };

/** A line with the name that it was entered with. */
export interface NamedLine {
  readonly line: LineName;
  readonly name: string;
}

/** One string that names a line: `expenditure/general/2120199/project`. */
export type LineKey = string & { readonly __kind: 'line-key' };

/** The key of a line; {@link parseLineKey} reads it. */
export const lineKey = (line: LineName): LineKey => {
  switch (line.schedule) {
    case 'revenue':
      return `revenue/${line.function}/${line.source}` as LineKey;
    case 'expenditure':
      return `expenditure/${line.fund}/${line.function}/${line.expenditure}` as LineKey;
    case 'economic':
      return `economic/${line.economic}/${line.cost}` as LineKey;
    case 'three-public':
      return `three-public/${line.category}` as LineKey;
    case 'project':
      // A project's name is free text, and the slash separates the dimensions.
      return `project/${line.project.replaceAll('%', '%25').replaceAll('/', '%2F')}/${line.source}` as LineKey;
  }
};

/** @throws {Refusal} `line-invalid`: the text is not a key that {@link lineKey} makes. */
export const parseLineKey = (key: string): LineName => {
  const parts = key.split('/');
  const [schedule, a, b, c] = parts;
  const invalid = () =>
    new Refusal(
      'line-invalid',
      `"${key}" names no line: a key is like expenditure/general/2120199/project.`,
    );
  const line = ((): LineName | undefined => {
    if (a === undefined) return undefined;
    switch (schedule) {
      case 'revenue':
        return parts.length === 3 && isOneOf(SOURCES, b)
          ? { schedule, function: a, source: b }
          : undefined;
      case 'expenditure':
        return parts.length === 4 && isOneOf(FUNDS, a) && isOneOf(LINE_EXPENDITURES, c)
          ? { schedule, fund: a, function: b!, expenditure: c }
          : undefined;
      case 'economic':
        return parts.length === 3 && isOneOf(LINE_COSTS, b)
          ? { schedule, economic: a, cost: b }
          : undefined;
      case 'three-public':
        return parts.length === 2 && isOneOf(CATEGORIES, a) ? { schedule, category: a } : undefined;
      case 'project':
        return parts.length === 3 && isOneOf(SOURCES, b)
          ? { schedule, project: a.replaceAll('%2F', '/').replaceAll('%25', '%'), source: b }
          : undefined;
      default:
        return undefined;
    }
  })();
  if (!line) throw invalid();
  return line;
};

/** The code of the functional classification in a key, without parsing the rest of it; null where its schedule has none. */
export const functionOf = (key: LineKey): string | null => {
  const at = functionAt(key);
  return at < 0 ? null : key.slice(at, key.indexOf('/', at));
};

/** The key of the same line of another code of the functional classification. */
export const withFunction = (key: LineKey, code: string): LineKey => {
  const at = functionAt(key);
  return (key.slice(0, at) + code + key.slice(key.indexOf('/', at))) as LineKey;
};

const functionAt = (key: LineKey): number =>
  key.startsWith('revenue/')
    ? key.indexOf('/') + 1
    : key.startsWith('expenditure/')
      ? key.indexOf('/', key.indexOf('/') + 1) + 1
      : -1;

/** The part of a line that a table names it by: its code, category or project. */
export const lineSubject = (line: LineName): string => {
  switch (line.schedule) {
    case 'revenue':
    case 'expenditure':
      return line.function;
    case 'economic':
      return line.economic;
    case 'three-public':
      return line.category;
    case 'project':
      return line.project;
  }
};

/** 项 of the functional and 款 of the economic classification are leaves; a class or group never is. */
export const FUNCTION_ITEM = /^\d{7}$/;
/** The code of a leaf of the economic classification: the five digits of a 款. */
export const ECONOMIC_ITEM = /^\d{5}$/;

/**
 * The digits with which codes begin that a question asks for.
 *
 * @throws {Refusal} `malformed`: it is something else.
 */
export const codeBeginning = (text: string): string => {
  if (!/^\d{1,7}$/.test(text))
    throw new Refusal(
      'malformed',
      `code is "${text}": give the first digits of a code, such as 208 or 2080505.`,
    );
  return text;
};

/** The first digits of a code: its class (3) or group (5); {@link UNDIVIDED} is of no class. */
export const firstDigits = (code: string, digits: number): string =>
  code === UNDIVIDED ? code : code.slice(0, digits);

/** Whether a value is a member of a list, with the type narrowed to it. */
export const isOneOf = <const T extends readonly string[]>(
  list: T,
  value: string | undefined,
): value is T[number] => value !== undefined && list.includes(value);
