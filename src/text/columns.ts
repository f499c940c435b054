import { eastAsianWidth } from 'get-east-asian-width';

const GAP = '  ';

/** Printed text as a terminal may have it: what controls a terminal, and what breaks a line, is a space. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');

/** The columns that a terminal gives to a text: a Chinese character takes two, a combining mark none. */
export const widthOf = (text: string): number => {
  let width = 0;
  for (const character of text)
    if (!/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(character))
      width += eastAsianWidth(character.codePointAt(0)!);
  return width;
};

/**
 * Rows as lines whose columns stand under each other. `right` names the columns that are right-aligned, by index; the last
 * column is not padded.
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
