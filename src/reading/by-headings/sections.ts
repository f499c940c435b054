import { TITLE_PATTERNS, type PrintedKind } from '../../domain/tables/country.js';
import { FURTHER_KINDS } from '../../domain/values/further-kind.js';
import { isOneOf } from '../../domain/values/line.js';
import { fold, nameKey } from '../../text/fold.js';
import {
  type Cell,
  type DocumentLine,
  isBlankLine,
  isSeparator,
  isTooLong,
  loneText,
  printedText,
  type RowLine,
  textsOf,
} from '../document-line.js';
import { linesWithFigures } from '../unread-figures.js';
import { isHeadRow } from './head-rows.js';
import { isNote, isPageMark, isProse, unitOfLine } from '../tables/lines/line-kinds.js';

/** A table of a document by its title: the lines below it, over all its pages. */
export interface Section {
  readonly kind: PrintedKind;
  /** Its number as printed (公开07表); null where none is. */
  readonly number: string | null;
  readonly title: string;
  readonly titleLine: DocumentLine;
  /** The rows of each page, the header first. */
  readonly pages: readonly (readonly RowLine[])[];
  /** The lines between title and rows, and the notes: unit, body, remarks. */
  readonly texts: readonly DocumentLine[];
  /** Indices of the lines that belong to it. */
  readonly lines: readonly number[];
  /** Whether a text that is no note stands directly above a row of it, or of what would go on: a heading within the table, or the end of it. */
  readonly isInterrupted: boolean;
  /** The title below which all its rows and texts stand again, where there is one: they are here once. */
  readonly repeatedAt?: DocumentLine;
  /** The text that ended it and the row with figures below that text, where there is one: it may be a row of the table. */
  readonly leftBelow?: { readonly text: string; readonly row: DocumentLine };
}

