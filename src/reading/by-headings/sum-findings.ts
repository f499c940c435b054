import type { Finding } from '../../domain/events/finding.js';
import { exactInUnit, type Fen, type Unit } from '../../domain/values/money.js';
import { finding, quote } from '../findings.js';
import { nameKey } from '../../text/fold.js';
import type { PrintedCell, PrintedRow, PrintedTable } from '../printed.js';
import { halfOf, USUAL_PLACES } from '../rounding.js';
import { isOfNextYear } from './next-year.js';

/**
 * `SUM-TOTAL` of tables that are read by their headings: the items of a table add up to its total row in every column, as
 * far as rounding allows. The classes may be left out, and a code may stand once for each body; the total may count what goes to the next year.
 */
export const sumFindings = (tables: readonly PrintedTable[]): readonly Finding[] =>
  tables.flatMap((table) => {
    const total = table.rows.find((row) => row.total && row.side === undefined);
    const leaves = leavesOf(table.rows);
    if (leaves.length === 0) return [];
    return [
      ...(total ? sumsOf(table, total, leaves, 'SUM-TOTAL').map(({ found }) => found) : []),
      ...levelFindings(table),
    ];
  });

/**
 * `SUM-CLASS` and `SUM-GROUP`: a class and a group are what the items below them add up to, in every column in which these have a figure. What
 * is off by as much as a row below it is not said again.
 */
const levelFindings = (table: PrintedTable): readonly Finding[] => {
  const coded = table.rows.filter(
    ({ code, total, side }) => code !== null && !total && side === undefined,
  );
  const known: { readonly at: number; readonly column: string; readonly gap: Fen }[] = [];
  // From the last row up, so that what is below a row is known before it.
  const found = coded.toReversed().flatMap((row, fromLast) => {
    const at = coded.length - 1 - fromLast;
    const isBelow = ({ code }: PrintedRow) =>
      code!.length > row.code!.length && code!.startsWith(row.code!);
    const next = coded.slice(at + 1).findIndex((each) => !isBelow(each));
    const end = next === -1 ? coded.length : at + 1 + next;
    const rule = row.code!.length === 3 ? 'SUM-CLASS' : 'SUM-GROUP';
    const own = sumsOf(table, row, itemsOf(coded.slice(at + 1, end)), rule).filter(
      ({ column, gap }) =>
        !known.some((each) => each.at < end && each.column === column && each.gap === gap),
    );
    known.push(...own.map(({ column, gap }) => ({ at, column, gap })));
    return own.map((each) => each.found);
  });
  return found.toReversed();
};

/** Where the rows below a sum do not add up to it, as far as rounding allows, and by how much. */
const sumsOf = (
  table: PrintedTable,
  whole: PrintedRow,
  leaves: readonly PrintedRow[],
  rule: 'SUM-TOTAL' | 'SUM-CLASS' | 'SUM-GROUP',
): readonly { readonly found: Finding; readonly column: string; readonly gap: Fen }[] =>
  Object.entries(whole.cells).flatMap(([column, cell]) => {
    const parts = leaves.flatMap(({ cells }) => cells[column]?.amount ?? []);
    if (parts.length === 0) return [];
    const sum = parts.reduce((fen: Fen, part) => fen + part, 0n);
    const gap = cell.amount - sum;
    const unit = table.unit ?? '元';
    const slack = halfOf(unit, USUAL_PLACES) * BigInt(parts.length + 1);
    const goesOn = column === 'total' ? (whole.goesOn?.amount ?? 0n) : 0n;
    if ([gap, gap - goesOn].some((each) => -slack <= each && each <= slack)) return [];
    const found = finding(
      rule,
      'error',
      `${quote(table.title ?? '')} prints ${exactInUnit(cell.amount, unit)} ${unit} for ${whole.name}, and its items add up to ${exactInUnit(sum, unit)} ${unit}.`,
      [cell.place],
      {
        table: table.table,
        subject: whole.code ?? whole.name,
        column,
        printed: exactInUnit(cell.amount, unit),
        expected: exactInUnit(sum, unit),
        difference: exactInUnit(gap, unit),
        unit,
      },
    );
    return [{ found, column, gap }];
  });

