import { type Unit, parseFen } from '../domain/values/money.js';
import type {
  FurtherRow,
  PrintedCell,
  PrintedDocument,
  PrintedRow,
  PrintedTable,
} from '../reading/printed.js';
import { textsOfSum } from '../reading/by-headings/cell-units.js';
import { looksNumeric, readCell } from '../reading/printed-amount.js';
import type { PrintedBudget } from '../budgets/document/document.answer.js';
import type { Cells, TableAnswer } from '../budgets/tables/table.answer.js';

/** A cell, or a text beside it, that the ledger would print differently from the document. */
export interface Difference {
  readonly table: number;
  /** From 1, counted over the rows of the printed table. */
  readonly row: number;
  readonly code: string | null;
  readonly name: string;
  /** Of a further table its heading; null for an amount under no column heading. */
  readonly column: string | null;
  readonly line: number | null;
  /** As the document prints it; null for a blank. */
  readonly printed: string | null;
  readonly wouldPrint: string | null;
}

/** The comparison of a document's cells with what the ledger would print of them. */
export interface RoundTrip {
  /** The number of compared cells, and of the texts beside them. */
  readonly cells: number;
  readonly differences: readonly Difference[];
}

/**
 * Compares the cells of a document with those that a ledger with only this document would print, in all its tables: the nine, and
 * those that are none of them. It starts from the text of each printed cell, so that amounts that were read wrongly, or not read, are
 * found too.
 */
export const roundTrip = (
  document: PrintedDocument,
  { tables, further = [] }: Pick<PrintedBudget, 'tables' | 'further'>,
): RoundTrip => {
  const answers = [...tables, ...further];
  const compared = [...document.tables, ...(document.further ?? [])].map((printed) =>
    compare(
      printed,
      answers.find(({ table }) => table === printed.table)!,
    ),
  );
  return {
    cells: compared.reduce((count, { cells }) => count + cells, 0),
    differences: [...compared.flatMap(({ differences }) => differences), ...unread(document)],
  };
};

const compare = (printed: PrintedTable, answer: TableAnswer): RoundTrip => {
  const differences: Difference[] = [];
  let cells = 0;
  for (const { row, shown, texts } of paired(printed, answer)) {
    const { texts: own = {} }: FurtherRow = row;
    for (const heading of new Set([...Object.keys(own), ...Object.keys(texts)])) {
      cells++;
      const [text = null, wouldPrint = null] = [own[heading], texts[heading]];
      if (text === wouldPrint) continue;
      differences.push({
        table: printed.table,
        row: row.row,
        code: row.code,
        name: row.name,
        column: heading,
        line: null,
        printed: text,
        wouldPrint,
      });
    }
    for (const column of columnsOf(printed, row, shown)) {
      cells++;
      const cell = row.cells[column];
      const wouldPrint = shown?.[column] ?? null;
      if (sameFigure(cell, printed.unit, wouldPrint, answer.unit)) continue;
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

interface Pair {
  readonly row: PrintedRow;
  /** Null where the ledger would print no such row. */
  readonly shown: Cells | null;
  readonly texts: Readonly<Record<string, string>>;
}

/** Each printed row, with the cells and texts that the ledger would print for it. */
const paired = ({ rows }: PrintedTable, answer: TableAnswer): readonly Pair[] => {
  const lines = answer.rows.values();
  const totals = new Set<string>();
  return rows.map((row) => {
    if (!row.total) {
      const line = lines.next().value;
      return { row, shown: line?.cells ?? null, texts: line?.texts ?? {} };
    }
    const side = row.side ?? '';
    // The ledger prints one total for each side of a table.
    if (totals.has(side)) return { row, shown: null, texts: {} };
    totals.add(side);
    return { row, shown: totalsOf(answer, row.side), texts: answer.totalTexts ?? {} };
  });
};

const totalsOf = ({ totals }: TableAnswer, side: PrintedRow['side']): Cells =>
  side === undefined
    ? (totals as Cells)
    : (totals as Readonly<Record<'revenue' | 'expenditure', Cells>>)[side];

const sameFigure = (
  printed: PrintedCell | undefined,
  unit: Unit | null,
  wouldPrint: string | null,
  shownIn: Unit,
): boolean => {
  if (printed === undefined || wouldPrint === null) return !printed && wouldPrint === null;
  // A cell that is read from several has the texts of all of them. The unit in a cell may be none that is meant.
  return [{}, { isInTableUnit: true } as const].some((meant) => {
    const read = textsOfSum(printed.place.text).map((text) =>
      readCell(text, printed.unit ?? unit ?? shownIn, meant),
    );
    return (
      read.every(({ kind }) => kind === 'amount') &&
      read.reduce((sum, each) => sum + (each.kind === 'amount' ? each.amount : 0n), 0n) ===
        parseFen(wouldPrint, shownIn)
    );
  });
};

/** Amounts that belong to no cell of the document as it was read: they are illegible, or have no column heading. */
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
