import type { Finding } from '../../domain/finding.js';
import type { TextLine } from '../printed.js';
import { headingOf, type TableForm } from './catalogue.js';
import type { Header } from './header.js';
import type { RawRow } from './raw.js';
import type { RegionReading } from './read-region.js';
import { finding, placeOf, quote } from './report.js';

/** What is odd about a table's headers. */
export const headerFindings = (
  form: TableForm,
  titleLine: TextLine,
  headers: readonly Header[],
  rows: readonly RawRow[],
): readonly Finding[] => {
  const { table } = form;
  const found: Finding[] = [];
  const lacking = headers.filter(({ missing }) => missing.length > 0);
  if (lacking.length > 0) {
    const names = [...new Set(lacking.flatMap(({ missing }) => missing))].map((column) =>
      headingOf(table, column),
    );
    found.push(
      finding(
        'LAYOUT',
        'error',
        `The header of table ${table} lacks ${names.map(quote).join(', ')}.`,
        lacking.map(({ lines }) => placeOf(lines.at(-1)!, table)),
        { table, subject: names[0]!, expected: names.join(' ') },
      ),
    );
  }
  const nameless = headers.filter(({ named }) => !named);
  if (nameless.length > 0)
    found.push(
      finding(
        'LAYOUT',
        'warning',
        `The header of table ${table} has no column for the names of the codes.`,
        nameless.map(({ lines }) => placeOf(lines.at(-1)!, table)),
        { table, subject: '科目名称', expected: '科目名称' },
      ),
    );
  const strange = headers.filter((header) => header.strange.length > 0);
  if (strange.length > 0)
    found.push(
      finding(
        'LAYOUT',
        'warning',
        `The header of table ${table} has words that its form does not: ${[...new Set(strange.flatMap((header) => header.strange))].map(quote).join(', ')}.`,
        strange.flatMap((header) => placesOfWords(header, table)),
        { table, subject: strange[0]!.strange[0]! },
      ),
    );
  if (headers.length === 0 && rows.length > 0)
    found.push(
      finding(
        'LAYOUT',
        'warning',
        `Table ${table} has no header; its columns are taken to be those of its form.`,
        [placeOf(titleLine, table)],
        { table },
      ),
    );
  return found;
};

const placesOfWords = ({ strange, lines }: Header, table: number) => {
  const holding = lines.filter(({ text }) =>
    strange.some((word) => text.replace(/\s/g, '').includes(word)),
  );
  return (holding.length > 0 ? holding : lines.slice(-1)).map((line) => placeOf(line, table));
};

/** Lines within a table that are no part of it. */
export const strayFindings = (
  form: TableForm,
  readings: readonly RegionReading[],
): readonly Finding[] => {
  const { table } = form;
  const unexpected = readings.flatMap((reading) => reading.unexpected);
  const trailing = readings.flatMap((reading) => reading.trailing);
  return [
    ...together(unexpected).map((stray) =>
      finding(
        'LAYOUT',
        'warning',
        stray.length === 1
          ? `Line ${stray[0]!.line} in table ${table} is no row of it: ${quote(stray[0]!.text)}.`
          : `Lines ${stray[0]!.line} to ${stray.at(-1)!.line} in table ${table} are no rows of it, from ${quote(stray[0]!.text)} on.`,
        stray.map((line) => placeOf(line, table)),
        { table, printed: stray[0]!.text.trim() },
      ),
    ),
    ...trailing.map((line) =>
      finding(
        'LAYOUT',
        'warning',
        `Line ${line.line} in table ${table} has words after its figures: ${quote(line.text)}.`,
        [placeOf(line, table)],
        { table, printed: line.text.trim() },
      ),
    ),
  ];
};

/** Lines that follow one another, but for blank ones between, are one cause. */
const together = (lines: readonly TextLine[]): readonly (readonly TextLine[])[] => {
  const groups: TextLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    if (group && line.line - group.at(-1)!.line <= 2) group.push(line);
    else groups.push([line]);
  }
  return groups;
};