/** A title of a table. `first`, `last`: the indices of its lines. */
export interface Title {
  readonly kind: PrintedKind;
  readonly number: string | null;
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

const TITLE_CHARS_MAX = 60;
const NUMBER =
  /^(?:附?件?\d*)?((?:公开|部门公开|预算公开|附|批复)?表(?:\d{1,2}(?=(?:19|20)\d{2}年|\D|$)|[一二三四五六七八九十]{1,3})(?:-\d+)?|(?:公开)?\d{1,2}表)[:：.、]?/;
const LIST_NUMBER = /^(?:\(?[一二三四五六七八九十]{1,3}\)?[、.]|\d{1,2}[、.])/;
const CONTENTS = /[.·…]{3,}|\d{1,3}$/;
/** What pays for staff, and what for the work of a body, as titles of tables say. */
const [OF_STAFF, OF_WORK] = [
  /人员(?:经费|支出)|表[-—]{1,2}人员|工资福利|对个人和家庭/,
  /公用(?:经费|支出)|表[-—]{1,2}(?:日常)?公用|商品和服务/,
];
const TITLE_END =
  /表(?:(?:[-—]{1,2}(?:(?:人员|公用|日常公用)(?:经费|支出)?|工资福利支出|商品和服务支出|对个人和家庭的补助(?:支出)?))?(?:\([^()]*(?:\([^()]*\)[^()]*)*\))*)$/;

/** Whether a title is of a table of one part of basic expenditure, beside that of all of it: …基本支出表-人员经费（工资福利支出）, 人员经费支出表, and not （含人员经费）. */
export const isOfPart = (title: string): boolean => {
  const own = title.replace(/\(包?含[^()]*\)/g, '');
  return OF_STAFF.test(own) !== OF_WORK.test(own);
};
/** The marks of a heading and of bold text in Markdown. */
const MARKDOWN = /^#+|^\*{2}|\*{2}$/g;
/** How far below a title its table begins. */
const LOOK_AHEAD = 8;

/** （含上年结转）: what a table of any kind counts too, or does not. */
const WITH_CARRIED = /不?包?含[^()、,含]{0,8}(?:结转|结余)+(?:资金|支出)?/g;

/** The kind that a title names; undefined where it is no title of a table. */
const kindOfTitle = (text: string): PrintedKind | undefined => {
  const bare = fold(text)
    .replace(/["“”'‘’《》\-—]/g, '')
    .replace(WITH_CARRIED, '');
  return TITLE_PATTERNS.find(
    ({ words, without }) => words.test(bare) && !without?.test(bare.replace(/\(不含[^)]*\)?/g, '')),
  )?.kind;
};

/** The tables of a document with their rows, in the order of print; pages of one table are joined. */
export const sectionsOf = (lines: readonly DocumentLine[]): readonly Section[] => {
  const titles = titlesOf(lines).filter((title, i, all) =>
    rowsFollow(lines, title.last + 1, all[i + 1]?.first ?? lines.length),
  );
  const sections: Section[] = [];
  for (const [i, title] of titles.entries()) {
    const read = readSection(lines, title, titles[i + 1]?.first ?? lines.length);
    const before = sections.at(-1);
    if (!before || !continues(before, title)) sections.push(read);
    else if (isAgain(before, read))
      sections[sections.length - 1] = {
        ...before,
        lines: [...before.lines, ...read.lines],
        repeatedAt: read.titleLine,
      };
    else
      sections[sections.length - 1] = {
        ...before,
        pages: [...before.pages, ...read.pages],
        texts: [...before.texts, ...read.texts],
        lines: [...before.lines, ...read.lines],
        isInterrupted: before.isInterrupted || read.isInterrupted,
        ...(read.leftBelow && { leftBelow: read.leftBelow }),
      };
  }
  return sections;
};

/** Whether a title is that of the table before it, which a page repeats. Forms of performance targets have one title and are several. */
const continues = (before: Section, { kind, number, text }: Title): boolean => {
  if (before.kind !== kind || kind === 'performance') return false;
  // Of further tables there may be several of a kind, and several under one number.
  if (isOneOf(FURTHER_KINDS, kind)) return bareTitle(before.title) === bareTitle(text);
  // One table with what is carried over, and one without it.
  if (number === null && carriedIn(before.title) !== carriedIn(text)) return false;
  return before.number === number || fold(before.title) === fold(text);
};

/** Whether a section has the rows and texts of the one before it, whole: another sheet with the same table. */
const isAgain = (before: Section, read: Section): boolean => {
  // The number of the next table stands below the rows of one.
  const isNumber = (text: string) => NUMBER.exec(text)?.[0] === text;
  const printedOf = ({ pages, texts }: Section) =>
    JSON.stringify([
      pages.flat().map(printedText),
      texts.map((line) => fold(printedText(line))).filter((text) => !isNumber(text)),
    ]);
  return (
    !isOneOf(FURTHER_KINDS, read.kind) &&
    read.pages.flat().length > 0 &&
    printedOf(before) === printedOf(read)
  );
};

const carriedIn = (title: string): string => fold(title).match(WITH_CARRIED)?.join() ?? '';

/** A title without the word for a table that goes on: （续）, （续表1）. */
export const bareTitle = (title: string): string => fold(title).replace(GOES_ON, '');

const GOES_ON = /\(续表?\d*\)$/;

/** The kinds that the titles of a text name, in their order, also where no cells follow them. */
export const kindsOfTitles = (lines: readonly DocumentLine[]): readonly PrintedKind[] =>
  titlesOf(lines).map(({ kind }) => kind);

/** The titles of tables in their order, with or without rows. */
export const titlesOf = (lines: readonly DocumentLine[]): readonly Title[] => {
  const found: Title[] = [];
  for (let i = 0; i < lines.length; i++) {
    const title = titleAt(lines, i);
    if (!title) continue;
    found.push(title);
    i = title.last;
  }
  return found;
};

const titleAt = (lines: readonly DocumentLine[], first: number): Title | undefined => {
  const text = textOf(lines[first]!);
  if (text === undefined) return undefined;
  const whole = titled(text, lines, first);
  if (whole) return { ...whole, first, last: first };
  // A title may be broken over two lines: the second ends it.
  const next = lines[first + 1] && textOf(lines[first + 1]!);
  if (next === undefined || !/支出|收入|收支|预算|经费/.test(text) || text.length < 8)
    return undefined;
  if (isProse(text) || /[:。]/.test(text) || titled(next, lines, first + 1)) return undefined;
  const joined = titled(text + next, lines, first);
  return joined && { ...joined, first, last: first + 1 };
};

const textOf = (line: DocumentLine): string | undefined => {
  if (isTooLong(line) || printedText(line).length > TITLE_CHARS_MAX * 3) return undefined;
  const text = loneText(line);
  return text === undefined ? undefined : fold(text).replaceAll(MARKDOWN, '');
};

const titled = (
  text: string,
  lines: readonly DocumentLine[],
  first: number,
): Pick<Title, 'kind' | 'number' | 'text'> | undefined => {
  const printed = NUMBER.exec(text)?.[1] ?? null;
  const own = text.replace(NUMBER, '').replace(LIST_NUMBER, '');
  if (own.length < 4 || own.length > TITLE_CHARS_MAX) return undefined;
  if (!TITLE_END.test(own) || CONTENTS.test(text) || /[,。;:!?]/.test(own)) return undefined;
  if (/本表|下表|上表|如表|续表|列表|报表$/.test(own)) return undefined;
  return {
    kind: isOfPart(own) ? 'other' : (kindOfTitle(own) ?? 'other'),
    number: printed ?? numberAbove(lines, first),
    text: own,
  };
};

/** 表5, alone on the line above a title. */
const numberAbove = (lines: readonly DocumentLine[], first: number): string | null => {
  for (let i = first - 1; i >= Math.max(0, first - 2); i--) {
    const text = fold(loneText(lines[i]!) ?? '');
    const match = NUMBER.exec(text);
    if (match && match[0] === text) return match[1]!;
  }
  return null;
};

/** Whether rows follow a title before a paragraph does. `from`, `to`: indices of lines, the latter that of the next title. */
export const rowsFollow = (lines: readonly DocumentLine[], from: number, to: number): boolean => {
  for (let i = from, seen = 0; i < to && seen < LOOK_AHEAD; i++) {
    const line = lines[i]!;
    if (isBlankLine(line)) continue;
    seen++;
    if (line.cells && line.cells.length > 1) return true;
    if (!line.cells && isProse(fold(line.text)) && unitOfLine(line) === undefined && !isNote(line))
      return false;
  }
  return false;
};

const PART = /^第[一二三四五六七八九十]+部分/;
const HEADING = /^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))/;

