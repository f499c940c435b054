import { formOf } from '../../../domain/tables/forms.js';
import type { Finding, Place } from '../../../domain/events/finding.js';
import type { Fund } from '../../../domain/values/line.js';
import { finding } from '../../findings.js';
import { paragraphsOf, type Paragraph } from '../../narrative/paragraphs.js';
import type { PrintedDocument } from '../../printed.js';

/**
 * What the words of a document show without any figure.
 *
 * `TEMPLATE`: the template's own words are left over (增加（减少）, XX万元). Warning.
 * `REPEATED`: a paragraph on the budget is printed twice under one heading. Warning.
 */
export const wordingFindings = (document: PrintedDocument): readonly Finding[] => {
  const paragraphs = paragraphsOf(document.narrative).filter(({ part }) => part === 'budget');
  return [...leftOver(paragraphs), ...repeated(paragraphs)];
};

const LEFT_OVER =
  /(?:增加|增长|上升|提高)[（(/](?:减少|下降|降低)[）)]?|(?:减少|下降|降低)[（(/](?:增加|增长|上升)[）)]?|(?<![A-Za-z])[Xx×]{2,6}(?=[年%％]|万?元)/;

const leftOver = (paragraphs: readonly Paragraph[]): readonly Finding[] => {
  const found = paragraphs.flatMap(({ section, passage }) => {
    const match = LEFT_OVER.exec(passage.text);
    return match
      ? [{ section, text: match[0], place: placeIn(passage, match.index, match[0]) }]
      : [];
  });
  const [first] = found;
  if (!first) return [];
  return [
    finding(
      'TEMPLATE',
      'warning',
      `“${first.section}” still has the words of the template: ${first.text}.`,
      found.map(({ place }) => place),
      { section: first.section, printed: first.text },
    ),
  ];
};

/** A shorter paragraph, such as 与上年持平。, says the same of several things. */
const REPEATED_CHARS_MIN = 24;

const repeated = (paragraphs: readonly Paragraph[]): readonly Finding[] => {
  const known = new Map<string, Paragraph>();
  return paragraphs.flatMap((paragraph): readonly Finding[] => {
    const { section, passage } = paragraph;
    const { text } = passage;
    if (text.length < REPEATED_CHARS_MIN || !/\d/.test(text)) return [];
    const key = `${section} ${text.replace(/^[（(]?[\d一二三四五六七八九十]{1,3}[)）.．、]/, '')}`;
    const before = known.get(key);
    known.set(key, paragraph);
    if (!before) return [];
    const start = text.slice(0, REPEATED_CHARS_MIN);
    return [
      finding(
        'REPEATED',
        'warning',
        `“${section}” prints the same paragraph twice: ${start}…`,
        [placeIn(before.passage, 0, start), placeIn(passage, 0, start)],
        { section, printed: start },
      ),
    ];
  });
};

const placeIn = (passage: Paragraph['passage'], at: number, text: string): Place => {
  const line = passage.line(at);
  return {
    table: null,
    page: line?.page ?? null,
    line: line?.line ?? null,
    row: null,
    column: null,
    text: passage.printed(at, at + text.length),
  };
};

const NAMED: Readonly<Record<Exclude<Fund, 'unit-funds' | 'general'>, RegExp>> = {
  'government-fund': /政府性基金/,
  'state-capital': /国有资本经营/,
};

/** `TABLE-EMPTY-NOTE` too: the note below a fund's table is about that fund, and about no other. Error. */
export const notesOfFunds = (document: PrintedDocument): readonly Finding[] =>
  (['government-fund', 'state-capital'] as const).flatMap((kind): readonly Finding[] => {
    const number = formOf(document).ofKind(kind)?.table;
    const table = document.tables.find((each) => each.table === number);
    if (!table) return [];
    const { note } = table;
    const other = kind === 'government-fund' ? 'state-capital' : 'government-fund';
    if (note === null || NAMED[kind].test(note) || !NAMED[other].test(note)) return [];
    return [
      finding(
        'TABLE-EMPTY-NOTE',
        'error',
        `The note below table ${table.table} is about another fund: ${note}`,
        [],
        { table: table.table, subject: table.title, printed: note, expected: '本表无数据' },
      ),
    ];
  });