/** What a table of the three-public expenses prints, and whether its total may count meetings, training, 行政经费 or 机关运行经费 beside them. */
interface ThreePublic {
  readonly table: number;
  readonly title: string;
  readonly unit: Unit;
  readonly cells: Readonly<Record<string, PrintedCell>>;
  readonly countsOthers: boolean;
}

/** `T9-SUM` of the three-public expenses, as far as their total or that of vehicles is printed. */
export const threePublicFindings = ({
  table,
  title,
  unit,
  cells,
  countsOthers,
}: ThreePublic): readonly Finding[] => {
  const vehicles = ['vehicle-purchase', 'vehicle-running'];
  const parts = ['abroad', 'reception', ...(cells['vehicles'] ? ['vehicles'] : vehicles)];
  return [
    ['total', parts] as const,
    ['vehicles', vehicles.some((each) => cells[each]) ? vehicles : []] as const,
  ].flatMap(([column, own]) => {
    const whole = cells[column];
    const sum = own.reduce((fen: Fen, part) => fen + (cells[part]?.amount ?? 0n), 0n);
    if (!whole || own.length === 0) return [];
    const gap = whole.amount - sum;
    const slack = halfOf(unit, USUAL_PLACES) * BigInt(own.length + 1);
    if (-slack <= gap && (gap <= slack || (countsOthers && column === 'total'))) return [];
    return [
      finding(
        'T9-SUM',
        'error',
        `${quote(title)} prints ${exactInUnit(whole.amount, unit)} ${unit}, and its items add up to ${exactInUnit(sum, unit)} ${unit}.`,
        [whole.place],
        {
          table,
          column,
          printed: exactInUnit(whole.amount, unit),
          expected: exactInUnit(sum, unit),
          difference: exactInUnit(gap, unit),
          unit,
        },
      ),
    ];
  });
};

/**
 * The rows with a code that no row with a longer code follows: the items, or what stands for them. Where a name told no code,
 * it is not known which rows are items: there are none to add.
 */
const leavesOf = (rows: readonly PrintedRow[]): readonly PrintedRow[] =>
  rows.some(isUntold) ? [] : itemsOf(rows);

type Summed = Pick<PrintedRow, 'code' | 'cells'> & { readonly total?: boolean };

/** The rows with a code that no row with a longer code follows. */
export const itemsOf = <R extends Summed>(rows: readonly R[]): readonly R[] => {
  const coded = rows.filter(({ code, total }) => code !== null && !total);
  return coded.filter((row, i) => {
    const next = coded[i + 1];
    return !(next && next.code!.length > row.code!.length && next.code!.startsWith(row.code!));
  });
};

/**
 * Whether the items, rows with a code of so many digits, add up to the total by themselves, as far as rounding allows: then a row without a
 * code repeats their money.
 */
export const addUp = (rows: readonly Summed[], unit: Unit, digits: number): boolean => {
  const total = rows.find((row) => row.total)?.cells['total'];
  const items = itemsOf(rows);
  const parts = items.flatMap(({ cells }) => cells['total']?.amount ?? []);
  if (!total || parts.length === 0 || items.some(({ code }) => code!.length < digits)) return false;
  const gap = parts.reduce((left: Fen, part) => left - part, total.amount);
  const slack = halfOf(unit, USUAL_PLACES) * BigInt(parts.length + 1);
  return -slack <= gap && gap <= slack;
};

/** The sum of the rows of a body or of a part. */
export const SUM_OF_ROWS = /(?:合计|总计)$/;

const isUntold = (row: PrintedRow): boolean => !isOfNextYear(row) && isUnknown(row);

const isUnknown = ({ code, printedCode, total, name, cells }: PrintedRow): boolean =>
  code === null &&
  printedCode === null &&
  !total &&
  name !== '' &&
  !SUM_OF_ROWS.test(nameKey(name)) &&
  Object.keys(cells).length > 0;
