import { Refusal } from '../../../domain/errors.js';
import type { DocumentLine } from '../../document-line.js';
import { checkLines } from '../limits.js';
import { type PageBlocks, pageBlocks } from './page-blocks.js';
import { documentLines } from './document-lines.js';
import type { PageContent } from './page.js';
import { pagesOf } from './pdf-file.js';

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
): Promise<readonly DocumentLine[]> => {
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
  const lines = documentLines(pages);
  checkLines(lines.length, file);
  return lines;
};

const crowded = ({ page, glyphs }: PageContent, file: string): Refusal =>
  new Refusal(
    'document-too-large',
    `Page ${page} of ${file} has ${glyphs.length} characters, more than the ${PAGE_CHARS_MAX} that a page may have: give the pages of the budget alone.`,
    { page, characters: glyphs.length, charactersMax: PAGE_CHARS_MAX },
  );
