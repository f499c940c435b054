import { classNamed, functional } from '../../domain/classification/lookup.js';
import type { Side } from '../../domain/tables/headings.js';
import type { Unit } from '../../domain/values/money.js';
import { fold } from '../../text/fold.js';
import type { RowLine } from '../document-line.js';
import { placeOf } from '../findings.js';
import type { PrintedCell, PrintedRow } from '../printed.js';
import { readCell } from '../printed-amount.js';
import { isUnreadable, pagesOf, type SectionRows, type UnreadableFigure } from './coded-section.js';
import { isOfComparison, ROW_NUMBER } from './columns.js';
import type { HeadingPath } from './header-paths.js';
import type { Section } from './sections.js';

/** A label column of a side with the amount columns to its right. */
interface Half {
  readonly side: Side;
  readonly label: number;
  readonly amounts: readonly { readonly column: number; readonly key: string }[];
  /** Whether its labels are classes of function, by its heading. */
  readonly isFunctional: boolean;
}

const LABEL = /项目|科目|功能分类|支出用途|类别/;
/** In a header of one row: 收入项目, 预算数, 支出项目, 预算数. */
const SIDE_LABEL = /^(?:本年)?(?:收入|支出)(?:项目|科目|名称)?$/;
const ORDINAL =
  /^(?:其中[:：]?)?\s*(?:[一二三四五六七八九十]{1,3}\s*[、.．]|\d{1,2}\s*[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]\s*、?|[（(]\s*[)）]\s*[一二三四五六七八九十]{1,3}(?=\s))?\s*/;
/** The labels of the last row, the surest first. */
const TOTALS: Readonly<Record<Side, readonly RegExp[]>> = {
  revenue: [/^收入总计$/, /^收入合计$/, /^(?:总计|合计)$/],
  expenditure: [/^支出总计$/, /^支出合计$/, /^(?:总计|合计)$/],
};

/** The rows of both sides, and the texts in place of figures that cannot be read. */
interface TwoSidedRows extends Pick<SectionRows, 'unreadable'> {
  readonly rows: readonly PrintedRow[];
  /** Figures that stand beside no label. */
  readonly unlabelled: readonly UnreadableFigure[];
}

/**
 * Reads a table of revenue beside expenditure. Of several classifications of the expenditure the functional one is read;
 * each of them adds up to the same total. `year`: the budget's, to leave out columns of another.
 */
export const readTwoSided = (
  section: Section,
  unit: Unit,
  table: number,
  year: number,
): TwoSidedRows => {
  const rows: PrintedRow[] = [];
  const unreadable: UnreadableFigure[] = [];
  const unlabelled: UnreadableFigure[] = [];
  for (const page of pagesOf(section)) {
    const halves = halvesOf(page.paths, year);
    for (const line of page.rows) {
      const first = rows.length;
      const blank = halves.filter((half) => {
        const row = rowOf(line, half, unit, table, rows, unreadable);
        if (row) rows.push(row);
        return row === null;
      });
      const totals = rows.slice(first).filter(isTotal);
      for (const half of blank) unlabelled.push(...figuresBeside(line, half, unit, totals));
    }
  }
  return {
    rows: withTotals(rows).map((row, i) => ({ ...row, row: i + 1 })),
    unreadable,
    unlabelled,
  };
};

const halvesOf = (paths: ReadonlyMap<number, HeadingPath>, year: number): readonly Half[] => {
  const columns = [...paths].toSorted(([a], [b]) => a - b);
  // A heading over one column alone: below it may stand the first row, which looks like a heading (部门预算).
  const isLabel = (at: number) =>
    columns[at]![1].some(
      (text, level) =>
        level > 0 &&
        LABEL.test(text) &&
        [at - 1, at + 1].every((other) => columns[other]?.[1][level] !== text),
    );
  const labels = columns.filter(([, path], at) =>
    path.length > 1 ? LABEL.test(path.at(-1) ?? '') || isLabel(at) : SIDE_LABEL.test(path[0] ?? ''),
  );
  const halves = labels.map(([label, path], i): Half => {
    const next = labels[i + 1]?.[0] ?? Infinity;
    return {
      side: /收入/.test(path[0] ?? '') ? 'revenue' : 'expenditure',
      label,
      isFunctional: path.some((each) => /功能/.test(each)),
      amounts: columns
        .filter(
          ([column, own]) =>
            column > label &&
            column < next &&
            (own[0] === path[0] || path.length === 1) &&
            !ROW_NUMBER.test(own.at(-1) ?? '') &&
            !own.some((each) => isOfComparison(each, year)),
        )
        .map(([column, own]) => ({ column, key: columnKeyOf(own) })),
    };
  });
  const revenue = halves.find(({ side }) => side === 'revenue');
  const spent = halves.filter(({ side }) => side === 'expenditure');
  const expenditure = spent.find(({ isFunctional }) => isFunctional) ?? spent[0];
  // A total may stand only beside the last classification.
  const others = spent.filter((half) => half !== expenditure).flatMap(({ amounts }) => amounts);
  return [
    ...(revenue ? [revenue] : []),
    ...(expenditure
      ? [
          {
            ...expenditure,
            amounts: [
              ...expenditure.amounts,
              ...others.map((each) => ({ ...each, key: 'beside' })),
            ],
          },
        ]
      : []),
  ];
};

