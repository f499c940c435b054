import type { Finding } from '../../domain/events/finding.js';
import { COUNTRY } from '../../domain/tables/country.js';
import type { Side } from '../../domain/tables/headings.js';
import type { TableKind } from '../../domain/tables/table-kind.js';
import { exactInUnit, type Fen, type Unit } from '../../domain/values/money.js';
import { finding, quote } from '../findings.js';
import type { PrintedCell, PrintedTable } from '../printed.js';
import { halfOf, USUAL_PLACES } from '../rounding.js';
import { isOfNextYear } from './next-year.js';

/** A total that a table prints. */
interface Total {
  readonly table: PrintedTable;
  readonly name: string;
  readonly column: string;
  readonly cell: PrintedCell;
  readonly unit: Unit;
}

/**
 * The totals that are the same in every form of the country: revenue and expenditure of the tables with two sides (`T1-BALANCE`; Budget Law
 * art. 4 and 12), each side and its own table (`TIE`), and basic expenditure of the general fund by function and by economic
 * item (`BASIC-ECONOMIC`), as far as rounding allows; and the three-public expenses are no more than general expenditure ({@link beyond}). What a table does not
 * print is not compared.
 */
export const tieFindings = (tables: readonly PrintedTable[]): readonly Finding[] => {
  const total = (kind: TableKind, side?: Side, column = 'total'): Total | undefined => {
    const table = tables.find((each) => each.table === COUNTRY.ofKind(kind)?.table);
    const row = table?.rows.findLast((each) => each.total && each.side === side);
    const cell = row?.cells[column];
    if (!table || !row || !cell) return undefined;
    return { table, name: row.name, column, cell, unit: table.unit ?? '元' };
  };
  const revenue = total('revenue-expenditure', 'revenue');
  const expenditure = total('revenue-expenditure', 'expenditure');
  return [
    ...compared('T1-BALANCE', revenue, expenditure),
    ...compared(
      'T1-BALANCE',
      total('appropriation', 'revenue'),
      total('appropriation', 'expenditure'),
    ),
    ...compared('TIE', revenue, total('revenue')),
    ...compared('TIE', expenditure, total('expenditure'), nextYear(tables)),
    ...compared('BASIC-ECONOMIC', total('general', undefined, 'basic'), total('basic-economic')),
    ...beyond(threePublic(tables), total('general') ?? total('expenditure')),
  ];
};

/** The three-public expenses: their total or, where none is printed, the most that one of them has. */
const threePublic = (tables: readonly PrintedTable[]): Total | undefined => {
  const table = tables.find((each) => each.table === COUNTRY.ofKind('three-public')?.table);
  const cells = Object.entries(table?.rows[0]?.cells ?? {}).filter(([key]) => key !== 'operating');
  const most = cells.reduce(
    (greatest, each) => (greatest && each[1].amount <= greatest[1].amount ? greatest : each),
    cells[0],
  );
  const [column, cell] = cells.find(([key]) => key === 'total') ?? most ?? [];
  if (!table || column === undefined || !cell) return undefined;
  return { table, name: '三公经费', column, cell, unit: table.unit ?? '元' };
};

/**
 * `PART-GT-WHOLE`: the three-public expenses are more than the expenditure that they are a part of, as where a table in 元 prints 万元 above its
 * rows.
 */
const beyond = (part: Total | undefined, whole: Total | undefined): readonly Finding[] => {
  if (!part || !whole || whole.cell.amount <= 0n) return [];
  const { unit } = part;
  if (part.cell.amount - whole.cell.amount <= slackOf(part, whole)) return [];
  return [
    finding(
      'PART-GT-WHOLE',
      'error',
      `${quote(part.table.title ?? '')} prints ${exactInUnit(part.cell.amount, unit)} ${unit} for ${part.name}, more than the ${exactInUnit(whole.cell.amount, whole.unit)} ${whole.unit} of ${quote(whole.table.title ?? '')}: its unit may be another.`,
      [part.cell.place, whole.cell.place],
      {
        table: part.table.table,
        subject: part.name,
        column: part.column,
        printed: exactInUnit(part.cell.amount, unit),
        expected: exactInUnit(whole.cell.amount, unit),
        difference: exactInUnit(part.cell.amount - whole.cell.amount, unit),
        unit,
      },
    ),
  ];
};

/** How far rounding may have moved two totals. */
const slackOf = (...totals: readonly Total[]): Fen =>
  totals.reduce((slack: Fen, { unit }) => slack + halfOf(unit, USUAL_PLACES), 0n);

/** What goes to the next year beside the expenditure of the year: the total of both sides counts it, and that of the table of expenditure need not. */
const nextYear = (tables: readonly PrintedTable[]): Fen => {
  const table = tables.find((each) => each.table === COUNTRY.ofKind('revenue-expenditure')?.table);
  const row = table?.rows.find((each) => each.side === 'expenditure' && isOfNextYear(each));
  return row?.cells['total']?.amount ?? 0n;
};

/** @param uncounted what the first total may count and the other not */
const compared = (
  rule: string,
  own: Total | undefined,
  other: Total | undefined,
  uncounted = 0n,
): readonly Finding[] => {
  if (!own || !other) return [];
  const gap = own.cell.amount - other.cell.amount;
  const slack = slackOf(own, other);
  if ([gap, gap - uncounted].some((each) => -slack <= each && each <= slack)) return [];
  const { unit } = own;
  return [
    finding(
      rule,
      'error',
      `${quote(own.table.title ?? '')} prints ${exactInUnit(own.cell.amount, unit)} ${unit} for ${own.name}, and ${quote(other.table.title ?? '')} prints ${exactInUnit(other.cell.amount, unit)} ${unit} for ${other.name}.`,
      [own.cell.place, other.cell.place],
      {
        table: own.table.table,
        subject: own.name,
        column: own.column,
        printed: exactInUnit(own.cell.amount, unit),
        expected: exactInUnit(other.cell.amount, unit),
        difference: exactInUnit(gap, unit),
        unit,
      },
    ),
  ];
};
