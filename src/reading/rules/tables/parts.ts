import type { Finding } from '../../../domain/events/finding.js';
import { SHANGHAI } from '../../../domain/tables/shanghai.js';
import { APPROPRIATED_FUNDS } from '../../../domain/tables/table-kind.js';
import { sumOf, type Amounts } from '../relations/relation.js';
import { inUnit, placesOf } from '../relations/report.js';
import type { Figure, Sheet } from '../relations/sheet.js';
import { onlyAppropriation } from './ties.js';

/**
 * `PART-GT-WHOLE`: what the funds spend on a 项 is at most what T3 spends on it; a class of T4 at most that of T1; T8 at
 * most 基本支出 of T3. Error, tolerance 0.00. Budget Law art. 4 and 5: all expenditure is in the budget, the funds are
 * parts of it. Where the whole is the appropriation alone, the equality of `TIE` says more and this is silent.
 */
export const partsBeyondWholes = (sheet: Sheet, proved: Amounts): readonly Finding[] => {
  if (onlyAppropriation(sheet)) return [];
  return [
    ...functionsBeyond(sheet, proved),
    ...classesBeyond(sheet, proved),
    ...basicBeyond(sheet, proved),
  ];
};

const functionsBeyond = (sheet: Sheet, proved: Amounts): readonly Finding[] => {
  const tables = APPROPRIATED_FUNDS.map((fund) => SHANGHAI.ofKind(fund).table).filter((number) =>
    sheet.table(number),
  );
  const codes = new Set(tables.flatMap((number) => [...sheet.nodesOf(number).keys()]));
  codes.delete('');
  const beyond = [...codes].flatMap((code) => {
    const part = tables.flatMap((number) => sheet.ofCode(number, code, 'total') ?? []);
    const whole = sheet.ofCode(3, code, 'total') ?? [];
    const name = sheet.nodesOf(3).get(code)?.[0]?.row.name ?? '';
    const about = { table: part[0]?.table ?? 5, subject: code, name, says: 'table 3 has' };
    const found = exceeds(about, part, whole, proved);
    return found.map((one) => ({ code, found: one }));
  });
  // The excess of an item is in every level above it; the deepest level is the one to look at.
  return beyond
    .filter(
      ({ code }) => !beyond.some((other) => other.code !== code && other.code.startsWith(code)),
    )
    .map(({ found }) => found);
};

const classesBeyond = (sheet: Sheet, proved: Amounts): readonly Finding[] =>
  sheet.rows(4, 'expenditure').flatMap((row) => {
    const whole = sheet
      .rows(1, 'expenditure')
      .filter((other) =>
        row.total === true ? other.total === true : row.code !== null && other.code === row.code,
      )
      .flatMap((other) => sheet.printed(1, other, 'total'));
    const about = { table: 4, subject: row.code ?? row.name, name: row.name, says: 'table 1 has' };
    return exceeds(about, sheet.printed(4, row, 'total'), whole, proved);
  });

const basicBeyond = (sheet: Sheet, proved: Amounts): readonly Finding[] =>
  exceeds(
    { table: 8, subject: '合计', name: '合计', says: '基本支出 of table 3 is' },
    sheet.printed(8, sheet.totalRow(8), 'total'),
    sheet.printed(3, sheet.totalRow(3), 'basic'),
    proved,
  );

const exceeds = (
  { table, subject, name, says }: { table: number; subject: string; name: string; says: string },
  part: readonly Figure[],
  whole: readonly Figure[],
  proved: Amounts,
): readonly Finding[] => {
  if (part.length === 0 || whole.length === 0) return [];
  const printed = sumOf(part, proved);
  const expected = sumOf(whole, proved);
  if (printed <= expected) return [];
  const row = name === '' || name === subject ? subject : `${subject} ${name}`;
  return [
    {
      rule: 'PART-GT-WHOLE',
      severity: 'error',
      table,
      section: null,
      subject,
      column: 'total',
      printed: inUnit(printed, '元'),
      expected: inUnit(expected, '元'),
      difference: inUnit(printed - expected, '元'),
      unit: '元',
      places: placesOf([...part, ...whole]),
      hint: null,
      message: `Table ${table} prints ${inUnit(printed, '元')} 元 for ${row}, ${SHANGHAI.labelOf(table, 'total')}, but ${says} only ${inUnit(expected, '元')} 元.`,
    },
  ];
};
