import { formOf } from '../../../domain/tables/forms.js';
import type { Finding, Place } from '../../../domain/events/finding.js';
import type { Fund } from '../../../domain/values/line.js';
import { nameSince } from '../../../domain/classification/lookup.js';
import { finding, quote } from '../../findings.js';
import { paragraphsOf, type Paragraph } from '../../narrative/paragraphs.js';
import type { PrintedDocument } from '../../printed.js';

/**
 * What the words of a document show without any figure.
 *
 * `TEMPLATE`: the template's own words are left over (增加（减少）, XX万元), or those of a department's (本部门) in the budget of
 * a unit. Warning.
 * `REPEATED`: a sentence on the budget, or a numbered item, is printed twice under one heading. Warning.
 * `PERIOD`: a heading, a sentence or a note that says which year it is of says the budget's. Error: it was left over from an
 * older document.
 * `LABEL`: a class has the name that it has in the budget's year, and not one of earlier years. Warning.
 */
export const wordingFindings = (document: PrintedDocument): readonly Finding[] => {
  const all = paragraphsOf(document.narrative);
  const paragraphs = all.filter(({ part }) => part === 'budget');
  return [
    ...leftOver(paragraphs),
    ...(document.scope === 'unit' ? departmentWords(all) : []),
    ...repeated(all),
    ...ofAnotherYear(all, document),
    ...formerNames(document),
  ];
};

const formerNames = ({ tables, fiscalYear }: PrintedDocument): readonly Finding[] => {
  const found = tables.flatMap(({ table, rows }) =>
    rows.flatMap((row) => {
      const expected = row.code?.length === 3 ? nameSince(row.name, fiscalYear) : undefined;
      const place = Object.values(row.cells)[0]?.place;
      return expected === undefined ? [] : [{ table, name: row.name, expected, place }];
    }),
  );
  return [...Map.groupBy(found, ({ name }) => name)].flatMap(([name, group]) => {
    const [{ table, expected }] = group as [(typeof found)[number]];
    return [
      finding(
        'LABEL',
        'warning',
        `Table ${table} prints ${quote(name)}, where ${quote(expected)} was expected.`,
        group.flatMap(({ place }) => (place ? [{ ...place, text: name, column: null }] : [])),
        { table, subject: name, printed: name, expected },
      ),
    ];
  });
};

