import { fold, nameKey } from '../../../text/fold.js';
import type { DocumentLine } from '../../document-line.js';
import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import { HEADER_CHARS_MAX, headerKeys, isHeaderLine } from '../form/header-words.js';
import { agencyOf, printedUnit } from '../form/line-kinds.js';
import type { TitleLine } from '../form/titles.js';

/** The headings that identify each table: its first header line has all words of one of the alternatives. */
const SIGNATURES: readonly (readonly (readonly string[])[])[] = [
  [['本年收入', '本年支出']],
  [['收入预算']],
  [['支出预算']],
  [['财政拨款收入', '财政拨款支出']],
  [['一般公共预算支出'], ['一般公共预算财政拨款支出']],
  [['政府性基金预算支出'], ['政府性基金财政拨款预算支出'], ['政府性基金预算财政拨款支出']],
  [['国有资本经营预算支出'], ['国有资本经营财政拨款预算支出'], ['国有资本经营预算财政拨款支出']],
  [['一般公共预算基本支出']],
  [['三公经费预算数'], ['三公经费预算']],
].map((alternatives) => alternatives.map((words) => words.map(nameKey)));

/** 编制部门：… and 单位：元 stand between a title and its header. */
const PREAMBLE_LINES_MAX = 3;

/**
 * Finds tables, or their first pages, whose title is lost: by the first line of their header, below a unit with no
 * title above it. Tables whose title was found before are left out: their headers are repeated on every page.
 */
export const untitledHeads = (
  lines: readonly DocumentLine[],
  heads: readonly TitleLine[],
): readonly TitleLine[] => {
  const titled = new Set(heads.map(({ last }) => last));
  const seen = new Set<number>();
  const found: TitleLine[] = [];
  let next = 0;
  for (const [i, line] of lines.entries()) {
    const { text } = line;
    for (; next < heads.length && heads[next]!.first <= i; next++) seen.add(heads[next]!.table);
    if (seen.size === SHANGHAI.tables.length) break;
    if (text.length > HEADER_CHARS_MAX || !MAY_BE_HEADER.test(text)) continue;
    const words = headerKeys(line);
    const form = SHANGHAI.tables.find(
      (each) => !seen.has(each.table) && isSigned(words, each.table) && isHeaderLine(line, each),
    );
    // If the table's title comes later, after other tables, this header belongs to another table.
    const later = form && heads.findIndex(({ table }, at) => at >= next && table === form.table);
    if (!form || (later !== -1 && later !== next)) continue;
    const first = preambleBefore(lines, i, titled);
    if (first === undefined) continue;
    found.push(headWithout(form.table, first));
    seen.add(form.table);
  }
  return found;
};

const MAY_BE_HEADER = /预算|本年|财政/;

const isSigned = (words: readonly string[], table: number): boolean =>
  SIGNATURES[table - 1]!.some((signature) => signature.every((word) => words.includes(word)));

/** The index of the first of the lines above a header that print unit or agency; undefined without a unit or below a title. */
const preambleBefore = (
  lines: readonly DocumentLine[],
  header: number,
  titled: ReadonlySet<number>,
): number | undefined => {
  let first: number | undefined;
  let seen = 0;
  for (let i = header - 1; i >= 0 && seen < PREAMBLE_LINES_MAX; i--) {
    const { text } = lines[i]!;
    if (titled.has(i)) return undefined;
    if (text.trim() === '') continue;
    seen++;
    if (printedUnit(text) !== undefined) first = i;
    else if (agencyOf(text) === undefined && !/^[亿万]?元$/.test(fold(text))) break;
    else if (first !== undefined) first = i;
  }
  return first;
};

const headWithout = (table: number, first: number): TitleLine => ({
  table,
  text: '',
  first,
  last: first - 1,
  year: null,
  yearUnreadable: false,
  paged: false,
  misspelt: null,
});
