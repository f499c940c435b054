import type { Finding } from '../domain/events/finding.js';
import type { PrintedLine } from '../domain/budget/budget-command.js';
import { formOf } from '../domain/tables/forms.js';
import { exactInUnit, fromFen, type Fen, type Unit } from '../domain/values/money.js';
import { finding } from './findings.js';
import type { PrintedDocument } from './printed.js';
import { decimalsOf, halfOf, USUAL_PLACES } from './rounding.js';

/**
 * `LINES-TOTAL`: the lines of expenditure that a document gives add up to its table of all expenditure. Error; tolerance: the
 * rounding of tables in 万元. Budget Law art. 4: all expenditure is in the budget. Not raised where another finding has the
 * same difference, which says more of the cause.
 */
export const linesTotal = (
  document: PrintedDocument,
  lines: readonly PrintedLine[],
  findings: readonly Finding[],
): readonly Finding[] => {
  const { byHeadings } = formOf(document);
  const form = formOf(document).ofKind('expenditure');
  const table = document.tables.find((each) => form !== undefined && each.table === form.table);
  const row = table?.rows.findLast(({ total }) => total === true);
  const cell = row?.cells['total'];
  if (!form || !table || !row || !cell || cell.displaced) return [];
  const own = lines.filter(({ line }) => line.schedule === 'expenditure');
  const sum = own.reduce((fen, { amount }) => fen + amount, 0n);
  const gap = cell.amount - sum;
  const slack = own.reduce(
    (fen, { source }) => fen + slackOf(source.unit, source.text),
    slackOf(table.unit ?? form.unit, cell.place.text),
  );
  const isSaid = findings.some(
    ({ difference, unit }) =>
      unit !== null && [gap, -gap].some((each) => exactInUnit(each, unit) === difference),
  );
  if ((-slack <= gap && gap <= slack) || isSaid) return [];
  return [
    finding(
      'LINES-TOTAL',
      // Forms of other places may print no item that an amount could be a line of.
      byHeadings ? 'warning' : 'error',
      `Table ${form.table} prints ${fromFen(cell.amount)} 元 for ${row.name}, but the lines that could be read of its items add up to ${fromFen(sum)} 元.`,
      [cell.place],
      {
        table: form.table,
        subject: row.name,
        column: 'total',
        printed: exactInUnit(cell.amount, '元'),
        expected: exactInUnit(sum, '元'),
        difference: exactInUnit(gap, '元'),
        unit: '元',
      },
    ),
  ];
};

const slackOf = (unit: Unit, text: string): Fen =>
  halfOf(unit, Math.max(USUAL_PLACES, decimalsOf(text)));