const columnKeyOf = (path: HeadingPath): string => {
  const leaf = path.at(-1) ?? '';
  if (/上年/.test(leaf)) return 'beside';
  if (/一般公共预算/.test(leaf)) return 'general';
  if (/政府性基金/.test(leaf)) return 'government-fund';
  return /国有资本/.test(leaf) ? 'state-capital' : 'total';
};

const rowOf = (
  line: RowLine,
  { side, label, amounts }: Half,
  unit: Unit,
  table: number,
  before: readonly PrintedRow[],
  unreadable: UnreadableFigure[],
): PrintedRow | null => {
  const text = line.cells.find(({ column }) => column === label)?.text.trim() ?? '';
  if (text === '') return null;
  const name = text.replace(ORDINAL, '').trim();
  const isLast = isTotal({ side, name });
  const cells: Record<string, PrintedCell> = {};
  for (const { column, key } of amounts) {
    const cell = line.cells.find((each) => each.column === column);
    const own =
      key === 'beside' ? (isLast && Object.keys(cells).length === 0 ? 'total' : null) : key;
    if (!cell || own === null || cells[own]) continue;
    const reading = readCell(cell.text, unit, cell);
    if (reading.kind !== 'amount') {
      if (isUnreadable(reading, cell)) unreadable.push({ line, text: cell.text });
      continue;
    }
    cells[own] = {
      amount: reading.amount,
      place: placeOf(line, table, { row: before.length + 1, column: own, text: cell.text }),
      ...(reading.unit && { unit: reading.unit }),
    };
  }
  const code = side === 'expenditure' && !isLast ? classOf(name) : null;
  return { row: 0, code, printedCode: null, name, side, cells };
};

/**
 * The figures of a side of a line that has no label there; the code of a class that stands before its name is none. Of a total whose label
 * stands once, on the other side, an equal amount is the same total.
 */
const figuresBeside = (
  line: RowLine,
  { amounts }: Half,
  unit: Unit,
  totals: readonly PrintedRow[],
): readonly UnreadableFigure[] =>
  line.cells.flatMap((cell, i) => {
    const isOwn = amounts.some(({ column, key }) => column === cell.column && key !== 'beside');
    const isCode = classOf(line.cells[i + 1]?.text.trim() ?? '') === fold(cell.text);
    const reading = isOwn && !isCode ? readCell(cell.text, unit, cell) : null;
    if (reading?.kind !== 'amount' || reading.amount === 0n) return [];
    const isSaid = totals.some(({ cells }) =>
      Object.values(cells).some(({ amount }) => amount === reading.amount),
    );
    return isSaid ? [] : [{ line, text: cell.text }];
  });

const isTotal = ({ side, name }: Pick<PrintedRow, 'side' | 'name'>): boolean =>
  TOTALS[side!].some((total) => total.test(fold(name)));

const classOf = (name: string): string | null =>
  classNamed(name) ?? functional.codesNamed(name).find((code) => code.length === 3) ?? null;

/** Marks one row of each side as its total: 收入总计 where there is one, else 收入合计, else 合计. */
const withTotals = (rows: readonly PrintedRow[]): readonly PrintedRow[] => {
  const totals = (['revenue', 'expenditure'] as const).flatMap(
    (side) =>
      TOTALS[side]
        .map((total) => rows.findLast((row) => row.side === side && total.test(fold(row.name))))
        .find((row) => row !== undefined) ?? [],
  );
  return rows.map((row) => (totals.includes(row) ? { ...row, total: true } : row));
};
