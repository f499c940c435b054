import type { Finding } from '../../domain/events/finding.js';
import { COUNTRY, type PrintedKind } from '../../domain/tables/country.js';
import { fold } from '../../text/fold.js';
import { type DocumentLine, isBlankLine, printedText } from '../document-line.js';
import { finding, lineInWords, placeOf, quote } from '../findings.js';
import { missingTable, type PrintedTable } from '../printed.js';
import {
  callsTableEmpty,
  isNote,
  isNothing,
  isPageMark,
  isProse,
  saysEmpty,
} from '../tables/lines/line-kinds.js';
import { linesWithFigures, noRowsRead } from '../unread-figures.js';
import { unitAbove } from './head-rows.js';
import { bareTitle, rowsFollow, type Section, type Title, titlesOf } from './sections.js';

/** A title of a table with no row below it. */
interface BareTitle extends Title {
  readonly titleLine: DocumentLine;
  /** What stands below it, up to the next title or a paragraph. */
  readonly texts: readonly DocumentLine[];
}

/** What a body often does not have, by the words that name it in a sentence. */
const OFTEN_EMPTY: Partial<Record<PrintedKind, string>> = {
  'government-fund': '基金',
  'state-capital': '国有资本',
  'three-public': '三公|出国|公务接待|公务用车',
};

/** In the text a sentence about one of the three-public expenses says nothing of the others. */
const IN_TEXT: typeof OFTEN_EMPTY = { ...OFTEN_EMPTY, 'three-public': '三公' };

/** Whether a table of a kind may be printed without a figure or a word that it is empty. */
export const isOftenEmpty = (kind: PrintedKind): boolean => kind in OFTEN_EMPTY;

/** What of the nine tables is known by titles alone, and what is said of titles with no row below them. */
export interface BareTables {
  readonly tables: readonly PrintedTable[];
  readonly findings: readonly Finding[];
}

/**
 * The tables of which a title stands in the document and no row: a fund, the state capital or the three-public expenses are empty where a
 * sentence says so, and every other is named. Not those that `sections` have, nor titles in a list of contents or above a paragraph.
 */
export const bareTables = (
  lines: readonly DocumentLine[],
  sections: readonly Section[],
): BareTables => {
  const tables: PrintedTable[] = [];
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const title of bareTitlesOf(lines, sections)) {
    const { kind, number, text, titleLine, texts } = title;
    const form = COUNTRY.tables.find((each) => each.kind === kind);
    const name = kind === 'other' ? bareTitle(text) : kind;
    if (seen.has(name) || sections.some((section) => isSame(section, title))) continue;
    // Performance targets are no money, with rows or without.
    if (kind === 'performance' || (kind === 'other' && !isCertain(title))) continue;
    const figures = form ? linesWithFigures(texts.filter((line) => !isNote(line))) : [];
    // A heading of the text may repeat the title above it.
    seen.add(name);
    if (form && figures.length > 0) {
      tables.push({ ...missingTable(form.table), title: text });
      findings.push(noRowsRead(text, form.table, figures));
      continue;
    }
    const said = texts.filter((line) => isNote(line) || isNothing(line) || saysNone(kind, [line]));
    const note = said.map((line) => printedText(line).trim()).join('');
    const isSaid = isOftenEmpty(kind)
      ? saysNone(kind, said) ||
        said.some((line) => isNothing(line) || callsTableEmpty(printedText(line)))
      : saysEmpty(note);
    if (form)
      tables.push({
        ...missingTable(form.table),
        ...(number === null ? {} : { number }),
        ...(isSaid && { state: 'declared-empty', note }),
        title: text,
      });
    if (!isOftenEmpty(kind) || (!isSaid && !saysNone(kind, lines, IN_TEXT[kind])))
      findings.push(noRow(text, form?.table ?? null, titleLine, isSaid));
  }
  return { tables, findings };
};

/** `TABLE-PRESENT`: a table is announced and no row of it was read; `info` where a sentence says that it is empty. */
export const noRow = (
  title: string,
  table: number | null,
  at: DocumentLine,
  saidEmpty: boolean,
): Finding =>
  finding(
    'TABLE-PRESENT',
    saidEmpty ? 'info' : 'warning',
    `${quote(title)} stands on ${lineInWords(at)}, and no row of it was read.`,
    [placeOf(at, table)],
    { table, subject: title, expected: title },
  );

