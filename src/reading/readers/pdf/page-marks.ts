import type { FreeLine, PageBlocks } from './page-blocks.js';

/** A number at the head or the foot of a page: 5, - 5 -, 第 5 页, 5 / 21. */
const PAGE_MARK =
  /^(?:[-—–－·\s]*\d{1,4}[-—–－·\s]*|第\s*\d{1,4}\s*页(?:[，,/\s]*共\s*\d{1,4}\s*页)?|共\s*\d{1,4}\s*页[，,/\s]*第\s*\d{1,4}\s*页|\d{1,4}\s*\/\s*\d{1,4}|[ivxIVX]{1,6})$/;
const RUNNING_PAGES_MIN = 3;

/**
 * The pages without what is printed around their text: page numbers, and heads and feet that more than half of the pages
 * repeat. They would split sentences and tables that continue on the next page.
 */
export const withoutPageMarks = (pages: readonly PageBlocks[]): readonly PageBlocks[] => {
  const bare = pages.map((page) => ({ ...page, blocks: trimmed(page.blocks, isPageMark) }));
  const repeated = new Map<string, number>();
  for (const { blocks } of bare)
    for (const line of new Set([blocks[0], blocks.at(-1)]))
      if (line?.kind === 'line') repeated.set(line.text, (repeated.get(line.text) ?? 0) + 1);
  const isRunning = ({ text }: FreeLine) => {
    const count = repeated.get(text) ?? 0;
    return count >= RUNNING_PAGES_MIN && count * 2 > pages.length;
  };
  // The page number may stand below a running head or above a running foot.
  return bare.map((page) => ({
    ...page,
    blocks: trimmed(page.blocks, (line) => isRunning(line) || isPageMark(line)),
  }));
};

const isPageMark = ({ text }: FreeLine): boolean => PAGE_MARK.test(text.trim());

/** Removes a matching line from the top and from the bottom. */
const trimmed = (
  blocks: PageBlocks['blocks'],
  isMark: (line: FreeLine) => boolean,
): PageBlocks['blocks'] => {
  const isRemoved = (block: PageBlocks['blocks'][number] | undefined) =>
    block?.kind === 'line' && isMark(block);
  const from = isRemoved(blocks[0]) ? 1 : 0;
  const to = blocks.length > from && isRemoved(blocks.at(-1)) ? -1 : undefined;
  return blocks.slice(from, to);
};
