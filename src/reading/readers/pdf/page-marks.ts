/** A number at the head or the foot of a page: 5, - 5 -, 第 5 页, 5 / 21. */
const PAGE_NUMBER =
  /^(?:[-—–－·\s]*\d{1,4}[-—–－·\s]*|第\s*\d{1,4}\s*页(?:[，,/\s]*共\s*\d{1,4}\s*页)?|共\s*\d{1,4}\s*页[，,/\s]*第\s*\d{1,4}\s*页|\d{1,4}\s*\/\s*\d{1,4}|[ivxIVX]{1,6})$/;
const RUNNING_PAGES_MIN = 3;

/** Whether a text is nothing but the number of a page, such as 第 5 页 or 5 / 21. */
export const isPageNumber = (text: string): boolean => PAGE_NUMBER.test(text.trim());

/** The running heads and feet: texts that more than half of the pages have at their upper or lower edge. */
export const runningTexts = (edges: readonly (readonly string[])[]): ReadonlySet<string> => {
  const counts = new Map<string, number>();
  for (const texts of edges)
    for (const text of new Set(texts)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return new Set(
    [...counts]
      .filter(([, count]) => count >= RUNNING_PAGES_MIN && count * 2 > edges.length)
      .map(([text]) => text),
  );
};
