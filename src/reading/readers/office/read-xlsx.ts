import {
  read,
  SSF,
  utils,
  type CellObject,
  type Range,
  type WorkBook,
  type WorkSheet,
} from '@e965/xlsx';
import { zipSync } from 'fflate';
import { Refusal } from '../../../domain/errors.js';
import { Decimal, placesOf, UNIT_PATTERN, type Unit } from '../../../domain/values/money.js';
import type { DocumentLine } from '../../document-line.js';
import { isBlank } from '../../document-line.js';
import { rowLines } from '../row-lines.js';
import { refuseTooManyLines } from '../limits.js';
import { scaleOf } from './number-format.js';
import { packageParts } from './office-package.js';

/** The parts that hold what is shown; external links, pictures and macros are left out. */
const WANTED =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/_rels\/workbook\.xml\.rels|xl\/[^/]+\.xml|xl\/(?:work|chart|dialog|macro)sheets\/[^/]+\.xml)$/i;
const SHEETS_MAX = 500;
/** A department with hundreds of institutions lists some thousands of rows; forms come with thousands of blank ones. */
const SHEET_ROWS_MAX = 20_000;
/** Forms have styled cells to column IV, which is the 256th. */
const SHEET_COLUMNS_MAX = 256;

/** A workbook as lines. Hidden sheets are named and not read: they are not printed. Hidden rows and columns, also those of a filter, are read and named. */
export interface WorkbookLines {
  readonly lines: readonly DocumentLine[];
  /** The visible sheets, in their order. */
  readonly sheets: readonly SheetTab[];
  readonly hidden: readonly string[];
  /** The hidden rows and columns of visible sheets that have texts: 支出总表!C, 支出总表!12. */
  readonly unseen: readonly string[];
  /** How many sheets it has, hidden ones too. */
  readonly pages: number;
}

/** A visible sheet of a workbook. Lines name it by its number, as if it were a page. */
export interface SheetTab {
  /** The `page` of its lines. */
  readonly page: number;
  readonly name: string;
}

/**
 * The rows of a workbook's visible sheets: `page` is the number of the sheet, `line` the row in it. A formula has
 * the value that was saved with it, and is itself the text of its cell where none was; nothing is computed, and no other
 * file is opened.
 *
 * @throws {Refusal} document-unreadable: damaged; document-too-costly: more sheets, rows or columns than any budget has
 */
export const readXlsx = (bytes: Uint8Array, file: string): WorkbookLines => {
  const book = parse(packageParts(bytes, WANTED, file), file);
  const lines: DocumentLine[] = [];
  const sheets: SheetTab[] = [];
  const hidden: string[] = [];
  const unseen: string[] = [];
  for (const [i, name] of book.SheetNames.entries()) {
    if ((book.Workbook?.Sheets?.[i]?.Hidden ?? 0) > 0) {
      hidden.push(name);
      continue;
    }
    const sheet = book.Sheets[name];
    // The library omits a sheet that it cannot read without an error.
    if (sheet === undefined) throw damaged(file);
    sheets.push({ page: i + 1, name });
    const own = sheetLines(sheet, name, i + 1, file);
    lines.push(...own);
    unseen.push(...unseenIn(sheet, own).map((place) => `${name}!${place}`));
    refuseTooManyLines(lines.length, file);
  }
  return { lines, sheets, hidden, unseen, pages: book.SheetNames.length };
};

/** The hidden rows and columns of a sheet that have texts, by their numbers and letters. */
const unseenIn = (sheet: WorkSheet, lines: readonly DocumentLine[]): readonly string[] => {
  const isHidden = (at: { hidden?: boolean | undefined } | undefined) => at?.hidden === true;
  const [rows, columns] = [sheet['!rows'] ?? [], sheet['!cols'] ?? []];
  const filled = new Set(lines.flatMap(({ cells }) => (cells ?? []).map(({ column }) => column!)));
  return [
    ...[...filled]
      .toSorted((a, b) => a - b)
      .flatMap((at) => (isHidden(columns[at]) ? [utils.encode_col(at)] : [])),
    ...new Set(lines.flatMap(({ line }) => (isHidden(rows[line - 1]) ? [String(line)] : []))),
  ];
};

