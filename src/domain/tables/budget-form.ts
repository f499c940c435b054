import { closestWithin } from '../../text/closest.js';
import { nameKey } from '../../text/fold.js';
import type { Fund, LineName, RevenueSource } from '../values/line.js';
import type { Unit } from '../values/money.js';
import { arrangeHeadings, type Heading, type HeadingPlan, type Side } from './headings.js';
import { TABLE_CONTENTS, type TableContent, type TableKind } from './table-kind.js';

/** The units that tables are shown in; 亿元 has too few places for any line. */
export const SHOWN_UNITS = ['元', '万元'] as const satisfies readonly Unit[];

/** How a form prints one kind of table: data, and nothing else. */
export interface TableData {
  /** The number by which people and answers call it: 1 for T1. */
  readonly table: number;
  readonly kind: TableKind;
  /** The end of its title; the usual one first. The longest that fits wins, so 财政拨款收支预算总表 is not 收支预算总表. */
  readonly titles: readonly string[];
  /** The name of its sheet in a workbook. */
  readonly sheet: string;
  readonly unit: Unit;
  /** The words that stand over a column, by its key; the usual one first. Documents may have any of these columns. */
  readonly headings: Readonly<Record<string, readonly string[]>>;
  /** The columns that the form prescribes, in its order. */
  readonly columns: readonly string[];
  /** The same where a unit (单位) prints it and not a department (部门). */
  readonly unitColumns?: readonly string[];
  /** The columns of a unit's that show by their headings alone that a unit prints it. */
  readonly unitMarks?: readonly string[];
  /** The columns without which a header is incomplete, where not all that are prescribed need be there. */
  readonly requiredColumns?: readonly string[];
  /** Where documents add columns of their own: what the headings of such columns end in. */
  readonly addedColumns?: RegExp;
  /** What a column is called where it stands alone, if not by its usual word. */
  readonly labels?: Readonly<Record<string, string>>;
  /** How a heading begins that names its group's sum when the line of headings below it is missing, by column. */
  readonly groupHeadings?: Readonly<Record<string, string>>;
  /** How the printed headings are arranged. */
  readonly header: readonly HeadingPlan[];
  /** The rows of the revenue side, of `two-sided` tables. */
  readonly revenueRows?: readonly string[];
}

/** One kind of table as a form prints it. */
export interface TableForm extends TableData, TableContent {
  /** Words of headers that name no amount column. */
  readonly otherHeadings: ReadonlySet<string>;
}

/**
 * What a row of the revenue side names: a source; a fund of the appropriation; a part of what is carried over from last
 * year (一般公共预算结余结转); or something that no line of ours tells apart.
 */
export type RevenueMeaning =
  | { readonly is: 'source'; readonly source: RevenueSource }
  | { readonly is: 'fund'; readonly fund: Fund }
  | { readonly is: 'carried-over-part' }
  | { readonly is: 'other' };

/** What a form needs: its tables, and the words that they share. */
export interface FormData {
  readonly tables: readonly TableData[];
  readonly otherHeadings: readonly string[];
  /** The labels of the revenue side, with what they name. */
  readonly revenueLabels: readonly (readonly [RevenueMeaning, readonly string[]])[];
  /** The label of a table's total row, and of each side's. */
  readonly totals: Readonly<Record<'all' | Side, string>>;
}

/** What a column is called where it stands alone: 公务用车购置费 for `vehicle-purchase` of T9. */
export const columnLabel = ({ labels, headings }: TableData, column: string): string =>
  labels?.[column] ?? headings[column]?.[0] ?? column;

/** In a label of fewer characters, any other is a character away. */
const MISPRINT_CHARS_MIN = 4;

/** The form of a place: how it prints the kinds of tables (预算公开表). */
export class BudgetForm {
  readonly tables: readonly TableForm[];
  readonly totals: FormData['totals'];
  /** The labels of the revenue side as they are compared ({@link nameKey}). */
  readonly revenueLabels: ReadonlyMap<string, RevenueMeaning>;

  constructor({ tables, otherHeadings, revenueLabels, totals }: FormData) {
    const words = new Set(otherHeadings.map(nameKey));
    this.tables = tables.map((table) => ({
      ...TABLE_CONTENTS[table.kind],
      ...table,
      otherHeadings: words,
    }));
    this.totals = totals;
    this.revenueLabels = new Map(
      revenueLabels.flatMap(([meaning, labels]) =>
        labels.map((label): [string, RevenueMeaning] => [nameKey(label), meaning]),
      ),
    );
  }

  /** The table of that number. The caller knows that the form has it. */
  table(number: number): TableForm {
    return this.tables.find(({ table }) => table === number)!;
  }

  ofKind(kind: TableKind): TableForm {
    return this.tables.find((table) => table.kind === kind)!;
  }

  labelOf(number: number, column: string): string {
    return columnLabel(this.table(number), column);
  }

  /** The usual word over a column, below the headings of its group: 购置费 for `vehicle-purchase` of T9. */
  wordOf(number: number, column: string): string {
    return this.table(number).headings[column]?.[0] ?? column;
  }

  headingsOf(number: number, columns: readonly string[]): readonly Heading[] {
    return arrangeHeadings(this.table(number).header, columns, (column) =>
      this.wordOf(number, column),
    );
  }

  /**
   * What a label of the revenue side names, its ordinal left out. Words may follow one of the form's labels, and one
   * character may be misprinted (国有资本经验预算).
   */
  meaningOf(label: string): RevenueMeaning {
    const key = nameKey(label);
    const exact = this.revenueLabels.get(key);
    if (exact) return exact;
    // 上年结余、结转 is all that is carried over, 一般公共预算结余结转 a part of it.
    if (/^(?:上年)?结[余转]/.test(key)) return { is: 'source', source: 'carry-over' };
    if (/结[余转]/.test(key)) return { is: 'carried-over-part' };
    let known = '';
    for (const each of this.revenueLabels.keys())
      if (key.startsWith(each) && each.length > known.length) known = each;
    return (
      this.revenueLabels.get(known || (this.correctedRevenueLabel(label) ?? '')) ?? { is: 'other' }
    );
  }

  /** Whether a label, without its ordinal, is one that the revenue side of a table lists. */
  isRevenueLabel(label: string): boolean {
    return this.revenueLabels.has(nameKey(label));
  }

  /** Whether a label may be the first part of a revenue label that is broken over lines. */
  beginsRevenueLabel(label: string): boolean {
    const key = nameKey(label);
    return key.length >= 2 && [...this.revenueLabels.keys()].some((known) => known.startsWith(key));
  }

  /** The key of the revenue label that differs from a misprinted one in exactly one character: 经营 for 经验. */
  correctedRevenueLabel(label: string): string | undefined {
    const key = nameKey(label);
    return this.revenueLabels.has(key) || key.length < MISPRINT_CHARS_MIN
      ? undefined
      : closestWithin(key, this.revenueLabels.keys(), 1);
  }

  /** The lines behind a row of the revenue side; null where no line of ours is behind it. */
  linesOf(label: string): ((line: LineName) => boolean) | null {
    const meaning = this.meaningOf(label);
    switch (meaning.is) {
      case 'source':
        return (line) => line.schedule === 'revenue' && line.source === meaning.source;
      case 'fund':
        return (line) => line.schedule === 'expenditure' && line.fund === meaning.fund;
      case 'carried-over-part':
      case 'other':
        return null;
    }
  }
}
