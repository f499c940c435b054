import type { Place } from '../../../domain/events/finding.js';
import { provenCostOf } from '../../../domain/classification/cost.js';
import type { RevenueMeaning } from '../../../domain/tables/budget-form.js';
import type { Side } from '../../../domain/tables/headings.js';
import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import { toFen, type Unit } from '../../../domain/values/money.js';
import type { PrintedRow, PrintedTable } from '../../printed.js';
import { decimalsOf, halfOf, USUAL_PLACES } from './rounding.js';

/** A cell of a table as the rules see it. A blank is a figure without an amount. */
export interface Figure {
  readonly table: number;
  readonly row: PrintedRow;
  readonly column: string;
  readonly unit: Unit;
  /** In fen; null for a blank. */
  readonly amount: bigint | null;
  /** How far rounding may have moved it, in fen: half of the last place of a table that is printed in 万元. */
  readonly slack: bigint;
  readonly place: Place | null;
}

/** Half of the last printed place. T9 is in 万元 by its form and adds up exactly. */
const slackOf = (table: number, text: string, unit: Unit): bigint =>
  table === 9 ? 0n : halfOf(unit, Math.max(USUAL_PLACES, decimalsOf(text)));

/** A row of a coded table with the rows below it. A row whose printed parent is missing is a root. */
export interface Node {
  readonly row: PrintedRow;
  readonly code: string;
  readonly children: Node[];
}

/** The tables of one document or budget, looked up by what the rules ask for. */
export class Sheet {
  private readonly figures = new Map<string, Figure>();
  private readonly trees = new Map<number, readonly Node[]>();
  private readonly nodes = new Map<number, ReadonlyMap<string, readonly Node[]>>();

  constructor(private readonly tables: readonly PrintedTable[]) {}

  /** The table, if its figures were read; a missing or empty one takes part in no relation. */
  table(number: number): PrintedTable | null {
    return this.tables.find(({ table, state }) => table === number && state === 'read') ?? null;
  }

  isEmpty(number: number): boolean {
    return this.tables.some(({ table, state }) => table === number && state === 'declared-empty');
  }

  columns(number: number): readonly string[] {
    return this.table(number)?.columns ?? [];
  }

  rows(number: number, side?: Side): readonly PrintedRow[] {
    const rows = this.table(number)?.rows ?? [];
    return side === undefined ? rows : rows.filter((row) => row.side === side);
  }

  totalRow(number: number, side?: Side): PrintedRow | null {
    return this.rows(number, side).findLast((row) => row.total === true) ?? null;
  }

  /** The same cell is always the same object, so that relations that share it know it. */
  figure(number: number, row: PrintedRow, column: string): Figure {
    const key = `${number}/${row.row}/${row.side ?? ''}/${column}`;
    const known = this.figures.get(key);
    if (known) return known;
    const cell = row.cells[column];
    // A displaced cell is a copy of a figure of another column: to the rules it is a blank.
    const counts = cell !== undefined && cell.displaced !== true;
    const unit = this.table(number)?.unit ?? SHANGHAI.table(number).unit;
    const figure: Figure = {
      table: number,
      row,
      column,
      unit,
      amount: counts ? toFen(cell.amount) : null,
      slack: counts ? slackOf(number, cell.place.text, unit) : 0n,
      place: counts ? cell.place : null,
    };
    this.figures.set(key, figure);
    return figure;
  }

  /** The figure if it is printed. */
  printed(number: number, row: PrintedRow | null | undefined, column: string): readonly Figure[] {
    if (!row) return [];
    const figure = this.figure(number, row, column);
    return figure.amount === null ? [] : [figure];
  }

  /** The columns that add up to the row's 合计, as far as this row prints them. */
  partsOf(number: number, row: PrintedRow): readonly Figure[] {
    return this.partColumns(number, row).flatMap((column) => this.printed(number, row, column));
  }

  /**
   * The columns that add up to 合计; all others where the form leaves them to the document. A part that is not printed and
   * has parts itself stands for them: T1 of a unit prints 小计 of basic expenditure, or its two parts, or both.
   */
  partColumns(number: number, row: PrintedRow): readonly string[] {
    const { parts } = SHANGHAI.table(number);
    return (
      parts['total']?.flatMap((part) =>
        parts[part] && this.printed(number, row, part).length === 0 ? parts[part] : [part],
      ) ?? this.columns(number).filter((column) => column !== 'total')
    );
  }

  roots(number: number): readonly Node[] {
    const known = this.trees.get(number);
    if (known) return known;
    const roots = treeOf(this.rows(number));
    this.trees.set(number, roots);
    return roots;
  }

  nodesOf(number: number): ReadonlyMap<string, readonly Node[]> {
    const known = this.nodes.get(number);
    if (known) return known;
    const byCode = new Map<string, Node[]>();
    const walk = (node: Node) => {
      byCode.set(node.code, [...(byCode.get(node.code) ?? []), node]);
      node.children.forEach(walk);
    };
    this.roots(number).forEach(walk);
    this.nodes.set(number, byCode);
    return byCode;
  }

  /**
   * What a row contributes to a column: its cell, or where that is blank the cells below it. A blank beside printed
   * parts counts as nothing and is still a figure; null is unknown, for a row that prints its 合计 and none of its parts.
   */
  contribution(number: number, node: Node, column: string): readonly Figure[] | null {
    const own = this.printed(number, node.row, column);
    if (own.length > 0) return own;
    if (node.children.length > 0) {
      const below = node.children.map((child) => this.contribution(number, child, column));
      return below.some((part) => part === null) ? null : below.flatMap((part) => part ?? []);
    }
    const parts = this.partsOf(number, node.row);
    if (column === 'total') return parts;
    const total = this.printed(number, node.row, 'total');
    if (parts.length > 0 || total.length === 0) return [this.figure(number, node.row, column)];
    const cost = SHANGHAI.table(number).kind === 'basic-economic' ? provenCostOf(node.code) : null;
    if (cost === null) return null;
    return cost === column ? total : [];
  }

  /** The printed figures of all rows with this code; null when there is none or one is unknown. */
  ofCode(number: number, code: string, column: string): readonly Figure[] | null {
    const nodes = this.nodesOf(number).get(code);
    if (!nodes) return null;
    const parts = nodes.map((node) => this.contribution(number, node, column));
    return parts.some((part) => part === null)
      ? null
      : parts.flatMap((part) => (part ?? []).filter(isPrinted));
  }
}

export const isPrinted = ({ amount }: Figure): boolean => amount !== null;

/** What a row of the revenue side names. */
export const meaningOf = (row: PrintedRow): RevenueMeaning => SHANGHAI.meaningOf(row.name);

export const namesFund = (row: PrintedRow, fund: string): boolean => {
  const meaning = meaningOf(row);
  return meaning.is === 'fund' && meaning.fund === fund;
};

export const namesSource = (row: PrintedRow, source: string): boolean => {
  const meaning = meaningOf(row);
  return meaning.is === 'source' && meaning.source === source;
};

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
