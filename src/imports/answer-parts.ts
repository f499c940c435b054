import type { ImportAnswer } from './imports.answer.js';

type TableState = ImportAnswer['tables'][number];

/** The tables of a document as an answer states them. */
export const tableStates = (
  tables: readonly (Omit<TableState, 'rows'> & { readonly rows: readonly unknown[] })[],
): readonly TableState[] =>
  tables.map(({ table, state, rows, unit }) => ({ table, state, rows: rows.length, unit }));
