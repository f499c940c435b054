import { fold, nameKey } from '../../text/fold.js';
import type { RowLine } from '../document-line.js';
import { looksNumeric } from '../printed-amount.js';
import { withoutUnit } from '../tables/lines/header-words.js';

/** The headings over a column from top to bottom: 本年收入, then 小计. As they are compared, without spaces and brackets, or as printed. */
export type HeadingPath = readonly string[];

/** The header of a table, and the rows below it. */
export interface HeadedRows {
  readonly header: readonly RowLine[];
  /** By the column of cells. */
  readonly paths: ReadonlyMap<number, HeadingPath>;
  readonly rows: readonly RowLine[];
}

/** The rows that a header has at most. */
export const HEADER_ROWS_MAX = 5;
const COLUMN_NUMBERS = /^(?:\*{1,2}|栏次|\d{1,2}|\d{1,2}=.*)$/;
const HEADING =
  /^(?:19|20)\d{2}年度?$|^(?:\d{4}年?度?)?(?:收入|支出|项目|科目|功能|经济|单位|部门|预算|编制预算|年初预算|编码|代码|名称|合计|总计|小计|金额|基本支出|人员|公用|类|款|项|其中|本年|上年|当年|财政|一般公共|政府|国有|序号|项目名称|因公|公务|购置|运行|三公|会议|培训|增减|执行|年度|序号|资金|“三公|事业收入|事业单位经营|上级补助|对?附属单位|用事业基金|其他收入)/;

/**
 * Whether a row has the numbers of the columns: ** 1 2 3, 栏次 1 2 3. Without such a mark they ascend, from 1 again for a second group of columns;
 * in a row of money the first figure is the total.
 */
export const isColumnNumbers = ({ cells }: RowLine): boolean => {
  const words = cells.map(({ text }) => fold(text));
  const isMarked = words.some((each) => !/^\d+$/.test(each));
  const ascends = words.every(
    (each, at) => at === 0 || Number(each) > Number(words[at - 1]) || (at > 1 && each === '1'),
  );
  return (
    words.length > 0 && words.every((each) => COLUMN_NUMBERS.test(each)) && (isMarked || ascends)
  );
};

const isAmount = (text: string): boolean => looksNumeric(text) && !/^20\d{2}$/.test(fold(text));

/** A number with the unit of money behind it; 50万元以上 is a heading. */
export const WITH_UNIT = /\d(?:亿|百?万|千)?元(?!以[上下内]|[/及])/;

/** Whether a row may be a part of a header: it has headings and no figure. */
const isHeaderRow = ({ cells }: RowLine): boolean =>
  cells.length > 0 &&
  !cells.some(({ text }) => isAmount(text) || WITH_UNIT.test(fold(text))) &&
  cells.filter(({ text }) => HEADING.test(nameKey(text))).length * 2 >= cells.length;

const HAN = /\p{Script=Han}{2}/u;

/**
 * Whether a row below a row of headings is of headings too, whatever its words: it has words alone, none in the first column, where each row
 * below a header is called by its name or code, and one in a column that no row above has a heading for.
 */
const isLowerHeaderRow = ({ cells }: RowLine, above: readonly RowLine[]): boolean => {
  const [first] = above;
  const headed = new Set(above.flatMap((row) => row.cells.map(({ column }) => column)));
  return (
    first !== undefined &&
    cells.length > 1 &&
    cells[0]!.column! > first.cells[0]!.column! &&
    cells.some(({ column }) => !headed.has(column)) &&
    cells.every(({ text }) => HAN.test(text) && !/\d/.test(text))
  );
};

/** Separates the header of a page from its rows; null where the page has none. */
export type FindHeader = (page: readonly RowLine[]) => HeadedRows | null;

/** The header of a table whose headings are known words. */
export const headedRows: FindHeader = (page) => {
  const end = headerEnd(page, (row, above) => isHeaderRow(row) || isLowerHeaderRow(row, above));
  if (end === 0) return null;
  const { paths, ...found } = headedAt(page, end, headingKey);
  // Where carried-over money stands below 其中, what stands beside it there is a part too.
  const isAmong = (path: HeadingPath) => path.includes(AMONG) && path.some(namesCarried);
  if ([...paths.values()].some(isAmong)) return { ...found, paths };
  const without = (path: HeadingPath) => path.map((each) => (each === AMONG ? '' : each));
  return { ...found, paths: new Map([...paths].map(([column, path]) => [column, without(path)])) };
};

/**
 * The header of a table of any place's own: its known headings or, where they are not known, the rows above the first figure. Its
 * headings are as printed.
 */
export const headedByFigures: FindHeader = (page) => {
  const end =
    headerEnd(page, isHeaderRow) ||
    headerEnd(page, ({ cells }) => !cells.some(({ text }) => isAmount(text)));
  return end === 0 || end === page.length ? null : headedAt(page, end, printedHeading);
};

