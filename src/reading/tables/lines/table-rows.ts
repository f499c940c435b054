import type { Finding } from '../../../domain/events/finding.js';
import type { Unit } from '../../../domain/values/money.js';
import type { Cell, DocumentLine } from '../../document-line.js';
import type { CellReading } from '../../printed-amount.js';
import type { TableForm } from '../../../domain/tables/budget-form.js';
import type { Header } from './header.js';

/** A row as read from its line. */
export interface LineRow {
  readonly printedCode: string | null;
  code: string | null;
  name: string;
  readonly side?: 'revenue' | 'expenditure';
  readonly total: boolean;
  /** The column of cells of its label; null where the print keeps no cells. */
  readonly labelColumn: number | null;
  /** What follows the label: figures, strokes for blanks; in cells, words too. */
  parts: readonly Cell[];
}

/** What a line adds to a table. */
export type LineContent =
  /** `trailing`: whether words follow the figures, where none should be. */
  | { readonly kind: 'rows'; readonly rows: readonly LineRow[]; readonly trailing: boolean }
  /** The rest of a row above that is broken over lines: what the row is with it. */
  | {
      readonly kind: 'rest';
      readonly of: UnplacedRow;
      readonly whole: Pick<LineRow, 'name' | 'code' | 'parts'>;
    }
  | { readonly kind: 'none' };

/** A line that is no row of the table. */
export const NO_ROW: LineContent = { kind: 'none' };

/** The rest of a broken name is short. */
export const REST_CHARS_MAX = 14;

/** A row as read from its lines, before its figures are placed in columns and its code is proved. */
export interface UnplacedRow extends LineRow {
  /** The row's first line. */
  readonly line: DocumentLine;
  /** Its whole text as printed, breaks joined. */
  text: string;
  /** The line of its figures. */
  figuresLine: DocumentLine;
  /** The header above the row's page. */
  header: Header | null;
}

/** A figure of a row in its column; also a text that stands in place of a figure. */
export interface PlacedFigure {
  readonly text: string;
  readonly line: DocumentLine;
  readonly reading: CellReading;
  /** Null for a figure under no heading. */
  readonly column: string | null;
  displaced?: true;
}

/** A row whose figures are in their columns. */
export interface PlacedRow extends UnplacedRow {
  figures: readonly PlacedFigure[];
  /** Whether the print, the row's relation or the sums decided the columns. */
  proved: boolean;
  /** Whether cells had to be moved back under their headings. */
  shifted: boolean;
}

/** A table of the form as read from its lines, over all its pages. */
export interface UnplacedTable {
  readonly form: TableForm;
  /** Null for a table whose title is lost. */
  readonly title: string | null;
  readonly titleLine: DocumentLine;
  readonly unit: Unit;
  /** Where the unit is printed. */
  readonly unitLine: DocumentLine | null;
  /** The header of each page that has one. */
  readonly headers: readonly Header[];
  readonly rows: readonly UnplacedRow[];
  readonly note: string | null;
  /** Where the note begins. */
  readonly noteLine: DocumentLine | null;
  /** Lines of it with figures that are no rows. */
  readonly unread: readonly DocumentLine[];
  readonly findings: readonly Finding[];
}

/** A name without the spaces that text extraction puts between characters. */
export const tidyName = (name: string): string =>
  name.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '').trim();
