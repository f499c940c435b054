import { Decimal, YUAN_PER, type Unit } from '../domain/values/money.js';
import type { PrintedDocument, PrintedRow, PrintedTable } from '../reading/printed.js';
import { looksNumeric, readCell } from '../reading/printed-amount.js';
import type { Cells, TableAnswer } from '../budgets/tables/table.answer.js';

/** A cell that the ledger would not print as the document does. */
export interface Difference {
  readonly table: number;
  /** From 1, over the rows that the document prints. */
  readonly row: number;
  readonly code: string | null;
  readonly name: string;
  /** Null for a figure that stands under no heading. */
  readonly column: string | null;
  readonly line: number | null;
  /** As the document prints it; null for a blank. */
  readonly printed: string | null;
  readonly wouldPrint: string | null;
}

export interface RoundTrip {
  /** How many cells were compared. */
  readonly cells: number;
  readonly differences: readonly Difference[];
}

/**
 * What a document prints against what a ledger that knows nothing else would print, cell by cell of all nine tables. What is
 * compared is the text of each cell, so that a figure which was read wrongly or not at all is found.
 */
export const roundTrip = (document: PrintedDocument, tables: readonly TableAnswer[]): RoundTrip => {
  const compared = document.tables.map((printed) => compare(printed, tables[printed.table - 1]!));
  return {
    cells: compared.reduce((count, { cells }) => count + cells, 0),
    differences: [...compared.flatMap(({ differences }) => differences), ...unread(document)],
  };
};

const compare = (printed: PrintedTable, answer: TableAnswer): RoundTrip => {
  const differences: Difference[] = [];
  let cells = 0;
  for (const { row, shown } of paired(printed, answer))
    for (const column of columnsOf(printed, row, shown)) {
      cells++;
      const cell = row.cells[column];
      const wouldPrint = shown?.[column] ?? null;
      if (sameFigure(cell?.place.text ?? null, printed.unit, wouldPrint, answer.unit)) continue;
      differences.push({
        table: printed.table,
        row: row.row,
        code: row.code,
        name: row.name,
        column,
        line: cell?.place.line ?? null,
        printed: cell?.place.text ?? null,
        wouldPrint,
      });
    }
  return { cells, differences };
};

const columnsOf = (
  { columns }: PrintedTable,
  row: PrintedRow,
  shown: Cells | null,
): readonly string[] => [
  ...new Set([...columns, ...Object.keys(row.cells), ...Object.keys(shown ?? {})]),
];

/** Each printed row with the row that the ledger would print in its place; null where it would print none. */
const paired = (
  { rows }: PrintedTable,
  answer: TableAnswer,
): readonly { readonly row: PrintedRow; readonly shown: Cells | null }[] => {
  const lines = answer.rows.values();
  const totals = new Set<string>();
  return rows.map((row) => {
    if (!row.total) return { row, shown: lines.next().value?.cells ?? null };
    const side = row.side ?? '';
    // A table has one total a side.
    if (totals.has(side)) return { row, shown: null };
    totals.add(side);
    return { row, shown: totalsOf(answer, row.side) };
  });
};

const totalsOf = ({ totals }: TableAnswer, side: PrintedRow['side']): Cells =>
  side === undefined
    ? (totals as Cells)
    : (totals as Readonly<Record<'revenue' | 'expenditure', Cells>>)[side];

const sameFigure = (
  printed: string | null,
  unit: Unit | null,
  wouldPrint: string | null,
  shownIn: Unit,
): boolean => {
  if (printed === null || wouldPrint === null) return printed === wouldPrint;
  const read = readCell(printed, unit ?? shownIn);
  return (
    read.kind === 'amount' &&
    new Decimal(read.amount).eq(new Decimal(wouldPrint).times(YUAN_PER[shownIn]))
  );
};

/** Figures that the document prints and that stand in no cell: they cannot be read, or have no heading. */
const unread = ({ findings }: PrintedDocument): readonly Difference[] =>
  findings
    .filter(
      ({ rule, severity }) => severity === 'error' && (rule === 'AMOUNT-FORM' || rule === 'LAYOUT'),
    )
    .flatMap(({ rule, places, subject }) =>
      places.flatMap(({ table, row, column, line, text }) =>
        table === null ||
        row === null ||
        (rule === 'LAYOUT' && (column !== null || !looksNumeric(text)))
          ? []
          : [
              {
                table,
                row,
                code: null,
                name: subject ?? '',
                column,
                line,
                printed: text,
                wouldPrint: null,
              },
            ],
      ),
    );
