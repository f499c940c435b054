import { exactInUnit, type Fen, type Unit } from '../../domain/values/money.js';
import type { Finding, Place } from '../../domain/events/finding.js';
import { missingTable, type PrintedCell, type PrintedRow, type PrintedTable } from '../printed.js';
import { ODDITIES, type Oddity, withoutSeparators } from '../printed-amount.js';
import { columnWord, type TableForm } from '../../domain/tables/budget-form.js';
import { isUnknownColumn } from './lines/header.js';
import { callsTableEmpty, saysEmpty } from './lines/line-kinds.js';
import type { PlacedTable } from './columns/place-rows.js';
import {
  type PlacedFigure,
  type PlacedRow,
  tidyName,
  type UnplacedTable,
} from './lines/table-rows.js';
import { finding, placeOf, quote } from '../findings.js';
import { noRowsRead } from '../unread-figures.js';

/** A table with the findings on its own figures. */
export interface Printed {
  readonly table: PrintedTable;
  readonly findings: readonly Finding[];
}

/** A table as its document prints it, with the findings on its figures. */
export const printTable = (table: UnplacedTable, { columns, rows }: PlacedTable): Printed => {
  const { form, title, unit, note, unread } = table;
  const hasFigures = rows.some(({ figures }) =>
    figures.some(({ reading }) => reading.kind === 'amount' || reading.kind === 'unreadable'),
  );
  if (!hasFigures && unread.length > 0)
    return {
      table: { ...missingTable(form.table), title },
      findings: [...table.findings, noRowsRead(title ?? form.titles[0] ?? '', form.table, unread)],
    };
  const declared = !hasFigures && note !== null && saysEmpty(note);
  const filled = rows.flatMap((row, i) => {
    const figure = row.figures.find(({ reading }) => reading.kind === 'amount' && isSome(reading));
    return figure ? [figurePlace(figure, form.table, i + 1)] : [];
  });
  return {
    table: {
      table: form.table,
      state: declared ? 'declared-empty' : 'read',
      title,
      unit,
      columns: columns.filter((column) => !isUnknownColumn(column)),
      rows: hasFigures ? rows.map((row, i) => printRow(row, i + 1, form.table)) : [],
      note,
    },
    findings: [
      ...table.findings,
      ...(hasFigures || declared ? [] : [emptyWithoutNote(table)]),
      ...(filled[0] && note !== null && callsTableEmpty(note)
        ? [calledEmpty(table, filled[0])]
        : []),
      ...amountFindings(table, rows),
      ...placingFindings(table, rows),
    ],
  };
};

const printRow = (row: PlacedRow, number: number, table: number): PrintedRow => {
  const cells: Record<string, PrintedCell> = {};
  for (const figure of row.figures) {
    if (
      figure.reading.kind !== 'amount' ||
      figure.column === null ||
      isUnknownColumn(figure.column)
    )
      continue;
    cells[figure.column] = {
      amount: figure.reading.amount,
      place: figurePlace(figure, table, number),
      ...(figure.reading.unit && { unit: figure.reading.unit }),
      ...(figure.displaced ? { displaced: true } : {}),
    };
  }
  return {
    row: number,
    code: row.total ? null : row.code,
    printedCode: row.printedCode,
    name: tidyName(row.name),
    ...(row.side ? { side: row.side } : {}),
    ...(row.total ? { total: true } : {}),
    cells,
  };
};

const figurePlace = ({ line, column, text }: PlacedFigure, table: number, row: number): Place =>
  placeOf(line, table, { row, text, ...(column === null ? {} : { column }) });

const titled = ({ table, titles: [usual = ''] }: TableForm, title: string | null): string =>
  `Table ${table}, ${quote(title ?? usual)},`;

const emptyWithoutNote = ({ form, title, titleLine }: UnplacedTable): Finding =>
  finding(
    'TABLE-EMPTY-NOTE',
    'error',
    `${titled(form, title)} prints no figure and no note that says it is empty.`,
    [placeOf(titleLine, form.table)],
    { table: form.table, subject: title, expected: '本表无数据' },
  );

/** A table that is declared empty may print zeros. */
const isSome = ({ amount }: { readonly amount: Fen }): boolean => amount !== 0n;

const calledEmpty = (
  { form, title, note, noteLine, titleLine }: UnplacedTable,
  figure: Place,
): Finding =>
  finding(
    'TABLE-EMPTY-NOTE',
    'error',
    `${titled(form, title)} prints figures such as ${quote(figure.text)}, and a note that says it is empty.`,
    [placeOf(noteLine ?? titleLine, form.table, { text: note ?? '' }), figure],
    { table: form.table, subject: title, printed: figure.text, expected: '本表无数据' },
  );

const codeOrName = (row: PlacedRow): string => row.code ?? tidyName(row.name);

const amountFindings = (
  { form: { table }, unit }: UnplacedTable,
  rows: readonly PlacedRow[],
): readonly Finding[] => {
  const figures = rows.flatMap((row, i) =>
    row.figures.map((figure) => ({ row, figure, number: i + 1 })),
  );
  const found: Finding[] = [];
  for (const odd of Map.groupBy(figures.filter(oddityOf), (each) => oddityOf(each)!).values()) {
    const how = oddityOf(odd[0]!)!;
    found.push(
      finding(
        'AMOUNT-FORM',
        'info',
        `Table ${table} prints ${odd.length} amounts ${ODDITIES[how]}, such as ${quote(odd[0]!.figure.text)}; ${how === 'open-point' ? 'they are read as whole' : `it is read as ${readAs(odd[0]!.figure, unit)}`}.`,
        odd.map(({ figure, number }) => figurePlace(figure, table, number)),
        {
          table,
          subject: codeOrName(odd[0]!.row),
          column: odd[0]!.figure.column,
          printed: withoutSeparators(odd[0]!.figure.text),
          unit,
        },
      ),
    );
  }
  const illegible = Map.groupBy(figures.filter(isIllegible), whyIllegible);
  for (const [why, cells] of illegible)
    found.push(
      ...(cells.length < ONE_CAUSE_MIN
        ? cells.map((cell) => illegibleFinding(table, unit, why, [cell]))
        : [illegibleFinding(table, unit, why, cells)]),
    );
  return found;
};

