import { APPROPRIATED_FUNDS, type TableKind } from '../../../domain/tables/table-kind.js';
import type { Relation } from '../relations/relation.js';
import { isPrinted, type TableSet } from '../relations/table-set.js';

/**
 * `SPLIT`: 合计 = its parts across the row. 基本支出 + 项目支出 (T3, T5, T6, T7), 人员经费 + 公用经费 (T8, and with
 * 项目支出 in a unit's T1), the three funds (T4), the sources of revenue (T2). Error, tolerance 0.00.
 *
 * Regulations for the Implementation of the Budget Law: expenditure of a department is 基本支出 and 项目支出, the former
 * 人员经费 and 公用经费. A blank part is zero where another part is printed; a row that prints no part is not checked.
 */
export const splits = (tables: TableSet): readonly Relation[] =>
  KINDS.flatMap((kind) =>
    tables.rows(kind).flatMap((row): readonly Relation[] => {
      const relations: Relation[] = [];
      const { parts } = tables.formOf(kind);
      const split = (whole: string, columns: readonly string[]) => {
        // A part whose column the table lacks is unknown, not zero.
        if (!parts['basic'] && columns.some((column) => !tables.columns(kind).includes(column)))
          return;
        const printed = tables.printed(kind, row, whole);
        // Blank parts stay in the sum: where cells were merged, a blank part may be the wrong one.
        const expected = columns
          .filter((column) => tables.columns(kind).includes(column))
          .map((column) => tables.figure(kind, row, column));
        if (printed.length === 0 || !expected.some(isPrinted)) return;
        relations.push({
          rule: 'SPLIT',
          severity: 'error',
          form: tables.formOf(kind),
          subject: row.total === true ? row.name : (row.code ?? row.name),
          name: row.name,
          column: whole,
          printed,
          expected,
          says: `${columns.map((column) => tables.labelOf(kind, column)).join(' + ')} is`,
        });
      };
      const columns = tables.partColumns(kind, row);
      split('total', columns);
      if (parts['basic'] && columns.includes('basic')) split('basic', parts['basic']);
      return relations;
    }),
  );

/** The tables whose total is split across the row. */
const KINDS: readonly TableKind[] = [
  'revenue-expenditure',
  'revenue',
  'expenditure',
  'appropriation',
  ...APPROPRIATED_FUNDS,
  'basic-economic',
];
