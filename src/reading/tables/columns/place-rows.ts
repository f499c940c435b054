import type { TableKind } from '../../../domain/tables/table-kind.js';
import { costOf } from '../../../domain/classification/cost.js';
import { readCell } from '../../printed-amount.js';
import { isBlank } from '../../document-line.js';
import type { LinePart } from '../lines/coded-line.js';
import type { Header } from '../form/header.js';
import { placeInOrder, type PlacingRow, type Relation } from './place-in-order.js';
import type { PlacedRow, UnplacedRow, UnplacedTable, PlacedFigure } from '../rows/table-rows.js';

/** What a column of the total row should hold by what other tables print. */
export type ExpectedTotals = ReadonlyMap<string, bigint>;

interface Draft {
  readonly row: UnplacedRow;
  figures: PlacedFigure[];
  /** Whether the columns are known. */
  fixed: boolean;
  shifted: boolean;
}

/** Puts every figure of a table into its column: by its cell where the print keeps cells, by proof where it does not. */
export const placeRows = (table: UnplacedTable, expected: ExpectedTotals): readonly PlacedRow[] => {
  const drafts = table.rows.map((row) => byCell(row, table));
  const wanting = drafts.some(({ fixed }) => !fixed);
  const placement = wanting ? inOrder(drafts, table, expected) : undefined;
  return drafts.map(({ row, figures, fixed, shifted }, i) => ({
    ...row,
    figures: fixed
      ? figures
      : figures.map((figure, k) => ({
          ...figure,
          column: table.columns[placement?.columns[i]?.[k] ?? -1] ?? null,
        })),
    proved: fixed || (placement?.proved[i] ?? false),
    shifted,
  }));
};

const figureOf = (
  row: UnplacedRow,
  { text }: LinePart,
  table: UnplacedTable,
  column: string | null,
): PlacedFigure => ({
  text,
  line: row.figuresLine,
  reading: readCell(text, table.unit),
  column,
});

const byCell = (row: UnplacedRow, table: UnplacedTable): Draft => {
  const draft = (columns: readonly (string | null)[], fixed: boolean, shifted = false): Draft => ({
    row,
    figures: row.parts.flatMap((part, i) =>
      isBlank(part.text) ? [] : [figureOf(row, part, table, columns[i] ?? null)],
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
  if (cells && row.parts.every(({ cell }) => cell !== null)) {
    const shift = shiftOf(row, cells, row.header!);
    return draft(
      row.parts.map(({ cell }) => cells.get(cell! + shift) ?? null),
      true,
      shift !== 0,
    );
  }
  // A row with as many entries as columns fills them in order.
  return row.parts.length === table.columns.length ? draft(table.columns, true) : draft([], false);
};

const cellsOfRow = ({ header, side }: UnplacedRow): ReadonlyMap<number, string> | undefined => {
  if (!header?.cells) return undefined;
  if (side === undefined) return header.cells;
  const start = header.labels[1];
  return start === undefined
    ? undefined
    : new Map([...header.cells].filter(([cell]) => cell > start));
};

/** How many cells a row's figures have to move to stand under headings; 0 also when no shift helps. */
const shiftOf = (row: UnplacedRow, cells: ReadonlyMap<number, string>, header: Header): number => {
  const figures = row.parts.filter(({ text }) => !isBlank(text));
  const lands = (by: number) => figures.every(({ cell }) => cells.has(cell! + by));
  const expected = header.labels[row.side === 'expenditure' ? 1 : 0];
  // A total's label is merged over the cells before it, so only its figures tell whether it is shifted.
  const drift =
    row.labelCell !== null && expected !== undefined && !row.total ? expected - row.labelCell : 0;
  const aligned = Math.max(...cells.keys()) - (row.parts.at(-1)?.cell ?? 0);
  const tried = header.missing.length === 0 ? [drift, 0, aligned] : [drift, 0];
  return tried.find(lands) ?? 0;
};

const inOrder = (drafts: readonly Draft[], table: UnplacedTable, expected: ExpectedTotals) => {
  const { columns, form } = table;
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
  return placeInOrder(rows, columns.length, relationsOf(columns));
};

/**
 * Columns that seldom have a figure. Where 运行费 is all that T9 has for vehicles, the same figure may fit several columns: cars
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

/** Which columns sum to which: every part to 合计; 购置费 and 运行费 to 小计; 人员 and 公用 to 基本. */
const relationsOf = (columns: readonly string[]): readonly Relation[] => {
  const sums: readonly (readonly [string, readonly string[]])[] = [
    ['vehicles', ['vehicle-purchase', 'vehicle-running']],
    ['basic', ['personnel', 'public']],
  ];
  const relations: Relation[] = [];
  const inner = new Set<string>();
  for (const [whole, parts] of sums) {
    const present = parts.filter((part) => columns.includes(part));
    if (!columns.includes(whole) || present.length === 0) continue;
    for (const part of present) inner.add(part);
    relations.push({
      whole: columns.indexOf(whole),
      parts: present.map((part) => columns.indexOf(part)),
    });
  }
  if (!columns.includes('total')) return relations;
  // 机关运行经费 stands beside the three public expenses, not among them.
  const excluded = columns.includes('abroad') ? ['operating'] : [];
  const parts = columns.filter(
    (column) => column !== 'total' && !inner.has(column) && !excluded.includes(column),
  );
  if (parts.length > 0)
    relations.push({
      whole: columns.indexOf('total'),
      parts: parts.map((part) => columns.indexOf(part)),
    });
  return relations;
};
