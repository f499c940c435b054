import { closestWithin } from '../../text/closest.js';
import { nameKey } from '../../text/fold.js';
import {
  CATEGORY_NAMES,
  FUND_NAMES,
  MEASURE_NAMES,
  SOURCE_NAMES,
} from '../classification/statutory-name.js';
import type { Fund, RevenueSource } from '../values/line.js';
import type { Unit } from '../values/money.js';
import { arrangeHeadings, type Heading, type HeadingPlan, type Side } from './headings.js';
import { TABLE_CONTENTS, type TableContent, type TableKind } from './table-kind.js';

/** The units that tables are shown in; 亿元 has too few places for any line. */
export const SHOWN_UNITS = ['元', '万元'] as const satisfies readonly Unit[];

/** How a form prints one kind of table: data, and nothing else. */
export interface TableData {
  /** The number by which people, answers and recorded events call it. Rule ids and comments say T1 for Shanghai's table 1. */
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
  /** The headings that identify it where its title is lost: the first line of its header has all words of one of these. */
  readonly signatures: readonly (readonly string[])[];
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
  /** What a label names that is none of these but fits a pattern; the first pattern that fits wins. */
  readonly revenuePatterns: readonly (readonly [RevenueMeaning, RegExp])[];
  /** The words that tell the lines behind a row with a wording of its own; the first that it contains wins. */
  readonly revenueWords: readonly (readonly [RevenueMeaning, string])[];
  /** The label of a table's total row, and of each side's. */
  readonly totals: Readonly<Record<'all' | Side, string>>;
  /** Whether it stands for many forms: its tables are read by their headings alone. */
  readonly byHeadings?: boolean;
}

/** The words over columns that documents of other places add. */
const ADDED_COLUMNS: Readonly<Record<string, string | undefined>> = {
  ...CATEGORY_NAMES,
  ...SOURCE_NAMES,
  ...FUND_NAMES,
  ...MEASURE_NAMES,
};

/** The usual word over a column, below the headings of its group: 购置费 for `vehicle-purchase` of the three-public expenses. */
export const columnWord = ({ headings }: TableData, column: string): string =>
  headings[column]?.[0] ?? ADDED_COLUMNS[column] ?? column;

/** What a column is called where it stands alone: 公务用车购置费 for `vehicle-purchase`. */
export const columnLabel = (table: TableData, column: string): string =>
  table.labels?.[column] ?? columnWord(table, column);

/** The headings of a table over the columns that a document has. */
export const headingsOver = (table: TableData, columns: readonly string[]): readonly Heading[] =>
  arrangeHeadings(table.header, columns, (column) => columnWord(table, column));

/** In a label of fewer characters, any other is a character away. */
const MISPRINT_CHARS_MIN = 4;
/** In a label of fewer characters, a misprint is reported and names nothing: 企业收入 is not 事业收入. */
const MEANT_CHARS_MIN = 6;

const OTHER: RevenueMeaning = { is: 'other' };
const CARRIED_OVER_PART: RevenueMeaning = { is: 'carried-over-part' };
const isCarryOver = (meaning: RevenueMeaning | undefined): boolean =>
  meaning?.is === 'source' && meaning.source === 'carry-over';

/** The form of a place: how it prints the kinds of tables (预算公开表). */
export class BudgetForm {
  readonly tables: readonly TableForm[];
  readonly totals: FormData['totals'];
  /** Whether its tables are read by their headings alone: codes may repeat, and a cost that is not printed is unknown. */
  readonly byHeadings: boolean;
  /** What the labels of the revenue side name, as given: another form may share it. */
  readonly revenueData: Pick<FormData, 'revenueLabels' | 'revenuePatterns' | 'revenueWords'>;
  /** The labels of the revenue side as they are compared ({@link nameKey}). */
  readonly revenueLabels: ReadonlyMap<string, RevenueMeaning>;

  private readonly revenuePatterns: FormData['revenuePatterns'];
  private readonly revenueWords: FormData['revenueWords'];

  constructor({
    tables,
    otherHeadings,
    revenueLabels,
    revenuePatterns,
    revenueWords,
    totals,
    byHeadings = false,
  }: FormData) {
    this.byHeadings = byHeadings;
    const words = new Set(otherHeadings.map(nameKey));
    this.tables = tables.map((table) => ({
      ...TABLE_CONTENTS[table.kind],
      ...table,
      otherHeadings: words,
    }));
    this.totals = totals;
    this.revenueData = { revenueLabels, revenuePatterns, revenueWords };
    this.revenuePatterns = revenuePatterns;
    this.revenueWords = revenueWords;
    this.revenueLabels = new Map(
      revenueLabels.flatMap(([meaning, labels]) =>
        labels.map((label): [string, RevenueMeaning] => [nameKey(label), meaning]),
      ),
    );
  }

  /**
   * The table of a number that comes from this form: of a table that was read or recorded in it, or that a caller has checked.
   *
   * @throws {RangeError} the form has no table of that number
   */
  table(number: number): TableForm {
    const found = this.tables.find(({ table }) => table === number);
    if (!found) throw new RangeError(`The form has no table ${number}.`);
    return found;
  }

  /** The table of that kind; undefined where the form does not print the kind. */
  ofKind(kind: TableKind): TableForm | undefined {
    return this.tables.find((table) => table.kind === kind);
  }

  /**
   * The table of a kind that the caller knows the form to print, such as the kind of a table that was read in it.
   *
   * @throws {RangeError} the form has no table of that kind
   */
  requireKind(kind: TableKind): TableForm {
    const found = this.ofKind(kind);
    if (!found) throw new RangeError(`The form has no table of the kind ${kind}.`);
    return found;
  }

  /**
   * What a row of the revenue side names. Words may follow one of the form's labels, and one character of a long label may
   * be misprinted (国有资本经验预算). `above`: the labels of the rows above it; where one of them is what is carried over
   * (结余结转收入), another such row (上年结余) is a part of it.
   */
  revenueMeaning(label: string, above: readonly string[] = []): RevenueMeaning {
    const own = this.labelled(label) ?? OTHER;
    return isCarryOver(own) && above.some((each) => isCarryOver(this.labelled(each)))
      ? CARRIED_OVER_PART
      : own;
  }

  private labelled(label: string): RevenueMeaning | undefined {
    const key = nameKey(label);
    const exact = this.revenueLabels.get(key);
    if (exact) return exact;
    const pattern = this.revenuePatterns.find(([, each]) => each.test(key));
    if (pattern) return pattern[0];
    let known = '';
    for (const each of this.revenueLabels.keys())
      if (key.startsWith(each) && each.length > known.length) known = each;
    if (known === '' && key.length >= MEANT_CHARS_MIN)
      known = this.correctedRevenueLabel(label) ?? '';
    return this.revenueLabels.get(known);
  }

  /** Whether a row of the revenue side of a table is a part of a source's row. `above` as for {@link revenueMeaning}. */
  isPartOfSource(
    { partsOfSources }: TableContent,
    label: string,
    above: readonly string[],
  ): boolean {
    const { is } = this.revenueMeaning(label, above);
    return partsOfSources.some((part) => part === is);
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

  /**
   * What a row of the revenue side shows money of, as {@link revenueMeaning} says. Wordings that no form prints are told by a word in
   * them (财政专户核拨资金).
   */
  shownMeaning(label: string, above: readonly string[] = []): RevenueMeaning {
    return this.labelled(label)
      ? this.revenueMeaning(label, above)
      : (this.revenueWords.find(([, word]) => nameKey(label).includes(word))?.[0] ?? OTHER);
  }
}
