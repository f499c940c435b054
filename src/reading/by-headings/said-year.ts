import { COUNTRY } from '../../domain/tables/country.js';
import type { Finding } from '../../domain/events/finding.js';
import { fold } from '../../text/fold.js';
import { type DocumentLine, printedText, type RowLine } from '../document-line.js';
import { finding, placeOf, quote } from '../findings.js';
import { headedRows, type HeadedRows, type HeadingPath } from './header-paths.js';
import type { Section } from './sections.js';

/** A year that the headings of a table say. */
export interface SaidYear {
  readonly year: number;
  /** The heading that says it, as printed. */
  readonly text: string;
  /** The row that has it. */
  readonly at: RowLine;
}

const YEARS = /(?<!\d)20\d{2}(?=年)/g;
/** A heading of the budget's year: 2031年, 2031年预算数. */
const OF_BUDGET = /^20\d{2}年度?(?:.*预算.*)?$/;
const COMPARISON = /增减|增长|变化|差额|比|较|备注|说明/;
const LABEL = /(?:编码|代码|名称|项目|科目|单位|部门|序号|类别|内容)$|^[类款项]+$/;
/** Of a year that is not named, or that may be before or after the budget's. */
const UNCLEAR = /[本当今去上下明次]年|计划|规划|预计|预测|建议|拟|展望/;
const PAST = /执行|决算|完成|实际/;

/**
 * The year of a document with no year in its titles, where it is certain: the later of two years that follow each other and
 * stand side by side over the figures of a table (2030年执行数, 2031年预算数), which has no other figures. One year alone decides nothing:
 * it may be the year before, with which the budget is compared, and so may one in a sentence or in the name of the file.
 * Undefined where tables differ, or where the document or its name also has a later year.
 */
export const saidYear = (
  sections: readonly Section[],
  lines: readonly DocumentLine[],
  file: string,
): SaidYear | undefined => {
  const said = sections
    .filter(({ kind }) => COUNTRY.tables.some((form) => form.kind === kind))
    .flatMap(({ pages }) => pages.flatMap((page) => inHeadings(headedRows(page)) ?? []));
  const [first] = said;
  if (!first || said.some(({ year }) => year !== first.year)) return undefined;
  const hasLater = (text: string) => yearsIn(fold(text)).some((year) => year > first.year);
  return hasLater(file) || lines.some((line) => hasLater(printedText(line))) ? undefined : first;
};

/** `PERIOD`: where the year was found. */
export const saidYearFinding = ({ year, text, at }: SaidYear): Finding =>
  finding(
    'PERIOD',
    'error',
    `No title has a year that can be read; ${quote(text)} says ${year}.`,
    [placeOf(at, null, { text })],
    { subject: text, printed: text, expected: String(year) },
  );

const inHeadings = (table: HeadedRows | null): SaidYear | undefined => {
  const paths = [...(table?.paths.values() ?? [])];
  const years = new Set(paths.flat().flatMap(yearsIn));
  const year = Math.max(...years);
  if (!table || years.size !== 2 || !years.has(year - 1)) return undefined;
  const figures = paths.filter((path) => !path.some((each) => COMPARISON.test(each)));
  const others = figures.filter((path) => !path.some((each) => yearsIn(each).length === 1));
  const own = figures.filter((path) => yearsIn(path.join('/')).includes(year));
  const isClear =
    !figures.flat().some((each) => UNCLEAR.test(each)) &&
    others.every((path) => LABEL.test(path.at(-1) ?? '')) &&
    own.length > 0 &&
    own.every((path) => OF_BUDGET.test(headingOf(path)) && !PAST.test(path.join('/'))) &&
    own.length < figures.length - others.length &&
    !hasUnheaded(figures);
  return isClear ? headingIn(table.header, year) : undefined;
};

const headingOf = (path: HeadingPath): string =>
  path.find((each) => yearsIn(each).length > 0) ?? '';

/** Whether a heading of a year ends one path and begins another: it is not told which columns are below it. */
const hasUnheaded = (paths: readonly HeadingPath[]): boolean => {
  const last = new Set(paths.map((path) => path.at(-1)));
  return paths.some((path) =>
    path.slice(0, -1).some((each) => yearsIn(each).length > 0 && last.has(each)),
  );
};

const headingIn = (header: readonly RowLine[], year: number): SaidYear | undefined =>
  header
    .flatMap((at) => at.cells.map(({ text }) => ({ year, text, at })))
    .find(({ text }) => fold(text).startsWith(`${year}年`) && !COMPARISON.test(fold(text)));

const yearsIn = (text: string): readonly number[] => (text.match(YEARS) ?? []).map(Number);
