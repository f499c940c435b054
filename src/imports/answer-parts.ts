import type { ComparedLine, ImportAnswer, LineChanges } from './imports.answer.js';

type TableState = ImportAnswer['tables'][number];

/** The tables of a document as an answer states them. */
export const tableStates = (
  tables: readonly (Omit<TableState, 'rows'> & { readonly rows: readonly unknown[] })[],
): readonly TableState[] =>
  tables.map(({ table, state, rows, unit }) => ({ table, state, rows: rows.length, unit }));

/** Groups compared lines by their change. */
export const lineChanges = (lines: readonly ComparedLine[]): LineChanges => {
  const of = (change: ComparedLine['change']) => lines.filter((each) => each.change === change);
  const both = (some: readonly ComparedLine[]) =>
    some.flatMap(({ line, before, after }) => (before === null ? [] : [{ line, before, after }]));
  return {
    added: of('added').length,
    changed: both(of('changed')),
    unchanged: of('unchanged').length,
    discontinued: both(of('discontinued')),
    lines,
  };
};
