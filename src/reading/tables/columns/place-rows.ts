import type { TableForm } from '../../../domain/tables/budget-form.js';
import type { TableKind } from '../../../domain/tables/table-kind.js';
import { costOf } from '../../../domain/classification/cost.js';
import type { Unit } from '../../../domain/values/money.js';
import { type Cell, isBlank } from '../../document-line.js';
import { looksNumeric, readCell } from '../../printed-amount.js';
import type { Header } from '../lines/header.js';
import type { PlacedFigure, PlacedRow, UnplacedRow, UnplacedTable } from '../lines/table-rows.js';
import { placeInOrder, type PlacingRow, type Relation } from './place-in-order.js';

/** What a column of the total row should hold by what other tables print. */
export type ExpectedTotals = ReadonlyMap<string, bigint>;

interface Draft {
  readonly row: UnplacedRow;
  figures: PlacedFigure[];
  /** Whether the columns are known. */
  fixed: boolean;
  shifted: boolean;
}

/** A table whose figures are in their columns. */
export interface PlacedTable {
  /** The keys of its columns in the printed order; a column that the form does not know has a key of its own. */
  readonly columns: readonly string[];
  readonly rows: readonly PlacedRow[];
}

/**
 * Finds the columns of a table and puts every figure into its own: by its cell where the print keeps cells, by proof where
 * it does not.
 */
export const placeRows = (table: UnplacedTable, expected: ExpectedTotals): PlacedTable => {
  const { rows, guessed } = withGuessedColumns(table);
  const columns = columnsOf(table, guessed);
  const drafts = rows.map((row) => byCell(row, columns, table.unit));
  const wanting = drafts.some(({ fixed }) => !fixed);
  const placement = wanting ? inOrder(drafts, columns, table.form, expected) : undefined;
  const placed = drafts.map(({ row, figures, fixed, shifted }, i) => ({
    ...row,
    figures: fixed
      ? figures
      : figures.map((figure, k) => ({
          ...figure,
          column: columns[placement?.columns[i]?.[k] ?? -1] ?? null,
        })),
    proved: fixed || (placement?.proved[i] ?? false),
    shifted,
  }));
  return { columns, rows: placed };
};

/** The columns over all pages: each page's header in turn, the form's where no page has one. */
const columnsOf = (
  { form, headers, rows }: UnplacedTable,
  guessed: readonly string[],
): readonly string[] => {
  const named = [...new Set([...headers.flatMap(({ columns }) => columns), ...guessed])];
  const most = Math.max(0, ...rows.map((row) => (row.side === 'revenue' ? 0 : figureCount(row))));
  const prescribed = isOfUnit(form, named, most) ? form.unitColumns! : form.columns;
  if (named.length === 0) return prescribed;
  // More figures than headings: the heading is lost, not the figures.
  const inOrder = rows.some(({ header }) => !header?.cells);
  const whole = most > named.length && inOrder ? [...new Set([...named, ...prescribed])] : named;
  return form.addedColumns ? whole : ordered(whole, prescribed);
};

/** Whether a unit prints the table: by any column that departments lack, or by more figures than theirs has. */
const isOfUnit = (
  { columns, unitColumns }: TableForm,
  named: readonly string[],
  most: number,
): boolean =>
  unitColumns !== undefined &&
  (most > columns.length ||
    named.some((column) => unitColumns.includes(column) && !columns.includes(column)));

const ordered = (columns: readonly string[], prescribed: readonly string[]): readonly string[] => [
  ...prescribed.filter((column) => columns.includes(column)),
  ...columns.filter((column) => !prescribed.includes(column)),
];

const figureCount = ({ parts }: UnplacedRow): number =>
  parts.filter(({ text }) => looksNumeric(text)).length;

/** A column of cells whose heading is lost and that holds figures gets the one column that its header lacks. */
const withGuessedColumns = ({
  rows,
  headers,
}: UnplacedTable): {
  readonly rows: readonly UnplacedRow[];
  readonly guessed: readonly string[];
} => {
  const repaired = new Map<Header, Header>();
  const guessed: string[] = [];
  for (const header of headers) {
    const [missing, ...others] = header.missing;
    if (!header.cells || missing === undefined || others.length > 0) continue;
    const bare = barePlace(rows, header);
    if (bare === undefined) continue;
    guessed.push(missing);
    repaired.set(header, { ...header, cells: new Map([...header.cells, [bare, missing]]) });
  }
  if (repaired.size === 0) return { rows, guessed };
  return {
    rows: rows.map((row) => ({
      ...row,
      header: (row.header && repaired.get(row.header)) ?? row.header,
    })),
    guessed,
  };
};

/** The one column of cells beside those under headings that has figures. */
const barePlace = (rows: readonly UnplacedRow[], header: Header): number | undefined => {
  // Codes are printed before the names.
  const first = header.labels.at(-1) ?? Math.min(...header.cells!.keys());
  const bare = new Set(
    rows.flatMap((row) =>
      row.header?.lines === header.lines
        ? row.parts.flatMap(({ column, text }) =>
            column !== null && column > first && !header.cells!.has(column) && looksNumeric(text)
              ? [column]
              : [],
          )
        : [],
    ),
  );
  return bare.size === 1 ? [...bare][0] : undefined;
};

const figureOf = (
  row: UnplacedRow,
  part: Cell,
  unit: Unit,
  column: string | null,
): PlacedFigure => ({
  text: part.text,
  line: row.figuresLine,
  reading: readCell(part.text, unit, part),
  column,
});

