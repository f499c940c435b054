import type { TableForm } from '../../../domain/tables/budget-form.js';
import { fold, nameKey } from '../../../text/fold.js';
import { type DocumentLine, printedText, textsOf, wordsOf } from '../../document-line.js';
import { IN_BRACKETS } from './units-of-headings.js';

/** A header line is shorter, even with a dozen columns whose merged cells are filled. */
export const HEADER_CHARS_MAX = 800;

/** The words that the headers of one table are made of. */
export interface Vocabulary {
  readonly keys: ReadonlyMap<string, string>;
  readonly known: ReadonlySet<string>;
  readonly longest: number;
}

const vocabularies = new Map<TableForm, Vocabulary>();

/** The vocabulary of a table, cached. */
export const vocabularyOf = (form: TableForm): Vocabulary => {
  const cached = vocabularies.get(form);
  if (cached) return cached;
  const keys = new Map(
    Object.entries(form.headings).flatMap(([key, names]) =>
      names.map((name): [string, string] => [nameKey(name), key]),
    ),
  );
  const known = new Set([...keys.keys(), ...form.otherHeadings]);
  const made = { keys, known, longest: Math.max(...[...known].map((word) => word.length)) };
  vocabularies.set(form, made);
  return made;
};

/** A heading in the spelling in which headings are compared, without the year before it. */
export const headingKey = (text: string): string =>
  nameKey(withoutUnit(text))
    .replace(/^(?:(?:19|20)\d{2})年度?/, '')
    .replaceAll('其它', '其他');

/** The words of a line as headings are compared; a year and the 年 after it are one word. */
export const headerKeys = (line: DocumentLine): readonly string[] => {
  const words: string[] = [];
  for (const word of wordsOf(line))
    if (word.startsWith('年') && /\d{4}$/.test(words.at(-1) ?? '')) words.push(words.pop() + word);
    else words.push(word);
  return words.map(headingKey).filter((word) => word !== '');
};

/** Whether a line consists of headings of this table, with or without spaces between them. */
export const isHeaderLine = (line: DocumentLine, form: TableForm): boolean => {
  const words = printedText(line).length > HEADER_CHARS_MAX ? [] : headerKeys(line);
  if (words.length === 0 || words.some((word) => /\d/.test(word))) return false;
  const { known, longest } = vocabularyOf(form);
  const runs: string[] = [''];
  for (const word of words)
    if (known.has(word)) runs.push('');
    else runs[runs.length - 1] += word;
  return runs.every((run) => partsOf(run, known, longest) !== undefined);
};

/** Whether most of a line's words are headings of this table's columns, though one is misprinted. */
export const isMostlyHeader = (line: DocumentLine, form: TableForm): boolean => {
  const words = printedText(line).length > HEADER_CHARS_MAX ? [] : headerKeys(line);
  const { keys, known } = vocabularyOf(form);
  const fitting = words.filter((word) => known.has(word));
  return (
    fitting.some((word) => keys.has(word)) &&
    fitting.length >= 2 &&
    fitting.length * 3 >= words.length * 2
  );
};

/** Whether a line's words hold the heading of the column 合计. */
export const namesTotal = (line: DocumentLine, form: TableForm): boolean =>
  segmented(headerKeys(line), vocabularyOf(form)).some(
    ({ word, known }) => known && vocabularyOf(form).keys.get(word) === 'total',
  );

/** A part of a header's text; `known` where it is a heading of the table. */
export interface Segment {
  readonly word: string;
  readonly known: boolean;
}

/** Splits words into known headings: joins those that are broken by a space or a line, separates those without a space. */
export const segmented = (
  words: readonly string[],
  { known, longest }: Vocabulary,
): readonly Segment[] => {
  const segments: Segment[] = [];
  let run: string[] = [];
  const flush = () => {
    const whole = partsOf(run.join(''), known, longest);
    for (const word of whole ? [run.join('')] : run)
      for (const part of partsOf(word, known, longest) ?? [word])
        segments.push({ word: part, known: known.has(part) });
    run = [];
  };
  for (const word of words)
    if (known.has(word)) {
      flush();
      segments.push({ word, known: true });
    } else run.push(word);
  flush();
  return rejoined(segments, known);
};

/** The known headings that a text consists of; undefined when it has anything else. */
const partsOf = (
  text: string,
  known: ReadonlySet<string>,
  longest: number,
): readonly string[] | undefined => {
  const parts: string[] = [];
  for (let rest = text; rest !== ''; rest = rest.slice(parts.at(-1)!.length)) {
    const part = longestPrefix(rest, known, longest);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts;
};

/** Joins headings that are broken around other headings, as text extraction does with columns. */
const rejoined = (segments: readonly Segment[], words: ReadonlySet<string>): readonly Segment[] => {
  const found = [...segments];
  for (let i = 0; i < found.length; i++) {
    if (found[i]!.known) continue;
    const rest = found.findIndex(
      ({ word, known }, j) =>
        j > i && j <= i + REJOIN_WORDS_MAX && !known && words.has(found[i]!.word + word),
    );
    if (rest === -1) continue;
    found[i] = { word: found[i]!.word + found[rest]!.word, known: true };
    found.splice(rest, 1);
  }
  return found;
};

/** How many words apart the two parts of a broken heading may be. */
const REJOIN_WORDS_MAX = 8;

const longestPrefix = (
  text: string,
  known: ReadonlySet<string>,
  longest: number,
): string | undefined => {
  // A single character such as 类 is a heading only by itself: otherwise it would split any word.
  for (let length = Math.min(longest, text.length); length > 1; length--)
    if (known.has(text.slice(0, length))) return text.slice(0, length);
  return /^[类款项数元]+$/.test(text) ? text[0] : undefined;
};

/** A line that may be a part of a header: short words, no figures, no sentence. */
export const mayBeHeader = (line: DocumentLine): boolean =>
  printedText(line).length <= 200 &&
  !textsOf(line).some((text) => /[。;:]|(?<!\d),|,(?!\d)/.test(fold(text)));

/** A heading, folded, without the unit of its figures. */
export const withoutUnit = (heading: string): string => fold(heading).replace(IN_BRACKETS, '');
