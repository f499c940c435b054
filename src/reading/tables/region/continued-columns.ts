import type { Finding } from '../../../domain/events/finding.js';
import { fold } from '../../../text/fold.js';
import {
  type Cell,
  type DocumentLine,
  isBlank,
  isBlankLine,
  joinedText,
  loneText,
  printedText,
  textLine,
  wordsOf,
} from '../../document-line.js';
import { finding, placeOf } from '../../findings.js';
import { looksNumeric } from '../../printed-amount.js';
import { agencyOfLine, isPageMark, unitOfLine } from '../lines/line-kinds.js';

/** The lines of a document, the columns of each table beside one another. */
export interface JoinedColumns {
  readonly lines: readonly DocumentLine[];
  readonly findings: readonly Finding[];
}

/** Fewer rows are no table that is wider than its page. */
const ROWS_MIN = 3;
const HEADER_ROWS_MAX = 5;

/** A page whose rows all are of one sort. Numbers are indices of lines. */
interface Page {
  readonly from: number;
  readonly to: number;
  readonly rows: readonly number[];
}

/**
 * A sheet that is wider than its paper has its codes and names on one page and its figures on a later one. Where both have
 * as many rows, each row gets its figures, and each line of the header the headings over them; otherwise no figure of such
 * a page is read, because nothing says whose it is.
 */
export const joinColumns = (lines: readonly DocumentLine[]): JoinedColumns => {
  const pages = pagesOf(lines);
  const joined = new Map<number, readonly DocumentLine[]>();
  const findings: Finding[] = [];
  for (let i = 0; i < pages.length; i++) {
    const labels = runOf(lines, pages.slice(i), isLabelRow, isRestOfName);
    const figures = runOf(
      lines,
      beforeNextTable(lines, labels, pages.slice(i + labels.length)),
      isFigureRow,
      () => false,
    );
    if (labels.length === 0 || figures.length === 0) continue;
    i += labels.length + figures.length - 1;
    const rows = labels.flatMap((page) => page.rows);
    if (rows.length < ROWS_MIN) continue;
    for (const { from, to } of figures) for (let at = from; at < to; at++) joined.set(at, []);
    const blocks = blocksOf(figures, labels);
    if (blocks) join(lines, labels, blocks, joined);
    findings.push(found(lines, labels, figures, blocks !== null));
  }
  return {
    lines: findings.length === 0 ? lines : lines.flatMap((line, i) => joined.get(i) ?? line),
    findings,
  };
};

const pagesOf = (lines: readonly DocumentLine[]): readonly Omit<Page, 'rows'>[] => {
  const pages: { from: number; to: number }[] = [];
  for (const [i, { page }] of lines.entries()) {
    const last = pages.at(-1);
    if (last && lines[last.from]!.page === page) last.to = i + 1;
    else if (page !== null) pages.push({ from: i, to: i + 1 });
  }
  return pages;
};

const TITLE = /[^本下上]表$/;

const titlesOn = (
  lines: readonly DocumentLine[],
  { from, to }: Omit<Page, 'rows'>,
): readonly string[] =>
  lines
    .slice(from, to)
    .map((line) => fold(loneText(line) ?? ''))
    .filter((text) => TITLE.test(text));

/** The pages before the first with a title that these pages do not have: there a table of its own begins. */
const beforeNextTable = <P extends Omit<Page, 'rows'>>(
  lines: readonly DocumentLine[],
  labels: readonly Page[],
  pages: readonly P[],
): readonly P[] => {
  const known = new Set(labels.flatMap((page) => titlesOn(lines, page)));
  const end = pages.findIndex((page) => titlesOn(lines, page).some((title) => !known.has(title)));
  return end === -1 ? pages : pages.slice(0, end);
};

/** The first pages that end in rows of one sort and have no other row. */
const runOf = (
  lines: readonly DocumentLine[],
  pages: readonly Omit<Page, 'rows'>[],
  isRow: (line: DocumentLine) => boolean,
  isBeside: (line: DocumentLine) => boolean,
): readonly Page[] => {
  const found: Page[] = [];
  for (const { from, to } of pages) {
    const rows: number[] = [];
    for (let i = from; i < to; i++) {
      const line = lines[i]!;
      if (isBlankLine(line) || isPageMark(line)) continue;
      if (isRow(line)) rows.push(i);
      else if (rows.length > 0 && !isBeside(line)) return found;
      else if (hasFigure(line)) return found;
    }
    if (rows.length === 0) return found;
    found.push({ from, to, rows });
  }
  return found;
};

const CODE = /^\d{2,7}$/;
const HAN = /\p{Script=Han}/u;
const TOTAL = /^(?:合计|总计)$/;
const NAME_CHARS_MAX = 40;

const hasFigure = (line: DocumentLine): boolean =>
  wordsOf(line).some((word) => looksNumeric(word) && /[.,]\d/.test(word));

/** A code and a name, or 合计, and no figure. */
const isLabelRow = (line: DocumentLine): boolean => {
  const words = wordsOf(line);
  if (TOTAL.test(fold(words.join('')))) return true;
  const name = words.findIndex((word) => !CODE.test(word));
  return name > 0 && name <= 3 && HAN.test(words[name]!) && !words.slice(name).some(looksNumeric);
};

const isRestOfName = (line: DocumentLine): boolean => {
  const text = fold(loneText(line) ?? '');
  return HAN.test(text) && text.length <= NAME_CHARS_MAX && !/[\d。:]/.test(text);
};

