import type { Place } from '../../../domain/events/finding.js';
import { provenCostOf } from '../../../domain/classification/cost.js';
import {
  columnLabel,
  type BudgetForm,
  type RevenueMeaning,
  type TableForm,
} from '../../../domain/tables/budget-form.js';
import type { Side } from '../../../domain/tables/headings.js';
import { APPROPRIATED_FUNDS, type TableKind } from '../../../domain/tables/table-kind.js';
import type { Unit } from '../../../domain/values/money.js';
import type { PrintedRow, PrintedTable } from '../../printed.js';
import { decimalsOf, halfOf, USUAL_PLACES } from '../../rounding.js';

/** A cell of a table as the rules see it. A blank is a figure without an amount. */
export interface Figure {
  readonly form: TableForm;
  readonly row: PrintedRow;
  readonly column: string;
  readonly unit: Unit;
  /** In fen; null for a blank. */
  readonly amount: bigint | null;
  /** How far rounding may have moved it, in fen: half of the last place of a table that is printed in 万元. */
  readonly slack: bigint;
  /** Whether its table prints whole yuan only. */
  readonly wholeYuan: boolean;
  readonly place: Place | null;
}

/** Half of the last printed place. Three-public expenses are budgeted in the unit of their table and add up exactly. */
const slackOf = ({ kind }: TableForm, text: string, unit: Unit): bigint =>
  kind === 'three-public' ? 0n : halfOf(unit, Math.max(USUAL_PLACES, decimalsOf(text)));

/** Fewer figures may be whole by chance. */
const WHOLE_FIGURES_MIN = 3;

/** Whether an amount is printed without decimals. */
export const isWhole = (text: string): boolean => /^[^.．]*$/.test(text);

/** A row of a coded table with the rows below it. A row whose printed parent is missing is a root. */
export interface Node {
  readonly row: PrintedRow;
  readonly code: string;
  readonly children: Node[];
}

/** The tables of one document or budget, looked up by what the rules ask for. */
export class TableSet {
  private readonly printedTables = new Map<TableKind, PrintedTable>();
  private readonly figures = new Map<PrintedRow, Map<string, Figure>>();
  private readonly sides = new Map<string, readonly PrintedRow[]>();
  private readonly trees = new Map<TableKind, readonly Node[]>();
  private readonly nodes = new Map<TableKind, ReadonlyMap<string, readonly Node[]>>();

  private readonly wholeYuan = new Map<TableKind, boolean>();
  private readonly meanings = new Map<PrintedRow, RevenueMeaning>();

  constructor(
    tables: readonly PrintedTable[],
    private readonly form: BudgetForm,
  ) {
    for (const table of tables) {
      this.printedTables.set(form.table(table.table).kind, table);
      const above: string[] = [];
      for (const row of table.rows)
        if (row.side === 'revenue') {
          this.meanings.set(row, form.revenueMeaning(row.name, above));
          above.push(row.name);
        }
    }
  }

  /** The kinds of these shapes that the form prints, in its order. */
  kindsOf(...shapes: readonly TableForm['shape'][]): readonly TableKind[] {
    return this.form.tables.flatMap(({ kind, shape }) => (shapes.includes(shape) ? [kind] : []));
  }

  /** The appropriated funds of whose expenditure the form prints a table. */
  get funds(): readonly (typeof APPROPRIATED_FUNDS)[number][] {
    return APPROPRIATED_FUNDS.filter((fund) => this.form.ofKind(fund));
  }

  /** The labels of total rows. */
  get totals(): BudgetForm['totals'] {
    return this.form.totals;
  }

  /** @throws {RangeError} the form does not print the kind: only a table that was read is asked for */
  tableForm(kind: TableKind): TableForm {
    return this.form.requireKind(kind);
  }

  /** `table 3`, as messages call it. @throws {RangeError} as {@link tableForm} */
  nameOf(kind: TableKind): string {
    return `table ${this.tableForm(kind).table}`;
  }

