import type { ClaimRecorded, TableState } from '../domain/events/budget.events.js';
import type { FormName } from '../domain/tables/forms.js';
import type { FurtherKind } from '../domain/values/further-kind.js';
import type { Scope } from '../domain/values/budget-id.js';
import type { Finding, Place } from '../domain/events/finding.js';
import type { Fen, Unit } from '../domain/values/money.js';
import type { DocumentLine } from './document-line.js';

/**
 * The content of a published document as printed: the result of the reader and the input of the rules. Nothing in it is
 * repaired; where the reader had to choose (a displaced cell, a code against a name) a finding beside it says so.
 */
export interface PrintedDocument {
  /** SHA-256 of the bytes, in hex. */
  readonly sha256: string;
  readonly mediaType: MediaType;
  /** Its pages, or the sheets of a workbook; absent where a file has none. */
  readonly pages?: number;
  readonly title: string;
  /** The agency as printed, with its bracket. */
  readonly agencyName: string;
  readonly fiscalYear: number;
  readonly scope: Scope;
  /** The form that the tables are read in, and that their numbers are of. */
  readonly form: FormName;
  /** All tables of the form, in its order. */
  readonly tables: readonly PrintedTable[];
  /** The tables that are none of the form's, where it has some: no rule judges them, and no line is made of them. */
  readonly further?: readonly FurtherTable[];
  /** The text outside the tables. */
  readonly narrative: readonly DocumentLine[];
  /** The findings of the reader: LAYOUT, AMOUNT-FORM, UNIT, CODE-NAME, TABLE-PRESENT, PERIOD … */
  readonly findings: readonly Finding[];
}

/** The media types of the documents that are read. */
export const DOCUMENT_TYPES = [
  'text/plain',
  'text/tab-separated-values',
  'text/markdown',
  'text/csv',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
] as const;

/** The media type of a document that can be read. */
export type MediaType = (typeof DOCUMENT_TYPES)[number];

/** One of the nine tables as its document prints it. Amounts are in fen, whatever the printed unit. */
export interface PrintedTable {
  /** Its number in the document's form. */
  readonly table: number;
  /** Its number as a document of another place prints it; absent where it prints none. */
  readonly number?: string;
  readonly state: TableState;
  readonly title: string | null;
  readonly unit: Unit | null;
  /** Keys of the amount columns in the printed order, e.g. `['total', 'basic', 'project']`. */
  readonly columns: readonly string[];
  readonly rows: readonly PrintedRow[];
  readonly note: string | null;
}

/** A table that is none of the nine, as its document prints it: see `FurtherTableLayout`. */
export interface FurtherTable extends PrintedTable {
  readonly kind: FurtherKind;
  readonly title: string;
  readonly unit: Unit;
  readonly textColumns: readonly string[];
  readonly rows: readonly FurtherRow[];
}

/** A row of a further table. Its code is the printed one where none could be proved. */
export interface FurtherRow extends PrintedRow {
  readonly texts?: Readonly<Record<string, string>>;
}

/** A table of the form that its document does not print. */
export const missingTable = (table: number): PrintedTable => ({
  table,
  state: 'missing',
  title: null,
  unit: null,
  columns: [],
  rows: [],
  note: null,
});

/** A row of a printed table. Columns are named by their keys. */
export interface PrintedRow {
  /** From 1, over the table's data rows, totals included. */
  readonly row: number;
  /**
   * The code that was proved, with as many digits as its kind of table has levels; on the expenditure side of two-sided
   * tables the class; null elsewhere and on totals.
   */
  readonly code: string | null;
  /** The code as printed, without spaces; null where none is printed. */
  readonly printedCode: string | null;
  /** The label as printed, without its ordinal (一、), line breaks joined. */
  readonly name: string;
  readonly side?: 'revenue' | 'expenditure';
  readonly total?: true;
  /** Only the printed cells: a blank has no entry. */
  readonly cells: Readonly<Record<string, PrintedCell>>;
  /** What its total counts and no part of it: the money that goes to the next year (结转下年), in a row or a column of its own. */
  readonly goesOn?: PrintedCell;
  /** Whether its total counts, beside its parts, what further columns print (上年结转, 事业单位经营支出). */
  readonly countsOthers?: boolean;
}

/** A printed amount in fen, with its place. */
export interface PrintedCell {
  readonly amount: Fen;
  readonly place: Place;
  /** The unit that the cell or its heading prints, where that is not the table's. */
  readonly unit?: Unit;
  /** Of a sum: whether a cell that it was read from prints a unit itself, and not its heading. */
  readonly printsUnit?: boolean;
  /**
   * True for a cell that the reader shows to be displaced or repeated, such as a figure of 公用经费 that is printed under
   * 人员经费 too: it is kept as printed and takes no part in sums or lines. A LAYOUT finding names it.
   */
  readonly displaced?: true;
}

/** A figure that states no line, such as a sum or the amount of a sentence: what `ClaimRecorded` keeps of it. */
export interface PrintedClaim extends Omit<ClaimRecorded['data'], 'amount'> {
  readonly amount: Fen;
}
