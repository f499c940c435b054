import { eastAsianWidth } from 'get-east-asian-width';

const GAP = '  ';

/** A text that is safe for a terminal: control characters and line breaks become spaces. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');

/** The width of a text in terminal columns: a Chinese character takes two, a combining mark none. */
export const widthOf = (text: string): number => {
  let width = 0;
  for (const character of text)
    if (!/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(character))
      width += eastAsianWidth(character.codePointAt(0)!);
  return width;
};

/**
 * Rows as lines with aligned columns. `right` tells by index which columns are right-aligned; the last column is not
 * padded.
 */
export const columns = (
  rows: readonly (readonly string[])[],
  right: (column: number) => boolean = () => false,
): readonly string[] => {
  const clean = rows.map((row) => row.map(printable));
  const widths: number[] = [];
  for (const row of clean)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
    });
  return clean.map((row) =>
    row
      .map((cell, column) => {
        const padding = ' '.repeat(widths[column]! - widthOf(cell));
        return right(column) ? padding + cell : cell + padding;
      })
      .join(GAP)
      .trimEnd(),
  );
};