  /** What messages call a column. @throws {RangeError} as {@link tableForm} */
  labelOf(kind: TableKind, column: string): string {
    return columnLabel(this.tableForm(kind), column);
  }

  /** The table, if its figures were read; a missing or empty one takes part in no relation. */
  table(kind: TableKind): PrintedTable | null {
    const table = this.printedTables.get(kind);
    return table?.state === 'read' ? table : null;
  }

  isEmpty(kind: TableKind): boolean {
    return this.printedTables.get(kind)?.state === 'declared-empty';
  }

  columns(kind: TableKind): readonly string[] {
    return this.table(kind)?.columns ?? [];
  }

  rows(kind: TableKind, side?: Side): readonly PrintedRow[] {
    const rows = this.table(kind)?.rows ?? [];
    if (side === undefined) return rows;
    const key = `${kind}/${side}`;
    const known = this.sides.get(key);
    if (known) return known;
    const ofSide = rows.filter((row) => row.side === side);
    this.sides.set(key, ofSide);
    return ofSide;
  }

  totalRow(kind: TableKind, side?: Side): PrintedRow | null {
    return this.rows(kind, side).findLast((row) => row.total === true) ?? null;
  }

  /** The same cell is always the same object, so that relations that share it are found. */
  figure(kind: TableKind, row: PrintedRow, column: string): Figure {
    let ofRow = this.figures.get(row);
    if (!ofRow) this.figures.set(row, (ofRow = new Map()));
    const known = ofRow.get(column);
    if (known) return known;
    const cell = row.cells[column];
    // A displaced cell is a copy of a figure of another column: to the rules it is a blank.
    const counts = cell !== undefined && cell.displaced !== true;
    const form = this.tableForm(kind);
    const unit = this.table(kind)?.unit ?? form.unit;
    const figure: Figure = {
      form,
      row,
      column,
      unit,
      amount: counts ? cell.amount : null,
      slack: counts ? slackOf(form, cell.place.text, unit) : 0n,
      wholeYuan: unit === '元' && this.printsWholeYuan(kind),
      place: counts ? cell.place : null,
    };
    ofRow.set(column, figure);
    return figure;
  }

  private printsWholeYuan(kind: TableKind): boolean {
    const known = this.wholeYuan.get(kind);
    if (known !== undefined) return known;
    const texts = this.rows(kind).flatMap(({ cells }) =>
      Object.values(cells).flatMap(({ amount, place }) =>
        amount === null || amount === 0n ? [] : [place.text],
      ),
    );
    const whole = texts.length >= WHOLE_FIGURES_MIN && texts.every(isWhole);
    this.wholeYuan.set(kind, whole);
    return whole;
  }

  /** The figure if it is printed. */
  printed(kind: TableKind, row: PrintedRow | null | undefined, column: string): readonly Figure[] {
    if (!row) return [];
    const figure = this.figure(kind, row, column);
    return figure.amount === null ? [] : [figure];
  }

  /** The figure of the total row if it is printed. */
  total(kind: TableKind, column: string, side?: Side): readonly Figure[] {
    return this.printed(kind, this.totalRow(kind, side), column);
  }

  /** The columns that add up to the row's 合计, as far as this row prints them. */
  partsOf(kind: TableKind, row: PrintedRow): readonly Figure[] {
    return this.partColumns(kind, row).flatMap((column) => this.printed(kind, row, column));
  }

  /**
   * The columns that add up to 合计; all others where the form leaves them to the document. A part that is not printed and
   * has parts itself stands for them: the summary of a unit prints 小计 of basic expenditure, or
   * its two parts, or both.
   */
  partColumns(kind: TableKind, row: PrintedRow): readonly string[] {
    const { parts } = this.tableForm(kind);
    return (
      parts['total']?.flatMap((part) =>
        parts[part] && this.printed(kind, row, part).length === 0 ? parts[part] : [part],
      ) ?? this.columns(kind).filter((column) => column !== 'total')
    );
  }

