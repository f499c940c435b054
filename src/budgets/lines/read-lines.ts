import { CsvError, parse } from 'csv-parse/sync';
import type { EnteredLine } from '../../domain/budget/budget-command.js';
import { Refusal } from '../../domain/errors.js';
import type { Schedule } from '../../domain/values/line.js';
import type { DocumentLine } from '../../reading/document-line.js';
import { readXlsx } from '../../reading/readers/office/read-xlsx.js';
import { readLine } from './line-input.js';
import {
  columnOfHead,
  fieldsOf,
  GUIDE_SHEET,
  columnHead,
  LINE_COLUMNS,
  scheduleOfSheet,
  type LineColumn,
} from './line-words.js';

/**
 * The lines of a CSV file or of an XLSX workbook, whose first rows name the columns, in Chinese or by the fields of `POST
 * lines`; or of JSON lines. Text is UTF-8 with or without a byte order mark, or GB 18030. A sheet of a workbook that is named
 * as in an empty form (`line-template.ts`) has lines of its schedule; hidden sheets and the guide of the form are not read.
 *
 * @throws {Refusal} `malformed`: it is no such file; `unknown-field`: a column has another name; `document-unreadable`: the
 * text or the workbook is damaged; and those of a single line. Each names the file and the line of the row.
 */
export const readLines = (bytes: Uint8Array, file: string): readonly EnteredLine[] => {
  const rows = isZip(bytes) ? workbookRows(bytes, file) : textRows(decode(bytes, file), file);
  if (rows.length === 0) throw new Refusal('malformed', `${file} has no lines: add at least one.`);
  return rows.map(({ place, line, value }) => inLine(place, line, () => readLine(value)));
};

/** XLSX is a ZIP archive. */
const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

interface Row {
  /** The file, and in a workbook the sheet. */
  readonly place: string;
  /** Counts from 1, as editors do. */
  readonly line: number;
  readonly value: unknown;
}

const textRows = (text: string, file: string): readonly Row[] =>
  text.trimStart().startsWith('{')
    ? jsonRows(text, file)
    : tableRows(recordsOf(text, file), file, undefined);

const jsonRows = (text: string, file: string): readonly Row[] =>
  text.split(/\r\n|\n|\r/).flatMap((each, index): Row[] => {
    if (each.trim() === '') return [];
    const line = index + 1;
    return [{ place: file, line, value: inLine(file, line, () => JSON.parse(each) as unknown) }];
  });

const workbookRows = (bytes: Uint8Array, file: string): readonly Row[] => {
  const { lines, sheets } = readXlsx(bytes, file);
  return sheets
    .filter(({ name }) => name !== GUIDE_SHEET)
    .flatMap(({ page, name }) => {
      const records = lines
        .filter((line) => line.page === page)
        .map((line): SheetRow => ({ line: line.line, cells: cellsOf(line) }));
      return tableRows(records, `${file}, sheet ${name}`, scheduleOfSheet(name));
    });
};

/** The cells of a row by their columns; a row with nothing but its first cell is a line of text. */
const cellsOf = (line: DocumentLine): readonly string[] => {
  if (line.cells === null) return [line.text.trim()];
  const cells: string[] = [];
  for (const { text, column } of line.cells) cells[column ?? cells.length] = text;
  return Array.from(cells, (cell) => cell ?? '');
};

interface SheetRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows below the first one that is not blank, which names the columns. */
const tableRows = (
  records: readonly SheetRow[],
  place: string,
  schedule: Schedule | undefined,
): readonly Row[] => {
  const [header, ...rest] = records.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (!header) return [];
  const columns = inLine(place, header.line, () => columnsOf(header.cells));
  return rest.map(({ line, cells }) => ({
    place,
    line,
    value: inLine(place, line, () => {
      const surplus = cells.find((cell, index) => cell !== '' && columns[index] === undefined);
      if (surplus !== undefined)
        throw new Refusal(
          'malformed',
          `"${surplus}" has no column: the row has ${cells.length} cells, the header ${columns.length}.`,
        );
      // Blank cells are left out, so that columns for fields of other schedules do no harm.
      const row = Object.fromEntries(
        columns.flatMap((column, index) =>
          column !== undefined && cells[index] ? [[column, cells[index]]] : [],
        ),
      );
      return fieldsOf(schedule === undefined ? row : { schedule, ...row });
    }),
  }));
};

const recordsOf = (text: string, file: string): readonly SheetRow[] => {
  try {
    const records = parse(text, {
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Refusal('malformed', `${file} is not CSV: ${error.message}.`);
  }
};

/** The columns that the heads mean; undefined where a head is blank. */
const columnsOf = (heads: readonly string[]): readonly (LineColumn | undefined)[] => {
  const columns = heads.map((head) => {
    if (head === '') return undefined;
    const column = columnOfHead(head);
    if (column === undefined)
      throw new Refusal(
        'unknown-field',
        `"${head}" is not a column: the first row names some of ${LINE_COLUMNS.map((each) => `${each} (${columnHead(each)})`).join(', ')}.`,
      );
    return column;
  });
  const twice = columns.findIndex(
    (column, index) => column !== undefined && columns.indexOf(column) !== index,
  );
  if (twice !== -1) throw new Refusal('malformed', `the column ${heads[twice]} is there twice.`);
  return columns;
};

/** Adds the place to every refusal. */
const inLine = <T>(file: string, line: number, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    const place = `${file}, line ${line}`;
    if (error instanceof SyntaxError)
      throw new Refusal('malformed', `${place}: not JSON (${error.message}).`);
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, `${place}: ${error.message}`, { ...error.details, line });
  }
};

/** Decodes as UTF-8 and, where the bytes are not valid in it, as GB 18030; refuses bytes that are valid in neither. */
const decode = (bytes: Uint8Array, file: string): string => {
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  throw new Refusal(
    'document-unreadable',
    `${file} is neither UTF-8 nor GB 18030 text: save it as CSV in UTF-8.`,
  );
};