/** So many cells that cannot be read for one reason are one finding. */
const ONE_CAUSE_MIN = 5;

/** A figure of a table, with its row. */
interface FigureOfRow {
  readonly row: PlacedRow;
  readonly figure: PlacedFigure;
  readonly number: number;
}

const oddityOf = ({ figure: { reading } }: FigureOfRow): Oddity | null =>
  reading.kind === 'amount' && reading.unit === undefined ? reading.odd : null;

const readAs = ({ reading }: PlacedFigure, unit: Unit): string =>
  reading.kind === 'amount' ? `${exactInUnit(reading.amount, unit)} ${unit}` : '';

/** Figures under no heading have a finding of their own. */
const isIllegible = ({ figure: { column, reading } }: FigureOfRow): boolean =>
  column !== null &&
  !isUnknownColumn(column) &&
  (reading.kind === 'unreadable' || reading.kind === 'text');

const whyIllegible = ({ figure: { reading } }: FigureOfRow): string =>
  reading.kind === 'unreadable' ? reading.why : 'it is no figure';

const illegibleFinding = (
  table: number,
  unit: Unit,
  why: string,
  cells: readonly FigureOfRow[],
): Finding => {
  const { row, figure } = cells[0]!;
  const first = `Table ${table}, ${quote(`${row.printedCode ?? ''} ${tidyName(row.name)}`)}: ${quote(figure.text)}`;
  const others =
    cells.length > 1 ? `, and ${cells.length - 1} more of the table for the same reason` : '';
  return finding(
    'AMOUNT-FORM',
    'error',
    `${first} cannot be read as an amount${others}: ${why}.`,
    cells.map((cell) => figurePlace(cell.figure, table, cell.number)),
    {
      table,
      subject: codeOrName(row),
      column: figure.column,
      printed: figure.reading.kind === 'text' ? figure.text : withoutSeparators(figure.text),
      unit,
    },
  );
};

const placingFindings = (
  { form: { table }, unit }: UnplacedTable,
  rows: readonly PlacedRow[],
): readonly Finding[] => {
  const found: Finding[] = [];
  const figures = rows.flatMap((row, i) =>
    row.figures.map((figure) => ({ row, figure, number: i + 1 })),
  );
  const stray = figures.filter(
    ({ figure: { column } }) => column === null || isUnknownColumn(column),
  );
  if (stray.length > 0)
    found.push(
      finding(
        'LAYOUT',
        'error',
        `Table ${table} prints ${stray.length} figures under no heading of its form, such as ${quote(stray[0]!.figure.text)} beside ${quote(tidyName(stray[0]!.row.name))}.`,
        stray.map(({ figure, number }) => figurePlace({ ...figure, column: null }, table, number)),
        {
          table,
          subject: codeOrName(stray[0]!.row),
          printed: withoutSeparators(stray[0]!.figure.text),
          unit,
        },
      ),
    );
  const shifted = rows.flatMap((row, i) => (row.shifted ? [{ row, number: i + 1 }] : []));
  if (shifted.length > 0)
    found.push(
      finding(
        'LAYOUT',
        'warning',
        `Table ${table} prints ${shifted.length} rows whose cells are shifted against the header, such as ${quote(tidyName(shifted[0]!.row.name))}; they are read as moved back.`,
        shifted.map(({ row, number }) => placeOf(row.line, table, { row: number })),
        { table, subject: codeOrName(shifted[0]!.row) },
      ),
    );
  const open = rows.flatMap((row, i) =>
    !row.proved && row.figures.length > 1 ? [{ row, number: i + 1 }] : [],
  );
  if (open.length > 0)
    found.push(
      finding(
        'LAYOUT',
        'warning',
        `Table ${table} prints ${open.length} rows with blanks that neither the row nor the sums place, such as ${quote(open[0]!.row.text)}; they are read from the left.`,
        open.map(({ row, number }) => placeOf(row.line, table, { row: number })),
        { table, subject: codeOrName(open[0]!.row) },
      ),
    );
  return found;
};

/** The finding for figures that are printed under both 人员经费 and 公用经费. */
export const repeatedFinding = (
  table: UnplacedTable,
  rows: readonly PlacedRow[],
  displaced: readonly { readonly at: number; readonly figure: PlacedFigure }[],
): readonly Finding[] => {
  const [first] = displaced;
  if (!first) return [];
  const number = table.form.table;
  const wrong = columnWord(table.form, first.figure.column!);
  return [
    finding(
      'LAYOUT',
      'error',
      `Table ${number} prints ${displaced.length} figures a second time under ${quote(wrong)}, where neither their class nor the sums of the columns have them.`,
      displaced.map(({ at, figure }) => figurePlace(figure, number, at + 1)),
      {
        table: number,
        subject: rows[first.at]!.code?.slice(0, 3) ?? null,
        column: first.figure.column,
        printed: withoutSeparators(first.figure.text),
        expected: 'blank',
        unit: table.unit,
        hint: 'repeated-cells',
      },
    ),
  ];
};
