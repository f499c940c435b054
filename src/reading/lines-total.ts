import type { Finding } from '../domain/events/finding.js';
import type { PrintedLine } from '../domain/budget/budget-command.js';
import type { TableForm } from '../domain/tables/budget-form.js';
import { formOf } from '../domain/tables/forms.js';
import { APPROPRIATED_FUNDS, type TableKind } from '../domain/tables/table-kind.js';
import { COSTS, EXPENDITURES, type LineName } from '../domain/values/line.js';
import { exactInUnit, fromFen, type Fen, type Unit } from '../domain/values/money.js';
import { finding } from './findings.js';
import type { PrintedCell, PrintedDocument, PrintedRow } from './printed.js';
import { decimalsOf, halfOf, USUAL_PLACES } from './rounding.js';

/** A kind of tables, and the lines that a table of the kind gives. */
type Compared = readonly [TableKind, (line: LineName) => boolean];
/** The kinds whose lines are compared with their totals. */
const COMPARED: readonly [Compared, ...Compared[]] = [
  ['expenditure', ({ schedule }) => schedule === 'expenditure'],
  ['revenue', ({ schedule }) => schedule === 'revenue'],
  ...APPROPRIATED_FUNDS.map((fund): Compared => [
    fund,
    (line) => line.schedule === 'expenditure' && line.fund === fund,
  ]),
  ['basic-economic', ({ schedule }) => schedule === 'economic'],
];

/**
 * `LINES-TOTAL`: the lines that a document gives add up to the totals of its tables: of expenditure to its table of all expenditure, and
 * in the forms of other places of each table that gives lines. Error; tolerance: the rounding of tables in 万元. Budget Law art. 4:
 * all expenditure is in the budget. A difference that rounding explains, money that goes to the next year and is printed beside the items, and revenue of which a form prints no item: info. Not raised where
 * another finding has the same difference, which says more of the cause.
 */
export const linesTotal = (
  document: PrintedDocument,
  lines: readonly PrintedLine[],
  findings: readonly Finding[],
): readonly Finding[] => {
  const form = formOf(document);
  // The table of all expenditure last: what one of a fund lacks is the cause.
  const [all, ...others] = COMPARED;
  const compared = form.byHeadings ? [...others, all] : [all];
  const found: Finding[] = [];
  for (const [kind, isOf] of compared) {
    const own = lines.filter(({ line }) => isOf(line));
    found.push(...ofTable(document, form.ofKind(kind), own, [...findings, ...found]));
  }
  return found;
};

const ofTable = (
  document: PrintedDocument,
  form: TableForm | undefined,
  own: readonly PrintedLine[],
  findings: readonly Finding[],
): readonly Finding[] => {
  const table = document.tables.find((each) => form !== undefined && each.table === form.table);
  const { byHeadings, totals } = formOf(document);
  const row = table?.rows.findLast(({ total }) => total === true);
  const cell = row && (row.cells['total'] ?? (byHeadings ? sumOfParts(row) : undefined));
  if (!form || !table || !row || !cell || cell.displaced) return [];
  const sum = own.reduce((fen, { amount }) => fen + amount, 0n);
  const gap = cell.amount - sum;
  const half = slackOf(table.unit ?? form.unit, cell.place.text);
  const slack = own.reduce(
    (fen, { source }) => fen + slackOf(source.unit, source.text),
    // A line may be the sum of several rows.
    half * BigInt(byHeadings ? 1 + table.rows.length : 1),
  );
  const isSaid = findings.some(
    ({ severity, difference, unit }) =>
      (severity === 'error' || !byHeadings) &&
      unit !== null &&
      [gap, -gap].some((each) => exactInUnit(each, unit) === difference),
  );
  const isWithin = (each: Fen) => -slack <= each && each <= slack;
  const isRounding = isWithin(gap);
  // What goes to the next year is in no line of this one, and is printed beside them.
  const { goesOn } = row;
  if (goesOn && !isRounding && isWithin(gap - goesOn.amount))
    return [ofNextYear(form, row, cell, goesOn)];
  if (gap === 0n || isSaid || (isRounding && !byHeadings)) return [];
  const subject = row.name || totals.all;
  return [
    finding(
      'LINES-TOTAL',
      isRounding || (form.kind === 'revenue' && own.length === 0) ? 'info' : 'error',
      isRounding
        ? `Table ${form.table} prints ${fromFen(cell.amount)} 元 for ${subject}, and its lines, each rounded by itself, add up to ${fromFen(sum)} 元.`
        : `Table ${form.table} prints ${fromFen(cell.amount)} 元 for ${subject}, but the lines that could be read of its items add up to ${fromFen(sum)} 元.`,
      [cell.place],
      {
        table: form.table,
        subject,
        column: 'total',
        printed: exactInUnit(cell.amount, '元'),
        expected: exactInUnit(sum, '元'),
        difference: exactInUnit(gap, '元'),
        unit: '元',
      },
    ),
  ];
};

const ofNextYear = (
  { table }: TableForm,
  { name }: PrintedRow,
  { place }: PrintedCell,
  goesOn: PrintedCell,
): Finding =>
  finding(
    'LINES-TOTAL',
    'info',
    `Table ${table} counts ${fromFen(goesOn.amount)} 元 in ${name} that go to the next year: they are in no line.`,
    [place, goesOn.place],
    { table, subject: name, column: 'total', printed: fromFen(goesOn.amount), unit: '元' },
  );

/** The total of a row that prints only its parts. */
const sumOfParts = ({ cells }: PrintedRow): PrintedCell | undefined => {
  const [first, second] =
    [EXPENDITURES, COSTS]
      .map((parts) => parts.flatMap((part) => cells[part] ?? []))
      .find((parts) => parts.length > 0) ?? [];
  return first && { ...first, amount: first.amount + (second?.amount ?? 0n) };
};

const slackOf = (unit: Unit, text: string): Fen =>
  halfOf(unit, Math.max(USUAL_PLACES, decimalsOf(text)));
