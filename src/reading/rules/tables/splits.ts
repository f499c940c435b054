import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import type { Relation } from '../relations/relation.js';
import { isPrinted, type Sheet } from '../relations/sheet.js';

/**
 * `SPLIT`: 合计 = its parts across the row. 基本支出 + 项目支出 (T3, T5, T6, T7), 人员经费 + 公用经费 (T8, and with
 * 项目支出 in a unit's T1), the three funds (T4), the sources of revenue (T2). Error, tolerance 0.00.
 *
 * Regulations for the Implementation of the Budget Law: expenditure of a department is 基本支出 and 项目支出, the former
 * 人员经费 and 公用经费. A blank part is zero where another part is printed; a row without parts says nothing.
 */
export const splits = (sheet: Sheet): readonly Relation[] =>
  [1, 2, 3, 4, 5, 6, 7, 8].flatMap((number) =>
    sheet.rows(number).flatMap((row): readonly Relation[] => {
      const relations: Relation[] = [];
      const split = (whole: string, columns: readonly string[]) => {
        // A part whose column the table lacks is unknown, not zero.
        if (number !== 1 && columns.some((column) => !sheet.columns(number).includes(column)))
          return;
        const printed = sheet.printed(number, row, whole);
        // Blank parts stay in the sum: where cells were merged, one of them is what is missing.
        const expected = columns
          .filter((column) => sheet.columns(number).includes(column))
          .map((column) => sheet.figure(number, row, column));
        if (printed.length === 0 || !expected.some(isPrinted)) return;
        relations.push({
          rule: 'SPLIT',
          severity: 'error',
          table: number,
          subject: row.total === true ? row.name : (row.code ?? row.name),
          name: row.name,
          column: whole,
          printed,
          expected,
          says: `${columns.map((column) => SHANGHAI.labelOf(number, column)).join(' + ')} is`,
        });
      };
      const columns = sheet.partColumns(number, row);
      split('total', columns);
      if (number === 1 && columns.includes('basic')) split('basic', ['personnel', 'public']);
      return relations;
    }),
  );