/** A sheet has so many columns; those of which each has a width of its own are no more. */
const checkWidths = (parts: ReadonlyMap<string, Uint8Array>, file: string): void => {
  for (const [name, bytes] of parts) {
    if (!/sheets\/[^/]+\.xml$/i.test(name)) continue;
    const xml = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = xml.indexOf('<sheetData');
    const head = xml.toString('latin1', 0, end === -1 ? xml.length : end);
    let columns = 0;
    for (const [, own] of head.matchAll(/<(?:\w+:)?col\s([^>]*)>/g)) {
      const [min, max] = ['min', 'max'].map((key) =>
        Number(new RegExp(`\\b${key}\\s*=\\s*["'](\\d+)`).exec(own!)?.[1] ?? 0),
      );
      columns += Math.max(max! - min! + 1, 1);
    }
    if (columns > COLUMNS_MAX) throw damaged(file);
  }
};

const parse = (parts: ReadonlyMap<string, Uint8Array>, file: string): WorkBook => {
  checkWidths(parts, file);
  let book: WorkBook;
  try {
    // Packed again, so that the library sees only the parts that are within the limits.
    book = read(zipSync(Object.fromEntries(parts), { level: 0 }), {
      dense: true,
      cellFormula: true,
      // With the styles come the rows and columns that are hidden.
      cellStyles: true,
      // A formula without a saved value is a stub.
      sheetStubs: true,
      cellHTML: false,
      cellNF: true,
      nodim: true,
      sheetRows: SHEET_ROWS_MAX + 1,
    });
  } catch (cause) {
    throw damaged(file, cause);
  }
  if (book.SheetNames.length > SHEETS_MAX)
    throw new Refusal(
      'document-too-costly',
      `${file} has ${book.SheetNames.length} sheets, more than the ${SHEETS_MAX} of any budget: leave out those that are none of its tables.`,
    );
  return book;
};

const sheetLines = (
  sheet: WorkSheet,
  name: string,
  page: number,
  file: string,
): readonly DocumentLine[] => {
  const rows = (sheet['!data'] ?? []) as readonly (readonly (CellObject | undefined)[])[];
  if (rows.length > SHEET_ROWS_MAX) throw tooLarge(file, name, `more than ${SHEET_ROWS_MAX} rows`);
  const covered = coveredCells(sheet['!merges'] ?? [], rows.length);
  let unit: Unit = '元';
  return rows.flatMap((row, at) => {
    if (row === undefined) return [];
    const cells = cellsOf(row, unit, (column) => covered.has(at * COLUMNS_MAX + column));
    unit = unitAbove(cells) ?? unit;
    if (cells.length > SHEET_COLUMNS_MAX)
      throw tooLarge(file, name, `a cell beyond the ${SHEET_COLUMNS_MAX}th column`);
    return rowLines({ page, line: at + 1 }, cells);
  });
};

/** The texts of a row up to its last filled cell. */
const cellsOf = (
  row: readonly (CellObject | undefined)[],
  unit: Unit,
  isCovered: (column: number) => boolean,
): readonly string[] => {
  const cells: string[] = [];
  row.forEach((cell, column) => {
    const text = cell === undefined || isCovered(column) ? '' : textOf(cell, unit);
    if (text.trim() === '') return;
    while (cells.length < column) cells.push('');
    cells.push(text);
  });
  return cells;
};

const COLUMNS_MAX = 16_384;
const COVERED_CELLS_MAX = 1_000_000;

