import { fold } from '../../text/fold.js';
import { type DocumentLine, joinedText, textLine } from '../document-line.js';

/** The parts of a document on one project: the text under its heading, and its performance-target form. */
export interface Block {
  /** The heading as printed, without blanks; null where the form has no words above it. */
  readonly heading: string | null;
  /** By the name of the subsection, e.g. 立项依据. */
  readonly words: ReadonlyMap<string, readonly DocumentLine[]>;
  /** The form from 项目名称 on; null where the project has none. */
  readonly form: Form | null;
}

/** The lines of one performance-target form (绩效目标申报表). */
export interface Form {
  /** 财政项目支出绩效目标申报表, and the year below it. */
  readonly title: readonly DocumentLine[];
  readonly lines: readonly DocumentLine[];
}

/** The projects of a document, and the lines that belong to them. */
export interface Blocks {
  readonly blocks: readonly Block[];
  readonly taken: ReadonlySet<DocumentLine>;
}

const FORM_TITLE =
  /^(?:附[件表]?\d{0,2}[:：]?)?[^，。、；：见]{0,16}绩效目标[^，。、；：见]{0,6}表$/;
const FORM_HEAD = /^项目名称(?![，。：]?是)/;
const FIRST_SUBSECTION = /^一、项目概[述况]/;
const SUBSECTION =
  /^[一二三四五六七八九十]、(项目概[述况]|立项依据|实施主体|实施方案|实施周期|年度预算安排|绩效目标)/;
const HEADING_END = /情况说明$/;
/** A heading with a bracket of its own is printed on two lines. */
const HEADING_LINES_MAX = 3;
const HEADING_CHARS_MAX = 60;
/** Lines further below a heading do not belong to its project. */
const BLOCK_LINES_MAX = 2_000;
/** (2024年度): the year below the title of a form. */
const YEAR_LINE = /^\(?\d{4}年?度?\)?$/;

/** Finds what a document prints of its projects, by the statutory headings and the first cell of the form. */
export const projectBlocks = (lines: readonly DocumentLine[]): Blocks => {
  const marks = marksOf(lines);
  const taken = new Set<DocumentLine>();
  const blocks: Block[] = [];
  let words: {
    heading: string | null;
    words: ReadonlyMap<string, readonly DocumentLine[]>;
  } | null = null;
  for (const [i, mark] of marks.entries()) {
    const end = Math.min(marks[i + 1]?.from ?? lines.length, mark.at + BLOCK_LINES_MAX);
    for (const line of lines.slice(mark.from, end)) taken.add(line);
    if (mark.kind === 'words') {
      if (words) blocks.push({ ...words, form: null });
      words = {
        heading: headingOf(lines.slice(mark.from, mark.at)),
        words: subsectionsOf(lines.slice(mark.at, end)),
      };
      continue;
    }
    const form = { title: lines.slice(mark.from, mark.at), lines: lines.slice(mark.at, end) };
    blocks.push({ heading: words?.heading ?? null, words: words?.words ?? new Map(), form });
    words = null;
  }
  if (words) blocks.push({ ...words, form: null });
  return { blocks, taken };
};

interface Mark {
  readonly kind: 'words' | 'form';
  /** With the heading or title. */
  readonly from: number;
  /** The first line after it. */
  readonly at: number;
}

const marksOf = (lines: readonly DocumentLine[]): readonly Mark[] => {
  const bare = lines.map((line) => {
    const text = joinedText(line);
    return text.length > 400 ? '' : fold(text);
  });
  const marks: Mark[] = [];
  for (const [i, text] of bare.entries()) {
    if (FIRST_SUBSECTION.test(text))
      marks.push({ kind: 'words', from: headingStart(bare, i), at: i });
    else if (FORM_HEAD.test(text)) marks.push({ kind: 'form', from: titleStart(bare, i), at: i });
  }
  return marks;
};

const headingStart = (bare: readonly string[], at: number): number => {
  if (!HEADING_END.test(bare[at - 1] ?? '')) return at;
  let start = at - 1;
  // “某某”平台 / (一期)项目经费情况说明
  while (
    at - start < HEADING_LINES_MAX &&
    (bare[start] ?? '').startsWith('(') &&
    !/[，。；]/.test(bare[start - 1] ?? '。')
  )
    start -= 1;
  return start;
};

const headingOf = (lines: readonly DocumentLine[]): string | null => {
  const heading = lines.map((line) => joinedText(line).replaceAll(/\s/g, '')).join('');
  return heading === '' || heading.length > HEADING_CHARS_MAX ? null : heading;
};

const TITLE_LINES_MAX = 4;

const titleStart = (bare: readonly string[], at: number): number => {
  for (let start = at - 1; start >= Math.max(0, at - TITLE_LINES_MAX); start -= 1) {
    const text = bare[start]!;
    if (FORM_TITLE.test(text)) return start;
    if (
      text !== '' &&
      !YEAR_LINE.test(text) &&
      !/^(?:单位|金额单位):/.test(text) &&
      !/^[:\-\s]*$/.test(text)
    )
      break;
  }
  return at;
};

const subsectionsOf = (
  lines: readonly DocumentLine[],
): ReadonlyMap<string, readonly DocumentLine[]> => {
  const sections = new Map<string, DocumentLine[]>();
  let open: DocumentLine[] | null = null;
  for (const line of lines) {
    const text = joinedText(line);
    const folded = fold(text);
    const name = SUBSECTION.exec(folded)?.[1];
    if (name !== undefined) {
      open = [];
      sections.set(name, open);
      // 七、绩效目标（详见表）: what stands behind the heading is part of it.
      const rest = folded.replace(SUBSECTION, '');
      if (rest.length > 20) open.push(textLine(line, text.slice(text.indexOf(name) + name.length)));
    } else open?.push(line);
  }
  return sections;
};
