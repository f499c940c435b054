import type { BudgetForm } from '../../../domain/tables/budget-form.js';
import type { TableKind } from '../../../domain/tables/table-kind.js';
import { fold, nameKey } from '../../../text/fold.js';
import { type DocumentLine, isBlankLine, loneText, printedText } from '../../document-line.js';
import { yearOf } from './year.js';
import { closestWithin } from '../../../text/closest.js';

/** A title, on one line or broken over a few, in the contents list or above the table. */
export interface TitleLine {
  readonly table: number;
  readonly kind: TableKind;
  /** As printed, on one line, without its ordinal. */
  readonly text: string;
  /** Indices into the lines, first and last. */
  readonly first: number;
  readonly last: number;
  /** The fiscal year that the title prints; null when it prints none or none that can be read. */
  readonly year: number | null;
  /** True when the title prints something in the year's place that is no year, such as 2O23 年. */
  readonly yearUnreadable: boolean;
  /** True for an entry of a contents list that ends in a page number. */
  readonly paged: boolean;
  /** The usual title when the printed one has a misprint. */
  readonly misspelt: string | null;
}

const TITLE_CHARS_MAX = 80;
const TITLE_LINES_MAX = 3;
const BULLET = /^(?:[-*#>•·●□☐\s]*)(?:\(?[\d一二三四五六七八九十]{1,3}[、.．)）]\s*)?/;
const LEADER = /[\s.·…．。—*-]*$/;
const PAGE_NUMBER = /[.·…．]{2,}\s*\d{1,3}$/;
const CONTINUED = /[（(]?续表?[)）]?(?:[一二三四五\d])?$/;
const HAS_FIGURES = /\d[,.]\d|\s\d/;
const SENTENCE = /[，。；？！,;]/;

interface KnownTitle {
  readonly key: string;
  readonly table: number;
  readonly kind: TableKind;
  readonly title: string;
  /** Whether it is the form's own title for the table. */
  readonly usual: boolean;
}

const knownTitles = new Map<BudgetForm, readonly KnownTitle[]>();

/** The titles of a form, the longest first, cached. */
const titlesOf = (form: BudgetForm): readonly KnownTitle[] => {
  const cached = knownTitles.get(form);
  if (cached) return cached;
  const made = form.tables
    .flatMap(({ table, kind, titles }) =>
      titles.map((title, i) => ({ key: nameKey(title), table, kind, title, usual: i === 0 })),
    )
    .toSorted((a, b) => b.key.length - a.key.length);
  knownTitles.set(form, made);
  return made;
};

/** The tables that show all funds. */
const ALL_MONEY: readonly TableKind[] = ['revenue-expenditure', 'revenue', 'expenditure'];

/** Finds every title of a form's tables in a document. A sentence that mentions a table is no title. */
export const findTitles = (
  lines: readonly DocumentLine[],
  form: BudgetForm,
): readonly TitleLine[] => {
  const known = titlesOf(form);
  const found: TitleLine[] = [];
  let next = 0;
  while (next < lines.length) {
    const title = titleAt(lines, next, known);
    if (title) found.push(title);
    next = (title?.last ?? next) + 1;
  }
  return found;
};

const titleAt = (
  lines: readonly DocumentLine[],
  first: number,
  known: readonly KnownTitle[],
): TitleLine | undefined => {
  let joined = '';
  let parts = 0;
  for (let i = first; i < lines.length && parts < TITLE_LINES_MAX; i++) {
    const trimmed = alone(lines[i]!);
    if (trimmed === undefined) return undefined;
    if (trimmed === '') {
      if (parts === 0) return undefined;
      continue;
    }
    // If this line is a whole title by itself, the lines before it are no part of it.
    if (parts > 0 && (readTitle(trimmed, true, known) || HAS_FIGURES.test(trimmed)))
      return undefined;
    joined += trimmed;
    parts++;
    if (joined.length > TITLE_CHARS_MAX * 2 || SENTENCE.test(trimmed)) return undefined;
    const read = readTitle(joined, parts > 1, known);
    if (read) return { ...read, first, last: i };
    if (parts === 1 && !mayContinue(trimmed)) return undefined;
  }
  return undefined;
};

/** The one text of a line; `''` of a blank one. A cell among others may have the words of a title and is none. */
const alone = (line: DocumentLine): string | undefined => {
  if (printedText(line).length > TITLE_CHARS_MAX * 4) return undefined;
  return isBlankLine(line) ? '' : loneText(line);
};

/** Whether a text may be the first part of a title that is broken over lines. */
const mayContinue = (text: string): boolean =>
  text.length >= 6 && /预算|三公|年/.test(text) && !/[:：]|[表)）]$/.test(text);

const readTitle = (
  joined: string,
  broken: boolean,
  known: readonly KnownTitle[],
): Omit<TitleLine, 'first' | 'last'> | undefined => {
  const paged = PAGE_NUMBER.test(joined) || /[…]{2,}|\.{4,}/.test(joined);
  const text = joined
    .replace(BULLET, '')
    .replace(/[□☐]+$/, '')
    .replace(PAGE_NUMBER, '')
    .replace(LEADER, '');
  const bare = text.replace(CONTINUED, '');
  const key = nameKey(bare);
  if (key.length > TITLE_CHARS_MAX || !key.endsWith('表')) return undefined;
  // Final accounts have tables whose titles differ from these by one character.
  if (/决算|执行|绩效|项目支出明细|政府采购/.test(key)) return undefined;
  const exact = known.find((title) => key.endsWith(title.key) && fits(title, key));
  const named = exact ?? (broken ? undefined : misspelt(key, known));
  if (!named) return undefined;
  const lead = key.slice(0, key.length - named.key.length);
  if (ALL_MONEY.includes(named.kind) && /财政拨款|一般公共|政府性基金|国有资本/.test(lead))
    return undefined;
  const year = yearOf(fold(bare));
  return {
    table: named.table,
    kind: named.kind,
    text: text.trim(),
    year,
    yearUnreadable: year === null && /[\dOoIl〇零○]{2,}年|^\d|年度?/.test(fold(lead)),
    paged,
    misspelt: exact ? null : named.title,
  };
};

/** Words before 收支预算总表 may be a misprint of 财政拨款收支预算总表; before the form's own title only the agency, the year and the like may be. */
const fits = ({ kind, key, usual }: KnownTitle, printed: string): boolean =>
  kind !== 'revenue-expenditure' ||
  usual ||
  /(?:^|年|年度|单位|部门|区级|市级)$/.test(printed.slice(0, -key.length));

/** Only of the usual titles: the alternatives are so alike that a misprint of one is another. */
const misspelt = (key: string, known: readonly KnownTitle[]): KnownTitle | undefined => {
  // Before the title there is a year and a few words, so that the end of the text is compared.
  if (!/年|单位|部门/.test(key)) return undefined;
  return known.find(
    (title) =>
      title.usual && closestWithin(key.slice(-title.key.length), [title.key], 1) !== undefined,
  );
};