/** The words of the rows that have an ordinal, by the kind of their table. */
const ITEM_WORDS: Partial<Record<PrintedKind, RegExp>> = {
  'revenue-expenditure': /收入|支出|拨款|资金|结转|结余/,
  revenue: /收入|拨款|资金|结转|结余/,
  appropriation: /收入|支出|拨款|资金|结转|结余/,
  'three-public': /出国|接待|公务用车|会议费|培训费/,
};
const ITEM_CHARS_MAX = 24;

/**
 * Whether the first of the lines, a text with an ordinal, is a row without figures (一、因公出国（境）费) and no heading: the table goes on below it.
 * `rows`: those of the table above it.
 */
const isItem = (
  kind: PrintedKind,
  lines: readonly DocumentLine[],
  rows: readonly RowLine[],
): boolean => {
  const isWord = (text: string) => text.length <= ITEM_CHARS_MAX && ITEM_WORDS[kind]?.test(text);
  // Several such rows may follow each other.
  const next = lines.find((line) => !isBlankLine(line) && !isWord(fold(loneText(line) ?? '')));
  const isNamed = isWord(fold(printedText(lines[0]!))) === true && (next?.cells?.length ?? 0) > 1;
  return isNamed || (TWO_SIDED.includes(kind) && totalAmong(rowsBelow(lines)) > totalAmong(rows));
};