  roots(kind: TableKind): readonly Node[] {
    const known = this.trees.get(kind);
    if (known) return known;
    const roots = treeOf(this.rows(kind));
    this.trees.set(kind, roots);
    return roots;
  }

  nodesOf(kind: TableKind): ReadonlyMap<string, readonly Node[]> {
    const known = this.nodes.get(kind);
    if (known) return known;
    const byCode = new Map<string, Node[]>();
    const walk = (node: Node) => {
      const nodes = byCode.get(node.code);
      if (nodes) nodes.push(node);
      else byCode.set(node.code, [node]);
      node.children.forEach(walk);
    };
    this.roots(kind).forEach(walk);
    this.nodes.set(kind, byCode);
    return byCode;
  }

  /**
   * What a row contributes to a column: its cell, or where that is blank the cells below it. A blank beside printed
   * parts counts as nothing and is still a figure; null is unknown, for a row that prints its 合计 and none of its parts.
   */
  contribution(kind: TableKind, node: Node, column: string): readonly Figure[] | null {
    const own = this.printed(kind, node.row, column);
    if (own.length > 0) return own;
    if (node.children.length > 0) {
      const below = node.children.map((child) => this.contribution(kind, child, column));
      return below.some((part) => part === null) ? null : below.flatMap((part) => part ?? []);
    }
    const parts = this.partsOf(kind, node.row);
    if (column === 'total') return parts;
    const total = this.printed(kind, node.row, 'total');
    if (parts.length > 0 || total.length === 0) return [this.figure(kind, node.row, column)];
    // The class of an economic item may prove its cost.
    const cost = kind === 'basic-economic' ? provenCostOf(node.code) : null;
    if (cost === null) return null;
    return cost === column ? total : [];
  }

  /** The printed figures of all rows with this code; null when there is none or one is unknown. */
  ofCode(kind: TableKind, code: string, column: string): readonly Figure[] | null {
    const nodes = this.nodesOf(kind).get(code);
    if (!nodes) return null;
    const parts = nodes.map((node) => this.contribution(kind, node, column));
    return parts.some((part) => part === null)
      ? null
      : parts.flatMap((part) => (part ?? []).filter(isPrinted));
  }

  /** What a row of the revenue side names. */
  revenueMeaning(row: PrintedRow): RevenueMeaning {
    return this.meanings.get(row) ?? { is: 'other' };
  }

  namesFund(row: PrintedRow, fund: string): boolean {
    const meaning = this.revenueMeaning(row);
    return meaning.is === 'fund' && meaning.fund === fund;
  }

  namesSource(row: PrintedRow, source: string): boolean {
    const meaning = this.revenueMeaning(row);
    return meaning.is === 'source' && meaning.source === source;
  }
}

/** Whether the document prints the figure; false for a blank. */
export const isPrinted = ({ amount }: Figure): boolean => amount !== null;

const CODE = /^\d{3}(?:\d\d){0,2}$/;

const treeOf = (rows: readonly PrintedRow[]): readonly Node[] => {
  const roots: Node[] = [];
  const latest = new Map<string, Node>();
  let last: Node | null = null;
  for (const row of rows) {
    if (row.total === true) continue;
    // A row whose code nothing proves still adds to what stands above it.
    const code: string = [row.code, row.printedCode].find((one) => one && CODE.test(one)) ?? '';
    const node: Node = { row, code, children: [] };
    const parent: Node | undefined =
      code === '' ? (last ? parentOf(latest, last.code) : undefined) : parentOf(latest, code);
    (parent ? parent.children : roots).push(node);
    if (code === '') continue;
    latest.set(code, node);
    last = node;
  }
  return roots;
};

const parentOf = (latest: ReadonlyMap<string, Node>, code: string): Node | undefined =>
  (code.length > 5 ? latest.get(code.slice(0, 5)) : undefined) ??
  (code.length > 3 ? latest.get(code.slice(0, 3)) : undefined);
