import type { Finding } from '../../domain/events/finding.js';
import { formOf } from '../../domain/tables/forms.js';
import { absFen, type Fen } from '../../domain/values/money.js';
import { finding, quote } from '../findings.js';
import { printsUnit } from '../by-headings/cell-units.js';
import { readNarrative } from '../narrative/read-narrative.js';
import type { PrintedCell, PrintedDocument, PrintedRow, PrintedTable } from '../printed.js';
import { halfOf, USUAL_PLACES } from '../rounding.js';
import { checkDocument } from '../rules/check.js';

/** Reads a document; the figures of the tables of these numbers all in the unit of their table. */
type ReadTables = (inTableUnit: ReadonlySet<number>) => PrintedDocument;

/** So many tables are read a second time; the figures of further ones are in the units that they print. */
const READ_AGAIN_MAX = 12;

/**
 * A document of which figures may print another unit than their table does, beside them or in their heading. They are read in that unit;
 * all in their table's where the document contradicts itself less so: 元 may be the word for money. A finding for each such table says which.
 */
export const asMeant = (read: ReadTables): PrintedDocument => {
  let document = read(new Set());
  const mixed = allTables(document).filter(hasOtherUnits);
  const inTableUnit = new Set<number>();
  // How often the document contradicts itself, once it is asked.
  let known: number | undefined;
  const findings = mixed.map((table, at) => {
    if (at >= READ_AGAIN_MAX || !mayBeWord(table)) return otherUnits(table, true);
    const other = read(new Set([...inTableUnit, table.table]));
    const [ofOther, own] = [contradictions(other), (known ??= contradictions(document))];
    const fitsBetter = ofOther === own ? agreesMore(other, document, table) : ofOther < own;
    if (!fitsBetter) return otherUnits(table, true);
    inTableUnit.add(table.table);
    document = other;
    known = ofOther;
    return otherUnits(table, false);
  });
  return findings.length === 0
    ? document
    : { ...document, findings: [...document.findings, ...findings] };
};

const allTables = ({ tables, further = [] }: PrintedDocument): readonly PrintedTable[] => [
  ...tables,
  ...further,
];

const cellsOf = ({ rows }: PrintedTable): readonly PrintedCell[] =>
  rows.flatMap(({ cells }) => Object.values(cells));

const hasOtherUnits = (table: PrintedTable): boolean =>
  cellsOf(table).some(({ unit }) => unit !== undefined);

/** 万元 behind a figure is its unit, whatever the sums say; 元 may be the word for money, and a heading misprinted. */
const mayBeWord = (table: PrintedTable): boolean =>
  cellsOf(table).every(
    (cell) => cell.unit === undefined || cell.unit === '元' || !printsUnit(cell),
  );

/** `UNIT`, a warning: a table prints figures in another unit than its own. */
const otherUnits = (table: PrintedTable, isMeant: boolean): Finding => {
  const cells = cellsOf(table).filter(({ unit }) => unit !== undefined);
  const units = [...new Set(cells.map(({ unit }) => unit!))].join(', ');
  const title = quote(table.title ?? '');
  const figure = quote(cells[0]!.place.text);
  return finding(
    'UNIT',
    'warning',
    isMeant
      ? `${title} is in ${table.unit} and prints ${cells.length} figures in ${units}, such as ${figure}: each is read in the unit that it or its heading prints.`
      : `${title} is in ${table.unit} and prints ${cells.length} figures in ${units}, such as ${figure}: the sums show that they are in the unit of the table, and so they are read.`,
    cells.map(({ place }) => place),
    {
      table: table.table,
      subject: '单位',
      printed: units,
      ...(table.unit && { expected: table.unit }),
    },
  );
};

/** Whether more figures of a table agree with others in one reading of its document than in another. */
const agreesMore = (
  one: PrintedDocument,
  other: PrintedDocument,
  { table }: PrintedTable,
): boolean => {
  const printed = cellsOf(tableOf(other, table)).filter(({ unit }) => unit !== undefined);
  const known = allTables(other).flatMap((each) =>
    cellsOf(each).filter((cell) => !printed.includes(cell)),
  );
  const places = new Set(printed.map(({ place }) => keyOf(place.row, place.column)));
  return (
    agreements(tableOf(one, table), places, known) >
    agreements(tableOf(other, table), places, known)
  );
};

const tableOf = (document: PrintedDocument, number: number): PrintedTable =>
  allTables(document).find(({ table }) => table === number)!;

const keyOf = (row: number | null, column: string | null): string => `${row}/${column}`;

const CONTRADICTIONS = new Set([
  'SUM-TOTAL',
  'T9-SUM',
  'TIE',
  'T1-BALANCE',
  'BASIC-ECONOMIC',
  'SPLIT',
]);

const contradictions = (document: PrintedDocument): number =>
  formOf(document).byHeadings
    ? document.findings.filter(({ rule }) => CONTRADICTIONS.has(rule)).length
    : checkDocument(document, readNarrative(document)).filter(
        ({ severity }) => severity === 'error',
      ).length;

/**
 * How many of the figures at these places agree with others: other figures of the document print the same amount, its column adds up to the
 * total, or its row to its first figure.
 */
const agreements = (
  table: PrintedTable,
  places: ReadonlySet<string>,
  known: readonly PrintedCell[],
): number => {
  const total = table.rows.find((row) => row.total);
  const items = itemsOf(table.rows);
  const addsUp = (column: string) =>
    total?.cells[column] !== undefined &&
    isNear(total.cells[column].amount, sumOf(items.flatMap(({ cells }) => cells[column] ?? [])));
  return table.rows
    .flatMap((row) => Object.entries(row.cells).map(([column, cell]) => ({ row, column, cell })))
    .filter(({ row, column, cell }) => cell.amount !== 0n && places.has(keyOf(row.row, column)))
    .reduce((count, { row, column, cell }) => {
      const [whole, ...parts] = Object.values(row.cells);
      const agreed = [
        known.some(({ amount }) => isNear(amount, cell.amount)),
        addsUp(column),
        parts.length > 0 && isNear(whole!.amount, sumOf(parts)),
      ];
      return count + agreed.filter(Boolean).length;
    }, 0);
};

/** Whether two amounts are one, where one may be rounded in 万元: by no more than a tenth of it. */
const isNear = (one: Fen, other: Fen): boolean => {
  const gap = absFen(one - other);
  return gap <= halfOf('万元', USUAL_PLACES) && gap * 10n <= absFen(one);
};

const sumOf = (cells: readonly PrintedCell[]): Fen =>
  cells.reduce((fen, { amount }) => fen + amount, 0n);

/** The rows that are no total, and that no row with a longer code follows. */
const itemsOf = (rows: readonly PrintedRow[]): readonly PrintedRow[] => {
  const own = rows.filter(({ total }) => !total);
  return own.filter(
    ({ code }, i) =>
      code === null || !(own[i + 1]?.code ?? '').startsWith(code) || own[i + 1]!.code === code,
  );
};
