import type { ImportAnswer } from './imports.answer.js';

type TableState = ImportAnswer['tables'][number];

type StatedTable = Omit<TableState, 'rows'> & { readonly rows: readonly unknown[] };

/** The tables of a document as an answer states them: the nine, and those that are none of them. */
export const tableStates = ({
  tables,
  further = [],
}: {
  readonly tables: readonly StatedTable[];
  readonly further?: readonly StatedTable[];
}): readonly TableState[] =>
  [...tables, ...further].map(({ table, state, rows, unit }) => ({
    table,
    state,
    rows: rows.length,
    unit,
  }));
