import { createHash } from 'node:crypto';
import { Refusal } from '../domain/errors.js';
import type { Finding } from '../domain/events/finding.js';
import { type DocumentLine, textLine } from './document-line.js';
import type { PrintedDocument } from './printed.js';
import type { SheetTab } from './readers/office/read-xlsx.js';
import { readLines, type ReadLines } from './readers/read-lines.js';
import { textTypeOf } from './readers/text-lines.js';
import { identify } from './tables/region/identity.js';
import { refuseOtherKinds } from './tables/region/other-kinds.js';
import { readTables } from './tables/read-tables.js';
import { regionsOf } from './tables/region/regions.js';
import { finding, quote } from './findings.js';
import { findTitles } from './tables/form/titles.js';

export interface ReadOptions {
  /** The file's name, for sentences. */
  readonly file?: string | null;
}

/**
 * Reads a published budget as it is printed, from a file of any kind that {@link readLines} knows. Whatever else is odd
 * about the document becomes a finding.
 *
 * @throws {Refusal} document-unreadable, document-too-large, document-too-costly: as {@link readLines};
 *   document-of-another-kind: it is no budget of one department or unit, or has no figure; document-year-unclear,
 *   document-agency-unclear: it does not say which year or whose budget it is
 */
export const readDocument = async (
  bytes: Uint8Array,
  options: ReadOptions = {},
): Promise<PrintedDocument> => {
  const file = options.file ?? 'The document';
  const { lines, sheets, ...read } = await readLines(bytes, file);
  return documentOf({ ...read, bytes, lines: withTitlesOfTabs(lines, sheets) }, file);
};

/** A sheet whose tab has a table's title and whose rows have none begins with that title. */
const withTitlesOfTabs = (
  lines: readonly DocumentLine[],
  sheets: readonly SheetTab[],
): readonly DocumentLine[] => {
  if (sheets.length === 0) return lines;
  const own = new Map(sheets.map(({ page }) => [page, [] as DocumentLine[]]));
  for (const line of lines) own.get(line.page!)!.push(line);
  return sheets.flatMap(({ page, name }) => {
    const tab = textLine({ page, line: 1 }, name);
    const rows = own.get(page)!;
    return findTitles([tab]).length > 0 && findTitles(rows).length === 0 ? [tab, ...rows] : rows;
  });
};

/** What a reader made of a file, and the file itself. */
export interface DocumentLines extends Pick<
  ReadLines,
  'lines' | 'broken' | 'hidden' | 'mediaType'
> {
  readonly bytes: Uint8Array;
}

/** Reads the tables and the narrative out of a document's lines. */
export const documentOf = (
  { bytes, lines, broken, hidden, mediaType }: DocumentLines,
  file: string,
): PrintedDocument => {
  const titles = findTitles(lines);
  const { regions, contents } = regionsOf(lines, titles);
  refuseOtherKinds(lines, regions, file);
  if (regions.length === 0) throw noTables(contents.length > 0, file);
  const identity = identify(lines, regions, file);
  const read = readTables(lines, regions, contents);
  if (!read.tables.some(({ rows }) => rows.length > 0))
    throw new Refusal(
      'document-of-another-kind',
      `${file} has the tables of a budget and no figure in any of them: fill the form in, or give the published document.`,
    );
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    mediaType:
      mediaType === 'text/plain' ? textTypeOf(lines.filter((_, i) => read.taken[i])) : mediaType,
    title: identity.title,
    agencyName: identity.agencyName,
    fiscalYear: identity.fiscalYear,
    scope: identity.scope,
    form: 'shanghai',
    tables: read.tables,
    narrative: lines.filter((line, i) => !read.taken[i] && line.text.trim() !== ''),
    findings: [
      ...brokenCharacters(lines, broken),
      ...hiddenSheets(hidden),
      ...identity.findings,
      ...read.findings,
    ],
  };
};

const noTables = (listed: boolean, file: string): Refusal =>
  new Refusal(
    'document-of-another-kind',
    `${file} ${listed ? 'lists the tables of a budget and prints none of them' : 'has none of the nine tables of a published budget'}: give a published budget (部门预算 or 单位预算) with its tables.`,
  );

const brokenCharacters = (lines: readonly DocumentLine[], broken: number): readonly Finding[] => {
  if (broken === 0) return [];
  const at = lines.filter(({ text }) => text.includes('\uFFFD')).slice(0, 100);
  return [
    finding(
      'LAYOUT',
      'warning',
      `${broken} characters of the document are broken and shown as "\uFFFD".`,
      at.map(({ line, page, text }) => ({
        table: null,
        page,
        line,
        row: null,
        column: null,
        text: text.trim().slice(0, 200),
      })),
    ),
  ];
};

/** Hidden sheets are no part of what was published: a finding names them, and they are not read. */
const hiddenSheets = (names: readonly string[]): readonly Finding[] =>
  names.length === 0
    ? []
    : [
        finding(
          'LAYOUT',
          'info',
          `Sheets that are hidden were not read: ${names.map(quote).join(', ')}; show them in the file if they belong to the budget.`,
          [],
          { printed: names.join(', ') },
        ),
      ];
