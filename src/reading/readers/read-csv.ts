import { parse } from 'csv-parse/sync';
import { Refusal } from '../../domain/errors.js';
import type { DocumentLine } from '../document-line.js';
import type { CsvSeparator } from './csv-shape.js';
import { refuseTooManyLines } from './limits.js';
import { rowLines } from './row-lines.js';

/**
 * The rows of a CSV as lines; `line` is the line of the file on which the row begins.
 *
 * @throws {Refusal} document-unreadable: the CSV is malformed; document-too-large: more lines than any document has
 */
export const readCsv = (
  text: string,
  separator: CsvSeparator,
  file: string,
): readonly DocumentLine[] => {
  let line = 1;
  const lines = recordsOf(text, separator, file).flatMap(({ record, info }) => {
    const at = line;
    line = info.lines + 1;
    return rowLines({ line: at, page: null }, record);
  });
  refuseTooManyLines(lines.length, file);
  return lines;
};

interface CsvRecord {
  readonly record: readonly string[];
  /** `lines`: how many were read when the record ended. */
  readonly info: { readonly lines: number };
}

const recordsOf = (text: string, delimiter: CsvSeparator, file: string): readonly CsvRecord[] => {
  try {
    return parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    }) as unknown as readonly CsvRecord[];
  } catch (error) {
    throw new Refusal(
      'document-unreadable',
      `${file} is not a CSV that can be read (${(error as Error).message}): open it and save it anew.`,
    );
  }
};