/** Figures and strokes, and no name. */
const isFigureRow = (line: DocumentLine): boolean =>
  hasFigure(line) && wordsOf(line).every((word) => looksNumeric(word) || isBlank(word));

/** The rows of figures by the columns that they continue; null where they are not as many as the rows with names. */
const blocksOf = (
  figures: readonly Page[],
  labels: readonly Page[],
): readonly (readonly Page[])[] | null => {
  if (figures.length % labels.length !== 0) return null;
  const blocks = Array.from({ length: figures.length / labels.length }, (_, block) =>
    figures.slice(block * labels.length, (block + 1) * labels.length),
  );
  const fits = blocks.every((block) =>
    block.every(({ rows }, i) => rows.length === labels[i]!.rows.length),
  );
  return fits ? blocks : null;
};

const join = (
  lines: readonly DocumentLine[],
  labels: readonly Page[],
  blocks: readonly (readonly Page[])[],
  joined: Map<number, readonly DocumentLine[]>,
): void => {
  let width = widthOf(lines, labels);
  for (const block of blocks) {
    for (const [i, figures] of block.entries()) {
      const label = labels[i]!;
      const headings = headerOf(lines, figures, joined, lines.slice(label.from, label.rows[0]));
      const header = headerOf(lines, label, joined, []);
      const own = header.slice(Math.max(0, header.length - headings.length));
      const above = headings.slice(0, headings.length - own.length);
      for (const [k, at] of own.entries())
        put(joined, at, lines, headings[above.length + k]!, width);
      const first = own[0] ?? label.rows[0]!;
      joined.set(first, [
        ...above.map((at) => beside(null, lines[at]!, width)),
        ...(joined.get(first) ?? [lines[first]!]),
      ]);
      for (const [k, at] of label.rows.entries()) put(joined, at, lines, figures.rows[k]!, width);
    }
    width += widthOf(lines, block);
  }
};

const put = (
  joined: Map<number, readonly DocumentLine[]>,
  at: number,
  lines: readonly DocumentLine[],
  figures: number,
  width: number,
): void => {
  const known = joined.get(at) ?? [lines[at]!];
  joined.set(at, [...known.slice(0, -1), beside(known.at(-1)!, lines[figures]!, width)]);
};

/** The lines of a header right above the rows of a page, from top to bottom. */
const headerOf = (
  lines: readonly DocumentLine[],
  { from, rows }: Page,
  joined: ReadonlyMap<number, readonly DocumentLine[]>,
  repeated: readonly DocumentLine[],
): readonly number[] => {
  const known = new Set(repeated.map(joinedText));
  const header: number[] = [];
  for (let i = rows[0]! - 1; i >= from && header.length < HEADER_ROWS_MAX; i--) {
    const line = lines[i]!;
    if (isBlankLine(line) || isPageMark(line)) continue;
    if (
      unitOfLine(line) !== undefined ||
      agencyOfLine(line) ||
      /表$|。/.test(fold(joinedText(line)))
    )
      break;
    if (!known.has(joinedText(line)) || joined.has(i)) header.unshift(i);
  }
  return header;
};

const widthOf = (lines: readonly DocumentLine[], pages: readonly Page[]): number =>
  1 +
  Math.max(
    0,
    ...pages.flatMap(({ from, to }) =>
      lines.slice(from, to).flatMap(({ cells }) => cells?.map(({ column }) => column ?? 0) ?? []),
    ),
  );

/** A row with the cells of another to its right. */
const beside = (label: DocumentLine | null, figures: DocumentLine, width: number): DocumentLine => {
  const { page, line } = label ?? figures;
  const text = [label, figures].flatMap((each) => (each ? printedText(each).trim() : []));
  const cells = label === null ? [] : (label.cells ?? loneCell(label.text));
  return figures.cells && cells
    ? {
        page,
        line,
        cells: [
          ...cells,
          ...figures.cells.map((cell) => ({ ...cell, column: width + (cell.column ?? 0) })),
        ],
        printed: text.join('\t'),
      }
    : textLine({ page, line }, text.join(' '));
};

/** 合计, which stands alone on its line, as the first cell of a row. */
const loneCell = (text: string): readonly Cell[] | null =>
  /\S\s+\S/.test(text.trim()) ? null : [{ text: text.trim(), column: 0 }];

const found = (
  lines: readonly DocumentLine[],
  labels: readonly Page[],
  figures: readonly Page[],
  isJoined: boolean,
): Finding => {
  const named = (pages: readonly Page[]) =>
    pages.map(({ from }) => String(lines[from]!.page)).join(', ');
  const count = (pages: readonly Page[]) => pages.reduce((sum, { rows }) => sum + rows.length, 0);
  const places = [...labels, ...figures].map(({ rows }) => placeOf(lines[rows[0]!]!, null));
  return isJoined
    ? finding(
        'LAYOUT',
        'info',
        `The rows on page ${named(labels)} have their figures on page ${named(figures)}: they are read together, row by row.`,
        places,
      )
    : finding(
        'LAYOUT',
        'error',
        `The rows on page ${named(labels)} have no figures, and the figures on page ${named(figures)} have no rows: ${count(figures)} for ${count(labels)}. Which belongs to which cannot be told, and none of them is read.`,
        places,
      );
};
