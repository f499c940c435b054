import { Refusal } from '../../../domain/errors.js';
import type { Finding } from '../../../domain/events/finding.js';
import type { DocumentLine } from '../../document-line.js';
import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import type { Header } from '../form/header.js';
import { headerFindings, strayFindings } from './layout-findings.js';
import type { UnplacedRow, UnplacedTable } from './table-rows.js';
import { readRegion, type RegionReading } from './read-region.js';
import type { Region } from '../region/regions.js';
import { finding, lineInWords, placeOf, quote } from '../../findings.js';
import { isBlankRow } from './rows-of-line.js';
import { columnsOf, guessedColumns } from './table-columns.js';
import { unitOf } from './table-unit.js';

/** The whole classification has some two thousand codes. */
const TABLE_ROWS_MAX = 20_000;

export interface TableReading {
  readonly table: UnplacedTable;
  /** Per region, the index after the last line that it took. */
  readonly ends: readonly number[];
}

/** Reads one of the nine tables over all the pages that carry its title. */
export const readTable = (
  lines: readonly DocumentLine[],
  regions: readonly Region[],
): TableReading => {
  const [first] = regions;
  const form = SHANGHAI.table(first!.title.table);
  const readings: RegionReading[] = [];
  let known: Header | null = null;
  for (const { from, to } of regions) {
    const reading = readRegion(lines, from, to, form, known);
    readings.push(reading);
    known = reading.headers.at(-1) ?? known;
  }
  const titleLine = lines[first!.title.first]!;
  const count = readings.reduce((sum, reading) => sum + reading.rows.length, 0);
  if (count > TABLE_ROWS_MAX)
    throw new Refusal(
      'document-too-large',
      `Table ${form.table} on ${lineInWords(titleLine)} has ${count} rows, more than the ${TABLE_ROWS_MAX} that a table may have: split the document.`,
      { table: form.table, rows: count, rowsMax: TABLE_ROWS_MAX },
    );
  const rows = readings.flatMap((reading) => reading.rows).filter((row) => !isPlaceholder(row));
  const headers = readings.flatMap((reading) => reading.headers);
  const unit = unitOf(lines, regions, readings, form);
  const mapped = guessedColumns(rows, headers);
  return {
    table: {
      form,
      title: first!.title.text || null,
      titleLine,
      unit: unit.unit,
      unitLine: unit.line,
      columns: columnsOf(form, headers, rows, mapped.guessed),
      rows: mapped.rows,
      note: joined(readings.flatMap(({ note }) => note ?? [])),
      noteLine: readings.find(({ noteLine }) => noteLine !== null)?.noteLine ?? null,
      findings: [
        ...untitled(regions, titleLine),
        ...misspelt(lines, regions),
        ...unit.findings,
        ...headerFindings(form, titleLine, headers, rows),
        ...strayFindings(form, lines, readings),
      ],
    },
    ends: readings.map(({ end }) => end),
  };
};

/** A row of a form that was left blank. */
const isPlaceholder = (row: UnplacedRow): boolean =>
  row.name === '' && row.printedCode === null && isBlankRow(row);

const joined = (notes: readonly string[]): string | null =>
  notes.length === 0 ? null : [...new Set(notes)].join('');

const untitled = ([first]: readonly Region[], at: DocumentLine): readonly Finding[] => {
  const { table, text } = first!.title;
  if (text !== '') return [];
  const usual = SHANGHAI.table(table).titles[0]!;
  return [
    finding(
      'LAYOUT',
      'warning',
      `A table without a title begins on ${lineInWords(at)}; by its header it is table ${table}, ${quote(usual)}.`,
      [placeOf(at, table)],
      { table, subject: usual, expected: usual },
    ),
  ];
};

const misspelt = (lines: readonly DocumentLine[], regions: readonly Region[]): readonly Finding[] =>
  regions.flatMap(({ title }) =>
    title.misspelt === null
      ? []
      : [
          finding(
            'LABEL',
            'warning',
            `The title of table ${title.table} is printed ${quote(title.text)}, where ${quote(title.misspelt)} was expected.`,
            [placeOf(lines[title.first]!, title.table)],
            {
              table: title.table,
              subject: title.text,
              printed: title.text,
              expected: title.misspelt,
            },
          ),
        ],
  );
