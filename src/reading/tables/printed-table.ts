import type { Finding, Place } from '../../domain/events/finding.js';
import type { PrintedCell, PrintedRow, PrintedTable } from '../printed.js';
import { withoutSeparators } from '../printed-amount.js';
import { SHANGHAI } from '../../domain/tables/shanghai.js';
import { isUnknownColumn } from './form/header.js';
import { callsTableEmpty, saysEmpty } from './form/line-kinds.js';
import type { PlacedRow, RawTable, Slot } from './rows/raw.js';
import { knownColumns } from './rows/table-columns.js';
import { finding, placeOf, quote } from '../findings.js';
import { tidyName } from './rows/rows.js';

export interface Printed {
  readonly table: PrintedTable;
  readonly findings: readonly Finding[];
}

/** A table as its document prints it, and what was found on the way. */
export const printTable = (table: RawTable, rows: readonly PlacedRow[]): Printed => {
  const { form, title, unit, note } = table;
  const hasFigures = rows.some(({ slots }) =>
    slots.some(({ reading }) => reading.kind === 'amount' || reading.kind === 'unreadable'),
  );
  const declared = !hasFigures && note !== null && saysEmpty(note);
  const filled = rows.flatMap((row, i) => {
    const slot = row.slots.find(({ reading }) => reading.kind === 'amount' && isSome(reading));
    return slot ? [slotPlace(slot, form.table, i + 1)] : [];
  });
  return {
    table: {
      table: form.table,
      state: declared ? 'declared-empty' : 'read',
      title,
      unit,
      columns: knownColumns(table.columns),
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
  for (const slot of row.slots) {
    if (slot.reading.kind !== 'amount' || slot.column === null || isUnknownColumn(slot.column))
      continue;
    cells[slot.column] = {
      amount: slot.reading.amount,
      place: slotPlace(slot, table, number),
      ...(slot.displaced ? { displaced: true } : {}),
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

const slotPlace = ({ line, column, text }: Slot, table: number, row: number): Place =>
  placeOf(line, table, { row, text, ...(column === null ? {} : { column }) });

const emptyWithoutNote = ({ form: { table }, title, titleLine }: RawTable): Finding =>
  finding(
    'TABLE-EMPTY-NOTE',
    'error',
    `Table ${table}, ${quote(title ?? SHANGHAI.table(table).titles[0]!)}, prints no figure and no note that says it is empty.`,
    [placeOf(titleLine, table)],
    { table, subject: title, expected: '本表无数据' },
  );

/** A zero is what an empty table may print. */
const isSome = ({ amount }: { readonly amount: string }): boolean => /[1-9]/.test(amount);

const calledEmpty = (
  { form: { table }, title, note, noteLine, titleLine }: RawTable,
  figure: Place,
): Finding =>
  finding(
    'TABLE-EMPTY-NOTE',
    'error',
    `Table ${table}, ${quote(title ?? SHANGHAI.table(table).titles[0]!)}, prints figures such as ${quote(figure.text)}, and a note that says it is empty.`,
    [placeOf(noteLine ?? titleLine, table, { text: note ?? '' }), figure],
    { table, subject: title, printed: figure.text, expected: '本表无数据' },
  );

const subjectOf = (row: PlacedRow): string => row.code ?? tidyName(row.name);

const amountFindings = (
  { form: { table }, unit }: RawTable,
  rows: readonly PlacedRow[],
): readonly Finding[] => {
  const slots = rows.flatMap((row, i) => row.slots.map((slot) => ({ row, slot, number: i + 1 })));
  const odd = slots.filter(({ slot }) => slot.reading.kind === 'amount' && slot.reading.odd);
  const found: Finding[] = [];
  if (odd.length > 0)
    found.push(
      finding(
        'AMOUNT-FORM',
        'info',
        `Table ${table} prints ${odd.length} amounts with a decimal point and no decimals, such as ${quote(odd[0]!.slot.text)}; they are read as whole.`,
        odd.map(({ slot, number }) => slotPlace(slot, table, number)),
        {
          table,
          subject: subjectOf(odd[0]!.row),
          column: odd[0]!.slot.column,
          printed: withoutSeparators(odd[0]!.slot.text),
          unit,
        },
      ),
    );
  for (const { row, slot, number } of slots) {
    const { reading } = slot;
    // What stands under no heading is told of by itself.
    if (slot.column === null || isUnknownColumn(slot.column)) continue;
    if (reading.kind !== 'unreadable' && reading.kind !== 'text') continue;
    const why = reading.kind === 'text' ? 'it is no figure' : reading.why;
    found.push(
      finding(
        'AMOUNT-FORM',
        'error',
        `Table ${table}, ${quote(`${row.printedCode ?? ''} ${tidyName(row.name)}`)}: ${quote(slot.text)} cannot be read as an amount: ${why}.`,
        [slotPlace(slot, table, number)],
        {
          table,
          subject: subjectOf(row),
          column: slot.column,
          printed: reading.kind === 'text' ? slot.text : withoutSeparators(slot.text),
          unit,
        },
      ),
    );
  }
  return found;
};

const placingFindings = (
  { form: { table }, unit }: RawTable,
  rows: readonly PlacedRow[],
): readonly Finding[] => {
  const found: Finding[] = [];
  const slots = rows.flatMap((row, i) => row.slots.map((slot) => ({ row, slot, number: i + 1 })));
  const stray = slots.filter(({ slot: { column } }) => column === null || isUnknownColumn(column));
  if (stray.length > 0)
    found.push(
      finding(
        'LAYOUT',
        'error',
        `Table ${table} prints ${stray.length} figures under no heading of its form, such as ${quote(stray[0]!.slot.text)} beside ${quote(tidyName(stray[0]!.row.name))}.`,
        stray.map(({ slot, number }) => slotPlace({ ...slot, column: null }, table, number)),
        {
          table,
          subject: subjectOf(stray[0]!.row),
          printed: withoutSeparators(stray[0]!.slot.text),
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
        { table, subject: subjectOf(shifted[0]!.row) },
      ),
    );
  const open = rows.flatMap((row, i) =>
    !row.proved && row.slots.length > 1 ? [{ row, number: i + 1 }] : [],
  );
  if (open.length > 0)
    found.push(
      finding(
        'LAYOUT',
        'warning',
        `Table ${table} prints ${open.length} rows with blanks that neither the row nor the sums place, such as ${quote(open[0]!.row.text)}; they are read from the left.`,
        open.map(({ row, number }) => placeOf(row.line, table, { row: number })),
        { table, subject: subjectOf(open[0]!.row) },
      ),
    );
  return found;
};

/** The finding for figures that stand under both 人员经费 and 公用经费. */
export const repeatedFinding = (
  table: RawTable,
  rows: readonly PlacedRow[],
  displaced: readonly { readonly at: number; readonly slot: Slot }[],
): readonly Finding[] => {
  const [first] = displaced;
  if (!first) return [];
  const number = table.form.table;
  const wrong = SHANGHAI.wordOf(number, first.slot.column!);
  return [
    finding(
      'LAYOUT',
      'error',
      `Table ${number} prints ${displaced.length} figures a second time under ${quote(wrong)}, where neither their class nor the sums of the columns have them.`,
      displaced.map(({ at, slot }) => slotPlace(slot, number, at + 1)),
      {
        table: number,
        subject: rows[first.at]!.code?.slice(0, 3) ?? null,
        column: first.slot.column,
        printed: withoutSeparators(first.slot.text),
        expected: 'blank',
        unit: table.unit,
        hint: 'repeated-cells',
      },
    ),
  ];
};
