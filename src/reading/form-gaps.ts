import { columnWord, type TableForm } from '../domain/tables/budget-form.js';
import { formOf } from '../domain/tables/forms.js';
import type { TableKind } from '../domain/tables/table-kind.js';
import type { PrintedDocument, PrintedTable } from './printed.js';

/** What a form asks and a document lacks: a table, or a column of one. */
export interface FormGap {
  /** Its number in the answered form. */
  readonly table: number;
  readonly kind: TableKind;
  /** Its title as printed; the usual one where it is lacking. */
  readonly title: string;
  /** The usual heading of the column; null where the whole table is lacking. */
  readonly column: string | null;
}

/**
 * The columns that every place prints: expenditure is divided into basic and project expenditure, and basic expenditure into
 * personnel and public (财预〔2016〕143号).
 */
const ASKED: Readonly<Partial<Record<TableKind, readonly string[]>>> = {
  expenditure: ['total', 'basic', 'project'],
  general: ['total', 'basic', 'project'],
  'basic-economic': ['total', 'personnel', 'public'],
};
/** No place has to print it (财预〔2016〕143号 names the other eight). */
const OPTIONAL: TableKind = 'state-capital';

/** What the form of a document asks and the document lacks, in the order of its tables; the columns of a table that is empty are not asked. */
export const formGaps = (document: PrintedDocument): readonly FormGap[] => {
  const { byHeadings, tables } = formOf(document);
  return tables.flatMap((form) => {
    const { table, kind, titles } = form;
    const own = document.tables.find((each) => each.table === table);
    const title = own?.title ?? titles[0] ?? '';
    const gap = (column: string | null): FormGap => ({ table, kind, title, column });
    if (!own || own.state === 'missing') return byHeadings && kind === OPTIONAL ? [] : [gap(null)];
    if (own.state !== 'read') return [];
    const asked = byHeadings ? (ASKED[kind] ?? []) : prescribed(form, own);
    return asked
      .filter((column) => !own.columns.includes(column))
      .map((column) => gap(columnWord(form, column)));
  });
};

const prescribed = (
  { columns, requiredColumns, unitColumns = columns, unitMarks = [] }: TableForm,
  { columns: printed }: PrintedTable,
): readonly string[] =>
  requiredColumns ?? (printed.some((column) => unitMarks.includes(column)) ? unitColumns : columns);
