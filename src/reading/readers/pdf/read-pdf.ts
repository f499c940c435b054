import { Refusal } from '../../../domain/errors.js';
import { type DocumentLine, rowLine, textLine } from '../../document-line.js';
import { refuseTooManyLines } from '../limits.js';
import { places } from './grid.js';
import { type LooseTable, looseRows, looseTablesOf } from './loose-table.js';
import { type FreeLine, type PageBlocks, pageBlocks } from './page-blocks.js';
import { isPageNumber, runningTexts } from './page-marks.js';
import type { PageContent } from './page.js';
import { marginOf, paragraphsOf } from './paragraphs.js';
import { pagesOf } from './pdf-file.js';
import type { RuledTable } from './ruled-table.js';

/** A scan may carry a page number, a stamp or a heading as text; a page of a budget has some hundreds of characters. */
const PAGE_CHARS_MIN = 20;
/** The smallest print fills a page with some ten thousand. */
const PAGE_CHARS_MAX = 50_000;

/**
 * The lines of a published PDF: rows of tables with their cells, blank ones kept, and paragraphs.
 *
 * @throws {Refusal} document-unreadable: a scan without text, damaged, or locked with a password; document-too-large: more
 *   pages, lines or characters than any budget has
 */
export const readPdf = async (
  bytes: Uint8Array,
  file: string,
): Promise<{ readonly lines: readonly DocumentLine[]; readonly pages: number }> => {
  const pages: PageBlocks[] = [];
  let characters = 0;
  for await (const content of pagesOf(bytes, file)) {
    if (content.glyphs.length > PAGE_CHARS_MAX) throw crowded(content, file);
    characters += content.glyphs.length;
    pages.push(pageBlocks(content));
  }
  if (characters < PAGE_CHARS_MIN * pages.length)
    throw new Refusal(
      'document-unreadable',
      `${file} has ${pages.length} page${pages.length === 1 ? '' : 's'} and ${characters === 0 ? 'no text' : `only ${characters} characters of text`}, so it is a scan: give the XLSX form, or the PDF that was saved from Word or Excel.`,
      { pages: pages.length, characters },
    );
  const lines = linesOf(withoutPageMarks(pages));
  refuseTooManyLines(lines.length, file);
  return { lines, pages: pages.length };
};

const crowded = ({ page, glyphs }: PageContent, file: string): Refusal =>
  new Refusal(
    'document-too-large',
    `Page ${page} of ${file} has ${glyphs.length} characters, more than the ${PAGE_CHARS_MAX} that a page may have: give the pages of the budget alone.`,
    { page, characters: glyphs.length, charactersMax: PAGE_CHARS_MAX },
  );

/**
 * The pages without what is printed around their text: page numbers, running heads and feet. They would split sentences and
 * tables that continue on the next page.
 */
const withoutPageMarks = (pages: readonly PageBlocks[]): readonly PageBlocks[] => {
  const bare = pages.map((page) => trimmed(page, isPageNumber));
  const running = runningTexts(
    bare.map(({ blocks }) =>
      [blocks[0], blocks.at(-1)].flatMap((block) => (block?.kind === 'line' ? [block.text] : [])),
    ),
  );
  // The page number may be below a running head or above a running foot.
  return bare.map((page) => trimmed(page, (text) => running.has(text) || isPageNumber(text)));
};

/** Removes a matching line from the top and from the bottom. */
const trimmed = (page: PageBlocks, isMark: (text: string) => boolean): PageBlocks => {
  const { blocks } = page;
  const isRemoved = (block: PageBlocks['blocks'][number] | undefined) =>
    block?.kind === 'line' && isMark(block.text);
  const from = isRemoved(blocks[0]) ? 1 : 0;
  const to = blocks.length > from && isRemoved(blocks.at(-1)) ? -1 : undefined;
  return { ...page, blocks: blocks.slice(from, to) };
};

/** The lines of the pages, counted from the top of each: a row of a table with its cells, a paragraph, a heading. */
const linesOf = (pages: readonly PageBlocks[]): readonly DocumentLine[] => {
  const parts = pages.flatMap(partsOf);
  const margin = marginsOf(pages);
  const counts = new Map<number, number>();
  return chains(parts).flatMap((chain) =>
    contentsOf(chain, margin).map(({ page, content }) => {
      const line = (counts.get(page) ?? 0) + 1;
      counts.set(page, line);
      return typeof content === 'string'
        ? textLine({ line, page }, content)
        : rowLine({ line, page }, content);
    }),
  );
};

/** A part of the document in its order. */
interface Part {
  readonly page: number;
  readonly block: RuledTable | LooseTable | { readonly kind: 'text'; readonly lines: FreeLine[] };
}

