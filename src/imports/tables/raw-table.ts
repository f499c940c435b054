import { Refusal } from '../../domain/errors.js';
import type { Finding } from '../../domain/finding.js';
import type { Unit } from '../../domain/money.js';
import type { TextLine } from '../printed.js';
import { looksNumeric } from '../readers/amount.js';
import { formOf, headingOf, type TableForm, UNIT_COLUMNS } from './catalogue.js';
import { type Header, isUnknownColumn } from './header.js';
import { isNote, printedUnit, readUnit } from './line-kinds.js';
import type { RawRow, RawTable } from './raw.js';
import { readRegion, type RegionReading } from './read-region.js';
import type { Region } from './regions.js';
import { finding, placeOf, quote } from './report.js';
import { isBlankRow } from './rows.js';

/** The whole classification has some two thousand codes. */
export const TABLE_ROWS_MAX = 20_000;

export interface ReadRaw {
  readonly table: RawTable;
  /** Per region, the index after the last line that it took. */
  readonly ends: readonly number[];
}

/** Reads one of the nine tables over all the pages that carry its title. */
export const readRaw = (lines: readonly TextLine[], regions: readonly Region[]): ReadRaw => {
  const [first] = regions;
  const form = formOf(first!.title.table);
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
      `Table ${form.table} on line ${titleLine.line} has ${count} rows, more than the ${TABLE_ROWS_MAX} that a table may have: split the document.`,
      { table: form.table, rows: count, rowsMax: TABLE_ROWS_MAX },
    );
  const rows = readings.flatMap((reading) => reading.rows).filter((row) => !isPlaceholder(row));
  const headers = readings.flatMap((reading) => reading.headers);
  const unit = unitOf(lines, regions, readings, form);
  const mapped = guessedColumns(rows, headers);
  return {
    table: {
      form,
      title: first!.title.text,
      titleLine,
      unit: unit.unit,
      columns: columnsOf(form, headers, rows, mapped.guessed),
      rows: mapped.rows,
      note: joined(readings.flatMap(({ note }) => note ?? [])),
      findings: [
        ...misspelt(lines, regions),
        ...unit.findings,
        ...headerFindings(form, titleLine, headers, rows),
        ...strayFindings(form, readings),
      ],
    },
    ends: readings.map(({ end }) => end),
  };
};

/** A line of a form that nobody filled in. */
const isPlaceholder = (row: RawRow): boolean =>
  row.name === '' && row.printedCode === null && isBlankRow(row);

const joined = (notes: readonly string[]): string | null =>
  notes.length === 0 ? null : [...new Set(notes)].join('');

const misspelt = (lines: readonly TextLine[], regions: readonly Region[]): readonly Finding[] =>
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

const unitOf = (
  lines: readonly TextLine[],
  regions: readonly Region[],
  readings: readonly RegionReading[],
  form: TableForm,
): { unit: Unit; findings: readonly Finding[] } => {
  const printed = regions.flatMap(({ from }, i) => printedUnits(lines, from, readings[i]!.end));
  const read = printed.flatMap(({ text, at }) => {
    const unit = readUnit(text);
    return unit ? [{ unit, at }] : [];
  });
  const odd = printed.filter(({ text }) => readUnit(text) === undefined);
  const unit = read[0]?.unit ?? form.unit;
  const differs = read.find((each) => each.unit !== unit);
  const { table } = form;
  const report = (message: string, at: readonly TextLine[], text: string | null) => [
    finding(
      'UNIT',
      'warning',
      message,
      at.map((line) => placeOf(line, table)),
      {
        table,
        subject: '单位',
        printed: text,
        expected: form.unit,
      },
    ),
  ];
  if (differs)
    return {
      unit,
      findings: report(
        `Table ${table} prints its unit as ${unit} and as ${differs.unit}; ${unit} is taken.`,
        [read[0]!.at, differs.at],
        differs.unit,
      ),
    };
  if (odd.length > 0)
    return {
      unit,
      findings: report(
        `Table ${table} prints its unit as ${quote(odd[0]!.text)}, which is none; ${unit} is taken.`,
        odd.map(({ at }) => at),
        odd[0]!.text,
      ),
    };
  if (read.length > 0) return { unit, findings: [] };
  return {
    unit,
    findings: report(
      `Table ${table} prints no unit; ${unit}, the usual one, is taken.`,
      [lines[regions[0]!.title.first]!],
      null,
    ),
  };
};

