import type { Finding } from '../../../domain/events/finding.js';
import { type DocumentLine, printedText } from '../../document-line.js';
import { columnWord, type TableForm } from '../../../domain/tables/budget-form.js';
import type { Header } from '../lines/header.js';
import type { TitleLine } from '../region/titles.js';
import { finding, lineInWords, placeOf, quote } from '../../findings.js';

/** A title that is lost or misprinted, by the titles of all the table's pages. */
export const titleFindings = (
  { table, titles: [usual = ''] }: TableForm,
  titles: readonly TitleLine[],
  lines: readonly DocumentLine[],
): readonly Finding[] => {
  const placeOfTitle = ({ first }: TitleLine) => placeOf(lines[first]!, table);
  return [
    ...titles
      .slice(0, 1)
      .filter(({ text }) => text === '')
      .map((title) =>
        finding(
          'LAYOUT',
          'warning',
          `A table without a title begins on ${lineInWords(lines[title.first]!)}; by its header it is table ${table}, ${quote(usual)}.`,
          [placeOfTitle(title)],
          { table, subject: usual, expected: usual },
        ),
      ),
    ...titles.flatMap((title) =>
      title.misspelt === null
        ? []
        : [
            finding(
              'LABEL',
              'warning',
              `The title of table ${table} is printed ${quote(title.text)}, where ${quote(title.misspelt)} was expected.`,
              [placeOfTitle(title)],
              { table, subject: title.text, printed: title.text, expected: title.misspelt },
            ),
          ],
    ),
  ];
};

/** The irregularities of a table's headers, in one finding. */
export const headerFindings = (
  form: TableForm,
  titleLine: DocumentLine,
  headers: readonly Header[],
  hasRows: boolean,
): readonly Finding[] => {
  const { table } = form;
  if (headers.length === 0)
    return !hasRows
      ? []
      : [
          finding(
            'LAYOUT',
            'warning',
            `Table ${table} has no header; its columns are taken to be those of its form.`,
            [placeOf(titleLine, table)],
            { table },
          ),
        ];
  // Each half of a table with two sides may have a header of its own, on its own page.
  const isLacking = (column: string) =>
    form.shape !== 'two-sided' || headers.every(({ columns }) => !columns.includes(column));
  const odd = headers.filter(
    ({ missing, named, strange }) => missing.some(isLacking) || !named || strange.length > 0,
  );
  if (odd.length === 0) return [];
  const missing = distinct(odd.flatMap((header) => header.missing.filter(isLacking))).map(
    (column) => columnWord(form, column),
  );
  const strange = distinct(odd.flatMap((header) => header.strange));
  const nameless = odd.some(({ named }) => !named);
  const lacking = [...missing, ...(nameless ? ['科目名称'] : [])];
  const says = [
    ...(lacking.length > 0 ? [`lacks ${lacking.map(quote).join(', ')}`] : []),
    ...(strange.length > 0
      ? [`prints ${strange.map(quote).join(', ')}, which its form does not`]
      : []),
  ];
  return [
    finding(
      'LAYOUT',
      missing.length > 0 ? 'error' : 'warning',
      `The header of table ${table} ${says.join(' and ')}.`,
      odd.flatMap((header) => placesOfWords(header, table)),
      {
        table,
        subject: lacking[0] ?? strange[0]!,
        printed: strange.length > 0 ? strange.join(' ') : null,
        expected: lacking.length > 0 ? lacking.join(' ') : null,
      },
    ),
  ];
};

const distinct = (words: readonly string[]): readonly string[] => [...new Set(words)];

const placesOfWords = ({ strange, lines }: Header, table: number) => {
  const holding = lines.filter((line) =>
    strange.some((word) => printedText(line).replace(/\s/g, '').includes(word)),
  );
  return (holding.length > 0 ? holding : lines.slice(-1)).map((line) => placeOf(line, table));
};

/** Lines within a table that are no part of it. */
export const strayFindings = (
  form: TableForm,
  lines: readonly DocumentLine[],
  unexpected: readonly DocumentLine[],
  trailing: readonly DocumentLine[],
): readonly Finding[] => {
  const { table } = form;
  return [
    ...together(unexpected, lines).map((stray) =>
      finding(
        'LAYOUT',
        'warning',
        stray.length === 1
          ? `Table ${table} holds a line that is no row of it: ${quote(printedText(stray[0]!))} on ${lineInWords(stray[0]!)}.`
          : `Table ${table} holds lines that are no rows of it, from ${quote(printedText(stray[0]!))} on ${lineInWords(stray[0]!)} to ${lineInWords(stray.at(-1)!)}.`,
        stray.map((line) => placeOf(line, table)),
        { table, printed: printedText(stray[0]!).trim() },
      ),
    ),
    ...trailing.map((line) =>
      finding(
        'LAYOUT',
        'warning',
        `Table ${table} has words after the figures of a row: ${quote(printedText(line))} on ${lineInWords(line)}.`,
        [placeOf(line, table)],
        { table, printed: printedText(line).trim() },
      ),
    ),
  ];
};

/** Lines that follow one another, but for blank ones between, are one cause. */
const together = (
  stray: readonly DocumentLine[],
  lines: readonly DocumentLine[],
): readonly (readonly DocumentLine[])[] => {
  if (stray.length === 0) return [];
  const order = new Map(lines.map((line, i) => [line, i]));
  const distance = (above: DocumentLine, line: DocumentLine) =>
    above.page === line.page ? line.line - above.line : order.get(line)! - order.get(above)!;
  const groups: DocumentLine[][] = [];
  for (const line of stray) {
    const group = groups.at(-1);
    const away = group ? distance(group.at(-1)!, line) : -1;
    if (group && away >= 0 && away <= STRAY_LINES_APART_MAX) group.push(line);
    else groups.push([line]);
  }
  return groups;
};

/** One blank line may be between two of them. */
const STRAY_LINES_APART_MAX = 2;