const byCell = (row: UnplacedRow, columns: readonly string[], unit: Unit): Draft => {
  const draft = (keys: readonly (string | null)[], fixed: boolean, shifted = false): Draft => ({
    row,
    figures: row.parts.flatMap((part, i) =>
      isBlank(part.text) ? [] : [figureOf(row, part, unit, keys[i] ?? null)],
    ),
    fixed,
    shifted,
  });
  const figures = row.parts.filter(({ text }) => !isBlank(text));
  if (row.side === 'revenue')
    return draft(
      row.parts.map((part) => (part === figures[0] ? 'total' : null)),
      true,
    );
  const cells = cellsOfRow(row);
  if (cells && row.parts.every(({ column }) => column !== null)) {
    const shift = shiftOf(row, cells, row.header!);
    return draft(
      row.parts.map(({ column }) => cells.get(column! + shift) ?? null),
      true,
      shift !== 0,
    );
  }
  // A row with as many entries as columns fills them in order.
  return row.parts.length === columns.length ? draft(columns, true) : draft([], false);
};

const cellsOfRow = ({ header, side }: UnplacedRow): ReadonlyMap<number, string> | undefined => {
  if (!header?.cells) return undefined;
  if (side === undefined) return header.cells;
  const start = header.labels[1];
  return start === undefined
    ? undefined
    : new Map([...header.cells].filter(([cell]) => cell > start));
};

/** By how many columns a row's figures must be moved to be under headings; 0 also where no shift helps. */
const shiftOf = (row: UnplacedRow, cells: ReadonlyMap<number, string>, header: Header): number => {
  const figures = row.parts.filter(({ text }) => !isBlank(text));
  const lands = (by: number) => figures.every(({ column }) => cells.has(column! + by));
  const expected = header.labels[row.side === 'expenditure' ? 1 : 0];
  // A total's label is merged over the cells before it, so only its figures tell whether it is shifted.
  const drift =
    row.labelColumn !== null && expected !== undefined && !row.total
      ? expected - row.labelColumn
      : 0;
  const aligned = Math.max(...cells.keys()) - (row.parts.at(-1)?.column ?? 0);
  const tried = header.missing.length === 0 ? [drift, 0, aligned] : [drift, 0];
  return tried.find(lands) ?? 0;
};

const inOrder = (
  drafts: readonly Draft[],
  columns: readonly string[],
  form: TableForm,
  expected: ExpectedTotals,
) => {
  const byCode = new Map(
    drafts.map(({ row }, i): [string | null, number] => [row.code, i]).toReversed(),
  );
  const total = drafts.findLastIndex(({ row }) => row.total && row.side !== 'revenue');
  const indexOf = (column: string | null) => columns.indexOf(column ?? '');
  const rows = drafts.map(({ row, figures, fixed }, i): PlacingRow => {
    const under = i === total || row.side === 'revenue' ? null : parentOf(row, byCode, total);
    return {
      figures:
        row.side === 'revenue'
          ? []
          : figures.map(({ reading }) => (reading.kind === 'amount' ? reading.amount : null)),
      columns: fixed ? figures.map(({ column }) => indexOf(column)).filter((at) => at >= 0) : null,
      parent: under === i ? null : under,
      unlikely: unlikelyOf(row, form.kind).map(indexOf),
      expected:
        i === total || form.shape === 'one-row'
          ? new Map([...expected].map(([column, fen]) => [indexOf(column), fen]))
          : new Map(),
    };
  });
  return placeInOrder(rows, columns.length, relationsOf(columns, form));
};

/**
 * Columns that seldom have a figure. Where 运行费 is all that is printed for vehicles, the same figure may fit several columns: cars
 * run every year and are bought in few, and most bodies have no 机关运行经费.
 */
const unlikelyOf = ({ code }: UnplacedRow, kind: TableKind): readonly string[] => {
  if (kind === 'three-public') return ['vehicle-purchase', 'operating'];
  return kind === 'basic-economic' && code
    ? [costOf(code) === 'public' ? 'personnel' : 'public']
    : [];
};

/** The nearest printed row above in the classification; the total row above every class. */
const parentOf = (
  { code, side }: UnplacedRow,
  byCode: ReadonlyMap<string | null, number>,
  total: number,
): number | null => {
  const top = total === -1 ? null : total;
  if (side === 'expenditure') return top;
  if (code === null) return null;
  for (let prefix = code.slice(0, -2); prefix.length >= 3; prefix = prefix.slice(0, -2)) {
    const found = byCode.get(prefix);
    if (found !== undefined) return found;
  }
  return top;
};

/** Which columns sum to which: the kind's sums. Parts of a column that is not printed count in its place. */
const relationsOf = (columns: readonly string[], { parts }: TableForm): readonly Relation[] => {
  const printed = (column: string): readonly string[] =>
    columns.includes(column) ? [column] : (parts[column]?.flatMap(printed) ?? []);
  const sums = { total: columns.filter((column) => column !== 'total'), ...parts };
  return Object.entries(sums).flatMap(([whole, of]) => {
    const own = of.flatMap(printed);
    return columns.includes(whole) && own.length > 0
      ? [{ whole: columns.indexOf(whole), parts: own.map((part) => columns.indexOf(part)) }]
      : [];
  });
};
