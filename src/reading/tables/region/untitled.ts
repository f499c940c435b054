import { fold } from '../../../text/fold.js';
import {
  type DocumentLine,
  isBlankLine,
  loneText,
  printedText,
  textsOf,
} from '../../document-line.js';
import type { BudgetForm, TableForm } from '../../../domain/tables/budget-form.js';
import { HEADER_CHARS_MAX, headerKeys, headingKey, isHeaderLine } from '../lines/header-words.js';
import { agencyOfLine, unitOfLine } from '../lines/line-kinds.js';
import type { TitleLine } from './titles.js';

/** 编制部门：… and 单位：元 are printed between a title and its header. */
const PREAMBLE_LINES_MAX = 3;

/**
 * Finds tables, or their first pages, whose title is lost: by the first line of their header, below a unit with no
 * title above it. Tables whose title was found before are left out: their headers are repeated on every page.
 */
export const untitledHeads = (
  lines: readonly DocumentLine[],
  heads: readonly TitleLine[],
  form: BudgetForm,
): readonly TitleLine[] => {
  const titled = new Set(heads.map(({ last }) => last));
  const seen = new Set<number>();
  const found: TitleLine[] = [];
  let next = 0;
  for (const [i, line] of lines.entries()) {
    for (; next < heads.length && heads[next]!.first <= i; next++) seen.add(heads[next]!.table);
    if (seen.size === form.tables.length) break;
    if (printedText(line).length > HEADER_CHARS_MAX) continue;
    if (!textsOf(line).some((text) => MAY_BE_HEADER.test(text))) continue;
    const words = headerKeys(line);
    const own = form.tables.find(
      (each) => !seen.has(each.table) && isSigned(words, each) && isHeaderLine(line, each),
    );
    // If the table's title comes later, after other tables, this header belongs to another table.
    const later = own && heads.findIndex(({ table }, at) => at >= next && table === own.table);
    if (!own || (later !== -1 && later !== next)) continue;
    const first = preambleBefore(lines, i, titled);
    if (first === undefined) continue;
    found.push(headWithout(own, first));
    seen.add(own.table);
  }
  return found;
};

const MAY_BE_HEADER = /预算|本年|财政/;

const isSigned = (words: readonly string[], { signatures }: TableForm): boolean =>
  signatures.some((signature) => signature.every((word) => words.includes(headingKey(word))));

/** The index of the first of the lines above a header that print unit or agency; undefined without a unit or below a title. */
const preambleBefore = (
  lines: readonly DocumentLine[],
  header: number,
  titled: ReadonlySet<number>,
): number | undefined => {
  let first: number | undefined;
  let seen = 0;
  for (let i = header - 1; i >= 0 && seen < PREAMBLE_LINES_MAX; i--) {
    const line = lines[i]!;
    if (titled.has(i)) return undefined;
    if (isBlankLine(line)) continue;
    seen++;
    if (unitOfLine(line) !== undefined) first = i;
    else if (agencyOfLine(line) === undefined && !/^[亿万]?元$/.test(fold(loneText(line) ?? '')))
      break;
    else if (first !== undefined) first = i;
  }
  return first;
};

const headWithout = ({ table, kind }: TableForm, first: number): TitleLine => ({
  table,
  kind,
  text: '',
  first,
  last: first - 1,
  year: null,
  yearUnreadable: false,
  paged: false,
  misspelt: null,
});