const headerEnd = (
  page: readonly RowLine[],
  isHeader: (row: RowLine, above: readonly RowLine[]) => boolean,
): number => {
  let end = 0;
  while (
    end < page.length &&
    end < HEADER_ROWS_MAX &&
    isHeader(page[end]!, page.slice(0, end)) &&
    !(end > 0 && isBlankRow(page[end]!))
  )
    end++;
  return end;
};

const headedAt = (
  page: readonly RowLine[],
  end: number,
  wordOf: (text: string) => string,
): HeadedRows => {
  const header = page.slice(0, end);
  const rows = page.slice(end).filter((row) => !isColumnNumbers(row));
  return { header, paths: pathsOf(header, rows, wordOf), rows };
};

const TOTAL = /^(?:合计|总计|收入合计|支出合计|收入总计|支出总计)$/;
const ITEM =
  /^(?:其中:?)?(?:(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.]|\((?:\d+|[一二三四五六七八九十]{1,3})\))/;

/** Whether a text begins with the ordinal of an item: 1、, （二）. */
export const isOrdinal = (text: string): boolean => ITEM.test(fold(text));

/** A row without figures: 合计 in the first columns, or an item of a form that was left blank. */
const isBlankRow = ({ cells }: RowLine): boolean =>
  (cells.length === 1 && TOTAL.test(fold(cells[0]!.text)) && cells[0]!.column! <= 1) ||
  cells.some(({ text }) => isOrdinal(text));

/** Fewer headings may be those of a header that is broken over pages, or names of rows. */
const HEADINGS_MIN = 3;

/** Whether a page begins with headings of which less than half are spelled as those of the page before it. */
export const beginsOtherwise = ({ header }: HeadedRows, before: HeadedRows): boolean => {
  const [own, known] = [header, before.header].map((rows) =>
    rows.flatMap(({ cells }) => cells.map(({ text }) => nameKey(text))),
  );
  const same = own!.filter((each) => known!.includes(each));
  return own!.length >= HEADINGS_MIN && same.length * 2 < own!.length;
};

/** Whether the first rows of a later page repeat a header. */
export const withoutHeader = (
  page: readonly RowLine[],
  header: readonly RowLine[],
): readonly RowLine[] => {
  const known = new Set(header.map(textOf));
  let from = 0;
  while (from < page.length && known.has(textOf(page[from]!))) from++;
  return page.slice(from).filter((row) => !isColumnNumbers(row));
};

const textOf = ({ cells }: RowLine): string => cells.map(({ text }) => fold(text)).join('|');

/**
 * A heading is over its own column and those to its right, up to the next heading of its line or of a line above: a heading
 * of a lower line is never over a column of another group.
 */
const pathsOf = (
  header: readonly RowLine[],
  rows: readonly RowLine[],
  wordOf: (text: string) => string,
): ReadonlyMap<number, HeadingPath> => {
  const columns = new Set(
    [...header, ...rows].flatMap(({ cells }) => cells.map(({ column }) => column!)),
  );
  const paths = new Map<number, HeadingPath>();
  for (const column of columns) {
    const path: string[] = [];
    let bound = -1;
    for (const { cells } of header) {
      const over = cells.findLast((cell) => cell.column! <= column);
      if (over && over.column! >= bound) {
        path.push(wordOf(over.text));
        bound = over.column!;
      }
    }
    paths.set(column, path);
  }
  return paths;
};

/** 其中: what it stands before or above is a part of a column beside it. */
export const AMONG = '其中';

/** Whether a heading is of money that is carried over, from last year or to the next. */
export const namesCarried = (heading: string): boolean => /结转|结余/.test(heading);

/** 本年预算（含上年结转） is all that is printed, and no money of the year alone. */
const WITH_CARRIED = /^(?:本年度?|当年)?(.+)\(包?[含括][^()]*(?:结转|结余)[^()]*\)/;
const WITHOUT_CARRIED = /(?<=.)\(不[^()]*(?:结转|结余)[^()]*\)/;

/** The columns whose own heading begins with 其中, such as 其中：教育收费: such a column is a part of one to its left. */
export const partsAmong = (header: readonly RowLine[]): ReadonlySet<number> =>
  new Set(
    header.flatMap(({ cells }) =>
      cells.flatMap(({ text, column }) => {
        const key = nameKey(text);
        return key.startsWith(AMONG) && key !== AMONG ? [column!] : [];
      }),
    ),
  );

/** A heading as it is compared: 其中 is kept of money that is carried over, which may be beside the money of the year or within it. */
const headingKey = (text: string): string => {
  const key = nameKey(withoutUnit(text).replace(WITH_CARRIED, '$1').replace(WITHOUT_CARRIED, ''));
  return key === AMONG || namesCarried(key) ? key : key.replace(/^其中/, '');
};

/** A heading as it is printed, without the white space of its lines. */
const printedHeading = (text: string): string => text.replace(/\s+/g, '');
