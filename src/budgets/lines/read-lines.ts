import { CsvError, parse } from 'csv-parse/sync';
import type { EnteredLine } from '../../domain/budget/budget-command.js';
import { Refusal } from '../../domain/errors.js';
import { readLine } from './line-input.js';

/** The columns of a file of lines: the fields of `POST lines`. */
const LINE_COLUMNS = [
  'schedule',
  'function',
  'fund',
  'expenditure',
  'economic',
  'cost',
  'category',
  'project',
  'source',
  'name',
  'amount',
] as const;

/**
 * The lines of a CSV file, whose first row names the columns, or of JSON lines. UTF-8 with or without a byte order mark, or
 * GB 18030.
 *
 * @throws {Refusal} `malformed`: it is no such file; `unknown-field`: a column has another name; and those of a single line.
 * Each names the file and the line of the row.
 */
export const readLines = (bytes: Uint8Array, file: string): readonly EnteredLine[] => {
  const text = decode(bytes, file);
  const rows = text.trimStart().startsWith('{') ? jsonRows(text, file) : csvRows(text, file);
  if (rows.length === 0) throw new Refusal('malformed', `${file} has no lines: add at least one.`);
  return rows.map(({ line, value }) => inLine(file, line, () => readLine(value)));
};

interface Row {
  /** Counts from 1, as editors do. */
  readonly line: number;
  readonly value: unknown;
}

const jsonRows = (text: string, file: string): readonly Row[] =>
  text.split(/\r\n|\n|\r/).flatMap((each, index): Row[] => {
    if (each.trim() === '') return [];
    const line = index + 1;
    return [{ line, value: inLine(file, line, () => JSON.parse(each) as unknown) }];
  });

const csvRows = (text: string, file: string): readonly Row[] => {
  const records = recordsOf(text, file);
  const [header, ...rest] = records;
  if (!header) return [];
  const columns = header.cells;
  inLine(file, header.line, () => checkHeader(columns));
  return rest
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
    .map(({ line, cells }) => ({
      line,
      value: inLine(file, line, () => {
        const surplus = cells.slice(columns.length).find((cell) => cell !== '');
        if (surplus !== undefined)
          throw new Refusal(
            'malformed',
            `"${surplus}" has no column: the row has ${cells.length} cells, the header ${columns.length}.`,
          );
        // Blank cells are left out, so that columns for fields of other schedules do no harm.
        return Object.fromEntries(
          columns.flatMap((column, index) => (cells[index] ? [[column, cells[index]]] : [])),
        );
      }),
    }));
};

const recordsOf = (text: string, file: string): { line: number; cells: string[] }[] => {
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

const checkHeader = (columns: readonly string[]): void => {
  const known: readonly string[] = LINE_COLUMNS;
  const stray = columns.find((column) => !known.includes(column));
  if (stray !== undefined)
    throw new Refusal(
      'unknown-field',
      `"${stray}" is no column: the first row names some of ${LINE_COLUMNS.join(', ')}.`,
    );
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw new Refusal('malformed', `the column ${twice} is there twice.`);
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
