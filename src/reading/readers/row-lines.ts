import { type DocumentLine, type LinePlace, rowLine, textLine } from '../document-line.js';

const HAN_BREAK =
  /(?<=[\p{Script=Han}（）()、：“”])\s*[\r\n]+\s*(?=[\p{Script=Han}（）()、：“”])/gu;
/** In a longer text, line breaks separate sentences; in a shorter one they split a heading or the name of a row. */
const LABEL_CHARS_MAX = 60;

/**
 * A row of a sheet, a CSV or a Word table as lines: one, with its cells up to the last that is filled; several when a
 * single cell holds a text that has lines of its own.
 */
export const rowLines = (place: LinePlace, texts: readonly string[]): readonly DocumentLine[] => {
  const filled = texts.filter((text) => text.trim() !== '');
  if (filled.length === 0) return [textLine(place, '')];
  if (filled.length === 1 && filled[0]!.length > LABEL_CHARS_MAX) {
    const lines = filled[0]!.split(/[\r\n\v\f]+/);
    if (lines.length > 1) return lines.map((text) => textLine(place, onOneLine(text)));
  }
  const last = texts.findLastIndex((text) => text.trim() !== '');
  return [rowLine(place, texts.slice(0, last + 1).map(onOneLine))];
};

/** A cell's text on one line and without tabs: a Chinese word that is broken in its cell is one word. */
const onOneLine = (text: string): string =>
  text
    .replace(HAN_BREAK, '')
    .replace(/[\t\r\n\v\f]+/g, ' ')
    .trim();