/** The cells that a merged cell covers: what they may still hold is not shown. */
const coveredCells = (merges: readonly Range[], rows: number): ReadonlySet<number> => {
  const covered = new Set<number>();
  for (const { s, e } of merges)
    for (let row = s.r; row <= Math.min(e.r, rows - 1); row++)
      for (let column = s.c; column <= Math.min(e.c, SHEET_COLUMNS_MAX); column++) {
        if (row === s.r && column === s.c) continue;
        if (covered.size >= COVERED_CELLS_MAX) return covered;
        covered.add(row * COLUMNS_MAX + column);
      }
  return covered;
};

const UNIT_ABOVE = new RegExp(`单位[:：]?\\s*(?:人民币)?(${UNIT_PATTERN})`);

/** The unit that a row above a table names. */
const unitAbove = (cells: readonly string[]): Unit | undefined =>
  UNIT_ABOVE.exec(cells.join(''))?.[1] as Unit | undefined;

const textOf = (cell: CellObject, unit: Unit): string => {
  if (cell.t === 'z') return cell.f === undefined ? '' : `=${cell.f}`;
  if (cell.t === 'n') return numberText(cell, unit);
  if (cell.t === 's') return String(cell.v ?? '');
  return cell.w ?? String(cell.v ?? '');
};

/** Excel keeps fifteen digits; further digits of a double are noise. */
const DIGITS = 15;

/**
 * A number as it is shown; where the format shows fewer digits than the number has, or a power of ten, its own digits,
 * rounded half-up to the places shown and to no less than a fen. A format that shows thousands or another unit divides it,
 * and the unit that it writes is kept. The format decides whether anything is shown at all.
 */
const numberText = ({ v, w, z }: CellObject, tableUnit: Unit): string => {
  const format = String(z ?? 'General');
  const shown = (w ?? '').trim();
  if (typeof v !== 'number' || !Number.isFinite(v)) return shown;
  if (SSF.is_date(format)) return dateText(v, shown);
  if (w !== undefined && isBlank(shown) && shown !== '') return shown;
  if (w !== undefined && shown === '') return '';
  if (shown.endsWith('%')) return shown;
  const { tens, unit } = scaleOf(format, v < 0);
  const exact = new Decimal(v)
    .toSignificantDigits(DIGITS, Decimal.ROUND_HALF_UP)
    .div(new Decimal(10).pow(tens));
  const fenPlaces = placesOf(unit ?? tableUnit);
  if (tens > 0 || unit !== null)
    return `${exact.toDecimalPlaces(fenPlaces, Decimal.ROUND_HALF_UP).toFixed()}${unit ?? ''}`;
  const places = format === 'General' ? exact.decimalPlaces() : decimalsOf(shown);
  const number = exact.toDecimalPlaces(Math.max(places, fenPlaces), Decimal.ROUND_HALF_UP);
  const plain = shown.replace(/[,\s¥￥]/g, '');
  return /^-?\d+(?:\.\d+)?$/.test(plain) && number.equals(plain) ? shown : number.toFixed();
};

const decimalsOf = (shown: string): number => /\.(\d+)/.exec(shown)?.[1]!.length ?? 0;

/** A date that Excel stores as a count of days; its built-in formats show the American order, so it becomes an ISO date. */
const dateText = (days: number, shown: string): string => {
  if (/[年月]/.test(shown)) return shown;
  const { y, m, d } = SSF.parse_date_code(days) ?? {};
  if (y === undefined || m === undefined || d === undefined) return shown;
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
};

const tooLarge = (file: string, sheet: string, what: string): Refusal =>
  new Refusal(
    'document-too-costly',
    `${file} has ${what} in the sheet "${sheet}", as no budget has: leave out what is none of its tables.`,
  );

const damaged = (file: string, cause?: unknown): Refusal =>
  new Refusal(
    'document-unreadable',
    `${file} is an XLSX workbook that is damaged: open it, save it anew and give that.`,
    {},
    { cause },
  );
