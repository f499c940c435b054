import type { Finding } from '../../../domain/events/finding.js';
import type { Unit } from '../../../domain/values/money.js';
import type { DocumentLine } from '../../document-line.js';
import type { CellReading } from '../../printed-amount.js';
import type { TableForm } from '../../../domain/tables/budget-form.js';
import type { LinePart } from '../lines/coded-line.js';
import type { Header } from '../form/header.js';

/** A row as read from its lines, before its figures are placed in columns and its code is proved. */
export interface UnplacedRow {
  /** The row's first line. */
  readonly line: DocumentLine;
  /** Its whole text, breaks joined. */
  text: string;
  readonly printedCode: string | null;
  code: string | null;
  name: string;
  readonly side?: 'revenue' | 'expenditure';
  readonly total: boolean;
  /** The cell its label stands in; null where the print keeps no cells. */
  readonly labelCell: number | null;
  /** What stands after the label, and on which line. */
  parts: readonly LinePart[];
  figuresLine: DocumentLine;
  /** The header above the row's page. */
  header: Header | null;
}

/** A figure of a row in its column; also a text that stands in place of a figure. */
export interface PlacedFigure {
  readonly text: string;
  readonly line: DocumentLine;
  readonly reading: CellReading;
  /** Null for a figure that stands under no heading. */
  readonly column: string | null;
  displaced?: true;
}

/** A row whose figures stand in their columns. */
export interface PlacedRow extends UnplacedRow {
  figures: readonly PlacedFigure[];
  /** Whether the print, the row's relation or the sums decided the columns. */
  proved: boolean;
  /** Whether cells had to be moved back under their headings. */
  shifted: boolean;
}

/** One of the nine tables as read from its lines, over all its pages. */
export interface UnplacedTable {
  readonly form: TableForm;
  /** Null for a table whose title is lost. */
  readonly title: string | null;
  readonly titleLine: DocumentLine;
  readonly unit: Unit;
  /** Where the unit is printed. */
  readonly unitLine: DocumentLine | null;
  readonly columns: readonly string[];
  readonly rows: readonly UnplacedRow[];
  readonly note: string | null;
  /** Where the note begins. */
  readonly noteLine: DocumentLine | null;
  readonly findings: readonly Finding[];
}