/** So many rows at most are below a row of a table of two sides. */
const ROWS_MAX = 200;

const TWO_SIDED: readonly PrintedKind[] = ['revenue-expenditure', 'appropriation'];

/** The rows that follow, up to a text that is no name of a row. */
const rowsBelow = (lines: readonly DocumentLine[]): readonly DocumentLine[] => {
  const isText = (line: DocumentLine) =>
    line.cells === null && (fold(line.text).length > ITEM_CHARS_MAX || isProse(fold(line.text)));
  const end = lines.findIndex(isText);
  return end === -1 ? lines : lines.slice(0, end);
};

/** The surest word for the total of a table of two sides that rows have: 2 for 收入总计, 1 for 收入合计, 0 for none. */
const totalAmong = (rows: readonly DocumentLine[]): number => {
  const has = (words: RegExp) =>
    rows.some(({ cells }) => cells?.some(({ text }) => words.test(nameKey(text))));
  return has(/^(?:收入|支出)?总计$/) ? 2 : has(/^(?:收入|支出)?合计$/) ? 1 : 0;
};

/** The first row below a text that ended a table, where it has figures; the text may be of several lines. */
const rowLeftBelow = (lines: readonly DocumentLine[]): DocumentLine | undefined => {
  const next = lines.find((line) => line.cells !== null && !isBlankLine(line));
  return next && next.cells!.length > 1 ? linesWithFigures([next])[0] : undefined;
};

const nextOf = (lines: readonly DocumentLine[], at: number, to: number): DocumentLine | undefined =>
  lines.slice(at + 1, to).find((line) => !isBlankLine(line));

const readSection = (lines: readonly DocumentLine[], title: Title, to: number): Section => {
  const rows: RowLine[] = [];
  const texts: DocumentLine[] = [];
  const own: number[] = [];
  for (let i = title.first; i <= title.last; i++) own.push(i);
  let noteOpen = false;
  let isInterrupted = false;
  let leftBelow: Section['leftBelow'];
  for (let i = title.last + 1; i < to; i++) {
    const line = lines[i]!;
    if (isBlankLine(line)) continue;
    if (line.cells) {
      // 部门名称：… 单位：万元, in cells of their own.
      if (unitOfLine(line) !== undefined || (rows.length === 0 && isHeadRow(line)))
        texts.push(line);
      else if (!isSeparator(textsOf(line))) rows.push(line);
      own.push(i);
      continue;
    }
    const text = fold(line.text);
    const note = isNote(line);
    if (rows.length > 0 && !note && !isPageMark(line) && unitOfLine(line) === undefined) {
      const next = nextOf(lines, i, to);
      // Between pages there may be the head of a page.
      isInterrupted ||=
        (next?.cells?.length ?? 0) > 1 && next?.page === rows.at(-1)!.page && !GOES_ON.test(text);
      const isRow =
        HEADING.test(text) && isItem(title.kind, lines.slice(i, Math.min(to, i + ROWS_MAX)), rows);
      if (PART.test(text) || (HEADING.test(text) && !isRow) || (isProse(text) && !noteOpen)) {
        const row = rowLeftBelow(lines.slice(i + 1, to));
        if (row) leftBelow = { text: line.text.trim(), row };
        break;
      }
      if (isRow && TWO_SIDED.includes(title.kind)) {
        const name: Cell = { text: line.text.trim(), column: 0 };
        rows.push({ line: line.line, page: line.page, cells: [name], printed: line.text });
        own.push(i);
        continue;
      }
    }
    noteOpen = note || (noteOpen && !text.endsWith('。'));
    texts.push(line);
    own.push(i);
  }
  const { kind, number, text, first } = title;
  const titleLine = lines[first]!;
  return {
    kind,
    number,
    title: text,
    titleLine,
    pages: [rows],
    texts,
    lines: own,
    isInterrupted,
    ...(leftBelow && { leftBelow }),
  };
};