/** Outer lines of one table on two pages differ by less. */
const SAME_TABLE_POINTS = 4;

/** The right margin of a page's text; undefined where it cannot be determined. */
type Margin = (page: number) => number | undefined;

/** Text takes most of its page's width; lines that end before are short. */
const TEXT_SHARE_MIN = 0.7;

/** A page has its own margin when several lines end there, otherwise that of all pages as wide. */
const marginsOf = (pages: readonly PageBlocks[]): Margin => {
  const lines = new Map<number, FreeLine[]>();
  const own = new Map<number, number | undefined>();
  const widths = new Map(pages.map(({ page, width }) => [page, Math.round(width)]));
  for (const { page, width, blocks } of pages) {
    const free = blocks.filter((block) => block.kind === 'line');
    own.set(page, wideOnly(marginOf(free), width));
    lines.set(Math.round(width), [...(lines.get(Math.round(width)) ?? []), ...free]);
  }
  const shared = new Map([...lines].map(([width, all]) => [width, wideOnly(marginOf(all), width)]));
  return (page) => own.get(page) ?? shared.get(widths.get(page)!);
};

const wideOnly = (margin: number | undefined, width: number): number | undefined =>
  margin !== undefined && margin > width * TEXT_SHARE_MIN ? margin : undefined;

const partsOf = ({ page, blocks }: PageBlocks): readonly Part[] => {
  const parts: Part[] = [];
  const add = (block: FreeLine | LooseTable) => {
    const last = parts.at(-1)?.block;
    if (block.kind === 'loose') parts.push({ page, block });
    else if (last?.kind === 'text') last.lines.push(block);
    else parts.push({ page, block: { kind: 'text', lines: [block] } });
  };
  let free: FreeLine[] = [];
  for (const block of blocks) {
    if (block.kind === 'line') {
      free.push(block);
      continue;
    }
    looseTablesOf(free).forEach(add);
    free = [];
    parts.push({ page, block });
  }
  looseTablesOf(free).forEach(add);
  return parts;
};

/** Tables that continue over pages, each with all its parts; every other part by itself. */
const chains = (parts: readonly Part[]): readonly (readonly Part[])[] => {
  const found: Part[][] = [];
  for (const part of parts) {
    const chain = found.at(-1);
    if (chain && goesOn(chain.at(-1)!, part)) chain.push(part);
    else found.push([part]);
  }
  return found;
};

const goesOn = ({ page, block }: Part, next: Part): boolean => {
  if (next.page === page || next.block.kind !== block.kind || block.kind === 'text') return false;
  if (block.kind === 'loose' || next.block.kind !== 'ruled') return true;
  const near = (a: number, b: number) => Math.abs(a - b) <= SAME_TABLE_POINTS;
  return near(block.xs[0]!, next.block.xs[0]!) && near(block.xs.at(-1)!, next.block.xs.at(-1)!);
};

/** What becomes a line: a paragraph's text, or a row's cells. */
interface PagedContent {
  readonly page: number;
  readonly content: string | readonly string[];
}

const contentsOf = (chain: readonly Part[], margin: Margin): readonly PagedContent[] => {
  const [{ page, block }] = chain as [Part];
  switch (block.kind) {
    case 'text':
      return paragraphsOf(block.lines, margin(page)).map((content) => ({ page, content }));
    case 'ruled':
      return ruledRows(chain);
    case 'loose':
      return looseLines(chain);
  }
};

/** The pages of a table have one set of columns, though a line may be missing on one of them. */
const ruledRows = (chain: readonly Part[]): readonly PagedContent[] => {
  const tables = chain.flatMap(({ page, block }) =>
    block.kind === 'ruled' ? [{ page, ...block }] : [],
  );
  const xs = places(tables.flatMap((table) => table.xs));
  return tables.flatMap((table) => {
    const at = table.xs.map((x) => xs.findLastIndex((place) => place <= x + 0.01));
    return table.rows.map((cells) => {
      const row = Array.from({ length: xs.length - 1 }, () => '');
      for (const [i, cell] of cells.entries()) row[at[i]!] = cell;
      return { page: table.page, content: row };
    });
  });
};

const looseLines = (chain: readonly Part[]): readonly PagedContent[] => {
  const lines = chain.flatMap(({ page, block }) =>
    block.kind === 'loose' ? block.lines.map((line) => ({ page, line })) : [],
  );
  const rows = looseRows(lines);
  return rows
    ? rows.map(({ page, cells }) => ({ page, content: cells }))
    : lines.map(({ page, line }) => ({ page, content: line.text }));
};
