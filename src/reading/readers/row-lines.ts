const HAN_BREAK =
  /(?<=[\p{Script=Han}（）()、：“”])\s*[\r\n]+\s*(?=[\p{Script=Han}（）()、：“”])/gu;

/** A cell's text on one line and without tabs, which part cells: a Chinese word broken in its cell is one word. */
const cellText = (text: string): string =>
  text
    .replace(HAN_BREAK, '')
    .replace(/[\t\r\n\v\f]+/g, ' ')
    .trim();

/**
 * The texts of a row as lines: cells parted by tabs, blank ones kept up to the last that is filled. A cell alone in its row
 * holds a text, and that may have lines of its own.
 */
export const rowTexts = (cells: readonly string[]): readonly string[] => {
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (filled.length === 0) return [''];
  if (filled.length === 1) {
    const lines = filled[0]!.split(/[\r\n\v\f]+/).map(cellText);
    // A short one is a heading broken in its cell, or the name of a row.
    if (lines.length > 1 && filled[0]!.length > LABEL_CHARS_MAX) return lines;
  }
  const last = cells.findLastIndex((cell) => cell.trim() !== '');
  return [
    cells
      .slice(0, last + 1)
      .map(cellText)
      .join('\t'),
  ];
};

const LABEL_CHARS_MAX = 60;
