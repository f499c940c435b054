import { Refusal } from '../../../domain/errors.js';
import type { Finding } from '../../../domain/events/finding.js';
import { fold } from '../../../text/fold.js';
import {
  type DocumentLine,
  isTooLong,
  loneText,
  printedText,
  type RowLine,
  textsOf,
} from '../../document-line.js';
import { finding, placeOf, quote } from '../../findings.js';

/** A year that a document says apart from its titles. */
export interface SaidYear {
  readonly year: number;
  /** The words that say it, as printed. */
  readonly text: string;
  /** The line that has them; null for the file's name. */
  readonly at: DocumentLine | null;
}

const HEADING = /^20\d{2}年度?[^。,;:\d]{0,10}预算(?:数|额|金额|安排数?)?(?:\([^()]*元\))?$/;
const YEAR_OF_HEADING = /^(20\d{2})年/;
/** The budget's own year, which is not named: the years beside it are others. */
const UNNAMED_HEADING = /^(?:年初)?预算(?:数|额|金额)?$|^(?:本年|当年|今年)/;
const UNNAMED = /(?:本年|当年|今年)(?:度)?(?:[^。;\d]{0,20}预算|为)/;
/** 2024年收入预算 120.00 万元: a budget of a year with its money, which is not what another is compared with. */
const STATED =
  /(?<![比较与同由从\d])(20\d{2})年度?,?[^。;\d]{0,30}预算[^。;\d]{0,30}[\d,.]+(?:亿|百?万|千)?元/g;
const IN_NAME = /(?<!\d)(20\d{2})年/g;

/**
 * The year of a document with no year in its titles, where it is certain: of the headings over its figures (2024年预算数), of the sentences that
 * state a budget with its money, and of the file's name. Beside the year itself the first two may name the year before, with which it is
 * compared, and no other. Undefined where none says a year.
 *
 * @throws {Refusal} document-year-unclear: they say different years
 */
export const saidYear = (lines: readonly DocumentLine[], file: string): SaidYear | undefined => {
  const said = [
    newest(lines.flatMap((line) => (line.cells ? inHeadings(line) : []))),
    newest(lines.flatMap((line) => (line.cells || isTooLong(line) ? [] : inSentence(line)))),
    inName(file),
  ].flatMap((each) => each ?? []);
  const [first] = said;
  const other = said.find(({ year }) => year !== first?.year);
  if (first && other)
    throw new Refusal(
      'document-year-unclear',
      `${file} has no title with a year, and ${quote(first.text)} is of ${first.year} but ${quote(other.text)} of ${other.year}: write the year in its title.`,
    );
  return first;
};

/** `PERIOD`, a warning: where the year was found. */
export const saidYearFinding = ({ year, text, at }: SaidYear): Finding =>
  finding(
    'PERIOD',
    'warning',
    `No title has a year that can be read; ${quote(text)} says ${year}.`,
    at === null ? [] : [placeOf(at, null, { text })],
    { subject: text, printed: text, expected: String(year) },
  );

const inHeadings = (line: RowLine): readonly SaidYear[] => {
  const headings = textsOf(line).map(fold);
  if (loneText(line) !== undefined || !headings.some((each) => HEADING.test(each))) return [];
  if (headings.some((each) => UNNAMED_HEADING.test(each))) return [];
  return textsOf(line).flatMap((text) => {
    const year = YEAR_OF_HEADING.exec(fold(text))?.[1];
    return year === undefined ? [] : [{ year: Number(year), text, at: line }];
  });
};

const inSentence = (line: DocumentLine): readonly SaidYear[] => {
  const folded = fold(printedText(line));
  if (UNNAMED.test(folded)) return [];
  return [...folded.matchAll(STATED)].map(([text, year]) => ({
    year: Number(year),
    text,
    at: line,
  }));
};

const inName = (file: string): SaidYear | undefined => {
  const years = [...new Set([...fold(file).matchAll(IN_NAME)].map(([, year]) => Number(year)))];
  return years.length === 1 ? { year: years[0]!, text: file, at: null } : undefined;
};

/** The later of two years that follow each other, or the only one; undefined where there are others. */
const newest = (said: readonly SaidYear[]): SaidYear | undefined => {
  const years = said.map(({ year }) => year);
  const latest = Math.max(...years);
  return Math.min(...years) < latest - 1 ? undefined : said.find(({ year }) => year === latest);
};
