import type { Relation } from '../relations/relation.js';
import { isPrinted, type TableSet } from '../relations/table-set.js';

/**
 * `SPLIT`: 合计 = its parts across the row. 基本支出 + 项目支出 (expenditure, of all funds and of each), 人员经费 + 公用经费
 * (basic expenditure by economic nature, and with 项目支出 in a unit's summary), the three funds (the appropriation), the
 * sources (revenue). Error, tolerance 0.00. `T9-SUM` does the same for the three-public expenses.
 *
 * Regulations for the Implementation of the Budget Law: expenditure of a department is 基本支出 and 项目支出, the former
 * 人员经费 and 公用经费. A blank part is zero where another part is printed; a row that prints no part is not checked.
 */
export const splits = (tables: TableSet): readonly Relation[] =>
  tables.kindsOf('two-sided', 'coded').flatMap((kind) =>
    tables.rows(kind).flatMap((row): readonly Relation[] => {
      const relations: Relation[] = [];
      const { parts } = tables.tableForm(kind);
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