const printedUnits = (
  lines: readonly TextLine[],
  from: number,
  to: number,
): readonly { readonly text: string; readonly at: TextLine }[] => {
  const found: { text: string; at: TextLine }[] = [];
  for (let i = from; i < to; i++) {
    const at = lines[i]!;
    const text = at.text.length > 400 ? undefined : printedUnit(at.text);
    if (text === undefined || isNote(at.text)) continue;
    // 单位:万 with 元 on the next line.
    const next = lines.slice(i + 1, i + 4).find((line) => line.text.trim() !== '');
    const whole = readUnit(text) ? text : `${text}${next?.text.trim() ?? ''}`;
    found.push({ text: readUnit(whole) ? whole : text, at });
  }
  return found;
};

/** The columns over all pages: each page's header in turn, the form's where no page has one. */
const columnsOf = (
  form: TableForm,
  headers: readonly Header[],
  rows: readonly RawRow[],
  guessed: readonly string[],
): readonly string[] => {
  const named = [...new Set([...headers.flatMap(({ columns }) => columns), ...guessed])];
  const most = Math.max(0, ...rows.map((row) => (row.side === 'revenue' ? 0 : figures(row))));
  const unitLayout =
    form.table === 1 && (named.some((column) => UNIT_COLUMNS.indexOf(column) > 0) || most > 1);
  const prescribed = unitLayout ? UNIT_COLUMNS : form.columns;
  if (named.length === 0) return prescribed;
  // More figures than headings: the heading is lost, not the figures.
  const inOrder = rows.some(({ header }) => !header?.cells);
  const whole = most > named.length && inOrder ? [...new Set([...named, ...prescribed])] : named;
  return form.table === 2 ? whole : ordered(whole, prescribed);
};

const ordered = (columns: readonly string[], prescribed: readonly string[]): readonly string[] => [
  ...prescribed.filter((column) => columns.includes(column)),
  ...columns.filter((column) => !prescribed.includes(column)),
];

const figures = ({ pieces }: RawRow): number =>
  pieces.filter(({ text }) => looksNumeric(text)).length;

/** A cell whose heading is lost and that holds figures gets the one column that its header lacks. */
const guessedColumns = (
  rows: readonly RawRow[],
  headers: readonly Header[],
): { readonly rows: readonly RawRow[]; readonly guessed: readonly string[] } => {
  const repaired = new Map<Header, Header>();
  const guessed: string[] = [];
  for (const header of headers) {
    const [missing, ...others] = header.missing;
    if (!header.cells || missing === undefined || others.length > 0) continue;
    const bare = barePlace(rows, header);
    if (bare === undefined) continue;
    guessed.push(missing);
    repaired.set(header, { ...header, cells: new Map([...header.cells, [bare, missing]]) });
  }
  if (repaired.size === 0) return { rows, guessed };
  return {
    rows: rows.map((row) => ({
      ...row,
      header: (row.header && repaired.get(row.header)) ?? row.header,
    })),
    guessed,
  };
};

/** The one cell beside the columns that has figures and no heading. */
const barePlace = (rows: readonly RawRow[], header: Header): number | undefined => {
  const first = Math.min(...header.cells!.keys());
  const bare = new Set(
    rows.flatMap((row) =>
      row.header?.lines === header.lines
        ? row.pieces.flatMap(({ cell, text }) =>
            cell !== null && cell > first && !header.cells!.has(cell) && looksNumeric(text)
              ? [cell]
              : [],
          )
        : [],
    ),
  );
  return bare.size === 1 ? [...bare][0] : undefined;
};

const headerFindings = (
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

const strayFindings = (form: TableForm, readings: readonly RegionReading[]): readonly Finding[] => {
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

export const knownColumns = (columns: readonly string[]): readonly string[] =>
  columns.filter((column) => !isUnknownColumn(column));