/** Whether a section is the table of a title: of its kind or, where places have several of a kind, of its words. */
const isSame = (section: Section, { kind, text }: Title): boolean =>
  kind === 'other' ? bareTitle(section.title) === bareTitle(text) : section.kind === kind;

/** Whether a title is certainly of a table: it has a number, or the unit of money below it. */
const isCertain = ({ number, texts }: BareTitle): boolean =>
  number !== null || texts.some((line) => unitAbove(line) !== undefined);

/** Whether lines say that there is no money of a kind, in one sentence that may be broken over some. */
const saysNone = (
  kind: PrintedKind,
  lines: readonly DocumentLine[],
  words = OFTEN_EMPTY[kind],
): boolean => {
  if (words === undefined) return false;
  const own = new RegExp(
    `(?:${NO}|未(?:安排|使用|发生|编制|列)|不涉及)[^。;:,]{0,24}(?:${words})|(?:${words})[^。;:,]{0,40}(?:${NO}|未安排|不涉及|空表|为零|为0(?![.\\d]))`,
  );
  // A title is no part of the line above it, nor of that below.
  const text = lines
    .map((line) => fold(printedText(line)).replace(TITLE, '。$&').replace(/表$/, '表。'))
    .join('');
  return own.test(text);
};

/** 与上年相比无变化 says of no money that there is none. */
const NO = '(?:没有|无)(?!锡|变化|变动|增减|差异)';
const TITLE = /^[^,。;:]*(?:支出|收支|经费)(?:总|预算|情况|明细)*表$/;

/** So many lines between the titles of a list may be others: headings of its parts. */
const BETWEEN_MAX = 3;
const ENTRY_CHARS_MAX = 40;
const LIST_MIN = 3;

const bareTitlesOf = (
  lines: readonly DocumentLine[],
  sections: readonly Section[],
): readonly BareTitle[] => {
  const titles = titlesOf(lines);
  const isBare = (at: number) =>
    !rowsFollow(lines, titles[at]!.last + 1, titles[at + 1]?.first ?? lines.length);
  const listed = listedTitles(
    lines,
    titles.filter((_, at) => isBare(at)),
    sections,
  );
  return titles.flatMap((title, at) => {
    if (!isBare(at) || listed.has(title)) return [];
    const below = lines.slice(title.last + 1, titles[at + 1]?.first ?? lines.length);
    const isParagraph = (line: DocumentLine) =>
      isProse(fold(printedText(line))) && !isNote(line) && !saysNone(title.kind, [line]);
    const end = below.findIndex(isParagraph);
    const texts = (end === -1 ? below : below.slice(0, end)).filter((line) => !isBlankLine(line));
    // A heading of the text, above its paragraph.
    if (end !== -1 && texts.length === 0 && title.number === null) return [];
    return [{ ...title, titleLine: lines[title.first]!, texts }];
  });
};

/** The titles that stand in a list of contents: below 目录, or some of them one after the other, of tables that stand elsewhere. */
const listedTitles = (
  lines: readonly DocumentLine[],
  titles: readonly Title[],
  sections: readonly Section[],
): ReadonlySet<Title> => {
  const runs: Title[][] = [];
  for (const title of titles) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    const isNext =
      run !== undefined &&
      before !== undefined &&
      !run.some(({ text }) => text === title.text) &&
      areEntries(lines.slice(before.last + 1, title.first));
    if (isNext) run.push(title);
    else runs.push([title]);
  }
  const isList = (run: readonly Title[]) => {
    const above = lines.slice(0, run[0]!.first).filter((line) => !isBlankLine(line));
    return (
      above.slice(-LOOK_BACK).some((line) => /^目录$/.test(fold(printedText(line)))) ||
      (run.length >= LIST_MIN &&
        run.some((title) => sections.some((section) => isSame(section, title))))
    );
  };
  return new Set(runs.filter(isList).flat());
};

/** So far above its first table a list of contents begins. */
const LOOK_BACK = 12;

const areEntries = (lines: readonly DocumentLine[]): boolean => {
  const filled = lines.filter((line) => !isBlankLine(line) && !isPageMark(line));
  return (
    filled.length <= BETWEEN_MAX &&
    filled.every(
      (line) =>
        fold(printedText(line)).length <= ENTRY_CHARS_MAX &&
        !isNote(line) &&
        unitAbove(line) === undefined &&
        linesWithFigures([line]).length === 0,
    )
  );
};
