import { functional } from '../../../domain/classification/lookup.js';
import { nameKey } from '../../../text/fold.js';
import type { Mismatch } from './prove-codes.js';
import type { RawRow, RawTable } from '../rows/raw.js';

/** Two tables against one: with a single other table, nobody knows which is wrong. */
const TABLES_MIN = 2;

/**
 * Codes that the list does not have are compared over the tables of the document: one name in one group has one code.
 * Where a table prints another code than two others do, theirs is taken.
 */
export const disagreeing = (tables: readonly RawTable[]): readonly Mismatch[] => {
  const functions = tables.filter(({ form }) => form.shape === 'coded' && form.table !== 8);
  const printed = new Map<string, Map<string, Set<number>>>();
  for (const { form, rows } of functions)
    for (const row of rows) {
      const subject = subjectOf(row);
      if (subject === undefined) continue;
      const codes = printed.get(subject) ?? new Map<string, Set<number>>();
      printed.set(subject, codes);
      codes.set(row.code!, (codes.get(row.code!) ?? new Set()).add(form.table));
    }
  return functions.flatMap(({ form: { table }, rows }) =>
    rows.flatMap((row, at): Mismatch[] => {
      const codes = printed.get(subjectOf(row) ?? '');
      if (!codes || codes.size !== 2 || codes.get(row.code!)!.size !== 1) return [];
      const [other] = [...codes].find(([code]) => code !== row.code)!;
      const elsewhere = [...codes.get(other)!].filter((each) => each !== table);
      return elsewhere.length >= TABLES_MIN ? [{ table, at, row, proved: other }] : [];
    }),
  );
};

/** The group and the name of an item that the list does not know. */
const subjectOf = ({ code, name, total }: RawRow): string | undefined =>
  total || code?.length !== 7 || name === '' || functional.nameOf(code) !== undefined
    ? undefined
    : `${code.slice(0, 5)} ${nameKey(name)}`;