/** Both directions (增加（减少）, 减（增）), marks for a figure, a year or a name (XX万元, 202X年, ***), a line to write on, an order to the clerk. */
const LEFT_OVER =
  /(?:增加|增长|上升|提高)[（(/](?:减少|下降|降低)[）)]?|(?:减少|下降|降低)[（(/](?:增加|增长|上升)[）)]?|(?:增[（(]减|减[（(]增)[）)](?=\d)|(?<![A-Za-z])[Xx]{2,6}(?=[年%％的]|万?元|项目|工作)|×{2,}|[*＊]{3,}|20[Xx×]{2}年|20\d[Xx×]年|_{3,}|[（(]请(?:填|写|列|选|删|补|说明|注明|根据|自行|按)[^（()）]{0,12}[)）]/;

const leftOver = (paragraphs: readonly Paragraph[]): readonly Finding[] => {
  const found = wordsIn(paragraphs, LEFT_OVER);
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

/** ***重点***: words that Markdown makes bold and slanted, at the edge of a clause; the marks of a template stand within one. */
const EMPHASIS = /(?<=^|[\p{P}\s])(?<!\*)\*{3}(\p{Script=Han}{2,20})\*{3}(?=$|[^*\P{P}]|\s)/gu;

/** The first such words of each paragraph. */
const wordsIn = (paragraphs: readonly Paragraph[], pattern: RegExp) =>
  paragraphs.flatMap(({ section, passage }) => {
    const plain = passage.text.replaceAll(EMPHASIS, '   $1   ');
    const match = pattern.exec(plain);
    return match
      ? [{ section, text: match[0], place: placeIn(passage, match.index, match[0]) }]
      : [];
  });

/** Words of the department's template; what a form tells its clerk to write stands in quotes. */
const DEPARTMENT = /(?<!“)本部门/;

const departmentWords = (paragraphs: readonly Paragraph[]): readonly Finding[] => {
  const found = wordsIn(paragraphs, DEPARTMENT);
  const [first] = found;
  if (!first) return [];
  return [
    finding(
      'TEMPLATE',
      'warning',
      `“${first.section}” speaks of 本部门, but this is the budget of a unit.`,
      found.map(({ place }) => place),
      { section: first.section, printed: '本部门', expected: '本单位' },
    ),
  ];
};

/** A shorter sentence, such as 与上年持平。, says the same of several things. */
const REPEATED_CHARS_MIN = 24;
/** So long is an item of a list at least that is not printed twice by chance. */
const ITEM_CHARS_MIN = 10;
const ITEM =
  /^(?:[-•*])?(?:[（(][\d一二三四五六七八九十]{1,3}[)）]|[\d一二三四五六七八九十]{1,3}[)）.．、])/;
const DUTIES = /职能|职责|机构/;

const repeated = (all: readonly Paragraph[]): readonly Finding[] => {
  const known = new Map<string, Said>();
  return all.flatMap((paragraph): readonly Finding[] => {
    const { section } = paragraph;
    const again = saidIn(paragraph).flatMap((one) => {
      const key = `${section} ${one.text}`;
      const before = known.get(key);
      known.set(key, one);
      return before ? [{ before, one }] : [];
    });
    // A paragraph that stands twice repeats all its sentences: that is one finding.
    const [first] = again;
    if (!first) return [];
    const start = first.one.text.slice(0, REPEATED_CHARS_MIN);
    return [
      finding(
        'REPEATED',
        'warning',
        `“${section}” prints the same paragraph twice: ${start}…`,
        [first.before, first.one].map(({ passage, at }) => placeIn(passage, at, start)),
        { section, printed: start },
      ),
    ];
  });
};

interface Said {
  readonly passage: Paragraph['passage'];
  /** Without the number of an item. */
  readonly text: string;
  readonly at: number;
}

/** What a paragraph says that would say nothing new a second time: an item of a list, or its sentences. */
const saidIn = ({ part, section, passage }: Paragraph): readonly Said[] => {
  const { text } = passage;
  const number = ITEM.exec(text)?.[0] ?? '';
  const item = text.slice(number.length);
  const isListed = number !== '' && item.length >= ITEM_CHARS_MIN;
  if (part !== 'budget')
    return isListed && DUTIES.test(section) ? [{ passage, text: item, at: number.length }] : [];
  if (isListed) return /\d/.test(item) ? [{ passage, text: item, at: number.length }] : [];
  return [...text.matchAll(/[^。]+。?/g)].flatMap(({ 0: sentence, index }) =>
    sentence.length >= REPEATED_CHARS_MIN && /\d/.test(sentence)
      ? [{ passage, text: sentence, at: index }]
      : [],
  );
};

/** Which year a heading, the beginning of a sentence or an absence says that it is of. */
const OF_YEAR: readonly RegExp[] = [
  /^关于(\d{4})年/,
  /(?<=^|。)(\d{4})年度?，?(?:本|我)(?:部门|单位|局|委|办|中心|街道|镇)(?=.{0,12}(?:预算|收支))(?!.{0,16}(?:执行数|决算))/,
  /本(?:部门|单位)(\d{4})年度?(?=无|没有)/,
];

const ofAnotherYear = (
  all: readonly Paragraph[],
  { fiscalYear, tables }: PrintedDocument,
): readonly Finding[] => {
  const inText = [...new Map(all.map(({ section, passage }) => [section, passage]))].flatMap(
    ([section, passage]) => said(plainYears(section), section, placeOfHeading(passage)),
  );
  const inSentences = all.flatMap(({ section, passage }) =>
    said(passage.text, section, (at, text) => placeIn(passage, at, text)),
  );
  const inNotes = tables.flatMap(({ table, title, note }) =>
    said(plainYears(note ?? ''), title ?? '', (_at, text) => ({
      table,
      page: null,
      line: null,
      row: null,
      column: null,
      text,
    })),
  );
  const found = [...inText, ...inSentences, ...inNotes].filter(({ year }) => year !== fiscalYear);
  return [...Map.groupBy(found, ({ year }) => year)].flatMap(([year, group]) => {
    const [first] = group;
    if (!first) return [];
    return [
      finding(
        'PERIOD',
        'error',
        `“${first.section}” speaks of ${year} (${first.place.text ?? ''}), but the budget is of ${fiscalYear}.`,
        group.map(({ place }) => place),
        { section: first.section, printed: String(year), expected: String(fiscalYear) },
      ),
    ];
  });
};

const plainYears = (text: string): string => text.replaceAll(/\s+/g, '');

const said = (
  text: string,
  section: string,
  placeOf: (at: number, text: string) => Place,
): readonly { readonly section: string; readonly year: number; readonly place: Place }[] =>
  OF_YEAR.flatMap((pattern) => {
    const match = pattern.exec(text);
    return match
      ? [{ section, year: Number(match[1]), place: placeOf(match.index, match[0]) }]
      : [];
  });

/** A heading stands before the first of its paragraphs. */
const placeOfHeading =
  (passage: Paragraph['passage']) =>
  (_at: number, text: string): Place => ({ ...placeIn(passage, 0, ''), text });

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
